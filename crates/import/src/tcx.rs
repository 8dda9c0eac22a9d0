//! TCX: Garmin's Training Center XML, written by most training sites.

use super::moment::{Moment, number};
use super::trackpoints::{Field, Layout, TrackPoints};
use super::xml::{Step, XmlReader, decode, root_name};
use super::{Confidence, Format, ImportError, ImportOptions, Inside, sport, trackpoints};
use crate::recording::{Quantity, Recording};

/// The format.
pub(crate) struct Tcx;

/// `Cadence` is written by Polar and others for runs too; Garmin uses `RunCadence`.
static LAYOUT: Layout = Layout {
    id: "tcx",
    name: "TCX",
    fields: &[
        Field::new(&["LatitudeDegrees"], Quantity::Latitude),
        Field::new(&["LongitudeDegrees"], Quantity::Longitude),
        Field::new(&["AltitudeMeters"], Quantity::Altitude)
            .remark("barometer or GPS: the file does not say"),
        Field::new(&["DistanceMeters"], Quantity::Distance),
        Field::new(&["HeartRateBpm"], Quantity::HeartRate),
        Field::new(&["Speed"], Quantity::Speed),
        Field::strides(&["RunCadence"]),
        Field::strides(&["Cadence"]),
        Field::new(&["Watts"], Quantity::Power),
    ],
};

impl Format for Tcx {
    fn sniff(&self, head: &[u8]) -> Confidence {
        match root_name(head).as_deref() {
            Some("TrainingCenterDatabase") => Confidence::Certain,
            // Left over when somebody cut the outer element away.
            Some("Activities" | "MultiSportSession" | "Activity") => Confidence::Likely,
            _ => Confidence::No,
        }
    }

    fn read(&self, bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let text = decode(bytes);
        let mut xml = XmlReader::new(&text);
        let mut activities: Vec<TrackPoints> = Vec::new();
        let mut inside = false; // an activity (courses have track points too)
        let mut courses = 0;
        while let Some(step) = xml.next() {
            match (step, xml.name()) {
                (Step::Open, "Activity") => {
                    let mut activity = TrackPoints::new(&LAYOUT);
                    activity.sport = sport::parse(&xml.attribute("Sport").unwrap_or_default());
                    activities.push(activity);
                    inside = true;
                }
                (Step::Close, "Activity") => inside = false,
                (Step::Open, "Course") => courses += 1,
                _ if inside => {
                    if let Some(activity) = activities.last_mut() {
                        element(activity, &xml, step);
                    }
                }
                _ => {}
            }
        }
        let laps: usize = activities.iter().map(TrackPoints::laps).sum();
        let what = match (activities.len(), courses) {
            (0, 0) => Inside::NoActivity,
            (0, _) => Inside::PlannedCourse,
            (_, _) => Inside::LapsWithoutPoints { laps },
        };
        trackpoints::recordings(&LAYOUT, activities, xml.into_damage(), what)
    }
}

/// One beginning or end of an element inside an activity.
fn element(activity: &mut TrackPoints, xml: &XmlReader, step: Step) {
    match (step, xml.name(), xml.parent()) {
        (Step::Open, "Lap", _) => {
            activity.open_lap(xml.attribute("StartTime").as_deref().and_then(Moment::parse));
        }
        (Step::Open, "Track", _) => activity.open_segment(),
        (Step::Open, "Trackpoint", _) => activity.open_point(),
        (Step::Open, ..) => {}
        (Step::Close, "Trackpoint", _) => activity.close_point(),
        (Step::Close, "Time", "Trackpoint") => activity.time(xml.text()),
        (Step::Close, "TotalTimeSeconds", "Lap") => {
            activity.lap_seconds(number(xml.text()).unwrap_or(f64::NAN));
        }
        (Step::Close, "DistanceMeters", "Lap") => {
            activity.lap_metres(number(xml.text()).unwrap_or(f64::NAN));
        }
        (Step::Close, "Name", "Creator") => activity.device = trackpoints::line(xml.text()),
        (Step::Close, "Notes", "Activity") => activity.title = trackpoints::line(xml.text()),
        (Step::Close, "Value", measured) => activity.value(measured, xml.text()),
        (Step::Close, name, _) => activity.value(name, xml.text()),
    }
}
