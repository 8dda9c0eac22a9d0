//! FIT, the binary format of Garmin, COROS, Suunto, Wahoo, Stryd and others.
//!
//! ```text
//! bytes ─container→ FIT sequences ─messages→ Content (records, sessions, laps, …) ─activity→ Recording per session
//!                                              fields: what each field means, and what its writers get wrong
//! ```

mod activity;
mod channels;
mod container;
mod fields;
mod messages;
mod records;

use super::{Advice, Confidence, Format, ImportError, ImportOptions};
use crate::recording::{Place, Recording};

/// The format.
pub(crate) struct Fit;

impl Format for Fit {
    fn sniff(&self, head: &[u8]) -> Confidence {
        if head.get(8..12) == Some(b".FIT") { Confidence::Certain } else { Confidence::No }
    }

    fn read(&self, bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let file = container::decode(bytes)?;
        let found = file.contents.iter().map(messages::Content::describe).collect::<Vec<_>>();
        let damaged_at = file.contents.iter().find_map(|c| c.damage.clone());
        let mut recordings = Vec::new();
        for content in file.contents {
            recordings.extend(activity::recordings(content, &file.notes));
        }
        if !recordings.is_empty() {
            return Ok(recordings);
        }
        Err(match damaged_at {
            Some(damage) => ImportError::DamagedFile {
                format: "FIT",
                place: Place::AtByte { byte: damage.byte },
                fault: damage.fault,
                advice: Advice::CopyAgain,
            },
            None => ImportError::NoRecording {
                format: "FIT",
                inside: found,
                advice: Advice::ChooseActivityFile,
            },
        })
    }
}
