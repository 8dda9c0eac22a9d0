//! Watch series → [`FormSeries`]: one-second grid, believable values only,
//! derived metrics, pauses.

use ndarray::Array1;

use super::select::{self, Pick, pick, recorded};
use super::{FormSeries, GradeSource, Mask, MetricSeries, Sampling};
use crate::import::MAX_DURATION_S;
use crate::metrics::{Metric, derived};
use crate::recording::{Body, Note, Quantity, Recording, SensorFamily, Site, Span, WatchSeries};
use crate::settings::Settings;
use crate::stats;

/// Metrics that a watch records, in output order.
const RECORDED: [Metric; 6] = [
    Metric::Cadence,
    Metric::GroundContactTime,
    Metric::VerticalOscillation,
    Metric::VerticalRatio,
    Metric::StepLength,
    Metric::ContactBalanceLeft,
];

/// Puts a watch series on a one-second grid with cleaned and derived metrics.
///
/// Speed, altitude, distance and heart rate are interpolated linearly between
/// records; cadence and dynamics hold the last record (up to three usual
/// steps), which weights smart recording by time. Seconds in pauses and GPS
/// dropouts are masked; the rest of the mask is the segment room's work.
/// Slopes are left unknown here.
pub fn from_watch(
    recording: &Recording,
    watch: &WatchSeries,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> FormSeries {
    let grid = Grid::new(watch, settings);
    let n = grid.n;
    let covariate = |quantity, notes: &mut Vec<Note>| {
        pick(&watch.channels, quantity, settings.prefer, notes)
            .map_or_else(|| Array1::from_elem(n, f64::NAN), |p| grid.interpolate(&p.values))
    };
    let distance = from_zero(covariate(Quantity::Distance, notes));
    let mut speed = covariate(Quantity::Speed, notes);
    if !speed.iter().any(|v| v.is_finite()) {
        speed = speed_from_distance(&distance);
        if speed.iter().any(|v| v.is_finite()) {
            notes.push(Note::info(
                "speed_from_distance",
                "No speed field: speed was computed from the distance.",
            ));
        }
    }
    let altitude = covariate(Quantity::Altitude, notes);
    let heart_rate = covariate(Quantity::HeartRate, notes);

    let mut recorded_metrics: Vec<MetricSeries> = Vec::new();
    for metric in RECORDED {
        let Some(quantity) = recorded(metric) else { continue };
        if let Some(p) = pick(&watch.channels, quantity, settings.prefer, notes) {
            recorded_metrics.push(grid.metric(metric, &p));
        }
    }
    let family = |m| recorded_metrics.iter().find(|s| s.metric == m).map(|s| s.family);
    if family(Metric::VerticalRatio) != family(Metric::VerticalOscillation)
        && family(Metric::VerticalOscillation).is_some()
    {
        // The ratio of another sensor's oscillation: computed anew below.
        recorded_metrics.retain(|s| s.metric != Metric::VerticalRatio);
    }
    let mut mask = vec![Mask::NONE; n];
    let (mut pauses, mut notes_pauses) = pauses(watch, &grid, &speed, settings);
    notes.append(&mut notes_pauses);
    for span in &pauses {
        set(&mut mask, *span, Mask::PAUSE);
    }
    // Stops nobody marked: part of the active time, but not of the running.
    let stops = long_runs(n, settings.mask.stop_min_s as usize, |i| {
        mask[i].is_clear() && speed[i] < settings.mask.stop_speed_mps
    });
    let active = active_time(&mask);
    for span in stops {
        set(&mut mask, span, Mask::PAUSE);
        pauses.push(span);
    }
    pauses.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    mark_gps_dropouts(watch, &grid, settings, &mut mask);

    if let Some(contact) = recorded_metrics.iter().find(|m| m.metric == Metric::GroundContactTime) {
        for i in (0..n).filter(|&i| contact.values[i] > settings.gate.contact_ms[1]) {
            mask[i] = mask[i].with(Mask::NOT_RUNNING);
        }
    }
    clean(&mut recorded_metrics, settings, &grid, notes);
    let sides = select::sides(&watch.channels)
        .into_iter()
        .map(|(side, p)| {
            (side, believable(grid.metric(Metric::GroundContactTime, &p), settings.gate.contact_ms))
        })
        .collect();
    let mut series = FormSeries {
        sampling: Sampling::Seconds,
        t: Array1::from_iter((0..n).map(|i| i as f64)),
        dur: Array1::ones(n),
        active,
        speed,
        grade: covariate(Quantity::Grade, notes),
        heart_rate,
        distance,
        altitude,
        mask,
        metrics: recorded_metrics,
        sides,
        steps: Vec::new(),
        pauses,
        laps: watch.laps.clone(),
        grade_source: GradeSource::Unknown,
        record_step_s: grid.median_dt,
    };
    derive(&mut series, recording.body, settings);
    series
}

/// The one-second grid over irregular records.
struct Grid<'a> {
    time: &'a Array1<f64>,
    n: usize,
    median_dt: f64,
    /// Longest distance between records that is bridged, s.
    gap_s: f64,
    /// For each grid second the last record at or before it.
    last: Vec<usize>,
}

impl<'a> Grid<'a> {
    fn new(watch: &'a WatchSeries, settings: &Settings) -> Self {
        let time = &watch.time_s;
        let median_dt =
            stats::median(time.windows(2).into_iter().map(|w| w[1] - w[0])).unwrap_or(1.0);
        let gap_s = settings.mask.gap_min_s.max(settings.mask.gap_dt_factor * median_dt);
        // The import refuses longer recordings; this holds for any other caller.
        let duration = watch.duration_s().clamp(0.0, MAX_DURATION_S);
        let n = if time.is_empty() { 0 } else { duration.floor() as usize + 1 };
        let mut last = Vec::with_capacity(n);
        let mut j = 0;
        for i in 0..n {
            while j + 1 < time.len() && time[j + 1] <= i as f64 + 1e-6 {
                j += 1;
            }
            last.push(j);
        }
        Grid { time, n, median_dt, gap_s, last }
    }

    /// Holds the last record for up to three usual steps.
    fn hold(&self, values: &Array1<f64>) -> Array1<f64> {
        let cap = 3.0 * self.median_dt;
        Array1::from_iter(
            self.last
                .iter()
                .enumerate()
                .map(|(i, &j)| if i as f64 - self.time[j] < cap { values[j] } else { f64::NAN }),
        )
    }

    /// Linear between finite neighbours no further apart than a gap.
    fn interpolate(&self, values: &Array1<f64>) -> Array1<f64> {
        let mut out = Array1::from_elem(self.n, f64::NAN);
        let finite: Vec<usize> = (0..values.len()).filter(|&j| values[j].is_finite()).collect();
        let mut k = 0;
        for i in 0..self.n {
            let t = i as f64;
            while k + 1 < finite.len() && self.time[finite[k + 1]] <= t + 1e-6 {
                k += 1;
            }
            let Some(&a) = finite.get(k) else { break };
            if self.time[a] > t + 1e-6 {
                continue;
            }
            let (ta, va) = (self.time[a], values[a]);
            out[i] = match finite.get(k + 1) {
                _ if t - ta < 1e-6 => va,
                Some(&b) if self.time[b] - ta <= self.gap_s => {
                    va + (values[b] - va) * (t - ta) / (self.time[b] - ta)
                }
                _ if t - ta <= self.median_dt => va,
                _ => f64::NAN,
            };
        }
        out
    }

    fn metric(&self, metric: Metric, pick: &Pick) -> MetricSeries {
        let values = self.hold(&pick.values);
        MetricSeries {
            metric,
            unit: metric.unit(),
            source: pick.source.id.clone(),
            family: pick.family(),
            site: pick.site(),
            estimated: pick.estimated,
            resolution: 0.0,
            values,
        }
    }
}

/// Timer stops and gaps in the records.
fn pauses(
    watch: &WatchSeries,
    grid: &Grid,
    speed: &Array1<f64>,
    settings: &Settings,
) -> (Vec<Span>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut ignored = 0;
    for span in &watch.pauses {
        let from = span.start_s.max(0.0).floor() as usize;
        let to = (span.end_s.max(0.0).ceil() as usize).min(grid.n);
        let inside: Vec<f64> = (from..to)
            .filter(|&i| span.contains(i as f64) && grid.time[grid.last[i]] > span.start_s)
            .map(|i| speed[i])
            .collect();
        let running = inside.iter().filter(|v| **v > settings.gate.min_speed_mps).count();
        if running * 2 > inside.len() && running > 10 {
            ignored += 1; // records go on at running speed: no pause
        } else if span.duration_s() > 0.0 {
            spans.push(*span);
        }
    }
    if ignored > 0 {
        notes.push(Note::warning(
            "pause_contradicted",
            format!("{ignored} pause mark(s) were ignored: the recording goes on at running speed inside them."),
        ));
    }
    for (a, b) in grid.time.iter().zip(grid.time.iter().skip(1)) {
        if b - a > grid.gap_s {
            spans.push(Span { start_s: a + 1.0, end_s: *b });
        }
    }
    spans.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start_s <= last.end_s => last.end_s = last.end_s.max(span.end_s),
            _ => merged.push(span),
        }
    }
    (merged, notes)
}

fn set(mask: &mut [Mask], span: Span, reason: Mask) {
    let from = span.start_s.max(0.0).ceil() as usize;
    let to = (span.end_s.max(0.0).ceil() as usize).min(mask.len());
    for m in mask.iter_mut().take(to).skip(from) {
        *m = m.with(reason);
    }
}

/// Stretches of at least `min` samples for which `is` holds, as spans.
pub(crate) fn long_runs(n: usize, min: usize, is: impl Fn(usize) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for i in 0..=n {
        let inside = i < n && is(i);
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                if i - s >= min.max(1) {
                    spans.push(Span { start_s: s as f64, end_s: i as f64 });
                }
                start = None;
            }
            _ => {}
        }
    }
    spans
}

fn active_time(mask: &[Mask]) -> Array1<f64> {
    let mut active = 0.0;
    Array1::from_iter(mask.iter().map(|m| {
        let now = active;
        if !m.any(Mask::PAUSE) {
            active += 1.0;
        }
        now
    }))
}

/// Missing positions in a file that has positions, and the settling after them.
fn mark_gps_dropouts(watch: &WatchSeries, grid: &Grid, settings: &Settings, mask: &mut [Mask]) {
    let Some(latitude) = watch.first(Quantity::Latitude) else { return };
    if latitude.count() * 2 < watch.len() {
        return; // mostly indoors: positions say nothing about the speed's quality
    }
    let here = grid.hold(&latitude.values);
    for gap in long_runs(grid.n, settings.mask.gps_dropout_s as usize, |i| here[i].is_nan()) {
        set(
            mask,
            Span { start_s: gap.start_s, end_s: gap.end_s + settings.mask.after_gps_s },
            Mask::GPS,
        );
    }
}

/// Distance from the start of this recording: in multisport files the counter
/// goes on from the sport before.
fn from_zero(distance: Array1<f64>) -> Array1<f64> {
    let first = distance.iter().copied().find(|d| d.is_finite()).unwrap_or(0.0);
    distance - first
}

/// Speed as the slope of the distance over five seconds, m/s.
fn speed_from_distance(distance: &Array1<f64>) -> Array1<f64> {
    let n = distance.len();
    Array1::from_iter((0..n).map(|i| {
        let (a, b) = (i.saturating_sub(2), (i + 2).min(n.saturating_sub(1)));
        if b > a { (distance[b] - distance[a]) / (b - a) as f64 } else { f64::NAN }
    }))
}

/// Values outside the range become missing.
pub(super) fn believable(mut series: MetricSeries, [low, high]: [f64; 2]) -> MetricSeries {
    series.values.mapv_inplace(|v| if v >= low && v <= high { v } else { f64::NAN });
    series
}

/// Drops unbelievable values, balance defaults and stretches of a frozen sensor.
fn clean(metrics: &mut [MetricSeries], settings: &Settings, grid: &Grid, notes: &mut Vec<Note>) {
    let gate = &settings.gate;
    let get = |metrics: &[MetricSeries], m| {
        metrics.iter().find(|s| s.metric == m).map(|s| s.values.clone())
    };
    // Frozen sensor: contact and oscillation both stuck.
    let mut stuck: Vec<Span> = Vec::new();
    if let (Some(gct), Some(vo)) =
        (get(metrics, Metric::GroundContactTime), get(metrics, Metric::VerticalOscillation))
    {
        let same = |i: usize| i > 0 && gct[i] == gct[i - 1] && vo[i] == vo[i - 1];
        let min = gate.stuck_s.max(4.0 * grid.median_dt) as usize;
        stuck = long_runs(grid.n, min, same);
    }
    let mut default_balance = 0.0;
    for series in metrics.iter_mut() {
        let range = match series.metric {
            Metric::GroundContactTime => Some(gate.contact_ms),
            Metric::VerticalOscillation => Some(gate.oscillation_mm),
            Metric::VerticalRatio => Some(gate.vertical_ratio_pct),
            Metric::StepLength => Some(gate.step_length_m),
            Metric::ContactBalanceLeft => Some(gate.balance_pct),
            _ => None,
        };
        if series.metric == Metric::ContactBalanceLeft {
            let values = series.values.clone();
            let half = |i: usize| (values[i] - 50.0).abs() < 0.005;
            let min = gate.balance_default_s.max(2.0 * grid.median_dt) as usize;
            for span in long_runs(grid.n, min, half) {
                default_balance += span.duration_s();
                for i in span.start_s as usize..span.end_s as usize {
                    series.values[i] = f64::NAN;
                }
            }
        }
        if let Some([low, high]) = range {
            series.values.mapv_inplace(|v| if v >= low && v <= high { v } else { f64::NAN });
            for span in &stuck {
                for i in span.start_s as usize..span.end_s as usize {
                    series.values[i] = f64::NAN;
                }
            }
        }
        series.resolution = stats::resolution(&series.values.to_vec());
    }
    let n = grid.n.max(1) as f64;
    let frozen: f64 = stuck.iter().map(Span::duration_s).sum();
    if frozen > 0.0 {
        notes.push(
            Note::warning("sensor_frozen", format!("Running dynamics repeat the same values for {frozen:.0} s; those seconds were left out."))
                .with_share(frozen / n),
        );
    }
    // The reader of the file may have said so already.
    if default_balance > 0.0 && !notes.iter().any(|n| n.code == "balance_default") {
        notes.push(
            Note::info(
                "balance_default",
                format!("The balance reads exactly 50.00 for {default_balance:.0} s, a start-up default; those seconds were left out."),
            )
            .with_share(default_balance / n),
        );
    }
}

/// Adds what follows from the recorded metrics.
pub(super) fn derive(series: &mut FormSeries, body: Body, settings: &Settings) {
    let n = series.len();
    let mass = settings.runner.mass_kg.or(body.mass_kg);
    let height = settings.runner.height_m.or(body.height_m);
    let values = |series: &FormSeries, m| series.metric(m).map(|s| s.values.clone());
    let add = |series: &mut FormSeries,
               metric: Metric,
               unit,
               source: String,
               from: &[Metric],
               v: Array1<f64>| {
        if !v.iter().any(|x| x.is_finite()) {
            return;
        }
        let parent = from
            .iter()
            .filter_map(|m| series.metric(*m))
            .find(|s| s.site != Site::Unknown || s.family != SensorFamily::Native);
        let (family, site) =
            parent.map_or((SensorFamily::Native, Site::Unknown), |p| (p.family, p.site));
        series.metrics.push(MetricSeries {
            metric,
            unit,
            source,
            family,
            site,
            estimated: true,
            resolution: 0.0,
            values: v,
        });
    };
    let cadence = values(series, Metric::Cadence);
    if let Some(cadence) = &cadence {
        if series.metric(Metric::StepLength).is_none() {
            let v = Array1::from_iter((0..n).map(|i| {
                let sl = derived::step_length_m(series.speed[i], cadence[i]);
                let [low, high] = settings.gate.step_length_m;
                if sl >= low && sl <= high { sl } else { f64::NAN }
            }));
            add(
                series,
                Metric::StepLength,
                "m",
                "derived:speed*60/cadence".into(),
                &[Metric::Cadence],
                v,
            );
        }
        if let Some(contact) = values(series, Metric::GroundContactTime) {
            let flight =
                Array1::from_iter((0..n).map(|i| derived::flight_time_ms(cadence[i], contact[i])));
            let duty =
                Array1::from_iter((0..n).map(|i| derived::duty_factor_pct(cadence[i], contact[i])));
            let model: Vec<Option<derived::SpringMass>> =
                (0..n).map(|i| derived::spring_mass(contact[i], flight[i])).collect();
            let from = [Metric::GroundContactTime, Metric::Cadence];
            add(
                series,
                Metric::FlightTime,
                "ms",
                "derived:60000/cadence-contact".into(),
                &from,
                flight,
            );
            add(series, Metric::DutyFactor, "%", "derived:contact/stride time".into(), &from, duty);
            let (scale, unit) = mass.map_or((1.0, "1/s²"), |m| (m / 1000.0, "kN/m"));
            let kv = Array1::from_iter(
                (0..n).map(|i| model[i].map_or(f64::NAN, |m| m.vertical_stiffness_per_kg * scale)),
            );
            add(
                series,
                Metric::VerticalStiffness,
                unit,
                "derived:spring-mass (Morin 2005)".into(),
                &from,
                kv,
            );
            if let Some(height) = height {
                let leg = derived::LEG_SHARE_OF_HEIGHT * height;
                let kl = Array1::from_iter((0..n).map(|i| {
                    model[i]
                        .and_then(|m| {
                            derived::leg_stiffness_per_kg(m, contact[i], series.speed[i], leg)
                        })
                        .map_or(f64::NAN, |k| k * scale)
                }));
                add(
                    series,
                    Metric::LegStiffness,
                    unit,
                    "derived:spring-mass (Morin 2005)".into(),
                    &from,
                    kl,
                );
            }
        }
    }
    if series.metric(Metric::VerticalRatio).is_none()
        && let (Some(vo), Some(sl)) =
            (values(series, Metric::VerticalOscillation), values(series, Metric::StepLength))
    {
        let [low, high] = settings.gate.vertical_ratio_pct;
        let v = Array1::from_iter((0..n).map(|i| {
            let vr = derived::vertical_ratio_pct(vo[i], sl[i]);
            if vr >= low && vr <= high { vr } else { f64::NAN }
        }));
        add(
            series,
            Metric::VerticalRatio,
            "%",
            "derived:oscillation/step length".into(),
            &[Metric::VerticalOscillation],
            v,
        );
    }
}
