//! Tables: cells of columns that tell where or who are emptied.

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::Scrubbed;

/// Words of columns that tell a place.
const PLACES: [&str; 6] = ["latitude", "longitude", "position", "lat", "lon", "lng"];
/// Words of columns that tell a person or one device.
const PEOPLE: [&str; 14] = [
    "name",
    "title",
    "athlete",
    "runner",
    "participant",
    "user",
    "email",
    "note",
    "notes",
    "description",
    "serial",
    "comment",
    "favorite",
    "location",
];
/// Rows in which the names of columns are looked for.
const HEAD: usize = 50;

/// Whether one of the words stands in the name of a column, as a word.
fn tells(cell: &str, words: &[&str]) -> bool {
    let lower = cell.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(&w))
}

pub(super) fn scrub(text: &str) -> Option<Scrubbed> {
    let first = text.lines().find(|l| !l.trim().is_empty())?;
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| {
        text.lines().take(HEAD).map(|l| l.bytes().filter(|b| b == d).count()).sum::<usize>()
    })?;
    if first.contains('\0') {
        return None;
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer =
        WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    let (mut places, mut people): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut positions, mut identities) = (0, 0);
    let mut record = StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).ok()? {
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let is_header = row < HEAD && is_header(&record);
        row += 1;
        if is_header {
            let columns = |words: &[&str]| -> Vec<usize> {
                (0..record.len())
                    .filter(|i| record.get(*i).is_some_and(|c| tells(c, words)))
                    .collect()
            };
            (places, people) = (columns(&PLACES), columns(&PEOPLE));
        } else {
            for (at, cell) in cells.iter_mut().enumerate().filter(|(_, c)| !c.is_empty()) {
                let count = match () {
                    () if places.contains(&at) => &mut positions,
                    () if people.contains(&at) => &mut identities,
                    () => continue,
                };
                *count += 1;
                cell.clear();
            }
        }
        // The layout of Garmin's FitCSVTool: a name, then its value.
        for at in 1..cells.len() {
            let named = cells.get(at - 1).cloned().unwrap_or_default();
            let (place, person) = (named.contains("position_l"), named.contains("serial_number"));
            if let Some(cell) = cells.get_mut(at)
                && !is_header
                && (place || person)
                && !cell.is_empty()
            {
                *(if place { &mut positions } else { &mut identities }) += 1;
                cell.clear();
            }
        }
        writer.write_record(&cells).ok()?;
    }
    let bytes = writer.into_inner().ok()?;
    Some(Scrubbed { bytes, kind: "table", positions, identities, moved_in_time: false })
}

/// Names of columns: words, and no numbers but for those within words.
fn is_header(record: &StringRecord) -> bool {
    let filled: Vec<&str> = record.iter().map(str::trim).filter(|c| !c.is_empty()).collect();
    let words = filled.iter().filter(|c| c.chars().any(char::is_alphabetic)).count();
    filled.len() >= 2 && words == filled.len()
}
