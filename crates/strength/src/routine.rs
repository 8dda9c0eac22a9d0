//! What is done in a session: a prescription with all that is needed to do it.

use super::adapt::{Choice, Withheld};
use super::catalogue::{Catalogue, Category, Exercise};
use super::load::{self, StepDose};
use super::plan::{Activation, Routine, RoutineBlock, RoutineExercise, SessionKind};
use super::prescribe::build;
use super::rules::PlanRules;
use super::{AddOn, Prescription};
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
        let rules = self.rules;
        let light = kind != SessionKind::Strength;
        let own = self.choice.adapt(self.catalogue, self.rules, light);
        let settings = settings::Strength {
            session_minutes: minutes,
            equipment: self.choice.equipment.clone(),
        };
        let weak = self.choice.weak_side.filter(|_| !self.choice.careful());
        let (prescription, lines) = build(self.findings, &own, &settings, weak);
        let ids: Vec<&str> = lines.iter().map(|l| l.exercise.id.as_str()).collect();
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
                        let planned = lines.iter().find(|l| l.exercise.id == line.exercise)?;
                        let add_on =
                            prescription.add_ons.iter().find(|a| a.exercise == line.exercise);
                        let doses = load::doses(planned, self.choice, rules);
                        let mut text = self.describe(planned.exercise, &line.dose, add_on, doses);
                        if add_on.is_none() {
                            text.swap = self.swap(planned.exercise, &own, &ids);
                        }
                        Some(text)
                    })
                    .collect(),
            })
            .collect();
        let routine = Routine {
            id: id.clone(),
            kinds: vec![kind],
            title: title(&[kind]),
            minutes: prescription.session.minutes,
            blocks,
            add_ons: prescription.add_ons.clone(),
        };
        if self.main.is_none() || kind == SessionKind::Strength {
            self.main = Some((kind, prescription));
        }
        // Two kinds may come to the same, for beginners above all.
        let content = match self.made.iter_mut().find(|r| r.blocks == routine.blocks) {
            Some(same) => {
                if !same.kinds.contains(&kind) {
                    same.kinds.push(kind);
                    same.title = title(&same.kinds);
                }
                same.id.clone()
            }
            None => {
                self.made.push(routine);
                id.clone()
            }
        };
        self.known.push((id, content.clone()));
        content
    }

    /// Whether any exercise of a routine has numbers above a step.
    pub fn grows(&self, routine: &str, step: usize) -> bool {
        let of = self.made.iter().filter(|r| r.id == routine).flat_map(|r| &r.blocks);
        of.flat_map(|b| &b.exercises).any(|e| e.doses.len() > step + 1)
    }

    /// Whether a routine takes longer than that of the first weeks.
    pub fn longer_than_basics(&self, routine: &str) -> bool {
        let minutes = |test: &dyn Fn(&&Routine) -> bool| {
            self.made.iter().find(test).map_or(0.0, |r| r.minutes)
        };
        let basics = minutes(&|r| r.kinds.contains(&SessionKind::Basics));
        minutes(&|r| r.id == routine) > basics
    }

    /// Another exercise of the same kind that may take the place of one: one of
    /// the usual ones of the level first.
    fn swap(&self, exercise: &Exercise, own: &Catalogue, used: &[&str]) -> Option<String> {
        let usual = self.choice.level.defaults.get(&exercise.block).into_iter().flatten();
        let all = usual.filter_map(|id| own.exercises.get(id)).chain(own.exercises.values());
        let fits = |e: &&Exercise| {
            e.block == exercise.block
                && e.category == exercise.category
                && e.category != Category::Plyometric
                && !used.contains(&e.id.as_str())
                && !e.is_step_from(exercise)
                && e.possible_with(&self.choice.equipment)
        };
        all.into_iter().find(fits).map(|e| e.name.clone())
    }

    fn describe(
        &self,
        exercise: &Exercise,
        dose: &str,
        add_on: Option<&AddOn>,
        doses: Vec<StepDose>,
    ) -> RoutineExercise {
        let allowed = |id: &&String| {
            self.catalogue.exercises.get(*id).filter(|e| {
                e.possible_with(&self.choice.equipment)
                    && !matches!(
                        self.choice.withheld(e, self.rules, false),
                        Some(Withheld::Avoided | Withheld::Pain)
                    )
            })
        };
        let easier = exercise.easier.iter().find_map(|id| allowed(&id));
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
            doses,
            how: exercise.how.clone(),
            feel: exercise.feel.clone(),
            stop: exercise.stop.clone(),
            avoid_if: exercise.avoid_if.clone(),
            easier: easier.map(|e| e.name.clone()),
            ready: easier
                .and_then(|e| e.harder.iter().find(|step| step.id == exercise.id))
                .map(|step| step.gate.clone()),
            harder: harder.map(|(_, e)| e.name.clone()),
            gate: harder.map(|(step, _)| step.gate.clone()),
            swap: None,
            answers: answers.unwrap_or_default(),
            why: add_on.map(|a| a.why.clone()),
            basis: add_on.map(|a| a.basis),
            evidence_grade: add_on.map(|a| a.evidence_grade.clone()),
            sources: add_on.map_or(&exercise.sources, |a| &a.sources).clone(),
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
                    Vec::new(),
                )
            })
            .collect();
        (!exercises.is_empty()).then(|| Activation { text: rule.text.clone(), exercises })
    }
}

/// `Strength: the basics, the harder session and the lighter session`.
fn title(kinds: &[SessionKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => {
            format!("Strength: {} and {last}", all.join(", "))
        }
        _ => format!("Strength: {}", names.concat()),
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
    use super::{SessionKind, in_words, title};

    #[test]
    fn a_routine_for_several_kinds_names_them_all() {
        use SessionKind::{Basics, Light, Strength};
        assert_eq!(title(&[Light]), "Strength: the lighter session");
        assert_eq!(title(&[Basics, Light]), "Strength: the basics and the lighter session");
        assert_eq!(
            title(&[Basics, Strength, Light]),
            "Strength: the basics, the harder session and the lighter session"
        );
    }

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
