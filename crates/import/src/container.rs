//! Archives and compression: .gz and .zip, recognised by their first bytes.
//!
//! One file of an archive is in memory at a time. What an archive may expand to
//! is limited, so that a crafted file cannot fill the memory.

use std::io::{Cursor, Read};

use flate2::bufread::GzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::ImportError;
use crate::recording::{Note, Severity};

/// Largest single file taken out of an archive, bytes. Ours: a day at 1 Hz is
/// below 50 MB even as TCX.
const MAX_FILE: u64 = 512 << 20;
/// An archive may always expand to this much in all, bytes ...
const FREE_TOTAL: u64 = 64 << 20;
/// ... and beyond that to this many times its own size. Ours: TCX shrinks 20 to
/// 40 times, deflate cannot do more than 1032.
const MAX_RATIO: u64 = 200;
/// Archives within archives: a .gz in a .zip in a .zip is the deepest seen.
const MAX_DEPTH: usize = 3;

/// File name endings that are never recordings.
const IRRELEVANT: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "heic", "webp", "svg", "mp4", "mov", "json", "pdf", "html", "htm",
    "css", "js", "md", "ds_store",
];

/// A plain file, ready for [`super::import`].
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was noticed while unpacking; belongs to every recording in the file.
    pub notes: Vec<Note>,
}

/// What [`expand`] came across.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expanded {
    /// Files (or errors) handed over.
    pub handed_over: usize,
    /// Entries left aside because they cannot be recordings (pictures, JSON, …).
    pub skipped: usize,
    /// Remarks for the user, a sentence each.
    pub remarks: Vec<String>,
}

/// Hands over the plain files behind `bytes`, one at a time, in order of name.
///
/// A plain file comes through as it is. Entries of an archive are named
/// `archive.zip!entry`; `.gz` inside `.zip` and one `.zip` inside another are
/// opened too. A damaged, encrypted or oversized entry is an error of that
/// entry alone.
///
/// A gzip file that ends early is handed over as far as it goes, with a note:
/// every byte before the end is sound. One that fails its checksum or is
/// broken in the middle is an error.
pub fn expand(
    name: &str,
    bytes: Vec<u8>,
    each: &mut dyn FnMut(&str, Result<Content, ImportError>),
) -> Expanded {
    let room = FREE_TOTAL.max((bytes.len() as u64).saturating_mul(MAX_RATIO));
    let mut walk = Walk { each, room, done: Expanded::default() };
    walk.open(name, Content { bytes, notes: Vec::new() }, 0);
    walk.done
}

struct Walk<'a> {
    each: &'a mut dyn FnMut(&str, Result<Content, ImportError>),
    /// Bytes that may still be unpacked.
    room: u64,
    done: Expanded,
}

impl Walk<'_> {
    fn hand_over(&mut self, name: &str, content: Result<Content, ImportError>) {
        self.done.handed_over += 1;
        (self.each)(name, content);
    }

    fn open(&mut self, name: &str, content: Content, depth: usize) {
        let gzip = content.bytes.starts_with(&[0x1f, 0x8b]);
        let zip =
            content.bytes.starts_with(b"PK\x03\x04") || content.bytes.starts_with(b"PK\x05\x06");
        if (gzip || zip) && depth >= MAX_DEPTH {
            let what = "archives inside archives, too many deep".to_string();
            self.hand_over(name, Err(damaged("archive", "its contents", what)));
        } else if gzip {
            match self.gunzip(&content.bytes) {
                Ok(mut inner) => {
                    inner.notes.splice(0..0, content.notes);
                    self.open(name, inner, depth + 1);
                }
                Err(error) => self.hand_over(name, Err(error)),
            }
        } else if zip {
            self.unzip(name, content.bytes, depth);
        } else {
            self.hand_over(name, Ok(content));
        }
    }

    /// All members of a gzip file; bytes after the last one are ignored.
    fn gunzip(&mut self, bytes: &[u8]) -> Result<Content, ImportError> {
        let mut content = Content { bytes: Vec::new(), notes: Vec::new() };
        let mut rest = bytes;
        while rest.starts_with(&[0x1f, 0x8b]) {
            let mut decoder = GzDecoder::new(rest);
            match self.read(&mut decoder, &mut content.bytes, "this gzip file")? {
                None => rest = decoder.into_inner(),
                Some(error)
                    if error.kind() == std::io::ErrorKind::UnexpectedEof
                        && !content.bytes.is_empty() =>
                {
                    content.notes.push(Note::new(
                        "archive_truncated",
                        Severity::Error,
                        format!(
                            "The gzip file ends early: {} bytes could be unpacked, the rest is missing. Download it again.",
                            content.bytes.len()
                        ),
                    ));
                    break;
                }
                Some(error) => {
                    let place = format!("byte {} of the unpacked data", content.bytes.len());
                    return Err(damaged("gzip", place, in_words(&error.to_string())));
                }
            }
        }
        Ok(content)
    }

    /// Reads to the end within the limits; `Some` is the error that ended it.
    fn read(
        &mut self,
        from: &mut dyn Read,
        into: &mut Vec<u8>,
        what: &'static str,
    ) -> Result<Option<std::io::Error>, ImportError> {
        let before = into.len() as u64;
        let limit = self.room.min(MAX_FILE.saturating_sub(before));
        let result = from.take(limit.saturating_add(1)).read_to_end(into);
        let read = into.len() as u64 - before;
        if read > limit {
            let words = if limit == self.room {
                format!("{MAX_RATIO} times its size")
            } else {
                format!("{} MB", MAX_FILE >> 20)
            };
            self.room -= limit;
            return Err(ImportError::TooLarge { what, limit: words });
        }
        self.room -= read;
        Ok(result.err())
    }

    fn unzip(&mut self, name: &str, bytes: Vec<u8>, depth: usize) {
        let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(error) => {
                let error = damaged("ZIP", "its list of files", in_words(&error.to_string()));
                return self.hand_over(name, Err(error));
            }
        };
        let mut entries: Vec<(String, usize)> = archive
            .file_names_raw()
            .map(|raw| String::from_utf8_lossy(raw).into_owned())
            .enumerate()
            .map(|(index, entry)| (entry, index))
            .collect();
        if let Some(kind) = office_kind(&entries) {
            return self.hand_over(name, Err(ImportError::OfficeDocument { kind }));
        }
        entries.retain(|(entry, _)| !entry.ends_with('/'));
        entries.sort();
        let all = entries.len();
        entries.retain(|(entry, _)| !is_irrelevant(entry));
        self.done.skipped += all - entries.len();
        if entries.is_empty() {
            return self.hand_over(
                name,
                Err(ImportError::NothingInside {
                    format: "ZIP",
                    what: format!("{all} file(s) in it, none of which can be one"),
                    advice: "Export the recorded activities themselves, best as \"Original\" (FIT)",
                }),
            );
        }
        let list = entries.iter().map(|(entry, _)| entry).find(|entry| is_activity_list(entry));
        if let Some(list) = list.cloned()
            && entries.len() > 1
        {
            // A Strava export: beside activities/ there are only lists and planned routes.
            let folder = format!("{}/", list.get(..list.len() - 4).unwrap_or_default());
            let strava = entries.iter().any(|(entry, _)| entry.starts_with(&folder));
            let before = entries.len();
            entries.retain(|(e, _)| if strava { e.starts_with(&folder) } else { *e != list });
            self.done.skipped += before - entries.len();
            self.done.remarks.push(format!(
                "{name}!{list} is a list of activities, one row each; the recordings {} are read instead.",
                if strava { format!("in {folder}") } else { "beside it".to_string() }
            ));
        }
        for (entry, index) in entries {
            let path = format!("{name}!{entry}");
            match self.entry(&mut archive, index) {
                Ok(bytes) => self.open(&path, Content { bytes, notes: Vec::new() }, depth + 1),
                Err(error) => self.hand_over(&path, Err(error)),
            }
        }
    }

    fn entry(
        &mut self,
        archive: &mut ZipArchive<Cursor<Vec<u8>>>,
        index: usize,
    ) -> Result<Vec<u8>, ImportError> {
        let mut file = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ImportError::Encrypted,
            other => damaged("ZIP", "this entry", in_words(&other.to_string())),
        })?;
        let mut bytes = Vec::new();
        match self.read(&mut file, &mut bytes, "this entry of the archive")? {
            None => Ok(bytes),
            Some(error) => {
                let place = format!("byte {} of the unpacked data", bytes.len());
                Err(damaged("ZIP", place, in_words(&error.to_string())))
            }
        }
    }
}

/// What the libraries say → what it means. The first word found counts.
const MEANINGS: &[(&str, &str)] = &[
    ("eocd", "the list of files at its end is missing, so the download did not finish"),
    ("central directory", "the list of files at its end cannot be read, so part of it is missing"),
    ("checksum", "the contents do not match their check sum, so bytes were changed on the way"),
    ("crc", "the contents do not match their check sum, so bytes were changed on the way"),
    ("incomplete", "the compressed data break off in the middle"),
    ("eof", "the compressed data break off in the middle"),
    ("end of file", "the compressed data break off in the middle"),
    ("fill whole buffer", "the compressed data break off in the middle"),
    ("compression method", "it is compressed in a way that is not read here"),
    ("not supported", "it is packed in a way that is not read here"),
    ("unsupported", "it is packed in a way that is not read here"),
    ("header", "the bytes at its beginning are not those of such a file"),
    ("deflate", "the compressed data are broken"),
    ("corrupt", "the compressed data are broken"),
];

/// A library's message in plain words.
fn in_words(message: &str) -> String {
    let lower = message.to_lowercase();
    MEANINGS
        .iter()
        .find(|(word, _)| lower.contains(word))
        .map_or("its structure cannot be understood", |(_, meaning)| meaning)
        .to_string()
}

fn damaged(format: &'static str, place: impl Into<String>, what: String) -> ImportError {
    ImportError::Damaged {
        format,
        place: place.into(),
        what,
        advice: "Download the file again, or unpack it yourself and give the files in it",
    }
}

/// Office documents are ZIP archives too.
fn office_kind(entries: &[(String, usize)]) -> Option<&'static str> {
    let has = |start: &str| entries.iter().any(|(entry, _)| entry.starts_with(start));
    if has("[Content_Types].xml") {
        Some(if has("xl/") { ".xlsx" } else { "Microsoft Office" })
    } else if has("META-INF/manifest.xml") && has("content.xml") {
        Some("OpenDocument, such as .ods")
    } else if has("Index/Document.iwa") {
        Some("Apple Numbers or Pages")
    } else {
        None
    }
}

fn is_irrelevant(entry: &str) -> bool {
    let file = entry.rsplit('/').next().unwrap_or(entry);
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    entry.starts_with("__MACOSX/") || file.starts_with('.') || IRRELEVANT.contains(&ending.as_str())
}

/// The list in a Strava bulk export, beside the recordings in `activities/`.
fn is_activity_list(entry: &str) -> bool {
    entry.rsplit('/').next().is_some_and(|file| file.eq_ignore_ascii_case("activities.csv"))
}
