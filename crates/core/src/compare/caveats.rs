//! What holds a verdict of the whole-run model back: signs of the sensor and not the
//! runner, and changes that do not last.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::drift::Row;
use super::whole_run::Judged;
use super::{Confidence, ConfidenceReason, MetricChange, Verdict, jump};
use crate::facts::fact;
use crate::metrics::{Adverse, Metric};
use crate::recording::{SensorFamily, Span};
use crate::series::{FormSeries, MetricSeries};
use crate::settings::Settings;
use crate::stats;

use super::verdict::worthwhile;

/// Something to know beside a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Caveat {
    /// Most of the change happens at a pause, as when a strap is moved.
    ChangedAtPause {
        /// End of the pause, s from the start.
        t_s: f64,
        /// Change of level at the pause, in the metric's unit.
        step: f64,
    },
    /// It moved alone: the other metrics exclude a change that matters.
    MovedAlone,
    /// It slides evenly from the first minutes on while the cadence holds, as sensors do.
    EvenSlide,
    /// An even drift from the first minutes on explains it as well as any beginning.
    EvenDrift,
    /// Readings scatter more late than early.
    NoiseGrew {
        /// Spread late over spread early.
        ratio: f64,
    },
    /// The balance jumps from one second to the next: a turn, the other side of a road.
    BalanceJump {
        /// When, s from the start.
        t_s: f64,
        /// By how much, points.
        step: f64,
    },
    /// Readings jump from one second to the next: another sensor, or it slipped.
    SensorJump {
        /// Which metric shows it.
        metric: Metric,
        /// When, s from the start.
        t_s: f64,
        /// By how much, in the unit of that metric.
        step: f64,
    },
    /// The change shows in one half of the late part only.
    OneHalfOnly {
        /// Change in either half, in the metric's unit.
        halves: [f64; 2],
    },
    /// The speed is not known: a usual change of pace is in the interval.
    UnknownPace,
    /// The slope is not known: usual slopes are in the interval.
    UnknownSlope,
    /// It was not recorded all along: its parts are quarters of what there is.
    PartlyRecorded,
    /// The whole run told nothing; this is the change between windows of level running.
    WindowsOnly,
}

fact!(Caveat);

/// Adds a caveat, and lowers a verdict to what it allows.
fn hold(change: &mut MetricChange, most: Verdict, caveat: Caveat) {
    change.caveats.push(caveat);
    if change.verdict > most {
        change.verdict = most;
    }
    if change.verdict < Verdict::Likely {
        (change.onset_s, change.onset_m) = (None, None);
        (change.onset_ci95_s, change.onset_ci95_m) = (None, None);
    }
}

/// Something points to the sensor: confidence is low.
fn doubt_sensor(change: &mut MetricChange, most: Confidence) {
    if change.confidence.is_some_and(|c| c > most) {
        change.confidence = Some(most);
        change.confidence_reason = Some(ConfidenceReason::Sensor);
    }
}

/// All of them, in order.
pub(super) fn apply(
    changes: &mut [(MetricChange, Option<Judged>)],
    series: &FormSeries,
    span: Option<Span>,
    settings: &Settings,
) {
    for (change, judged) in changes.iter_mut() {
        if let Some(j) = judged {
            one_sided_halves(change, j, settings);
            at_pause(change, j, series, None, settings);
        }
    }
    // A sensor that was moved shows in all that it measures: where one metric tells the
    // stop, less is asked of the others.
    let stops: Vec<f64> = changes.iter().filter_map(|(c, _)| changed_at(c)).collect();
    if !stops.is_empty() {
        for (change, judged) in changes.iter_mut() {
            if let Some(j) = judged {
                at_pause(change, j, series, Some(&stops), settings);
            }
        }
    }
    noise(changes);
    let active = series.active.last().copied().unwrap_or(0.0);
    alone(changes, active >= settings.drift.long_run_s);
    if let Some(span) = span {
        after_a_jump(changes, series, span, settings);
    }
}

/// A left-right change must show in both halves of the late part: the camber of a road
/// or a long bend changes the balance for a while.
fn one_sided_halves(change: &mut MetricChange, j: &Judged, settings: &Settings) {
    let (Some(swc), Some(total)) = (change.swc, change.adjusted_change) else { return };
    if change.metric.adverse() != Adverse::Away || change.verdict <= Verdict::Possible {
        return;
    }
    let of = |part: &[bool]| -> Vec<f64> {
        j.drift.left.iter().zip(part).filter(|(_, is)| **is).map(|(v, _)| *v).collect()
    };
    let (early, late) = (of(&j.rows.early), of(&j.rows.late));
    let (first, second) = late.split_at(late.len() / 2);
    let (Some(base), Some(a), Some(b)) = (
        stats::median(early),
        stats::median(first.iter().copied()),
        stats::median(second.iter().copied()),
    ) else {
        return;
    };
    let halves = [a - base, b - base];
    let least = settings.compare.balance_half_share * swc;
    if halves.iter().any(|h| h * total.signum() < least) {
        hold(change, Verdict::Possible, Caveat::OneHalfOnly { halves });
    }
}

/// A stop at least this long can be used to move a sensor, s. Ours.
const STOP_S: f64 = 20.0;
/// Rows that begin this near to the end of a stop follow it, s. Ours.
const SAME_STOP_S: f64 = 120.0;
/// Rows on either side of a stop whose medians are compared. Ours.
const AROUND: usize = 10;
/// A step at a stop that makes up this share of the change explains it. Ours.
const STEP_SHARE: f64 = 0.5;
/// It is so many times the usual step between neighbouring stretches ... Ours.
const STEP_USUAL: f64 = 2.5;
/// ... or so many where another metric of the sensor steps at the same stop. Ours.
const STEP_BESIDE: f64 = 1.25;

/// The stop at which a metric changed.
fn changed_at(change: &MetricChange) -> Option<f64> {
    change.caveats.iter().find_map(|c| match c {
        Caveat::ChangedAtPause { t_s, .. } => Some(*t_s),
        _ => None,
    })
}

/// Most of a change at a stop: a sensor was moved. `beside` are stops at which another
/// metric changed.
fn at_pause(
    change: &mut MetricChange,
    j: &Judged,
    series: &FormSeries,
    beside: Option<&[f64]>,
    settings: &Settings,
) {
    if change.verdict <= Verdict::Possible
        || !jump::concerns(change.metric)
        || series.metric(change.metric).is_some_and(|m| m.family == SensorFamily::Imu)
            && series.steps.is_empty()
    {
        return;
    }
    let rows: &[Row] = &j.rows.rows;
    let left = &j.drift.left;
    let step_at = |k: usize| {
        let before = stats::median(left[k.saturating_sub(AROUND)..k].iter().copied())?;
        let after = stats::median(left[k..(k + AROUND).min(left.len())].iter().copied())?;
        Some(after - before)
    };
    let inner = AROUND / 2..rows.len().saturating_sub(AROUND / 2);
    let steps: Vec<f64> = inner.clone().filter_map(step_at).collect();
    let Some(usual) = stats::mad_sd(&steps) else { return };
    // Watches that go on recording while the runner stands have stops all the same.
    let stops = series.pauses.iter().filter(|p| p.end_s - p.start_s >= STOP_S);
    let stops = stops.filter(|p| {
        let same = |t: &f64| (t - p.end_s).abs() <= SAME_STOP_S;
        beside.is_none_or(|all| all.iter().any(same))
    });
    let after = stops.map(|p| rows.partition_point(|r| r.clock < p.end_s));
    let times = if beside.is_some() { STEP_BESIDE } else { STEP_USUAL };
    let found = after.filter(|k| inner.contains(k)).find_map(|k| {
        let step = step_at(k)?;
        let explains = step * j.drift.change > 0.0
            && step.abs() >= STEP_SHARE * j.drift.change.abs()
            && step.abs() >= settings.compare.balance_half_share * j.swc
            && step.abs() >= times * usual;
        explains.then_some((rows[k].clock, step))
    });
    if let Some((t_s, step)) = found {
        let step = if j.log { change.fresh_at_pace.unwrap_or(0.0) * step.exp_m1() } else { step };
        hold(change, Verdict::Possible, Caveat::ChangedAtPause { t_s, step });
        doubt_sensor(change, Confidence::Low);
    }
}

/// Readings that scatter so many times as much late as early are worth saying. Ours.
const NOISE_GREW: f64 = 1.8;

/// A sensor whose readings grow noisy tells of itself; so does a cadence that varies
/// more where other readings of the recording do as well.
fn noise(changes: &mut [(MetricChange, Option<Judged>)]) {
    let ratio = |j: &Judged| {
        let spread = |part: &[bool]| {
            // From row to row, so that a course is none.
            let steps: Vec<f64> = (1..part.len())
                .filter(|&i| part[i] && part[i - 1])
                .map(|i| j.drift.left[i] - j.drift.left[i - 1])
                .collect();
            stats::mad_sd(&steps)
        };
        Some(spread(&j.rows.late)? / spread(&j.rows.early)?)
    };
    let of_sensor: Vec<(Metric, f64)> = changes
        .iter()
        .filter(|(c, _)| c.metric.row().primary && c.metric != Metric::CadenceCv)
        .filter_map(|(c, j)| Some((c.metric, j.as_ref().and_then(ratio)?)))
        .filter(|(_, r)| *r >= NOISE_GREW)
        .collect();
    for (metric, ratio) in &of_sensor {
        for (c, _) in changes.iter_mut().filter(|(c, _)| c.metric == *metric) {
            c.caveats.push(Caveat::NoiseGrew { ratio: *ratio });
            doubt_sensor(c, Confidence::Moderate);
        }
    }
    if of_sensor.len() >= 2
        && let Some(worst) = of_sensor.iter().map(|r| r.1).max_by(f64::total_cmp)
    {
        for (c, _) in changes.iter_mut().filter(|(c, _)| spread_of_steps(c.metric)) {
            hold(c, Verdict::Possible, Caveat::NoiseGrew { ratio: worst });
            doubt_sensor(c, Confidence::Low);
        }
    }
}

fn spread_of_steps(metric: Metric) -> bool {
    matches!(metric, Metric::CadenceCv | Metric::StrideTimeCv)
}

/// An even slide (which takes a `long` run to tell), and a metric that moves while the
/// others exclude a change.
fn alone(changes: &mut [(MetricChange, Option<Judged>)], long: bool) {
    let measured = |c: &MetricChange| c.metric.row().primary && !c.estimated;
    let verdicts: Vec<(Metric, Verdict)> =
        changes.iter().filter(|(c, _)| measured(c)).map(|(c, _)| (c.metric, c.verdict)).collect();
    let cadence_holds = verdicts
        .iter()
        .find(|v| v.0 == Metric::Cadence)
        .is_some_and(|v| v.1 < Verdict::Possible && v.1 != Verdict::Insufficient);
    let moving: Vec<Metric> =
        verdicts.iter().filter(|v| v.1 >= Verdict::Possible).map(|v| v.0).collect();
    let still = verdicts.iter().filter(|v| v.1 == Verdict::Stable).count();
    for (c, j) in changes.iter_mut() {
        let Some(j) = j.as_ref().filter(|_| c.verdict >= Verdict::Likely) else { continue };
        if j.even && long && jump::concerns(c.metric) && cadence_holds {
            hold(c, Verdict::Likely, Caveat::EvenSlide);
            doubt_sensor(c, Confidence::Low);
        } else if j.even {
            hold(c, Verdict::Likely, Caveat::EvenDrift);
        }
        if moving == [c.metric] && still >= 2 && jump::concerns(c.metric) {
            hold(c, Verdict::Likely, Caveat::MovedAlone);
            doubt_sensor(c, Confidence::Moderate);
        }
    }
}

/// What a sensor shows before and after its readings jumped cannot be compared; a jump
/// of the balance alone concerns the balance alone.
fn after_a_jump(
    changes: &mut [(MetricChange, Option<Judged>)],
    series: &FormSeries,
    span: Span,
    settings: &Settings,
) {
    let least =
        |metric: &MetricSeries, level: f64| worthwhile(metric, level, &settings.compare.swc);
    let Some(found) = jump::find(series, span, &least) else { return };
    let balance = found.metric == Metric::ContactBalanceLeft;
    let (t_s, step) = (found.t, found.size);
    for (c, _) in changes.iter_mut() {
        if c.adjusted_change.is_none() {
            continue;
        }
        if balance && c.metric.adverse() == Adverse::Away {
            hold(c, Verdict::Possible, Caveat::BalanceJump { t_s, step });
            doubt_sensor(c, Confidence::Low);
        } else if !balance && jump::concerns(c.metric) {
            let caveat = Caveat::SensorJump { metric: found.metric, t_s, step };
            hold(c, Verdict::Insufficient, caveat);
            doubt_sensor(c, Confidence::Low);
        }
    }
}
