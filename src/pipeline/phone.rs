//! Archives of phone apps that write one table per sensor: together they are one
//! recording.

use super::Problem;
use super::Task;
use super::file::{Contents, Outcome, analyze_completed, failed, guarded};
use crate::hash::sha256_hex;
use crate::import;
use crate::import::container::Content;
use crate::recording::{Data, Recording};

/// Formats whose tables belong together when they come from one archive.
const PARTED: [&str; 2] = ["imu:sensor_logger", "imu:sensor_kinetics"];

/// What was met in one archive and waits for its end.
#[derive(Debug, Default)]
pub(super) struct PhoneArchive {
    parts: Vec<Recording>,
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
        if !file.name.contains('!') || recordings.is_empty() || !recordings.iter().all(is_part) {
            return Some(recordings);
        }
        self.hashes.push_str(file.sha256.as_deref().unwrap_or_default());
        self.parts.extend(recordings);
        None
    }

    /// The recording that the parts make, and what failed beside it.
    pub(super) fn outcomes(self, name: &str, task: &Task) -> Vec<Outcome> {
        let content = Ok(Content { bytes: Vec::new(), notes: Vec::new() });
        let sha256 = Some(sha256_hex(self.hashes.as_bytes()));
        let file = Contents { name: name.into(), sha256, content };
        let alone = self.parts.is_empty();
        let mut outcomes = Vec::new();
        if !alone {
            let parts = self.parts.into_iter().map(|r| (None, r)).collect();
            let joined = import::join(parts).map_err(Problem::Import);
            let done = joined.and_then(|r| guarded(|| analyze_completed(&file, vec![r], task)));
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
