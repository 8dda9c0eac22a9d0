//! Recordings of motion sensors: rows of accelerations and angular velocities →
//! streams on even grids, with their time base and units settled.
//!
//! A layout (`generic`, `makers`) finds the columns and pushes rows; `builder` makes a
//! stream of them: `clock` times the rows, `quiet` drops what does not move,
//! `rows` picks the complete ones, `timeline` sorts and evens, `units` and `quality` judge the values, `grid` lays
//! them out. `beside` collects the speed and heart rate of the same rows.

pub(crate) mod arrays;
mod beside;
pub mod bids;
pub(crate) mod builder;
mod clock;
mod columns;
mod dates;
mod generic;
mod grid;
mod guess;
mod join;
mod layout;
mod levels;
mod makers;
mod names;
pub(crate) mod placement;
mod plan;
mod problem;
mod quality;
mod quiet;
pub(crate) mod raw;
mod rows;
mod split;
mod timeline;
pub(crate) mod units;

use std::io::{BufRead, Read};

use super::csv::decode;
use super::table::{self, numbers};
use super::{Confidence, Format, HEAD_BYTES, ImportError, ImportOptions};
use crate::recording::Recording;
pub use join::{join, read_events, stands_alone};
pub use placement::{Unplaced, placement_of};
pub use problem::{SensorProblem, StepEvent, Untimed};

/// The format.
pub(crate) struct Imu;

impl Format for Imu {
    fn sniff(&self, head: &[u8]) -> Confidence {
        match raw::sniff(head).max(makers::sniff(head)) {
            Confidence::No => on_text(head, generic::sniff),
            confidence => confidence,
        }
    }

    fn read(&self, bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
        if let Some(read) = raw::read(bytes, options) {
            return read;
        }
        if makers::sniff(head) != Confidence::No && options.map.is_empty() {
            return makers::read(bytes, options);
        }
        on_text(bytes, |mut text| generic::read(&mut text, options))
    }
}

/// Hands on text as bytes that agree with ASCII: UTF-16 is decoded, the rest is left alone.
fn on_text<T>(bytes: &[u8], read: impl Fn(&[u8]) -> T) -> T {
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.iter().take(64).any(|b| *b == 0);
    match if wide { decode(bytes) } else { None } {
        Some((text, _)) => read(text.as_bytes()),
        None => read(bytes),
    }
}

/// Reads a text of motion sensors that is too large to hold, row by row.
///
/// Long stretches without movement are dropped on the way ([`crate::recording::ImuStream::quiet`]).
///
/// # Errors
/// As [`super::import`]; also where the bytes are no table of a motion sensor.
pub fn import_stream(
    reader: &mut dyn BufRead,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    let mut recordings = rows(reader, options)?;
    for recording in &mut recordings {
        super::believable::settle(recording, &options.limits)?;
    }
    Ok(recordings)
}

fn rows(reader: &mut dyn BufRead, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let failed = |e: std::io::Error| problem::unreadable(&e, None);
    let mut head = Vec::new();
    reader.take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(failed)?;
    if head.is_empty() {
        return Err(ImportError::Empty);
    }
    let of_maker = options.map.is_empty() && makers::sniff(&head) != Confidence::No;
    let wide = head.iter().take(64).any(|b| *b == 0);
    if wide || raw::sniff(&head) != Confidence::No {
        reader.read_to_end(&mut head).map_err(failed)?;
        return Imu.read(&head, options);
    }
    if of_maker {
        return makers::read_from(&head, &mut head.as_slice().chain(reader), options);
    }
    if generic::sniff(&head) == Confidence::No && options.map.is_empty() {
        return Err(super::error::unknown_format(&head));
    }
    generic::read(&mut head.as_slice().chain(reader), options)
}
