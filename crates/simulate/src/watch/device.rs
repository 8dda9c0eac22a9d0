//! What the watch writes of the run.

use ndarray::Array1;
use rand::RngExt;

use super::super::noise::{Ar1, generator};
use super::world::{Gait, Second};
use super::{Device, FieldNoise, Form, Recorder, WatchProfile};
use crate::recording::{
    Body, Channel, Data, Quantity, Recording, Source, Span, Sport, Start, WatchSeries,
};

/// Name the device gives itself.
pub(super) const DEVICE_NAME: &str = "runform simulated watch";
/// Laps are closed by the kilometre.
const LAP_M: f64 = 1000.0;
/// Below this speed the runner stands: cadence 0, no dynamics (ours).
const STANDING_MPS: f64 = 0.8;
/// Metres per degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// Steps of a position per degree in FIT (semicircles).
const STEPS_PER_DEGREE: f64 = 2_147_483_648.0 / 180.0;
/// First random stream of the device; the world uses those below.
const STREAM: u64 = 16;

/// One record. NaN is missing.
#[derive(Debug, Clone, Copy)]
struct Row {
    time_s: f64,
    distance_m: f64,
    speed_mps: f64,
    altitude_m: f64,
    latitude_deg: f64,
    longitude_deg: f64,
    heart_rate_bpm: f64,
    cadence_spm: f64,
    contact_ms: f64,
    oscillation_mm: f64,
    ratio_pct: f64,
    balance_pct: f64,
    step_length_m: f64,
}

type Getter = fn(&Row) -> f64;

/// Channels of the recording: quantity, FIT field, value.
const CHANNELS: [(Quantity, &str, Getter); 12] = [
    (Quantity::Distance, "fit:distance", |r| r.distance_m),
    (Quantity::Speed, "fit:enhanced_speed", |r| r.speed_mps),
    (Quantity::Altitude, "fit:enhanced_altitude", |r| r.altitude_m),
    (Quantity::Latitude, "fit:position_lat", |r| r.latitude_deg),
    (Quantity::Longitude, "fit:position_long", |r| r.longitude_deg),
    (Quantity::HeartRate, "fit:heart_rate", |r| r.heart_rate_bpm),
    (Quantity::Cadence, "fit:cadence", |r| r.cadence_spm),
    (Quantity::GroundContactTime, "fit:stance_time", |r| r.contact_ms),
    (Quantity::VerticalOscillation, "fit:vertical_oscillation", |r| r.oscillation_mm),
    (Quantity::VerticalRatio, "fit:vertical_ratio", |r| r.ratio_pct),
    (Quantity::ContactBalanceLeft, "fit:stance_time_balance", |r| r.balance_pct),
    (Quantity::StepLength, "fit:step_length", |r| r.step_length_m),
];

/// The recording such a watch makes of this run.
pub(super) fn record(profile: &WatchProfile, seconds: &[Second]) -> Recording {
    let rows = Watch::new(profile).rows(seconds);
    let channels = CHANNELS
        .iter()
        .map(|&(quantity, field, get)| Channel {
            quantity,
            source: Source::native(field),
            values: rows.iter().map(get).collect(),
        })
        .filter(|c| c.count() > 0)
        .collect();
    // A pause that lasts to the end is no part of the recording.
    let end_s = rows.last().map_or(0.0, |r| r.time_s);
    let kept = seconds.iter().take_while(|s| s.time_s <= end_s).count();
    let seconds = seconds.get(..kept).unwrap_or(seconds);
    let series = WatchSeries {
        time_s: rows.iter().map(|r| r.time_s).collect::<Array1<f64>>(),
        channels,
        pauses: stretches(seconds, Gait::Paused),
        timer_known: false,
        laps: laps(seconds),
    };
    Recording {
        format: "simulated",
        device: Some(DEVICE_NAME.into()),
        sport: Sport::Running { sub: profile.course.label.clone() },
        title: Some(profile.name.clone()),
        start: Some(Start::Instant { at: profile.start, utc_offset_s: Some(profile.utc_offset_s) }),
        body: Body::default(),
        data: Data::Watch(series),
        mappings: Vec::new(),
        notes: Vec::new(),
    }
}

/// Stretches spent in one gait.
fn stretches(seconds: &[Second], gait: Gait) -> Vec<Span> {
    seconds
        .chunk_by(|a, b| a.gait == b.gait)
        .filter_map(|part| part.first().zip(part.last()))
        .filter(|(first, _)| first.gait == gait)
        .map(|(first, last)| Span { start_s: first.time_s, end_s: last.time_s + 1.0 })
        .collect()
}

/// One span per kilometre, the last one as far as it got.
fn laps(seconds: &[Second]) -> Vec<Span> {
    let mut laps = Vec::new();
    let mut start_s = 0.0;
    for second in seconds {
        if second.distance_m >= (laps.len() + 1) as f64 * LAP_M {
            laps.push(Span { start_s, end_s: second.time_s });
            start_s = second.time_s;
        }
    }
    if let Some(last) = seconds.last().filter(|s| s.time_s > start_s) {
        laps.push(Span { start_s, end_s: last.time_s });
    }
    laps
}

/// Exponential moving average, started by its first value.
#[derive(Debug, Default)]
struct Average(Option<f64>);

impl Average {
    fn take(&mut self, weight: f64, value: f64) -> f64 {
        let now = self.0.map_or(value, |old| old + weight * (value - old));
        self.0 = Some(now);
        now
    }
}

/// Moving averages of what is smoothed.
#[derive(Debug, Default)]
struct Averages {
    speed: Average,
    cadence: Average,
    contact: Average,
    oscillation: Average,
    balance: Average,
}

/// Noise of every field.
#[derive(Debug)]
struct Disturbance {
    speed: Ar1,
    altitude: Ar1,
    heart_rate: Ar1,
    cadence: Ar1,
    contact: Ar1,
    oscillation: Ar1,
    balance: Ar1,
    step_length: Ar1,
}

/// The watch while it records.
struct Watch<'a> {
    profile: &'a WatchProfile,
    device: &'a Device,
    noise: Disturbance,
}

impl<'a> Watch<'a> {
    fn new(profile: &'a WatchProfile) -> Self {
        let n = &profile.device.noise;
        let make = |k: u64, f: FieldNoise| Ar1::new(profile.seed, STREAM + k, f.sd, f.phi);
        let noise = Disturbance {
            speed: make(0, n.speed),
            altitude: make(1, n.altitude),
            heart_rate: make(2, n.heart_rate),
            cadence: make(3, n.cadence),
            contact: make(4, n.contact),
            oscillation: make(5, n.oscillation),
            balance: make(6, n.balance),
            step_length: make(7, n.step_length),
        };
        Watch { profile, device: &profile.device, noise }
    }

    fn rows(mut self, seconds: &[Second]) -> Vec<Row> {
        let device = self.device;
        let mut timing = generator(self.profile.seed, STREAM + 8);
        let mut dropouts = generator(self.profile.seed, STREAM + 9);
        let dropout_chance = (device.speed_dropouts.per_hour / 3600.0).clamp(0.0, 1.0);
        let mut lost_until = f64::NEG_INFINITY;
        let mut rows: Vec<Row> = Vec::with_capacity(seconds.len());
        let mut averages = Averages::default();
        let (mut resumed_s, mut due_s) = (0.0, 0.0);
        let mut before_pause: Option<Row> = None;
        let mut paused = false;
        let end_s = seconds.last().map_or(0.0, |s| s.time_s);
        for second in seconds {
            if second.gait == Gait::Paused {
                paused = true;
                continue;
            }
            let t = second.time_s;
            if paused {
                paused = false;
                (resumed_s, due_s) = (t, t);
                before_pause = rows.last().copied();
                averages = Averages::default();
            }
            let mut row = self.measure(second, &mut averages);
            self.settle(&mut row, t - resumed_s, before_pause.as_ref());
            if dropout_chance > 0.0 && dropouts.random::<f64>() < dropout_chance {
                lost_until = t + device.speed_dropouts.for_s;
            }
            if t < lost_until {
                row.speed_mps = f64::NAN;
                row.step_length_m = f64::NAN;
                row.ratio_pct = f64::NAN;
                row.distance_m = rows.last().map_or(row.distance_m, |r| r.distance_m);
            }
            if t < due_s && t < end_s {
                continue;
            }
            due_s = t + match device.recorder {
                Recorder::EverySecond => 1.0,
                Recorder::Smart { min_s, max_s } => {
                    f64::from(timing.random_range(min_s..=max_s.max(min_s)))
                }
            };
            rows.push(row);
        }
        rows
    }

    /// One second as the sensors see it.
    fn measure(&mut self, second: &Second, averages: &mut Averages) -> Row {
        let (profile, device) = (self.profile, self.device);
        let (runner, fatigue) = (&profile.runner, &profile.fatigue);
        let form = match second.gait {
            Gait::Walking => Form::walking(runner, second.speed_mps),
            _ => Form::running(runner, fatigue, second.speed_mps, second.grade_pct, second.fatigue),
        };
        let weight =
            if device.smoothing_s > 0.0 { 1.0 - (-1.0 / device.smoothing_s).exp() } else { 1.0 };
        let hours = second.time_s / 3600.0;
        let switch = device.switch.filter(|s| second.progress >= s.at);
        let after_switch =
            |pick: fn(&super::DeviceSwitch) -> f64| switch.as_ref().map_or(0.0, pick);
        let noise = &mut self.noise;
        let speed = (averages.speed.take(weight, form.speed_mps) + noise.speed.step()).max(0.0);
        let cadence = averages.cadence.take(weight, form.cadence_spm) + noise.cadence.step();
        let contact = averages.contact.take(weight, form.contact_ms)
            + noise.contact.step()
            + device.contact_bias_ms
            + device.drift.contact_ms_per_h * hours
            + after_switch(|s| s.contact_ms);
        let oscillation = averages.oscillation.take(weight, form.oscillation_mm)
            + noise.oscillation.step()
            + device.drift.oscillation_mm_per_h * hours
            + after_switch(|s| s.oscillation_mm);
        let balance = averages.balance.take(weight, form.balance_left_pct)
            + noise.balance.step()
            + device.drift.balance_pp_per_h * hours
            + after_switch(|s| s.balance_pp);
        let step_length = speed * 60.0 / cadence + noise.step_length.step();
        let altitude =
            second.altitude_m + device.altitude_drift_m_per_h * hours + noise.altitude.step();
        let heart_noise = noise.heart_rate.step();

        let standing = second.speed_mps < STANDING_MPS;
        let gone = device.dynamics_vanish_at.is_some_and(|at| second.progress >= at);
        let measured = device.dynamics && !standing && !gone;
        let locked = profile.heart.cadence_lock.is_some_and(|b| b.contains(second.time_s));
        let heart = if locked { cadence } else { second.heart_rate_bpm + heart_noise };
        let treadmill = profile.course.label.as_deref() == Some("treadmill");
        let (latitude, longitude) = self.position(second.distance_m, treadmill);
        let steps = &device.resolution;
        Row {
            time_s: second.time_s,
            distance_m: to_step(second.distance_m, steps.distance_m),
            speed_mps: to_step(speed, steps.speed_mps),
            altitude_m: given(!treadmill, to_step(altitude, steps.altitude_m)),
            latitude_deg: to_step(latitude, 1.0 / STEPS_PER_DEGREE),
            longitude_deg: to_step(longitude, 1.0 / STEPS_PER_DEGREE),
            heart_rate_bpm: given(profile.heart.recorded, to_step(heart, steps.heart_rate_bpm)),
            cadence_spm: if standing { 0.0 } else { to_step(cadence, steps.cadence_spm) },
            contact_ms: given(measured, to_step(contact, steps.contact_ms)),
            oscillation_mm: given(measured, to_step(oscillation, steps.oscillation_mm)),
            ratio_pct: given(
                measured && step_length > 0.0,
                to_step(oscillation / (10.0 * step_length), steps.ratio_pct),
            ),
            balance_pct: given(
                measured && device.balance,
                to_step(balance.clamp(0.0, 100.0), steps.balance_pct),
            ),
            step_length_m: given(
                measured && step_length > 0.0,
                to_step(step_length, steps.step_length_m),
            ),
        }
    }

    /// Start-up values and what is left over from before a pause.
    fn settle(&self, row: &mut Row, since_resume_s: f64, before_pause: Option<&Row>) {
        let transients = &self.device.transients;
        if since_resume_s < transients.balance_default_s && row.balance_pct.is_finite() {
            row.balance_pct = 50.0;
        }
        match before_pause {
            Some(old) if since_resume_s < transients.stale_after_pause_s => {
                row.cadence_spm = old.cadence_spm;
                row.contact_ms = old.contact_ms;
                row.oscillation_mm = old.oscillation_mm;
                row.ratio_pct = old.ratio_pct;
                row.step_length_m = old.step_length_m;
                if transients.balance_default_s <= 0.0 {
                    row.balance_pct = old.balance_pct;
                }
            }
            None if since_resume_s < transients.dynamics_missing_s => {
                row.contact_ms = f64::NAN;
                row.oscillation_mm = f64::NAN;
                row.ratio_pct = f64::NAN;
                row.step_length_m = f64::NAN;
                row.balance_pct = f64::NAN;
            }
            _ => {}
        }
    }

    /// Place on the fictitious round track, degrees.
    fn position(&self, distance_m: f64, treadmill: bool) -> (f64, f64) {
        match self.profile.course.track_lap_m {
            Some(lap_m) if !treadmill => {
                let radius = lap_m / std::f64::consts::TAU / METRES_PER_DEGREE;
                let (sin, cos) = (std::f64::consts::TAU * distance_m / lap_m).sin_cos();
                (radius * sin, radius * cos)
            }
            _ => (f64::NAN, f64::NAN),
        }
    }
}

fn given(present: bool, value: f64) -> f64 {
    if present { value } else { f64::NAN }
}

/// Rounds to a multiple of `step`; 0 leaves the value alone. Divides by the
/// whole number of steps per unit, as decoders of scaled integers do, so that
/// 248.3 is the same double on both ways.
fn to_step(value: f64, step: f64) -> f64 {
    if step > 0.0 {
        let per_unit = 1.0 / step;
        (value * per_unit).round() / per_unit + 0.0 // + 0.0: no negative zero
    } else {
        value
    }
}
