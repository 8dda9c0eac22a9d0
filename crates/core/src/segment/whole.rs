//! Early and late part of a whole run: first and last quarter of the running that
//! counts, hills, accelerations and slow seconds included.

use super::gate::is_running;
use super::windows::{Block, Mode, Phase, Whole, Windows};
use super::{WindowsRefusal, warmup};
use crate::recording::Span;
use crate::series::{FormSeries, Mask};
use crate::settings::Settings;
use crate::stats;

/// A row of the run's grid: the running of half a minute on feet.
struct Cell {
    /// Mean time on feet, s.
    t: f64,
    seconds: f64,
    speed: f64,
    /// Mean of the slope where it is uphill, %.
    up: f64,
    /// Its number in the grid.
    k: usize,
}

/// Windows of the whole run.
pub(super) fn windows(series: &FormSeries, settings: &Settings) -> Windows {
    let s = &settings.drift;
    let last = series.len().saturating_sub(1);
    let total = series.active.get(last).map_or(0.0, |a| a + series.dur[last]);
    let row_s = s.row_s.max(total / s.max_rows as f64);
    let valid = usable(series, settings);
    let cells = cells(series, &valid, row_s, s.row_filled);
    let by_time = (s.warmup_share * total).clamp(s.warmup_min_s, s.warmup_max_s);
    let warmup = warmup::by_heart_rate(series, &settings.windows).unwrap_or(by_time);
    let warm: Vec<&Cell> = cells.iter().filter(|c| c.t >= warmup).collect();
    let kept = &warm[..cooldown(&warm, settings)];
    let counted: f64 = kept.iter().map(|c| c.seconds).sum();
    let part = (s.part_share * counted).clamp(s.part_min_s, s.part_max_s);
    let mut before = 0.0;
    let (mut early_end, mut late_start) = (None, None);
    for cell in kept {
        if before + cell.seconds <= part + 1.0 {
            early_end = Some(cell.k + 1);
        }
        if late_start.is_none() && before >= counted - part - 1.0 {
            late_start = Some(cell.k);
        }
        before += cell.seconds;
    }
    let refuse = || {
        let why = if total < s.short_run_s {
            let needed_s = s.warmup_min_s + 2.0 * s.part_min_s;
            WindowsRefusal::TooShortForParts { active_s: total, needed_s }
        } else {
            WindowsRefusal::NoRunningLeft
        };
        Windows {
            too_short: total < s.short_run_s,
            valid: valid.clone(),
            ..Windows::none(series, Mode::WholeRun, why)
        }
    };
    let (Some(early), Some(late)) = (early_end, late_start) else { return refuse() };
    if kept.len() < s.min_rows || late < early {
        return refuse();
    }
    let whole = Whole {
        row_s,
        part_s: part,
        warmup_end_s: warmup,
        cooldown_start_s: warm.get(kept.len()).map(|c| c.k as f64 * row_s),
        early_end_s: early as f64 * row_s,
        late_start_s: late as f64 * row_s,
    };
    let phase_of = |active: f64| whole.phase(active);
    let span = |phase: Phase| {
        let mut inside =
            (0..series.len()).filter(|&i| valid[i] && phase_of(series.active[i]) == phase);
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        Some(Span { start_s: series.t[first], end_s: series.t[last] + series.dur[last] })
    };
    let (Some(fresh), Some(fatigued)) = (span(Phase::Fresh), span(Phase::Fatigued)) else {
        return refuse();
    };
    let blocks = vec![
        Block { span: fresh, phase: Phase::Fresh },
        Block {
            span: Span { start_s: fresh.end_s, end_s: fatigued.start_s },
            phase: Phase::Middle,
        },
        Block { span: fatigued, phase: Phase::Fatigued },
    ];
    let mut out = Windows::from_blocks(series, Mode::WholeRun, blocks, valid, 0.0);
    out.warmup_end_s = time_at(series, warmup);
    out.cooldown_start_s = whole.cooldown_start_s.and_then(|at| time_at(series, at));
    out.whole = Some(whole);
    out
}

/// When so many seconds had been spent on foot.
fn time_at(series: &FormSeries, active: f64) -> Option<f64> {
    (0..series.len()).find(|&i| series.active[i] >= active).map(|i| series.t[i])
}

/// Seconds of running that count: no pause, no settling after one, no GPS dropout,
/// no speed that the run does not have, no wall.
fn usable(series: &FormSeries, settings: &Settings) -> Vec<bool> {
    let s = &settings.drift;
    let out = Mask::AFTER_PAUSE.with(Mask::GPS);
    let running = |i: usize| is_running(series, i) && !series.mask[i].any(out);
    let mut speeds = (0..series.len()).filter(|&i| running(i)).map(|i| series.speed[i]);
    let known = speeds.clone().any(f64::is_finite);
    let first = speeds.next();
    let declared = speeds.all(|v| Some(v) == first || v.is_nan());
    let median = stats::median((0..series.len()).filter(|&i| running(i)).map(|i| series.speed[i]));
    let [slow, fast] = s.speed_band;
    (0..series.len())
        .map(|i| {
            let v = series.speed[i];
            let at_pace = match median {
                // Steps tell a sprint where no speed does.
                _ if declared => !series.mask[i].any(Mask::SPEED_BAND),
                Some(m) => v > slow * m && v < fast * m,
                None => !known,
            };
            let steep = series.grade[i].is_finite() && series.grade[i].abs() > s.max_grade_pct;
            running(i) && at_pace && !steep
        })
        .collect()
}

/// Rows that are filled enough.
fn cells(series: &FormSeries, valid: &[bool], row_s: f64, filled: f64) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    let mut push = |k: usize, sum: [f64; 4]| {
        let [seconds, t, speed, up] = sum;
        if seconds >= filled * row_s {
            out.push(Cell { t: t / seconds, seconds, speed: speed / seconds, up: up / seconds, k });
        }
    };
    let mut at = None;
    let mut sum = [0.0; 4];
    for i in (0..series.len()).filter(|&i| valid[i]) {
        let k = (series.active[i] / row_s) as usize;
        if at != Some(k) {
            if let Some(k) = at {
                push(k, sum);
            }
            (at, sum) = (Some(k), [0.0; 4]);
        }
        let w = series.dur[i];
        let grade = if series.grade[i].is_finite() { series.grade[i] } else { 0.0 };
        sum[0] += w;
        sum[1] += w * series.active[i];
        sum[2] += w * series.speed[i];
        sum[3] += w * grade.max(0.0);
    }
    if let Some(k) = at {
        push(k, sum);
    }
    out
}

/// Number of cells before a cool-down: a slow tail of a few minutes that does not climb.
fn cooldown(kept: &[&Cell], settings: &Settings) -> usize {
    let w = &settings.windows;
    let n = kept.len();
    let Some(median) = stats::median(kept.iter().map(|c| c.speed)) else { return n };
    let limit = w.cooldown_speed_share * median;
    let around =
        |i: usize| stats::median(kept[i.saturating_sub(1)..(i + 2).min(n)].iter().map(|c| c.speed));
    let mut tail = n;
    while tail > 0
        && around(tail - 1).is_some_and(|v| v < limit)
        && kept[tail - 1].up < settings.drift.cooldown_climb_pct
    {
        tail -= 1;
    }
    if tail == n {
        return n;
    }
    let lasts = kept[n - 1].t - kept[tail].t;
    if (w.cooldown_min_s..=w.cooldown_max_s).contains(&lasts) { tail } else { n }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segment::mark;
    use crate::series::test_series;

    fn of(mut series: FormSeries) -> Windows {
        let settings = Settings::default();
        mark(&mut series, &settings);
        windows(&series, &settings)
    }

    #[test]
    fn quarters_after_the_warm_up() {
        let w = of(test_series(5400, |_| 3.0));
        assert!(w.refusal.is_none());
        // 15 % of 90 min is more than ten; 80 min are left, a quarter is capped at 15.
        let (early, late) = (w.fresh.unwrap(), w.fatigued.unwrap());
        assert_eq!((early.start_s, early.end_s), (600.0, 1500.0));
        assert_eq!((late.start_s, late.end_s), (4500.0, 5400.0));
    }

    #[test]
    fn hills_and_slow_seconds_stay() {
        let mut series = test_series(5400, |i| if i % 600 < 100 { 2.0 } else { 3.0 });
        for i in 0..5400 {
            series.grade[i] = if i % 600 < 100 { 12.0 } else { -3.0 };
        }
        assert_eq!(of(series).valid_fatigued_s, 900.0);
    }

    #[test]
    fn a_slow_tail_is_a_cool_down_unless_it_climbs() {
        let slow = |i: usize| if i >= 4800 { 2.2 } else { 3.0 };
        let w = of(test_series(5400, slow));
        assert_eq!(w.cooldown_start_s, Some(4800.0));
        assert_eq!(w.fatigued.unwrap().end_s, 4800.0);
        let mut uphill = test_series(5400, slow);
        for i in 4800..5400 {
            uphill.grade[i] = 6.0;
        }
        let w = of(uphill);
        assert_eq!((w.cooldown_start_s, w.fatigued.unwrap().end_s), (None, 5400.0));
    }

    #[test]
    fn thirteen_minutes_are_enough_and_ten_are_not() {
        let w = of(test_series(780, |_| 3.0));
        assert!(w.refusal.is_none() && w.whole.is_some());
        let w = of(test_series(600, |_| 3.0));
        assert!(w.too_short && w.refusal.is_some());
    }
}
