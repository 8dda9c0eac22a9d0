//! Archives and compression: .gz and .zip, recognised by their first bytes.
//!
//! One file of an archive is in memory at a time. What an archive may expand to
//! is limited, so that a crafted file cannot fill the memory.

use std::io::{Cursor, Read};
use std::sync::Arc;

use flate2::bufread::GzDecoder;
use schemars::JsonSchema;
use serde::Serialize;
use zip::ZipArchive;
use zip::result::ZipError;

use super::health::takeout;
use super::{Advice, ImportError, Inside, Listed, Lists, accounts, health, imu::raw};
use crate::facts::fact;
use crate::recording::{Fault, Note, NoteKind, Place};
use crate::settings::Limits;

/// The largest export of Apple Health, bytes: it is read in passing, so this bounds
/// the time alone.
const MAX_HEALTH: u64 = 16 << 30;
/// An archive may always expand to this much in all, bytes.
const FREE_TOTAL: u64 = 64 << 20;

/// Lists of activities looked into, in one archive.
const MAX_LISTS: usize = 8;

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
    /// What the list of its archive says of it.
    pub listed: Option<Listed>,
    /// Lists beside it that may know it by its time.
    pub lists: Option<Arc<Lists>>,
}

impl Content {
    /// Bytes of which nothing more is known.
    pub fn plain(bytes: Vec<u8>) -> Self {
        Content { bytes, notes: Vec::new(), listed: None, lists: None }
    }
}

/// What [`expand`] came across.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expanded {
    /// Files (or errors) handed over.
    pub handed_over: usize,
    /// Entries left aside because they cannot be recordings (pictures, JSON, …).
    pub skipped: usize,
    /// What was left aside for a reason that is worth a word.
    pub remarks: Vec<Aside>,
}

/// What was left aside in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Aside {
    /// A list of activities, beside the recordings themselves.
    ListAside {
        /// The entry.
        list: String,
        /// The folder of the recordings; beside the list if none.
        folder: Option<String>,
    },
}

fact!(Aside);

/// Which file of an input is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Name of the input.
    pub input: &'a str,
    /// Name within the archive that the input is, archives inside archives
    /// separated by `!`; `None` for the input itself.
    pub within: Option<&'a str>,
}

impl Entry<'_> {
    /// `archive.zip!entry`, or the name of the input.
    pub fn path(&self) -> String {
        match self.within {
            Some(entry) => format!("{}!{entry}", self.input),
            None => self.input.to_owned(),
        }
    }
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
    each: &mut dyn FnMut(Entry, Result<Content, ImportError>),
) -> Expanded {
    expand_within(name, bytes, &Limits::default(), each)
}

/// The same within the limits of the user.
pub fn expand_within(
    name: &str,
    bytes: Vec<u8>,
    limits: &Limits,
    each: &mut dyn FnMut(Entry, Result<Content, ImportError>),
) -> Expanded {
    let room = FREE_TOTAL.max((bytes.len() as u64).saturating_mul(limits.unpacked_times));
    let mut walk = Walk { input: name, each, room, limits, done: Expanded::default() };
    walk.open(None, Content::plain(bytes), 0);
    walk.done
}

struct Walk<'a> {
    input: &'a str,
    each: &'a mut dyn FnMut(Entry, Result<Content, ImportError>),
    /// Bytes that may still be unpacked.
    room: u64,
    limits: &'a Limits,
    done: Expanded,
}

impl Walk<'_> {
    fn hand_over(&mut self, within: Option<&str>, content: Result<Content, ImportError>) {
        self.done.handed_over += 1;
        (self.each)(Entry { input: self.input, within }, content);
    }

    fn open(&mut self, within: Option<&str>, content: Content, depth: usize) {
        let gzip = content.bytes.starts_with(&[0x1f, 0x8b]);
        let zip =
            content.bytes.starts_with(b"PK\x03\x04") || content.bytes.starts_with(b"PK\x05\x06");
        if (gzip || zip) && depth as u64 >= self.limits.archive_depth {
            let error = damaged("archive", Place::AtContents, Fault::ArchivesTooDeep);
            self.hand_over(within, Err(error));
        } else if gzip {
            match self.gunzip(&content.bytes) {
                Ok(mut inner) => {
                    inner.notes.splice(0..0, content.notes);
                    inner.listed = content.listed;
                    inner.lists = content.lists;
                    self.open(within, inner, depth + 1);
                }
                Err(error) => self.hand_over(within, Err(error)),
            }
        } else if zip {
            self.unzip(within, content.bytes, depth);
        } else {
            self.hand_over(within, Ok(content));
        }
    }

    /// All members of a gzip file; bytes after the last one are ignored.
    fn gunzip(&mut self, bytes: &[u8]) -> Result<Content, ImportError> {
        let mut content = Content::plain(Vec::new());
        let mut rest = bytes;
        while rest.starts_with(&[0x1f, 0x8b]) {
            let mut decoder = GzDecoder::new(rest);
            match self.read(&mut decoder, &mut content.bytes, "gzip_file")? {
                None => rest = decoder.into_inner(),
                Some(error)
                    if error.kind() == std::io::ErrorKind::UnexpectedEof
                        && !content.bytes.is_empty() =>
                {
                    let unpacked_bytes = content.bytes.len() as u64;
                    content.notes.push(Note::error(NoteKind::ArchiveTruncated { unpacked_bytes }));
                    break;
                }
                Some(error) => {
                    let place = Place::AtUnpackedByte { byte: content.bytes.len() };
                    return Err(damaged("gzip", place, fault(&error.to_string())));
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
        part: &'static str,
    ) -> Result<Option<std::io::Error>, ImportError> {
        let before = into.len() as u64;
        let largest = Limits::bytes(self.limits.unpacked_mb);
        let limit = self.room.min(largest.saturating_sub(before));
        let result = from.take(limit.saturating_add(1)).read_to_end(into);
        let read = into.len() as u64 - before;
        if read > limit {
            let by_ratio = limit == self.room;
            self.room -= limit;
            return Err(if by_ratio {
                ImportError::ExpandsTooFar { part, times: self.limits.unpacked_times }
            } else {
                ImportError::ExpandsTooLarge { part, limit_mb: self.limits.unpacked_mb }
            });
        }
        self.room -= read;
        Ok(result.err())
    }

    fn unzip(&mut self, within: Option<&str>, bytes: Vec<u8>, depth: usize) {
        let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(error) => {
                let error = damaged("ZIP", Place::AtFileList, fault(&error.to_string()));
                return self.hand_over(within, Err(error));
            }
        };
        let (found, limit) = (archive.len() as u64, self.limits.archive_entries);
        if found > limit {
            let setting = "archive_entries";
            let error = ImportError::TooMuch { of: "archive_entries", found, limit, setting };
            return self.hand_over(within, Err(error));
        }
        let mut entries: Vec<(String, usize)> = archive
            .file_names_raw()
            .map(|raw| String::from_utf8_lossy(raw).into_owned())
            .enumerate()
            .map(|(index, entry)| (entry, index))
            .collect();
        if let Some(kind) = office_kind(&entries) {
            return self.hand_over(within, Err(ImportError::OfficeDocument { kind }));
        }
        entries.retain(|(entry, _)| !entry.ends_with('/'));
        entries.sort();
        if raw::is_gt3x(entries.iter().map(|(entry, _)| entry.as_str())) {
            let content = self.gt3x(&mut archive, &entries).map(Content::plain);
            return self.hand_over(within, content);
        }
        let all = entries.len();
        entries.retain(|(entry, _)| !is_irrelevant(entry));
        self.done.skipped += all - entries.len();
        if entries.is_empty() {
            return self.hand_over(
                within,
                Err(ImportError::NoRecording {
                    format: "ZIP",
                    inside: vec![Inside::NoRecordingAmong { files: all }],
                    advice: Advice::ExportRecorded,
                }),
            );
        }
        let mut routes = routes(&mut entries);
        self.days(within, &mut archive, &mut entries);
        let lists = Arc::new(self.lists(within, &mut archive, &mut entries));
        for (entry, index) in entries {
            let path = inside(within, &entry);
            match self.entry(&mut archive, index) {
                Ok(mut bytes) => {
                    if health::is_condensed(&bytes) {
                        for (_, index) in routes.drain(..) {
                            if let Ok(route) = self.entry(&mut archive, index) {
                                health::add_route(&route, &mut bytes);
                            }
                        }
                    }
                    let listed = lists.of_file(&entry);
                    let lists = (!lists.is_empty()).then(|| Arc::clone(&lists));
                    let content = Content { listed, lists, ..Content::plain(bytes) };
                    self.open(Some(&path), content, depth + 1);
                }
                Err(error) => self.hand_over(Some(&path), Err(error)),
            }
        }
    }

    /// The two files that a recording of ActiGraph consists of, as one.
    fn gt3x(
        &mut self,
        archive: &mut ZipArchive<Cursor<Vec<u8>>>,
        entries: &[(String, usize)],
    ) -> Result<Vec<u8>, ImportError> {
        let mut file = |wanted: &str| {
            let index = entries.iter().find(|(e, _)| e.eq_ignore_ascii_case(wanted)).map(|e| e.1);
            index.map_or(Ok(Vec::new()), |index| self.entry(archive, index))
        };
        let (info, log) = (file("info.txt")?, file("log.bin")?);
        Ok(raw::wrap(&info, &log))
    }

    /// Takes the lists of activities out of the entries where recordings are beside them.
    fn lists(
        &mut self,
        within: Option<&str>,
        archive: &mut ZipArchive<Cursor<Vec<u8>>>,
        entries: &mut Vec<(String, usize)>,
    ) -> Lists {
        let mut lists = Lists::default();
        let named = entries.iter().filter(|(entry, _)| is_activity_list(entry)).cloned();
        let mut aside = Vec::new();
        for (list, index) in named.take(MAX_LISTS).collect::<Vec<_>>() {
            let is_list = self.entry(archive, index).is_ok_and(|bytes| lists.add(&bytes));
            // A Strava export: beside activities/ there are only lists and planned routes.
            let folder = format!("{}/", list.get(..list.len() - 4).unwrap_or_default());
            let strava = entries.iter().any(|(entry, _)| entry.starts_with(&folder));
            if is_list || strava || is_plain_list(&list) {
                aside.push((list, strava.then_some(folder)));
            }
        }
        // Lists alone are read themselves.
        if entries.iter().all(|(entry, _)| aside.iter().any(|(list, _)| list == entry)) {
            return lists;
        }
        let folders: Vec<String> = aside.iter().filter_map(|(_, f)| f.clone()).collect();
        for (list, folder) in aside {
            let before = entries.len();
            // What belongs to the export of this list; another may lie beside it.
            let root = list.get(..list.rfind('/').map_or(0, |at| at + 1)).unwrap_or_default();
            entries.retain(|(e, _)| match &folder {
                Some(_) => !e.starts_with(root) || folders.iter().any(|f| e.starts_with(f)),
                None => *e != list,
            });
            self.done.skipped += before - entries.len();
            self.done.remarks.push(Aside::ListAside { list: inside(within, &list), folder });
        }
        lists
    }

    /// The export of Apple Health, of which only what runs need is kept.
    fn health(&mut self, head: &[u8], rest: &mut dyn Read) -> Result<Vec<u8>, ImportError> {
        let mut table = Vec::new();
        let limited = rest.take(MAX_HEALTH);
        let mut from = std::io::BufReader::with_capacity(1 << 18, head.chain(limited));
        let done = health::condense(&mut from, &mut table);
        match done {
            Ok(()) => Ok(table),
            Err(error) => Err(damaged("ZIP", Place::AtEntry, fault(&error.to_string()))),
        }
    }

    /// Hands over the days of a platform that keeps a table per metric. Beside them the
    /// other tables of its account are no recordings.
    fn days(
        &mut self,
        within: Option<&str>,
        archive: &mut ZipArchive<Cursor<Vec<u8>>>,
        entries: &mut Vec<(String, usize)>,
    ) {
        let names: Vec<&str> = entries.iter().map(|(entry, _)| entry.as_str()).collect();
        let days = takeout::days(&names);
        for day in &days {
            let Some((lead, _)) = day.own.first().and_then(|i| entries.get(*i)) else { continue };
            let path = inside(within, lead);
            let read: Result<Vec<(String, Vec<u8>)>, ImportError> = day
                .files()
                .filter_map(|i| entries.get(i))
                .map(|(entry, index)| Ok((entry.clone(), self.entry(archive, *index)?)))
                .collect();
            let joined = read.and_then(|files| takeout::join(day, &files)).map(Content::plain);
            self.hand_over(Some(&path), joined);
        }
        if !days.is_empty() {
            let before = entries.len();
            entries.retain(|(entry, _)| !entry.to_lowercase().ends_with(".csv"));
            let joined: usize = days.iter().map(|d| d.own.len()).sum();
            self.done.skipped += (before - entries.len()).saturating_sub(joined);
        }
    }

    fn entry(
        &mut self,
        archive: &mut ZipArchive<Cursor<Vec<u8>>>,
        index: usize,
    ) -> Result<Vec<u8>, ImportError> {
        let mut file = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ImportError::Encrypted,
            other => damaged("ZIP", Place::AtEntry, fault(&other.to_string())),
        })?;
        let mut bytes = Vec::new();
        let begun = (&mut file).take(1024).read_to_end(&mut bytes);
        if begun.is_ok() && health::is_export(&bytes) {
            return self.health(&bytes, &mut file);
        }
        if let Err(error) = begun {
            let place = Place::AtUnpackedByte { byte: bytes.len() };
            return Err(damaged("ZIP", place, fault(&error.to_string())));
        }
        // What was read to look at it counts like the rest.
        let seen = bytes.len() as u64;
        if seen > self.room {
            self.room = 0;
            let times = self.limits.unpacked_times;
            return Err(ImportError::ExpandsTooFar { part: "archive_entry", times });
        }
        self.room -= seen;
        match self.read(&mut file, &mut bytes, "archive_entry")? {
            None => Ok(bytes),
            Some(error) => {
                let place = Place::AtUnpackedByte { byte: bytes.len() };
                Err(damaged("ZIP", place, fault(&error.to_string())))
            }
        }
    }
}

/// Takes the routes of Apple Health, and its documents for clinics, out of the list.
fn routes(entries: &mut Vec<(String, usize)>) -> Vec<(String, usize)> {
    if !entries.iter().any(|(e, _)| e.ends_with(".xml")) {
        return Vec::new();
    }
    entries.retain(|(e, _)| !e.ends_with("_cda.xml"));
    entries.extract_if(.., |(e, _)| e.contains("workout-routes/")).collect()
}

/// Name of an entry of an archive that is itself an entry.
fn inside(within: Option<&str>, entry: &str) -> String {
    within.map_or_else(|| entry.to_owned(), |archive| format!("{archive}!{entry}"))
}

/// What the libraries say → what it means. The first word found counts.
const MEANINGS: &[(&str, Fault)] = &[
    ("eocd", Fault::FileListMissing),
    ("central directory", Fault::FileListUnreadable),
    ("checksum", Fault::ChecksumWrong),
    ("crc", Fault::ChecksumWrong),
    ("incomplete", Fault::CompressedCutOff),
    ("eof", Fault::CompressedCutOff),
    ("end of file", Fault::CompressedCutOff),
    ("fill whole buffer", Fault::CompressedCutOff),
    ("compression method", Fault::PackingUnknown),
    ("not supported", Fault::PackingUnknown),
    ("unsupported", Fault::PackingUnknown),
    ("header", Fault::WrongBeginning),
    ("deflate", Fault::CompressedBroken),
    ("corrupt", Fault::CompressedBroken),
];

/// The meaning of a library's message.
fn fault(message: &str) -> Fault {
    let lower = message.to_lowercase();
    let found = MEANINGS.iter().find(|(word, _)| lower.contains(word));
    found.map_or(Fault::StructureUnknown, |(_, fault)| fault.clone())
}

fn damaged(format: &'static str, place: Place, fault: Fault) -> ImportError {
    ImportError::DamagedFile { format, place, fault, advice: Advice::DownloadAgain }
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
    entry.starts_with("__MACOSX/")
        || file.starts_with('.')
        || (IRRELEVANT.contains(&ending.as_str()) && !accounts::is_recording(entry))
}

/// The name that Strava and Garmin give a list in every language: what is called so is a
/// list even where it cannot be read as one.
fn is_plain_list(entry: &str) -> bool {
    entry.rsplit('/').next().is_some_and(|file| file.eq_ignore_ascii_case("activities.csv"))
}

/// What may be a list of activities by its name, with what is added to a second download.
pub(crate) fn is_activity_list(entry: &str) -> bool {
    let file = entry.rsplit('/').next().unwrap_or(entry).to_lowercase();
    file.ends_with(".csv") && file.starts_with("activities")
}
