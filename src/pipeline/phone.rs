//! Archives of phone apps that write one table per sensor: together they are one
//! recording.

use super::Problem;
use super::Task;
use super::file::{Contents, Outcome, analyze_completed, failed, guarded};
use crate::hash::sha256_hex;
use crate::import;
use crate::import::container::Content;
use crate::recording::{Clock, Companion, Data, Recording, Start};

/// Formats whose tables belong together when they come from one archive.
const PARTED: [&str; 2] = ["imu:sensor_logger", "imu:sensor_kinetics"];

/// Name of the table of the receiver, in an archive of such an app.
const LOCATION: &str = "Location.csv";

/// Whether an entry is the table of the receiver, in whatever folder.
fn is_location(entry: &str) -> bool {
    let file = entry.rsplit(['/', '\\']).next().unwrap_or(entry);
    file.eq_ignore_ascii_case(LOCATION)
}

/// Puts what the receiver wrote beside the signals; phone and receiver share a clock.
fn accompany(recording: &mut Recording, location: Recording) {
    let (Data::Imu(imu), Some(series)) = (&mut recording.data, location.watch()) else { return };
    if let (Some(Start::Instant { at, .. }), Some(Start::Instant { at: begin, .. })) =
        (recording.start, location.start)
        && imu.companion.is_none()
    {
        let clock = Clock::Shared(at.duration_since(begin).as_secs_f64());
        imu.companion = Some(Companion { series: series.clone(), device: None, clock });
    }
}

/// What was met in one archive and waits for its end.
#[derive(Default)]
pub(super) struct PhoneArchive {
    parts: Vec<Recording>,
    /// Where the phone was and how fast, by its receiver.
    location: Option<(Contents, Recording)>,
    hashes: String,
    /// Entries that could not be read: beside the tables of an app they are its
    /// other files, elsewhere they are failures.
    pub(super) failed: Vec<(String, Option<String>, Problem)>,
}

impl PhoneArchive {
    /// Keeps the recordings of a part; gives any others back.
    pub(super) fn take(
        &mut self,
        file: &Contents,
        recordings: Vec<Recording>,
    ) -> Option<Vec<Recording>> {
        let is_part = |r: &Recording| matches!(r.data, Data::Imu(_)) && PARTED.contains(&r.format);
        if file.entry.as_deref().is_some_and(is_location)
            && self.location.is_none()
            && let [one] = recordings.as_slice()
            && one.watch().is_some()
        {
            let content = Ok(Content::plain(Vec::new()));
            let (name, sha256) = (file.name.clone(), file.sha256.clone());
            let kept = Contents { name, sha256, entry: file.entry.clone(), content };
            self.location = recordings.into_iter().next().map(|r| (kept, r));
            return None;
        }
        if file.entry.is_none() || recordings.is_empty() || !recordings.iter().all(is_part) {
            return Some(recordings);
        }
        self.hashes.push_str(file.sha256.as_deref().unwrap_or_default());
        self.parts.extend(recordings);
        None
    }

    /// The recording that the parts make, and what failed beside it.
    pub(super) fn outcomes(self, name: &str, task: &Task) -> Vec<Outcome> {
        let content = Ok(Content::plain(Vec::new()));
        let sha256 = Some(sha256_hex(self.hashes.as_bytes()));
        let file = Contents { name: name.into(), sha256, entry: None, content };
        let alone = self.parts.is_empty();
        let mut outcomes = Vec::new();
        if alone {
            if let Some((file, recording)) = self.location {
                let done = guarded(|| analyze_completed(&file, vec![recording], task));
                outcomes = done.unwrap_or_else(|problem| vec![failed(&file, problem)]);
            }
        } else {
            let parts = self.parts.into_iter().map(|r| (None, r)).collect();
            let joined = import::join(parts).map_err(Problem::Import);
            let done = joined.and_then(|mut r| {
                if let Some((_, location)) = self.location {
                    accompany(&mut r, location);
                }
                guarded(|| analyze_completed(&file, vec![r], task))
            });
            outcomes = done.unwrap_or_else(|problem| vec![failed(&file, problem)]);
        }
        outcomes.extend(self.failed.into_iter().map(|(name, sha256, problem)| {
            if alone {
                Outcome::Failed { name, sha256, problem }
            } else {
                let reason = "no table of a motion sensor, left aside.".into();
                Outcome::Skipped { name, reason }
            }
        }));
        outcomes
    }
}
