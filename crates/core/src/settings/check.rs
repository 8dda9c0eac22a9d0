//! Whether settings make sense: ranges and orders, in one place for every front end.

use schemars::JsonSchema;
use serde::Serialize;
use toml::{Table, Value};

use super::{Settings, UserWindow};
use crate::facts::fact;
use crate::units::clock;

/// A setting that cannot be.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Impossible {
    /// A number, or one of several, out of its range.
    SettingOutOfRange {
        /// Its whole key, `gate.cadence_spm`.
        key: String,
        /// Its value, as a file has it.
        found: String,
        /// Whether it is several numbers, each above the one before.
        several: bool,
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// A number above another that bounds it.
    SettingAbove {
        /// Its whole key.
        key: String,
        /// Its value.
        found: f64,
        /// The other key.
        other: String,
        /// The value of that.
        limit: f64,
    },
    /// One window of the user without the other.
    SettingAlone {
        /// Key of the one that is missing.
        key: String,
    },
    /// The windows of the user cannot be compared.
    SettingWindows {
        /// Key of the tired window.
        key: String,
        /// The tired window.
        found: String,
        /// Why.
        why: WindowsWrong,
    },
    /// A value that no file can hold.
    SettingUnwritable {
        /// Why.
        said: String,
    },
}

fact!(error Impossible);

impl Impossible {
    /// The whole key of the setting; empty where no single one is at fault.
    pub fn key(&self) -> &str {
        match self {
            Impossible::SettingOutOfRange { key, .. }
            | Impossible::SettingAbove { key, .. }
            | Impossible::SettingAlone { key }
            | Impossible::SettingWindows { key, .. } => key,
            Impossible::SettingUnwritable { .. } => "",
        }
    }

    /// The same of settings that are a part, `above`, of a larger file.
    #[must_use]
    pub fn below(mut self, above: &str) -> Self {
        match &mut self {
            Impossible::SettingOutOfRange { key, .. }
            | Impossible::SettingAbove { key, .. }
            | Impossible::SettingAlone { key }
            | Impossible::SettingWindows { key, .. } => *key = format!("{above}.{key}"),
            Impossible::SettingUnwritable { .. } => {}
        }
        self
    }
}

/// Why two windows cannot be the fresh and the tired part of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum WindowsWrong {
    /// One ends before it begins.
    WindowEmpty {
        /// The fresh one.
        fresh: String,
        /// The tired one.
        tired: String,
    },
    /// They share a part of the run.
    WindowsOverlap {
        /// The fresh one.
        fresh: String,
        /// The tired one.
        tired: String,
    },
    /// The tired one comes first.
    WindowsTurned {
        /// The fresh one.
        fresh: String,
        /// The tired one.
        tired: String,
    },
}

fact!(error WindowsWrong);

/// Range of a key, lowest and highest value.
type Rule = (&'static str, f64, f64);

/// Ranges of single settings. All ours: wide enough for any study, narrow enough
/// that a slip (a mass in grams, a share in per cent) is noticed, and never so that
/// a formula divides by nothing.
const KEYS: &[Rule] = &[
    ("runner.mass_kg", 20.0, 300.0),
    ("runner.height_m", 1.0, 2.5),
    ("limits.file_mb", 1.0, 1_000_000.0),
    ("limits.unpacked_mb", 1.0, 1_000_000.0),
    ("limits.unpacked_times", 1.0, 1032.0),
    ("limits.archive_entries", 1.0, 10_000_000.0),
    ("limits.archive_depth", 1.0, 10.0),
    ("limits.line_mb", 1.0, 1000.0),
    ("limits.laps", 1.0, 20_000.0),
    // No longer: grids of seconds are as long as a recording may be.
    ("limits.days", 1.0, 7.0),
    ("gate.min_speed_mps", 0.1, 6.0),
    ("gate.max_typical_speed_mps", 2.0, 15.0),
    ("mask.speed_band", 0.0, 10.0),
    ("mask.sprint_cadence_pct", 1.0, 1000.0),
    ("mask.grade_window_m", 1.0, 5000.0),
    ("mask.grade_window_gps_m", 1.0, 5000.0),
    ("mask.accel_span_s", 1.0, 600.0),
    ("mask.gap_dt_factor", 1.0, 100.0),
    ("windows.race_split_m", 100.0, 50_000.0),
    ("windows.race_skip", 0.0, 100.0),
    ("windows.warmup_heart_rate_slope", 0.0, 100.0),
    ("windows.window_s", 30.0, 86_400.0),
    ("intervals.min_bouts", 2.0, 100.0),
    ("intervals.separation", 0.0, 1.0),
    ("intervals.eta", 0.0, 1.0),
    ("intervals.speed_cv", 0.0, 10.0),
    ("intervals.duration_rcv", 0.0, 10.0),
    ("intervals.speed_tol", 0.0, 1.0),
    ("intervals.min_cover", 0.0, 1.0),
    ("imu.contact_offset_ms", -100.0, 100.0),
    ("compare.row_s", 5.0, 600.0),
    ("compare.min_rows", 1.0, 1000.0),
    ("compare.middle_block_s", 60.0, 86_400.0),
    ("compare.huber_k", 0.1, 100.0),
    ("compare.error_doubt", 0.0, 100.0),
    ("compare.bin_speed_mps", 0.01, 5.0),
    ("compare.bin_grade_pct", 0.01, 50.0),
    ("compare.n_eff_min", 0.0, 1000.0),
    ("compare.scattered", 1.0, 1000.0),
    ("compare.noise_limit_swc", 0.0, 100.0),
    ("compare.fdr", 0.0, 1.0),
    ("compare.cusum_slack", 0.0, 100.0),
    ("compare.cusum_alarm", 0.1, 1000.0),
    ("compare.onset_min_rows", 1.0, 1000.0),
    ("compare.rpe", 0.0, 10.0),
    ("compare.rpe_levels", 0.0, 10.0),
    ("compare.rpe_easy", 0.0, 10.0),
    ("drift.row_s", 5.0, 600.0),
    ("drift.max_rows", 50.0, 2000.0),
    ("drift.row_filled", 0.0, 1.0),
    ("drift.speed_band", 0.0, 10.0),
    ("drift.min_rows", 8.0, 1000.0),
    ("drift.min_part_rows", 2.0, 1000.0),
    ("drift.knot_s", 60.0, 86_400.0),
    ("drift.max_intervals", 2.0, 10.0),
    ("drift.error_doubt", 0.0, 100.0),
    ("drift.extrapolation", 0.0, 100.0),
    ("drift.wander_known", 0.0, 1e15),
    ("drift.support_speed", 0.0, 1.0),
    ("drift.support_rows", 0.0, 1000.0),
    ("drift.support_min", 0.0, 1.0),
    ("drift.slope_margin", 1.0, 100.0),
    ("drift.high_half_swc", 0.0, 100.0),
    ("drift.moderate_half_swc", 0.0, 100.0),
    ("drift.unknown_pace", 0.0, 1.0),
    ("drift.ground_rows", 16.0, 1000.0),
    ("drift.onset_draws", 10.0, 10_000.0),
    ("strength.session_minutes", 15.0, 20.0),
    ("trend.averages", 1.0, 10.0),
    ("trend.own_noise_runs", 2.0, 1000.0),
    ("trend.running_time_ratio", 1.0, 100.0),
    ("trend.rating_points", 0.0, 10.0),
];

/// Ranges of all other settings, by the unit at the end of the key.
const UNITS: &[Rule] = &[
    ("_spm", 30.0, 400.0),
    ("_mps", 0.0, 15.0),
    ("_mps2", 0.0, 10.0),
    ("_s", 0.0, 86_400.0),
    ("_ms", 0.0, 5000.0),
    ("_mm", 0.0, 1000.0),
    ("_m", 0.0, 100_000.0),
    ("_pct", 0.0, 100.0),
    ("_pp", 0.0, 100.0),
    ("_deg", 0.0, 180.0),
    ("share", 0.0, 1.0),
];

/// Smallest worthwhile changes: findings are weighed by multiples of them.
const WORTHWHILE: Rule = ("compare.swc.", 0.001, 100.0);

/// Settings of which the first must not exceed the second.
const ORDERED: &[[&str; 2]] = &[
    ["windows.warmup_min_s", "windows.warmup_max_s"],
    ["windows.cooldown_min_s", "windows.cooldown_max_s"],
    ["windows.short_run_s", "windows.long_run_s"],
    ["drift.warmup_min_s", "drift.warmup_max_s"],
    ["drift.part_min_s", "drift.part_max_s"],
    ["drift.short_run_s", "drift.long_run_s"],
];

/// What is checked elsewhere: the user's windows, and what other runs have taught.
const APART: [&str; 3] = ["windows.fresh", "windows.fatigued", "compare.effects"];

impl Settings {
    /// Whether every value is possible, and the windows of the user are in order.
    ///
    /// # Errors
    /// The first setting that is not.
    pub fn check(&self) -> Result<(), Impossible> {
        self.check_values()?;
        let (fresh, fatigued) = (self.windows.fresh, self.windows.fatigued);
        match (fresh, fatigued) {
            (Some(fresh), Some(fatigued)) => check_windows(fresh, fatigued).map_err(|why| {
                let (key, found) = ("windows.fatigued".into(), name(fatigued));
                Impossible::SettingWindows { key, found, why }
            }),
            (None, None) => Ok(()),
            (Some(_), None) => Err(Impossible::SettingAlone { key: "windows.fatigued".into() }),
            (None, Some(_)) => Err(Impossible::SettingAlone { key: "windows.fresh".into() }),
        }
    }

    /// Whether every value by itself is possible; the user's windows may be given
    /// one here and one there.
    ///
    /// # Errors
    /// The first setting that is not.
    pub fn check_values(&self) -> Result<(), Impossible> {
        let table = Table::try_from(self)
            .map_err(|e| Impossible::SettingUnwritable { said: e.to_string() })?;
        each(&table, "", &mut value)?;
        for [low, high] in ORDERED {
            if let (Some(a), Some(b)) = (number_at(&table, low), number_at(&table, high))
                && a > b
            {
                let (key, other) = ((*low).into(), (*high).into());
                return Err(Impossible::SettingAbove { key, found: a, other, limit: b });
            }
        }
        Ok(())
    }
}

/// Visits every value with its whole key.
fn each(
    table: &Table,
    above: &str,
    visit: &mut dyn FnMut(&str, &Value) -> Result<(), Impossible>,
) -> Result<(), Impossible> {
    for (name, value) in table {
        let key = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        if APART.contains(&key.as_str()) {
            continue;
        }
        match value {
            Value::Table(inner) => each(inner, &key, visit)?,
            value => visit(&key, value)?,
        }
    }
    Ok(())
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Float(v) => Some(*v),
        Value::Integer(v) => Some(*v as f64),
        _ => None,
    }
}

fn number_at(table: &Table, key: &str) -> Option<f64> {
    let (section, name) = key.split_once('.')?;
    number(table.get(section)?.get(name)?)
}

/// Lowest and highest value of a key.
fn range(key: &str) -> Option<(f64, f64)> {
    let exact = KEYS.iter().find(|(k, ..)| *k == key);
    let worthwhile = Some(&WORTHWHILE).filter(|(k, ..)| key.starts_with(k));
    let by_unit = || UNITS.iter().find(|(unit, ..)| key.ends_with(unit));
    exact.or(worthwhile).or_else(by_unit).map(|(_, low, high)| (*low, *high))
}

fn value(key: &str, value: &Value) -> Result<(), Impossible> {
    let list = match value {
        Value::Array(list) => list.iter().filter_map(number).collect(),
        value => Vec::from_iter(number(value)),
    };
    if list.is_empty() {
        return Ok(());
    }
    let several = list.len() > 1;
    let Some((low, high)) = range(key) else { return Ok(()) };
    let inside = list.iter().all(|v| (low..=high).contains(v));
    let rising = list.windows(2).all(|w| w[0] < w[1]);
    if inside && rising {
        return Ok(());
    }
    let (key, found) = (key.into(), value.to_string());
    Err(Impossible::SettingOutOfRange { key, found, several, low, high })
}

/// Whether two windows can be the fresh and the tired part of one run. Windows in
/// different units can only be told apart in a recording.
///
/// # Errors
/// [`WindowsWrong`] with both windows.
pub fn check_windows(fresh: UserWindow, fatigued: UserWindow) -> Result<(), WindowsWrong> {
    use UserWindow::{Distance, Laps, Time};
    let names = || (name(fresh), name(fatigued));
    let ends = |window: UserWindow| match window {
        Time(ends) | Distance(ends) => ends,
        // Both laps belong to it.
        Laps([first, last]) => [first as f64 - 1.0, last as f64],
    };
    let ([a, b], [c, d]) = (ends(fresh), ends(fatigued));
    let full = |from: f64, to: f64| from >= 0.0 && to > from && to.is_finite();
    if !full(a, b) || !full(c, d) {
        let (fresh, tired) = names();
        return Err(WindowsWrong::WindowEmpty { fresh, tired });
    }
    let comparable = std::mem::discriminant(&fresh) == std::mem::discriminant(&fatigued);
    if comparable && a < d && c < b {
        let (fresh, tired) = names();
        return Err(WindowsWrong::WindowsOverlap { fresh, tired });
    }
    if comparable && c < a {
        let (fresh, tired) = names();
        return Err(WindowsWrong::WindowsTurned { fresh, tired });
    }
    Ok(())
}

fn name(window: UserWindow) -> String {
    match window {
        UserWindow::Time([a, b]) => format!("{}-{}", clock(a), clock(b)),
        UserWindow::Distance([a, b]) => format!("{}km-{}km", a / 1000.0, b / 1000.0),
        UserWindow::Laps([a, b]) => format!("lap {a}-{b}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_range_and_the_usual_values_are_in_it() {
        let mut settings = Settings::default();
        settings.runner.mass_kg = Some(70.0);
        settings.runner.height_m = Some(1.8);
        settings.compare.rpe = Some(5.0);
        // The usual limits are not written.
        settings.limits.laps += 1;
        let table = Table::try_from(&settings).unwrap();
        let mut numbers = 0;
        let mut look = |key: &str, value: &Value| {
            let list = value.as_array().map_or_else(|| vec![value.clone()], Clone::clone);
            if list.iter().any(|v| number(v).is_some()) {
                numbers += 1;
                assert!(range(key).is_some(), "{key} has no range");
            }
            Ok(())
        };
        each(&table, "", &mut look).unwrap();
        assert!(numbers > 100, "{numbers}");
        for (key, low, high) in KEYS {
            let mut at = Value::Table(table.clone());
            for part in key.split('.') {
                at = at.get(part).ok_or(key).unwrap().clone();
            }
            assert!(low < high, "{key}");
        }
        assert_eq!(settings.check(), Ok(()));
    }

    #[test]
    fn impossible_settings_are_named() {
        for (text, key, expected) in [
            ("[gate]\ncadence_spm = [220.0, 140.0]", "gate.cadence_spm", "several true, low 30.0"),
            ("[gate]\nmin_speed_mps = -1.0", "gate.min_speed_mps", "low 0.1, high 6.0"),
            ("[runner]\nmass_kg = 6800.0", "runner.mass_kg", "low 20.0, high 300.0"),
            ("[runner]\nmass_kg = nan", "runner.mass_kg", "low 20.0, high 300.0"),
            ("[runner]\nheight_m = inf", "runner.height_m", "low 1.0, high 2.5"),
            ("[compare]\nrow_s = 0.0", "compare.row_s", "low 5.0, high 600.0"),
            ("[compare]\nrow_valid_share = 60.0", "compare.row_valid_share", "low 0.0, high 1.0"),
            (
                "[compare.swc]\ncadence_pct = 0.0",
                "compare.swc.cadence_pct",
                "low 0.001, high 100.0",
            ),
            ("[compare]\nrpe_levels = [7.0, 9.0, 8.0]", "compare.rpe_levels", "several true"),
            ("[windows]\nwarmup_min_s = 900.0", "windows.warmup_min_s", "windows.warmup_max_s"),
            ("[windows]\nfresh = { time = [0.0, 60.0] }", "windows.fatigued", "setting_alone"),
            (
                "[windows]\nfresh = { time = [600.0, 0.0] }\nfatigued = { time = [700.0, 900.0] }",
                "windows.fatigued",
                "window_empty",
            ),
            (
                "[windows]\nfresh = { laps = [4, 5] }\nfatigued = { laps = [1, 2] }",
                "windows.fatigued",
                "windows_turned",
            ),
        ] {
            let settings: Settings = toml::from_str(text).unwrap();
            let wrong = settings.check().unwrap_err();
            assert_eq!(wrong.key(), key, "{text}");
            assert!(wrong.to_string().contains(expected), "{text}: {wrong}");
        }
    }
}
