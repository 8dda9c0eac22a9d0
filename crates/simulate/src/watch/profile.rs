//! Everything that can be chosen about a simulated watch run.
//!
//! Values come from the literature where a source is named (author year), and
//! are ours where it says so.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::device_profile::Device;

/// A run to simulate. Missing keys take the value of [`WatchProfile::default`]:
/// a steady, level run of 90 minutes by a fresh runner with a good watch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WatchProfile {
    /// Name for the truth file and the title of the recording.
    pub name: String,
    /// Seed of every random number.
    pub seed: u64,
    /// Moment of the first record.
    pub start: Timestamp,
    /// Local time minus UTC, s.
    pub utc_offset_s: i32,
    /// Elapsed time from first to last record including pauses, s (whole seconds).
    pub duration_s: f64,
    /// The runner when fresh, at base speed on level ground.
    pub runner: Runner,
    /// What tiredness does to form and speed.
    pub fatigue: Fatigue,
    /// How fast the runner chooses to run.
    pub pacing: Pacing,
    /// Ground.
    pub course: Course,
    /// Pauses and walking.
    pub breaks: Breaks,
    /// Heart rate.
    pub heart: Heart,
    /// The watch.
    pub device: Device,
}

impl Default for WatchProfile {
    fn default() -> Self {
        WatchProfile {
            name: "custom".into(),
            seed: 1,
            start: Timestamp::constant(1_735_718_400, 0), // 2025-01-01T08:00:00Z
            utc_offset_s: 3600,
            duration_s: 5400.0,
            runner: Runner::default(),
            fatigue: Fatigue::default(),
            pacing: Pacing::default(),
            course: Course::default(),
            breaks: Breaks::default(),
            heart: Heart::default(),
            device: Device::default(),
        }
    }
}

/// Form of the fresh runner and how it follows speed and slope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Runner {
    /// Base speed v0, m/s.
    pub speed_mps: f64,
    /// Cadence at base speed, steps of both feet per minute.
    pub cadence_spm: f64,
    /// Ground contact time at base speed, ms.
    pub contact_ms: f64,
    /// What the site adds to the oscillation of the centre of mass, mm. The
    /// chest moves 10–20 mm more than the spring-mass model says (Watari 2016: +16 to +18).
    pub oscillation_site_offset_mm: f64,
    /// Left share of contact time, %.
    pub balance_left_pct: f64,
    /// ∂ln cadence / ∂ln v; prior 0.15 ± 0.07 (ours, from speed norms).
    pub cadence_speed_exponent: f64,
    /// ∂ln contact / ∂ln v; prior −0.65 ± 0.15 (ours, from speed norms).
    pub contact_speed_exponent: f64,
    /// ∂ln oscillation / ∂ln v on top of what the spring-mass relation gives. Real
    /// recordings lie below that relation by 0.1 on average, and differ by 0.2.
    pub oscillation_speed_extra: f64,
    /// Left share of contact time per m/s above base speed, percentage points.
    pub balance_speed_pp: f64,
    /// Cadence per slope, % per %; 0 → 7 % slope raises it by 4 % (Padulo 2013).
    pub cadence_grade_pct: f64,
    /// Contact per slope, % per %, opposite downhill (Vernillo 2017; size ours).
    pub contact_grade_pct: f64,
}

impl Default for Runner {
    fn default() -> Self {
        Runner {
            speed_mps: 3.1,
            cadence_spm: 172.0,
            contact_ms: 248.0,
            oscillation_site_offset_mm: 12.0,
            balance_left_pct: 50.2,
            cadence_speed_exponent: 0.15,
            contact_speed_exponent: -0.65,
            oscillation_speed_extra: 0.0,
            balance_speed_pp: 0.0,
            cadence_grade_pct: 0.57,
            contact_grade_pct: 0.4,
        }
    }
}

/// Fatigue q(s) over progress s = elapsed time / duration, and the changes at q = 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Fatigue {
    /// Course of q from 0 (fresh) to 1 (plateau).
    pub curve: FatigueCurve,
    /// Cadence at matched speed, %. Simulated studies: −5 to +3.
    pub cadence_pct: f64,
    /// Ground contact time at matched speed, %. Meta-analysis 2024: about +4 to +5.
    pub contact_pct: f64,
    /// Oscillation at matched speed on top of what the spring-mass relation
    /// gives for the changed contact and cadence, %.
    pub oscillation_extra_pct: f64,
    /// Left share of contact time, percentage points.
    pub balance_pp: f64,
    /// Speed, %. Negative slows.
    pub speed_pct: f64,
}

impl Fatigue {
    /// Whether form at matched speed changes at all.
    pub fn changes_form(&self) -> bool {
        let sizes =
            [self.cadence_pct, self.contact_pct, self.oscillation_extra_pct, self.balance_pp];
        self.curve != FatigueCurve::None && sizes.iter().any(|x| *x != 0.0)
    }
}

/// Course of fatigue over progress s (0 at the start, 1 at the end).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FatigueCurve {
    /// q = 0 throughout.
    #[default]
    None,
    /// 0 until `from`, then straight up to 1 at `to`.
    Linear {
        /// Onset, progress.
        from: f64,
        /// Plateau, progress.
        to: f64,
    },
    /// 0 until `from`, then (e^(rate·x) − 1)/(e^rate − 1) up to 1 at the end.
    Exponential {
        /// Onset, progress.
        from: f64,
        /// How late the rise is; 3 is half-way at 79 % of the rise.
        rate: f64,
    },
    /// 0 before `at`, 1 from then on.
    Step {
        /// Onset, progress.
        at: f64,
    },
}

impl FatigueCurve {
    /// q at progress `s`, within 0..1.
    pub fn at(self, s: f64) -> f64 {
        let rise = |from: f64, to: f64| ((s - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
        match self {
            FatigueCurve::None => 0.0,
            FatigueCurve::Linear { from, to } => rise(from, to),
            FatigueCurve::Exponential { from, rate } => {
                let x = rise(from, 1.0);
                if rate.abs() < 1e-9 { x } else { (rate * x).exp_m1() / rate.exp_m1() }
            }
            FatigueCurve::Step { at } => f64::from(u8::from(s >= at)),
        }
    }

    /// Progress at which q leaves 0.
    pub fn onset(self) -> Option<f64> {
        match self {
            FatigueCurve::None => None,
            FatigueCurve::Linear { from, .. } | FatigueCurve::Exponential { from, .. } => {
                Some(from)
            }
            FatigueCurve::Step { at } => Some(at),
        }
    }
}

/// Chosen speed, apart from fatigue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pacing {
    /// The plan.
    pub plan: Plan,
    /// Warm-up: speed rises in a line to the plan for this long, s.
    pub warm_up_s: f64,
    /// Speed at the start of the warm-up, share of the plan.
    pub warm_up_from: f64,
    /// Cool-down at the end, s.
    pub cool_down_s: f64,
    /// Speed in the cool-down, share of base speed.
    pub cool_down_speed: f64,
    /// Wandering of speed (Ornstein–Uhlenbeck), SD in m/s.
    pub wander_sd_mps: f64,
    /// Its time constant, s.
    pub wander_tau_s: f64,
    /// Slowing per slope, % per % (and as much faster downhill).
    pub slope_slowing_pct: f64,
}

impl Default for Pacing {
    fn default() -> Self {
        Pacing {
            plan: Plan::Constant,
            warm_up_s: 480.0,
            warm_up_from: 0.88,
            cool_down_s: 0.0,
            cool_down_speed: 0.75,
            wander_sd_mps: 0.06,
            wander_tau_s: 40.0,
            slope_slowing_pct: 0.0,
        }
    }
}

/// A pace plan.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Plan {
    /// Base speed throughout.
    Constant,
    /// Slows in a line from progress `from` to `by_pct` below base speed at the end.
    Slowing {
        /// Loss at the end, %.
        by_pct: f64,
        /// Progress from which speed falls.
        from: f64,
    },
    /// Speeds up in a line from progress `from` to `by_pct` above base speed at the end.
    Progressive {
        /// Gain at the end, %.
        by_pct: f64,
        /// Progress from which speed rises.
        from: f64,
    },
    /// Work and rest in turn between warm-up and cool-down.
    Intervals(Intervals),
}

/// Work and rest bouts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervals {
    /// Length of a work bout, s.
    pub work_s: f64,
    /// Length of a rest bout, s.
    pub rest_s: f64,
    /// Speed at work, share of base speed.
    pub work_speed: f64,
    /// Speed at rest, share of base speed.
    pub rest_speed: f64,
}

/// The ground.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Course {
    /// Slopes.
    pub terrain: Terrain,
    /// Altitude of the start, m.
    pub start_altitude_m: f64,
    /// `treadmill`, `trail`, … as the watch labels the run; none for a road run.
    /// A treadmill has neither altitude nor position.
    pub label: Option<String>,
    /// Length of one lap of the fictitious circular track around 0° N 0° E, m;
    /// without it the recording holds no positions.
    pub track_lap_m: Option<f64>,
}

/// Slope along the way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Terrain {
    /// Level.
    #[default]
    Flat,
    /// Sine waves of the ground.
    Rolling {
        /// Steepest slope, %.
        grade_pct: f64,
        /// From top to top, m.
        wavelength_m: f64,
    },
    /// Rolling in the first half (by time), level after.
    HillyFirstHalf {
        /// Steepest slope, %.
        grade_pct: f64,
        /// From top to top, m.
        wavelength_m: f64,
    },
    /// Level in the first half (by time), rolling after.
    HillySecondHalf {
        /// Steepest slope, %.
        grade_pct: f64,
        /// From top to top, m.
        wavelength_m: f64,
    },
    /// One steady slope, then another from progress `at` on.
    Turn {
        /// The first slope, %; negative is downhill.
        first_pct: f64,
        /// The slope after it, %.
        then_pct: f64,
        /// Progress at which it changes.
        at: f64,
    },
    /// Level, then one steady slope from progress `from` on.
    Climb {
        /// Slope, %; negative is downhill.
        grade_pct: f64,
        /// Progress at which it begins.
        from: f64,
    },
}

/// Interruptions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Breaks {
    /// Stretches with the timer stopped: no records.
    pub pauses: Vec<Bout>,
    /// Walking, recorded.
    pub walks: Vec<Bout>,
}

/// A stretch of elapsed time, whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bout {
    /// Begin, s of elapsed time.
    pub at_s: f64,
    /// Length, s.
    pub for_s: f64,
}

impl Bout {
    /// Whether the second `t` lies in it.
    pub fn contains(&self, t: f64) -> bool {
        t >= self.at_s && t < self.at_s + self.for_s
    }
}

/// Heart rate: a first-order answer to effort, with drift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Heart {
    /// Whether the watch records it.
    pub recorded: bool,
    /// At rest, bpm.
    pub rest_bpm: f64,
    /// Settled at base speed on level ground when fresh, bpm.
    pub running_bpm: f64,
    /// Time constant, s; 30–45 s.
    pub tau_s: f64,
    /// Drift at the same effort, % per hour; 0–12.
    pub drift_pct_per_h: f64,
    /// Stretch in which the optical sensor locks onto the cadence.
    pub cadence_lock: Option<Bout>,
}

impl Default for Heart {
    fn default() -> Self {
        Heart {
            recorded: true,
            rest_bpm: 58.0,
            running_bpm: 150.0,
            tau_s: 38.0,
            drift_pct_per_h: 1.0,
            cadence_lock: None,
        }
    }
}
