//! What was measured against what was true.

use nalgebra::{Matrix3, UnitQuaternion, Vector3};
use runform::gait::orientation::align;
use runform::gait::{Fault, Gait, Run, Step, Track, Trust, measure};
use runform::metrics::asymmetry::symmetry_index_pct;
use runform::recording::{Data, ImuRecording, Note, Placement, Region, Side};
use runform::settings::Settings;
use runform::simulate::imu::{ImuProfile, SimulatedImu, TrueStep, simulate};

/// A found step this near to a true one is that one, s.
const SAME_STEP_S: f64 = 0.060;

pub fn mean(x: impl IntoIterator<Item = f64>) -> f64 {
    let (n, sum) =
        x.into_iter().filter(|v| v.is_finite()).fold((0.0, 0.0), |(n, s), v| (n + 1.0, s + v));
    sum / n
}

pub fn sd(x: &[f64]) -> f64 {
    let m = mean(x.iter().copied());
    let n = x.iter().filter(|v| v.is_finite()).count() as f64;
    (x.iter().filter(|v| v.is_finite()).map(|v| (v - m).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

pub fn imu(run: &SimulatedImu) -> &ImuRecording {
    match &run.recording.data {
        Data::Imu(imu) => imu,
        _ => unreachable!(),
    }
}

/// What the sensors of one run gave.
pub struct Measured {
    pub run: SimulatedImu,
    pub gait: Gait,
    pub notes: Vec<Note>,
}

pub fn run(profile: &ImuProfile) -> Measured {
    let run = simulate(profile);
    let (gait, notes) = measured(imu(&run));
    Measured { run, gait, notes }
}

pub fn measured(imu: &ImuRecording) -> (Gait, Vec<Note>) {
    let mut notes = Vec::new();
    let gait = measure(imu, &Settings::default().imu, &mut notes);
    (gait, notes)
}

/// Measured minus true of one track; NaN where it does not apply.
#[derive(Debug, Clone, Copy)]
pub struct Score {
    pub steps: usize,
    pub missed: usize,
    pub extra: usize,
    /// Found, but left out of the statistics.
    pub faulty: usize,
    pub cadence_spm: f64,
    /// SD of step times (one leg: stride times) against the truth, %.
    pub time_sd_pct: f64,
    pub contact_ms: f64,
    pub ic_ms: [f64; 2],
    pub to_ms: [f64; 2],
    /// Share of all true steps with the right side.
    pub right_side: f64,
    pub wrong_side: usize,
    pub step_time_pp: f64,
    pub contact_pp: f64,
    pub oscillation_pct: f64,
    pub trust: Trust,
}

impl Measured {
    pub fn score(&self, placement: Placement) -> Score {
        self.score_within(placement, |_| true)
    }

    /// Of the steps that begin where `counts` holds, outermost ones apart.
    pub fn score_within(&self, placement: Placement, counts: impl Fn(f64) -> bool) -> Score {
        let track = self.track(placement);
        score(track, &self.run, placement, 0.0, counts)
    }

    pub fn track(&self, placement: Placement) -> &Track {
        self.gait
            .tracks
            .iter()
            .find(|t| t.placements.contains(&placement))
            .unwrap_or_else(|| panic!("no track of {placement}: {:?}", self.notes))
    }
}

/// `shift_s` is added to true times to come to the recording's clock.
pub fn score(
    track: &Track,
    run: &SimulatedImu,
    placement: Placement,
    shift_s: f64,
    counts: impl Fn(f64) -> bool,
) -> Score {
    let leg = matches!(placement.region(), Region::Foot | Region::Shank);
    let one_leg = leg && track.placements.len() == 1;
    let all = &run.truth.steps;
    let seen: Vec<&TrueStep> = all
        .iter()
        .filter(|t| !t.walking && (!one_leg || Some(t.side) == placement.side()))
        .collect();
    let inner: Vec<&TrueStep> = seen[1..seen.len() - 2]
        .iter()
        .filter(|t| {
            counts(t.initial_contact_s) && counts(t.initial_contact_s + t.step_time_ms / 1000.0)
        })
        .copied()
        .collect();
    let found: Vec<&Step> = track.steps().filter(|s| s.fault != Some(Fault::Inserted)).collect();
    let ic = |t: &TrueStep| t.initial_contact_s + shift_s;
    // A common delay of all steps is no reason to miss them.
    let nearest = |t: &TrueStep| {
        let after = found.partition_point(|s| s.initial_contact_s < ic(t));
        let near = &found[after.saturating_sub(1)..(after + 1).min(found.len())];
        near.iter()
            .copied()
            .min_by(|a, b| {
                (a.initial_contact_s - ic(t)).abs().total_cmp(&(b.initial_contact_s - ic(t)).abs())
            })
            .filter(|s| (s.initial_contact_s - ic(t)).abs() <= SAME_STEP_S)
    };
    let pairs: Vec<(&TrueStep, &Step)> =
        inner.iter().filter_map(|t| Some((*t, nearest(t)?))).collect();
    let extra = found
        .iter()
        .filter(|s| {
            let t = s.initial_contact_s - shift_s;
            counts(t)
                && t > inner[0].initial_contact_s - SAME_STEP_S
                && t < inner[inner.len() - 1].initial_contact_s + SAME_STEP_S
                && !seen.iter().any(|x| (x.initial_contact_s - t).abs() <= SAME_STEP_S)
        })
        .count();
    let sound: Vec<(&TrueStep, &Step)> =
        pairs.iter().copied().filter(|(_, s)| s.fault.is_none()).collect();
    let of = |f: &dyn Fn(&TrueStep, &Step) -> f64| -> Vec<f64> {
        sound.iter().map(|(t, s)| f(t, s)).collect()
    };
    let spread = |x: Vec<f64>| [mean(x.iter().copied()), sd(&x)];
    type Of<T> = fn(&T) -> f64;
    let (true_time, time): (Of<TrueStep>, Of<Step>) = if one_leg {
        (|t| t.stride_time_ms, |s| s.stride_ms)
    } else {
        (|t| t.step_time_ms, |s| s.step_ms)
    };
    let index = |truth: bool, f: &dyn Fn(&TrueStep, &Step) -> f64| {
        let side = |side: Side| {
            let of = sound
                .iter()
                .filter(|(t, s)| if truth { t.side == side } else { s.side == Some(side) });
            mean(of.map(|(t, s)| f(t, s)))
        };
        symmetry_index_pct(side(Side::Left), side(Side::Right))
    };
    let contact = if track.stretches.iter().any(|s| !s.contact.is_empty()) {
        let windows = track.stretches.iter().flat_map(|s| &s.contact);
        let differences =
            windows.filter(|w| counts(w.span.start_s) && counts(w.span.end_s)).map(|w| {
                let within = |t: &&&TrueStep| {
                    (w.span.start_s..w.span.end_s).contains(&(t.initial_contact_s + shift_s))
                };
                w.value - mean(seen.iter().filter(within).map(|t| t.contact_ms))
            });
        mean(differences)
    } else {
        mean(of(&|t, s| s.contact_ms - t.contact_ms))
    };
    let place = run.truth.sensors.iter().position(|s| s.placement == placement).unwrap();
    let sensor = |t: &TrueStep| t.sensor_oscillation_mm[place];
    let sides: Vec<_> = pairs.iter().filter(|(t, s)| s.side == Some(t.side)).collect();
    Score {
        steps: inner.len(),
        missed: inner.len() - pairs.len(),
        extra,
        faulty: pairs.len() - sound.len(),
        cadence_spm: cadence(track, all, shift_s, &counts),
        time_sd_pct: 100.0 * (sd(&of(&|_, s| time(s))) / sd(&of(&|t, _| true_time(t))) - 1.0),
        contact_ms: contact,
        ic_ms: spread(of(&|t, s| 1000.0 * (s.initial_contact_s - ic(t)))),
        to_ms: spread(of(&|t, s| 1000.0 * (s.toe_off_s - t.toe_off_s - shift_s))),
        right_side: sides.len() as f64 / inner.len() as f64,
        wrong_side: pairs.iter().filter(|(t, s)| s.side.is_some_and(|x| x != t.side)).count(),
        step_time_pp: index(false, &|_, s| s.step_ms) - index(true, &|t, _| t.step_time_ms),
        contact_pp: index(false, &|_, s| s.contact_ms) - index(true, &|t, _| t.contact_ms),
        oscillation_pct: 100.0
            * (mean(of(&|_, s| s.oscillation_mm)) / mean(of(&|t, _| sensor(t))) - 1.0),
        trust: track.stretches.iter().map(|s| s.trust).min().unwrap_or(Trust::None),
    }
}

/// Mean over the windows of spectral cadence of measured minus true, spm.
fn cadence(track: &Track, steps: &[TrueStep], shift_s: f64, counts: &dyn Fn(f64) -> bool) -> f64 {
    let phase = |t: f64| {
        let k =
            steps.partition_point(|s| s.initial_contact_s + shift_s <= t).clamp(1, steps.len()) - 1;
        let s = &steps[k];
        k as f64 + 1000.0 * (t - s.initial_contact_s - shift_s) / s.step_time_ms
    };
    let windows = track.stretches.iter().flat_map(|s| &s.cadence);
    mean(windows.filter(|w| counts(w.span.start_s) && counts(w.span.end_s)).map(|w| {
        w.value - 60.0 * (phase(w.span.end_s) - phase(w.span.start_s)) / w.span.duration_s()
    }))
}

/// By how much the axes found for a trunk sensor are off, deg: up, forward.
pub fn axes_off(run: &SimulatedImu, index: usize) -> [f64; 2] {
    let stream = &imu(run).sensors[index];
    let piece = &stream.pieces[0];
    let aligned = align(&Run {
        placement: stream.placement,
        start_s: 0.0,
        rate_hz: stream.rate_hz,
        acc: piece.acc_views(),
        gyro: piece.gyro_views(),
        axes: stream.axes,
        gravity: stream.gravity,
    })
    .unwrap();
    // The axis in the sensor's frame is the one along which the sensor's own
    // samples give the aligned signal.
    let (mut m, mut up, mut fwd) = (Matrix3::zeros(), Vector3::zeros(), Vector3::zeros());
    let forward = aligned.forward.as_ref().unwrap();
    for (i, (along_up, along_forward)) in aligned.up.iter().zip(forward).enumerate() {
        let a = Vector3::new(piece.acc[0][i], piece.acc[1][i], piece.acc[2][i]);
        m += a * a.transpose();
        up += a * *along_up;
        fwd += a * *along_forward;
    }
    let inverse = m.try_inverse().unwrap();
    let [w, x, y, z] = run.truth.sensors[index].mount;
    let mount = UnitQuaternion::from_quaternion(nalgebra::Quaternion::new(w, x, y, z));
    let share = if stream.placement == Placement::Chest { 0.8 } else { 1.0 };
    let lean = (share * mean(run.truth.steps.iter().map(|s| s.lean_deg))).to_radians();
    let off = |found: Vector3<f64>, truth: Vector3<f64>| {
        (mount * (inverse * found)).angle(&truth).to_degrees()
    };
    [
        off(up, Vector3::new(-lean.sin(), 0.0, lean.cos())),
        off(fwd, Vector3::new(lean.cos(), 0.0, lean.sin())),
    ]
}
