//! ActiGraph (`.gt3x`): an archive of `info.txt` and `log.bin`. After ActiGraph's
//! description of the format (actigraph/GT3X-File-Format).

use super::super::builder::{AccUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::makers::Begin;
use super::super::{ImportError, ImportOptions};
use super::{about, damaged, signed, u16_at, u32_at};
use crate::recording::{Fault, Gravity, Placement, Recording, Start};

const FORMAT: &str = "ActiGraph GT3X";
/// First bytes of the two files put together.
const MAGIC: &[u8] = b"runform:gt3x\0";
/// What begins a record.
const SEPARATOR: u8 = 0x1E;
/// Bytes of a record around its content.
const AROUND: usize = 9;
/// Samples of twelve bits per axis, in the order y, x, z.
const ACTIVITY: u8 = 0x00;
/// Samples of sixteen bits per axis.
const ACTIVITY2: u8 = 0x1A;
/// Steps per g of the devices that do not tell theirs.
const STEPS_PER_G: f64 = 341.0;

/// Whether the files of an archive are those of a recording.
pub(crate) fn is_gt3x<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut info, mut log) = (false, false);
    for name in names {
        info |= name.eq_ignore_ascii_case("info.txt");
        log |= name.eq_ignore_ascii_case("log.bin");
    }
    info && log
}

/// The two files of an archive as one.
pub(crate) fn wrap(info: &[u8], log: &[u8]) -> Vec<u8> {
    let length = u32::try_from(info.len()).unwrap_or(u32::MAX);
    [MAGIC, &length.to_le_bytes(), info, log].concat()
}

pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let cut = || damaged(FORMAT, 0, Fault::MessageCutOff);
    let rest = bytes.get(MAGIC.len()..).ok_or_else(cut)?;
    let length = u32_at(rest, 0).ok_or_else(cut)? as usize;
    let info = rest.get(4..4 + length).ok_or_else(cut)?;
    let log = rest.get(4 + length..).ok_or_else(cut)?;
    let info = String::from_utf8_lossy(info);
    let said = |name: &str| {
        info.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let rate_hz = said("Sample Rate").and_then(|v| v.parse().ok()).filter(|r: &f64| *r >= 1.0);
    let Some(rate_hz) = rate_hz else {
        return Err(damaged(FORMAT, 0, Fault::StructureUnknown));
    };
    let scale = said("Acceleration Scale").and_then(|v| v.parse().ok()).filter(|s: &f64| *s > 1.0);
    let scale = scale.unwrap_or(STEPS_PER_G);
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Seconds;
    spec.acc_unit = AccUnit::G;
    spec.gravity = Some(Gravity::Included);
    let mut builder = SensorBuilder::new(spec);
    let (mut first, mut position) = (None, 0);
    while let Some(record) = record(log, position) {
        let samples: Vec<[f64; 3]> = match record.kind {
            ACTIVITY => twelve_bits(record.content),
            ACTIVITY2 => sixteen_bits(record.content),
            _ => Vec::new(),
        };
        // Asleep the device writes a single byte for a second.
        for (i, acc) in samples.iter().enumerate() {
            let t = record.at_s + i as f64 / rate_hz;
            first.get_or_insert(t);
            builder.push(t, acc.map(|v| v / scale), [f64::NAN; 3]);
        }
        position = record.end;
    }
    let mut about =
        about("imu:actigraph_gt3x", FORMAT, &[("time", "s"), ("acceleration x, y, z", "g")]);
    // The log counts the seconds of the clock on the wall.
    let start = first.and_then(|s| crate::csv::instant(s, None)).and_then(Start::on_wall);
    about.begin = Begin::Told(start);
    let named = [said("Device Type"), said("Serial Number")];
    about.device = Some(
        ["ActiGraph"].into_iter().chain(named.into_iter().flatten()).collect::<Vec<_>>().join(" "),
    );
    about.finish(vec![(String::new(), builder)], options)
}

struct Record<'b> {
    kind: u8,
    at_s: f64,
    content: &'b [u8],
    end: usize,
}

/// The first sound record at or after a place.
fn record(log: &[u8], from: usize) -> Option<Record<'_>> {
    let mut at = from;
    loop {
        at += log.get(at..)?.iter().position(|b| *b == SEPARATOR)?;
        if let Some(found) = sound(log, at) {
            return Some(found);
        }
        at += 1;
    }
}

fn sound(log: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = *log.get(at + 1)?;
    let at_s = f64::from(u32_at(log, at + 2)?);
    let size = usize::from(u16_at(log, at + 6)?);
    let content = log.get(at + 8..at + 8 + size)?;
    // One's complement of all bytes exclusive-or'ed.
    let sum = log.get(at..at + 8 + size)?.iter().fold(0u8, |sum, b| sum ^ b);
    (*log.get(at + 8 + size)? == !sum).then_some(Record {
        kind,
        at_s,
        content,
        end: at + AROUND + size,
    })
}

fn twelve_bits(content: &[u8]) -> Vec<[f64; 3]> {
    let nibble = |i: usize| {
        content.get(i / 2).map(|b| u32::from(if i.is_multiple_of(2) { b >> 4 } else { b & 0x0F }))
    };
    let value = |i: usize| {
        let word = nibble(3 * i)? << 8 | nibble(3 * i + 1)? << 4 | nibble(3 * i + 2)?;
        Some(signed(word, 12))
    };
    let samples = content.len() * 2 / 9;
    let sample = |i: usize| Some([value(3 * i + 1)?, value(3 * i)?, value(3 * i + 2)?]);
    (0..samples).map_while(sample).collect()
}

fn sixteen_bits(content: &[u8]) -> Vec<[f64; 3]> {
    let value = |sample: &[u8], k: usize| {
        super::at(sample, 2 * k).map(|b| f64::from(i16::from_le_bytes(b)))
    };
    let sample = |s: &[u8]| Some([value(s, 0)?, value(s, 1)?, value(s, 2)?]);
    content.chunks_exact(6).filter_map(sample).collect()
}
