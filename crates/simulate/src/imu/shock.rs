//! The ringing that an impact leaves in a sensor: it moves against the segment
//! and comes back, so that neither speed nor place remains.

/// Ringing displacement τ³ e^{−τ/decay} sin(2π f τ), scaled to an acceleration
/// whose first peak is 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shock {
    /// s of e^{sτ}: real and imaginary part.
    s: (f64, f64),
    delay_s: f64,
    scale: f64,
}

impl Shock {
    /// `delay_s` after contact; the decay in s.
    pub(super) fn new(hz: f64, decay_s: f64, delay_s: f64) -> Shock {
        let s = (-1.0 / decay_s, std::f64::consts::TAU * hz);
        let mut shock = Shock { s, delay_s, scale: 1.0 };
        let peak = (0..2000)
            .map(|i| shock.at(delay_s + f64::from(i) * decay_s * 0.01))
            .fold(0.0, f64::max);
        shock.scale = 1.0 / peak;
        shock
    }

    /// Acceleration at `tau` seconds after contact.
    pub(super) fn at(&self, tau: f64) -> f64 {
        let t = tau - self.delay_s;
        if t <= 0.0 || t * self.s.0 < -40.0 {
            return 0.0;
        }
        // d²/dt² (t³ e^{st}) = (s²t³ + 6st² + 6t) e^{st}
        let (a, b) = self.s;
        let re = (a * a - b * b) * t.powi(3) + 6.0 * a * t * t + 6.0 * t;
        let im = 2.0 * a * b * t.powi(3) + 6.0 * b * t * t;
        let (sin, cos) = (b * t).sin_cos();
        self.scale * (a * t).exp() * (re * sin + im * cos)
    }

    /// Displacement at `tau` seconds after contact, s² times the peak.
    pub(super) fn moved(&self, tau: f64) -> f64 {
        let t = tau - self.delay_s;
        if t <= 0.0 {
            return 0.0;
        }
        self.scale * t.powi(3) * (self.s.0 * t).exp() * (self.s.1 * t).sin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_neither_speed_nor_place_and_peaks_at_one() {
        let shock = Shock::new(20.0, 0.010, 0.004);
        let h = 1e-5;
        let values: Vec<f64> = (0..60_000).map(|i| shock.at(f64::from(i) * h)).collect();
        let (mut v, mut x) = (0.0, 0.0);
        for (i, a) in values.iter().enumerate() {
            v += a * h;
            x += v * h;
            if i == 3000 {
                assert!((x - shock.moved(0.03)).abs() < 1e-7, "{x} {}", shock.moved(0.03));
            }
        }
        assert!(v.abs() < 1e-6 && x.abs() < 1e-7, "{v} {x}");
        let peak = values.iter().copied().fold(0.0, f64::max);
        assert!((peak - 1.0).abs() < 1e-3, "{peak}");
    }
}
