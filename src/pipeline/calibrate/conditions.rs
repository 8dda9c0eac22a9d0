//! Kinds of runs beyond the level run at even pace: hills, fades, progressions,
//! intervals, walking breaks, short runs, a speed that lags, form that wanders for
//! minutes, a sensor that is moved at a stop.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::metrics::Metric;
use crate::series::FormSeries;
use crate::simulate::watch::{
    Bout, Fatigue, FatigueCurve, FieldNoise, Form, Intervals, Pacing, Plan, Runner, Terrain,
    WatchProfile, named,
};

/// Rise of contact time where form changes, %: two smallest worthwhile changes.
const RISE_PCT: f64 = 5.0;

/// A kind of run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    build: fn(&mut WatchProfile),
    /// What happens to the samples afterwards.
    fault: Fault,
}

/// What the watch or the runner's body does beyond the simulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// The speed comes this many seconds late.
    Lag(usize),
    /// Form wanders: time constant in s, and SD of contact in hundredths of a per cent;
    /// cadence 0.6, oscillation 1.5 and balance 0.25 points per 1 % of contact.
    Wander(u32, u32),
    /// The strap is moved at the stop: contact +8 ms, oscillation +6 mm.
    Moved,
}

const fn kind(name: &'static str, build: fn(&mut WatchProfile), fault: Fault) -> Kind {
    Kind { name, build, fault }
}

/// All of them.
pub(super) const KINDS: [Kind; 17] = [
    kind("flat", |_| {}, Fault::None),
    kind("treadmill", treadmill, Fault::None),
    kind("rolling 3 %", |p| hills(p, 3.0, 900.0), Fault::None),
    kind("repeats of 12 %", |p| hills(p, 12.0, 1600.0), Fault::None),
    kind("climb, then descent", |p| turn(p, 5.0), Fault::None),
    kind("descent, then climb", |p| turn(p, -5.0), Fault::None),
    kind(
        "fade of 15 %",
        |p| p.pacing.plan = Plan::Slowing { by_pct: 15.0, from: 0.0 },
        Fault::None,
    ),
    kind(
        "progression of 15 %",
        |p| p.pacing.plan = Plan::Progressive { by_pct: 15.0, from: 0.0 },
        Fault::None,
    ),
    kind("marathon that fades by 18 %", marathon, Fault::None),
    kind("intervals", intervals, Fault::None),
    kind("run-walk", run_walk, Fault::None),
    kind("25 min", |p| p.duration_s = 1500.0, Fault::None),
    kind("15 min", |p| p.duration_s = 900.0, Fault::None),
    kind("speed 8 s late", |p| hills(p, 3.0, 900.0), Fault::Lag(8)),
    kind("wander as on real runs", |_| {}, Fault::Wander(180, 100)),
    kind("strong wander of 10 min", |_| {}, Fault::Wander(600, 120)),
    kind("strap moved at a stop", stop, Fault::Moved),
];

fn treadmill(p: &mut WatchProfile) {
    p.course.label = Some("treadmill".into());
    p.device.noise.speed = FieldNoise::new(0.02, 0.9);
    p.pacing.wander_sd_mps = 0.01;
}

fn hills(p: &mut WatchProfile, grade_pct: f64, wavelength_m: f64) {
    p.course.terrain = Terrain::Rolling { grade_pct, wavelength_m };
    p.pacing.slope_slowing_pct = 2.5;
}

fn turn(p: &mut WatchProfile, first_pct: f64) {
    p.course.terrain = Terrain::Turn { first_pct, then_pct: -first_pct, at: 0.5 };
    p.pacing.slope_slowing_pct = 2.0;
}

fn marathon(p: &mut WatchProfile) {
    p.duration_s = 12_600.0;
    p.pacing.plan = Plan::Slowing { by_pct: 18.0, from: 0.5 };
}

fn intervals(p: &mut WatchProfile) {
    let plan = Intervals { work_s: 180.0, rest_s: 120.0, work_speed: 1.25, rest_speed: 0.9 };
    p.pacing = Pacing {
        plan: Plan::Intervals(plan),
        warm_up_s: 600.0,
        cool_down_s: 480.0,
        ..p.pacing.clone()
    };
}

fn run_walk(p: &mut WatchProfile) {
    let bouts = (p.duration_s / 300.0) as usize;
    p.breaks.walks =
        (1..bouts).map(|k| Bout { at_s: 300.0 * k as f64 - 60.0, for_s: 60.0 }).collect();
}

fn stop(p: &mut WatchProfile) {
    p.breaks.pauses = vec![Bout { at_s: (0.48 * p.duration_s).round(), for_s: 120.0 }];
}

/// What happens to form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing.
    None,
    /// Contact time rises from 45 % to 80 % of the run.
    Ramp,
    /// Contact time rises at once.
    Step,
}

impl Change {
    pub(super) const ALL: [Change; 3] = [Change::None, Change::Ramp, Change::Step];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Change::None => "no change",
            Change::Ramp => "ramp",
            Change::Step => "step",
        }
    }
}

/// Effects of speed as far apart as runners are (evenly over mean ± 1.73 SD).
pub(super) fn draw_effects(runner: &mut Runner, draw: &mut dyn FnMut(f64, f64) -> f64) {
    runner.contact_speed_exponent = draw(-0.80, -0.04);
    runner.cadence_speed_exponent = draw(-0.07, 0.31);
    runner.balance_speed_pp = draw(-0.46, 0.46);
    set_oscillation_exponent(runner, draw(-0.32, 0.52));
}

/// Lets oscillation follow this power of the speed.
pub(in crate::pipeline) fn set_oscillation_exponent(runner: &mut Runner, exponent: f64) {
    // What the spring-mass relation gives by itself is taken off.
    runner.oscillation_speed_extra = 0.0;
    let ln_at = |share: f64| {
        let speed = share * runner.speed_mps;
        Form::running(runner, &Fatigue::default(), speed, 0.0, 0.0).oscillation_mm.ln()
    };
    let by_itself = (ln_at(1.05) - ln_at(0.95)) / (1.05f64 / 0.95).ln();
    runner.oscillation_speed_extra = exponent - by_itself;
}

impl Kind {
    /// The run of this seed: a runner drawn from what is known of runners.
    pub(super) fn profile(&self, change: Change, seed: u64) -> WatchProfile {
        let mut p = named("fresh").unwrap_or_default().varied(seed);
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0xd51f7);
        let mut draw = |low: f64, high: f64| rng.random_range(low..=high);
        p.duration_s = (60.0 * draw(45.0, 110.0)).round();
        // Evenly over mean ± 1.73 SD of the priors.
        draw_effects(&mut p.runner, &mut draw);
        p.runner.contact_grade_pct = draw(-0.5, 1.2);
        p.runner.cadence_grade_pct = draw(-0.4, 0.4);
        let at = draw(0.35, 0.75);
        let curve = match change {
            Change::None => FatigueCurve::None,
            Change::Ramp => FatigueCurve::Linear { from: 0.45, to: 0.8 },
            Change::Step => FatigueCurve::Step { at },
        };
        let contact_pct = if change == Change::None { 0.0 } else { RISE_PCT };
        p.fatigue = Fatigue { curve, contact_pct, ..Fatigue::default() };
        (self.build)(&mut p);
        p
    }

    /// What watch and body add to the samples.
    pub(super) fn disturb(&self, series: &mut FormSeries, seed: u64) {
        match self.fault {
            Fault::None => {}
            Fault::Lag(s) => {
                let before = series.speed.clone();
                for i in 0..series.len() {
                    series.speed[i] = before[i.saturating_sub(s)];
                }
            }
            Fault::Wander(tau_s, hundredths) => wander(series, seed, tau_s, hundredths),
            Fault::Moved => {
                let Some(at) = series.pauses.iter().map(|p| p.end_s).reduce(f64::max) else {
                    return;
                };
                let t = series.t.clone();
                for metric in &mut series.metrics {
                    let step = match metric.metric {
                        Metric::GroundContactTime => 8.0,
                        Metric::VerticalOscillation => 6.0,
                        _ => continue,
                    };
                    for (v, t) in metric.values.iter_mut().zip(&t) {
                        *v += if *t >= at { step } else { 0.0 };
                    }
                }
            }
        }
    }
}

/// Lets form wander: time constant in s, SD of contact in hundredths of a per cent.
pub(in crate::pipeline) fn wander(series: &mut FormSeries, seed: u64, tau_s: u32, hundredths: u32) {
    let sd = f64::from(hundredths) / 10_000.0;
    for (k, metric) in (0u64..).zip(&mut series.metrics) {
        let share = match metric.metric {
            Metric::Cadence => 0.6,
            Metric::VerticalOscillation => 1.5,
            Metric::ContactBalanceLeft => 0.25 / 50.0 * 100.0,
            _ => 1.0,
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ (k << 40) ^ 0xa11d);
        let phi = (-1.0 / f64::from(tau_s)).exp();
        let step = (1.0 - phi * phi).sqrt();
        let mut x = normal(&mut rng);
        for v in &mut metric.values {
            *v *= (sd * share * x).exp();
            x = phi * x + step * normal(&mut rng);
        }
    }
}

/// A standard normal draw (Box and Muller 1958).
pub(in crate::pipeline) fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let u: f64 = rng.random_range(f64::EPSILON..1.0);
    let v: f64 = rng.random_range(0.0..1.0);
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}
