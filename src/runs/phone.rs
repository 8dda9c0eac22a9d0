//! Archives of phone apps that write one table per sensor: together they are one
//! recording.

use super::{Contents, Piece, Problem, Skip, Task, complete, guarded};
use crate::hash::sha256_hex;
use crate::import;
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

/// Name and hash of an entry.
struct File {
    name: String,
    sha256: Option<String>,
}

/// What was met in one archive and waits for its end.
#[derive(Default)]
pub(super) struct PhoneArchive {
    parts: Vec<Recording>,
    /// Where the phone was and how fast, by its receiver.
    location: Option<(File, Recording)>,
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
            let kept = File { name: file.name.clone(), sha256: file.sha256.clone() };
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
    pub(super) fn pieces(self, name: &str, task: &Task) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let alone = self.parts.is_empty();
        if alone {
            if let Some((file, recording)) = self.location {
                let File { name, sha256 } = file;
                pieces.push(piece(&name, sha256, task, || Ok(recording)));
            }
        } else {
            let sha256 = Some(sha256_hex(self.hashes.as_bytes()));
            let parts = self.parts.into_iter().map(|r| (None, r)).collect();
            pieces.push(piece(name, sha256, task, || {
                let mut joined = import::join(parts)?;
                if let Some((_, location)) = self.location {
                    accompany(&mut joined, location);
                }
                Ok(joined)
            }));
        }
        pieces.extend(self.failed.into_iter().map(|(name, sha256, problem)| {
            if alone {
                Piece::Failed { name, sha256, problem }
            } else {
                Piece::Skipped { name, why: Skip::NoSensorTable }
            }
        }));
        pieces
    }
}

/// The recording of a file, ready, or why it cannot be.
fn piece(
    name: &str,
    sha256: Option<String>,
    task: &Task,
    recording: impl FnOnce() -> Result<Recording, Problem>,
) -> Piece {
    let read = guarded(|| complete(name, sha256.clone(), vec![recording()?], task));
    match read {
        Ok(read) => Piece::Read(read),
        Err(problem) => Piece::Failed { name: name.to_owned(), sha256, problem },
    }
}
