//! Exercises with their doses in words, and the cue that comes before them.

use crate::analysis::Analysis;
use crate::metrics::Metric;
use crate::strength::{AddOn, AddOnSide, Exercise, LinkBasis, Prescription, SessionExercise};
use crate::words::{Language, Words};

use super::change::levels;
use super::show;

/// Findings whose first remedy is a slightly quicker step.
const QUICKER: [&str; 4] = [
    "cadence_drop_with_overreach",
    "oscillation_rise_under_fatigue",
    "overstriding_measured",
    "hip_drop",
];

/// What to try before any exercise, where a finding asks for it.
pub(super) fn cue(analysis: &Analysis, words: &Words) -> Option<String> {
    let first = analysis.findings.first()?;
    if !QUICKER.contains(&first.id.as_str()) {
        return None;
    }
    let cadence = analysis.comparison.metrics.iter().find(|m| m.metric == Metric::Cadence);
    let tired = cadence.and_then(|c| levels(c)[1]).filter(|c| c.is_finite());
    Some(match tired {
        Some(spm) => words.text("cue-quicker", &[("target", (1.05 * spm).round().into())]),
        None => words.t("cue-quicker-plain"),
    })
}

/// What an exercise is called.
pub(super) fn name(id: &str, given: &str, words: &Words) -> String {
    translated(id, words).map_or_else(|| given.to_owned(), |e| e.name)
}

/// How to do it.
pub(super) fn how(id: &str, given: &str, words: &Words) -> String {
    translated(id, words).map_or_else(|| given.to_owned(), |e| e.how)
}

/// The built-in exercise in the reader's language, where that is another than the one
/// the analysis is written in.
fn translated(id: &str, words: &Words) -> Option<Exercise> {
    let language = words.tongue().language;
    if language == Language::English {
        return None;
    }
    words.knowledge()?.catalogue(language).exercises.get(id).cloned()
}

/// Why an add-on was chosen; the reasons are English, and told to those who read it.
pub(super) fn why(add_on: &AddOn, words: &Words) -> Option<String> {
    (words.tongue().language == Language::English).then(|| add_on.why.clone())
}

/// What the grade of evidence rests on.
pub(super) fn basis(basis: LinkBasis, words: &Words) -> String {
    words.t(match basis {
        LinkBasis::Stated => "basis-stated",
        LinkBasis::CauseStated => "basis-cause-stated",
        LinkBasis::Inferred => "basis-inferred",
    })
}

/// What a part of the session is called.
pub(super) fn area(id: &str, words: &Words) -> String {
    words.known(&format!("area-{id}")).unwrap_or_else(|| show::words(id))
}

/// Sentences that go with every plan, in the reader's language.
pub(super) fn evidence_note(plan: &Prescription, words: &Words) -> String {
    if let Some(why) = &plan.withheld {
        return words.say(why);
    }
    words
        .translation("strength/texts.toml", "strength-evidence")
        .unwrap_or_else(|| plan.evidence_note.clone())
}

/// When to stop and whom to ask.
pub(super) fn safety(plan: &Prescription, words: &Words) -> String {
    words
        .translation("strength/texts.toml", "strength-safety")
        .unwrap_or_else(|| plan.safety.clone())
}

/// `Calf raise 3 × 15-20 each side, left first`.
pub(super) fn add_on(add_on: &AddOn, words: &Words) -> String {
    let given = Dose { sets: add_on.sets, reps: add_on.reps, hold_s: add_on.hold_s };
    let name = name(&add_on.exercise, &add_on.name, words);
    format!("{name} {}{}", given.told(words), side(add_on.side, words))
}

/// An exercise of the session with its dose.
pub(super) fn exercise(e: &SessionExercise, words: &Words) -> String {
    format!("{} {}", name(&e.exercise, &e.name, words), dose(e, words))
}

/// The dose of an exercise of the session.
pub(super) fn dose(e: &SessionExercise, words: &Words) -> String {
    let given = Dose { sets: e.sets, reps: e.reps, hold_s: e.hold_s };
    match e.sets {
        // A document of an earlier version has the text alone.
        0 => e.dose.clone(),
        _ => format!("{}{}", given.told(words), side(e.side, words)),
    }
}

/// What an area of training is called.
pub(super) fn focus(id: &str, words: &Words) -> String {
    if let Some(known) = words.translation("strength/links.toml", &format!("focus-{id}")) {
        return known;
    }
    let knowledge = words.knowledge();
    let catalogue = knowledge.as_ref().map(|k| k.catalogue(words.tongue().language));
    let known = catalogue.and_then(|c| c.deficits.get(id));
    known.map_or_else(|| show::words(id), |d| d.name.clone())
}

fn side(side: AddOnSide, words: &Words) -> String {
    words.t(match side {
        AddOnSide::Both => "side-both",
        AddOnSide::Each => "side-each",
        AddOnSide::LeftFirst => "side-left-first",
        AddOnSide::RightFirst => "side-right-first",
    })
}

/// Sets with repetitions, seconds, or both.
struct Dose {
    sets: u32,
    reps: Option<[u32; 2]>,
    hold_s: Option<[u32; 2]>,
}

impl Dose {
    fn told(&self, words: &Words) -> String {
        let range = |[a, b]: [u32; 2]| if a == b { a.to_string() } else { format!("{a}-{b}") };
        let sets = ("sets", self.sets.to_string().into());
        match (self.reps, self.hold_s) {
            (Some(reps), None) => words.text("dose-reps", &[sets, ("range", range(reps).into())]),
            (None, Some(hold)) => words.text("dose-hold", &[sets, ("range", range(hold).into())]),
            (Some(reps), Some(hold)) => words.text(
                "dose-holds",
                &[sets, ("reps", range(reps).into()), ("range", range(hold).into())],
            ),
            (None, None) => words.text("dose-sets", &[sets]),
        }
    }
}
