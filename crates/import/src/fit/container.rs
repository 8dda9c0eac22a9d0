//! The container: one or more FIT sequences (header, messages, checksum) in a file.

use rustyfit::{Decoder, DecoderError, DecoderEvent, StreamingIterator, proto::MessageDefinition};

use super::messages::{Content, described};
use crate::recording::{Fault, Note, NoteKind, Place};
use crate::{Advice, ImportError};

/// All that a file holds.
pub(super) struct FitFile {
    /// One entry per sequence that has a header, in file order.
    pub(super) contents: Vec<Content>,
    /// Notes on the file as a whole.
    pub(super) notes: Vec<Note>,
}

/// Why decoding of a sequence ended early.
#[derive(Debug, Clone)]
pub(super) struct Damage {
    /// Byte of the file at which the damaged message begins.
    pub(super) byte: usize,
    /// What was found there.
    pub(super) fault: Fault,
}

/// Decodes every sequence of a file as far as it can be read.
///
/// # Errors
/// [`ImportError::Damaged`] when not even the first header can be used.
pub(super) fn decode(bytes: &[u8]) -> Result<FitFile, ImportError> {
    let mut file = FitFile { contents: Vec::new(), notes: Vec::new() };
    let mut at = 0;
    while let Some(header) = Header::next(bytes, at) {
        if header.at > at {
            file.notes.push(junk(header.at - at, at));
        }
        let sequence = Sequence::cut(bytes, &header);
        let content = sequence.decode();
        file.notes.extend(sequence.checksum_note(&content).filter(|n| !file.notes.contains(n)));
        file.contents.push(content);
        at = sequence.next;
    }
    if file.contents.is_empty() {
        let length_byte = bytes.first().copied().unwrap_or(0);
        return Err(ImportError::DamagedFile {
            format: "FIT",
            place: Place::AtByte { byte: 0 },
            fault: Fault::FitHeaderWrong { length_byte },
            advice: Advice::CopyAgain,
        });
    }
    if at < bytes.len() {
        file.notes.push(junk(bytes.len() - at, at));
    }
    Ok(file)
}

fn junk(count: usize, at: usize) -> Note {
    Note::of(NoteKind::TrailingBytes { bytes: count, at_byte: at })
}

/// Header of a sequence.
struct Header {
    at: usize,
    size: usize,
    data_size: usize,
}

impl Header {
    /// The first usable header at or after `from`.
    fn next(bytes: &[u8], from: usize) -> Option<Header> {
        let rest = bytes.get(from..)?;
        rest.windows(4).enumerate().skip(8).filter(|(_, w)| *w == b".FIT").find_map(|(i, _)| {
            let at = from + i - 8;
            let head = bytes.get(at..at + 12)?;
            let size = usize::from(head[0]);
            let data_size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
            (matches!(size, 12 | 14) && bytes.len() >= at + size).then_some(Header {
                at,
                size,
                data_size,
            })
        })
    }
}

/// The bytes of one sequence.
struct Sequence<'a> {
    /// Header and messages, without the checksum; cut at the end of the file.
    bytes: &'a [u8],
    header_size: usize,
    /// Place of the sequence in the file.
    at: usize,
    /// Place after the sequence.
    next: usize,
    /// Messages that the header promises but the file does not hold, bytes.
    lost: usize,
    /// The header's size field was never filled in: the recording was not closed.
    unfinished: bool,
    checksum: Option<u16>,
}

impl<'a> Sequence<'a> {
    fn cut(bytes: &'a [u8], header: &Header) -> Self {
        let start = header.at + header.size;
        let unfinished = header.data_size == 0 && bytes.len() > start + 2;
        let promised =
            if unfinished { bytes.len() } else { start.saturating_add(header.data_size) };
        let end = promised.min(bytes.len());
        let checksum = match bytes.get(end..end + 2) {
            Some(&[low, high]) => Some(u16::from_le_bytes([low, high])),
            _ => None,
        };
        Sequence {
            bytes: &bytes[header.at..end],
            header_size: header.size,
            at: header.at,
            next: end.saturating_add(2).min(bytes.len()),
            lost: promised - end,
            unfinished,
            checksum,
        }
    }

    /// Decodes up to the end or to the first damage.
    fn decode(&self) -> Content {
        let (content, descriptions) = self.decode_with(&[]);
        // Values before the description of their field are passed over by the decoder:
        // it goes once more over the file, with the descriptions in front.
        let mut missed = content.records.undescribed.clone();
        let mut first_of_missed = |d: &Described| {
            let at = missed.iter().position(|field| *field == d.field);
            at.map(|at| missed.swap_remove(at)).is_some()
        };
        let late: Vec<u8> =
            descriptions.into_iter().filter(|d| first_of_missed(d)).flat_map(|d| d.bytes).collect();
        if late.is_empty() { content } else { self.decode_with(&late).0 }
    }

    /// Decodes with messages put in before the first; also gives the descriptions of
    /// developer fields that the sequence holds.
    fn decode_with(&self, first: &[u8]) -> (Content, Vec<Described>) {
        let mut content = Content::default();
        let mut descriptions = Vec::new();
        let mut decoder = Decoder::builder().checksum(false).expand_components(false).build();
        let patched;
        let mut bytes = self.bytes;
        if self.unfinished || !first.is_empty() {
            // The decoder stops at the size in the header; give it the real one.
            patched = with_size(self.bytes, self.header_size, first);
            bytes = &patched;
        }
        let mut stream = decoder.stream(bytes);
        let mut position = 0;
        let mut definitions = [(0, 0); 16];
        // Counting here, not in the decoder: it would read past the end when the last
        // message is a definition.
        while position < bytes.len() {
            match stream.next() {
                Some(Ok(DecoderEvent::FileHeader(header))) => position += usize::from(header.size),
                Some(Ok(DecoderEvent::MessageDefinition(definition))) => {
                    let size = definition_size(definition);
                    definitions[usize::from(definition.header & 0x0F)] =
                        (position, position + size);
                    position += size;
                    content.define(definition);
                }
                Some(Ok(DecoderEvent::Message(message))) => {
                    let size = content.take(message);
                    if let Some(field) = described(message) {
                        let (from, to) = definitions[usize::from(message.header & 0x0F)];
                        let raw = [bytes.get(from..to), bytes.get(position..position + size)];
                        let bytes = raw.into_iter().flatten().flatten().copied().collect();
                        descriptions.push(Described { field, bytes });
                    }
                    position += size;
                }
                Some(Ok(DecoderEvent::Crc(_))) | None => break,
                Some(Err(error)) => {
                    let byte = self.at + position.saturating_sub(first.len());
                    content.damage = Some(Damage { byte, fault: explain(&error) });
                    break;
                }
            }
        }
        if content.damage.is_none() && self.lost > 0 {
            let fault = Fault::CutShort { missing_bytes: self.lost };
            let byte = self.at + position.saturating_sub(first.len());
            content.damage = Some(Damage { byte, fault });
        }
        content.unfinished = self.unfinished;
        (content, descriptions)
    }

    /// A wrong checksum is said, never a reason to refuse: writers get it wrong too.
    fn checksum_note(&self, content: &Content) -> Option<Note> {
        let found = self.checksum.filter(|_| content.damage.is_none() && !self.unfinished)?;
        // In a chained file the sequences without records are nobody's concern.
        if content.records.is_empty() || found == crc16(self.bytes) {
            return None;
        }
        Some(Note::of(NoteKind::CrcMismatch))
    }
}

fn explain<E>(error: &DecoderError<E>) -> Fault {
    match error {
        DecoderError::UnexpectedEof => Fault::MessageCutOff,
        DecoderError::MissingMessageDefinition { local_mesg_num } => {
            Fault::MessageUndefined { local_type: *local_mesg_num }
        }
        _ => Fault::NotAMessage,
    }
}

/// A sequence with messages put in before its first, and the size of all in its header.
fn with_size(sequence: &[u8], header_size: usize, first: &[u8]) -> Vec<u8> {
    let (header, messages) = sequence.split_at(header_size.min(sequence.len()));
    let mut bytes = [header, first, messages].concat();
    let size = u32::try_from(first.len() + messages.len()).unwrap_or(u32::MAX);
    if let Some(field) = bytes.get_mut(4..8) {
        field.copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

/// The description of a developer field: which, and its message with its definition.
struct Described {
    field: (u8, u8),
    bytes: Vec<u8>,
}

/// Bytes that a definition message takes in the file.
fn definition_size(definition: &MessageDefinition) -> usize {
    const DEVELOPER_FLAG: u8 = 0x20;
    let developer = if definition.header & DEVELOPER_FLAG != 0 {
        1 + 3 * definition.developer_field_definitions.len()
    } else {
        0
    };
    6 + 3 * definition.field_definitions.len() + developer
}

/// The CRC-16/ARC of the FIT protocol.
fn crc16(bytes: &[u8]) -> u16 {
    const TABLE: [u16; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let mut crc = i as u16;
            let mut bit = 0;
            while bit < 8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xA001 } else { crc >> 1 };
                bit += 1;
            }
            table[i] = crc;
            i += 1;
        }
        table
    };
    bytes.iter().fold(0, |crc, byte| (crc >> 8) ^ TABLE[usize::from((crc as u8) ^ byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_of_the_nine_digits_is_the_published_one() {
        assert_eq!(crc16(b"123456789"), 0xBB3D);
    }
}
