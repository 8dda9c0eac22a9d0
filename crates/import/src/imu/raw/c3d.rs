//! C3D files of motion laboratories: the analog channels, where the sensors are recorded
//! beside the cameras, become the columns of a table, which is read like any other. After
//! the C3D User Guide (Motion Lab Systems, 2021).

use std::fmt::Write as _;

use super::super::{ImportError, ImportOptions, generic};
use super::{at, damaged, mat::clean};
use crate::recording::{Fault, Recording};

const FORMAT: &str = "C3D";
const BLOCK: usize = 512;
/// Groups and parameters looked at. Ours: files of laboratories have some two hundred.
const MAX_PARAMETERS: usize = 4096;
/// Channels taken. Ours: six axes of ten sensors.
const MAX_CHANNELS: usize = 64;
/// Numbers in all. Ours: a day of six axes at 100 Hz.
const MAX_NUMBERS: usize = 60_000_000;

/// How numbers are laid out: by the processor that a file was first written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Intel,
    Dec,
    Mips,
}

impl Order {
    fn of(processor: u8) -> Option<Order> {
        match processor {
            84 => Some(Order::Intel),
            85 => Some(Order::Dec),
            86 => Some(Order::Mips),
            _ => None,
        }
    }

    fn u16(self, bytes: &[u8], from: usize) -> Option<u16> {
        let bytes = at(bytes, from)?;
        Some(if self == Order::Mips {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn f32(self, bytes: &[u8], from: usize) -> Option<f32> {
        let bytes: [u8; 4] = at(bytes, from)?;
        Some(match self {
            Order::Intel => f32::from_le_bytes(bytes),
            Order::Mips => f32::from_be_bytes(bytes),
            // Words swapped, and an exponent that is greater by two.
            Order::Dec => {
                let [a, b, c, d] = bytes;
                f32::from_le_bytes([c, d, a, b]) / 4.0
            }
        })
    }
}

/// Where the parameters begin, and how numbers are laid out.
fn parameters(bytes: &[u8]) -> Option<(usize, Order)> {
    let (&block, &mark) = (bytes.first()?, bytes.get(1)?);
    let from = (usize::from(block).checked_sub(1)?).checked_mul(BLOCK)?;
    let order = Order::of(*bytes.get(from + 3)?)?;
    (mark == 0x50 && block > 1).then_some((from, order))
}

pub(super) fn is(head: &[u8]) -> bool {
    parameters(head).is_some_and(|(_, order)| {
        let rate = order.f32(head, 20).unwrap_or(f32::NAN);
        rate > 0.0 && rate < 1e5
    })
}

/// A parameter: the id of its group, its name, type, sizes and content.
struct Parameter<'b> {
    group: i8,
    name: String,
    kind: i8,
    sizes: Vec<usize>,
    content: &'b [u8],
}

/// Groups by id, and what is in them.
#[derive(Default)]
struct Parameters<'b> {
    groups: Vec<(i8, String)>,
    all: Vec<Parameter<'b>>,
}

impl<'b> Parameters<'b> {
    fn read(bytes: &'b [u8], from: usize, order: Order) -> Parameters<'b> {
        let mut found = Parameters::default();
        let mut position = from + 4;
        for _ in 0..MAX_PARAMETERS {
            match found.one(bytes, position, order) {
                Some(next) if next > position => position = next,
                _ => break,
            }
        }
        found
    }

    /// Takes one group or parameter; where the next begins.
    fn one(&mut self, bytes: &'b [u8], from: usize, order: Order) -> Option<usize> {
        let length = usize::from((*bytes.get(from)? as i8).unsigned_abs());
        let id = *bytes.get(from + 1)? as i8;
        let name = bytes.get(from + 2..from + 2 + length)?;
        let name = String::from_utf8_lossy(name).to_uppercase();
        let offset_at = from + 2 + length;
        let offset = usize::from(order.u16(bytes, offset_at)?);
        if length == 0 || id == 0 {
            return None;
        }
        if id < 0 {
            self.groups.push((id.checked_neg()?, name));
        } else {
            let kind = *bytes.get(offset_at + 2)? as i8;
            let count = usize::from(*bytes.get(offset_at + 3)?);
            let begin = offset_at + 4 + count;
            let sizes = bytes.get(offset_at + 4..begin)?;
            let sizes: Vec<usize> = sizes.iter().map(|s| usize::from(*s)).collect();
            let each = usize::from(kind.unsigned_abs());
            let size = sizes.iter().try_fold(each, |all, s| all.checked_mul(*s))?;
            let content = bytes.get(begin..begin.checked_add(size)?)?;
            self.all.push(Parameter { group: id, name, kind, sizes, content });
        }
        (offset > 0).then_some(offset_at + offset)
    }

    fn get(&self, group: &str, name: &str) -> Option<&Parameter<'b>> {
        let id = self.groups.iter().find(|g| g.1 == group)?.0;
        self.all.iter().find(|p| p.group == id && p.name == name)
    }

    /// Texts of `ANALOG`, also where they go on in `LABELS2`, `LABELS3`, …
    fn texts(&self, name: &str) -> Vec<String> {
        let parts = (1..=9).map_while(|k| {
            let suffix = if k == 1 { String::new() } else { k.to_string() };
            self.get("ANALOG", &format!("{name}{suffix}"))
        });
        parts
            .flat_map(|p| {
                let width = p.sizes.first().copied().unwrap_or(1).max(1);
                p.content.chunks(width).map(|c| clean(String::from_utf8_lossy(c).trim()))
            })
            .collect()
    }

    /// Numbers of `ANALOG`, one per channel.
    fn numbers(&self, name: &str, order: Order) -> Vec<f64> {
        let Some(p) = self.get("ANALOG", name) else { return Vec::new() };
        match p.kind {
            2 => (0..p.content.len() / 2)
                .filter_map(|i| Some(f64::from(order.u16(p.content, 2 * i)? as i16)))
                .collect(),
            4 => (0..p.content.len() / 4)
                .filter_map(|i| Some(f64::from(order.f32(p.content, 4 * i)?)))
                .collect(),
            _ => Vec::new(),
        }
    }
}

pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let text = table(bytes).ok_or_else(|| damaged(FORMAT, BLOCK, Fault::NoSignalsInC3d))?;
    generic::read(&mut text.as_bytes(), options)
}

/// Where the samples of the analog channels are.
struct Samples {
    order: Order,
    channels: usize,
    /// Samples of each channel in a frame of the cameras.
    per_frame: usize,
    /// Numbers in a frame in front of them: the points.
    before: usize,
    /// Bytes of a number.
    size: usize,
    unsigned: bool,
    frames: usize,
    rate_hz: f64,
}

impl Samples {
    fn of(bytes: &[u8], order: Order, parameters: &Parameters<'_>) -> Option<(Samples, usize)> {
        let word = |n: usize| order.u16(bytes, 2 * (n - 1)).map(usize::from);
        let (points, analog, per_frame) = (word(2)?, word(3)?, word(10)?);
        let channels = analog.checked_div(per_frame)?;
        let is_float = order.f32(bytes, 12)? < 0.0;
        let size = if is_float { 4 } else { 2 };
        let begin = word(9)?.checked_sub(1)? * BLOCK;
        let in_frame = (4 * points + analog) * size;
        let held = bytes.len().checked_sub(begin)?.checked_div(in_frame)?;
        // The count of long recordings does not fit; what is there is.
        let (first, last) = (word(4)?, word(5)?);
        let told = (last + 1).checked_sub(first).filter(|_| last < usize::from(u16::MAX));
        let frames = told.map_or(held, |n| n.min(held));
        let rate_hz = f64::from(order.f32(bytes, 20)?) * per_frame as f64;
        let format = parameters.get("ANALOG", "FORMAT");
        let unsigned = format.is_some_and(|p| p.content.starts_with(b"UNSIGNED"));
        let sound = channels > 0 && frames > 0 && rate_hz > 0.0;
        let samples = Samples {
            order,
            channels,
            per_frame,
            before: 4 * points,
            size,
            unsigned,
            frames,
            rate_hz,
        };
        sound.then_some((samples, begin))
    }

    /// The number at a place in the samples.
    fn number(&self, bytes: &[u8], from: usize) -> Option<f64> {
        if self.size == 4 {
            return self.order.f32(bytes, from).map(f64::from);
        }
        let raw = self.order.u16(bytes, from)?;
        Some(if self.unsigned { f64::from(raw) } else { f64::from(raw as i16) })
    }
}

/// The analog channels as columns of a text, with the time of every sample.
fn table(bytes: &[u8]) -> Option<String> {
    let (from, order) = parameters(bytes)?;
    let parameters = Parameters::read(bytes, from, order);
    let (samples, begin) = Samples::of(bytes, order, &parameters)?;
    let taken = samples.channels.min(MAX_CHANNELS);
    let rows = samples.frames.checked_mul(samples.per_frame)?;
    if rows.checked_mul(taken)? > MAX_NUMBERS {
        return None;
    }
    let (labels, units) = (parameters.texts("LABELS"), parameters.texts("UNITS"));
    let (scales, offsets) =
        (parameters.numbers("SCALE", order), parameters.numbers("OFFSET", order));
    let general = parameters.numbers("GEN_SCALE", order).first().copied().unwrap_or(1.0);
    let scale = |c: usize| {
        let factor = scales.get(c).copied().unwrap_or(1.0) * general;
        // Offsets of unsigned samples are unsigned.
        let offset = offsets.get(c).copied().unwrap_or(0.0);
        (factor, if samples.unsigned && offset < 0.0 { offset + 65_536.0 } else { offset })
    };
    let scale: Vec<(f64, f64)> = (0..taken).map(scale).collect();
    let mut text = String::from("time (s)");
    for c in 0..taken {
        let label = labels.get(c).filter(|l| !l.is_empty());
        let label = label.cloned().unwrap_or_else(|| format!("channel {}", c + 1));
        match units.get(c).filter(|u| !u.is_empty()) {
            Some(unit) => write!(text, ",{label} ({unit})").ok()?,
            None => write!(text, ",{label}").ok()?,
        }
    }
    let in_frame = (samples.before + samples.channels * samples.per_frame) * samples.size;
    for row in 0..rows {
        let (frame, part) = (row / samples.per_frame, row % samples.per_frame);
        let first =
            begin + frame * in_frame + (samples.before + part * samples.channels) * samples.size;
        write!(text, "\n{:.6}", row as f64 / samples.rate_hz).ok()?;
        for (c, (factor, offset)) in scale.iter().enumerate() {
            let value = samples.number(bytes, first + c * samples.size)?;
            write!(text, ",{}", ((value - offset) * factor) as f32).ok()?;
        }
    }
    text.push('\n');
    Some(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
