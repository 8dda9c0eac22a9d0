//! What a plan says beside its sessions: cautions, remarks, why sessions have no
//! place, what to expect.

use jiff::civil::Weekday;

use super::adapt::Withheld;
use super::catalogue::Catalogue;
use super::load::side_name;
use super::plan::{ResultWindow, RunDay, SessionKind, Sourced, Unplaced};
use super::plan_input::Soreness;
use super::planner::{Planner, name, weekday};
use super::routine::Routines;
use super::schedule::{Day, DayKind, Refusal, Week};

impl Planner<'_> {
    /// Adds a week with too few places; weeks alike are told together.
    pub(super) fn explain(
        &self,
        week: usize,
        wanted: usize,
        found: &Week,
        out: &mut Vec<Unplaced>,
    ) {
        let (mut reasons, mut help) = (Vec::new(), Vec::new());
        for (day, refusal) in &found.refused {
            let Some(rule) = self.rules.rule(refusal.id()) else { continue };
            let weekday = name(weekday(self.input, *day));
            let next = match refusal {
                Refusal::BeforeKeyRun(kind) | Refusal::KeyDay(kind) => kind.words(),
                _ => "",
            };
            let short = weekday.to_lowercase().chars().take(3).collect::<String>();
            let fill = |text: &str| {
                text.replace("{day}", weekday)
                    .replace("{next}", next)
                    .replace("{kind}", next)
                    .replace("{short}", &short)
            };
            reasons.push(fill(&rule.refused));
            let advice = fill(&rule.help);
            if !advice.is_empty() && !help.contains(&advice) {
                help.push(advice);
            }
        }
        let missing = wanted - found.slots.len();
        let same = |u: &&mut Unplaced| u.reasons == reasons && u.missing == missing;
        match out.iter_mut().find(same) {
            Some(known) => known.weeks.push(week + 1),
            None => out.push(Unplaced { weeks: vec![week + 1], missing, reasons, help }),
        }
    }

    pub(super) fn cautions(&self) -> Vec<String> {
        let input = self.input;
        let selection = &self.rules.selection;
        let mut cautions = input.cautions.clone();
        if input.recovery.red_flag {
            cautions.push(selection.pain.growing.clone());
        }
        if input.recovery.strong_pain {
            cautions.push(selection.pain.strong.clone());
        }
        if !input.choice.pains.is_empty() {
            let names: Vec<&str> = input.choice.pains.iter().map(|p| p.name.as_str()).collect();
            cautions.push(format!(
                "{} Left out for now: {}.",
                selection.pain.any,
                names.join(", ")
            ));
        }
        if input.choice.returning {
            cautions.push(selection.recovery.returning.clone());
        }
        match input.recovery.soreness {
            Soreness::None => {}
            Soreness::Mild => cautions.push(selection.recovery.mild.clone()),
            Soreness::Strong => cautions.push(selection.recovery.strong.clone()),
        }
        cautions.extend(self.mileage());
        cautions
    }

    fn mileage(&self) -> Option<String> {
        let schedule = &self.rules.schedule;
        let last = self.input.last_week_km.filter(|km| *km > 0.0)?;
        let runs = self.input.week.iter().filter(|d| d.kind != DayKind::Rest);
        let now: f64 = runs.map(|d| d.km).sum::<Option<f64>>()?;
        let rise = (now / last - 1.0) * 100.0;
        let limit = schedule.mileage_rise_pct;
        (rise > limit + 1e-9).then(|| {
            self.rules
                .selection
                .recovery
                .mileage
                .replace("{now}", &format!("{now:.0}"))
                .replace("{last}", &format!("{last:.0}"))
                .replace("{rise}", &format!("{rise:.0}"))
                .replace("{limit}", &format!("{limit:.0}"))
        })
    }

    /// Wishes that could not be met, and what terrain did.
    pub(super) fn remarks(&self, routines: &Routines, catalogue: &Catalogue) -> Vec<String> {
        let choice = &self.input.choice;
        let mut remarks: Vec<String> = choice.terrains.iter().map(|t| t.text.clone()).collect();
        if let Some(weak) = choice.weak_side.filter(|_| !choice.careful()) {
            let texts = &self.rules.selection.weak_side;
            let parts = [Some(&texts.text), Some(&texts.extra).filter(|_| weak.extra_set)];
            remarks.extend(
                parts.into_iter().flatten().map(|t| t.replace("{side}", side_name(weak.side))),
            );
        }
        let used = |id: &str| {
            let mut lines = routines.made.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
            lines.any(|e| e.exercise == id)
        };
        let harder = routines.main.as_ref().is_some_and(|m| m.0 == SessionKind::Strength);
        for exercise in choice.prefer.iter().filter_map(|id| catalogue.exercises.get(id)) {
            let name = &exercise.name;
            let why = match choice.withheld(exercise, self.rules, false) {
                Some(Withheld::Avoided) => "it is on your list of things to avoid".to_owned(),
                Some(Withheld::Pain) => "it waits until the pain has settled".to_owned(),
                Some(Withheld::Level | Withheld::Light) => {
                    format!("it is a later step than the level {:?}", choice.level.id)
                }
                None if !exercise.possible_with(&choice.equipment) => {
                    format!("it needs {}", exercise.equipment.join(", "))
                }
                None if !used(&exercise.id)
                    && !harder
                    && choice.withheld(exercise, self.rules, true).is_some() =>
                {
                    "these weeks have lighter sessions only".to_owned()
                }
                None if !used(&exercise.id) => {
                    "there was no room for it beside the others".to_owned()
                }
                None => continue,
            };
            remarks.push(format!("Not in the plan: {name}, since {why}."));
        }
        remarks
    }

    pub(super) fn running(&self) -> Vec<RunDay> {
        let day = |(i, day): (usize, &Day)| RunDay {
            weekday: name(Weekday::Monday.wrapping_add(i64::try_from(i).unwrap_or(0))).into(),
            kind: day.kind,
            time: day.time,
            minutes: day.minutes,
            km: day.km,
        };
        self.input.week.iter().enumerate().map(day).collect()
    }

    pub(super) fn rules_in_words(&self) -> Vec<Sourced> {
        let rule = |r: &super::rules::ScheduleRule| Sourced {
            text: r.text.clone(),
            sources: r.sources.clone(),
            stated: r.stated,
        };
        self.rules.schedule.rules.iter().map(rule).collect()
    }

    pub(super) fn results(&self) -> Vec<ResultWindow> {
        let window = |w: &super::rules::Window| ResultWindow {
            uid: self.uid(&format!("test after week {}", w.weeks[1])),
            weeks: w.weeks,
            from: self.date(w.weeks[0] * 7),
            retest_on: self.date(w.weeks[1] * 7),
            text: w.text.clone(),
            retest: w.retest.clone(),
        };
        self.rules.season.windows.iter().map(window).collect()
    }
}
