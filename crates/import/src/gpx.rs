//! GPX tracks with the heart rate and cadence extensions of Garmin, Strava,
//! Suunto, Polar and others.

use super::trackpoints::{Field, Layout, TrackPoints};
use super::xml::{Step, XmlReader, decode, root_name};
use super::{Confidence, Format, ImportError, ImportOptions, Inside, sport, trackpoints};
use crate::recording::{Quantity, Recording};

/// The format.
pub(crate) struct Gpx;

/// Tracks of the same sport that begin this soon after the end of the one
/// before are parts of one run, s. Ours: some apps write a track per lap or pause.
const SAME_RUN_GAP_S: f64 = 1800.0;

static LAYOUT: Layout = Layout {
    id: "gpx",
    name: "GPX",
    fields: &[
        Field::new(&["lat"], Quantity::Latitude),
        Field::new(&["lon"], Quantity::Longitude),
        Field::new(&["ele"], Quantity::Altitude).remark("barometer or GPS: the file does not say"),
        Field::new(&["distance"], Quantity::Distance),
        Field::new(&["hr", "heartrate", "heart_rate", "HeartRateBpm"], Quantity::HeartRate),
        Field::new(&["speed"], Quantity::Speed),
        Field::strides(&["cad", "cadence", "runcadence", "run_cadence"]),
        Field::new(&["power", "PowerInWatts", "watts"], Quantity::Power),
        Field::new(&["atemp", "temp", "temperature"], Quantity::Temperature),
    ],
};

impl Format for Gpx {
    fn sniff(&self, head: &[u8]) -> Confidence {
        match root_name(head) {
            Some(root) if root.eq_ignore_ascii_case("gpx") => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(&self, bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let text = decode(bytes);
        let mut xml = XmlReader::new(&text);
        let (mut creator, mut title) = (None, None);
        let mut tracks: Vec<TrackPoints> = Vec::new();
        let mut inside = false; // a track (routes and waypoints are plans)
        let mut planned = 0;
        while let Some(step) = xml.next() {
            match (step, xml.name(), xml.parent()) {
                (Step::Open, "gpx" | "GPX", _) => {
                    creator = xml.attribute("creator").as_deref().and_then(trackpoints::line);
                }
                (Step::Close, "name", "metadata" | "gpx") => title = trackpoints::line(xml.text()),
                (Step::Open, "rtept" | "wpt", _) => planned += 1,
                (Step::Open, "trk", _) => {
                    tracks.push(TrackPoints::new(&LAYOUT));
                    inside = true;
                }
                (Step::Close, "trk", _) => inside = false,
                _ if inside => {
                    if let Some(track) = tracks.last_mut() {
                        element(track, &xml, step);
                    }
                }
                _ => {}
            }
        }
        let untimed: usize = tracks.iter().map(TrackPoints::untimed).sum();
        let what = match (untimed, planned) {
            (0, 0) => Inside::NoTrackPoint,
            (0, _) => Inside::RoutePoints { points: planned },
            (_, _) => Inside::UntimedPoints { points: untimed },
        };
        let mut runs = join(tracks);
        for run in &mut runs {
            run.device = creator.clone();
            run.title = run.title.take().or_else(|| title.clone());
        }
        trackpoints::recordings(&LAYOUT, runs, xml.into_damage(), what)
    }
}

/// One beginning or end of an element inside a track.
fn element(track: &mut TrackPoints, xml: &XmlReader, step: Step) {
    match (step, xml.name(), xml.parent()) {
        (Step::Open, "trkseg", _) => track.open_segment(),
        (Step::Open, "trkpt", _) => {
            track.open_point();
            for name in ["lat", "lon"] {
                track.value(name, &xml.attribute(name).unwrap_or_default());
            }
        }
        (Step::Open, ..) => {}
        (Step::Close, "trkpt", _) => track.close_point(),
        (Step::Close, "time", "trkpt") => track.time(xml.text()),
        (Step::Close, "type", "trk") => track.sport = sport::parse(xml.text()),
        (Step::Close, "name", "trk") => track.title = trackpoints::line(xml.text()),
        (Step::Close, name, _) => track.value(name, xml.text()),
    }
}

/// Joins tracks that are parts of one run.
fn join(tracks: Vec<TrackPoints>) -> Vec<TrackPoints> {
    let mut runs: Vec<TrackPoints> = Vec::new();
    for track in tracks {
        let continued = match (runs.last(), track.span()) {
            (Some(run), Some((start, _))) if run.sport == track.sport => {
                let gap = run.span().map(|(_, end)| start.since(end));
                gap.is_some_and(|gap| (0.0..=SAME_RUN_GAP_S).contains(&gap))
            }
            _ => false,
        };
        match runs.last_mut() {
            Some(run) if continued => run.append(track),
            _ => runs.push(track),
        }
    }
    runs
}
