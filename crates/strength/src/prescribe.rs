//! From findings to focus areas, add-ons and a session.

use super::catalogue::{Catalogue, Category, Exercise, Grade, Link};
use super::session::{Line, Standing, compose};
use super::sides::side_of;
use super::{AddOn, AddOnSide, Prescription, WeakSide};
use crate::form::{Confidence, Finding};
use crate::settings;

/// Strength work for the findings: at most two focus areas with their
/// exercises, inside a whole session that keeps balance, hip, core and calf.
///
/// A link scores severity × confidence × evidence grade. Findings with the same
/// likely cause share one place; a second place goes to another cause first.
/// Without findings the session is the balanced basic one. Exercises that need
/// equipment not at hand are passed over; body weight alone always suffices.
pub fn prescribe(
    findings: &[Finding],
    catalogue: &Catalogue,
    settings: &settings::Strength,
) -> Prescription {
    build(findings, catalogue, settings, Standing::NEW).0
}

/// The same, with the lines of the session, for a runner who stands somewhere; the
/// side that did less in the runner's own test goes before one that a finding names.
pub(super) fn build<'a>(
    findings: &[Finding],
    catalogue: &'a Catalogue,
    settings: &'a settings::Strength,
    standing: Standing<'a>,
) -> (Prescription, Vec<Line<'a>>) {
    let weak = standing.weak;
    let candidates = candidates(findings, catalogue);
    let focus = choose_focus(&candidates, catalogue.session.max_focus);
    let chosen = choose_exercises(&focus, &candidates, catalogue, &settings.equipment);
    let blocks: Vec<_> =
        focus.iter().filter_map(|id| catalogue.deficits.get(*id)).map(|d| d.block).collect();
    // Activation belongs before a run, not into a strength session.
    let lines = chosen
        .iter()
        .filter(|c| c.exercise.category != Category::Activation)
        .map(|c| Line::new(c.exercise, &standing.with(weak.or(c.weak_side()))))
        .collect();
    let (session, placed) = compose(lines, &blocks, catalogue, settings, standing);
    let sets = |exercise: &Exercise| match exercise.category {
        Category::Activation => Some(exercise.dose.sets[0]),
        _ => placed.iter().find(|l| l.exercise.id == exercise.id).map(|l| l.sets),
    };
    let add_ons: Vec<AddOn> = chosen
        .iter()
        .filter_map(|c| {
            let side = side_of(c.exercise.each_side, weak.or(c.weak_side())).0;
            Some(c.add_on(sets(c.exercise)?, side, catalogue, &settings.equipment))
        })
        .collect();
    let evidence_note = if findings.is_empty() {
        format!("{} {}", catalogue.nothing_found, catalogue.evidence)
    } else {
        catalogue.evidence.clone()
    };
    let prescription = Prescription {
        focus: focus.into_iter().map(str::to_owned).collect(),
        add_ons,
        session,
        evidence_note,
        withheld: None,
        safety: catalogue.safety.clone(),
    };
    (prescription, placed)
}

/// A link that a finding calls for.
struct Candidate<'c, 'f> {
    finding: &'f Finding,
    link: &'c Link,
    root: String,
    /// The first link of its breakdown.
    main: bool,
    score: f64,
}

/// Every link of every finding, best score first; equal scores keep the order
/// of findings and links.
fn candidates<'c, 'f>(findings: &'f [Finding], catalogue: &'c Catalogue) -> Vec<Candidate<'c, 'f>> {
    let weights = &catalogue.session.weights;
    let mut all: Vec<Candidate<'c, 'f>> = Vec::new();
    for finding in findings {
        let confidence = match finding.confidence {
            Confidence::High => weights.confidence.high,
            Confidence::Moderate => weights.confidence.moderate,
            Confidence::Low => weights.confidence.low,
        };
        let severity = if finding.severity.is_finite() { finding.severity } else { 0.0 };
        let root = catalogue.roots.get(&finding.id).unwrap_or(&finding.id);
        all.extend(catalogue.links_of(&finding.id).enumerate().map(|(i, link)| {
            let grade = match link.grade {
                Grade::A => weights.grade.A,
                Grade::B => weights.grade.B,
                Grade::C => weights.grade.C,
            };
            Candidate {
                finding,
                link,
                root: root.clone(),
                main: i == 0,
                score: severity * confidence * grade,
            }
        }));
    }
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all
}

/// Deficits in focus. Main links of causes not yet answered go first, then
/// other main links, then further links of what was found.
fn choose_focus<'c>(candidates: &[Candidate<'c, '_>], most: usize) -> Vec<&'c str> {
    let mut focus: Vec<&str> = Vec::new();
    let mut answered: Vec<&str> = Vec::new();
    while focus.len() < most {
        let rank = |c: &&Candidate| match (c.main, answered.contains(&c.root.as_str())) {
            (true, false) => 0,
            (true, true) => 1,
            (false, _) => 2,
        };
        // min_by_key takes the first of equals, which is the best score.
        let open = candidates.iter().filter(|c| !focus.contains(&c.link.deficit.as_str()));
        let Some(best) = open.min_by_key(rank) else { break };
        answered.push(&best.root);
        focus.push(&best.link.deficit);
    }
    focus
}

/// An exercise chosen for a focus area.
struct Chosen<'c, 'f> {
    exercise: &'c Exercise,
    link: &'c Link,
    findings: Vec<&'f Finding>,
}

fn choose_exercises<'c, 'f>(
    focus: &[&str],
    candidates: &[Candidate<'c, 'f>],
    catalogue: &'c Catalogue,
    equipment: &[String],
) -> Vec<Chosen<'c, 'f>> {
    let mut chosen: Vec<Chosen<'c, 'f>> = Vec::new();
    for deficit in focus {
        let links: Vec<&Candidate> =
            candidates.iter().filter(|c| c.link.deficit == *deficit).collect();
        let mut findings: Vec<&Finding> = Vec::new();
        for candidate in &links {
            if !findings.iter().any(|f| f.id == candidate.finding.id) {
                findings.push(candidate.finding);
            }
        }
        let mut taken = 0;
        for (link, id) in links.iter().flat_map(|c| c.link.exercises.iter().map(|e| (c.link, e))) {
            let Some(exercise) = catalogue.exercises.get(id) else { continue };
            // A form and its next step at once would jump the gate between them.
            let clashes = |c: &Chosen| c.exercise.id == *id || c.exercise.is_step_from(exercise);
            if taken == catalogue.session.exercises_per_focus
                || !exercise.possible_with(equipment)
                || chosen.iter().any(clashes)
            {
                continue;
            }
            chosen.push(Chosen { exercise, link, findings: findings.clone() });
            taken += 1;
        }
    }
    chosen
}

impl Chosen<'_, '_> {
    /// The side a finding names.
    fn weak_side(&self) -> Option<WeakSide> {
        let side = self.findings.iter().find_map(|f| f.side)?;
        Some(WeakSide { side, extra_set: false })
    }

    fn add_on(
        &self,
        sets: u32,
        side: AddOnSide,
        catalogue: &Catalogue,
        equipment: &[String],
    ) -> AddOn {
        let (reps, hold_s) = self.exercise.dose.amounts();
        AddOn {
            exercise: self.exercise.id.clone(),
            name: self.exercise.name.clone(),
            r#for: self.findings.iter().map(|f| f.id.clone()).collect(),
            sets,
            reps,
            hold_s,
            side,
            evidence_grade: self.link.grade.to_string(),
            basis: self.link.basis,
            sources: self.link.sources.clone(),
            why: self.link.why.clone(),
            how: instruction(self.exercise, catalogue, equipment),
        }
    }
}

/// How to do it, when to stop, and what comes first for those who cannot yet.
fn instruction(exercise: &Exercise, catalogue: &Catalogue, equipment: &[String]) -> String {
    let mut text = format!("{} Stop when {}.", exercise.how, exercise.stop);
    let easier = exercise.easier.iter().filter_map(|id| catalogue.exercises.get(id));
    let step = easier.filter(|e| e.possible_with(equipment)).find_map(|e| {
        let gate = &e.harder.iter().find(|s| s.id == exercise.id)?.gate;
        Some(format!(" Ready for it: {gate}; until then do this instead: {}.", e.name))
    });
    text.extend(step);
    text
}
