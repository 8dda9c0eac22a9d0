//! The session of a day, with the numbers that follow from what was done until then.

use jiff::civil::Date;

use super::catalogue::Catalogue;
use super::exercise::Exercise;
use super::plan::{Plan, PlannedLine, PlannedSession, SessionKind};
use super::plan_said::{Caution, Change};
use super::progress::{Desk, Diary, Next, Runner};
use super::rules::PlanRules;

impl Plan {
    /// The session planned for a day, or the latest one before it that is still
    /// open: at most `late` days old, and nothing was trained since.
    pub fn session_on(
        &self,
        day: Date,
        last_trained: Option<Date>,
        late: i64,
    ) -> Option<&PlannedSession> {
        let age = |s: &PlannedSession| {
            let date = s.date?;
            let days = super::results::days_between(date, day);
            let open = last_trained.is_none_or(|t| t < date);
            ((0..=late).contains(&days) && open).then_some(days)
        };
        self.sessions.iter().filter_map(|s| Some((age(s)?, s))).min_by_key(|a| a.0).map(|a| a.1)
    }

    /// The first session after a day.
    pub fn next_session(&self, day: Date) -> Option<&PlannedSession> {
        self.sessions.iter().find(|s| s.date.is_some_and(|d| d > day))
    }

    /// What to do of a session, going by the diary: the plan says which exercises,
    /// what was done says how much.
    pub fn lines_on(
        &self,
        session: &PlannedSession,
        diary: &Diary,
        day: Date,
        catalogue: &Catalogue,
        rules: &PlanRules,
    ) -> Vec<PlannedLine> {
        let level = rules.selection.levels.iter().find(|l| l.id == self.level);
        let week = self.weeks.iter().find(|w| w.week == session.week);
        let changes = week.map(|w| w.changes.as_slice()).unwrap_or_default();
        let careful = self
            .cautions
            .iter()
            .any(|c| matches!(c, Caution::PainLeavesOut { .. } | Caution::ComingBack {}));
        // A plan does not keep what pain left out, so with pain nothing new begins here.
        let held = careful || changes.iter().any(holds);
        let light = session.kind != SessionKind::Strength;
        let may = |e: &Exercise| !(light && rules.selection.light.leaves_out(e));
        let runner = Runner {
            equipment: &self.equipment,
            declared: level.map_or(&[], |l| l.passed.as_slice()),
            may: &may,
            extra_set: session.lines.iter().any(|l| l.extra_set.is_some()),
            held,
        };
        let desk = Desk::new(diary, day, catalogue, &rules.coaching, runner);
        let lines = session.lines.iter().filter_map(|l| line(l, &desk, diary, held, catalogue));
        lines.collect()
    }
}

/// Whether nothing grows in such a week.
fn holds(change: &Change) -> bool {
    matches!(
        change,
        Change::LighterWeek {}
            | Change::RaceWeekShort {}
            | Change::AfterTheRace {}
            | Change::PeakHolds {}
            | Change::SoreWaits {}
    )
}

fn line(
    planned: &PlannedLine,
    desk: &Desk,
    diary: &Diary,
    held: bool,
    catalogue: &Catalogue,
) -> Option<PlannedLine> {
    if diary.sessions(&planned.exercise).is_empty() {
        return Some(planned.clone());
    }
    let decision = desk.decide(catalogue.exercises.get(&planned.exercise)?);
    if decision.next == Next::Stop {
        return None;
    }
    let (then, dose) = match held {
        true => (planned.exercise.clone(), decision.held.or(decision.dose)?),
        false => (decision.then, decision.dose?),
    };
    let name = catalogue.exercises.get(&then)?.name.clone();
    Some(PlannedLine {
        exercise: then,
        name,
        dose,
        next: decision.next,
        why: decision.why,
        ..planned.clone()
    })
}
