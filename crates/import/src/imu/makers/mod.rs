//! Makers' own layouts of inertial recordings, one file per maker or family.
//!
//! Each has a small shape: it judges the first lines and reads the file line
//! by line. Layouts are taken from real files or from the programs that write
//! or read them; nothing is here from hearsay. What is not here goes through
//! the generic reader of columns.

mod actigraph;
mod android;
mod apdm;
mod axivity;
mod delsys;
mod geneactiv;
mod header;
mod loggers;
mod mbientlab;
mod runscribe;
mod sensor_logger;
mod shimmer;
mod sisfall;
mod source;
mod stamp;
mod table;
mod umafall;
mod vicon;
mod wisdm;
mod xsens;

use std::io::BufRead;

use super::super::{Confidence, ImportError, ImportOptions};
use crate::recording::Recording;
use source::{Head, Lines};
pub(in crate::imu) use stamp::parse_moment;
pub(in crate::imu) use table::{About, Begin};

/// What every maker's layout offers.
struct Maker {
    /// Judges the first lines.
    sniff: fn(&Head) -> Confidence,
    /// Reads the file from its beginning.
    read: fn(Lines<'_>, &ImportOptions) -> Result<Vec<Recording>, ImportError>,
}

/// Every layout, in the order in which ties are broken.
static MAKERS: [Maker; 16] = [
    actigraph::LAYOUT,
    geneactiv::LAYOUT,
    xsens::LAYOUT,
    vicon::LAYOUT,
    apdm::LAYOUT,
    shimmer::LAYOUT,
    mbientlab::LAYOUT,
    delsys::LAYOUT,
    android::LAYOUT,
    umafall::LAYOUT,
    sisfall::LAYOUT,
    wisdm::LAYOUT,
    runscribe::LAYOUT,
    loggers::LAYOUT,
    sensor_logger::LAYOUT,
    axivity::LAYOUT,
];

/// The surest layout.
fn surest(head: &[u8]) -> Option<(Confidence, &'static Maker)> {
    let head = Head::new(head)?;
    let mut best = None;
    for maker in &MAKERS {
        let confidence = (maker.sniff)(&head);
        if confidence > best.as_ref().map_or(Confidence::No, |(c, _)| *c) {
            best = Some((confidence, maker));
        }
    }
    best
}

/// Judges the first bytes of a file.
pub(crate) fn sniff(head: &[u8]) -> Confidence {
    surest(head).map_or(Confidence::No, |(confidence, _)| confidence)
}

/// Reads a file that [`sniff`] recognised.
///
/// # Errors
/// [`ImportError`] where the file holds no raw measurements or none that can be read.
pub(crate) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let head = bytes.get(..super::super::HEAD_BYTES).unwrap_or(bytes);
    let mut reader = bytes;
    read_from(head, &mut reader, options)
}

/// Reads a file, whose first bytes are `head`, from `reader`, which stands at
/// its beginning; a file too large for the memory can be read so.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_from(
    head: &[u8],
    reader: &mut dyn BufRead,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    match surest(head) {
        Some((_, maker)) => (maker.read)(Lines::new(reader), options),
        None => Err(super::super::error::unknown_format(head)),
    }
}
