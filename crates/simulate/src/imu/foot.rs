//! A rigid foot as a pose over time: pitch, and place of the ball of the foot.
//!
//! From one flat stance to the next: the foot lies flat, turns up over the ball
//! and rolls on over the toes, swings freely, lands about its heel or its ball
//! (see [`strike`](super::strike)) and lies flat again. Everything a sensor on
//! it feels, and the ankle that carries the shank, derives from the pose.
//! Shapes follow six runners on force plates (heel to midfoot, 2 to 5 m/s),
//! whose foot sensors were strapped down from mid-stance to mid-stance; where a
//! constant has no such source it is ours.

use super::curve::{Curve, Knot, gain, size, table};
use super::jet::Jet;
use super::pose::{MIDDLE, Pose, RAD};
use super::profile::{Foot as Shape, Leg};
use super::steps::Contact;
use super::strike::{Landing, flat_from};

/// The foot has turned up this far, rad, when it leaves the ground with its ball.
const TILT: f64 = 35.0 * RAD;
/// Pitch rate there by speed, deg/s.
const PUSH_OFF: [(f64, f64); 4] = [(2.0, 370.0), (3.0, 520.0), (4.0, 660.0), (5.0, 790.0)];
/// Peaks of the profile for which these tables hold, deg/s.
const USUAL: (f64, f64) = (600.0, 380.0);
/// After toe-off: shares of swing and of the rate of push-off.
const EASE: (f64, f64) = (0.12, 0.35);
const FOLLOW: (f64, f64) = (0.22, 0.45);
/// The foot swings up evenly from this share of swing to so long before contact, s.
const SWING_FROM: f64 = 0.60;
const SWING_UNTIL_S: f64 = 0.100;
/// A pointed foot begins to turn down early: it has this long to slow down before, s.
const SLOWS_S: f64 = 0.075;
/// The path of a landing is known this long before contact, s.
const JOIN_S: f64 = 0.050;
/// Flight of the middle of the foot: times in shares of swing. Fastest rise per
/// speed; fastest fall; forward rate and its growth on the way to the fastest.
const RISE: (f64, f64) = (0.16, 0.6);
const FALL_AT: f64 = 0.55;
const FORWARD: (f64, f64, f64) = (0.36, 0.78, 0.67);
const FORWARD_FASTEST: f64 = 0.72;
/// Swing below which times are squeezed, s.
const FULL_SWING_S: f64 = 0.25;
/// Slowest speed the tables are read at, m/s; standing feet are moved like it.
const SLOWEST: f64 = 0.6;

/// The way of one foot.
#[derive(Debug)]
pub(super) struct Path {
    cycles: Vec<Cycle>,
}

impl Path {
    pub(super) fn new(shape: &Shape, leg: &Leg, contacts: &[Contact]) -> Path {
        let pairs = contacts.windows(2);
        let cycles = pairs
            .filter_map(|w| if let [now, next] = w { Some((now, next)) } else { None })
            .map(|(now, next)| Cycle::new(shape, leg, now, next))
            .collect();
        Path { cycles }
    }

    pub(super) fn pose(&self, t: f64) -> Pose {
        let i = self.cycles.partition_point(|c| c.from <= t).saturating_sub(1);
        self.cycles.get(i).map_or_else(Pose::default, |c| c.pose(t))
    }
}

/// From one flat stance to the next.
#[derive(Debug)]
struct Cycle {
    from: f64,
    /// The ball leaves the ground.
    free: f64,
    /// The landing begins.
    join: f64,
    pitch: Curve,
    /// Middle of the foot in the air: forward, up.
    swing: [Curve; 2],
    /// The point that lands, forward and up, and where on the foot it is.
    landing: [Curve; 2],
    pivot: f64,
    /// How far the toes roll: `roll` · sin² pitch is how far ahead of the ball they bear.
    roll: f64,
}

impl Cycle {
    fn new(shape: &Shape, leg: &Leg, now: &Contact, next: &Contact) -> Cycle {
        let swing = (next.ic - now.to).max(0.05);
        let squeezed = (swing / FULL_SWING_S).min(1.0);
        let from = flat_from(now);
        let strike = Landing::new(next, squeezed);
        let usual = table(now.speed.max(SLOWEST), &PUSH_OFF) * leg.push_off_dps / USUAL.0;
        let free = (now.to - shape.push_off_lead_ms / 1000.0).max(from + 0.03);
        // The rate grows from 0 like a smooth step, half of it on average.
        let rise = (2.0 * TILT / (usual * RAD)).min(0.9 * (free - from));
        let push = 2.0 * TILT / rise;
        let join = next.ic - JOIN_S * squeezed;
        let at = |share: f64| now.to + share * swing;
        let follow = FOLLOW.1 * leg.follow_through_dps / USUAL.1 * USUAL.0 / leg.push_off_dps;
        let swings = |rate: f64| {
            let until =
                (next.ic - SWING_UNTIL_S * squeezed).min(strike.down() - SLOWS_S * squeezed);
            let mut knots = vec![
                Knot::new(free - rise, 0.0, 0.0),
                Knot::new(free, -push, 0.0),
                Knot::new(at(EASE.0), -EASE.1 * push, 0.0),
                Knot::new(at(FOLLOW.0), -follow * push, 0.0),
                Knot::new(at(SWING_FROM).min(until - 0.02 * squeezed), rate, 0.0),
                Knot::new(until, rate, 0.0),
            ];
            knots.extend_from_slice(&strike.turns);
            knots
        };
        let rate = size(0.0, |rate| gain(&swings(rate)));
        let pitch = Curve::new(0.0, &swings(rate));
        let landing = strike.path(shape, next, pitch.at(next.ic), join);
        let roll = shape.toe_roll_m / TILT.sin().powi(2);
        let no_swing = [Curve::default(), Curve::default()];
        let pivot = strike.pivot;
        let mut cycle = Cycle { from, free, join, pitch, swing: no_swing, landing, pivot, roll };
        cycle.swing = cycle.flight(now, next, at, swing);
        cycle.land_where_it_flew();
        cycle
    }

    /// The way of the middle of the foot through the air.
    fn flight(
        &self,
        now: &Contact,
        next: &Contact,
        at: impl Fn(f64) -> f64,
        swing: f64,
    ) -> [Curve; 2] {
        let middle = |pose: Pose| pose.point(MIDDLE.0, MIDDLE.1);
        let [leaves_x, leaves_z] = middle(self.pushing(self.free));
        let [lands_x, lands_z] = middle(self.touching(self.join));
        let up = |fall: f64| {
            [
                Knot::meeting(self.free, leaves_z),
                Knot::new(at(RISE.0), RISE.1 * now.speed, 0.0),
                Knot::new(at(FALL_AT), -fall, 0.0),
                Knot::meeting(self.join, lands_z),
            ]
        };
        let fall = size(lands_z.v - leaves_z.v, |v| gain(&up(v)));
        let forward = |v: f64| {
            let (share, rate, growth) = FORWARD;
            let fastest = at(FORWARD_FASTEST).min(self.join - 0.12 * swing.min(FULL_SWING_S));
            [
                Knot::meeting(self.free, leaves_x),
                Knot::new(at(share), rate * v, growth * v / swing),
                Knot::new(fastest, v, 0.0),
                Knot::meeting(self.join, lands_x),
            ]
        };
        // Standing does not move the foot on, whatever its length.
        let stride = 0.5 * (now.speed + next.speed) * (next.ic - now.ic).min(2.0);
        let lying = middle(self.touching(f64::MAX))[0].v;
        let way = stride - (leaves_x.v - MIDDLE.0) - (lying - lands_x.v);
        let fastest = size(way, |v| gain(&forward(v)));
        [Curve::new(leaves_x.v, &forward(fastest)), Curve::new(leaves_z.v, &up(fall))]
    }

    /// Counts the landing on from where the flight ends.
    fn land_where_it_flew(&mut self) {
        let [lands, _] = self.touching(self.join).point(MIDDLE.0, MIDDLE.1);
        let [x, z] = std::mem::take(&mut self.landing);
        self.landing = [x.raised(self.swing[0].end() - lands.v), z];
    }

    fn pose(&self, t: f64) -> Pose {
        if t < self.free {
            self.pushing(t)
        } else if t < self.join {
            let [x, z] = &self.swing;
            Pose::holding(self.pitch.at(t), [x.at(t), z.at(t)], MIDDLE)
        } else {
            self.touching(t)
        }
    }

    /// Flat, then rolling without slipping over ball and toes: with u = −sin pitch
    /// the foot bears at `roll` · u² ahead of the ball, which so rises by
    /// `roll` · u³ / 3 and moves on by as much as the roll over that height turns.
    fn pushing(&self, t: f64) -> Pose {
        let pitch = self.pitch.at(t);
        let (s, c) = (pitch.sin(), pitch.cos());
        let third = self.roll / 3.0;
        let x = (c.cube() * (1.0 / 3.0) - c + Jet::constant(2.0 / 3.0)) * third;
        Pose { pitch, x, z: s.cube() * -third }
    }

    fn touching(&self, t: f64) -> Pose {
        let [x, z] = &self.landing;
        Pose::holding(self.pitch.at(t), [x.at(t), z.at(t)], (self.pivot, 0.0))
    }
}
