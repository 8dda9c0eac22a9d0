//! Motion of the body at any moment: centre of mass, trunk, arms.

use nalgebra::Vector3;

use super::ImuProfile;
use super::jet::{G, Jet, Turned, quintic, smoother};
use super::legs::Leg;
use super::pulse::Pulse;
use super::shock::Shock;
use super::steps::{Step, contacts, steps};
use crate::recording::{Placement, Region, Side};
use crate::watch::{Gait, Second};

/// Time in which a runner who stops comes to rest, and one who starts gets going, s (ours).
const REST_S: f64 = 0.6;
/// Nodding against the step cycle, rad: the pelvis tips forward most at toe-off.
/// Markers on two runners at 2 and 4 m/s: -2.46, -2.87 and -3.22.
const NOD_PHASE: f64 = -2.85;
/// Pelvic rotation against the stride, rad (ours).
const YAW_PHASE: f64 = 0.4;
/// Dip of the trunk's forward acceleration after contact: centre and SD, s. Set
/// so that after a 20 Hz low-pass its steepest fall is 16 ms after contact, as
/// on the trunks of three runners on force plates.
const DIP: (f64, f64) = (0.034, 0.014);
/// Its rebound, with the same area.
const REBOUND: (f64, f64) = (0.105, 0.036);
/// Sideways push at contact against the sway of stance, and its place and
/// width in shares of contact.
const PUSH: (f64, f64, f64) = (1.5, 0.08, 0.05);
/// Contact at which `sideways_mps2` holds, s; the area is the same for all.
const SWAY_CONTACT_S: f64 = 0.25;
/// Trunk shock: frequency Hz, decay s, delay after contact s (ours).
const TRUNK_SHOCK: (f64, f64, f64) = (13.0, 0.012, 0.006);
/// Second harmonic of the arm swing (ours).
const ARM_HARMONIC: f64 = 0.12;
/// Elbow angle: the forearm points forward and down, rad about the left axis.
const FOREARM_PITCH: f64 = 0.5;
/// From shoulder to wrist along the bent arm, m, in axes of the arm.
const WRIST: [f64; 3] = [0.22, 0.0, -0.28];

/// A runner in motion.
#[derive(Debug)]
pub(super) struct Body<'a> {
    profile: &'a ImuProfile,
    pub(super) steps: Vec<Step>,
    pub(super) pulse: Pulse,
    legs: [Leg; 2],
    shock: Shock,
    /// 1 if the first step is a right one, so that left steps have even phase.
    parity: f64,
    /// Pelvic drop common to all steps, deg.
    drop: f64,
}

/// Where a trunk sensor sits and how it follows the pelvis.
struct Site {
    lever: Vector3<f64>,
    gain: f64,
    /// Shares of roll, pitch and yaw of the pelvis.
    turning: [f64; 3],
}

impl<'a> Body<'a> {
    pub(super) fn new(profile: &'a ImuProfile, seconds: &[Second]) -> Body<'a> {
        let pulse = Pulse::new(profile.motion.pulse);
        let steps = steps(profile, seconds, &pulse);
        let legs =
            [Side::Left, Side::Right].map(|side| Leg::new(profile, contacts(&steps, side), side));
        let (hz, decay, delay) = TRUNK_SHOCK;
        let m = &profile.motion;
        Body {
            profile,
            pulse,
            legs,
            shock: Shock::new(hz, decay, delay),
            parity: f64::from(u8::from(steps.first().is_some_and(|s| s.side == Side::Right))),
            drop: 0.5 * (m.drop_left_stance_deg + m.drop_right_stance_deg),
            steps,
        }
    }

    pub(super) fn leg(&self, side: Side) -> &Leg {
        match side {
            Side::Left => &self.legs[0],
            Side::Right => &self.legs[1],
        }
    }

    /// Index of the step that `t` lies in.
    fn index(&self, t: f64) -> usize {
        self.steps.partition_point(|s| s.ic <= t).saturating_sub(1)
    }

    /// Steps around `i`: the one before, itself, the one after.
    fn near(&self, i: usize) -> &[Step] {
        let end = (i + 2).min(self.steps.len());
        &self.steps[i.saturating_sub(1).min(end)..end]
    }

    /// Height of the centre of mass over that at the contact of this step, with
    /// its rate and acceleration, m.
    pub(super) fn height(&self, t: f64) -> Jet {
        let i = self.index(t);
        let Some(step) = self.steps.get(i) else { return Jet::default() };
        let tau = t - step.ic;
        let mut z = if step.gait == Gait::Paused {
            // Comes to rest, stands, and falls into the next step.
            let length = REST_S.min(0.5 * (step.to - step.ic));
            let (left, rest) = (step.to - t, Jet::default());
            let leaving = self.steps.get(i + 1).map_or(0.0, |s| s.rising);
            if tau < length {
                quintic(tau, length, Jet::new(0.0, step.rising, -G), rest)
            } else if left < length {
                quintic(length - left, length, rest, Jet::new(0.0, leaving, -G))
            } else {
                rest
            }
        } else {
            Jet::new((step.rising - 0.5 * G * tau) * tau, step.rising - G * tau, -G)
        };
        for s in self.near(i) {
            let u = (t - s.pulse_at) / s.pulse_s;
            // A pulse of the step before that still goes on is counted in
            // `rising` as if it were over: take back what is to come.
            let before = s.ic < step.ic;
            if s.impulse > 0.0 && u > 0.0 && !(before && u >= 1.0) {
                let counted = if before { (u - self.pulse.centroid, 1.0) } else { (0.0, 0.0) };
                z.v += s.impulse * s.pulse_s * (self.pulse.twice_integrated(u) - counted.0);
                z.d += s.impulse * (self.pulse.integrated(u) - counted.1);
                z.dd += s.impulse / s.pulse_s * self.pulse.at(u);
            }
        }
        z
    }

    /// Vertical force of the foot of step `i` in body weights.
    pub(super) fn force_bw(&self, i: usize, t: f64) -> f64 {
        self.steps.get(i).map_or(0.0, |s| {
            s.impulse / s.pulse_s / G * self.pulse.at((t - s.pulse_at) / s.pulse_s)
        })
    }

    /// Forward acceleration of the centre of mass at share `u` of a contact,
    /// peak 1: braking, then as much push. Integral over the braking half 0.245.
    fn braking(u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return 0.0;
        }
        let (s, pu) = (std::f64::consts::PI * u).sin_cos();
        // −sin 2πu · sin² πu over its maximum 3√3/8
        -2.0 * s * pu * s * s / 0.649_519_052_838_329
    }

    /// Forward speed lost while step `i` brakes, m/s.
    pub(super) fn speed_lost(&self, i: usize) -> f64 {
        self.steps.get(i).map_or(0.0, |s| {
            let peak = self.profile.motion.braking_mps2 * s.braking * s.size;
            peak * (s.to - s.ic) * 0.25 / (0.649_519_052_838_329 * std::f64::consts::PI) * 2.0
        })
    }

    /// Acceleration of the trunk, forward and to the left, m/s²; the second is
    /// without what the site adds of its own.
    fn horizontal(&self, i: usize, t: f64) -> (f64, f64, f64) {
        let m = &self.profile.motion;
        let bell = |t: f64, (at, sd): (f64, f64)| (-0.5 * ((t - at) / sd).powi(2)).exp();
        let (mut forward, mut dip, mut left) = (0.0, 0.0, 0.0);
        for s in self.near(i).iter().filter(|s| s.size > 0.0) {
            let (tau, contact) = (t - s.ic, s.to - s.ic);
            let u = tau / contact;
            forward += m.braking_mps2 * s.braking * s.size * Self::braking(u);
            dip -= m.braking_dip_mps2
                * s.braking
                * s.size
                * (bell(tau, DIP) - DIP.1 / REBOUND.1 * bell(tau, REBOUND));
            let (push, at, width) = PUSH;
            let sway =
                if (0.0..=1.0).contains(&u) { (std::f64::consts::PI * u).sin() } else { 0.0 };
            let sign = if s.side == Side::Left { 1.0 } else { -1.0 };
            let lateral = push * (-((u - at) / width).powi(2)).exp() - sway;
            left += sign * m.sideways_mps2 * s.size * SWAY_CONTACT_S / contact * lateral;
        }
        (forward, dip, left)
    }

    /// Phase in steps (whole at initial contacts, even at left ones).
    pub(super) fn phase(&self, i: usize, t: f64) -> Jet {
        let (Some(s), Some(next)) = (self.steps.get(i), self.steps.get(i + 1)) else {
            return Jet::constant(0.0);
        };
        let (a, b) = (i as f64 + self.parity, i as f64 + 1.0 + self.parity);
        let end = |v, rate| Jet::new(v, rate, 0.0);
        quintic(t - s.ic, next.ic - s.ic, end(a, s.rate), end(b, next.rate))
    }

    /// A value of the steps that changes smoothly from each to the next. Who stands
    /// stands still until it is time to get going.
    fn blended(&self, i: usize, t: f64, within: Jet, get: impl Fn(&Step) -> f64) -> Jet {
        let now = self.steps.get(i).map_or(0.0, &get);
        let next = self.steps.get(i + 1).map_or(now, &get);
        let standing = self.steps.get(i).filter(|s| s.size <= 0.0);
        let within = standing.map_or(within, |s| {
            let length = REST_S.min(0.5 * (s.to - s.ic));
            Jet::new((t - s.to) / length + 1.0, 1.0 / length, 0.0)
        });
        Jet::constant(now) + smoother(within) * (next - now)
    }

    /// Roll (left side up), pitch (forward) and yaw (to the left) of the pelvis, rad.
    pub(super) fn pelvis(&self, t: f64) -> [Jet; 3] {
        let i = self.index(t);
        let m = &self.profile.motion;
        let phase = self.phase(i, t);
        let within = phase - Jet::constant(i as f64 + self.parity);
        let size = self.blended(i, t, within, |s| s.size);
        let half = phase * std::f64::consts::PI;
        let shifted = |j: Jet, by: f64| j + Jet::constant(by);
        let (sign, extra) = self.steps.get(i).map_or((1.0, 0.0), |s| {
            let sign = if s.side == Side::Left { 1.0 } else { -1.0 };
            (sign, if s.size > 0.0 { s.drop - self.drop } else { 0.0 })
        });
        // The even part of the roll runs through; what this step has more or
        // less is a bump within it.
        let bump = (within * std::f64::consts::PI).sin().cube();
        let roll = half.sin() * self.drop + bump * (sign * extra);
        let lean = self.blended(i, t, within, |s| s.lean * f64::from(u8::from(s.size > 0.0)));
        let nod = shifted(phase * std::f64::consts::TAU, NOD_PHASE).sin() * m.nod_deg;
        let yaw = shifted(half, YAW_PHASE).sin() * m.yaw_deg;
        let rad = std::f64::consts::PI / 180.0;
        [size * roll * rad, (lean + size * nod) * rad, size * yaw * rad]
    }

    fn site(&self, placement: Placement) -> Site {
        let m = &self.profile.motion;
        match placement {
            Placement::Chest => Site {
                lever: Vector3::new(0.09, 0.0, 0.35),
                gain: m.chest_gain,
                turning: [0.4, 0.8, -0.8],
            },
            Placement::Waist => Site {
                lever: Vector3::new(0.09, -0.08, 0.03),
                gain: m.trunk_gain,
                turning: [1.0; 3],
            },
            _ => {
                Site { lever: Vector3::new(-0.06, 0.0, 0.0), gain: m.trunk_gain, turning: [1.0; 3] }
            }
        }
    }

    fn trunk_turned(&self, t: f64, turning: [f64; 3]) -> Turned {
        let [roll, pitch, yaw] = self.pelvis(t);
        Turned::by(roll * turning[0], pitch * turning[1], yaw * turning[2])
    }

    /// Height of a trunk sensor, m, against an arbitrary level.
    pub(super) fn sensor_height(&self, placement: Placement, t: f64) -> f64 {
        let site = self.site(placement);
        let lever = self.trunk_turned(t, site.turning).to_world * site.lever;
        let shock: f64 = self
            .near(self.index(t))
            .iter()
            .map(|s| self.profile.motion.trunk_impact_g * G * s.size * self.shock.moved(t - s.ic))
            .sum();
        site.gain * self.height(t).v + lever.z + shock
    }

    /// Attitude of the segment under the sensor.
    pub(super) fn turned(&self, placement: Placement, t: f64) -> Turned {
        match (placement.region(), placement.side()) {
            (Region::Foot, Some(side)) => self.leg(side).foot_turned(t),
            (Region::Shank, Some(side)) => self.leg(side).shank_turned(t),
            (Region::Elsewhere, Some(side)) => self.arm_turned(side, t),
            _ => self.trunk_turned(t, self.site(placement).turning),
        }
    }

    /// Specific force, m/s², and angular velocity, rad/s, in axes of the body
    /// segment (forward, left, up when it stands upright).
    pub(super) fn felt(&self, placement: Placement, t: f64) -> (Vector3<f64>, Vector3<f64>) {
        match (placement.region(), placement.side()) {
            (Region::Foot, Some(side)) => self.leg(side).foot(t),
            (Region::Shank, Some(side)) => self.leg(side).shank(t),
            (region, _) => {
                let turned = self.turned(placement, t);
                let (site, wrist) = (self.site(placement), region == Region::Elsewhere);
                let i = self.index(t);
                let m = &self.profile.motion;
                let (forward, dip, left) = self.horizontal(i, t);
                let shock: f64 = self
                    .near(i)
                    .iter()
                    .map(|s| m.trunk_impact_g * G * s.size * self.shock.at(t - s.ic))
                    .sum();
                let up = self.height(t).dd;
                let (acceleration, lever) = if wrist {
                    (Vector3::new(forward, left, up), Vector3::from(WRIST))
                } else {
                    (Vector3::new(forward + dip, left, site.gain * up + shock), site.lever)
                };
                (turned.specific_force(acceleration, lever), turned.rate)
            }
        }
    }

    /// The arm swings back while the leg of its side swings forward.
    fn arm_turned(&self, side: Side, t: f64) -> Turned {
        let i = self.index(t);
        let phase = self.phase(i, t);
        let within = phase - Jet::constant(i as f64 + self.parity);
        let (k, shift) = match side {
            Side::Left => (0, -0.5),
            Side::Right => (1, 0.5),
        };
        let half = (phase + Jet::constant(shift)) * std::f64::consts::PI;
        let swing = half.sin() + (half * 2.0).sin() * ARM_HARMONIC;
        let size = self.blended(i, t, within, |s| 0.5 * s.arms[k] * s.size);
        let forward = swing * size * (std::f64::consts::PI / 180.0);
        Turned::by(Jet::default(), Jet::constant(FOREARM_PITCH) - forward, Jet::default())
    }
}
