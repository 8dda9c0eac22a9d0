//! Raw files of research sensors, as the devices write them: nothing exported, nothing
//! rounded. Each reader is a file, made from the maker's description of the format.

mod c3d;
mod cwa;
mod geneactiv;
mod gt3x;
mod mat;

use super::makers::{About, Begin};
use super::{Confidence, ImportError, ImportOptions};
use crate::Advice;
use crate::recording::{Fault, Mapping, Place, Recording};

pub(crate) use gt3x::{is_gt3x, wrap};

/// A raw format.
struct Raw {
    /// Whether the first bytes are its own.
    is: fn(&[u8]) -> bool,
    /// Reads the whole file.
    read: fn(&[u8], &ImportOptions) -> Result<Vec<Recording>, ImportError>,
}

static RAW: [Raw; 5] = [
    Raw { is: cwa::is, read: cwa::read },
    Raw { is: gt3x::is, read: gt3x::read },
    Raw { is: geneactiv::is, read: geneactiv::read },
    Raw { is: mat::is, read: mat::read },
    Raw { is: c3d::is, read: c3d::read },
];

/// Judges the first bytes of a file.
pub(super) fn sniff(head: &[u8]) -> Confidence {
    if RAW.iter().any(|raw| (raw.is)(head)) { Confidence::Certain } else { Confidence::No }
}

/// Reads a file that [`sniff`] recognised; `None` for any other.
pub(super) fn read(
    bytes: &[u8],
    options: &ImportOptions,
) -> Option<Result<Vec<Recording>, ImportError>> {
    RAW.iter().find(|raw| (raw.is)(bytes)).map(|raw| (raw.read)(bytes, options))
}

/// What a raw file says of itself, and how its values were understood.
fn about(id: &'static str, maker: &'static str, values: &[(&str, &str)]) -> About {
    let mut about = About::new(id, maker);
    about.begin = Begin::Unix(None);
    about.mappings = values
        .iter()
        .map(|(name, unit)| Mapping {
            column: (*name).to_owned(),
            quantity: None,
            unit: (*unit).to_owned(),
            remark: Some((*name).to_owned()),
        })
        .collect();
    about
}

/// That a file ends or breaks off where something should be.
fn damaged(format: &'static str, byte: usize, fault: Fault) -> ImportError {
    let place = Place::AtByte { byte };
    ImportError::DamagedFile { format, place, fault, advice: Advice::CopyAgain }
}

/// Some bytes from a place on, as an array.
fn at<const N: usize>(bytes: &[u8], from: usize) -> Option<[u8; N]> {
    bytes.get(from..from.checked_add(N)?)?.try_into().ok()
}

fn u16_at(bytes: &[u8], from: usize) -> Option<u16> {
    at(bytes, from).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], from: usize) -> Option<u32> {
    at(bytes, from).map(u32::from_le_bytes)
}

/// A number of so many low bits, with its sign.
fn signed(value: u32, bits: u32) -> f64 {
    let shift = 32 - bits;
    f64::from(((value << shift) as i32) >> shift)
}
