//! Interval sessions: work bouts of similar speed and length.
//!
//! Fresh and fatigued are the first and the last third of the bouts (the
//! design of Esteve-Lanao 2008), compared at matched speed.

use super::gate::is_running;
use super::terrain::grade_limit;
use super::windows::{Block, Mode, Phase, Windows};
use crate::recording::Span;
use crate::series::{FormSeries, GradeSource, Mask, Sampling, long_runs};
use crate::settings::Settings;
use crate::stats;

/// Windows by work bouts, or `None` when the run is not an interval session.
pub(super) fn windows(series: &FormSeries, settings: &Settings) -> Option<Windows> {
    let s = &settings.intervals;
    if !s.detect || series.sampling != Sampling::Seconds {
        return None;
    }
    let bouts = bouts(series, settings)?;
    let third = (bouts.len() / 3).max(1);
    let blocks: Vec<Block> = bouts
        .iter()
        .enumerate()
        .map(|(k, bout)| Block {
            span: Span { start_s: bout.start_s + s.drop_s, end_s: bout.end_s },
            phase: if k < third {
                Phase::Fresh
            } else if k >= bouts.len() - third {
                Phase::Fatigued
            } else {
                Phase::Middle
            },
        })
        .collect();
    let speed = stats::median(bouts.iter().filter_map(|b| {
        stats::median(
            (0..series.len()).filter(|&i| b.contains(series.t[i])).map(|i| series.speed[i]),
        )
    }))?;
    let [low, high] = settings.mask.speed_band;
    let steepest = grade_limit(series.grade_source, settings);
    let valid = (0..series.len())
        .map(|i| {
            let v = series.speed[i];
            is_running(series, i)
                && !series.mask[i].any(Mask::GPS)
                && series.grade[i].abs() <= steepest
                && v >= low * speed
                && v <= high * speed
        })
        .collect();
    Some(Windows::from_blocks(series, Mode::Intervals, blocks, valid, s.min_valid_s))
}

/// The core work bouts, in order, when the session is one of intervals.
fn bouts(series: &FormSeries, settings: &Settings) -> Option<Vec<Span>> {
    let s = &settings.intervals;
    let n = series.len();
    let speed: Vec<f64> = (0..n)
        .map(|i| {
            if series.mask[i].any(Mask::PAUSE) || series.speed[i].is_nan() {
                0.0
            } else {
                series.speed[i]
            }
        })
        .collect();
    let smooth: Vec<f64> = (0..n)
        .map(|i| {
            stats::median(speed[i.saturating_sub(7)..(i + 8).min(n)].iter().copied()).unwrap_or(0.0)
        })
        .collect();
    let moving: Vec<f64> =
        (0..n).filter(|&i| !series.mask[i].any(Mask::PAUSE)).map(|i| smooth[i]).collect();
    let split = otsu(&moving)?;
    let separated = split.eta >= s.eta
        && split.high > s.min_fast_mps
        && (split.high - split.low) / split.high >= s.separation
        && (s.share[0]..=s.share[1]).contains(&split.high_share);
    if !separated {
        return None;
    }
    let fast = |i: usize| smooth[i] > split.threshold;
    let mut bouts: Vec<Span> = Vec::new();
    for run in long_runs(n, 1, fast) {
        match bouts.last_mut() {
            Some(last) if run.start_s - last.end_s < s.merge_s => last.end_s = run.end_s,
            _ => bouts.push(run),
        }
    }
    bouts.retain(|b| b.duration_s() >= s.bout_s);
    if bouts.len() < s.min_bouts {
        return None;
    }
    let of = |b: &Span| (b.start_s as usize)..(b.end_s as usize).min(n);
    let mean = |b: &Span| speed[of(b)].iter().sum::<f64>() / b.duration_s();
    let cv = |b: &Span| {
        let m = mean(b);
        (speed[of(b)].iter().map(|v| (v - m).powi(2)).sum::<f64>() / b.duration_s()).sqrt() / m
    };
    let rest = stats::median(bouts.windows(2).map(|w| w[1].start_s - w[0].end_s))?;
    let length = stats::median(bouts.iter().map(Span::duration_s))?;
    let covered: f64 = bouts.iter().map(Span::duration_s).sum();
    let fast_s = (0..n).filter(|&i| fast(i)).count() as f64;
    if stats::median(bouts.iter().map(cv))? > s.speed_cv
        || rest < s.min_rest_s
        || length > s.max_bout_s
        || covered < s.min_cover * fast_s
    {
        return None;
    }
    // The core set: alike in speed, then in length.
    let mut speeds: Vec<f64> = bouts.iter().map(mean).collect();
    speeds.sort_by(f64::total_cmp);
    let upper = speeds[(0.75 * (speeds.len() - 1) as f64).round() as usize];
    let alike: Vec<Span> =
        bouts.iter().copied().filter(|b| (mean(b) - upper).abs() <= s.speed_tol * upper).collect();
    let lengths: Vec<f64> = alike.iter().map(Span::duration_s).collect();
    let typical = stats::median(lengths.iter().copied())?;
    if stats::mad_sd(&lengths)? / typical > s.duration_rcv {
        return None;
    }
    let core: Vec<Span> = alike
        .into_iter()
        .filter(|b| (0.5 * typical..=2.0 * typical).contains(&b.duration_s()))
        .collect();
    if core.len() < s.min_bouts || hills(series, &core, settings) {
        return None;
    }
    Some(core)
}

/// Fast because downhill: not intervals.
fn hills(series: &FormSeries, bouts: &[Span], settings: &Settings) -> bool {
    if series.grade_source != GradeSource::Barometric {
        return false;
    }
    let (Some(first), Some(last)) = (bouts.first(), bouts.last()) else { return false };
    let inside = |i: usize| bouts.iter().any(|b| b.contains(series.t[i]));
    let session: Vec<usize> = (0..series.len())
        .filter(|&i| series.t[i] >= first.start_s && series.t[i] < last.end_s)
        .collect();
    let grade_in = stats::median(session.iter().filter(|&&i| inside(i)).map(|&i| series.grade[i]));
    let grade_out =
        stats::median(session.iter().filter(|&&i| !inside(i)).map(|&i| series.grade[i]));
    matches!((grade_in, grade_out), (Some(a), Some(b)) if a - b <= -settings.intervals.grade_diff_pct)
}

struct Split {
    threshold: f64,
    eta: f64,
    low: f64,
    high: f64,
    high_share: f64,
}

/// Otsu's threshold: the split of the values that leaves the least variance
/// within the two groups; `eta` is the share of variance between them.
fn otsu(values: &[f64]) -> Option<Split> {
    let mut v: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    v.sort_by(f64::total_cmp);
    let n = v.len();
    if n < 2 {
        return None;
    }
    let total: f64 = v.iter().sum();
    let mean = total / n as f64;
    let variance = v.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64;
    let mut best: Option<(f64, usize)> = None;
    let mut below = 0.0;
    for k in 1..n {
        below += v[k - 1];
        if v[k] == v[k - 1] {
            continue;
        }
        let (a, b) = (k as f64, (n - k) as f64);
        let between = a * b * (below / a - (total - below) / b).powi(2) / (n * n) as f64;
        if best.is_none_or(|(score, _)| between > score) {
            best = Some((between, k));
        }
    }
    let (between, k) = best?;
    let low: f64 = v[..k].iter().sum::<f64>() / k as f64;
    let high = v[k..].iter().sum::<f64>() / (n - k) as f64;
    Some(Split {
        threshold: 0.5 * (v[k - 1] + v[k]),
        eta: if variance > 0.0 { between / variance } else { 0.0 },
        low,
        high,
        high_share: (n - k) as f64 / n as f64,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn otsu_splits_two_speeds() {
        let v: Vec<f64> = (0..100).map(|i| if i % 3 == 0 { 2.0 } else { 4.0 }).collect();
        let s = otsu(&v).unwrap();
        assert!((s.low - 2.0).abs() < 1e-9 && (s.high - 4.0).abs() < 1e-9);
        assert!((s.eta - 1.0).abs() < 1e-9);
        assert!((s.high_share - 0.66).abs() < 1e-9);
        assert!(otsu(&[1.0]).is_none());
    }
}
