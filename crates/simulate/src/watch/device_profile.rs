//! The watch: how it smooths, rounds, disturbs and loses what it measures.

use serde::{Deserialize, Serialize};

/// A watch with its sensors. The default is a recent 1 Hz watch with a chest
/// strap: full running dynamics, barometric altitude.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Device {
    /// How often it records.
    pub recorder: Recorder,
    /// Time constant of the moving average over speed, cadence and dynamics, s; 4–8 s.
    pub smoothing_s: f64,
    /// Contact, oscillation, ratio and step length are measured.
    pub dynamics: bool,
    /// Balance is measured (needs a chest strap or pod).
    pub balance: bool,
    /// Constant error of contact time, ms; 0 to −20 for straps and pods.
    pub contact_bias_ms: f64,
    /// Random error of each field.
    pub noise: Noise,
    /// Steps in which values are written.
    pub resolution: Resolution,
    /// Altitude drift of the barometer, m/h; 1–3.
    pub altitude_drift_m_per_h: f64,
    /// Stretches in which speed is lost.
    pub speed_dropouts: SpeedDropouts,
    /// Behaviour after start and pauses.
    pub transients: Transients,
    /// Creeping error of the sensor.
    pub drift: SensorDrift,
    /// Another sensor takes over mid-run.
    pub switch: Option<DeviceSwitch>,
    /// Progress (0..1) from which no dynamics come any more.
    pub dynamics_vanish_at: Option<f64>,
}

impl Default for Device {
    fn default() -> Self {
        Device {
            recorder: Recorder::EverySecond,
            smoothing_s: 5.0,
            dynamics: true,
            balance: true,
            contact_bias_ms: 0.0,
            noise: Noise::default(),
            resolution: Resolution::default(),
            altitude_drift_m_per_h: 1.5,
            speed_dropouts: SpeedDropouts::default(),
            transients: Transients::default(),
            drift: SensorDrift::default(),
            switch: None,
            dynamics_vanish_at: None,
        }
    }
}

impl Device {
    /// A watch without any error: records are the truth.
    pub fn perfect() -> Self {
        Device {
            smoothing_s: 0.0,
            noise: Noise::none(),
            resolution: Resolution::exact(),
            altitude_drift_m_per_h: 0.0,
            transients: Transients::none(),
            ..Device::default()
        }
    }
}

/// When a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recorder {
    /// 1 Hz.
    #[default]
    EverySecond,
    /// Irregularly, drawn evenly between the two; real files show 3–7 s.
    Smart {
        /// Shortest step, s.
        min_s: u32,
        /// Longest step, s.
        max_s: u32,
    },
}

/// Gaussian AR(1) noise of one field.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldNoise {
    /// Standard deviation, in the field's unit.
    pub sd: f64,
    /// Correlation from one second to the next, 0 ≤ φ < 1.
    pub phi: f64,
}

impl FieldNoise {
    /// Noise of this SD and correlation.
    pub const fn new(sd: f64, phi: f64) -> Self {
        FieldNoise { sd, phi }
    }
}

/// Random error of every field, added after smoothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Noise {
    /// Speed, m/s; GPS 0.08–0.25.
    pub speed: FieldNoise,
    /// Altitude, m; barometer under 1, GPS about 5.
    pub altitude: FieldNoise,
    /// Heart rate, bpm.
    pub heart_rate: FieldNoise,
    /// Cadence, spm.
    pub cadence: FieldNoise,
    /// Ground contact time, ms; 2–4.
    pub contact: FieldNoise,
    /// Vertical oscillation, mm.
    pub oscillation: FieldNoise,
    /// Left share of contact time, percentage points; 0.2–0.4.
    pub balance: FieldNoise,
    /// Step length, m, on top of what speed and cadence bring.
    pub step_length: FieldNoise,
}

impl Default for Noise {
    fn default() -> Self {
        Noise {
            speed: FieldNoise::new(0.10, 0.9),
            altitude: FieldNoise::new(0.3, 0.95),
            heart_rate: FieldNoise::new(0.8, 0.8),
            cadence: FieldNoise::new(1.2, 0.85),
            contact: FieldNoise::new(3.0, 0.9),
            oscillation: FieldNoise::new(1.5, 0.9),
            balance: FieldNoise::new(0.3, 0.9),
            step_length: FieldNoise::new(0.008, 0.8),
        }
    }
}

impl Noise {
    /// No noise anywhere.
    pub fn none() -> Self {
        let zero = FieldNoise::new(0.0, 0.0);
        Noise {
            speed: zero,
            altitude: zero,
            heart_rate: zero,
            cadence: zero,
            contact: zero,
            oscillation: zero,
            balance: zero,
            step_length: zero,
        }
    }

    /// Every field with its name, for checks.
    pub fn fields(&self) -> [(&'static str, FieldNoise); 8] {
        [
            ("speed", self.speed),
            ("altitude", self.altitude),
            ("heart_rate", self.heart_rate),
            ("cadence", self.cadence),
            ("contact", self.contact),
            ("oscillation", self.oscillation),
            ("balance", self.balance),
            ("step_length", self.step_length),
        ]
    }
}

/// Smallest step of each written value; 0 writes the full number. Positions
/// always come in those of FIT (1 cm). The defaults
/// are those of the FIT profile, which [`to_fit`](super::to_fit) cannot go below.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Resolution {
    /// Speed, m/s.
    pub speed_mps: f64,
    /// Distance, m.
    pub distance_m: f64,
    /// Altitude, m.
    pub altitude_m: f64,
    /// Heart rate, bpm.
    pub heart_rate_bpm: f64,
    /// Cadence, spm (half a stride per minute = 1).
    pub cadence_spm: f64,
    /// Ground contact time, ms.
    pub contact_ms: f64,
    /// Vertical oscillation, mm.
    pub oscillation_mm: f64,
    /// Vertical ratio, %.
    pub ratio_pct: f64,
    /// Balance, %.
    pub balance_pct: f64,
    /// Step length, m.
    pub step_length_m: f64,
}

impl Default for Resolution {
    fn default() -> Self {
        Resolution {
            speed_mps: 0.001,
            distance_m: 0.01,
            altitude_m: 0.2,
            heart_rate_bpm: 1.0,
            cadence_spm: 1.0,
            contact_ms: 0.1,
            oscillation_mm: 0.1,
            ratio_pct: 0.01,
            balance_pct: 0.01,
            step_length_m: 0.001,
        }
    }
}

impl Resolution {
    /// No rounding.
    pub fn exact() -> Self {
        Resolution {
            speed_mps: 0.0,
            distance_m: 0.0,
            altitude_m: 0.0,
            heart_rate_bpm: 0.0,
            cadence_spm: 0.0,
            contact_ms: 0.0,
            oscillation_mm: 0.0,
            ratio_pct: 0.0,
            balance_pct: 0.0,
            step_length_m: 0.0,
        }
    }
}

/// Loss of GPS speed: the record holds no speed and distance stands still.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct SpeedDropouts {
    /// How often, per hour on average.
    pub per_hour: f64,
    /// Length of each, s.
    pub for_s: f64,
}

/// What the watch writes while its sensors settle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Transients {
    /// No dynamics for so long after the start, s.
    pub dynamics_missing_s: f64,
    /// Balance of exactly 50.00 for so long after the start and each pause, s.
    pub balance_default_s: f64,
    /// Cadence and dynamics of before the pause for so long after it, s.
    pub stale_after_pause_s: f64,
}

impl Default for Transients {
    fn default() -> Self {
        Transients { dynamics_missing_s: 8.0, balance_default_s: 0.0, stale_after_pause_s: 3.0 }
    }
}

impl Transients {
    /// Settled from the first record on.
    pub fn none() -> Self {
        Transients { dynamics_missing_s: 0.0, balance_default_s: 0.0, stale_after_pause_s: 0.0 }
    }
}

/// Error that grows evenly with elapsed time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct SensorDrift {
    /// Contact time, ms/h.
    pub contact_ms_per_h: f64,
    /// Oscillation, mm/h.
    pub oscillation_mm_per_h: f64,
    /// Left share of contact, percentage points per hour.
    pub balance_pp_per_h: f64,
}

/// From `at` on the dynamics come from another sensor with another constant error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceSwitch {
    /// Progress, 0..1.
    pub at: f64,
    /// Contact of the second sensor minus the first, ms (real pairs: −29 to +36).
    pub contact_ms: f64,
    /// Oscillation of the second sensor minus the first, mm.
    pub oscillation_mm: f64,
    /// Left share of the second sensor minus the first, percentage points.
    pub balance_pp: f64,
}
