//! Writing FIT files: definition and data messages, header, checksums.
//!
//! rustyfit's encoder needs a writer type of another crate; what a writer of
//! plain integers has to do fits below, and rustyfit's decoder checks it in
//! the tests.

use rustyfit::profile::typedef::MesgNum;

/// A value in one of the base types used here; `None` is written as the type's "invalid".
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Enum(u8),
    U8(Option<u8>),
    U16(Option<u16>),
    U32(Option<u32>),
    I32(Option<i32>),
    /// Serial numbers: 0 is invalid.
    U32z(u32),
    Text(&'static str),
}

impl Value {
    /// Base type as the protocol numbers it, and size in bytes.
    fn base_type(&self) -> (u8, u8) {
        match self {
            Value::Enum(_) => (0x00, 1),
            Value::U8(_) => (0x02, 1),
            Value::U16(_) => (0x84, 2),
            Value::U32(_) => (0x86, 4),
            Value::I32(_) => (0x85, 4),
            Value::U32z(_) => (0x8C, 4),
            Value::Text(text) => (0x07, text.len().min(254) as u8 + 1),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Enum(v) => out.push(*v),
            Value::U8(v) => out.push(v.unwrap_or(u8::MAX)),
            Value::U16(v) => out.extend(v.unwrap_or(u16::MAX).to_le_bytes()),
            Value::U32(v) => out.extend(v.unwrap_or(u32::MAX).to_le_bytes()),
            Value::I32(v) => out.extend(v.unwrap_or(i32::MAX).to_le_bytes()),
            Value::U32z(v) => out.extend(v.to_le_bytes()),
            Value::Text(text) => {
                out.extend(text.bytes().take(254));
                out.push(0);
            }
        }
    }
}

/// Collects messages into a FIT file.
#[derive(Debug, Default)]
pub(super) struct FitFile {
    data: Vec<u8>,
    /// Definition in force for each local message number.
    defined: [Vec<u8>; 16],
}

impl FitFile {
    /// Adds a message under a local number (0–15), with its definition when
    /// that number last meant something else.
    pub(super) fn push(&mut self, local: u8, message: MesgNum, fields: &[(u8, Value)]) {
        let local = local & 0x0F;
        let mut definition = vec![0x40 | local, 0, 0]; // reserved; little endian
        definition.extend(message.0.to_le_bytes());
        definition.push(fields.len() as u8);
        for (number, value) in fields {
            let (base, size) = value.base_type();
            definition.extend([*number, size, base]);
        }
        let slot = &mut self.defined[usize::from(local)];
        if *slot != definition {
            self.data.extend(&definition);
            *slot = definition;
        }
        self.data.push(local);
        for (_, value) in fields {
            value.write(&mut self.data);
        }
    }

    /// The whole file: header, messages, checksum.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut file = Vec::with_capacity(self.data.len() + 16);
        file.extend([14, 0x10]); // header size; protocol 1.0
        file.extend(rustyfit::profile::PROFILE_VERSION.to_le_bytes());
        file.extend((self.data.len() as u32).to_le_bytes());
        file.extend(b".FIT");
        file.extend(crc16(&file).to_le_bytes());
        file.extend(&self.data);
        file.extend(crc16(&file).to_le_bytes());
        file
    }
}

/// CRC-16/ARC, as the FIT protocol asks for.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| {
        (0..8)
            .fold(crc ^ u16::from(byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xA001 } else { c >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_catalogued_one() {
        assert_eq!(crc16(b"123456789"), 0xBB3D); // check value of CRC-16/ARC
    }
}
