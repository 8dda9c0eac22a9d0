//! What is done in a session: a prescription with all that is needed to do it.

use jiff::civil::Date;

use super::adapt::{Choice, Withheld};
use super::catalogue::{Catalogue, Category, Exercise};
use super::plan::{
    Activation, DoseRange, PlannedLine, Routine, RoutineBlock, RoutineExercise, SessionKind,
};
use super::prescribe::build;
use super::progress::{Decision, Desk, Diary, Lever, Next, Reason, Runner, Volume};
use super::rules::{DosesThen, PlanRules};
use super::session::{Line, Standing};
use super::{AddOn, AddOnSide, Prescription};
use crate::form::Finding;
use crate::settings;

/// Builds the sessions of a plan; routines alike are kept once.
pub(super) struct Routines<'a> {
    pub catalogue: &'a Catalogue,
    pub rules: &'a PlanRules,
    pub choice: &'a Choice<'a>,
    pub findings: &'a [Finding],
    /// What was done, and what is expected to be done.
    pub diary: Diary,
    pub made: Vec<Routine>,
    /// The first prescription made of the harder kind, else of any.
    pub main: Option<(SessionKind, Prescription)>,
}

/// A session that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub kind: SessionKind,
    pub minutes: u32,
    pub day: Date,
    /// What becomes of the numbers.
    pub doses: DosesThen,
    /// Nothing may grow in these days.
    pub held: bool,
}

/// What a session holds.
pub(super) struct Made {
    /// Id of the routine.
    pub routine: String,
    pub minutes: f64,
    pub lines: Vec<PlannedLine>,
}

impl Routines<'_> {
    /// The session, and what it leads to written into the diary.
    pub fn session(&mut self, asked: Asked) -> Made {
        let made = self.compose(asked);
        for line in &made.lines {
            self.diary.expect(&line.exercise, asked.day, line.dose);
        }
        made
    }

    /// The session that is asked for, nothing written down.
    pub fn compose(&mut self, asked: Asked) -> Made {
        let Asked { kind, minutes, day, .. } = asked;
        let (catalogue, rules, choice) = (self.catalogue, self.rules, self.choice);
        let light = kind != SessionKind::Strength;
        let may = |e: &Exercise| choice.barred(e, rules, light).is_none();
        let weak = choice.weak_side.filter(|_| !choice.careful());
        let runner = Runner {
            equipment: &choice.equipment,
            declared: &choice.level.passed,
            may: &may,
            extra_set: weak.is_some_and(|w| w.extra_set),
            held: asked.held || matches!(asked.doses, DosesThen::Hold | DosesThen::Low),
        };
        let desk = Desk::new(&self.diary, day, catalogue, &rules.coaching, runner);
        let mut own = choice.adapt(catalogue, rules, &desk, light);
        if runner.held {
            self.keep_known(&mut own, day);
        }
        let settings =
            settings::Strength { session_minutes: minutes, equipment: choice.equipment.clone() };
        let reached = |e: &Exercise| self.reached(e, &desk);
        let jump = self.jump(kind, &desk);
        let standing = Standing { weak, sets: &reached, jump: jump.as_deref() };
        let (prescription, lines) = build(self.findings, &own, &settings, standing);
        let blocks = self.blocks(&prescription, &lines, &own, &desk);
        let planned: Vec<PlannedLine> =
            lines.iter().filter_map(|l| self.line(l, asked, &desk)).collect();
        // Lines in the order of the session.
        let order = blocks.iter().flat_map(|b| &b.exercises);
        let planned = order
            .filter_map(|e| planned.iter().find(|l| l.exercise == e.exercise).cloned())
            .collect();
        let minutes_taken = prescription.session.minutes;
        let id = format!("{}_{minutes}", kind.id());
        let routine = self.keep(id, kind, minutes_taken, blocks, prescription);
        Made { routine, minutes: minutes_taken, lines: planned }
    }

    /// Where nothing new may begin, a part of the session that has exercises of the
    /// last weeks keeps to them.
    fn keep_known(&self, own: &mut Catalogue, day: Date) {
        let weeks = i64::from(self.rules.coaching.progression.pace.break_weeks);
        let recent = |id: &str| {
            let last = self.diary.sessions(id).last();
            last.is_some_and(|s| super::results::days_between(s.date, day) <= 7 * weeks)
        };
        for block in super::Block::ALL {
            let known = |e: &Exercise| e.block == block && recent(&e.id);
            if own.exercises.values().any(known) {
                own.exercises.retain(|_, e| e.block != block || known(e));
            }
        }
    }

    /// Sets of an exercise that is done already.
    fn reached(&self, exercise: &Exercise, desk: &Desk) -> Option<u32> {
        if self.diary.sessions(&exercise.id).is_empty() {
            return self.follows(exercise).then_some(exercise.dose.sets[0]);
        }
        let decision = desk.decide(exercise);
        let dose = decision.dose.filter(|_| decision.then == exercise.id).or(decision.held)?;
        let [_, most] = exercise.dose.sets;
        Some(dose.sets.clamp(1, most))
    }

    /// Whether an easier form of a new exercise was done: it begins at the bottom.
    fn follows(&self, exercise: &Exercise) -> bool {
        exercise.easier.iter().any(|id| !self.diary.sessions(id).is_empty())
    }

    /// The jump of a harder session, for those whose stages are passed.
    fn jump(&self, kind: SessionKind, desk: &Desk) -> Option<String> {
        let selection = &self.rules.selection;
        let first = self.catalogue.exercises.get(&selection.first_jump)?;
        let free = kind == SessionKind::Strength
            && desk.closed_by(&first.id).is_empty()
            && self.choice.withheld(first, self.rules, desk, false).is_none();
        let now = desk.rung(&first.id).filter(|_| free)?;
        now.possible_with(&self.choice.equipment).then(|| now.id.clone())
    }

    /// The numbers of one exercise on the day.
    fn line(&self, line: &Line, asked: Asked, desk: &Desk) -> Option<PlannedLine> {
        let exercise = line.exercise;
        let Decision { next, then, dose, held, why, .. } = desk.decide(exercise);
        let own = dose.filter(|_| then == exercise.id);
        let grows = matches!(next, Next::Forward(_));
        let effort = matches!(next, Next::Forward(Lever::Load | Lever::Tempo));
        let may_grow =
            asked.doses == DosesThen::Grow || (asked.doses == DosesThen::Effort && effort);
        let dose = match next {
            Next::Stop => return None,
            Next::Begin => {
                let share = if self.follows(exercise) { 0.0 } else { self.choice.level.start };
                exercise.first_dose(line.sets, share)
            }
            _ if grows && !may_grow => held?,
            _ => own.or(held)?,
        };
        let (next, why) = match grows && !may_grow {
            true => (Next::Hold, Reason::NothingNewNow {}),
            false => (next, why),
        };
        let dose = match asked.doses {
            DosesThen::Low => Volume { sets: 1, total: dose.total / dose.sets.max(1), ..dose },
            _ => dose,
        };
        let extra_set = line
            .extra
            .filter(|_| desk.extra_set(exercise) && asked.doses != DosesThen::Low && !asked.held);
        let (exercise, name) = (exercise.id.clone(), exercise.name.clone());
        Some(PlannedLine { exercise, name, dose, side: line.side, extra_set, next, why })
    }

    fn blocks(
        &self,
        prescription: &Prescription,
        lines: &[Line],
        own: &Catalogue,
        desk: &Desk,
    ) -> Vec<RoutineBlock> {
        let ids: Vec<&str> = lines.iter().map(|l| l.exercise.id.as_str()).collect();
        let exercise = |line: &super::SessionExercise| {
            let planned = lines.iter().find(|l| l.exercise.id == line.exercise)?;
            let stopped = desk.decide(planned.exercise).next == Next::Stop;
            let add_on = prescription.add_ons.iter().find(|a| a.exercise == line.exercise);
            let dose = range_of(planned.exercise, planned.sets, planned.side);
            let mut text = self.describe(planned.exercise, dose, add_on);
            if add_on.is_none() {
                text.swap = self.swap(planned.exercise, own, &ids);
            }
            (!stopped).then_some(text)
        };
        let blocks = prescription.session.blocks.iter().map(|block| RoutineBlock {
            area: block.area.clone(),
            minutes: block.minutes,
            exercises: block.exercises.iter().filter_map(exercise).collect(),
        });
        blocks.filter(|b| !b.exercises.is_empty()).collect()
    }

    /// Keeps the routine, or finds the one that holds the same.
    fn keep(
        &mut self,
        id: String,
        kind: SessionKind,
        minutes: f64,
        blocks: Vec<RoutineBlock>,
        prescription: Prescription,
    ) -> String {
        let content = |blocks: &[RoutineBlock]| -> Vec<(String, DoseRange)> {
            let all = blocks.iter().flat_map(|b| &b.exercises);
            all.map(|e| (e.exercise.clone(), e.dose)).collect()
        };
        // Two kinds may come to the same, for beginners above all.
        let same = self.made.iter_mut().find(|r| content(&r.blocks) == content(&blocks));
        if let Some(same) = same {
            if !same.kinds.contains(&kind) {
                same.kinds.push(kind);
            }
            return same.id.clone();
        }
        let alike = self.made.iter().filter(|r| r.id.starts_with(&id)).count();
        let id = if alike == 0 { id } else { format!("{id}_{}", alike + 1) };
        let add_ons = prescription.add_ons.clone();
        if self.main.as_ref().is_none_or(|m| m.0 != SessionKind::Strength)
            && (self.main.is_none() || kind == SessionKind::Strength)
        {
            self.main = Some((kind, prescription));
        }
        self.made.push(Routine { id: id.clone(), kinds: vec![kind], minutes, blocks, add_ons });
        id
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
        dose: DoseRange,
        add_on: Option<&AddOn>,
    ) -> RoutineExercise {
        let allowed = |id: &&String| {
            self.catalogue.exercises.get(*id).filter(|e| {
                e.possible_with(&self.choice.equipment)
                    && !matches!(
                        self.choice.barred(e, self.rules, false),
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
            dose,
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
                    && self.choice.barred(e, self.rules, false).is_none()
            })
            .map(|e| {
                let side = if e.each_side { AddOnSide::Each } else { AddOnSide::Both };
                self.describe(e, range_of(e, e.dose.sets[0], side), None)
            })
            .collect();
        (!exercises.is_empty()).then_some(Activation { exercises })
    }
}

fn range_of(exercise: &Exercise, sets: u32, side: AddOnSide) -> DoseRange {
    DoseRange { sets, range: exercise.range(), held: exercise.held(), side }
}
