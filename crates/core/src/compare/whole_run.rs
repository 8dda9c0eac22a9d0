//! The comparison of a whole run: every metric's change at equal speed and slope by
//! the model of drift, with its verdict.

use super::caveats::{self, Caveat};
use super::changes::{Depth, compare_windows};
use super::drift::{self, Drifted, EffectsBehind, Model, Rows, Unfit, prior, wander};
use super::effects::of_runner;
use super::fatigue;
use super::grounds::{OnGround, by_ground};
use super::hold_back::settle_step_length;
use super::judge::{confidence, verdict};
use super::onset::{Course, Residual, course};
use super::rows::{self, RowStat};
use super::slope::{Slope, speed_power};
use super::stretches::stretches;
use super::verdict::{families, is_adverse, worthwhile};
use super::{
    Comparison, CoursePoint, GroundChange, MetricChange, MetricRow, MetricRows, Reason, Status,
    Stretch, Verdict, WindowsCheck,
};
use crate::metrics::Metric;
use crate::recording::Span;
use crate::segment::{Phase, Whole, Windows, level_windows};
use crate::series::{FormSeries, GradeSource, MetricSeries};
use crate::settings::{Covariate, Settings};
use crate::stats;

/// The fit of one metric, and what it was made from.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) drift: Drifted,
    pub(super) rows: Rows,
    model: Model,
    /// Smallest worthwhile change on the model's scale.
    pub(super) swc: f64,
    /// On the logarithm?
    pub(super) log: bool,
    /// A line explains the course as well as any bend.
    pub(super) even: bool,
    /// From the level at the model's speed to that at the reference speed.
    shift: f64,
}

/// What is known of the run as a whole.
pub(super) struct Run<'a> {
    series: &'a FormSeries,
    windows: &'a Windows,
    whole: Whole,
    /// Speed of the levels, m/s; `None` where the speed is not known.
    reference: Option<f64>,
    depth: Depth,
    settings: &'a Settings,
}

/// Compares the late with the early part of a whole run.
///
/// What is deeper than `depth` is left out.
pub(super) fn compare_whole(
    series: &FormSeries,
    windows: &Windows,
    whole: Whole,
    depth: Depth,
    settings: &Settings,
) -> (Comparison, Vec<MetricRows>) {
    let run = Run { depth, ..Run::of(series, windows, whole, settings) };
    let evidence = fatigue::evidence(series, windows, settings);
    let list = rows::comparable(series);
    let mut changes: Vec<(MetricChange, Option<Judged>)> =
        list.iter().map(|(metric, stat)| run.change(metric, *stat)).collect();
    run.judge(&mut changes);
    let check = if depth == Depth::All { run.check_by_windows(&mut changes) } else { None };
    let told = |m: &MetricChange| m.verdict > Verdict::Insufficient;
    if !changes.iter().any(|(m, _)| told(m))
        && let Some((windows, rows)) = check.filter(|(c, _)| c.metrics.iter().any(told))
    {
        return (windows_only(windows), rows);
    }
    let rows = changes.iter().map(|(c, j)| run.chart_rows(c, j.as_ref())).collect();
    let metrics: Vec<MetricChange> = changes.into_iter().map(|(c, _)| c).collect();
    let compared = metrics.iter().any(|m| m.adjusted_change.is_some());
    let comparison = Comparison {
        status: if compared { Status::Compared } else { Status::NotComparable },
        reason: (!compared).then(|| {
            metrics.iter().find_map(|m| m.reason.clone()).unwrap_or(Reason::NoFormRecorded)
        }),
        mode: windows.mode,
        fatigue_evidence: evidence.level,
        fatigue_signs: evidence.signs,
        decoupling_pct: evidence.decoupling_pct,
        reference_speed_mps: run.reference,
        valid_fresh_s: windows.valid_fresh_s,
        valid_fatigued_s: windows.valid_fatigued_s,
        metrics,
    };
    (comparison, rows)
}

/// A usual spread of cadence below this many worthwhile changes is that of a field that
/// hardly ever moves. Ours.
const LEAST_SPREAD_SWC: f64 = 0.5;

/// A change that slides from the first minutes on has come this far ... Ours.
const SLID_SHARE: f64 = 0.25;
/// ... at this share of the run. Ours.
const SLID_AT: f64 = 0.4;

/// Whether a good part of the change has come well before the middle of the run, as in
/// an even slide.
fn slides(drift: &Drifted) -> bool {
    let at = drift.course.as_ref().map_or(0.0, |c| c.at(SLID_AT));
    at * drift.change.signum() >= SLID_SHARE * drift.change.abs()
}

/// Whether a change that matters is still within the interval that is told.
fn could_matter(change: &MetricChange) -> bool {
    let (Some([low, high]), Some(swc)) = (change.ci95, change.swc) else { return false };
    low < -swc || high > swc
}

/// The windows' comparison in the place of the whole run's: said so, and no more than likely.
fn windows_only(mut comparison: Comparison) -> Comparison {
    for m in &mut comparison.metrics {
        m.caveats.push(Caveat::WindowsOnly);
        m.verdict = m.verdict.min(Verdict::Likely);
        m.confidence = m.adjusted_change.map(|_| super::Confidence::Low);
        m.confidence_reason = m.adjusted_change.map(|_| super::ConfidenceReason::WindowsOnly);
    }
    comparison
}

/// A pace that was run: the row nearest to the median of both parts, on ground that
/// is nearly level where there is enough of it.
fn reference_speed(series: &FormSeries, windows: &Windows) -> Option<f64> {
    let inside = |i: &usize| {
        windows.valid[*i] && matches!(windows.phase[*i], Phase::Fresh | Phase::Fatigued)
    };
    let of = |level: bool| -> Vec<f64> {
        (0..series.len())
            .filter(inside)
            .filter(|&i| !level || series.grade[i].is_nan() || series.grade[i].abs() <= 2.0)
            .map(|i| series.speed[i])
            .filter(|v| v.is_finite())
            .collect()
    };
    let (level, all) = (of(true), of(false));
    // Ten minutes of level running say what its pace is.
    let speeds = if level.len() >= 600 || all.is_empty() { level } else { all };
    let middle = stats::median(speeds.iter().copied())?;
    speeds.into_iter().min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()))
}

impl<'a> Run<'a> {
    /// A run that was cut for the model; `None` where it was not.
    pub(super) fn new(
        series: &'a FormSeries,
        windows: &'a Windows,
        settings: &'a Settings,
    ) -> Option<Run<'a>> {
        Some(Run::of(series, windows, windows.whole?, settings))
    }

    fn of(
        series: &'a FormSeries,
        windows: &'a Windows,
        whole: Whole,
        settings: &'a Settings,
    ) -> Run<'a> {
        let reference = reference_speed(series, windows);
        Run { series, windows, whole, reference, depth: Depth::All, settings }
    }

    /// Whether the speed is known.
    pub(super) fn has_speed(&self) -> bool {
        self.reference.is_some()
    }

    /// Rows of a metric with their parts.
    pub(super) fn rows(&self, metric: &MetricSeries, stat: RowStat) -> Rows {
        let Run { series, windows, whole, settings, .. } = self;
        let limit = settings.compare.stiffness_grade_pct;
        let steep = matches!(metric.metric, Metric::VerticalStiffness | Metric::LegStiffness);
        let counts = |i: usize| windows.valid[i] && !(steep && series.grade[i].abs() > limit);
        drift::rows(series, whole, metric, stat, &counts, &settings.drift)
    }

    /// What the model is told of a metric, and the smallest worthwhile change on its scale.
    pub(super) fn model(
        &self,
        metric: &MetricSeries,
        stat: RowStat,
        rows: &Rows,
    ) -> Option<(Model, f64)> {
        let Run { series, settings, .. } = self;
        let typical = stats::median(rows.rows.iter().map(|r| r.value))?;
        let log = metric.metric.log_scale();
        let mut known = prior(metric.metric, self.reference.unwrap_or(3.0), typical);
        for (k, of) in [(0, Covariate::Speed), (2, Covariate::Up), (4, Covariate::Down)] {
            let general = Slope { value: known.mean[k], se: known.sd[k] };
            let own = of_runner(Some(general), metric, of, 1.0, &settings.compare.effects);
            if let Some(own) = own {
                (known.mean[k], known.sd[k]) = (own.value, own.se);
            }
        }
        let scale = if log { typical.abs().max(1e-9) } else { 1.0 };
        let swc = worthwhile(metric, typical, &settings.compare.swc).map(|swc| swc / scale);
        // Where nothing is known to matter, a twentieth of the value stands in.
        let swc = swc.unwrap_or(if log { 0.05 } else { 0.05 * typical.abs().max(1e-9) });
        let unknown = if self.reference.is_none() {
            known.mean[0].hypot(known.sd[0]) * settings.drift.unknown_pace
        } else if series.grade_source == GradeSource::Unknown {
            known.sd[2] * settings.drift.unknown_grade_pct
        } else {
            0.0
        };
        let wander = wander(metric.metric, swc);
        let floor = stat.resolution(metric) / 12f64.sqrt() / scale;
        let formula = speed_power(metric.metric);
        Some((Model { log, formula, prior: known, swc, wander, unknown, floor }, swc))
    }

    /// Change of one metric without its verdict, and the fit behind it.
    fn change(&self, metric: &MetricSeries, stat: RowStat) -> (MetricChange, Option<Judged>) {
        let rows = self.rows(metric, stat);
        let as_run = |part: &[bool]| {
            stats::median(rows.rows.iter().zip(part).filter(|(_, is)| **is).map(|(r, _)| r.value))
        };
        let (fresh, fatigued) = (as_run(&rows.early), as_run(&rows.late));
        let mut change = MetricChange {
            raw_change: fresh.zip(fatigued).map(|(a, b)| b - a),
            fresh,
            fatigued,
            estimated: metric.estimated,
            ..MetricChange::new(metric.metric, metric.unit, &metric.source)
        };
        match self.fit(metric, stat, rows) {
            Ok(judged) => {
                self.describe(&mut change, &judged, metric);
                (change, Some(judged))
            }
            Err(reason) => {
                change.reason = Some(reason);
                (change, None)
            }
        }
    }

    fn fit(&self, metric: &MetricSeries, stat: RowStat, rows: Rows) -> Result<Judged, Reason> {
        let settings = self.settings;
        let Some((model, swc)) = self.model(metric, stat, &rows) else {
            return Err(Reason::ValuesOdd);
        };
        let typical = stats::median(rows.rows.iter().map(|r| r.value)).unwrap_or(f64::NAN);
        // Whole numbers that hardly ever change have no spread to speak of.
        if stat == RowStat::Cv && typical < LEAST_SPREAD_SWC * swc {
            return Err(Reason::ValuesOdd);
        }
        let drift = drift::whole_run(&rows.rows, &rows.early, &rows.late, &model, &settings.drift)
            .map_err(|unfit| match unfit {
                Unfit::FewRows { early, late, .. } => Reason::FewRows {
                    fresh: early,
                    fatigued: late,
                    needed: settings.drift.min_part_rows,
                },
                Unfit::Singular => Reason::ValuesOdd,
            })?;
        let shift = self.reference.map_or(0.0, |v| {
            let x = (v / drift.v_ref).ln();
            let formula = model.formula * if model.log { 1.0 } else { typical };
            drift.slopes[0] * x + drift.slopes[1] * x * x + formula * x
        });
        let even = drift.straight && slides(&drift);
        Ok(Judged { drift, rows, model, swc, log: model.log, even, shift })
    }

    /// Puts the numbers of a fit into the document's units.
    fn describe(&self, change: &mut MetricChange, j: &Judged, metric: &MetricSeries) {
        let d = &j.drift;
        let level = d.early_level + j.shift;
        let level = if j.log { level.exp() } else { level };
        let unit = |v: f64| if j.log { level * v.exp_m1() } else { v };
        change.fresh_at_pace = Some(level);
        change.fatigued_at_pace = Some(level + unit(d.change));
        change.adjusted_change = Some(unit(d.change));
        // Shares of next to nothing say nothing.
        change.adjusted_change_pct =
            Some(100.0 * unit(d.change) / level).filter(|_| j.log || level.abs() > j.swc);
        // By the slope of the exponential at the change, on the logarithmic scale.
        change.se = Some(if j.log { level * d.change.exp() * d.se } else { d.se });
        change.ci95 = Some([unit(d.change - d.half), unit(d.change + d.half)]);
        change.swc = worthwhile(metric, level, &self.settings.compare.swc);
        change.mdc = Some(if j.log { level * d.half } else { d.half });
        change.effects_behind = d.behind.map(|b| EffectsBehind { level, ..b });
        change.n_eff = Some(d.n_eff);
        change.slope_share = Some(d.slope_share);
        change.support = Some(d.support);
        let points = d.course.as_ref().map_or_else(Vec::new, |c| c.points());
        change.course = points
            .iter()
            .map(|p| {
                let (t_s, distance_m) = self.place(p.t);
                let band = 1.96 * p.se;
                CoursePoint {
                    t_s,
                    distance_m,
                    change: unit(p.value),
                    band95: [unit(p.value - band), unit(p.value + band)],
                }
            })
            .collect();
        if self.reference.is_none() {
            change.caveats.push(Caveat::UnknownPace);
        } else if self.series.grade_source == GradeSource::Unknown {
            change.caveats.push(Caveat::UnknownSlope);
        }
        if !j.rows.whole_parts {
            change.caveats.push(Caveat::PartlyRecorded);
        }
    }

    /// Clock and distance at a time on feet.
    fn place(&self, active: f64) -> (f64, Option<f64>) {
        let series = self.series;
        let at = series.active.as_slice().map_or(0, |a| a.partition_point(|v| *v < active));
        let at = at.min(series.len().saturating_sub(1));
        (series.t[at], Some(series.distance[at]).filter(|d| d.is_finite()))
    }

    /// Verdicts, confidence, beginnings, grounds and caveats.
    fn judge(&self, changes: &mut [(MetricChange, Option<Judged>)]) {
        let p: Vec<(Metric, Option<f64>)> =
            changes.iter().map(|(c, j)| (c.metric, j.as_ref().map(|j| j.drift.p))).collect();
        let significant = families(&p, self.settings.compare.fdr);
        let active = self.series.active.last().copied().unwrap_or(0.0);
        for ((c, j), significant) in changes.iter_mut().zip(significant) {
            let Some(j) = j else { continue };
            let unknown_pace = self.reference.is_none().then_some(j.model.unknown);
            let (level, why) = confidence(&j.drift, j.swc, active, unknown_pace, self.settings);
            (c.confidence, c.confidence_reason) = (Some(level), why);
            if c.swc.is_none() {
                c.reason = Some(Reason::NoWorthwhileSize);
                continue;
            }
            c.verdict = verdict(&j.drift, j.swc, significant, self.settings);
            // In the metric's own unit an interval on the logarithm reaches further up.
            if c.verdict == Verdict::Stable && could_matter(c) {
                c.verdict = Verdict::Undecided;
            }
            if self.reference.is_none() {
                c.verdict = c.verdict.min(Verdict::Likely);
            }
            if c.verdict == Verdict::Insufficient {
                c.reason = Some(Reason::TooNoisy);
            }
            c.adverse = is_adverse(c.metric, c.adjusted_change.unwrap_or(0.0), c.fresh_at_pace);
            if self.depth >= Depth::Dated {
                self.date(c, j);
            }
            if self.depth == Depth::All && c.metric.row().primary && c.metric != Metric::CadenceCv {
                self.grounds(c, j);
            }
        }
        settle_step_length(changes);
        let span = self
            .windows
            .fresh
            .zip(self.windows.fatigued)
            .map(|(a, b)| Span { start_s: a.start_s, end_s: b.end_s });
        caveats::apply(changes, self.series, span, self.settings);
    }

    /// When a change began: by the break search where it is a sharp step, otherwise by
    /// the draws of the course.
    fn date(&self, c: &mut MetricChange, j: &mut Judged) {
        if c.verdict < Verdict::Likely {
            return;
        }
        let rows = &j.rows.rows;
        let phase = |i: usize| match (j.rows.early[i], j.rows.late[i]) {
            (true, _) => Phase::Fresh,
            (_, true) => Phase::Fatigued,
            _ => Phase::Middle,
        };
        let left: Vec<Residual> = (0..rows.len())
            .map(|i| Residual { t: rows[i].clock, phase: phase(i), value: j.drift.left[i] })
            .collect();
        let sign = j.drift.change.signum();
        let found = course(&left, j.drift.lag, sign, &self.settings.compare);
        let straight = j.drift.straight || found == Course::EvenDrift;
        j.even = straight && slides(&j.drift);
        if j.even {
            return;
        }
        let by_draws = || {
            let course = j.drift.course.as_ref()?;
            course.begin(sign, 0.5 * j.swc, &self.settings.drift)
        };
        let (t, ci95) = match found {
            Course::Onset(o) if o.sharp => (o.t, o.ci95),
            _ => match by_draws() {
                Some(b) => (self.place(b.t).0, b.ci95.map(|t| self.place(t).0)),
                None => return,
            },
        };
        let metres = |t: f64| self.metres(t);
        c.onset_s = Some(t);
        c.onset_ci95_s = Some(ci95);
        c.onset_m = metres(t);
        c.onset_ci95_m = metres(ci95[0]).zip(metres(ci95[1])).map(|(a, b)| [a, b]);
    }

    fn grounds(&self, c: &mut MetricChange, j: &Judged) {
        let Some(level) = c.fresh_at_pace else { return };
        let unit = |v: f64| if j.log { level * v.exp_m1() } else { v };
        c.grounds = by_ground(&j.rows, &j.model, &self.settings.drift)
            .into_iter()
            .map(|OnGround { ground, change, half, early_s, late_s }| GroundChange {
                ground,
                change: unit(change),
                ci95: [unit(change - half), unit(change + half)],
                fresh_s: early_s,
                fatigued_s: late_s,
            })
            .collect();
        let found = stretches(
            &j.rows,
            &j.drift,
            &self.series.laps,
            &|t| self.metres(t),
            &self.settings.drift,
        );
        c.stretches = found
            .into_iter()
            .map(|s| Stretch { change: unit(s.change), ci95: s.ci95.map(unit), ..s })
            .collect();
    }

    /// Metres from the start at a moment.
    fn metres(&self, t: f64) -> Option<f64> {
        let at = self.series.t.as_slice()?.partition_point(|v| *v < t);
        let at = at.min(self.series.len().saturating_sub(1));
        Some(self.series.distance[at]).filter(|d| d.is_finite())
    }

    /// The same change between windows of level running, where they can be compared.
    fn check_by_windows(
        &self,
        changes: &mut [(MetricChange, Option<Judged>)],
    ) -> Option<(Comparison, Vec<MetricRows>)> {
        let windows = level_windows(self.series, self.settings);
        if windows.refusal.is_some() {
            return None;
        }
        let (check, rows) = compare_windows(self.series, &windows, self.settings);
        for (c, _) in changes {
            let Some(m) = check.metrics.iter().find(|m| m.metric == c.metric) else { continue };
            c.windows_check = m.adjusted_change.zip(m.ci95).map(|(change, ci95)| WindowsCheck {
                mode: check.mode,
                change,
                ci95,
                matched_change: m.matched_change,
                verdict: m.verdict,
            });
            (c.matched_change, c.matched_s) = (m.matched_change, m.matched_s);
        }
        (check.status == Status::Compared).then_some((check, rows))
    }

    /// The rows of a metric, as it was and at the reference speed on level ground.
    fn chart_rows(&self, c: &MetricChange, j: Option<&Judged>) -> MetricRows {
        let empty = Rows::default();
        let rows = j.map_or(&empty, |j| &j.rows);
        MetricRows {
            metric: c.metric,
            levels: c.fresh_at_pace.zip(c.fatigued_at_pace).map(|(a, b)| [a, b]),
            rows: rows
                .rows
                .iter()
                .enumerate()
                .map(|(i, r)| MetricRow {
                    start_s: r.clock,
                    phase: match (rows.early[i], rows.late[i]) {
                        (true, _) => Phase::Fresh,
                        (_, true) => Phase::Fatigued,
                        _ => Phase::Middle,
                    },
                    speed_mps: r.speed,
                    value: r.value,
                    adjusted: j.map(|j| {
                        let at = j.drift.left[i] + j.shift;
                        if j.log { at.exp() } else { at }
                    }),
                })
                .collect(),
        }
    }
}
