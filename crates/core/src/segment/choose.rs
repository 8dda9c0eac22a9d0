//! Which windows: by the user, by work bouts, or first and last part of the run.

use super::gate::{is_running, median_running_speed};
use super::windows::{Block, Mode, Phase, Windows};
use super::{WindowsRefusal, intervals, race, user, warmup, whole};
use crate::recording::Span;
use crate::series::{FormSeries, Mask, Sampling};
use crate::settings::{RunKind, Settings};
use crate::stats;

/// Chooses what is compared with what: windows of the user, where there are any; the
/// early and the late part of the whole run; or, for lap tables and where the
/// settings ask for them, [`level_windows`].
pub fn choose(series: &FormSeries, settings: &Settings) -> Windows {
    let w = &settings.windows;
    let by_user = w.fresh.is_some() || w.fatigued.is_some();
    let whole = !by_user && w.kind == RunKind::Auto && series.sampling == Sampling::Seconds;
    if whole { whole::windows(series, settings) } else { level_windows(series, settings) }
}

/// Chooses windows of steady, level running by the kind of run.
///
/// User windows come first; then the splits of a race, where the settings say it
/// is one; then work bouts where the speed is bimodal; then
/// the first and last ten valid minutes between warm-up and cool-down of a run
/// of 40 minutes or more, or first and last third of one of 20 to 40 minutes.
pub fn level_windows(series: &FormSeries, settings: &Settings) -> Windows {
    let w = &settings.windows;
    let valid: Vec<bool> = series.mask.iter().map(|m| m.is_clear()).collect();
    if let (Some(fresh), Some(fatigued)) = (w.fresh, w.fatigued) {
        return user::windows(series, fresh, fatigued, valid, settings);
    }
    if w.fresh.is_some() || w.fatigued.is_some() {
        return Windows::none(series, Mode::None, WindowsRefusal::OneWindowGiven);
    }
    let active_total = series.active.last().map_or(0.0, |a| a + series.dur[series.len() - 1]);
    if active_total < w.short_run_s {
        let short =
            WindowsRefusal::TooShortForParts { active_s: active_total, needed_s: w.short_run_s };
        return Windows { too_short: true, ..Windows::none(series, Mode::None, short) };
    }
    if matches!(w.kind, RunKind::Auto | RunKind::Windows)
        && let Some(windows) = intervals::windows(series, settings)
    {
        return windows;
    }
    let cooldown = cooldown_start(series, settings);
    if w.kind == RunKind::Race {
        return race::windows(series, cooldown, valid, settings);
    }
    let by_time = (w.warmup_share * active_total).clamp(w.warmup_min_s, w.warmup_max_s);
    let warmup = warmup::by_heart_rate(series, w).unwrap_or(by_time);
    let end = cooldown.unwrap_or(active_total);
    let pool: Vec<usize> = (0..series.len())
        .filter(|&i| valid[i] && series.active[i] >= warmup - 1.0 && series.active[i] < end)
        .collect();
    let mut windows = if series.sampling == Sampling::Laps {
        thirds(series, &pool, valid, Mode::Laps, settings.compare.min_rows as f64, settings)
    } else if active_total >= w.long_run_s {
        long(series, &pool, valid, warmup, end, settings)
    } else {
        thirds(series, &pool, valid, Mode::SteadyShort, 1.0, settings)
    };
    windows.warmup_end_s = time_at(series, warmup);
    windows.cooldown_start_s = cooldown.and_then(|active| time_at(series, active));
    windows
}

/// Recording time at which an active time is reached.
pub(super) fn time_at(series: &FormSeries, active: f64) -> Option<f64> {
    (0..series.len()).find(|&i| series.active[i] >= active).map(|i| series.t[i])
}

/// First and last ten valid minutes, with ten minutes between them.
fn long(
    series: &FormSeries,
    pool: &[usize],
    valid: Vec<bool>,
    warmup: f64,
    end: f64,
    settings: &Settings,
) -> Windows {
    let w = &settings.windows;
    let reach = (end - warmup - w.min_between_s) / 2.0;
    let early = take(
        series,
        pool.iter().copied().filter(|&i| series.active[i] < warmup + reach),
        w.window_s,
    );
    let late = take(
        series,
        pool.iter().rev().copied().filter(|&i| series.active[i] >= end - reach),
        w.window_s,
    );
    around(series, Mode::SteadyLong, &early, &late, valid, w.min_valid_long_s)
}

/// First and last third of the valid samples.
fn thirds(
    series: &FormSeries,
    pool: &[usize],
    valid: Vec<bool>,
    mode: Mode,
    min_samples: f64,
    settings: &Settings,
) -> Windows {
    let third = pool.len() / 3;
    if (third as f64) < min_samples {
        let why = match mode {
            Mode::Laps => {
                WindowsRefusal::FewLaps { laps: pool.len(), needed: (3.0 * min_samples) as usize }
            }
            _ => WindowsRefusal::NoRunningLeft,
        };
        return Windows::none(series, mode, why);
    }
    let late: Vec<usize> = pool[pool.len() - third..].iter().rev().copied().collect();
    around(series, mode, &pool[..third], &late, valid, settings.windows.min_valid_short_s)
}

/// The first samples of `from` that make up `seconds`.
fn take(series: &FormSeries, from: impl Iterator<Item = usize>, seconds: f64) -> Vec<usize> {
    let mut sum = 0.0;
    from.take_while(|&i| {
        let more = sum < seconds;
        sum += series.dur[i];
        more
    })
    .collect()
}

/// Blocks from the samples of the early and (reversed) late window.
fn around(
    series: &FormSeries,
    mode: Mode,
    early: &[usize],
    late: &[usize],
    valid: Vec<bool>,
    min_valid_s: f64,
) -> Windows {
    let end_of = |i: usize| series.t[i] + series.dur[i];
    let (Some(&e0), Some(&e1), Some(&l1), Some(&l0)) =
        (early.first(), early.last(), late.first(), late.last())
    else {
        return Windows::none(series, mode, WindowsRefusal::NoSteadyPart);
    };
    let fresh = Span { start_s: series.t[e0], end_s: end_of(e1) };
    let fatigued = Span { start_s: series.t[l0], end_s: end_of(l1) };
    if fatigued.start_s < fresh.end_s {
        return Windows::none(series, mode, WindowsRefusal::PartsOverlap);
    }
    let blocks = vec![
        Block { span: fresh, phase: Phase::Fresh },
        Block {
            span: Span { start_s: fresh.end_s, end_s: fatigued.start_s },
            phase: Phase::Middle,
        },
        Block { span: fatigued, phase: Phase::Fatigued },
    ];
    Windows::from_blocks(series, mode, blocks, valid, min_valid_s)
}

/// Active time at which a cool-down begins: a tail of 3 to 15 minutes slower
/// than 85 % of the median running speed (60 s medians).
fn cooldown_start(series: &FormSeries, settings: &Settings) -> Option<f64> {
    let w = &settings.windows;
    let limit = w.cooldown_speed_share * median_running_speed(series)?;
    let active: Vec<usize> = (0..series.len())
        .filter(|&i| !series.mask[i].any(Mask::PAUSE) || is_running(series, i))
        .collect();
    let end = active.last().map(|&i| series.active[i] + series.dur[i])?;
    let half = if series.sampling == Sampling::Laps { 0 } else { 30 };
    let mut start = None;
    for (k, &i) in active.iter().enumerate().rev() {
        if end - series.active[i] > w.cooldown_max_s {
            return None; // slow for longer than that: a fade, not a cool-down
        }
        let around = &active[k.saturating_sub(half)..(k + half + 1).min(active.len())];
        let speed = stats::median(around.iter().map(|&j| series.speed[j]));
        if speed.is_some_and(|v| v < limit) {
            start = Some(series.active[i]);
        } else {
            break;
        }
    }
    start.filter(|s| end - s >= w.cooldown_min_s)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segment::mark;
    use crate::series::test_series;
    use crate::settings::UserWindow;

    fn windows(mut series: FormSeries, settings: &Settings) -> Windows {
        mark(&mut series, settings);
        level_windows(&series, settings)
    }

    #[test]
    fn a_long_run_has_ten_minutes_after_warm_up_and_ten_at_the_end() {
        let w = windows(test_series(5400, |_| 3.0), &Settings::default());
        assert_eq!(w.mode, Mode::SteadyLong);
        assert!(w.refusal.is_none());
        let (fresh, tired) = (w.fresh.unwrap(), w.fatigued.unwrap());
        assert!((fresh.start_s - 540.0).abs() <= 1.0 && (fresh.duration_s() - 600.0).abs() <= 1.0);
        assert!((tired.end_s - 5400.0).abs() <= 1.0 && (tired.duration_s() - 600.0).abs() <= 1.0);
        assert_eq!((w.valid_fresh_s, w.valid_fatigued_s), (600.0, 600.0));
    }

    #[test]
    fn a_slow_tail_is_a_cool_down_but_a_long_one_is_a_fade() {
        let s = Settings::default();
        let w = windows(test_series(5400, |i| if i >= 5000 { 2.2 } else { 3.0 }), &s);
        assert!((w.cooldown_start_s.unwrap() - 5000.0).abs() < 40.0);
        assert!(w.fatigued.unwrap().end_s <= 5010.0);
        let fade = windows(test_series(5400, |i| if i >= 4000 { 2.2 } else { 3.0 }), &s);
        assert_eq!(fade.cooldown_start_s, None);
        assert!(fade.fatigued.unwrap().end_s > 5390.0);
    }

    #[test]
    fn a_short_run_is_split_in_thirds_and_a_very_short_one_not_at_all() {
        let s = Settings::default();
        let w = windows(test_series(1800, |_| 3.0), &s);
        assert_eq!(w.mode, Mode::SteadyShort);
        assert!((w.valid_fresh_s - 440.0).abs() < 5.0);
        let none = windows(test_series(900, |_| 3.0), &s);
        assert!(
            none.too_short && matches!(none.refusal, Some(WindowsRefusal::TooShortForParts { .. }))
        );
    }

    #[test]
    fn windows_given_by_the_user_win() {
        let mut s = Settings::default();
        s.windows.fresh = Some(UserWindow::Time([600.0, 1200.0]));
        s.windows.fatigued = Some(UserWindow::Distance([9000.0, 10_500.0]));
        let w = windows(test_series(5400, |_| 3.0), &s);
        assert_eq!(w.mode, Mode::User);
        assert_eq!(w.fresh.unwrap(), Span { start_s: 600.0, end_s: 1200.0 });
        assert!((w.fatigued.unwrap().start_s - 3000.0).abs() <= 1.0);
        s.windows.fatigued = Some(UserWindow::Laps([3, 4]));
        let none = windows(test_series(5400, |_| 3.0), &s);
        assert!(matches!(none.refusal, Some(WindowsRefusal::NoSuchLaps { laps: 0, .. })));
        s.windows.fatigued = None;
        assert!(windows(test_series(5400, |_| 3.0), &s).refusal.is_some());
    }

    #[test]
    fn work_bouts_are_compared_first_against_last() {
        // Ten minutes easy, 6 x 3 min fast / 2 min easy, ten minutes easy.
        let speed = |i: usize| {
            let k = i.wrapping_sub(600);
            if (600..2400).contains(&i) && k % 300 < 180 { 4.5 } else { 2.6 }
        };
        let w = windows(test_series(3000, speed), &Settings::default());
        assert_eq!(w.mode, Mode::Intervals);
        assert_eq!(w.blocks.len(), 6);
        let (fresh, tired) = (w.fresh.unwrap(), w.fatigued.unwrap());
        assert!((fresh.start_s - 610.0).abs() < 10.0, "{fresh:?}");
        assert!((tired.end_s - 2280.0).abs() < 10.0, "{tired:?}");
        assert!(w.valid_fresh_s > 300.0 && w.refusal.is_none());
    }

    #[test]
    fn what_does_not_count_is_masked_with_its_reason() {
        let mut series = test_series(5400, |i| if (2000..2060).contains(&i) { 1.0 } else { 3.0 });
        for i in 3000..3100 {
            series.grade[i] = 4.0;
        }
        series.pauses.push(Span { start_s: 4000.0, end_s: 4010.0 });
        mark(&mut series, &Settings::default());
        assert!(
            series.mask[2030].any(Mask::NOT_RUNNING) && series.mask[2030].any(Mask::SPEED_BAND)
        );
        assert!(series.mask[2002].any(Mask::ACCELERATION));
        assert!(series.mask[3050].any(Mask::GRADE) && !series.mask[3050].any(Mask::NOT_RUNNING));
        assert!(series.mask[4020].any(Mask::AFTER_PAUSE) && series.mask[4041].is_clear());
    }
}
