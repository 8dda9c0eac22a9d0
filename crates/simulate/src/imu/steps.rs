//! The run step by step: when each foot touches and leaves the ground, and what
//! the step is like.

use rand::RngExt;
use rand_distr::StandardNormal;

use super::ImuProfile;
use super::jet::G;
use super::profile::Impulse;
use super::pulse::Pulse;
use super::variation::long_range;
use crate::noise::generator;
use crate::recording::Side;
use crate::watch::{Form, Gait, Second};

/// Vertical force at which contact begins and ends, N, as on force plates.
const CONTACT_N: f64 = 25.0;
/// The first step begins this long before the recording, s.
const LEAD_S: f64 = 2.5;
/// The last one this long after its end, s.
const TAIL_S: f64 = 2.5;
/// Contact as a share of step time is kept within these while running.
const DUTY: (f64, f64) = (0.30, 1.10);
/// How far motion shrinks when walking (ours).
const WALKING_SIZE: f64 = 0.4;
/// Change from running to walking, and back, per step: no runner changes within
/// one (ours). Steps on the way count as walking.
const CHANGE_OF_GAIT: f64 = 0.25;
/// Shares of the missing vertical speed, and of the missing height per step
/// time, that a step makes good. Balanced: all of the speed, and a little of
/// the height, which otherwise drifts by some hundredths of a millimetre a step.
const BALANCED: (f64, f64) = (1.0, 0.05);
/// By step time: just enough of the speed to follow changes of cadence.
const STEP_TIME: (f64, f64) = (0.05, 0.0);
/// Random streams; those below belong to the watch worn beside.
const STEP_STREAM: u64 = 1 << 20;
const WHITE_STREAM: u64 = STEP_STREAM + 1;
const CONTACT_STREAM: u64 = STEP_STREAM + 2;
const DROP_STREAM: u64 = STEP_STREAM + 3;
const STRIKE_STREAM: u64 = STEP_STREAM + 4;
/// Bounds of the strike angle, deg: beyond them no foot lands.
const STRIKE: (f64, f64) = (-12.0, 35.0);

/// From one initial contact to the next, or a stretch of standing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Initial contact, s: the force passes 25 N. Begin of standing.
    pub(super) ic: f64,
    /// Toe-off, s: the force falls below 25 N. End of standing.
    pub(super) to: f64,
    pub(super) side: Side,
    pub(super) gait: Gait,
    pub(super) speed: f64,
    pub(super) grade: f64,
    /// Fatigue q.
    pub(super) fatigue: f64,
    /// Size of all motion against running: 1, less when walking, 0 standing.
    pub(super) size: f64,
    /// Begin of the force pulse, s.
    pub(super) pulse_at: f64,
    /// Its length, s.
    pub(super) pulse_s: f64,
    /// Its impulse over body mass, m/s.
    pub(super) impulse: f64,
    /// Vertical speed at contact, m/s.
    pub(super) rising: f64,
    /// Drop of the pelvis in this stance, deg.
    pub(super) drop: f64,
    pub(super) lean: f64,
    /// Braking against fresh.
    pub(super) braking: f64,
    pub(super) shank: f64,
    /// Angle of the foot at contact, toes up, deg.
    pub(super) strike: f64,
    /// Swing of the left and the right arm from back to front, deg.
    pub(super) arms: [f64; 2],
    /// Steps per second at contact.
    pub(super) rate: f64,
}

impl Step {
    fn runs(&self) -> bool {
        self.gait != Gait::Paused
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

/// All steps from before the begin to after the end of the recording; the first
/// that begins within it is on the side the profile asks for.
pub(super) fn steps(profile: &ImuProfile, seconds: &[Second], pulse: &Pulse) -> Vec<Step> {
    let wanted = profile.motion.first_side;
    let out = sequence(profile, seconds, pulse, Side::Left);
    let first = out.iter().find(|s| s.ic >= 0.0 && s.runs()).map(|s| s.side);
    if first.is_none_or(|side| side == wanted) {
        return out;
    }
    sequence(profile, seconds, pulse, Side::Right)
}

fn sequence(profile: &ImuProfile, seconds: &[Second], pulse: &Pulse, begin: Side) -> Vec<Step> {
    let (run, motion, tiring) = (&profile.run, &profile.motion, &profile.tiring);
    let vary = &profile.variability;
    let duration = seconds.last().map_or(0.0, |s| s.time_s);
    let most = ((duration + LEAD_S + TAIL_S) * 5.0) as usize + 16;
    let slow = long_range(run.seed, STEP_STREAM, most, vary.alpha);
    let mut white = generator(run.seed, WHITE_STREAM);
    let mut contacts = generator(run.seed, CONTACT_STREAM);
    let mut drops = generator(run.seed, DROP_STREAM);
    let mut strikes = generator(run.seed, STRIKE_STREAM);
    let (a, b) = (vary.long_range_share.sqrt(), (1.0 - vary.long_range_share).max(0.0).sqrt());

    let mut out: Vec<Step> = Vec::with_capacity(most);
    let mut ic = -LEAD_S;
    let mut side = begin;
    // Vertical speed and height at contact; none: as suits the step.
    let mut state: Option<(f64, f64)> = None;
    let mut walks = 0.0;
    while ic < duration + TAIL_S && out.len() < most {
        let at = seconds.partition_point(|s| s.time_s <= ic).saturating_sub(1);
        let Some(second) = seconds.get(at) else { break };
        let q = second.fatigue;
        let sign = if side == Side::Left { 1.0 } else { -1.0 };
        let i = out.len();
        let cv = vary.step_time_cv_pct / 100.0 * (1.0 + q * tiring.step_time_cv_pct / 100.0);
        let mixed =
            a * slow.get(i).copied().unwrap_or(0.0) + b * white.sample::<f64, _>(StandardNormal);
        let contact_noise: f64 = contacts.sample(StandardNormal);
        let drop_noise: f64 = drops.sample(StandardNormal);
        let strike_noise: f64 = strikes.sample(StandardNormal);
        let strike = motion.foot.strike_deg + q * tiring.strike_deg;
        let arms = std::array::from_fn(|k| {
            motion.arm_swing_deg[k] * (1.0 + q * tiring.arm_swing_pct[k] / 100.0)
        });
        let drop = match side {
            Side::Left => motion.drop_left_stance_deg + q * tiring.drop_left_stance_deg,
            Side::Right => motion.drop_right_stance_deg + q * tiring.drop_right_stance_deg,
        };
        let mut step = Step {
            ic,
            to: ic,
            side,
            gait: second.gait,
            speed: second.speed_mps,
            grade: second.grade_pct,
            fatigue: q,
            size: 1.0,
            pulse_at: ic,
            pulse_s: 1.0,
            impulse: 0.0,
            rising: 0.0,
            drop: drop + vary.drop_sd_deg * drop_noise,
            lean: motion.lean_deg + q * tiring.lean_deg,
            braking: 1.0 + q * tiring.braking_pct / 100.0,
            shank: motion.leg.shank_at_contact_deg + q * tiring.shank_at_contact_deg,
            strike: (strike + vary.strike_sd_deg * strike_noise).clamp(STRIKE.0, STRIKE.1),
            arms,
            rate: 0.0,
        };
        let form = match second.gait {
            Gait::Paused => {
                let rest = seconds.get(at..).unwrap_or(&[]);
                let end = rest.iter().find(|s| s.gait != Gait::Paused).map(|s| s.time_s);
                step.to = end.unwrap_or(duration + TAIL_S).max(ic + 0.5);
                step.rising = state.map_or(0.0, |s| s.0);
                step.size = 0.0;
                ic = step.to;
                state = None;
                walks = 0.0;
                side = other(side);
                out.push(step);
                continue;
            }
            Gait::Walking => {
                walks = (walks + CHANGE_OF_GAIT).min(1.0);
                form(profile, second, walks)
            }
            Gait::Running => {
                walks = (walks - CHANGE_OF_GAIT).max(0.0);
                form(profile, second, walks)
            }
        };
        if walks > 0.0 {
            step.gait = Gait::Walking;
        }
        step.size = 1.0 + walks * (WALKING_SIZE - 1.0);
        let uneven = motion.step_time_asymmetry_pct + q * tiring.step_time_asymmetry_pp;
        let duration_s =
            60.0 / form.cadence_spm * (1.0 + 0.005 * uneven * sign) * (1.0 + cv * mixed).max(0.5);
        let share = form.balance_left_pct / 50.0 - 1.0;
        let mut contact = form.contact_ms / 1000.0 * (1.0 + share * sign)
            + vary.contact_sd_ms / 1000.0 * contact_noise;
        if step.gait == Gait::Running {
            contact = contact.clamp(DUTY.0 * duration_s, DUTY.1 * duration_s);
        }
        let gains = match motion.impulse {
            Impulse::Balanced => BALANCED,
            Impulse::StepTime => STEP_TIME,
        };
        let push = Push::find(pulse, contact, duration_s, state, gains, profile.mass_kg);
        step.to = ic + contact;
        step.pulse_at = ic - push.before_s;
        step.pulse_s = push.length_s;
        step.impulse = push.impulse;
        step.rising = push.rising;
        let height = state.map_or(0.0, |s| s.1) + push.gained;
        state = Some((push.rising + push.impulse - G * duration_s, height));
        ic += duration_s;
        side = other(side);
        out.push(step);
    }
    for i in 0..out.len() {
        let length = |i: usize| Some(out.get(i + 1)?.ic - out.get(i)?.ic);
        let own = length(i).unwrap_or(0.35);
        let before = i.checked_sub(1).and_then(length).unwrap_or(own);
        let rate = 2.0 / (own + before);
        out[i].rate = rate;
    }
    out
}

/// Form of a runner who walks by the share `walks`, 0 to 1.
fn form(profile: &ImuProfile, second: &Second, walks: f64) -> Form {
    let (run, speed) = (&profile.run, second.speed_mps);
    let running = Form::running(&run.runner, &run.fatigue, speed, second.grade_pct, second.fatigue);
    let walking = Form::walking(&run.runner, speed);
    let mixed = |a: f64, b: f64| a + walks * (b - a);
    Form {
        cadence_spm: mixed(running.cadence_spm, walking.cadence_spm),
        contact_ms: mixed(running.contact_ms, walking.contact_ms),
        ..running
    }
}

/// The vertical force of a step.
struct Push {
    /// From the begin of the pulse to the 25 N of initial contact, s.
    before_s: f64,
    length_s: f64,
    impulse: f64,
    rising: f64,
    /// Height at the next contact over that at this one, m.
    gained: f64,
}

impl Push {
    /// The pulse that stays above 25 N for `contact` seconds.
    ///
    /// With pulse centre `c` after contact, height changes over `duration` T by
    /// v·T + J(T − c) − gT²/2. The speed v at contact at which J = gT changes
    /// nothing suits the step. `state` is the speed and height it has (none: the
    /// first step), `gains` the shares of what is missing that J makes good.
    /// (Restoring height fully in every step would amplify differences between
    /// steps.)
    fn find(
        pulse: &Pulse,
        contact: f64,
        duration: f64,
        state: Option<(f64, f64)>,
        gains: (f64, f64),
        mass_kg: f64,
    ) -> Push {
        let (mut from, mut to) = (0.0, 1.0);
        let mut found = Push {
            before_s: 0.0,
            length_s: contact,
            impulse: G * duration,
            rising: 0.0,
            gained: 0.0,
        };
        // Length, impulse and threshold hang together weakly: this converges
        // by a factor of some twenty a round.
        for _ in 0..8 {
            let length_s = contact / (to - from);
            let centre = (pulse.centroid - from) * length_s;
            let balanced = G * (centre - 0.5 * duration);
            let (rising, height) = state.unwrap_or((balanced, 0.0));
            let missing = gains.0 * (balanced - rising) - gains.1 * height / duration;
            let impulse = (G * duration + missing).max(0.1 * G * duration);
            let gained =
                rising * duration + impulse * (duration - centre) - 0.5 * G * duration * duration;
            found = Push { before_s: from * length_s, length_s, impulse, rising, gained };
            (from, to) = pulse.bounds(CONTACT_N / mass_kg * length_s / impulse);
        }
        found
    }
}

/// A foot on the ground.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contact {
    pub(super) ic: f64,
    pub(super) to: f64,
    /// Speed of the runner at this contact, m/s.
    pub(super) speed: f64,
    pub(super) size: f64,
    /// Inclination of the shank at contact, deg.
    pub(super) shank: f64,
    /// Angle of the foot at contact, toes up, deg.
    pub(super) strike: f64,
}

/// Shortest stand in which both feet come to rest, s.
const STAND_S: f64 = 1.5;
/// The trailing foot joins the other this long after it, and leaves as early, s.
const JOIN_S: f64 = 0.35;

/// The contacts of one foot in order; standing is a contact of both feet.
pub(super) fn contacts(steps: &[Step], side: Side) -> Vec<Contact> {
    steps
        .iter()
        .filter_map(|s| {
            let (ic, to) = match (s.runs(), s.side == side) {
                (true, true) | (false, true) => (s.ic, s.to),
                (true, false) => return None,
                (false, false) if s.to - s.ic < STAND_S => return None,
                (false, false) => (s.ic + JOIN_S, s.to - JOIN_S),
            };
            let (speed, strike) = (s.speed, s.strike);
            Some(Contact { ic, to, speed, size: s.size, shank: s.shank, strike })
        })
        .collect()
}
