//! A delimited text cut into header and body.

use std::borrow::Cow;
use std::collections::HashMap;

use csv::StringRecord;

use super::mend::mend;
use super::names::Header;
use super::number::{NumberStyle, parse_duration};
use super::time::Moment;
use super::units;
use crate::recording::{Note, NoteKind};

/// Records looked at when the dialect is judged.
const SAMPLE: usize = 200;

/// Header, body and dialect of a table within a text.
pub(super) struct Sheet<'a> {
    /// What separates the cells.
    pub(super) delimiter: u8,
    /// Header cells as in the file; numbers from 1 where the file has no header.
    pub(super) header: Vec<String>,
    /// What stands before the header.
    pub(super) preamble: &'a str,
    /// What follows the header.
    pub(super) body: Cow<'a, str>,
    /// Line number of the first line of `body`.
    pub(super) first_line: u64,
    /// Lines of `body` (from 0) from which a stray quotation mark was taken.
    pub(super) mended: Vec<usize>,
    /// How numbers are written.
    pub(super) style: NumberStyle,
}

/// A reader for `text` that takes rows of any width.
pub(super) fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    crate::table::reader(text.as_bytes(), delimiter)
}

/// The first records of `text`.
pub(super) fn records(text: &str, delimiter: u8, count: usize) -> Vec<StringRecord> {
    reader(text, delimiter).records().map_while(Result::ok).take(count).collect()
}

impl<'a> Sheet<'a> {
    /// The table whose header is the first record accepted by `is_header`.
    pub(super) fn under(
        text: &'a str,
        delimiter: u8,
        mut is_header: impl FnMut(&StringRecord) -> bool,
    ) -> Option<Sheet<'a>> {
        let mut reader = reader(text, delimiter);
        let mut record = StringRecord::new();
        loop {
            if !reader.read_record(&mut record).ok()? {
                return None;
            }
            if is_header(&record) {
                break;
            }
        }
        let (from, to) = (record.position()?.byte(), reader.position().byte());
        let header = record.iter().map(|c| c.trim().to_string()).collect();
        Sheet::cut(text, delimiter, header, from, to, reader.position().line())
    }

    fn cut(
        text: &'a str,
        delimiter: u8,
        header: Vec<String>,
        from: u64,
        to: u64,
        first_line: u64,
    ) -> Option<Sheet<'a>> {
        let preamble = text.get(..usize::try_from(from).ok()?)?;
        let body = text.get(usize::try_from(to).ok()?..)?;
        let (body, mended) = mend(body, delimiter, header.len());
        let sample = records(&body, delimiter, SAMPLE);
        let style =
            NumberStyle::detect(sample.iter().flat_map(StringRecord::iter), delimiter == b',');
        Some(Sheet { delimiter, header, preamble, body, first_line, mended, style })
    }

    /// Finds delimiter and header of a table of numbers, whatever stands before it.
    pub(super) fn guess(text: &'a str) -> Option<Sheet<'a>> {
        let mut best: Option<(usize, u8, Vec<StringRecord>, usize)> = None;
        for delimiter in [b'\t', b';', b','] {
            let sample = records(text, delimiter, SAMPLE);
            let Some((data, width, fitting)) = first_data(&sample) else { continue };
            // A decimal comma splits rows evenly but not the header.
            let headed = data == 0 || is_similar(&sample[data - 1], width);
            if headed && width >= 2 && best.as_ref().is_none_or(|b| fitting > b.0) {
                best = Some((fitting, delimiter, sample, data));
            }
        }
        let (_, delimiter, sample, data) = best?;
        let width = sample.get(data..)?.iter().map(StringRecord::len).max()?;
        let at = data;
        if at == 0 || !is_similar(&sample[at - 1], width) {
            let header = (1..=width).map(|i| i.to_string()).collect();
            let from = sample[data].position()?;
            return Sheet::cut(text, delimiter, header, from.byte(), from.byte(), from.line());
        }
        let below = sample[data].position()?;
        let mut header: Vec<String> = sample[at - 1].iter().map(|c| c.trim().to_string()).collect();
        let mut from = sample[at - 1].position()?.byte();
        // A second header line that holds the units.
        let is_units = |r: &StringRecord| {
            r.iter().all(|c| {
                let c = c.trim().trim_matches(['(', ')', '[', ']']);
                c.is_empty() || units::is_unit(c)
            })
        };
        if at >= 2 && is_units(&sample[at - 1]) && is_similar(&sample[at - 2], width) {
            header = sample[at - 2]
                .iter()
                .enumerate()
                .map(|(i, name)| {
                    match header.get(i).map(|u| u.trim_matches(['(', ')', '[', ']'])) {
                        Some(unit) if !unit.is_empty() => format!("{} ({unit})", name.trim()),
                        _ => name.trim().to_string(),
                    }
                })
                .collect();
            from = sample[at - 2].position()?.byte();
        }
        Sheet::cut(text, delimiter, header, from, below.byte(), below.line())
    }

    /// Header cells taken apart; a name that comes twice gets a number.
    pub(super) fn headers(&self) -> Vec<Header> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        self.header
            .iter()
            .map(|cell| {
                let mut header = Header::parse(cell);
                let n = seen.entry(header.raw.clone()).or_insert(0);
                *n += 1;
                if *n > 1 {
                    header.raw = format!("{} ({n})", header.raw);
                }
                header
            })
            .collect()
    }

    /// The first rows of the body.
    pub(super) fn sample(&self) -> Vec<StringRecord> {
        records(&self.body, self.delimiter, SAMPLE)
    }

    /// The note on stray quotation marks, if there were any.
    pub(super) fn mended_note(&self) -> Option<Note> {
        let line = self.first_line + *self.mended.first()? as u64;
        Some(Note::warn(NoteKind::StrayQuotes { lines: self.mended.len(), line }))
    }

    /// Column names for messages, shortened.
    pub(super) fn columns(&self) -> String {
        let names: Vec<String> =
            self.headers().into_iter().map(|h| h.raw).filter(|n| !n.is_empty()).collect();
        let mut text = names.iter().take(40).cloned().collect::<Vec<_>>().join(", ");
        if names.len() > 40 {
            text.push_str(&format!(", … ({} in all)", names.len()));
        }
        text
    }
}

/// Index of the first row of the table's data, its width, and how many rows fit it.
fn first_data(sample: &[StringRecord]) -> Option<(usize, usize, usize)> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for record in sample.iter().filter(|r| r.len() >= 2 && is_data(r)) {
        *widths.entry(record.len()).or_insert(0) += 1;
    }
    let (width, count) = widths.into_iter().max_by_key(|(w, n)| (*n, *w))?;
    let fits = |r: &StringRecord| r.len() == width && is_data(r);
    let mut first = sample.iter().position(fits)?;
    // Rows of other width right above belong to the table too; its header does not.
    while first > 0 && sample[first - 1].len() >= 2 && is_data(&sample[first - 1]) {
        first -= 1;
    }
    Some((first, width, count))
}

/// Whether a record can be the header of rows of this width.
fn is_similar(header: &StringRecord, width: usize) -> bool {
    header.len() >= 2 && header.len() * 2 > width
}

/// Whether a row holds measurements: half of its filled cells are numbers or times.
fn is_data(record: &StringRecord) -> bool {
    let (mut filled, mut numeric) = (0, 0);
    for cell in record.iter().map(str::trim).filter(|c| !c.is_empty()) {
        filled += 1;
        let plain = NumberStyle { decimal_comma: false }.parse(cell).is_some()
            || NumberStyle { decimal_comma: true }.parse(cell).is_some();
        if plain || parse_duration(cell).is_some() || Moment::parse(cell).is_some() {
            numeric += 1;
        }
    }
    numeric > 0 && numeric * 2 >= filled
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_table_in_all_dialects() {
        for (text, delimiter, header) in [
            ("time,cad\n1,170\n2,171\n", b',', vec!["time", "cad"]),
            ("time;gct\n0;0,25\n1;0,26\n", b';', vec!["time", "gct"]),
            ("time\tgct\n0\t250\n1\t260\n", b'\t', vec!["time", "gct"]),
            ("My run\nby me\n\ntime,cad\n1,170\n2,171\n", b',', vec!["time", "cad"]),
            ("time,gct\ns,ms\n1,170\n2,171\n", b',', vec!["time (s)", "gct (ms)"]),
            ("1,170\n2,171\n", b',', vec!["1", "2"]),
        ] {
            let sheet = Sheet::guess(text).unwrap();
            assert_eq!(
                (sheet.delimiter, &sheet.header),
                (delimiter, &header.iter().map(|s| s.to_string()).collect()),
                "{text}"
            );
        }
        let sheet = Sheet::guess("a\n\ntime,cad\n1,170\n2,171\n").unwrap();
        assert_eq!((sheet.first_line, &*sheet.body), (4, "1,170\n2,171\n"));
        assert!(Sheet::guess("time;gct\n0;0,25\n1;0,26\n").unwrap().style.decimal_comma);
    }

    #[test]
    fn prose_and_single_columns_are_no_tables() {
        assert!(Sheet::guess("Dear runner,\nthis is a text, with commas, and words.\n").is_none());
        assert!(Sheet::guess("1\n2\n3\n").is_none());
        assert!(Sheet::guess("").is_none());
    }

    #[test]
    fn names_that_come_twice_are_told_apart() {
        let sheet = Sheet::guess("time,cad,cad\n1,80,81\n").unwrap();
        let raw: Vec<String> = sheet.headers().into_iter().map(|h| h.raw).collect();
        assert_eq!(raw, ["time", "cad", "cad (2)"]);
    }
}
