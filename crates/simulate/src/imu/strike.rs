//! How a foot lands: which point of it touches first, how the shoe stops that
//! point, and how the foot slaps down about it.

use super::curve::{Curve, Knot, gain, held, size, table};
use super::jet::Jet;
use super::pose::{HEEL_M, MIDDLE, Pose, RAD};
use super::profile::Foot as Shape;
use super::steps::Contact;

/// From contact to the flat foot by strike angle (deg), s, at 3 m/s; shorter when
/// faster, with this power of speed.
const FLAT_S: [(f64, f64); 5] =
    [(-8.0, 0.085), (0.0, 0.070), (6.0, 0.050), (20.0, 0.060), (30.0, 0.070)];
const FLAT_POWER: f64 = -0.55;
/// Bounds of that as a share of contact, and the least, s.
const FLAT_SHARE: f64 = 0.4;
const FLAT_LEAST_S: f64 = 0.02;
/// Fastest turning down against contact by strike angle, s. Measured on six runners.
const SLAP_S: [(f64, f64); 6] =
    [(-3.0, -0.020), (1.0, -0.008), (7.0, 0.003), (11.0, 0.007), (15.0, 0.014), (20.0, 0.020)];
/// The foot begins to turn down so long before contact: share of that time, and s.
const DOWN: (f64, f64) = (0.83, -0.0286);
/// How the turning down grows from there, against a straight line.
const DOWN_SLOPE: f64 = 1.5;
/// Fastest turning down of a foot that does not land on its heel, deg/s at 3.5 m/s, by
/// strike angle, and its growth with speed.
const POINTED: [(f64, f64); 2] = [(-8.0, 265.0), (0.0, 285.0)];
const POINTED_POWER: f64 = 0.4;
/// Strike angles between which the one way to turn passes into the other, deg.
const TURNS: [(f64, f64); 2] = [(3.0, 0.0), (7.0, 1.0)];
/// The same for the point that lands: the ball below, the heel above.
const PIVOT: [(f64, f64); 2] = [(1.0, 0.0), (5.0, 1.0)];
/// A foot whose heel has to come down turns fastest at this share of the time to flat.
const HEEL_DOWN: f64 = 0.42;
/// Fall of the middle of the foot at contact by speed, m/s. Strapped down at 20 Hz
/// it reads a little less, 0.6 to 1.5.
const FALL: [(f64, f64); 4] = [(2.0, -0.72), (3.0, -1.08), (4.0, -1.38), (5.0, -1.60)];
/// The shoe stops a foot later that falls faster (power of speed; on the heel only);
/// and by strike angle.
const STOP_POWER: f64 = 0.3;
const STOP_STRIKE: [(f64, f64); 4] = [(8.0, 1.0), (15.0, 0.9), (20.0, 0.9), (30.0, 1.35)];
/// The stop begins so long before 25 N are reached, s, by strike angle: a heel is soft.
const STOP_FROM_S: [(f64, f64); 5] =
    [(-8.0, 0.003), (0.0, -0.001), (5.0, -0.001), (8.0, 0.001), (14.0, 0.004)];
/// Fall of the point that lands when the landing begins: of a ball as a share of its
/// fall at contact, of a heel in m/s and per m/s of speed.
const BALL_FALLS: f64 = 0.3;
const HEEL_FALLS: (f64, f64) = (0.35, 0.08);
/// Its forward speed at contact per speed, and how hard it brakes before, as a share of
/// what stops it in the same time.
const SLIDES: f64 = 0.35;
const SLIDES_BRAKED: f64 = 1.25;

/// When the foot lies flat after a contact, s.
pub(super) fn flat_from(contact: &Contact) -> f64 {
    let usual = held(contact.strike, &FLAT_S) * (contact.speed.max(1.0) / 3.0).powf(FLAT_POWER);
    let most = FLAT_SHARE * (contact.to - contact.ic).max(0.0);
    contact.ic + usual.min(most).max(FLAT_LEAST_S)
}

/// A foot about to land.
#[derive(Debug)]
pub(super) struct Landing {
    /// Its turning, rad/s, from where it begins to turn down until it lies flat.
    pub(super) turns: Vec<Knot>,
    /// The point that lands: so far forward of the ball, m.
    pub(super) pivot: f64,
}

impl Landing {
    /// `squeezed`: 1, less for a short swing.
    pub(super) fn new(contact: &Contact, squeezed: f64) -> Landing {
        let (ic, strike, flat) = (contact.ic, contact.strike, flat_from(contact));
        let lag = held(strike, &SLAP_S).min(0.6 * (flat - ic)) * squeezed;
        let slap = ic + lag;
        let down = ic + DOWN.0 * lag + DOWN.1 * squeezed;
        let turns = |fastest: f64, heel: f64| {
            [
                Knot::new(down, 0.0, DOWN_SLOPE * fastest / (slap - down)),
                Knot::new(slap, fastest, 0.0),
                Knot::new(ic + HEEL_DOWN * (flat - ic), heel, 0.0),
                Knot::new(flat, 0.0, 0.0),
            ]
        };
        // What the foot turns after contact brings it from the strike angle to flat.
        let after = |knots: &[Knot]| {
            let curve = Curve::new(0.0, knots);
            curve.end() - curve.at(ic).v
        };
        let straight = |fastest: f64| {
            let [a, b, _, d] = turns(fastest, 0.0);
            [a, b, d]
        };
        let on_heel = size(-strike * RAD, |fastest| after(&straight(fastest)));
        let growth = (contact.speed.max(0.5) / 3.5).powf(POINTED_POWER);
        let pointed = -held(strike, &POINTED) * growth * RAD;
        let share = held(strike, &TURNS);
        let turns = if share >= 1.0 {
            straight(on_heel).to_vec()
        } else {
            let fastest = share * on_heel + (1.0 - share) * pointed;
            let heel = size(-strike * RAD, |heel| after(&turns(fastest, heel)));
            turns(fastest, heel).to_vec()
        };
        Landing { turns, pivot: HEEL_M * held(strike, &PIVOT) }
    }

    /// When it begins to turn down, s.
    pub(super) fn down(&self) -> f64 {
        self.turns.first().map_or(f64::INFINITY, |k| k.t)
    }

    /// Way of the point that lands, forward and up, from `join` on. `pitch` is that at
    /// contact; the middle of the foot then falls as the speed asks for.
    pub(super) fn path(
        &self,
        shape: &Shape,
        contact: &Contact,
        pitch: Jet,
        join: f64,
    ) -> [Curve; 2] {
        let (ic, strike, speed) = (contact.ic, contact.strike, contact.speed);
        let heel = held(strike, &PIVOT);
        let turning = Pose { pitch, ..Pose::default() };
        let [[_, middle], [_, pivot]] =
            [(MIDDLE.0, MIDDLE.1), (self.pivot, 0.0)].map(|(r, h)| turning.point(r, h));
        let fall = (table(speed, &FALL).min(-0.1) - (middle.d - pivot.d)).min(-0.15);
        let later = 1.0 + heel * ((speed.max(1.0) / 3.0).powf(STOP_POWER) - 1.0);
        let stop = (shape.stop_ms / 1000.0 * held(strike, &STOP_STRIKE) * later)
            .min(flat_from(contact) - ic);
        let before =
            heel * -(HEEL_FALLS.0 + HEEL_FALLS.1 * speed) + (1.0 - heel) * BALL_FALLS * fall;
        let up = [
            Knot::new(join, before, 0.0),
            Knot::new(ic - held(strike, &STOP_FROM_S), fall, 0.0),
            Knot::new(ic + stop, 0.0, 0.0),
        ];
        let slides = SLIDES * speed;
        let brakes = -SLIDES_BRAKED * slides / stop;
        let forward = [
            Knot::new(join, slides - brakes * (ic - join), brakes),
            Knot::new(ic, slides, brakes),
            Knot::new(ic + stop, 0.0, 0.0),
        ];
        // It comes to rest on the ground.
        [Curve::new(self.pivot, &forward), Curve::new(-gain(&up), &up)]
    }
}
