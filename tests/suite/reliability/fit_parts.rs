//! The parts of a FIT file, read as far as it takes to change them: no word of our decoder.

/// Where the fields of a data message lie.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its number: 20 is a record.
    pub number: u16,
    /// From its header to its end.
    pub from: usize,
    pub to: usize,
    /// Number, begin and size of each field.
    pub fields: Vec<(u8, usize, usize)>,
}

/// The data messages of the first file in `bytes`; as far as they can be followed.
pub fn messages(bytes: &[u8]) -> Vec<Message> {
    let mut out = Vec::new();
    let mut definitions: [Option<(u16, Vec<(u8, usize)>)>; 16] = Default::default();
    let (Some(&header), true) = (bytes.first(), is_fit(bytes)) else { return out };
    let mut at = usize::from(header);
    let end = bytes.len().saturating_sub(2);
    while at < end {
        let head = bytes[at];
        if head & 0xc0 == 0x40 {
            let Some(fixed) = bytes.get(at + 1..at + 6) else { break };
            let number = match fixed[1] {
                0 => u16::from_le_bytes([fixed[2], fixed[3]]),
                _ => u16::from_be_bytes([fixed[2], fixed[3]]),
            };
            let count = usize::from(fixed[4]);
            let Some(list) = bytes.get(at + 6..at + 6 + 3 * count) else { break };
            let mut fields: Vec<(u8, usize)> =
                list.chunks(3).map(|f| (f[0], usize::from(f[1]))).collect();
            at += 6 + 3 * count;
            if head & 0x20 != 0 {
                let Some(&more) = bytes.get(at) else { break };
                let Some(list) = bytes.get(at + 1..at + 1 + 3 * usize::from(more)) else { break };
                fields.extend(list.chunks(3).map(|f| (255, usize::from(f[1]))));
                at += 1 + 3 * usize::from(more);
            }
            definitions[usize::from(head & 15)] = Some((number, fields));
            continue;
        }
        let slot = if head & 0x80 != 0 { (head >> 5) & 3 } else { head & 15 };
        let Some((number, fields)) = &definitions[usize::from(slot)] else { break };
        let (from, mut next) = (at, at + 1);
        let fields = fields
            .iter()
            .map(|(field, size)| {
                next += size;
                (*field, next - size, *size)
            })
            .collect();
        if next > end {
            break;
        }
        out.push(Message { number: *number, from, to: next, fields });
        at = next;
    }
    out
}

pub fn is_fit(bytes: &[u8]) -> bool {
    bytes.len() > 16 && bytes.get(8..12) == Some(b".FIT") && matches!(bytes[0], 12 | 14)
}

/// Length and checksums as they should be.
pub fn mend(bytes: &mut [u8]) {
    if !is_fit(bytes) {
        return;
    }
    let header = usize::from(bytes[0]);
    let size = (bytes.len() - header - 2) as u32;
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    if header == 14 {
        let crc = crc16(&bytes[..12]);
        bytes[12..14].copy_from_slice(&crc.to_le_bytes());
    }
    let end = bytes.len() - 2;
    let crc = crc16(&bytes[..end]);
    bytes[end..].copy_from_slice(&crc.to_le_bytes());
}

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
