//! Everything that can be chosen about a simulated IMU run.

use serde::{Deserialize, Serialize};

use super::faults::Faults;
use super::pulse::PulseShape;
use crate::recording::{Placement, Side};
use crate::watch::{Pacing, WatchProfile};

/// A run with inertial sensors on the body. Missing keys take the value of
/// [`ImuProfile::default`]: ten steady, level minutes of a fresh runner with one
/// good sensor on the sacrum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImuProfile {
    /// The run: seed, duration, runner (cadence, contact, balance of the sides),
    /// fatigue, pacing, course, pauses, and the watch worn beside. A pause is
    /// standing still. The recording begins at full speed.
    pub run: WatchProfile,
    /// Body mass, kg.
    pub mass_kg: f64,
    /// Standing height, m.
    pub height_m: f64,
    /// How the body moves when fresh.
    pub motion: Motion,
    /// What fatigue adds at its plateau, beside what `run.fatigue` says.
    pub tiring: Tiring,
    /// Step-to-step variability.
    pub variability: Variability,
    /// The sensors, one for each placement, all alike.
    pub placements: Vec<Placement>,
    /// Samples per second, 50–2000.
    pub rate_hz: f64,
    /// What is wrong with the sensors and their files.
    pub faults: Faults,
}

impl Default for ImuProfile {
    fn default() -> Self {
        ImuProfile {
            run: WatchProfile {
                duration_s: 600.0,
                pacing: Pacing { warm_up_s: 0.0, ..Pacing::default() },
                ..WatchProfile::default()
            },
            mass_kg: 70.0,
            height_m: 1.75,
            motion: Motion::default(),
            tiring: Tiring::default(),
            variability: Variability::default(),
            placements: vec![Placement::Sacrum],
            rate_hz: 200.0,
            faults: Faults::default(),
        }
    }
}

/// Motion of the fresh runner. Sizes are typical of recreational runners; where
/// no source is named they are ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Motion {
    /// Vertical force over contact.
    pub pulse: PulseShape,
    /// How uneven steps share the vertical impulse.
    pub impulse: Impulse,
    /// Foot of the first step.
    pub first_side: Side,
    /// Time from left to right contact against right to left, symmetry index in
    /// % (100·(L−R)/mean; positive: the step that begins on the left is longer).
    pub step_time_asymmetry_pct: f64,
    /// Vertical motion of sacrum and waist over that of the centre of mass.
    /// 1.0–1.3; on real sacra +2 to +4 mm, i.e. about 1.04.
    pub trunk_gain: f64,
    /// The same for the chest, 1.0–1.35.
    pub chest_gain: f64,
    /// Impact that reaches the trunk, peak in g.
    pub trunk_impact_g: f64,
    /// Impact that reaches the shank, peak in g (3–10).
    pub shank_impact_g: f64,
    /// Impact that reaches the foot, peak in g (6–20).
    pub foot_impact_g: f64,
    /// Braking and push of the centre of mass, peak, m/s² (2–5).
    pub braking_mps2: f64,
    /// Dip of the trunk's forward acceleration just after contact, peak, m/s².
    pub braking_dip_mps2: f64,
    /// Sideways acceleration of the trunk, peak, m/s² (0.8–2).
    pub sideways_mps2: f64,
    /// Forward lean, deg.
    pub lean_deg: f64,
    /// Nodding of the trunk once a step, amplitude, deg (1–5; markers on two runners: 1.3–2.1).
    pub nod_deg: f64,
    /// Drop of the right side of the pelvis while the left foot stands, deg (2–7).
    pub drop_left_stance_deg: f64,
    /// Drop of the left side while the right foot stands, deg.
    pub drop_right_stance_deg: f64,
    /// Turning of the pelvis about the vertical, amplitude, deg (3–8).
    pub yaw_deg: f64,
    /// Pitch rates of foot and shank.
    pub leg: Leg,
    /// How the foot lands and leaves, and where the sensor on it sits.
    pub foot: Foot,
    /// Swing of the arms, from back to front, deg: left, right.
    pub arm_swing_deg: [f64; 2],
}

impl Default for Motion {
    fn default() -> Self {
        Motion {
            pulse: PulseShape::Rearfoot,
            impulse: Impulse::Balanced,
            first_side: Side::Left,
            step_time_asymmetry_pct: 0.0,
            trunk_gain: 1.05,
            chest_gain: 1.1,
            trunk_impact_g: 0.4,
            shank_impact_g: 6.0,
            foot_impact_g: 10.0,
            braking_mps2: 2.8,
            braking_dip_mps2: 6.0,
            sideways_mps2: 1.2,
            lean_deg: 6.0,
            nod_deg: 2.0,
            drop_left_stance_deg: 4.0,
            drop_right_stance_deg: 4.0,
            yaw_deg: 5.0,
            leg: Leg::default(),
            foot: Foot::default(),
            arm_swing_deg: [50.0, 50.0],
        }
    }
}

/// How uneven steps share the vertical impulse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Impulse {
    /// So that the body keeps its height: what one step loses the next returns.
    #[default]
    Balanced,
    /// Body weight times the time to the next contact; height may wander.
    StepTime,
}

/// Pitch of foot and shank; peaks at 4 m/s, they grow with speed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Leg {
    /// Foot turning over the toes, peak, deg/s.
    pub push_off_dps: f64,
    /// Second peak after toe-off, deg/s.
    pub follow_through_dps: f64,
    /// Inclination of the shank at contact, deg; positive: ankle before knee.
    pub shank_at_contact_deg: f64,
}

impl Default for Leg {
    fn default() -> Self {
        Leg { push_off_dps: 600.0, follow_through_dps: 380.0, shank_at_contact_deg: 8.0 }
    }
}

/// Where on the foot the sensor sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum FootMount {
    /// On the laces: 7 cm behind the ball of the foot and 6 cm over the ground.
    #[default]
    Laces,
    /// On the heel cap: 17 cm behind the ball and 5 cm up.
    Heel,
    /// In the sole under the arch: 5 cm behind the ball and 1.5 cm up.
    Midsole,
}

impl FootMount {
    /// Forward and up of the ball of the foot, m.
    pub(super) fn place(self) -> [f64; 2] {
        match self {
            FootMount::Laces => [-0.07, 0.06],
            FootMount::Heel => [-0.17, 0.05],
            FootMount::Midsole => [-0.05, 0.015],
        }
    }
}

/// How a foot, a rigid body, lands and leaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Foot {
    /// Where the sensor sits.
    pub mount: FootMount,
    /// Angle of the foot to the ground at contact, toes up, deg: a heel striker
    /// has 10 to 30, a midfoot runner 0 to 8, a forefoot runner less than 0.
    pub strike_deg: f64,
    /// Time in which shoe and heel pad stop what lands, ms: damping of the strike.
    pub stop_ms: f64,
    /// Ringing of shoe and sensor after the impact, Hz (25 and more).
    pub ring_hz: f64,
    /// Its decay, ms: soft tissue and shoe damp it.
    pub ring_decay_ms: f64,
    /// The foot has turned up by 35 degrees this long before toe-off, ms.
    pub push_off_lead_ms: f64,
    /// How far ahead of the ball the toes then bear, m.
    pub toe_roll_m: f64,
}

impl Default for Foot {
    fn default() -> Self {
        Foot {
            mount: FootMount::Laces,
            strike_deg: 20.0,
            stop_ms: 24.0,
            ring_hz: 32.0,
            ring_decay_ms: 6.0,
            push_off_lead_ms: 20.0,
            toe_roll_m: 0.09,
        }
    }
}

/// What fatigue adds at its plateau (q = 1); it follows `run.fatigue.curve`.
/// Cadence, contact, balance and speed are set in `run.fatigue`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Tiring {
    /// Change of the step-time asymmetry, percentage points of the symmetry index.
    pub step_time_asymmetry_pp: f64,
    /// Change of the pelvic drop while the left foot stands, deg.
    pub drop_left_stance_deg: f64,
    /// Change while the right foot stands, deg.
    pub drop_right_stance_deg: f64,
    /// Change of forward lean, deg.
    pub lean_deg: f64,
    /// Change of braking (and push), %.
    pub braking_pct: f64,
    /// Change of the inclination of the shank at contact, deg.
    pub shank_at_contact_deg: f64,
    /// Change of the strike angle of both feet, deg.
    pub strike_deg: f64,
    /// Change of the swing of the arms, %: left, right.
    pub arm_swing_pct: [f64; 2],
    /// Change of the step-time variability, %.
    pub step_time_cv_pct: f64,
}

/// Step-to-step variability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Variability {
    /// Coefficient of variation of step times, % (0.6–3).
    pub step_time_cv_pct: f64,
    /// Scaling exponent of its slow part (0.5–1).
    pub alpha: f64,
    /// Share of the variance in that part, the rest is white.
    pub long_range_share: f64,
    /// SD of contact times, ms (2–8).
    pub contact_sd_ms: f64,
    /// SD of the pelvic drop, deg.
    pub drop_sd_deg: f64,
    /// SD of the strike angle, deg (1–2).
    pub strike_sd_deg: f64,
}

impl Default for Variability {
    fn default() -> Self {
        Variability {
            step_time_cv_pct: 1.0,
            alpha: 0.8,
            long_range_share: 0.6,
            contact_sd_ms: 4.0,
            drop_sd_deg: 0.3,
            strike_sd_deg: 1.5,
        }
    }
}

impl Variability {
    /// Every step like the other.
    pub fn none() -> Self {
        Variability {
            step_time_cv_pct: 0.0,
            contact_sd_ms: 0.0,
            drop_sd_deg: 0.0,
            strike_sd_deg: 0.0,
            ..Variability::default()
        }
    }
}
