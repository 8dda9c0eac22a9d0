//! What can be wrong with a sensor and with the file it writes.

use serde::{Deserialize, Serialize};

/// Faults of a sensor; the default is a good sensor, neatly mounted, with the
/// noise of a current chip. Sizes in brackets are what real sensors show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// How the sensor sits on the body.
    pub mount: Mount,
    /// Axes not at right angles: cross-talk, % (1).
    pub misalignment_pct: f64,
    /// Acceleration too large by, % (2).
    pub acc_gain_pct: f64,
    /// Constant error of every acceleration axis, random sign, m/s² (0–0.15).
    pub acc_bias_mps2: f64,
    /// White noise of the acceleration, SD, m/s² (0.02–0.4).
    pub acc_noise_mps2: f64,
    /// Angular velocity too large by, %.
    pub gyro_gain_pct: f64,
    /// Constant error of every gyro axis, random sign, deg/s (0–3).
    pub gyro_bias_dps: f64,
    /// Random walk of the gyro bias, deg/s after a minute (0.05).
    pub gyro_walk_dps: f64,
    /// White noise of the angular velocity, SD, deg/s (0.05–1).
    pub gyro_noise_dps: f64,
    /// Resolution of both over their ranges, bits (12–16); 0 does not round.
    pub bits: u32,
    /// Range of the accelerometer, g (2–200).
    pub acc_range_g: f64,
    /// Range of the gyro, deg/s (250–4000).
    pub gyro_range_dps: f64,
    /// Low-pass at 0.42 of the rate before sampling.
    pub anti_alias: bool,
    /// Resonance of the soft tissue under the sensor, Hz (12–25); 0 is none.
    pub resonance_hz: f64,
    /// Its damping (0.1–0.4).
    pub resonance_damping: f64,
    /// The sensor slips by this angle, deg (5–20).
    pub slip_deg: f64,
    /// When it slips, share of the run.
    pub slip_at: f64,
    /// Bursts of knocks against the sensor per minute.
    pub bursts_per_min: f64,
    /// No gyro.
    pub no_gyro: bool,
    /// Gravity taken out, as some devices do.
    pub no_gravity: bool,
    /// The sensor's clock is fast by, parts per million (±100). In files only,
    /// as all that follow.
    pub clock_skew_ppm: f64,
    /// The sensor's clock starts late by, s.
    pub clock_offset_s: f64,
    /// SD of the time stamps, share of the sample interval (0–0.3).
    pub jitter: f64,
    /// Lost samples, % (0–2).
    pub dropped_pct: f64,
    /// Number of gaps.
    pub gaps: u32,
    /// Length of each gap, s (0.05–5).
    pub gap_s: f64,
    /// Rows written twice, %.
    pub duplicated_pct: f64,
    /// Samples that share the stamp of the last of them; 1 is none.
    pub batch: u32,
    /// Unit and origin of the time stamps.
    pub stamps: Stamps,
    /// Decimals of the time stamps; fewer than needed make neighbours equal.
    pub stamp_decimals: u32,
    /// The stamps start over at 0 at this time, s; 0 is never.
    pub stamp_reset_at_s: f64,
    /// The stamps wrap every this many s; 0 is never (µs in 32 bits: 4294.967296).
    pub stamp_wrap_s: f64,
    /// Unit of the acceleration.
    pub acc_unit: AccUnit,
    /// Unit of the angular velocity.
    pub gyro_unit: GyroUnit,
    /// Names of the columns.
    pub names: Names,
    /// Order of the columns.
    pub order: Order,
}

impl Default for Faults {
    fn default() -> Self {
        Faults {
            mount: Mount::Aligned,
            misalignment_pct: 0.0,
            acc_gain_pct: 0.0,
            acc_bias_mps2: 0.0,
            acc_noise_mps2: 0.05,
            gyro_gain_pct: 0.0,
            gyro_bias_dps: 0.0,
            gyro_walk_dps: 0.0,
            gyro_noise_dps: 0.1,
            bits: 16,
            acc_range_g: 32.0,
            gyro_range_dps: 2000.0,
            anti_alias: true,
            resonance_hz: 0.0,
            resonance_damping: 0.25,
            slip_deg: 0.0,
            slip_at: 0.5,
            bursts_per_min: 0.0,
            no_gyro: false,
            no_gravity: false,
            clock_skew_ppm: 0.0,
            clock_offset_s: 0.0,
            jitter: 0.0,
            dropped_pct: 0.0,
            gaps: 0,
            gap_s: 1.0,
            duplicated_pct: 0.0,
            batch: 1,
            stamps: Stamps::S,
            stamp_decimals: 6,
            stamp_reset_at_s: 0.0,
            stamp_wrap_s: 0.0,
            acc_unit: AccUnit::G,
            gyro_unit: GyroUnit::Dps,
            names: Names::Plain,
            order: Order::AccFirst,
        }
    }
}

impl Faults {
    /// A sensor without noise, rounding or limits.
    pub fn none() -> Self {
        Faults {
            acc_noise_mps2: 0.0,
            gyro_noise_dps: 0.0,
            bits: 0,
            acc_range_g: 1e6,
            gyro_range_dps: 1e9,
            anti_alias: false,
            stamp_decimals: 9,
            ..Faults::default()
        }
    }
}

/// Every fault by its key, with its meaning in a few words.
pub const FAULTS: [(&str, &str); 36] = [
    ("mount", "aligned, tilted (up to 20 deg), upside_down, on_back, random"),
    ("misalignment_pct", "cross-talk of the axes, %"),
    ("acc_gain_pct", "acceleration too large by, %"),
    ("acc_bias_mps2", "constant error of acceleration, m/s2"),
    ("acc_noise_mps2", "noise of acceleration, SD, m/s2"),
    ("gyro_gain_pct", "angular velocity too large by, %"),
    ("gyro_bias_dps", "constant error of the gyro, deg/s"),
    ("gyro_walk_dps", "wandering of that error in a minute, deg/s"),
    ("gyro_noise_dps", "noise of the gyro, SD, deg/s"),
    ("bits", "resolution; 0 does not round"),
    ("acc_range_g", "range of the accelerometer, g"),
    ("gyro_range_dps", "range of the gyro, deg/s"),
    ("anti_alias", "low-pass before sampling: true or false"),
    ("resonance_hz", "resonance of the soft tissue, Hz; 0 is none"),
    ("resonance_damping", "its damping"),
    ("slip_deg", "the sensor slips once by, deg"),
    ("slip_at", "when it slips, share of the run"),
    ("bursts_per_min", "bursts of knocks a minute"),
    ("no_gyro", "no gyro: true or false"),
    ("no_gravity", "gravity taken out: true or false"),
    ("clock_skew_ppm", "clock fast by, parts per million"),
    ("clock_offset_s", "clock starts late by, s"),
    ("jitter", "SD of time stamps, share of the sample interval"),
    ("dropped_pct", "lost samples, %"),
    ("gaps", "number of gaps"),
    ("gap_s", "length of each, s"),
    ("duplicated_pct", "rows written twice, %"),
    ("batch", "samples that share a time stamp"),
    ("stamps", "s, ms, us, ns, epoch_s, epoch_ms, epoch_us, epoch_ns, iso, counter, none"),
    ("stamp_decimals", "decimals of the time stamps, in seconds"),
    ("stamp_reset_at_s", "time stamps start over at, s"),
    ("stamp_wrap_s", "time stamps wrap every, s"),
    ("acc_unit", "g, mg, mps2"),
    ("gyro_unit", "dps, rps, mdps"),
    ("names", "columns called plain (acc_x_g), spelled (Accelerometer X (g)), bare (ax)"),
    ("order", "acc_first, gyro_first, zyx, time_last"),
];

/// How a sensor sits on the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Mount {
    /// x forward, y left, z up.
    #[default]
    Aligned,
    /// Aligned but for a random tilt of up to 20°.
    Tilted,
    /// x backward, z down.
    UpsideDown,
    /// x up, y left, z backward: flat against the back.
    OnBack,
    /// Any way at all.
    Random,
}

/// Unit and origin of time stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Stamps {
    /// Seconds from the start.
    #[default]
    S,
    /// Milliseconds from the start.
    Ms,
    /// Microseconds from the start.
    Us,
    /// Nanoseconds from the start.
    Ns,
    /// Seconds since 1970.
    EpochS,
    /// Milliseconds since 1970.
    EpochMs,
    /// Microseconds since 1970.
    EpochUs,
    /// Nanoseconds since 1970.
    EpochNs,
    /// Date and time, UTC, to the millisecond.
    Iso,
    /// A sample counter.
    Counter,
    /// No column of time.
    None,
}

/// Unit of acceleration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum AccUnit {
    /// Standard gravity.
    #[default]
    G,
    /// Thousandths of it.
    Mg,
    /// m/s².
    Mps2,
}

/// Unit of angular velocity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum GyroUnit {
    /// deg/s.
    #[default]
    Dps,
    /// rad/s.
    Rps,
    /// Thousandths of deg/s.
    Mdps,
}

/// Names of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// `time_s`, `acc_x_g`, `gyr_z_dps`.
    #[default]
    Plain,
    /// `Time (s)`, `Accelerometer X (g)`, `Gyroscope Z (deg/s)`.
    Spelled,
    /// `t`, `ax`, `gz`: no unit anywhere.
    Bare,
}

/// Order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Time, acceleration, angular velocity.
    #[default]
    AccFirst,
    /// Time, angular velocity, acceleration.
    GyroFirst,
    /// As `acc_first`, each from z to x.
    Zyx,
    /// Acceleration, angular velocity, time.
    TimeLast,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_listed() {
        let tree = serde_json::to_value(Faults::default()).unwrap();
        let mut keys: Vec<&str> = tree.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed = FAULTS.map(|(name, _)| name);
        keys.sort_unstable();
        listed.sort_unstable();
        assert_eq!(keys, listed);
    }
}
