//! The table that the tests print, and what they hold it against.

use runform::recording::{Placement, Region};

use super::score::Score;

/// Targets. Where one cannot be met, [`short`] states by how much.
pub const CADENCE_SPM: f64 = 0.3;
pub const TIME_SD_PCT: f64 = 15.0;
pub const TRUNK_CONTACT_MS: f64 = 25.0;
pub const TRUNK_INDEX_PP: f64 = 0.7;
pub const LEG_INDEX_PP: f64 = 0.3;
pub const OSCILLATION_PCT: f64 = 4.0;
pub const EVENT_SD_MS: f64 = 2.0;

pub fn header() {
    eprintln!(
        "\n{:<36} {:>5} {:>4} {:>5} {:>4} {:>7} {:>6} {:>7} {:>13} {:>13} {:>5} {:>7} {:>7} {:>6}  trust",
        "run",
        "steps",
        "miss",
        "extra",
        "left",
        "spm",
        "SD %",
        "GCT ms",
        "IC ms",
        "TO ms",
        "side",
        "time pp",
        "GCT pp",
        "VO %"
    );
}

pub fn row(name: &str, s: &Score) {
    let event = |[mean, sd]: [f64; 2]| format!("{mean:+.1} ± {sd:.2}");
    eprintln!(
        "{name:<36} {:>5} {:>4} {:>5} {:>4} {:>+7.2} {:>+6.1} {:>+7.1} {:>13} {:>13} {:>5.2} {:>+7.2} {:>+7.2} {:>+6.2}  {:?}",
        s.steps,
        s.missed,
        s.extra,
        s.faulty,
        s.cadence_spm,
        s.time_sd_pct,
        s.contact_ms,
        event(s.ic_ms),
        event(s.to_ms),
        s.right_side,
        s.step_time_pp,
        s.contact_pp,
        s.oscillation_pct,
        s.trust
    );
}

/// Holds a value against its target; NaN fails.
pub fn check(name: &str, what: &str, value: f64, target: f64) {
    assert!(value.abs() <= target, "{name}: {what} {value:+.3}, at most {target}");
}

/// A target that can be missed: what is reached instead, and why. Says so where it is.
pub fn short(name: &str, what: &str, value: f64, target: f64, reached: f64, why: &str) {
    if value.abs() > target {
        eprintln!(
            "  short of target: {name}: {what} {value:+.2} (target {target}, held to {reached}): {why}"
        );
    }
    assert!(value.abs() <= reached, "{name}: {what} {value:+.3}, stated {reached}");
}

/// Everything that holds for any sensor without gaps, at whatever rate and mount.
pub fn sound(name: &str, placement: Placement, s: &Score) {
    check(name, "steps missed", s.missed as f64, 0.0);
    check(name, "steps too many", s.extra as f64, 0.0);
    check(name, "steps left out", s.faulty as f64, 0.005 * s.steps as f64);
    check(name, "cadence, spm", s.cadence_spm, CADENCE_SPM);
    check(name, "SD of step times, %", s.time_sd_pct, TIME_SD_PCT);
    assert_eq!(s.wrong_side, 0, "{name}: wrong sides");
    if placement.region() == Region::Trunk {
        check(name, "oscillation, %", s.oscillation_pct, OSCILLATION_PCT);
    }
}
