//! Ready profiles.

use super::faults::{Faults, Mount};
use super::{ImuProfile, PulseShape, Tiring};
use crate::recording::Placement;
use crate::watch::{Bout, Breaks, Control, Fatigue, FatigueCurve, Pacing, Plan, Terrain};

/// A profile with a name.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// How to ask for it.
    pub name: &'static str,
    /// Whether form changes in it.
    pub control: Control,
    /// What happens in it, in a sentence.
    pub about: &'static str,
    build: fn(&mut ImuProfile),
}

impl Named {
    /// The profile.
    pub fn profile(&self) -> ImuProfile {
        let mut profile = ImuProfile::default();
        profile.run.name = self.name.into();
        (self.build)(&mut profile);
        profile
    }
}

/// The profile of this name.
pub fn named(name: &str) -> Option<ImuProfile> {
    NAMED.iter().find(|n| n.name == name).map(Named::profile)
}

/// Fatigue from 45 % of the run on, complete at 70 %.
const LATE: FatigueCurve = FatigueCurve::Linear { from: 0.45, to: 0.70 };

fn late(profile: &mut ImuProfile, fatigue: Fatigue, tiring: Tiring) {
    profile.run.duration_s = 3600.0;
    profile.run.fatigue = Fatigue { curve: LATE, ..fatigue };
    profile.tiring = tiring;
}

/// What fatigue adds to contact in `heel_longer`, ms.
const LONGER_MS: f64 = 15.0;

/// A runner whose rigid foot lands at this angle, with a sensor on each foot and shank.
fn landing(profile: &mut ImuProfile, strike_deg: f64, pulse: PulseShape) {
    profile.motion.foot.strike_deg = strike_deg;
    profile.motion.pulse = pulse;
    profile.placements = vec![
        Placement::LeftFoot,
        Placement::RightFoot,
        Placement::LeftShank,
        Placement::RightShank,
    ];
}

/// Every ready profile.
pub const NAMED: [Named; 20] = [
    Named {
        name: "fresh",
        control: Control::Negative,
        about: "Ten steady, level minutes; nothing changes.",
        build: |_| {},
    },
    Named {
        name: "fatigue",
        control: Control::Positive,
        about: "An hour: contact +5 %, cadence -2 %, braking +10 %, pelvic drop +1.5 deg.",
        build: |p| {
            let fatigue = Fatigue { contact_pct: 5.0, cadence_pct: -2.0, ..Fatigue::default() };
            let tiring = Tiring {
                braking_pct: 10.0,
                drop_left_stance_deg: 1.5,
                drop_right_stance_deg: 1.5,
                ..Tiring::default()
            };
            late(p, fatigue, tiring);
        },
    },
    Named {
        name: "collapse",
        control: Control::Positive,
        about: "An hour: contact +8 %, cadence -4 %, lean +6 deg, uneven sides, speed -10 %.",
        build: |p| {
            let fatigue = Fatigue {
                contact_pct: 8.0,
                cadence_pct: -4.0,
                balance_pp: 1.0,
                speed_pct: -10.0,
                ..Fatigue::default()
            };
            let tiring = Tiring {
                lean_deg: 6.0,
                drop_left_stance_deg: 3.0,
                drop_right_stance_deg: 2.0,
                step_time_asymmetry_pp: 2.0,
                braking_pct: 15.0,
                step_time_cv_pct: 60.0,
                ..Tiring::default()
            };
            late(p, fatigue, tiring);
        },
    },
    Named {
        name: "hip_drop",
        control: Control::Positive,
        about: "An hour: the pelvis sinks 3 deg more when the left foot stands, all else holds.",
        build: |p| {
            let tiring = Tiring { drop_left_stance_deg: 3.0, ..Tiring::default() };
            late(p, Fatigue::default(), tiring);
        },
    },
    Named {
        name: "lean",
        control: Control::Positive,
        about: "An hour: the trunk leans 5 deg further forward, all else holds.",
        build: |p| late(p, Fatigue::default(), Tiring { lean_deg: 5.0, ..Tiring::default() }),
    },
    Named {
        name: "overstride",
        control: Control::Positive,
        about: "An hour: cadence -3 %, shank 4 deg more inclined at contact, braking +15 %.",
        build: |p| {
            let fatigue = Fatigue { cadence_pct: -3.0, ..Fatigue::default() };
            let tiring =
                Tiring { shank_at_contact_deg: 4.0, braking_pct: 15.0, ..Tiring::default() };
            late(p, fatigue, tiring);
        },
    },
    Named {
        name: "favours_left",
        control: Control::Positive,
        about: "An hour: contact moves by 1.5 points to the left, step times by 3 %.",
        build: |p| {
            let fatigue = Fatigue { balance_pp: 1.5, ..Fatigue::default() };
            late(p, fatigue, Tiring { step_time_asymmetry_pp: 3.0, ..Tiring::default() });
        },
    },
    Named {
        name: "arm_swing",
        control: Control::Positive,
        about: "An hour: the right arm swings 30 % less; sensors on both wrists.",
        build: |p| {
            late(
                p,
                Fatigue::default(),
                Tiring { arm_swing_pct: [0.0, -30.0], ..Tiring::default() },
            );
            p.placements = vec![Placement::LeftWrist, Placement::RightWrist];
        },
    },
    Named {
        name: "slowing",
        control: Control::Negative,
        about: "An hour that only gets slower, by 12 %; form at matched speed holds.",
        build: |p| {
            p.run.duration_s = 3600.0;
            p.run.pacing.plan = Plan::Slowing { by_pct: 12.0, from: 0.3 };
        },
    },
    Named {
        name: "hills_late",
        control: Control::Negative,
        about: "An hour, level at first, rolling hills in the second half.",
        build: |p| {
            p.run.duration_s = 3600.0;
            p.run.course.terrain = Terrain::HillySecondHalf { grade_pct: 4.0, wavelength_m: 800.0 };
        },
    },
    Named {
        name: "uneven",
        control: Control::Negative,
        about: "Ten minutes of a runner whose left contact is 4 % longer and step times differ by 3 %, always.",
        build: |p| {
            p.run.runner.balance_left_pct = 51.0;
            p.motion.step_time_asymmetry_pct = 3.0;
        },
    },
    Named {
        name: "slip",
        control: Control::Negative,
        about: "An hour; the sensor slips by 12 deg half-way, form holds.",
        build: |p| {
            p.run.duration_s = 3600.0;
            p.faults.slip_deg = 12.0;
        },
    },
    Named {
        name: "stops",
        control: Control::Negative,
        about: "Twenty minutes with two stops and a walk.",
        build: |p| {
            p.run.duration_s = 1200.0;
            p.run.breaks = Breaks {
                pauses: vec![Bout { at_s: 2.0, for_s: 5.0 }, Bout { at_s: 400.0, for_s: 30.0 }],
                walks: vec![Bout { at_s: 800.0, for_s: 60.0 }],
            };
        },
    },
    Named {
        name: "cheap_sensor",
        control: Control::Negative,
        about: "Ten minutes with a noisy 100 Hz sensor mounted any way, biased, with lost samples.",
        build: |p| {
            p.rate_hz = 100.0;
            p.faults = Faults {
                mount: Mount::Random,
                misalignment_pct: 1.0,
                acc_gain_pct: 1.5,
                acc_bias_mps2: 0.1,
                acc_noise_mps2: 0.3,
                gyro_bias_dps: 2.0,
                gyro_walk_dps: 0.05,
                gyro_noise_dps: 0.5,
                bits: 12,
                acc_range_g: 16.0,
                resonance_hz: 18.0,
                clock_skew_ppm: 60.0,
                jitter: 0.1,
                dropped_pct: 0.5,
                ..Faults::default()
            };
        },
    },
    Named {
        name: "forefoot_fast",
        control: Control::Negative,
        about: "Five minutes of a fast forefoot runner: 5 m/s, 186 spm, contact 185 ms.",
        build: |p| {
            p.run.duration_s = 300.0;
            p.run.runner.speed_mps = 5.0;
            p.run.runner.cadence_spm = 186.0;
            p.run.runner.contact_ms = 185.0;
            p.run.pacing = Pacing { warm_up_s: 0.0, ..Pacing::default() };
            p.motion.pulse = PulseShape::Forefoot;
        },
    },
    Named {
        name: "heel",
        control: Control::Negative,
        about: "Ten steady minutes of a runner who lands on the heel at 20 degrees; a rigid foot.",
        build: |p| landing(p, 20.0, PulseShape::Rearfoot),
    },
    Named {
        name: "midfoot",
        control: Control::Negative,
        about: "Ten steady minutes of a runner who lands almost flat, at 6 degrees; a rigid foot.",
        build: |p| landing(p, 6.0, PulseShape::Rounded),
    },
    Named {
        name: "forefoot",
        control: Control::Negative,
        about: "Ten steady minutes of a runner who lands on the forefoot at -5 degrees; a rigid foot.",
        build: |p| landing(p, -5.0, PulseShape::Forefoot),
    },
    Named {
        name: "strike_drift",
        control: Control::Positive,
        about: "An hour: the strike moves from 6 to 16 degrees, contact and all else hold; a rigid foot.",
        build: |p| {
            landing(p, 6.0, PulseShape::Rounded);
            late(p, Fatigue::default(), Tiring { strike_deg: 10.0, ..Tiring::default() });
        },
    },
    Named {
        name: "heel_longer",
        control: Control::Positive,
        about: "An hour: contact +15 ms of a runner who lands on the heel at 20 degrees; a rigid foot.",
        build: |p| {
            landing(p, 20.0, PulseShape::Rearfoot);
            let contact_pct = 100.0 * LONGER_MS / p.run.runner.contact_ms;
            late(p, Fatigue { contact_pct, ..Fatigue::default() }, Tiring::default());
        },
    },
];
