//! FIT: fields are overwritten where they lie, messages about people taken out, checksums
//! set right.

use super::{Line, Scrubbed};

/// Messages that describe the run; all others (user profile, zones, names of workouts, what
/// only the maker knows) are taken out.
const KEPT: [u16; 14] = [0, 18, 19, 20, 21, 23, 34, 49, 78, 101, 132, 206, 207, 216];
const FILE_ID: u16 = 0;
const SESSION: u16 = 18;
const LAP: u16 = 19;
const RECORD: u16 = 20;
const EVENT: u16 = 21;
const DEVICE_INFO: u16 = 23;
const ACTIVITY: u16 = 34;
const LENGTH: u16 = 101;
const FIELD_DESCRIPTION: u16 = 206;

const TIMESTAMP: u8 = 253;
const STRING: u8 = 0x07;
const BYTES: u8 = 0x0d;
/// Times below this count from the start of the device.
const RELATIVE: u32 = 0x1000_0000;
/// 2000-01-01 in seconds of FIT; a multiple of 32, as all shifts must be for the five bits
/// that a compressed time stamp keeps.
const NEW_DAY: u32 = 315_619_200;
const SEMICIRCLES: f64 = 2_147_483_648.0 / 180.0;

struct Field {
    number: u8,
    size: usize,
    kind: u8,
}

#[derive(Default)]
struct Definition {
    message: u16,
    big_endian: bool,
    fields: Vec<Field>,
    /// Bytes of developer fields.
    developer: usize,
}

pub(super) fn scrub(bytes: &[u8]) -> Option<Scrubbed> {
    let mut out = Scrubbed {
        bytes: Vec::with_capacity(bytes.len()),
        kind: "FIT",
        positions: 0,
        identities: 0,
        moved_in_time: false,
    };
    let mut rest = bytes;
    // Several files may follow each other.
    while rest.get(8..12) == Some(b".FIT") {
        let header = usize::from(*rest.first()?);
        let size = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        // A file that was never finished does not say where it ends.
        if size == 0 {
            return None;
        }
        let records = rest.get(header..header.checked_add(size)?)?;
        let mut walk = Walk { line: Line::new(), shift: None, out: &mut out };
        let records = walk.records(records)?;
        let mut file = rest.get(..header)?.to_vec();
        file.get_mut(4..8)?.copy_from_slice(&(records.len() as u32).to_le_bytes());
        if header >= 14 {
            let crc = crc16(file.get(..12)?);
            file.get_mut(12..14)?.copy_from_slice(&crc.to_le_bytes());
        }
        file.extend(records);
        file.extend(crc16(&file).to_le_bytes());
        out.bytes.extend(file);
        rest = rest.get(header + size + 2..).unwrap_or_default();
    }
    (!out.bytes.is_empty()).then_some(out)
}

struct Walk<'a> {
    line: Line,
    /// Seconds to take from every time; known from the first one.
    shift: Option<u32>,
    out: &'a mut Scrubbed,
}

impl Walk<'_> {
    fn records(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut kept = Vec::with_capacity(bytes.len());
        let mut definitions: [Option<Definition>; 16] = Default::default();
        let mut at = 0;
        while at < bytes.len() {
            let head = *bytes.get(at)?;
            if head & 0xc0 == 0x40 {
                let (definition, end) = define(bytes, at)?;
                kept.extend(bytes.get(at..end)?);
                definitions[usize::from(head & 15)] = Some(definition);
                at = end;
                continue;
            }
            let slot = if head & 0x80 != 0 { (head >> 5) & 3 } else { head & 15 };
            let definition = definitions.get(usize::from(slot))?.as_ref()?;
            let own: usize = definition.fields.iter().map(|f| f.size).sum();
            let end = at + 1 + own + definition.developer;
            let mut message = bytes.get(at..end)?.to_vec();
            at = end;
            if KEPT.contains(&definition.message) {
                self.message(definition, &mut message);
                kept.extend(message);
            } else {
                self.out.identities += 1;
            }
        }
        Some(kept)
    }

    fn message(&mut self, of: &Definition, bytes: &mut [u8]) {
        let mut at = 1;
        let (mut lat, mut lon) = (None, None);
        for field in &of.fields {
            let place = at..at + field.size;
            at = place.end;
            let Some(value) = bytes.get_mut(place.clone()) else { return };
            match (of.message, field.number) {
                (RECORD, 0) if field.size == 4 => lat = Some(place),
                (RECORD, 1) if field.size == 4 => lon = Some(place),
                (SESSION, 3 | 4 | 29..=32 | 38 | 39) | (LAP, 3..=6 | 27..=30) => {
                    self.out.positions += usize::from(field.number % 2 == 1);
                    invalid(value, field.kind, of.big_endian);
                }
                (FILE_ID, 3) | (DEVICE_INFO, 3 | 21) => {
                    self.out.identities += 1;
                    invalid(value, field.kind, of.big_endian);
                }
                (_, TIMESTAMP)
                | (FILE_ID, 4)
                | (SESSION | LAP | EVENT | LENGTH, 2)
                | (ACTIVITY, 5) => self.time(value, of.big_endian),
                // The model of a watch is none of its owner, and says how altitude is measured.
                // Speed and distance may be packed into bytes.
                (FIELD_DESCRIPTION, _) | (FILE_ID, 8) | (DEVICE_INFO, 27) | (RECORD, 8) => {}
                _ if matches!(field.kind, STRING | BYTES) && of.message != 207 => {
                    let any = value.iter().any(|b| *b != 0 && *b != 0xff);
                    self.out.identities += usize::from(any);
                    invalid(value, field.kind, of.big_endian);
                }
                _ => {}
            }
        }
        if let (Some(lat), Some(lon)) = (lat, lon) {
            self.position(bytes, lat, lon, of.big_endian);
        }
    }

    fn position(
        &mut self,
        bytes: &mut [u8],
        lat: std::ops::Range<usize>,
        lon: std::ops::Range<usize>,
        big: bool,
    ) {
        let read = |place: &std::ops::Range<usize>| {
            let raw: [u8; 4] = bytes.get(place.clone())?.try_into().ok()?;
            let raw = if big { i32::from_be_bytes(raw) } else { i32::from_le_bytes(raw) };
            (raw != i32::MAX).then(|| f64::from(raw) / SEMICIRCLES)
        };
        let new = match (read(&lat), read(&lon)) {
            (Some(a), Some(b)) => {
                self.out.positions += 1;
                Some(((self.line.next(a, b) * SEMICIRCLES).round() as i32, 0))
            }
            _ => None,
        };
        let (a, b) = new.unwrap_or((i32::MAX, i32::MAX));
        for (place, value) in [(lat, a), (lon, b)] {
            let raw = if big { value.to_be_bytes() } else { value.to_le_bytes() };
            if let Some(there) = bytes.get_mut(place) {
                there.copy_from_slice(&raw);
            }
        }
    }

    fn time(&mut self, value: &mut [u8], big: bool) {
        let Ok(raw) = <[u8; 4]>::try_from(&*value) else { return };
        let time = if big { u32::from_be_bytes(raw) } else { u32::from_le_bytes(raw) };
        if time == u32::MAX || time < RELATIVE {
            return;
        }
        let shift = *self.shift.get_or_insert((time & !31).wrapping_sub(NEW_DAY));
        let moved = time.wrapping_sub(shift);
        self.out.moved_in_time = true;
        value.copy_from_slice(&if big { moved.to_be_bytes() } else { moved.to_le_bytes() });
    }
}

fn define(bytes: &[u8], at: usize) -> Option<(Definition, usize)> {
    let head = *bytes.get(at)?;
    let fixed: [u8; 5] = bytes.get(at + 1..at + 6)?.try_into().ok()?;
    let big_endian = fixed[1] == 1;
    let number = [fixed[2], fixed[3]];
    let message = if big_endian { u16::from_be_bytes(number) } else { u16::from_le_bytes(number) };
    let mut end = at + 6 + 3 * usize::from(fixed[4]);
    let fields = bytes
        .get(at + 6..end)?
        .chunks_exact(3)
        .map(|f| Field { number: f[0], size: usize::from(f[1]), kind: f[2] })
        .collect();
    let mut developer = 0;
    if head & 0x20 != 0 {
        let count = usize::from(*bytes.get(end)?);
        let list = bytes.get(end + 1..end + 1 + 3 * count)?;
        developer = list.chunks_exact(3).map(|f| usize::from(f[1])).sum();
        end += 1 + 3 * count;
    }
    Some((Definition { message, big_endian, fields, developer }, end))
}

/// What stands for "not known" in a type of FIT.
fn invalid(value: &mut [u8], kind: u8, big: bool) {
    let signed = matches!(kind, 0x01 | 0x83 | 0x85 | 0x8e);
    // Texts are empty, numbers that cannot be 0 are 0.
    let byte = if matches!(kind, STRING | 0x0a | 0x8b | 0x8c | 0x90) { 0 } else { 0xff };
    value.fill(byte);
    let highest = if big { value.first_mut() } else { value.last_mut() };
    if signed && let Some(highest) = highest {
        *highest = 0x7f;
    }
}

/// The checksum of FIT.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(
            crc ^ u16::from(*byte),
            |c, _| {
                if c & 1 == 1 { (c >> 1) ^ 0xa001 } else { c >> 1 }
            },
        )
    })
}
