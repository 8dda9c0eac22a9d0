//! Contacts of a foot from a sensor on its shoe.
//!
//! With a gyroscope the motion of the foot between two mid-stances is integrated: the
//! end of its fall marks initial contact whichever part of the foot lands first, the
//! pitch marks toe-off. Where gravity is missing from the accelerations the pitch rate
//! alone serves, without a gyroscope the jolts of the acceleration: both for changes only.

mod flat;
mod slap;

use super::cues::{self, Cue, Way};
use super::leg::{Contact, Leg, Turning, exactly, lowest};
use super::strapdown::{Course, Motion, between, crossing};
use super::{Run, Stretch, Trust, jolts};
use crate::signal::Spectra;
use nalgebra::Vector3;

/// A foot that falls no faster than this has landed, m/s.
const FALLING_MPS: f64 = -0.25;
/// How long before mid-stance the foot may land, as a share of the stride (ours).
const LANDS_WITHIN: f64 = 0.45;
/// Initial contact by the end of the fall and the pitch rate then, deg/s: a heel striker's
/// mid-foot goes on falling about the heel. 89 recordings of 13 people in 4 laboratories,
/// each person weighing the same, contact from raw force at 50 N. And by the fastest
/// turning down and the pitch `BEFORE_MS` before the end of the fall, deg: 41 recordings
/// of 6 people (Hamner's 01, 02, 04, 08, 20 and RBDS 001).
pub const LANDING: [Way; 2] = [
    Way { name: "fall ends", constant_ms: 14.1, slope_ms: 0.0466, usual: [-720.0, -60.0] },
    Way { name: "turns down", constant_ms: 4.3, slope_ms: -0.874, usual: [-6.0, 43.0] },
];
const BEFORE_MS: f64 = 20.0;
/// The second of them counts less from here on: a forefoot turns down fastest some 20 ms
/// before it lands, which no slope through heel and midfoot follows, and none of the 6 was
/// a forefoot runner (ours; on the 6 nobody's contact moves by 0.2 ms).
pub const LANDING_AGREE_MS: [f64; 2] = [8.0, 20.0];
/// Toe-off by the pitch of `HEEL_UP_DEG` and by how much the lever arm has grown since the
/// foot turned about the ball, m (the 13 people); and by the sensor's rise of `RISEN_M`
/// above mid-stance and that lever arm itself, m (the 6).
pub const LIFTING: [Way; 2] = [
    Way { name: "heel up", constant_ms: 34.0, slope_ms: -346.0, usual: [0.01, 0.10] },
    Way { name: "risen", constant_ms: -4.4, slope_ms: 257.0, usual: [0.05, 0.135] },
];
const HEEL_UP_DEG: f64 = -35.0;
const RISEN_M: f64 = 0.05;
/// The pitches between which the foot turns about the ball, deg.
const ON_THE_BALL_DEG: [f64; 2] = [-28.0, -8.0];
/// The fastest turning down lies this far around the end of the fall, ms (ours).
const TURNS_DOWN_MS: [f64; 2] = [-50.0, 100.0];
/// Toe-off lies within this share of the stride after mid-stance (ours).
const LIFTS_WITHIN: f64 = 0.6;
/// Steps of one foot. `None` where nothing about the run can be told.
///
/// Contacts need 50 Hz; below, the stretch holds cadence alone. Trust: `Estimate` with
/// gyroscope and gravity, else `ChangeOnly`, as below 95 Hz.
pub fn measure(run: &Run, spectra: &mut Spectra) -> Option<Stretch> {
    let leg = Leg::of(run, spectra)?;
    if !leg.fast_enough() {
        return Some(leg.stretch(&[], Trust::None));
    }
    let found = contacts(&leg);
    if found.len() >= FEWEST {
        return Some(leg.stretch(&found, Trust::Estimate));
    }
    Some(slap::measure(&leg).unwrap_or_else(|| jolts::measure(&leg, jolts::Site::Foot)))
}

/// Fewer contacts than this are none (ours): the pitch rate alone is asked.
const FEWEST: usize = 2;

/// Contacts by the motion of the foot.
pub(super) fn contacts(leg: &Leg) -> Vec<Contact> {
    let Some((axis, along, bias)) = leg.flexion() else { return Vec::new() };
    let Some(motion) = Motion::of(leg.run, bias) else { return Vec::new() };
    let still = flat::stillness(&motion);
    let Some((turning, flats)) = flat::mid_stances(leg, axis, &along, &still) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut before: Option<Foot> = None;
    for (k, &at) in flats.iter().enumerate() {
        let after = flats.get(k + 1).and_then(|&next| stride(leg, &turning, &motion, at, next));
        found.extend(contact(leg, &turning, &motion, at, before.as_ref(), after.as_ref()));
        before = after;
    }
    found
}

/// The motion of a foot between two mid-stances.
struct Foot {
    course: Course,
    /// Pitch, deg: toes up is positive, and mid-stance 0.
    pitch: Vec<f64>,
}

impl Foot {
    fn of(course: Course, axis: &Vector3<f64>) -> Option<Foot> {
        let level = course.across(axis)?;
        let pitch = course.pitch(&level).iter().map(|p| p.to_degrees()).collect();
        Some(Foot { course, pitch })
    }
}

fn stride(leg: &Leg, turning: &Turning, motion: &Motion, a: usize, b: usize) -> Option<Foot> {
    let share = (b - a) as f64 / leg.stride(a as f64);
    if !(flat::STRIDE_SHARE[0]..=flat::STRIDE_SHARE[1]).contains(&share) {
        return None;
    }
    Foot::of(motion.closed(a, b, true)?, &turning.axis)
}

/// The contact around the mid-stance `at`, between two strides; one of them may be
/// missing at the ends of a recording, where the other tells what is up.
fn contact(
    leg: &Leg,
    turning: &Turning,
    motion: &Motion,
    at: usize,
    before: Option<&Foot>,
    after: Option<&Foot>,
) -> Option<Contact> {
    let reach = |share: f64| (share * leg.stride(at as f64)) as usize;
    let open = |from: usize, to: usize, like: Option<&Foot>| {
        Foot::of(motion.open(from, to, at, &like?.course)?, &turning.axis)
    };
    let (came, goes);
    let before = match before {
        Some(before) => before,
        None => {
            came = open(at.saturating_sub(reach(LANDS_WITHIN)), at, after)?;
            &came
        }
    };
    let landings = landing(leg, turning, before, reach(LANDS_WITHIN))?;
    let after = match after {
        Some(after) => after,
        None => {
            let end = (at + reach(LIFTS_WITHIN)).min(motion.len().saturating_sub(1));
            goes = open(at, end, Some(before))?;
            &goes
        }
    };
    let liftings = lifting(turning, after, reach(LIFTS_WITHIN))?;
    let landing = cues::event(&LANDING, &landings, LANDING_AGREE_MS, leg.run.rate_hz)?;
    let lifting = cues::event(&LIFTING, &liftings, cues::AGREE_MS, leg.run.rate_hz)?;
    Some(Contact {
        ic: landing.at,
        to: lifting.at,
        strike_deg: between(&before.pitch, landing.at - before.course.first as f64),
        usual: landing.usual && lifting.usual,
        cues: [landings, liftings],
        ..Contact::none()
    })
}

/// The end of the fall, and the fastest turning down.
fn landing(leg: &Leg, turning: &Turning, foot: &Foot, within: usize) -> Option<[Cue; 2]> {
    let Course { first, rise, lift, .. } = &foot.course;
    let earliest = rise.len().saturating_sub(within).max(1);
    let falling = (earliest..rise.len()).rev().find(|&i| rise[i] < FALLING_MPS)?;
    let mut low = falling;
    while low > 0 && rise[low - 1] < rise[low] {
        low -= 1;
    }
    if low == 0 || low + 1 >= rise.len() {
        return None;
    }
    let after = if lift[low] < 0.0 { low } else { low - 1 };
    let turned = lift[after] < 0.0 && lift[after + 1] >= 0.0;
    let stopped = if turned { crossing(lift, after, 0.0) } else { low as f64 };
    let at = *first as f64 + stopped;
    let fall = Cue { at, by: between(&turning.fast, at).to_degrees() };
    let [from, to] = TURNS_DOWN_MS.map(|ms| at + leg.ms(ms));
    let turns = lowest(&turning.fast, from, to.min((first + rise.len()) as f64));
    let down = turns.map_or(Cue::NONE, |i| Cue {
        at: exactly(&turning.fast, i),
        by: between(&foot.pitch, stopped - leg.ms(BEFORE_MS)),
    });
    Some([fall, down])
}

/// The heel is up, and the sensor has risen.
fn lifting(turning: &Turning, foot: &Foot, within: usize) -> Option<[Cue; 2]> {
    let (course, pitch) = (&foot.course, &foot.pitch);
    let up = (1..pitch.len().min(within + 1)).find(|&i| pitch[i] < HEEL_UP_DEG)?;
    let lifted = crossing(pitch, up - 1, HEEL_UP_DEG);
    // Turning about the ball at a rate, the sensor rises by that rate times its arm.
    let lever = |i: usize| -turning.fast[course.first + i] * pitch[i].to_radians().cos();
    let (mut product, mut square) = (0.0, 0.0);
    for i in (0..up).filter(|&i| within_range(pitch[i], ON_THE_BALL_DEG)) {
        product += lever(i) * course.rise[i];
        square += lever(i) * lever(i);
    }
    let at = course.first as f64 + lifted;
    let on_ball = product / square;
    let arm = between(&course.rise, lifted)
        / (-between(&turning.fast, at) * HEEL_UP_DEG.to_radians().cos());
    let height = course.height();
    let last = height.len().min(within + 1);
    let risen = (1..last).find(|&i| height[i - 1] < RISEN_M && height[i] >= RISEN_M);
    let risen = risen.map_or(Cue::NONE, |i| Cue {
        at: course.first as f64 + crossing(&height, i - 1, RISEN_M),
        by: on_ball,
    });
    let heel = Cue { at, by: arm - on_ball };
    Some([heel, risen])
}

fn within_range(v: f64, [low, high]: [f64; 2]) -> bool {
    (low..=high).contains(&v)
}
