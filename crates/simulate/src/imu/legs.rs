//! Motion of one lower leg: the pose of a rigid foot, and on it a shank whose pitch
//! comes from lobes of its rate.

use nalgebra::Vector3;

use super::ImuProfile;
use super::curve::held;
use super::foot::Path;
use super::jet::{G, Jet, Turned};
use super::shock::Shock;
use super::steps::Contact;
use crate::recording::Side;

/// Speed at which the peaks of the shank hold, m/s.
const SPEED: f64 = 4.0;
/// Growth of pitch rates with speed: 2 → 4 m/s doubled them in two measured runners.
const GROWTH: f64 = 0.8;
/// Scale of a lobe sech²(t/s) for the same centre and area as a bell of SD σ: s = 1.2533 σ.
const BELL: f64 = 1.253_314_137_315_5;
/// Begin of the forward swing, share of swing.
const SWING_FROM: f64 = 0.40;
/// Scales of begin and end of the swing plateau, s.
const SWING_EDGES: (f64, f64) = (0.045, 0.024);
/// Least length of the swing plateau, s.
const SWING_S: f64 = 0.05;
/// Shank: peaks at 4 m/s in deg/s and widths (SD) in s of the lobes after contact,
/// after toe-off; lags in s against contact and toe-off.
const SHANK_LOADING: (f64, f64, f64) = (330.0, 0.026, 0.048);
const SHANK_FOLLOW: (f64, f64, f64) = (470.0, 0.055, 0.055);
/// Rate in the middle of stance, deg/s, and width (SD) as a share of contact.
const SHANK_STANCE: (f64, f64) = (120.0, 0.22);
/// End of the shank's swing against contact, s.
const SHANK_SWING_END_S: f64 = -0.062;
/// Rolling of the foot in stance and turning of the shank, deg (ours).
const EVERSION_DEG: f64 = 7.0;
const SHANK_TURN_DEG: f64 = 5.0;
/// Ankle behind the ball of the foot, shank sensor over the ankle, m.
pub(super) const ANKLE: [f64; 3] = [-0.13, 0.0, 0.08];
const SHANK_LEVER: [f64; 3] = [0.03, 0.0, 0.12];
/// Shocks: delay after contact, s, and direction in axes of the segment. Ours.
const FOOT_SHOCK_DELAY_S: f64 = 0.001;
const FOOT_SHOCK_AXIS: [f64; 3] = [-0.45, 0.0, 0.893];
const SHANK_SHOCK_DELAY_S: f64 = 0.003;
const SHANK_SHOCK_AXIS: [f64; 3] = [-0.35, 0.1, 0.931];
/// Without heel strike the shock is this much smaller; by strike angle, deg.
const SOFT: f64 = 0.3;
const SOFTER: [(f64, f64); 2] = [(0.0, 1.0), (10.0, 0.0)];
/// And begins this much later, s.
const SOFT_LATER_S: f64 = 0.004;

/// One lower leg.
#[derive(Debug)]
pub(super) struct Leg {
    contacts: Vec<Contact>,
    /// The way of the foot.
    path: Path,
    /// Foot sensor from the ball of the foot, m.
    sensor: Vector3<f64>,
    foot_shock: (Shock, f64),
    shank_shock: (Shock, f64),
    /// +1 on the left, −1 on the right.
    sign: f64,
}

/// Rate A sech²((t−c)/s) as the angle it turns, from 0 on.
fn lobe(t: f64, centre: f64, sd: f64, peak: f64) -> Jet {
    let s = BELL * sd;
    let h = ((t - centre) / s).tanh();
    let bell = 1.0 - h * h;
    Jet::new(peak * s * (1.0 + h), peak * bell, -2.0 * peak / s * bell * h)
}

/// Area of a lobe of peak 1.
fn area(sd: f64) -> f64 {
    2.0 * BELL * sd
}

/// Rate 1 between `a` and `b` with soft edges, as the angle it turns.
fn plateau(t: f64, a: f64, b: f64) -> Jet {
    let (sa, sb) = SWING_EDGES;
    let (x, y) = ((t - a) / sa, (t - b) / sb);
    let (hx, hy) = (x.tanh(), y.tanh());
    // ln(2 cosh x)
    let soft = |x: f64| x.abs() + (-2.0 * x.abs()).exp().ln_1p();
    Jet::new(
        0.5 * (sa * soft(x) - sb * soft(y) + b - a),
        0.5 * (hx - hy),
        0.5 * ((1.0 - hx * hx) / sa - (1.0 - hy * hy) / sb),
    )
}

impl Leg {
    pub(super) fn new(profile: &ImuProfile, contacts: Vec<Contact>, side: Side) -> Leg {
        let m = &profile.motion;
        let shock = |delay| Shock::new(m.foot.ring_hz, m.foot.ring_decay_ms / 1000.0, delay);
        let [forward, up] = m.foot.mount.place();
        Leg {
            path: Path::new(&m.foot, &m.leg, &contacts),
            sensor: Vector3::new(forward, 0.0, up),
            contacts,
            foot_shock: (shock(FOOT_SHOCK_DELAY_S), m.foot_impact_g * G),
            shank_shock: (shock(SHANK_SHOCK_DELAY_S), m.shank_impact_g * G),
            sign: if side == Side::Left { 1.0 } else { -1.0 },
        }
    }

    fn index(&self, t: f64) -> usize {
        self.contacts.partition_point(|c| c.ic <= t).saturating_sub(1)
    }

    /// Contacts around `t`, each with the next.
    fn cycles(&self, t: f64) -> impl Iterator<Item = (&Contact, &Contact)> {
        let i = self.index(t);
        (i.saturating_sub(1)..=i + 1)
            .filter_map(|j| Some((self.contacts.get(j)?, self.contacts.get(j + 1)?)))
    }

    fn growth(speed: f64) -> f64 {
        (speed.max(0.5) / SPEED).powf(GROWTH)
    }

    /// Pitch of the foot, toes up positive, deg; 0 when flat in mid-stance.
    pub(super) fn foot_pitch(&self, t: f64) -> Jet {
        self.path.pose(t).pitch * (180.0 / std::f64::consts::PI)
    }

    /// Inclination of the shank, deg; positive: ankle before knee.
    pub(super) fn shank_pitch(&self, t: f64) -> Jet {
        let i = self.index(t);
        let first = i.saturating_sub(1);
        let mut pitch = Jet::constant(self.contacts.get(first).map_or(0.0, |c| c.shank));
        for (now, next) in self.cycles(t) {
            let grown = Self::growth(now.speed);
            let (contact, swing) = (now.to - now.ic, next.ic - now.to);
            let (load, load_sd, load_lag) = SHANK_LOADING;
            let (follow, follow_sd, follow_lag) = SHANK_FOLLOW;
            // Over a standing foot the shank stands too.
            let middle = if now.size > 0.0 { SHANK_STANCE.0 } else { 0.0 };
            let middle_share = SHANK_STANCE.1;
            // Lags hold for contacts of common length; the lobe follows shorter ones.
            let middle_sd = middle_share * contact.min(1.0);
            let until = next.ic + SHANK_SWING_END_S;
            let from = (now.to + SWING_FROM * swing).min(until - SWING_S);
            let down = grown
                * (load * area(load_sd) + middle * area(middle_sd) + follow * area(follow_sd));
            let up = (down + next.shank - now.shank) / (until - from);
            pitch = pitch + plateau(t, from, until) * up
                - lobe(t, now.ic + load_lag, load_sd, load * grown)
                - lobe(t, 0.5 * (now.ic + now.to), middle_sd, middle * grown)
                - lobe(t, now.to + follow_lag, follow_sd, follow * grown);
        }
        pitch
    }

    /// A turn in mid-stance that goes back, deg.
    fn stance_turn(&self, t: f64, size: f64) -> Jet {
        let i = self.index(t);
        let mut turn = Jet::default();
        let near = self.contacts.iter().skip(i.saturating_sub(1)).take(3);
        for c in near.filter(|c| c.size > 0.0) {
            let s = 0.3 * (c.to - c.ic);
            let h = ((t - 0.5 * (c.ic + c.to)) / s).tanh();
            let bell = 1.0 - h * h;
            turn = turn
                + Jet::new(bell, -2.0 / s * bell * h, bell * (6.0 * h * h - 2.0) / (s * s))
                    * (size * self.sign);
        }
        turn
    }

    pub(super) fn foot_turned(&self, t: f64) -> Turned {
        let rad = std::f64::consts::PI / 180.0;
        let pitch = self.foot_pitch(t) * -rad;
        Turned::by(self.stance_turn(t, -EVERSION_DEG) * rad, pitch, Jet::default())
    }

    pub(super) fn shank_turned(&self, t: f64) -> Turned {
        let rad = std::f64::consts::PI / 180.0;
        let pitch = self.shank_pitch(t) * -rad;
        Turned::by(Jet::default(), pitch, self.stance_turn(t, -SHANK_TURN_DEG) * rad)
    }

    /// Acceleration of the ball of the foot, m/s².
    fn forefoot(&self, t: f64) -> Vector3<f64> {
        let pose = self.path.pose(t);
        Vector3::new(pose.x.dd, 0.0, pose.z.dd)
    }

    fn shock(&self, t: f64, (shock, peak): (Shock, f64), axis: [f64; 3]) -> Vector3<f64> {
        let size = |c: &Contact| {
            let soft = held(c.strike, &SOFTER);
            let share = 1.0 - soft * (1.0 - SOFT);
            c.size.max(0.2) * share * shock.at(t - c.ic - soft * SOFT_LATER_S)
        };
        let sum: f64 = self.contacts.get(self.index(t)).map_or(0.0, size);
        Vector3::from(axis) * (peak * sum)
    }

    /// Specific force and angular velocity of a sensor on the foot, in its axes.
    pub(super) fn foot(&self, t: f64) -> (Vector3<f64>, Vector3<f64>) {
        let turned = self.foot_turned(t);
        let force = turned.specific_force(self.forefoot(t), self.sensor);
        (force + self.shock(t, self.foot_shock, FOOT_SHOCK_AXIS), turned.rate)
    }

    /// Specific force and angular velocity of a sensor on the lower shin, in axes of the shank.
    pub(super) fn shank(&self, t: f64) -> (Vector3<f64>, Vector3<f64>) {
        let foot = self.foot_turned(t);
        let ankle = self.forefoot(t) + foot.to_world * foot.lever(Vector3::from(ANKLE));
        let turned = self.shank_turned(t);
        let force = turned.specific_force(ankle, Vector3::from(SHANK_LEVER));
        (force + self.shock(t, self.shank_shock, SHANK_SHOCK_AXIS), turned.rate)
    }
}
