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

use super::{Confidence, Format, ImportError, ImportOptions};
use crate::recording::Recording;

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
            Some(damage) => ImportError::Damaged {
                format: "FIT",
                place: format!("byte {}", damage.byte),
                what: format!("{}, before the first record", damage.what),
                advice: "Copy it from the watch again, or export it again from the watch's site.",
            },
            None => ImportError::NothingInside {
                format: "FIT",
                what: found.join("; then "),
                advice: "Choose the file of the activity itself (on a watch: the folder \
                         GARMIN/ACTIVITY; on the site: \"Export Original\").",
            },
        })
    }
}
