//! A small streaming XML reader shared by TCX and GPX: elements by local name
//! (namespace prefixes differ between exporters), text, attributes, and the
//! place where a broken file stops making sense.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Advice, ImportError};
use crate::recording::{Fault, Note, NoteKind, Place};

/// Elements nested deeper than this are damage; real files need about ten levels.
const MAX_DEPTH: usize = 128;
/// Text kept of one element, bytes; names and notes are the longest we want.
const MAX_TEXT: usize = 4096;
/// Characters of a message that quotes the file.
const MAX_QUOTE: usize = 160;

/// Bytes → text, by byte order mark, by the look of UTF-16, or by the encoding
/// the XML declaration names; otherwise UTF-8. Invalid bytes become U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(bom..).unwrap_or_default()).0;
    }
    let encoding = match bytes {
        [b'<', 0, ..] => encoding_rs::UTF_16LE,
        [0, b'<', ..] => encoding_rs::UTF_16BE,
        _ => declared_encoding(bytes).unwrap_or(encoding_rs::UTF_8),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding named by `<?xml … encoding="…"?>` in single-byte text.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(256))?);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?;
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // A declaration that can be read byte by byte is not UTF-16, whatever it says.
    (encoding != encoding_rs::UTF_16LE && encoding != encoding_rs::UTF_16BE).then_some(encoding)
}

/// The local name of the root element, if the bytes look like XML.
pub(crate) fn root_name(head: &[u8]) -> Option<String> {
    let text = decode(head);
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let mut xml = XmlReader::new(&text);
    xml.next().map(|_| xml.name().to_string())
}

/// What happens to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It begins; attributes can be read.
    Open,
    /// It ends; its text can be read.
    Close,
}

/// The place where a file stops being readable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Damage {
    pub(crate) place: Place,
    /// What was found there.
    pub(crate) fault: Fault,
}

impl Damage {
    /// For a file of which nothing could be read.
    pub(crate) fn error(self, format: &'static str) -> ImportError {
        let Damage { place, fault } = self;
        ImportError::DamagedFile { format, place, fault, advice: Advice::ExportRecorded }
    }

    /// For a file of which the part before the damage was read.
    pub(crate) fn note(&self) -> Note {
        let Damage { place, fault } = self.clone();
        Note::error(NoteKind::Truncated { place, fault })
    }
}

/// Walks through the elements of a document; see the module's documentation.
pub(crate) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    source: &'a str,
    /// Names of the open elements; strings beyond `depth` are kept for reuse.
    path: Vec<String>,
    depth: usize,
    tag: Option<BytesStart<'a>>,
    text: String,
    closing: bool,
    damage: Option<Damage>,
}

impl<'a> XmlReader<'a> {
    /// Reads decoded text.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true; // "Run & fun" in a title is no reason to lose a run
        XmlReader {
            reader,
            source,
            path: Vec::new(),
            depth: 0,
            tag: None,
            text: String::new(),
            closing: false,
            damage: None,
        }
    }

    /// The next beginning or end of an element; `None` at the end of the file or at damage.
    pub(crate) fn next(&mut self) -> Option<Step> {
        if self.damage.is_some() {
            return None;
        }
        if self.closing {
            self.closing = false;
            self.depth = self.depth.saturating_sub(1);
            self.text.clear();
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    if self.depth >= MAX_DEPTH {
                        let at = self.reader.buffer_position();
                        self.fail(at, Fault::NestedTooDeep { levels: MAX_DEPTH });
                        return None;
                    }
                    if self.depth == self.path.len() {
                        self.path.push(String::new());
                    }
                    if let Some(name) = self.path.get_mut(self.depth) {
                        name.clear();
                        name.push_str(tag.local_name().as_ref());
                    }
                    self.depth += 1;
                    self.text.clear();
                    self.tag = Some(tag);
                    return Some(Step::Open);
                }
                Ok(Event::End(_)) => {
                    self.closing = true;
                    return Some(Step::Close);
                }
                Ok(Event::Text(text)) => self.push_text(&text.xml10_content()),
                Ok(Event::CData(text)) => self.push_text(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => self.push_text(c.encode_utf8(&mut [0; 4])),
                    // Entities a document type declares are never expanded.
                    _ => match resolve_predefined_entity(&reference.xml10_content()) {
                        Some(text) => self.push_text(text),
                        None => self.push_text(&format!("&{};", reference.xml10_content())),
                    },
                },
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        let element = excerpt(self.name());
                        self.fail(self.source.len() as u64, Fault::EndsInside { element });
                    }
                    return None;
                }
                Ok(_) => {}
                Err(error) => {
                    let detail = excerpt(&error.to_string());
                    self.fail(self.reader.error_position(), Fault::BrokenXml { detail });
                    return None;
                }
            }
        }
    }

    /// Local name of the current element.
    pub(crate) fn name(&self) -> &str {
        self.depth.checked_sub(1).and_then(|i| self.path.get(i)).map_or("", String::as_str)
    }

    /// Local name of the element around the current one; empty at the root.
    pub(crate) fn parent(&self) -> &str {
        self.depth.checked_sub(2).and_then(|i| self.path.get(i)).map_or("", String::as_str)
    }

    /// Text of the element that has just been closed, trimmed.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// An attribute of the element that has just been opened, by local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.as_ref()?.attributes();
        attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(
            |a| {
                a.normalized_value(XmlVersion::Implicit1_0)
                    .map_or_else(|_| a.value.to_string(), Cow::into_owned)
            },
        )
    }

    /// Where and why reading stopped before the end of the document.
    pub(crate) fn into_damage(self) -> Option<Damage> {
        self.damage
    }

    fn push_text(&mut self, text: &str) {
        let room = MAX_TEXT.saturating_sub(self.text.len());
        self.text.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
    }

    fn fail(&mut self, at: u64, fault: Fault) {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.source.len());
        let before = self.source.as_bytes().get(..at).unwrap_or_default();
        let line = 1 + before.iter().filter(|b| **b == b'\n').count();
        let place = Place::AtLineAndByte { line, byte: at, of: self.source.len() };
        self.damage = Some(Damage { place, fault });
    }
}

/// A message that may quote the file: on one line, without control characters, short.
fn excerpt(text: &str) -> String {
    let clean = text.replace(char::is_control, " ");
    match clean.char_indices().nth(MAX_QUOTE) {
        Some((cut, _)) => format!("{}…", clean.get(..cut).unwrap_or_default()),
        None => clean,
    }
}
