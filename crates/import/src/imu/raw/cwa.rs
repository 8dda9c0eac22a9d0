//! Axivity AX3 and AX6 (`.cwa`): a header of 1024 bytes, then blocks of 512 with up to
//! 120 samples each. After Open Movement's description of the format
//! (openmovement, `Docs/ax3/cwa.md`).

use super::super::builder::{AccUnit, GyroUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::makers::Begin;
use super::super::{ImportError, ImportOptions};
use super::{about, at, damaged, signed, u16_at, u32_at};
use crate::recording::{Fault, Gravity, Note, NoteKind, Placement, Recording};

const FORMAT: &str = "Axivity CWA";
const HEADER: usize = 1024;
const BLOCK: usize = 512;
/// Where the samples of a block begin.
const DATA: usize = 30;
/// Blocks whose times are closer to where the one before ends than this follow it, s.
const FOLLOWS_S: f64 = 1.0;

pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(b"MD") && matches!(u16_at(head, 2), Some(1020))
}

/// The samples of one block, and when its first was taken.
struct Block {
    start_s: f64,
    rate_hz: f64,
    rows: Vec<([f64; 3], [f64; 3])>,
}

pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let blocks = || bytes.get(HEADER..).unwrap_or_default().chunks_exact(BLOCK).filter_map(block);
    let Some(first) = blocks().next() else {
        return Err(damaged(FORMAT, HEADER, Fault::MessageCutOff));
    };
    let has_gyro = first.rows.iter().any(|r| r.1[0].is_finite());
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Seconds;
    spec.acc_unit = AccUnit::G;
    spec.gyro_unit = GyroUnit::DegPerS;
    spec.gravity = Some(Gravity::Included);
    spec.has_gyro = has_gyro;
    let mut builder = SensorBuilder::new(spec);
    let mut waiting: Option<Block> = None;
    let mut push = |block: Block, next_s: Option<f64>| {
        let n = block.rows.len() as f64;
        let own_s = n / block.rate_hz;
        // The true rate is that of the block's clock, not the one that was set.
        let lasted = next_s.map(|next| next - block.start_s);
        let lasted = lasted.filter(|s| (s - own_s).abs() < FOLLOWS_S && *s > 0.0).unwrap_or(own_s);
        for (i, (acc, gyro)) in block.rows.into_iter().enumerate() {
            builder.push(block.start_s + lasted * i as f64 / n, acc, gyro);
        }
    };
    let mut read = 0;
    for block in blocks() {
        read += 1;
        if let Some(before) = waiting.take() {
            push(before, Some(block.start_s));
        }
        waiting = Some(block);
    }
    if let Some(last) = waiting {
        push(last, None);
    }
    let mut values = vec![("time", "s"), ("acceleration x, y, z", "g")];
    if has_gyro {
        values.push(("angular velocity x, y, z", "deg/s"));
    }
    let mut about = about("imu:axivity_cwa", FORMAT, &values);
    // The clock of the device has no zone.
    let start = crate::csv::instant(first.start_s, None).and_then(crate::recording::Start::on_wall);
    about.begin = Begin::Told(start);
    about.device = Some(device(bytes));
    let whole = bytes.len().saturating_sub(HEADER) / BLOCK;
    if read < whole {
        let lines = whole - read;
        about.notes.push(Note::warn(NoteKind::BlocksUnreadable { blocks: lines, of: whole }));
    }
    about.finish(vec![(String::new(), builder)], options)
}

fn device(bytes: &[u8]) -> String {
    let kind = if bytes.get(4) == Some(&0x64) { "AX6" } else { "AX3" };
    let low = u16_at(bytes, 5).unwrap_or(0);
    let high = u16_at(bytes, 11).filter(|h| *h != 0xFFFF).unwrap_or(0);
    format!("Axivity {kind} {}", u32::from(high) << 16 | u32::from(low))
}

/// A block of samples; `None` where it is empty or broken.
fn block(bytes: &[u8]) -> Option<Block> {
    let sum = bytes.chunks_exact(2).filter_map(|w| u16_at(w, 0)).fold(0u16, u16::wrapping_add);
    if !bytes.starts_with(b"AX") || u16_at(bytes, 2) != Some(508) || sum != 0 {
        return None;
    }
    let fraction = u16_at(bytes, 4)?;
    let stamp = moment(u32_at(bytes, 14)?)?;
    let light = u16_at(bytes, 18)?;
    let rate_code = *bytes.get(24)?;
    let layout = *bytes.get(25)?;
    let mut offset = f64::from(i16::from_le_bytes(at(bytes, 26)?));
    let count = usize::from(u16_at(bytes, 28)?);
    let rate_hz = 3200.0 / f64::from(1u32 << (15 - u32::from(rate_code & 0x0F)));
    let mut start_s = stamp;
    if fraction & 0x8000 != 0 {
        // Newer firmware gives the fraction of a second, and moved the offset by as many
        // whole samples for older readers.
        let part = f64::from(fraction & 0x7FFF) / 32_768.0;
        start_s += part;
        offset += (part * rate_hz.floor()).floor();
    }
    start_s -= offset / rate_hz;
    let axes = usize::from(layout >> 4);
    let data = bytes.get(DATA..DATA + 480)?;
    let acc_scale = 1.0 / f64::from(1u32 << (8 + u32::from(light >> 13)));
    let rows: Vec<([f64; 3], [f64; 3])> = match layout & 0x0F {
        0 => data.chunks_exact(4).take(count).filter_map(|w| packed(u32_at(w, 0)?)).collect(),
        2 if axes == 3 || axes == 6 || axes == 9 => {
            let range = 8000.0 / f64::from(1u32 << u32::from(light >> 10 & 0x07));
            let row = |sample: &[u8]| -> Option<([f64; 3], [f64; 3])> {
                let word = |i: usize| at(sample, 2 * i).map(|b| f64::from(i16::from_le_bytes(b)));
                let three = |from: usize| Some([word(from)?, word(from + 1)?, word(from + 2)?]);
                if axes == 3 {
                    return Some((three(0)?.map(|v| v * acc_scale), [f64::NAN; 3]));
                }
                let turn = three(0)?.map(|v| v * range / 32_768.0);
                Some((three(3)?.map(|v| v * acc_scale), turn))
            };
            data.chunks_exact(2 * axes).take(count).filter_map(row).collect()
        }
        _ => return None,
    };
    (!rows.is_empty()).then_some(Block { start_s, rate_hz, rows })
}

/// Three numbers of ten bits with a common exponent.
fn packed(word: u32) -> Option<([f64; 3], [f64; 3])> {
    let exponent = f64::from(1u32 << (word >> 30));
    let part = |shift: u32| signed(word >> shift, 10) * exponent / 256.0;
    Some(([part(0), part(10), part(20)], [f64::NAN; 3]))
}

/// Seconds since 1970 of a packed date and time.
fn moment(word: u32) -> Option<f64> {
    let part = |shift: u32, bits: u32| (word >> shift & ((1 << bits) - 1)) as i8;
    let year = 2000 + (word >> 26) as i16;
    let date = jiff::civil::Date::new(year, part(22, 4), part(17, 5)).ok()?;
    let time = jiff::civil::Time::new(part(12, 5), part(6, 6), part(0, 6), 0).ok()?;
    let utc = jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(time)).ok()?;
    Some(utc.as_second() as f64)
}
