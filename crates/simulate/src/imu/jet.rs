//! Values with their first and second derivative in time, and rigid bodies
//! turned by angles given that way.

use std::ops::{Add, Mul, Sub};

use nalgebra::{Matrix3, Vector3};

/// Standard gravity, m/s².
pub(super) const G: f64 = 9.806_65;

/// A value, its rate and its acceleration.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Jet {
    pub(super) v: f64,
    pub(super) d: f64,
    pub(super) dd: f64,
}

impl Jet {
    pub(super) fn new(v: f64, d: f64, dd: f64) -> Jet {
        Jet { v, d, dd }
    }

    /// Something that does not change.
    pub(super) fn constant(v: f64) -> Jet {
        Jet { v, d: 0.0, dd: 0.0 }
    }

    pub(super) fn sin(self) -> Jet {
        let (s, c) = self.v.sin_cos();
        Jet { v: s, d: c * self.d, dd: c * self.dd - s * self.d * self.d }
    }

    pub(super) fn cos(self) -> Jet {
        let (s, c) = self.v.sin_cos();
        Jet { v: c, d: -s * self.d, dd: -s * self.dd - c * self.d * self.d }
    }

    pub(super) fn cube(self) -> Jet {
        self * self * self
    }
}

impl Add for Jet {
    type Output = Jet;
    fn add(self, o: Jet) -> Jet {
        Jet { v: self.v + o.v, d: self.d + o.d, dd: self.dd + o.dd }
    }
}

impl Sub for Jet {
    type Output = Jet;
    fn sub(self, o: Jet) -> Jet {
        self + o * -1.0
    }
}

impl Mul for Jet {
    type Output = Jet;
    fn mul(self, o: Jet) -> Jet {
        Jet {
            v: self.v * o.v,
            d: self.d * o.v + self.v * o.d,
            dd: self.dd * o.v + 2.0 * self.d * o.d + self.v * o.dd,
        }
    }
}

impl Mul<f64> for Jet {
    type Output = Jet;
    fn mul(self, k: f64) -> Jet {
        Jet { v: self.v * k, d: self.d * k, dd: self.dd * k }
    }
}

/// 0 below 0, 1 above 1, in between the quintic whose rate and acceleration
/// are 0 at both ends (the path of least jerk).
pub(super) fn smoother(x: Jet) -> Jet {
    if x.v <= 0.0 {
        return Jet::constant(0.0);
    }
    if x.v >= 1.0 {
        return Jet::constant(1.0);
    }
    let u = x.v;
    let f1 = 30.0 * u * u * (1.0 - u) * (1.0 - u);
    let f2 = 60.0 * u * (1.0 - u) * (1.0 - 2.0 * u);
    Jet {
        v: u * u * u * (10.0 + u * (6.0 * u - 15.0)),
        d: f1 * x.d,
        dd: f2 * x.d * x.d + f1 * x.dd,
    }
}

/// The quintic from state `a` at 0 to state `b` at `duration`, at time `t`.
pub(super) fn quintic(t: f64, duration: f64, a: Jet, b: Jet) -> Jet {
    let (h, u) = (duration, t / duration);
    let (c0, c1, c2) = (a.v, a.d * h, 0.5 * a.dd * h * h);
    // What is left of the end state after the first three terms.
    let r0 = b.v - c0 - c1 - c2;
    let r1 = b.d * h - c1 - 2.0 * c2;
    let r2 = b.dd * h * h - 2.0 * c2;
    let c3 = 10.0 * r0 - 4.0 * r1 + 0.5 * r2;
    let c4 = -15.0 * r0 + 7.0 * r1 - r2;
    let c5 = 6.0 * r0 - 3.0 * r1 + 0.5 * r2;
    let v = c0 + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))));
    let d = c1 + u * (2.0 * c2 + u * (3.0 * c3 + u * (4.0 * c4 + u * 5.0 * c5)));
    let dd = 2.0 * c2 + u * (6.0 * c3 + u * (12.0 * c4 + u * 20.0 * c5));
    Jet { v, d: d / h, dd: dd / (h * h) }
}

/// How a rigid body is turned, and how it turns. Axes of the body when all
/// angles are 0: x forward, y left, z up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turned {
    /// From axes of the body to those of the world.
    pub(super) to_world: Matrix3<f64>,
    /// Angular velocity in axes of the body, rad/s.
    pub(super) rate: Vector3<f64>,
    /// Its rate of change, rad/s².
    pub(super) acceleration: Vector3<f64>,
}

impl Turned {
    /// Turned about z by yaw, then about the new y by pitch, then about the new
    /// x by roll; radians, right-handed.
    pub(super) fn by(roll: Jet, pitch: Jet, yaw: Jet) -> Turned {
        let ((sr, cr), (sp, cp), (sy, cy)) = (roll.v.sin_cos(), pitch.v.sin_cos(), yaw.v.sin_cos());
        let to_world = Matrix3::new(
            cy * cp,
            cy * sp * sr - sy * cr,
            cy * sp * cr + sy * sr,
            sy * cp,
            sy * sp * sr + cy * cr,
            sy * sp * cr - cy * sr,
            -sp,
            cp * sr,
            cp * cr,
        );
        let rate = Vector3::new(
            roll.d - yaw.d * sp,
            pitch.d * cr + yaw.d * cp * sr,
            yaw.d * cp * cr - pitch.d * sr,
        );
        let acceleration = Vector3::new(
            roll.dd - yaw.dd * sp - yaw.d * pitch.d * cp,
            pitch.dd * cr - pitch.d * roll.d * sr + yaw.dd * cp * sr - yaw.d * pitch.d * sp * sr
                + yaw.d * roll.d * cp * cr,
            -pitch.dd * sr - pitch.d * roll.d * cr + yaw.dd * cp * cr
                - yaw.d * pitch.d * sp * cr
                - yaw.d * roll.d * cp * sr,
        );
        Turned { to_world, rate, acceleration }
    }

    /// Acceleration, in axes of the body, that a point at `lever` has because
    /// the body turns.
    pub(super) fn lever(&self, lever: Vector3<f64>) -> Vector3<f64> {
        self.acceleration.cross(&lever) + self.rate.cross(&self.rate.cross(&lever))
    }

    /// Specific force in axes of the body at `lever` from a point that
    /// accelerates by `acceleration` in axes of the world, m/s².
    pub(super) fn specific_force(
        &self,
        acceleration: Vector3<f64>,
        lever: Vector3<f64>,
    ) -> Vector3<f64> {
        self.to_world.tr_mul(&(acceleration + Vector3::new(0.0, 0.0, G))) + self.lever(lever)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angles(t: f64) -> [Jet; 3] {
        let wave = |a: f64, w: f64, p: f64| Jet::new(w * t + p, w, 0.0).sin() * a;
        [wave(0.4, 7.0, 0.3), wave(1.1, 9.0, 1.0), wave(0.7, 5.0, 2.0)]
    }

    fn turned(t: f64) -> Turned {
        let [r, p, y] = angles(t);
        Turned::by(r, p, y)
    }

    #[test]
    fn rates_are_those_of_the_rotation_matrix() {
        let h = 1e-5;
        for i in 0..50 {
            let t = 0.037 * f64::from(i);
            let now = turned(t);
            // Rᵀ dR/dt is the cross-product matrix of the angular velocity.
            let dr = (turned(t + h).to_world - turned(t - h).to_world) / (2.0 * h);
            let w = now.to_world.transpose() * dr;
            let found = Vector3::new(w[(2, 1)], w[(0, 2)], w[(1, 0)]);
            assert!((found - now.rate).norm() < 1e-6, "{t}: {found} {}", now.rate);
            let dw = (turned(t + h).rate - turned(t - h).rate) / (2.0 * h);
            assert!((dw - now.acceleration).norm() < 1e-5, "{t}");
        }
    }

    #[test]
    fn a_point_on_a_lever_accelerates_as_its_path_says() {
        let (h, lever) = (1e-4, Vector3::new(0.1, -0.05, 0.3));
        for i in 0..50 {
            let t = 0.041 * f64::from(i);
            let at = |t: f64| turned(t).to_world * lever;
            let path = (at(t + h) - 2.0 * at(t) + at(t - h)) / (h * h);
            let now = turned(t);
            let found = now.to_world * now.lever(lever);
            assert!((path - found).norm() < 1e-4, "{t}: {path} {found}");
        }
    }

    #[test]
    fn a_quintic_meets_both_ends_and_derives_rightly() {
        let (a, b) = (Jet::new(1.0, -2.0, 3.0), Jet::new(-0.5, 0.7, -9.0));
        let at = |t: f64| quintic(t, 0.8, a, b);
        for (got, want) in [(at(0.0), a), (at(0.8), b)] {
            assert!((got.v - want.v).abs() < 1e-12);
            assert!((got.d - want.d).abs() < 1e-12);
            assert!((got.dd - want.dd).abs() < 1e-10);
        }
        let h = 1e-5;
        let rate = (at(0.3 + h).v - at(0.3 - h).v) / (2.0 * h);
        let acceleration = (at(0.3 + h).d - at(0.3 - h).d) / (2.0 * h);
        assert!((rate - at(0.3).d).abs() < 1e-8 && (acceleration - at(0.3).dd).abs() < 1e-7);
    }

    #[test]
    fn smoothing_and_products_derive_rightly() {
        let at = |t: f64| smoother(Jet::new(0.2 + t, 1.0, 0.0)) * Jet::new(3.0 * t, 3.0, 0.0).sin();
        let (h, t) = (1e-5, 0.31);
        assert!(((at(t + h).v - at(t - h).v) / (2.0 * h) - at(t).d).abs() < 1e-8);
        assert!(((at(t + h).d - at(t - h).d) / (2.0 * h) - at(t).dd).abs() < 1e-7);
    }
}
