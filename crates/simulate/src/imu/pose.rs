//! A rigid foot at a moment: how it is turned, and where the ball of the foot is.

use super::jet::Jet;

pub(super) const RAD: f64 = std::f64::consts::PI / 180.0;
/// From the ball of the foot back to its heel, m (foot length 0.25).
pub(super) const HEEL_M: f64 = -0.18;
/// The middle of the foot, whose flight is given: forward and up of the ball, m.
pub(super) const MIDDLE: (f64, f64) = (-0.07, 0.06);

/// Where the foot is and how it is turned.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pose {
    /// Toes up, rad.
    pub(super) pitch: Jet,
    /// Ball of the foot, forward, m; counts from the flat stance before.
    pub(super) x: Jet,
    /// Ball of the foot over its place in stance, m.
    pub(super) z: Jet,
}

impl Pose {
    /// A point of the foot, so far forward and up of its ball.
    pub(super) fn point(&self, forward: f64, up: f64) -> [Jet; 2] {
        let (s, c) = (self.pitch.sin(), self.pitch.cos());
        [self.x + c * forward - s * up, self.z + s * forward + c * up]
    }

    /// The pose in which the point `forward` and `up` of the ball is at `x`, `z`.
    pub(super) fn holding(pitch: Jet, [x, z]: [Jet; 2], (forward, up): (f64, f64)) -> Pose {
        let [x, z] = Pose { pitch, x, z }.point(-forward, -up);
        Pose { pitch, x, z }
    }
}
