//! A race in splits: an early split against the last full one.
//!
//! From the gun on there is no warm-up, and a runner who fades is not cooling
//! down; what comes after the finish is. Splits of 5 km after Meyer 2021 (IJSM
//! 42:1182); 5-10 km against the last full split after Smyth 2022 (PMC9388405).

use super::WindowsRefusal;
use super::choose::time_at;
use super::windows::{Block, Mode, Phase, Windows};
use crate::recording::Span;
use crate::series::{FormSeries, Sampling};
use crate::settings::Settings;

/// Windows by splits; `cooldown` is the active time from which the runner jogs.
pub(super) fn windows(
    series: &FormSeries,
    cooldown: Option<f64>,
    valid: Vec<bool>,
    settings: &Settings,
) -> Windows {
    let w = &settings.windows;
    let refuse = |why| Windows::none(series, Mode::Race, why);
    if series.sampling != Sampling::Seconds {
        return refuse(WindowsRefusal::RaceOfLaps);
    }
    let finish_s = cooldown.and_then(|active| time_at(series, active)).unwrap_or(f64::INFINITY);
    let raced = (0..series.len())
        .filter(|&i| series.t[i] < finish_s)
        .map(|i| series.distance[i])
        .filter(|d| d.is_finite())
        .fold(0.0, f64::max);
    let full = (raced / w.race_split_m).floor() as usize;
    if full < w.race_skip + 2 {
        return refuse(WindowsRefusal::RaceTooShort {
            split_m: w.race_split_m,
            needed_m: w.race_split_m * (w.race_skip + 2) as f64,
            race_m: raced,
        });
    }
    let at = |metres: f64| (0..series.len()).find(|&i| series.distance[i] >= metres);
    let edge = |k: usize| at(k as f64 * w.race_split_m).map(|i| series.t[i]);
    let last_s = series.len().checked_sub(1).map_or(0.0, |i| series.t[i] + series.dur[i]);
    let (Some(a), Some(b), Some(c)) = (edge(w.race_skip), edge(w.race_skip + 1), edge(full - 1))
    else {
        return refuse(WindowsRefusal::RaceWithoutDistance);
    };
    let d = edge(full).unwrap_or(last_s);
    let span = |start_s, end_s| Span { start_s, end_s };
    let blocks = vec![
        Block { span: span(a, b), phase: Phase::Fresh },
        Block { span: span(b, c), phase: Phase::Middle },
        Block { span: span(c, d), phase: Phase::Fatigued },
    ];
    let windows = Windows::from_blocks(series, Mode::Race, blocks, valid, w.min_valid_long_s);
    Windows { cooldown_start_s: finish_s.is_finite().then_some(finish_s), ..windows }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segment::{level_windows, mark};
    use crate::series::test_series;
    use crate::settings::RunKind;

    fn race(seconds: usize, speed: impl Fn(usize) -> f64) -> Windows {
        let mut settings = Settings::default();
        settings.windows.kind = RunKind::Race;
        let mut series = test_series(seconds, speed);
        mark(&mut series, &settings);
        level_windows(&series, &settings)
    }

    #[test]
    fn a_marathon_is_5_to_10_km_against_35_to_40_km() {
        // 4 m/s: 42.2 km in 10550 s.
        let w = race(10_550, |_| 4.0);
        assert_eq!((w.mode, w.refusal), (Mode::Race, None));
        let (fresh, tired) = (w.fresh.unwrap(), w.fatigued.unwrap());
        for (found, km) in
            [(fresh.start_s, 5.0), (fresh.end_s, 10.0), (tired.start_s, 35.0), (tired.end_s, 40.0)]
        {
            assert!((found - km * 250.0).abs() <= 1.0, "{found} for {km} km");
        }
        assert_eq!(w.warmup_end_s, None);
        assert!((w.valid_fresh_s - 1250.0).abs() <= 1.0);
    }

    #[test]
    fn jogging_after_the_finish_is_not_part_of_the_race() {
        // 21.1 km at 4 m/s, then 10 min at 2 m/s.
        let w = race(5875, |i| if i < 5275 { 4.0 } else { 2.0 });
        assert!((w.cooldown_start_s.unwrap() - 5275.0).abs() < 40.0);
        assert!((w.fatigued.unwrap().end_s - 5000.0).abs() <= 1.0);
    }

    #[test]
    fn a_race_of_ten_kilometres_has_too_few_splits() {
        let w = race(2700, |_| 4.0);
        let Some(WindowsRefusal::RaceTooShort { needed_m, race_m, .. }) = w.refusal else {
            unreachable!("{:?}", w.refusal)
        };
        assert_eq!((needed_m, (race_m / 100.0).round()), (15_000.0, 108.0));
    }
}
