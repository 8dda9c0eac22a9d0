//! Ready profiles: runs whose form breaks down, and runs in which it only
//! looks as if it did.

use super::{
    Bout, Device, DeviceSwitch, Fatigue, FatigueCurve, FieldNoise, Intervals, Pacing, Plan,
    Recorder, SensorDrift, SpeedDropouts, Terrain, Transients, WatchProfile,
};

/// What a profile is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Form at matched speed and slope changes.
    Positive,
    /// It does not change, whatever the recording suggests.
    Negative,
}

/// A profile with a name.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// How to ask for it.
    pub name: &'static str,
    /// Whether form changes in it.
    pub control: Control,
    /// What happens in it, in a sentence.
    pub about: &'static str,
    build: fn(WatchProfile) -> WatchProfile,
}

impl Named {
    /// The profile.
    pub fn profile(&self) -> WatchProfile {
        (self.build)(WatchProfile { name: self.name.into(), ..WatchProfile::default() })
    }
}

/// The profile of this name.
pub fn named(name: &str) -> Option<WatchProfile> {
    NAMED.iter().find(|n| n.name == name).map(Named::profile)
}

const fn positive(name: &'static str, about: &'static str, build: Build) -> Named {
    Named { name, control: Control::Positive, about, build }
}

const fn negative(name: &'static str, about: &'static str, build: Build) -> Named {
    Named { name, control: Control::Negative, about, build }
}

type Build = fn(WatchProfile) -> WatchProfile;

/// Every ready profile.
pub const NAMED: [Named; 21] = [
    negative("fresh", "A steady level run; nothing changes.", |p| p),
    positive(
        "fatigue",
        "Contact time rises by 4 % and cadence falls by 2 % from the middle on, with heart-rate drift.",
        fatigue,
    ),
    positive(
        "collapse",
        "The last third falls apart: contact +8 %, cadence -4 %, bouncing, speed -12 %.",
        collapse,
    ),
    positive(
        "late_step",
        "Form changes at once at 60 % of the run and stays so; speed holds.",
        late_step,
    ),
    positive(
        "balance_shift",
        "Only the left-right balance moves, by 1.5 points to the left.",
        balance_shift,
    ),
    positive("smart_recording", "The fatigue profile recorded every 3 to 7 seconds.", |p| {
        let recorder = Recorder::Smart { min_s: 3, max_s: 7 };
        let p = fatigue(p);
        WatchProfile { device: Device { recorder, ..p.device }, ..p }
    }),
    positive(
        "tired_long_run",
        "The bundled sample: 85 minutes, a pause, gently rolling, slower and heavier towards the end.",
        tired_long_run,
    ),
    negative(
        "speed_drop_only",
        "The runner chooses to slow by 12 %; form is what that speed asks for.",
        |p| WatchProfile {
            pacing: Pacing { plan: Plan::Slowing { by_pct: 12.0, from: 0.3 }, ..p.pacing },
            ..p
        },
    ),
    negative("grade_only", "The second half climbs steadily at 1.5 %.", |p| {
        with_terrain(p, Terrain::Climb { grade_pct: 1.5, from: 0.5 })
    }),
    negative("hills_only", "The second half is hilly, the first is level.", |p| {
        with_terrain(p, Terrain::HillySecondHalf { grade_pct: 4.0, wavelength_m: 800.0 })
    }),
    negative("ar_noise_only", "Slow, strong sensor noise and nothing else.", |mut p| {
        p.device.noise.contact = FieldNoise::new(4.0, 0.95);
        p.device.noise.oscillation = FieldNoise::new(2.5, 0.95);
        p.device.noise.balance = FieldNoise::new(0.4, 0.95);
        p.device.noise.cadence = FieldNoise::new(1.8, 0.95);
        p
    }),
    negative(
        "sensor_drift",
        "Contact time and oscillation creep up in the sensor alone.",
        |mut p| {
            p.device.drift = SensorDrift {
                contact_ms_per_h: 8.0,
                oscillation_mm_per_h: 4.0,
                balance_pp_per_h: 0.0,
            };
            p
        },
    ),
    negative(
        "device_switch",
        "At half-way another sensor takes over and reads differently.",
        |mut p| {
            p.device.switch = Some(DeviceSwitch {
                at: 0.5,
                contact_ms: 12.0,
                oscillation_mm: -14.0,
                balance_pp: 0.8,
            });
            p
        },
    ),
    negative(
        "constant_asymmetry",
        "The left foot stays longer on the ground all along.",
        |mut p| {
            p.runner.balance_left_pct = 52.3;
            p
        },
    ),
    negative("hr_drift_only", "Heart rate drifts by 10 % per hour; form holds.", |mut p| {
        p.heart.drift_pct_per_h = 10.0;
        p
    }),
    negative(
        "hr_cadence_lock",
        "The optical heart rate shows the cadence for the last 25 minutes.",
        |mut p| {
            p.heart.cadence_lock = Some(Bout { at_s: 3900.0, for_s: 1500.0 });
            p
        },
    ),
    negative(
        "startup_transients",
        "Default and stale values after the start and every pause.",
        |mut p| {
            p.device.transients = Transients {
                dynamics_missing_s: 12.0,
                balance_default_s: 45.0,
                stale_after_pause_s: 8.0,
            };
            p.runner.balance_left_pct = 51.2;
            p.breaks.pauses =
                [1500.0, 2900.0, 4300.0].map(|at_s| Bout { at_s, for_s: 90.0 }).into();
            p
        },
    ),
    positive(
        "intervals",
        "Eight fast bouts with recovery; contact at the same speed rises by 4 %.",
        |p| {
            let plan =
                Intervals { work_s: 240.0, rest_s: 120.0, work_speed: 1.25, rest_speed: 0.78 };
            let p = fatigue(p);
            WatchProfile {
                duration_s: 4320.0,
                pacing: Pacing {
                    plan: Plan::Intervals(plan),
                    warm_up_s: 720.0,
                    cool_down_s: 720.0,
                    ..p.pacing
                },
                ..p
            }
        },
    ),
    negative("short", "A quarter of an hour: too short to compare.", |p| WatchProfile {
        duration_s: 900.0,
        pacing: Pacing { warm_up_s: 180.0, ..p.pacing },
        ..p
    }),
    positive(
        "trail",
        "Steep hills, walking on the way, GPS altitude and lost speed; form changes too.",
        trail,
    ),
    negative(
        "treadmill_vanishing",
        "On a treadmill; the strap stops sending after a third.",
        |mut p| {
            p.course.label = Some("treadmill".into());
            p.device.dynamics_vanish_at = Some(0.33);
            p.device.noise.speed = FieldNoise::new(0.02, 0.9);
            p.pacing.wander_sd_mps = 0.01;
            p
        },
    ),
];

fn with_terrain(mut p: WatchProfile, terrain: Terrain) -> WatchProfile {
    p.course.terrain = terrain;
    p
}

fn fatigue(mut p: WatchProfile) -> WatchProfile {
    p.fatigue = Fatigue {
        curve: FatigueCurve::Linear { from: 0.45, to: 0.8 },
        cadence_pct: -2.0,
        contact_pct: 4.0,
        oscillation_extra_pct: 2.0,
        balance_pp: 0.0,
        speed_pct: -3.0,
    };
    p.heart.drift_pct_per_h = 5.0;
    p
}

fn collapse(mut p: WatchProfile) -> WatchProfile {
    p.fatigue = Fatigue {
        curve: FatigueCurve::Exponential { from: 0.6, rate: 2.0 },
        cadence_pct: -4.0,
        contact_pct: 8.0,
        oscillation_extra_pct: 6.0,
        balance_pp: 1.2,
        speed_pct: -12.0,
    };
    p.heart.drift_pct_per_h = 8.0;
    p
}

fn late_step(mut p: WatchProfile) -> WatchProfile {
    p.fatigue = Fatigue {
        curve: FatigueCurve::Step { at: 0.6 },
        cadence_pct: -3.0,
        contact_pct: 6.0,
        ..Fatigue::default()
    };
    p.heart.drift_pct_per_h = 5.0;
    p
}

fn balance_shift(mut p: WatchProfile) -> WatchProfile {
    p.fatigue = Fatigue {
        curve: FatigueCurve::Linear { from: 0.4, to: 0.8 },
        balance_pp: 1.5,
        ..Fatigue::default()
    };
    p.heart.drift_pct_per_h = 5.0;
    p
}

fn trail(mut p: WatchProfile) -> WatchProfile {
    p = fatigue(p);
    p.duration_s = 7200.0;
    p.runner.speed_mps = 2.7;
    p.runner.contact_ms = 270.0;
    p.course.label = Some("trail".into());
    p.course.terrain = Terrain::Rolling { grade_pct: 9.0, wavelength_m: 1100.0 };
    p.course.start_altitude_m = 640.0;
    p.pacing.slope_slowing_pct = 3.0;
    p.breaks.walks = [1260.0, 2700.0, 4020.0, 5400.0].map(|at_s| Bout { at_s, for_s: 80.0 }).into();
    p.device.noise.altitude = FieldNoise::new(4.0, 0.98);
    p.device.noise.speed = FieldNoise::new(0.22, 0.9);
    p.device.speed_dropouts = SpeedDropouts { per_hour: 6.0, for_s: 12.0 };
    p
}

fn tired_long_run(mut p: WatchProfile) -> WatchProfile {
    p.duration_s = 5100.0;
    p.runner.speed_mps = 3.05;
    p.runner.cadence_spm = 170.0;
    p.runner.contact_ms = 252.0;
    p.runner.balance_left_pct = 50.1;
    p.fatigue = Fatigue {
        curve: FatigueCurve::Linear { from: 0.5, to: 0.85 },
        cadence_pct: -1.5,
        contact_pct: 5.0,
        oscillation_extra_pct: 3.0,
        balance_pp: 0.6,
        speed_pct: -3.5,
    };
    p.course.terrain = Terrain::Rolling { grade_pct: 0.8, wavelength_m: 1600.0 };
    p.course.start_altitude_m = 120.0;
    p.course.track_lap_m = Some(4200.0);
    p.pacing.slope_slowing_pct = 2.0;
    p.pacing.wander_sd_mps = 0.08;
    p.breaks.pauses = vec![Bout { at_s: 2460.0, for_s: 75.0 }];
    p.heart.running_bpm = 148.0;
    p.heart.drift_pct_per_h = 5.5;
    p
}
