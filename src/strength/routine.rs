//! What is done in a session: a prescription with all that is needed to do it.

use super::adapt::Choice;
use super::catalogue::{Catalogue, Exercise};
use super::plan::{Activation, Routine, RoutineBlock, RoutineExercise, SessionKind};
use super::rules::PlanRules;
use super::{AddOn, Prescription, prescribe};
use crate::form::Finding;
use crate::settings;

/// Builds routines, each only once.
pub(super) struct Routines<'a> {
    pub catalogue: &'a Catalogue,
    pub rules: &'a PlanRules,
    pub choice: &'a Choice<'a>,
    pub findings: &'a [Finding],
    pub made: Vec<Routine>,
    /// Ids asked for, each with the id of the routine that has that content.
    pub known: Vec<(String, String)>,
    /// The first prescription made of the harder kind, else of any.
    pub main: Option<(SessionKind, Prescription)>,
}

impl Routines<'_> {
    /// Id of the routine for a session of this kind and length.
    pub fn id(&mut self, kind: SessionKind, minutes: u32) -> String {
        let name = match kind {
            SessionKind::Basics => "basics",
            SessionKind::Strength => "strength",
            SessionKind::Light => "light",
        };
        let id = format!("{name}_{minutes}");
        if let Some((_, same)) = self.known.iter().find(|(asked, _)| *asked == id) {
            return same.clone();
        }
        let light = kind != SessionKind::Strength;
        let own = self.choice.adapt(self.catalogue, self.rules, light);
        let settings = settings::Strength {
            session_minutes: minutes,
            equipment: self.choice.equipment.clone(),
        };
        let prescription = prescribe(self.findings, &own, &settings);
        let blocks: Vec<RoutineBlock> = prescription
            .session
            .blocks
            .iter()
            .map(|block| RoutineBlock {
                area: block.area.clone(),
                minutes: block.minutes,
                exercises: block
                    .exercises
                    .iter()
                    .filter_map(|line| {
                        let exercise = own.exercises.get(&line.exercise)?;
                        let add_on =
                            prescription.add_ons.iter().find(|a| a.exercise == line.exercise);
                        Some(self.describe(exercise, &line.dose, add_on))
                    })
                    .collect(),
            })
            .collect();
        let routine = Routine {
            id: id.clone(),
            title: kind.title().to_owned(),
            minutes: prescription.session.minutes,
            blocks,
            add_ons: prescription.add_ons.clone(),
        };
        if self.main.is_none() || kind == SessionKind::Strength {
            self.main = Some((kind, prescription));
        }
        // Two kinds may come to the same, for beginners above all.
        let same = self.made.iter().find(|r| r.blocks == routine.blocks).map(|r| r.id.clone());
        if same.is_none() {
            self.made.push(routine);
        }
        let content = same.unwrap_or_else(|| id.clone());
        self.known.push((id, content.clone()));
        content
    }

    fn describe(&self, exercise: &Exercise, dose: &str, add_on: Option<&AddOn>) -> RoutineExercise {
        let allowed = |id: &&String| {
            self.catalogue.exercises.get(*id).filter(|e| {
                e.possible_with(&self.choice.equipment)
                    && !matches!(
                        self.choice.withheld(e, self.rules, false),
                        Some(super::adapt::Withheld::Avoided | super::adapt::Withheld::Pain)
                    )
            })
        };
        let harder = exercise.harder.iter().find_map(|step| Some((step, allowed(&&step.id)?)));
        let answers = add_on.map(|a| {
            let title =
                |id: &String| self.findings.iter().find(|f| f.id == *id).map(|f| f.title.clone());
            a.r#for.iter().filter_map(title).collect()
        });
        RoutineExercise {
            exercise: exercise.id.clone(),
            name: exercise.name.clone(),
            dose: in_words(dose),
            how: exercise.how.clone(),
            feel: exercise.feel.clone(),
            stop: exercise.stop.clone(),
            easier: exercise.easier.iter().find_map(|id| allowed(&id)).map(|e| e.name.clone()),
            harder: harder.map(|(_, e)| e.name.clone()),
            gate: harder.map(|(step, _)| step.gate.clone()),
            answers: answers.unwrap_or_default(),
            why: add_on.map(|a| a.why.clone()),
            basis: add_on.map(|a| a.basis),
        }
    }

    /// The movements before a run that nothing speaks against.
    pub fn activation(&self) -> Option<Activation> {
        let rule = &self.rules.selection.activation;
        let exercises: Vec<RoutineExercise> = rule
            .exercises
            .iter()
            .filter_map(|id| self.catalogue.exercises.get(id))
            .filter(|e| {
                e.possible_with(&self.choice.equipment)
                    && self.choice.withheld(e, self.rules, false).is_none()
            })
            .map(|e| {
                self.describe(
                    e,
                    &e.dose.words(e.dose.sets[0], if e.each_side { " each side" } else { "" }),
                    None,
                )
            })
            .collect();
        (!exercises.is_empty()).then(|| Activation { text: rule.text.clone(), exercises })
    }
}

/// `2 × 12-15 each side` → `2 sets of 12-15, each side`.
fn in_words(dose: &str) -> String {
    let Some((sets, rest)) = dose.split_once(" × ") else { return dose.to_owned() };
    let rest = rest.replacen(" each side", ", each side", 1);
    format!("{sets} set{} of {rest}", if sets == "1" { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn doses_read_as_sentences() {
        assert_eq!(in_words("1 × 30-60 s each side"), "1 set of 30-60 s, each side");
        assert_eq!(
            in_words("3 × 15-20 each side, left first"),
            "3 sets of 15-20, each side, left first"
        );
        assert_eq!(in_words("2 × 15"), "2 sets of 15");
    }
}
