//! What was true in a simulated IMU run.

use std::fmt::Write as _;

use nalgebra::UnitQuaternion;
use serde::{Deserialize, Serialize};

use super::ImuProfile;
use super::body::Body;
use super::steps::Step;
use crate::recording::{Placement, Region, Side, Span};
use crate::watch::{Gait, Truth};

/// Points in a step at which heights and angles are looked up.
const POINTS: usize = 96;

/// Truth of a simulated IMU run, free of any error of the sensors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImuTruth {
    /// `runform/imu-truth/1`.
    pub schema: String,
    /// Form at matched speed changed within the run.
    pub form_changes: bool,
    /// Time at which fatigue begins, s, where it changes form or speed.
    pub onset_s: Option<f64>,
    /// Truth of the run as a watch would have to show it: fatigue, speed,
    /// expected cadence and contact fresh and tired.
    pub run: Truth,
    /// The sensors, in the order of the recording.
    pub sensors: Vec<TrueSensor>,
    /// Every step that begins within the recording; in files in a table of its own.
    #[serde(skip)]
    pub steps: Vec<TrueStep>,
    /// All that was chosen.
    pub profile: ImuProfile,
}

/// A step from its initial contact to that of the other foot.
#[derive(Debug, Clone, PartialEq)]
pub struct TrueStep {
    /// Number from 0.
    pub step: usize,
    /// Walking, not running.
    pub walking: bool,
    /// The foot.
    pub side: Side,
    /// The foot's vertical force rises above 25 N, s from the start.
    pub initial_contact_s: f64,
    /// It falls below 25 N, s from the start.
    pub toe_off_s: f64,
    /// Time between the two, ms.
    pub contact_ms: f64,
    /// From toe-off to the contact of the other foot, ms; negative when both are on the ground.
    pub flight_ms: f64,
    /// To the contact of the other foot, ms. Long if the runner stood in between.
    pub step_time_ms: f64,
    /// To the next contact of the same foot, ms; NaN at the end.
    pub stride_time_ms: f64,
    /// Peak-to-peak height of the centre of mass from this contact to the next, mm.
    pub oscillation_mm: f64,
    /// The same of each sensor (order of `sensors`), mm; NaN away from the trunk.
    pub sensor_oscillation_mm: Vec<f64>,
    /// How far the pelvis on the other side sinks in this stance, deg.
    pub pelvic_drop_deg: f64,
    /// Forward lean at contact, without nodding, deg.
    pub lean_deg: f64,
    /// Forward speed of the centre of mass lost while braking, m/s.
    pub braking_mps: f64,
    /// Inclination of the shank at contact, deg; positive: ankle before knee.
    pub shank_deg: f64,
    /// Angle of the foot to the ground at contact, toes up, deg; NaN where the
    /// motion of the foot knows none.
    pub strike_deg: f64,
    /// Swing of the left arm from back to front, deg.
    pub arm_swing_left_deg: f64,
    /// Swing of the right arm, deg.
    pub arm_swing_right_deg: f64,
    /// Greatest vertical force, body weights.
    pub peak_force_bw: f64,
    /// Speed, m/s.
    pub speed_mps: f64,
    /// Slope, %.
    pub grade_pct: f64,
    /// Fatigue q, 0..1.
    pub fatigue: f64,
}

/// A sensor and what is exactly known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueSensor {
    /// Where it sat.
    pub placement: Placement,
    /// Turn from axes of the sensor to those of the body segment (forward, left,
    /// up when upright) at the start, as a quaternion w, x, y, z.
    pub mount: [f64; 4],
    /// When and by how much it slipped, s and deg.
    pub slip: Option<(f64, f64)>,
    /// Share of samples at the limit of the accelerometer, 0..1.
    pub clipped: f64,
    /// Features of the noise-free pitch rate of foot and shank, mean over running.
    pub features: Option<Features>,
}

/// Times of features of the pitch rate against the true events, ms, positive is
/// later. They belong to the motion, not to a detector: a perfect detector of
/// the feature is off by as much.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// The fall through zero before contact, against initial contact.
    pub zero_crossing_ms: f64,
    /// The minimum around contact, against initial contact.
    pub contact_minimum_ms: f64,
    /// The minimum around toe-off, against toe-off.
    pub toe_off_minimum_ms: f64,
}

impl ImuTruth {
    pub(super) fn new(profile: &ImuProfile, body: &Body, run: Truth) -> ImuTruth {
        let end = profile.run.duration_s;
        let steps = &body.steps;
        let inside = |s: &Step| s.ic >= 0.0 && s.ic <= end && s.gait != Gait::Paused;
        let indices = (0..steps.len()).filter(|&i| steps.get(i).is_some_and(inside));
        let mut truth = ImuTruth {
            schema: "runform/imu-truth/1".into(),
            form_changes: profile.changes_form(),
            onset_s: (profile.run.fatigue.curve.onset())
                .filter(|_| profile.changes_form() || profile.run.fatigue.speed_pct != 0.0)
                .map(|share| share * end),
            run,
            sensors: Vec::new(),
            steps: Vec::new(),
            profile: profile.clone(),
        };
        truth.steps =
            indices.enumerate().filter_map(|(n, i)| true_step(profile, body, i, n)).collect();
        truth
    }

    /// Running steps that begin within a span.
    pub fn running(&self, span: Span) -> impl Iterator<Item = &TrueStep> {
        self.steps.iter().filter(move |s| !s.walking && span.contains(s.initial_contact_s))
    }

    /// Mean of a value over the running steps of a span, of one side or of both;
    /// values that are NaN do not count. `None` without any.
    pub fn mean(
        &self,
        span: Span,
        side: Option<Side>,
        value: impl Fn(&TrueStep) -> f64,
    ) -> Option<f64> {
        let steps = self.running(span).filter(|s| side.is_none_or(|side| side == s.side));
        let (n, sum) = steps
            .map(value)
            .filter(|v| v.is_finite())
            .fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
        (n > 0.0).then(|| sum / n)
    }

    /// The truth file without the steps: indented JSON with a final newline.
    ///
    /// # Errors
    /// Only if a number of the profile is not finite.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// The steps as CSV, one row each.
    pub fn steps_csv(&self) -> String {
        let mut text = String::from(
            "step,gait,side,initial_contact_s,toe_off_s,contact_ms,flight_ms,step_time_ms,\
             stride_time_ms,oscillation_mm,pelvic_drop_deg,lean_deg,braking_mps,shank_deg,strike_deg,\
             arm_swing_left_deg,arm_swing_right_deg,peak_force_bw,speed_mps,grade_pct,fatigue",
        );
        let trunk: Vec<usize> = (0..self.sensors.len())
            .filter(|&i| self.sensors.get(i).is_some_and(|s| s.placement.region() == Region::Trunk))
            .collect();
        for sensor in trunk.iter().filter_map(|&i| self.sensors.get(i)) {
            let _ = write!(text, ",oscillation_{}_mm", sensor.placement); // a String takes all
        }
        text.push('\n');
        for s in &self.steps {
            let gait = if s.walking { "walking" } else { "running" };
            let side = if s.side == Side::Left { "left" } else { "right" };
            let _ = write!(
                text,
                "{},{gait},{side},{:.6},{:.6}",
                s.step, s.initial_contact_s, s.toe_off_s
            );
            let values = [
                s.contact_ms,
                s.flight_ms,
                s.step_time_ms,
                s.stride_time_ms,
                s.oscillation_mm,
                s.pelvic_drop_deg,
                s.lean_deg,
                s.braking_mps,
                s.shank_deg,
                s.strike_deg,
                s.arm_swing_left_deg,
                s.arm_swing_right_deg,
                s.peak_force_bw,
                s.speed_mps,
                s.grade_pct,
                s.fatigue,
            ];
            let sensors = trunk.iter().filter_map(|&i| s.sensor_oscillation_mm.get(i).copied());
            for value in values.into_iter().chain(sensors) {
                if value.is_finite() {
                    let _ = write!(text, ",{value:.4}");
                } else {
                    text.push(',');
                }
            }
            text.push('\n');
        }
        text
    }
}

fn true_step(profile: &ImuProfile, body: &Body, i: usize, number: usize) -> Option<TrueStep> {
    let (s, next) = (body.steps.get(i)?, body.steps.get(i + 1)?);
    let stride = body
        .steps
        .get(i + 2)
        .filter(|_| next.gait != Gait::Paused)
        .map_or(f64::NAN, |n| n.ic - s.ic);
    let at = |k: usize, end: f64| s.ic + (end - s.ic) * k as f64 / POINTS as f64;
    // Heights count from the contact of their own step: stop short of the next.
    let end = next.ic - 1e-9;
    let range = |value: &dyn Fn(f64) -> f64| {
        let bounds = (0..=POINTS).map(|k| value(at(k, end)));
        let (low, high) =
            bounds.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        1000.0 * (high - low)
    };
    let sign = if s.side == Side::Left { 1.0 } else { -1.0 };
    let roll = |t: f64| sign * body.pelvis(t)[0].v.to_degrees();
    let sunk = (0..=POINTS).map(|k| roll(at(k, s.to))).fold(f64::NEG_INFINITY, f64::max);
    let peak = (0..=POINTS).map(|k| body.force_bw(i, at(k, s.to))).fold(0.0, f64::max);
    Some(TrueStep {
        step: number,
        walking: s.gait == Gait::Walking,
        side: s.side,
        initial_contact_s: s.ic,
        toe_off_s: s.to,
        contact_ms: 1000.0 * (s.to - s.ic),
        flight_ms: 1000.0 * (next.ic - s.to),
        step_time_ms: 1000.0 * (next.ic - s.ic),
        stride_time_ms: 1000.0 * stride,
        oscillation_mm: range(&|t| body.height(t).v),
        sensor_oscillation_mm: profile
            .placements
            .iter()
            .map(|&p| match p.region() {
                Region::Trunk => range(&|t| body.sensor_height(p, t)),
                _ => f64::NAN,
            })
            .collect(),
        pelvic_drop_deg: sunk - roll(s.ic),
        lean_deg: s.lean,
        braking_mps: body.speed_lost(i),
        shank_deg: body.leg(s.side).shank_pitch(s.ic).v,
        strike_deg: s.strike,
        arm_swing_left_deg: s.arms[0],
        arm_swing_right_deg: s.arms[1],
        peak_force_bw: peak,
        speed_mps: s.speed,
        grade_pct: s.grade,
        fatigue: s.fatigue,
    })
}

/// Steps looked at for the features of a limb.
const FEATURE_STEPS: usize = 40;

impl Features {
    /// Of the pitch rate of a foot or shank, over the first running contacts.
    pub(super) fn of(body: &Body, placement: Placement) -> Option<Features> {
        let side = placement.side()?;
        let rate = |t: f64| match placement.region() {
            Region::Foot => body.leg(side).foot_pitch(t).d,
            _ => body.leg(side).shank_pitch(t).d,
        };
        let grid = |from: f64, to: f64| {
            let n = ((to - from) / 0.0005).ceil().max(1.0) as usize;
            (0..=n).map(move |k| from + (to - from) * k as f64 / n as f64)
        };
        let lowest = |from: f64, to: f64| {
            grid(from, to).min_by(|a, b| rate(*a).total_cmp(&rate(*b))).unwrap_or(from)
        };
        let mut sums = [0.0; 3];
        let mut n = 0.0;
        let own =
            body.steps.iter().filter(|s| s.side == side && s.gait == Gait::Running && s.ic > 1.0);
        for s in own.take(FEATURE_STEPS) {
            let minimum = lowest(s.ic - 0.03, s.ic + 0.10);
            let crossing = grid(s.ic - 0.15, minimum).find(|&t| rate(t) < 0.0);
            let leaving = lowest(s.to - 0.06, s.to + 0.045);
            sums[0] += crossing.unwrap_or(minimum) - s.ic;
            sums[1] += minimum - s.ic;
            sums[2] += leaving - s.to;
            n += 1.0;
        }
        let [zero, contact, toe] = sums.map(|s| 1000.0 * s / n);
        (n > 0.0).then_some(Features {
            zero_crossing_ms: zero,
            contact_minimum_ms: contact,
            toe_off_minimum_ms: toe,
        })
    }
}

/// A rotation as w, x, y, z.
pub(super) fn wxyz(q: &UnitQuaternion<f64>) -> [f64; 4] {
    [q.w, q.i, q.j, q.k]
}
