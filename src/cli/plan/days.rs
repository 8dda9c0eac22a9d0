//! The options of the running week → seven days.

use std::path::PathBuf;

use super::week::{self, DAYS};
use crate::cli::Trouble;
use crate::strength::{Assumed, Day, DayKind, PlanRules};

/// Options of the running week.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct WeekArgs {
    /// The running week as a TOML file: a table for each day, [mon] to [sun],
    /// with kind, time, minutes or km, and strength = false for days to keep free.
    #[arg(long, value_name = "FILE.toml", help_heading = "Week")]
    week: Option<PathBuf>,
    /// The running week from Monday: easy, hard, long, race, rest, each with
    /// @TIME and /LENGTH where known, e.g. hard@06:30/60min.
    #[arg(long, value_name = "DAYS", value_parser = WeekDays::parse, help_heading = "Week")]
    week_days: Option<WeekDays>,
    #[command(flatten)]
    each: EachDay,
    /// Days to keep free of strength work.
    #[arg(long, value_delimiter = ',', value_name = "DAY", value_parser = DAYS, help_heading = "Week")]
    no_strength: Vec<String>,
    /// Kilometres run last week, to warn of a steep rise.
    #[arg(long, value_name = "KM", help_heading = "Week")]
    pub(in crate::cli) last_week_km: Option<f64>,
}

/// One option for each day.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Week")]
#[allow(missing_docs)]
struct EachDay {
    /// Monday, e.g. easy@07:00/45min; goes before --week and --week-days.
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    mon: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    tue: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    wed: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    thu: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    fri: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    sat: Option<Day>,
    #[arg(long, value_name = "DAY", value_parser = week::day)]
    sun: Option<Day>,
}

#[derive(Debug, Clone, Copy)]
struct WeekDays([Day; 7]);

impl WeekDays {
    fn parse(text: &str) -> Result<Self, String> {
        week::days(text).map(WeekDays)
    }
}

impl WeekArgs {
    /// Days of the week: options for single days, before --week-days, before --week.
    pub(in crate::cli) fn days(
        &self,
        rules: &PlanRules,
        assumptions: &mut Vec<Assumed>,
    ) -> Result<([Day; 7], week::WeekFile), Trouble> {
        if self.last_week_km.is_some_and(|km| !(km > 0.0 && km <= 1000.0)) {
            return Err(Trouble::Usage("--last-week-km must be above 0 and at most 1000".into()));
        }
        let file = match &self.week {
            Some(path) => week::read(path).map_err(Trouble::Usage)?,
            None => week::WeekFile::default(),
        };
        let each = &self.each;
        let single = [each.mon, each.tue, each.wed, each.thu, each.fri, each.sat, each.sun];
        let nothing =
            self.week.is_none() && self.week_days.is_none() && single.iter().all(Option::is_none);
        let mut week = if nothing {
            let usual = week::USUAL;
            assumptions.push(Assumed::WeekAssumed { week: usual.into() });
            week::days(usual).map_err(Trouble::Failed)?
        } else {
            let base = self.week_days.map(|w| w.0);
            let mut missing = Vec::new();
            let days: [Day; 7] = std::array::from_fn(|i| {
                let day = single[i].or(base.map(|b| b[i])).or(file.days[i]);
                day.unwrap_or_else(|| {
                    missing.push(DAYS[i]);
                    Day::new(DayKind::Rest)
                })
            });
            if !missing.is_empty() {
                let days = missing.into_iter().map(str::to_owned).collect();
                assumptions.push(Assumed::TakenAsRest { days });
            }
            days
        };
        for (day, name) in week.iter_mut().zip(DAYS) {
            day.available &= !self.no_strength.iter().any(|d| d == name);
        }
        if week.iter().any(|d| {
            matches!(d.kind, DayKind::Easy | DayKind::Hard)
                && d.time.is_some()
                && d.minutes.is_none()
                && d.km.is_none()
        }) {
            let usual = &rules.schedule.assumed_run_minutes;
            let (easy_min, hard_min) = (usual.easy, usual.hard);
            assumptions.push(Assumed::RunLengthsAssumed { easy_min, hard_min });
        }
        Ok((week, file))
    }
}
