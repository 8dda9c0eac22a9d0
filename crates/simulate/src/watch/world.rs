//! The run itself, second by second: what would happen with no watch on.

use super::super::noise::Ar1;
use super::{Bout, FatigueCurve, Pacing, Plan, Terrain, WatchProfile};

/// Runner and ground answer a change of plan within a few seconds (ours).
const ACCELERATION_TAU_S: f64 = 4.0;
/// Walking speed, m/s (ours).
const WALK_MPS: f64 = 1.6;
/// Slopes begin and end over this share of the run.
const SLOPE_BLEND: f64 = 0.01;
/// Stream of the speed wander; the device's streams follow.
const WANDER_STREAM: u64 = 0;
/// Longest run, so that no profile can exhaust memory.
pub(super) const LONGEST_S: f64 = 48.0 * 3600.0;

/// What the runner does in one second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gait {
    Running,
    Walking,
    Paused,
}

/// One second of the run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Second {
    /// Elapsed time, s.
    pub(crate) time_s: f64,
    /// Elapsed time over duration, 0..1.
    pub(crate) progress: f64,
    pub(crate) gait: Gait,
    pub(crate) speed_mps: f64,
    pub(crate) grade_pct: f64,
    /// From the start, m.
    pub(crate) distance_m: f64,
    pub(crate) altitude_m: f64,
    pub(crate) heart_rate_bpm: f64,
    /// q, 0..1.
    pub(crate) fatigue: f64,
}

/// Every second from 0 to the duration, pauses included, from a standing start.
pub(super) fn seconds(profile: &WatchProfile) -> Vec<Second> {
    seconds_from(profile, 0.0)
}

/// Every second from 0 to the duration, pauses included; the runner passes the
/// start at a share of the speed planned for it.
pub(super) fn seconds_from(profile: &WatchProfile, share: f64) -> Vec<Second> {
    let duration = profile.duration_s.clamp(0.0, LONGEST_S).round();
    let base = profile.runner.speed_mps;
    let pacing = &profile.pacing;
    let wander_phi = (-1.0 / pacing.wander_tau_s).exp();
    let mut wander = Ar1::new(profile.seed, WANDER_STREAM, pacing.wander_sd_mps, wander_phi);
    let answer = 1.0 - (-1.0 / ACCELERATION_TAU_S).exp();
    let heart_answer = 1.0 - (-1.0 / profile.heart.tau_s).exp();
    let mut heart = profile.heart.rest_bpm + 15.0;
    let mut speed = share * base * planned(pacing, 0.0, duration);
    let (mut distance, mut grade_then) = (0.0, 0.0);
    let mut altitude = profile.course.start_altitude_m;
    let within = |bouts: &[Bout], t| bouts.iter().any(|b| b.contains(t));

    (0..=duration as usize)
        .map(|i| {
            let time_s = i as f64;
            let progress = if duration > 0.0 { time_s / duration } else { 0.0 };
            let gait = if within(&profile.breaks.pauses, time_s) {
                Gait::Paused
            } else if within(&profile.breaks.walks, time_s) {
                Gait::Walking
            } else {
                Gait::Running
            };
            let fatigue = profile.fatigue.curve.at(progress);
            // The way made since the record before, at the speed of then.
            distance += if i > 0 { speed } else { 0.0 };
            altitude += speed * grade_then / 100.0; // grade_then is 0 at the start
            let grade_pct = grade(profile.course.terrain, distance, progress);
            let target = match gait {
                Gait::Paused => 0.0,
                Gait::Walking => WALK_MPS,
                Gait::Running => {
                    let chosen = base
                        * planned(pacing, time_s, duration)
                        * (1.0 + profile.fatigue.speed_pct / 100.0 * fatigue)
                        + wander.step();
                    chosen * (1.0 - pacing.slope_slowing_pct / 100.0 * grade_pct)
                }
            };
            speed = if gait == Gait::Paused { 0.0 } else { speed + answer * (target - speed) };
            grade_then = grade_pct;
            let effort = (speed / base * cost_of_slope(grade_pct)).max(0.2);
            let drift = 1.0 + profile.heart.drift_pct_per_h / 100.0 * time_s / 3600.0;
            let reserve = profile.heart.running_bpm - profile.heart.rest_bpm;
            heart += heart_answer * ((profile.heart.rest_bpm + reserve * effort) * drift - heart);
            Second {
                time_s,
                progress,
                gait,
                speed_mps: speed,
                grade_pct,
                distance_m: distance,
                altitude_m: altitude,
                heart_rate_bpm: heart,
                fatigue,
            }
        })
        .collect()
}

/// Chosen speed as a share of base speed.
fn planned(pacing: &Pacing, t: f64, duration: f64) -> f64 {
    if pacing.cool_down_s > 0.0 && t >= duration - pacing.cool_down_s {
        return pacing.cool_down_speed;
    }
    let late = |from: f64| ((t / duration - from) / (1.0 - from).max(1e-9)).clamp(0.0, 1.0);
    let plan = match pacing.plan {
        Plan::Constant => 1.0,
        Plan::Slowing { by_pct, from } => 1.0 - by_pct / 100.0 * late(from),
        Plan::Progressive { by_pct, from } => 1.0 + by_pct / 100.0 * late(from),
        Plan::Intervals(i) => {
            let into = t - pacing.warm_up_s;
            if into < 0.0 {
                1.0
            } else if into % (i.work_s + i.rest_s) < i.work_s {
                i.work_speed
            } else {
                i.rest_speed
            }
        }
    };
    if t < pacing.warm_up_s {
        plan * (pacing.warm_up_from + (1.0 - pacing.warm_up_from) * t / pacing.warm_up_s)
    } else {
        plan
    }
}

/// Slope in %, from the way made and the progress of the run.
fn grade(terrain: Terrain, distance_m: f64, progress: f64) -> f64 {
    let begun = |at: f64| ((progress - at) / SLOPE_BLEND).clamp(0.0, 1.0);
    let waves = |grade_pct: f64, wavelength_m: f64| {
        grade_pct * (std::f64::consts::TAU * distance_m / wavelength_m).sin()
    };
    match terrain {
        Terrain::Flat => 0.0,
        Terrain::Rolling { grade_pct, wavelength_m } => waves(grade_pct, wavelength_m),
        Terrain::HillyFirstHalf { grade_pct, wavelength_m } => {
            waves(grade_pct, wavelength_m) * (1.0 - begun(0.5))
        }
        Terrain::HillySecondHalf { grade_pct, wavelength_m } => {
            waves(grade_pct, wavelength_m) * begun(0.5)
        }
        Terrain::Turn { first_pct, then_pct, at } => first_pct + (then_pct - first_pct) * begun(at),
        Terrain::Climb { grade_pct, from } => grade_pct * begun(from),
    }
}

/// Energy cost of running on a slope over the cost on the level (Minetti 2002).
fn cost_of_slope(grade_pct: f64) -> f64 {
    let i = (grade_pct / 100.0).clamp(-0.3, 0.3);
    let cost = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6;
    cost / 3.6
}

/// Elapsed time at which fatigue leaves 0, if the run gets there.
pub(super) fn onset_s(curve: FatigueCurve, seconds: &[Second]) -> Option<f64> {
    let from = curve.onset()?;
    seconds.iter().find(|s| s.progress >= from).map(|s| s.time_s)
}
