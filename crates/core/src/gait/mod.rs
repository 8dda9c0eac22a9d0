//! Signals of inertial sensors → steps: when each foot touches and leaves the
//! ground, how far the body rises, and how sure that is.
//!
//! One file per region of the body. Each reads a [`Run`], a stretch of running
//! of one sensor, and gives a [`Stretch`] of steps. What a placement cannot
//! give stays NaN.

mod accuracy;
pub mod cues;
pub mod foot;
mod given;
mod jolts;
mod leg;
pub mod limb;
mod measure;
pub mod orientation;
pub mod pair;
pub mod rhythm;
pub mod running;
pub mod shank;
mod strapdown;
pub mod trunk;
pub mod waveform;

pub use given::from_table;
pub use measure::{measure, runs};

use ndarray::ArrayView1;

use crate::metrics::Accuracy;
use crate::recording::{Axes, Gravity, Placement, Region, SensorFamily, Side, Site, Span};

/// A stretch of running as one sensor saw it: evenly spaced, without gaps.
#[derive(Debug, Clone)]
pub struct Run<'a> {
    /// Where the sensor sat.
    pub placement: Placement,
    /// Time of the first sample, s from the start of the recording.
    pub start_s: f64,
    /// Samples per second.
    pub rate_hz: f64,
    /// Specific force, m/s²; an axis that was not recorded is NaN throughout.
    pub acc: [ArrayView1<'a, f64>; 3],
    /// Angular velocity, rad/s.
    pub gyro: Option<[ArrayView1<'a, f64>; 3]>,
    /// What the axes are.
    pub axes: Axes,
    /// Whether the acceleration holds gravity.
    pub gravity: Gravity,
}

impl Run<'_> {
    /// Number of samples.
    pub fn len(&self) -> usize {
        self.acc[0].len()
    }

    /// True without samples.
    pub fn is_empty(&self) -> bool {
        self.acc[0].is_empty()
    }

    /// Time of sample `i` (may lie between two samples), s from the start of the recording.
    pub fn time(&self, i: f64) -> f64 {
        self.start_s + i / self.rate_hz
    }

    /// From the first to the last sample.
    pub fn span(&self) -> Span {
        Span { start_s: self.start_s, end_s: self.time(self.len().saturating_sub(1) as f64) }
    }
}

/// The steps of one stretch of running, with what was found beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The stretch.
    pub span: Span,
    /// The steps in order of time. From one foot or shank: every other step.
    pub steps: Vec<Step>,
    /// Cadence from the spectrum, spm, per window.
    pub cadence: Vec<Windowed>,
    /// Contact time per window, ms, where single contacts are too noisy to use
    /// (trunk); empty where each step has its own.
    pub contact: Vec<Windowed>,
    /// What can be believed of absolute contact times.
    pub trust: Trust,
    /// How far contact times may lie from a force plate's, ms; none without contact times.
    pub accuracy: Option<Accuracy>,
    /// Confidence that the sides of the steps are right, 0..1; NaN without sides.
    pub side_confidence: f64,
    /// Harmonic ratio of the vertical acceleration per window (trunk): how alike
    /// the two steps of a stride are.
    pub harmonic_ratio: Vec<Windowed>,
    /// Symmetry index of the arm swing per window, % (two wrists).
    pub arm_swing: Vec<Windowed>,
}

impl Stretch {
    /// Steps with nothing beside them.
    pub fn of_steps(span: Span, steps: Vec<Step>, trust: Trust) -> Stretch {
        Stretch {
            span,
            steps,
            cadence: Vec::new(),
            contact: Vec::new(),
            trust,
            accuracy: None,
            side_confidence: f64::NAN,
            harmonic_ratio: Vec::new(),
            arm_swing: Vec::new(),
        }
    }
}

/// A value of a window of several seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Windowed {
    /// The window, s from the start of the recording.
    pub span: Span,
    /// The value.
    pub value: f64,
}

/// How far two independent ways of finding contact times agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Not measured from these signals.
    None,
    /// Good for changes within a run only.
    ChangeOnly,
    /// An estimate with the stated uncertainty per person.
    Estimate,
    /// Two ways agree.
    Measured,
}

/// One step: from the initial contact of a foot to that of the other foot.
/// Values that are not known are NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The foot.
    pub side: Option<Side>,
    /// Initial contact, s from the start of the recording.
    pub initial_contact_s: f64,
    /// Toe-off, s from the start of the recording.
    pub toe_off_s: f64,
    /// Ground contact time, ms.
    pub contact_ms: f64,
    /// To the next initial contact of either foot, ms. From one foot or shank:
    /// NaN, see `stride_ms`.
    pub step_ms: f64,
    /// To the next initial contact of the same foot, ms.
    pub stride_ms: f64,
    /// Rise and fall of the sensor over this step, mm.
    pub oscillation_mm: f64,
    /// Pelvic drop of the other side during this stance, deg.
    pub pelvic_drop_deg: f64,
    /// Forward lean over this step against the sensor's mounting, deg: changes only.
    pub lean_deg: f64,
    /// Forward speed lost while braking, m/s: changes only.
    pub braking_mps: f64,
    /// Inclination of the shank at initial contact, deg: changes only.
    pub shank_deg: f64,
    /// Pitch of the foot at initial contact against its pitch when it stands flat, deg:
    /// above 0 the heel lands first.
    pub strike_deg: f64,
    /// Left out of the statistics, and why.
    pub fault: Option<Fault>,
}

impl Step {
    /// A step of which only its beginning is known.
    pub fn at(initial_contact_s: f64) -> Step {
        Step {
            side: None,
            initial_contact_s,
            toe_off_s: f64::NAN,
            contact_ms: f64::NAN,
            step_ms: f64::NAN,
            stride_ms: f64::NAN,
            oscillation_mm: f64::NAN,
            pelvic_drop_deg: f64::NAN,
            lean_deg: f64::NAN,
            braking_mps: f64::NAN,
            shank_deg: f64::NAN,
            strike_deg: f64::NAN,
            fault: None,
        }
    }
}

/// Why a step does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The interval to the next step is no step: one was missed or one too many found.
    Interval,
    /// The contact is outside what running allows.
    Contact,
    /// Too far from its neighbours.
    Outlier,
    /// Filled in between two others.
    Inserted,
}

impl Fault {
    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Interval => "interval",
            Fault::Contact => "contact",
            Fault::Outlier => "outlier",
            Fault::Inserted => "inserted",
        }
    }
}

/// What one sensor, or a pair of sensors on both legs, says of the run.
#[derive(Debug, Clone)]
pub struct Track {
    /// The placements.
    pub placements: Vec<Placement>,
    /// Its stretches of running in order of time.
    pub stretches: Vec<Stretch>,
    /// Where the steps come from, when they were not found here.
    pub name: Option<String>,
    /// Who measured them.
    pub family: SensorFamily,
}

impl Track {
    /// Steps found in the signals of one sensor.
    pub fn of(placement: Placement, stretches: Vec<Stretch>) -> Track {
        Track { placements: vec![placement], stretches, name: None, family: SensorFamily::Imu }
    }

    /// Every step in order of time.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stretches.iter().flat_map(|s| &s.steps)
    }

    /// Source of its metrics: `imu:left_foot+right_foot`.
    pub fn source(&self) -> String {
        if let Some(name) = &self.name {
            return if name.contains(':') { name.clone() } else { format!("imu:{name}") };
        }
        let ids: Vec<&str> = self.placements.iter().map(|p| p.id()).collect();
        format!("imu:{}", ids.join("+"))
    }

    /// Site of its metrics.
    pub fn site(&self) -> Site {
        match self.placements.first() {
            Some(p) if p.region() == Region::Foot => Site::Foot,
            Some(p) if p.region() == Region::Shank => Site::Shank,
            Some(Placement::Sacrum) => Site::Sacrum,
            Some(Placement::Waist) => Site::Waist,
            Some(Placement::Chest) => Site::Chest,
            Some(Placement::LeftWrist | Placement::RightWrist | Placement::Wrist) => Site::Wrist,
            _ => Site::Unknown,
        }
    }
}

/// All that the sensors of a recording say of its steps.
#[derive(Debug, Clone, Default)]
pub struct Gait {
    /// One per sensor or pair, the one to trust first for contact first: feet,
    /// shanks, sacrum, waist, chest, the rest.
    pub tracks: Vec<Track>,
    /// When the runner ran, in order of time.
    pub running: Vec<Span>,
}
