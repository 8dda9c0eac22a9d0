//! From findings to focus areas, add-ons and a session.

use super::catalogue::{Amount, Catalogue, Category, Exercise, Grade, Link};
use super::session::{Line, compose};
use super::{AddOn, AddOnSide, Prescription};
use crate::analysis::Side;
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
    let candidates = candidates(findings, catalogue);
    let focus = choose_focus(&candidates, catalogue.session.max_focus);
    let chosen = choose_exercises(&focus, &candidates, catalogue, &settings.equipment);
    let blocks: Vec<_> =
        focus.iter().filter_map(|id| catalogue.deficits.get(*id)).map(|d| d.block).collect();
    // Activation belongs before a run, not into a strength session.
    let lines = chosen
        .iter()
        .filter(|c| c.exercise.category != Category::Activation)
        .map(|c| Line::new(c.exercise, c.side()))
        .collect();
    let (session, placed) = compose(lines, &blocks, catalogue, settings);
    let sets = |exercise: &Exercise| match exercise.category {
        Category::Activation => Some(exercise.dose.sets[0]),
        _ => placed.iter().find(|l| l.exercise.id == exercise.id).map(|l| l.sets),
    };
    let add_ons: Vec<AddOn> = chosen
        .iter()
        .filter_map(|c| Some(c.add_on(sets(c.exercise)?, catalogue, &settings.equipment)))
        .collect();
    let evidence_note = if findings.is_empty() {
        format!("{} {}", catalogue.nothing_found, catalogue.evidence)
    } else {
        catalogue.evidence.clone()
    };
    Prescription {
        focus: focus.into_iter().map(str::to_owned).collect(),
        add_ons,
        session,
        evidence_note,
        safety: catalogue.safety.clone(),
    }
}

/// A link that a finding calls for.
struct Candidate<'a> {
    finding: &'a Finding,
    link: &'a Link,
    root: &'a str,
    /// The first link of its breakdown.
    main: bool,
    score: f64,
}

/// Every link of every finding, best score first; equal scores keep the order
/// of findings and links.
fn candidates<'a>(findings: &'a [Finding], catalogue: &'a Catalogue) -> Vec<Candidate<'a>> {
    let weights = &catalogue.session.weights;
    let mut all: Vec<Candidate> = Vec::new();
    for finding in findings {
        let confidence = match finding.confidence {
            Confidence::High => weights.confidence.high,
            Confidence::Moderate => weights.confidence.moderate,
            Confidence::Low => weights.confidence.low,
        };
        let severity = if finding.severity.is_finite() { finding.severity } else { 0.0 };
        let root = catalogue.roots.get(&finding.id).map_or(finding.id.as_str(), String::as_str);
        all.extend(catalogue.links_of(&finding.id).enumerate().map(|(i, link)| {
            let grade = match link.grade {
                Grade::A => weights.grade.A,
                Grade::B => weights.grade.B,
                Grade::C => weights.grade.C,
            };
            Candidate { finding, link, root, main: i == 0, score: severity * confidence * grade }
        }));
    }
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all
}

/// Deficits in focus. Main links of causes not yet answered go first, then
/// other main links, then further links of what was found.
fn choose_focus<'a>(candidates: &[Candidate<'a>], most: usize) -> Vec<&'a str> {
    let mut focus: Vec<&str> = Vec::new();
    let mut answered: Vec<&str> = Vec::new();
    while focus.len() < most {
        let rank = |c: &&Candidate| match (c.main, answered.contains(&c.root)) {
            (true, false) => 0,
            (true, true) => 1,
            (false, _) => 2,
        };
        // min_by_key takes the first of equals, which is the best score.
        let open = candidates.iter().filter(|c| !focus.contains(&c.link.deficit.as_str()));
        let Some(best) = open.min_by_key(rank) else { break };
        answered.push(best.root);
        focus.push(&best.link.deficit);
    }
    focus
}

/// An exercise chosen for a focus area.
struct Chosen<'a> {
    exercise: &'a Exercise,
    link: &'a Link,
    findings: Vec<&'a Finding>,
}

fn choose_exercises<'a>(
    focus: &[&str],
    candidates: &[Candidate<'a>],
    catalogue: &'a Catalogue,
    equipment: &[String],
) -> Vec<Chosen<'a>> {
    let mut chosen: Vec<Chosen> = Vec::new();
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

impl Chosen<'_> {
    fn side(&self) -> AddOnSide {
        if !self.exercise.each_side {
            return AddOnSide::Both;
        }
        match self.findings.iter().find_map(|f| f.side) {
            Some(Side::Left) => AddOnSide::LeftFirst,
            Some(Side::Right) => AddOnSide::RightFirst,
            None => AddOnSide::Each,
        }
    }

    fn add_on(&self, sets: u32, catalogue: &Catalogue, equipment: &[String]) -> AddOn {
        let (reps, hold_s) = match self.exercise.dose.amount {
            Amount::Reps { range, .. } => (Some(range), None),
            Amount::Hold(range) => (None, Some(range)),
        };
        AddOn {
            exercise: self.exercise.id.clone(),
            name: self.exercise.name.clone(),
            r#for: self.findings.iter().map(|f| f.id.clone()).collect(),
            sets,
            reps,
            hold_s,
            side: self.side(),
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
