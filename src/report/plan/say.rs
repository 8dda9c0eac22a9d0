//! What the forms of a plan have in common: every sentence through the words.

use jiff::civil::Date;

use crate::form::{Basis, Confidence};
use crate::strength::progress::Volume;
use crate::strength::{
    AddOnSide, Cue, DoseRange, LinkBasis, Plan, PlanFinding, PlanWeek, PlannedLine, PlannedSession,
    Routine, RoutineExercise, SessionKind, Unplaced,
};
use crate::words::Words;

/// A plan and who reads it.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub plan: &'a Plan,
    pub words: &'a Words,
}

impl Teller<'_> {
    pub fn text(&self, id: &str) -> String {
        self.words.text(id, &[])
    }

    /// What the plan is, in one line.
    pub fn title(&self) -> String {
        let weeks = self.plan.weeks.len() as f64;
        match self.plan.start {
            Some(start) => {
                let from = self.date(start).into();
                self.words.text("plan-title-from", &[("weeks", weeks.into()), ("from", from)])
            }
            None => self.words.text("plan-title", &[("weeks", weeks.into())]),
        }
    }

    /// `Wed 2 Dec 2026`.
    pub fn date(&self, date: Date) -> String {
        format!("{} {}", self.day(date), date.year())
    }

    /// `Wed 2 Dec`.
    pub fn day(&self, date: Date) -> String {
        let weekday = date.weekday().to_monday_zero_offset();
        let short = self.text(&format!("day-short-{}", weekday + 1));
        let month = self.text(&format!("month-short-{}", date.month()));
        let args = [
            ("weekday", short.into()),
            ("day", f64::from(date.day()).into()),
            ("month", month.into()),
        ];
        self.words.text("day-of-year", &args)
    }

    /// `Wed 2 Dec, 18:00` or `Wednesday, 18:00`.
    pub fn when(&self, session: &PlannedSession) -> String {
        let time = session.time.strftime("%H:%M");
        match session.date {
            Some(date) => format!("{}, {time}", self.day(date)),
            None => format!("{}, {time}", self.words.name(&session.weekday)),
        }
    }

    pub fn kind(&self, kind: SessionKind) -> String {
        self.text(&format!("session-{}", kind.id()))
    }

    pub fn place(&self, session: &PlannedSession) -> String {
        let id = serde_json::to_value(session.place).ok();
        let id = id.as_ref().and_then(|v| v.as_str()).unwrap_or_default().replace('_', "-");
        self.text(&format!("place-{id}"))
    }

    /// What the plan answers, one line each.
    pub fn finding(&self, finding: &PlanFinding) -> String {
        let basis = self.text(match finding.basis {
            Basis::Measured => "basis-measured",
            Basis::Proxy => "basis-proxy",
            Basis::Observed => "basis-observed",
        });
        let confidence = self.text(match finding.confidence {
            Confidence::Low => "sure-low",
            Confidence::Moderate => "sure-moderate",
            Confidence::High => "sure-high",
        });
        format!("{} ({basis}; {confidence})", finding.title)
    }

    pub fn in_focus(&self) -> Option<String> {
        let names = &self.plan.focus_names;
        let args = [("names", names.join("; ").into())];
        (!names.is_empty()).then(|| self.words.text("plan-in-focus", &args))
    }

    /// `Week 1, 2 and 5`.
    pub fn weeks(&self, numbers: &[usize]) -> String {
        let count = numbers.len() as f64;
        self.words.text("plan-weeks", &[("n", count.into()), ("list", spans(numbers).into())])
    }

    /// Why sessions have no place, and what would help.
    pub fn unplaced(&self, item: &Unplaced) -> String {
        let reasons: Vec<String> = item.reasons.iter().map(|r| self.words.say(r)).collect();
        let args = [
            ("weeks", self.weeks(&item.weeks).into()),
            ("missing", (item.missing as f64).into()),
            ("reasons", reasons.join("; ").into()),
            ("remedy", self.words.say(&item.remedy).into()),
        ];
        self.words.text("plan-unplaced", &args)
    }

    /// `2 × 13 each side, left first`: the numbers of a day.
    pub fn dose(&self, line: &PlannedLine) -> String {
        let mut text = self.volume(&line.dose) + &self.side(line.side);
        if let Some(side) = line.extra_set {
            let args = [("side", self.words.name(side_id(side)).into())];
            text += &self.words.text("dose-extra-set", &args);
        }
        text
    }

    /// `2 × 13`, `1 × 14 and 1 × 13 with 8 kg`.
    pub fn volume(&self, dose: &Volume) -> String {
        volume(self.words, dose)
    }

    /// `2 sets of 12-15, each side`.
    pub fn range(&self, dose: &DoseRange) -> String {
        let [low, high] = dose.range;
        let amount = if low == high { low.to_string() } else { format!("{low}-{high}") };
        let unit = if dose.held { " s" } else { "" };
        let args =
            [("sets", f64::from(dose.sets).into()), ("amount", format!("{amount}{unit}").into())];
        self.words.text("dose-range", &args) + &self.side(dose.side)
    }

    fn side(&self, side: AddOnSide) -> String {
        match side {
            AddOnSide::Both => String::new(),
            AddOnSide::Each => self.text("dose-each-side"),
            AddOnSide::LeftFirst => self.text("dose-left-first"),
            AddOnSide::RightFirst => self.text("dose-right-first"),
        }
    }

    /// The paragraphs under an exercise: how, end, steps, reason.
    pub fn details(&self, e: &RoutineExercise) -> Vec<String> {
        let say = |id: &str, args: &[(&str, &str)]| {
            let args: Vec<_> = args.iter().map(|(k, v)| (*k, (*v).into())).collect();
            self.words.text(id, &args)
        };
        let mut lines = vec![
            say("exercise-how", &[("how", &e.how), ("feel", &e.feel)]),
            say("exercise-stop", &[("stop", &e.stop)]),
        ];
        if !e.avoid_if.is_empty() {
            lines.push(say("exercise-avoid", &[("with", &e.avoid_if.join("; "))]));
        }
        match (&e.easier, &e.ready) {
            (Some(easier), Some(gate)) => {
                lines.push(say("exercise-until", &[("gate", gate), ("easier", easier)]));
            }
            (Some(easier), None) => lines.push(say("exercise-easier", &[("easier", easier)])),
            _ => {}
        }
        if let (Some(harder), Some(gate)) = (&e.harder, &e.gate) {
            lines.push(say("exercise-harder", &[("gate", gate), ("harder", harder)]));
        }
        if let Some(swap) = &e.swap {
            lines.push(say("exercise-swap", &[("swap", swap)]));
        }
        if let Some(why) = &e.why {
            let basis = self.text(match e.basis {
                Some(LinkBasis::Inferred) => "link-inferred",
                Some(LinkBasis::CauseStated) => "link-cause-stated",
                Some(LinkBasis::Stated) | None => "link-stated",
            });
            let grade = e.evidence_grade.as_deref().unwrap_or_default();
            lines.push(say(
                "exercise-answers",
                &[
                    ("answers", &e.answers.join("\", \"")),
                    ("why", why),
                    ("basis", &basis),
                    ("grade", grade),
                    ("sources", &e.sources.join(", ")),
                ],
            ));
        }
        lines
    }

    /// `Strength: the basics and the lighter session (up to 15 min)`.
    pub fn heading_of(&self, routine: &Routine) -> String {
        let kinds: Vec<String> = routine.kinds.iter().map(|k| self.kind(*k)).collect();
        let args =
            [("kinds", kinds.join(" / ").into()), ("minutes", routine.minutes.ceil().into())];
        self.words.text("routine-heading", &args)
    }

    /// What is said in a week: effort where it is new, changes, fewer sessions, the cue.
    pub fn said(&self, index: usize) -> Vec<String> {
        let Some(week) = self.plan.weeks.get(index) else { return Vec::new() };
        let before = index.checked_sub(1).and_then(|i| self.plan.weeks.get(i));
        let mut said: Vec<String> = week.changes.iter().map(|c| self.words.say(c)).collect();
        if before.is_none_or(|b| b.effort != week.effort) {
            said.push(week.effort.clone());
        }
        let new = week.fewer.iter().filter(|f| before.is_none_or(|b| !b.fewer.contains(f)));
        said.extend(new.map(|f| self.words.say(f)));
        said.extend(self.cue_of(week));
        said
    }

    /// Cue and day of a week.
    pub fn cue_of(&self, week: &PlanWeek) -> Option<String> {
        let (cue, day) = (self.plan.cue.as_ref()?, week.cue_day.as_ref()?);
        let name = self.words.name(&day.weekday);
        let args = [("day", name.into()), ("cue", self.cue(cue).into())];
        Some(self.words.text("plan-cue-day", &args))
    }

    pub fn cue(&self, cue: &Cue) -> String {
        self.words.say(cue)
    }
}

/// `left`, `right`.
fn side_id(side: crate::metrics::Side) -> &'static str {
    match side {
        crate::metrics::Side::Left => "left",
        crate::metrics::Side::Right => "right",
    }
}

/// `2 × 13`, `1 × 14 and 1 × 13 with 8 kg`.
pub fn volume(words: &Words, dose: &Volume) -> String {
    let unit = if dose.held { " s" } else { "" };
    let groups: Vec<String> =
        dose.groups().into_iter().map(|(n, amount)| format!("{n} × {amount}{unit}")).collect();
    let mut text = groups.join(&words.text("dose-and", &[]));
    if dose.load_kg > 0.0 {
        let kg = words.tongue().number(dose.load_kg, usize::from(dose.load_kg.fract() != 0.0));
        text += &words.text("dose-with-kg", &[("kg", kg.into())]);
    } else if dose.load_steps > 0 {
        let steps = f64::from(dose.load_steps);
        text += &words.text("dose-heavier", &[("steps", steps.into())]);
    }
    text
}

/// The same with its sides: `2 × 13 each side`.
pub fn volume_with_side(words: &Words, dose: &Volume) -> String {
    let side = if dose.each_side { words.text("dose-each-side", &[]) } else { String::new() };
    volume(words, dose) + &side
}

/// `1-2, 4, 6-8`.
pub(super) fn spans(weeks: &[usize]) -> String {
    let mut spans: Vec<[usize; 2]> = Vec::new();
    for week in weeks {
        match spans.last_mut() {
            Some([_, to]) if *to + 1 == *week => *to = *week,
            _ => spans.push([*week, *week]),
        }
    }
    let span = |[from, to]: &[usize; 2]| {
        if from == to { from.to_string() } else { format!("{from}-{to}") }
    };
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn weeks_in_a_row_are_one_span() {
        assert_eq!(spans(&[3]), "3");
        assert_eq!(spans(&[1, 2, 4, 6, 7, 8]), "1-2, 4, 6-8");
    }
}
