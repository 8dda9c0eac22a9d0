//! Course of the vertical force of one foot over its contact.

use serde::{Deserialize, Serialize};

/// Force over the contact of a foot.
///
/// Measured pulses are no half sines: from the moment the force falls below
/// body weight to toe-off it is 17–25 % of contact in one runner and 23–29 % in
/// three others (a half sine: 12–18 %), and 5–18 % from initial contact to body
/// weight (force plates and instrumented treadmills, 4 runners).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PulseShape {
    /// Quick loading with an impact peak, long unloading, as measured on heel strikers.
    #[default]
    Rearfoot,
    /// No impact peak, quick loading.
    Forefoot,
    /// Smooth, long loading and unloading, as measured at faster speeds without impact peak.
    Rounded,
    /// sin(πu): the model of most formulas.
    HalfSine,
    /// sin(π(u + κu(1−u))).
    SkewedSine {
        /// κ, −0.6 to 0.6; positive is an early peak.
        skew: f64,
    },
    /// u^rise (1−u)^fall, scaled to a peak of 1, with an impact peak on top.
    Free {
        /// Exponent of the loading, 0.5–4.
        rise: f64,
        /// Exponent of the unloading, 0.5–4.
        fall: f64,
        /// Height of the impact peak, 0–2.
        impact: f64,
        /// Its place, share of contact.
        impact_at: f64,
        /// Its width (SD), share of contact.
        impact_width: f64,
    },
}

/// Set by hand so that loading and unloading have the measured shares.
const REARFOOT: (f64, f64, f64) = (1.2, 1.6, 0.9);
const FOREFOOT: (f64, f64, f64) = (1.15, 1.7, 0.0);
const ROUNDED: (f64, f64, f64) = (1.7, 2.3, 0.0);
/// Place and width of the impact peak (32 and 10 ms of a contact of 230 ms).
const IMPACT: (f64, f64) = (0.14, 0.045);

impl PulseShape {
    /// Force at share `u` of the pulse, not scaled.
    fn raw(self, u: f64) -> f64 {
        let free = |(rise, fall, impact): (f64, f64, f64), (at, width): (f64, f64)| {
            let top = rise / (rise + fall);
            let body = (u / top).powf(rise) * ((1.0 - u) / (1.0 - top)).powf(fall);
            let z = (u - at) / width;
            body + impact * (-0.5 * z * z).exp() * (std::f64::consts::PI * u).sin()
        };
        match self {
            PulseShape::Rearfoot => free(REARFOOT, IMPACT),
            PulseShape::Forefoot => free(FOREFOOT, IMPACT),
            PulseShape::Rounded => free(ROUNDED, IMPACT),
            PulseShape::HalfSine => (std::f64::consts::PI * u).sin(),
            PulseShape::SkewedSine { skew } => {
                (std::f64::consts::PI * (u + skew * u * (1.0 - u))).sin()
            }
            PulseShape::Free { rise, fall, impact, impact_at, impact_width } => {
                free((rise, fall, impact), (impact_at, impact_width))
            }
        }
    }
}

/// Nodes of the table of a pulse.
const NODES: usize = 2048;

/// A pulse of unit area over u = 0..1, with its first and second integral.
#[derive(Debug, Clone)]
pub(super) struct Pulse {
    /// p, ∫p, ∫∫p at u = i/NODES.
    table: Vec<[f64; 3]>,
    /// Centre of the area.
    pub(super) centroid: f64,
}

impl Pulse {
    pub(super) fn new(shape: PulseShape) -> Pulse {
        let h = 1.0 / NODES as f64;
        let raw: Vec<f64> = (0..=NODES).map(|i| shape.raw(i as f64 * h).max(0.0)).collect();
        let mut table = Vec::with_capacity(NODES + 1);
        let (mut first, mut second) = (0.0, 0.0);
        table.push([raw[0], 0.0, 0.0]);
        for pair in raw.windows(2) {
            // Exact for the straight lines between the nodes.
            second += h * first + h * h * (pair[0] / 3.0 + pair[1] / 6.0);
            first += 0.5 * h * (pair[0] + pair[1]);
            table.push([pair[1], first, second]);
        }
        for row in &mut table {
            row.iter_mut().for_each(|x| *x /= first);
        }
        Pulse { centroid: 1.0 - second / first, table }
    }

    /// p at `u`; 0 outside 0..1.
    pub(super) fn at(&self, u: f64) -> f64 {
        if !(u > 0.0 && u < 1.0) {
            return 0.0;
        }
        let (i, x) = Self::place(u);
        self.table[i][0] * (1.0 - x) + self.table[i + 1][0] * x
    }

    /// ∫p at `u`: 0 before, 1 after.
    pub(super) fn integrated(&self, u: f64) -> f64 {
        if u <= 0.0 {
            return 0.0;
        }
        if u >= 1.0 {
            return 1.0;
        }
        let (i, x) = Self::place(u);
        let (a, b, h) = (self.table[i], self.table[i + 1], 1.0 / NODES as f64);
        a[1] + x * h * (a[0] + 0.5 * x * (b[0] - a[0]))
    }

    /// ∫∫p at `u`, continued in a straight line after 1.
    pub(super) fn twice_integrated(&self, u: f64) -> f64 {
        if u <= 0.0 {
            return 0.0;
        }
        if u >= 1.0 {
            return u - self.centroid;
        }
        let (i, x) = Self::place(u);
        let (a, b, h) = (self.table[i], self.table[i + 1], 1.0 / NODES as f64);
        let s = x * h;
        a[2] + s * a[1] + s * s * (0.5 * a[0] + (b[0] - a[0]) * x / 6.0)
    }

    fn place(u: f64) -> (usize, f64) {
        let k = u * NODES as f64;
        let i = (k as usize).min(NODES - 1);
        (i, k - i as f64)
    }

    /// First and last u at which p reaches `level`; (0, 1) if it never does.
    pub(super) fn bounds(&self, level: f64) -> (f64, f64) {
        let value = |i: usize| self.table[i][0];
        let cross = |low: usize, high: usize| {
            let (a, b) = (value(low), value(high));
            let x = if b > a { ((level - a) / (b - a)).clamp(0.0, 1.0) } else { 0.0 };
            (low as f64 + x * (high as f64 - low as f64)) / NODES as f64
        };
        let first = (1..=NODES).find(|&i| value(i) >= level);
        let last = (0..NODES).rev().find(|&i| value(i) >= level);
        match (first, last) {
            (Some(first), Some(last)) => (cross(first - 1, first), cross(last + 1, last)),
            _ => (0.0, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_sine_integrates_as_on_paper() {
        let pulse = Pulse::new(PulseShape::HalfSine);
        let pi = std::f64::consts::PI;
        assert!((pulse.centroid - 0.5).abs() < 1e-9);
        for u in [0.1, 0.37, 0.5, 0.93] {
            assert!((pulse.at(u) - pi / 2.0 * (pi * u).sin()).abs() < 1e-5);
            let twice = 0.5 * u - (pi * u).sin() / (2.0 * pi);
            assert!((pulse.twice_integrated(u) - twice).abs() < 1e-6, "{u}");
        }
    }

    /// The shares measured on force plates (see [`PulseShape`]), the threshold
    /// of contact 25 N at 70 kg.
    #[test]
    fn measured_shapes_load_and_unload_as_measured() {
        let tail = |shape, duty: f64| {
            let pulse = Pulse::new(shape);
            let (a, b) = pulse.bounds(25.0 / (70.0 * 9.81) * duty);
            let (up, down) = pulse.bounds(duty / (b - a));
            ((up - a) / (b - a), (b - down) / (b - a))
        };
        for shape in [PulseShape::Rearfoot, PulseShape::Forefoot, PulseShape::Rounded] {
            for duty in [0.6, 0.7, 0.8, 0.9] {
                let (load, unload) = tail(shape, duty);
                assert!((0.05..=0.19).contains(&load), "{shape:?} {duty}: loading {load}");
                assert!((0.17..=0.29).contains(&unload), "{shape:?} {duty}: unloading {unload}");
            }
        }
        let (_, sine) = tail(PulseShape::HalfSine, 0.7);
        assert!(sine < 0.17, "{sine}");
    }
}
