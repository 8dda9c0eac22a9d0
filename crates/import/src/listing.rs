//! The list of activities in an archive: what it says of each file beside it.

use std::collections::HashMap;

use super::csv::{Moment, decode, history, instant, named_sport, sheet_records};
use super::sport;
use crate::recording::{Data, Note, NoteKind, Quantity, Recording, Sport, Start};

/// What a list says of one recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The sport, in whatever language.
    pub sport: Sport,
    /// The title.
    pub title: Option<String>,
    /// When it began, where the list says it in the clock of the place.
    pub start: Option<Start>,
}

/// One activity of a list: who gives a list of them by itself gives a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// When it began, by the clock of the place.
    pub start: Start,
    /// The sport, in whatever language.
    pub sport: Sport,
    /// The title.
    pub title: Option<String>,
    /// How long it took, s.
    pub seconds: Option<f64>,
    /// Metres climbed.
    pub climb_m: Option<f64>,
    /// Averages over the whole of a run: quantity, column, value in the quantity's unit.
    pub values: Vec<(Quantity, String, f64)>,
}

impl Activity {
    /// The average of a quantity.
    pub fn value(&self, quantity: Quantity) -> Option<f64> {
        self.values.iter().find(|v| v.0 == quantity).map(|v| v.2)
    }
}

/// The activities of a list, as Garmin Connect and others write them in any language;
/// `None` where the bytes are no list.
pub fn activities(bytes: &[u8]) -> Option<Vec<Activity>> {
    history::read(bytes)
}

/// Lists of activities, and what they say of the files beside them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    by_file: HashMap<String, Listed>,
    activities: Vec<Activity>,
}

impl Lists {
    /// Takes a list; false where the bytes are none.
    pub fn add(&mut self, bytes: &[u8]) -> bool {
        let files = read(bytes);
        let activities = activities(bytes);
        let is_list = !files.is_empty() || activities.is_some();
        self.by_file.extend(files);
        self.activities.extend(activities.unwrap_or_default());
        is_list
    }

    /// True where nothing is known of any file.
    pub fn is_empty(&self) -> bool {
        self.by_file.is_empty() && self.activities.is_empty()
    }

    /// What a list says of a file by its name.
    pub fn of_file(&self, path: &str) -> Option<Listed> {
        let file = path.rfind("activities/").and_then(|at| path.get(at..))?;
        self.by_file.get(file).cloned()
    }

    /// What a list says of a recording by its time.
    pub(crate) fn of_recording(&self, recording: &Recording) -> Option<Listed> {
        of_same_start(&self.activities, recording)
    }
}

/// What a list says of a recording that began at the same time.
///
/// Lists give the clock of the place and recordings often that of Greenwich, so the two
/// may differ by a time zone; then the length must agree too.
fn of_same_start(activities: &[Activity], recording: &Recording) -> Option<Listed> {
    /// Starts differ by so much where one is rounded, s. Ours.
    const NEAR_S: f64 = 2.0;
    /// Zones lie a multiple of this from Greenwich, s ...
    const ZONE_S: f64 = 900.0;
    /// ... and no further than this.
    const FARTHEST_S: f64 = 14.0 * 3600.0;
    /// Lengths agree within this share. Ours: a list gives the time with the timer on.
    const SHARE: f64 = 0.02;
    let begun = recording.start?;
    let zoned = matches!(begun, Start::Local(_) | Start::Instant { utc_offset_s: Some(_), .. });
    let begun = wall_s(begun)?;
    let lasted = lasted_s(recording);
    let mut fits = activities.iter().filter(|activity| {
        let Some(listed) = wall_s(activity.start) else { return false };
        let apart = begun - listed;
        let off = apart - ZONE_S * (apart / ZONE_S).round();
        let same_length =
            activity.seconds.is_some_and(|s| s > 0.0 && (lasted / s - 1.0).abs() <= SHARE);
        apart.abs() <= NEAR_S && zoned
            || off.abs() <= NEAR_S && apart.abs() <= FARTHEST_S + NEAR_S && same_length
    });
    let found = fits.next()?;
    // Two that fit say nothing for certain.
    if fits.next().is_some() {
        return None;
    }
    let (sport, title) = (found.sport.clone(), found.title.clone());
    Some(Listed { sport, title, start: Some(found.start) })
}

/// Time with the timer on, s.
fn lasted_s(recording: &Recording) -> f64 {
    match &recording.data {
        Data::Watch(series) => {
            let paused: f64 = series.pauses.iter().map(|p| p.end_s - p.start_s).sum();
            series.duration_s() - paused
        }
        Data::Laps(laps) => laps.duration_s.sum(),
        Data::Imu(imu) => imu.duration_s(),
        Data::Steps(steps) => steps.duration_s(),
    }
}

/// A start on the clock of its place, s.
fn wall_s(start: Start) -> Option<f64> {
    let clock = match start {
        Start::Local(at) => at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp(),
        Start::Instant { at, .. } => at,
    };
    let offset = match start {
        Start::Instant { utc_offset_s: Some(s), .. } => f64::from(s),
        _ => 0.0,
    };
    Some(clock.as_microsecond() as f64 / 1e6 + offset)
}

impl Listed {
    /// What the list says stands above the file: it is what the runner corrected.
    pub(crate) fn apply(&self, recording: &mut Recording) {
        let kind = std::mem::discriminant(&self.sport);
        if self.sport != Sport::Unknown && std::mem::discriminant(&recording.sport) != kind {
            let said = recording.sport.describe();
            if recording.sport != Sport::Unknown {
                recording.notes.push(Note::of(NoteKind::SportListed { said }));
            }
            recording.sport = self.sport.clone();
        }
        if self.title.is_some() {
            recording.title.clone_from(&self.title);
        }
        // A list knows the day of a file that does not.
        recording.start = recording.start.or(self.start);
    }
}

/// Entries by the name of their file, from a Strava archive's `activities.csv`.
///
/// The columns stand in one order in every language: number, date, name, type; the
/// file is the one whose cells are paths.
fn read(bytes: &[u8]) -> HashMap<String, Listed> {
    let mut found = HashMap::new();
    let Some((text, _)) = decode(bytes) else { return found };
    for row in sheet_records(&text, b',').skip(1) {
        let file = row.iter().map(str::trim).find(|c| c.starts_with("activities/"));
        let (Some(file), Some(title), Some(kind)) = (file, row.get(2), row.get(3)) else {
            continue;
        };
        let title = super::trackpoints::line(title);
        // Strava's times are those of Greenwich.
        let start = row.get(1).and_then(Moment::parse).and_then(|m| instant(m.unix_s, None));
        found.insert(file.to_owned(), Listed { sport: sport_of(kind), title, start });
    }
    found
}

/// The sport of a word in any language.
fn sport_of(kind: &str) -> Sport {
    match named_sport(kind) {
        Sport::Other(name) => sport::by_title(kind).unwrap_or(Sport::Other(name)),
        named => named,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_path() {
        let list = "Aktivit\u{e4}ts-ID,Datum,Name,Art,X,Dateiname\n1,\"09.03.2025, 07:00:00\",Dauerlauf,Lauf,,activities/1.fit.gz\n2,d,Radtour,Radfahrt,,activities/2.gpx\n";
        let found = read(list.as_bytes());
        assert_eq!(found["activities/1.fit.gz"].sport, Sport::Running { sub: None });
        assert_eq!(found["activities/1.fit.gz"].title.as_deref(), Some("Dauerlauf"));
        assert_eq!(found["activities/2.gpx"].sport, Sport::Other("cycling".into()));
        let start = found["activities/1.fit.gz"].start.unwrap();
        assert_eq!(start.to_string(), "2025-03-09T07:00:00+00:00");
    }
}
