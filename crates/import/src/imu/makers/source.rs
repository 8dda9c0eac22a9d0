//! The text in front of the rows, and the rows: what every maker's reader is
//! made of. Nothing here holds more than a few lines of the file at a time.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, Chain, Cursor, Read};

use super::super::super::ImportError;
use super::super::numbers;
use super::super::problem::{SensorProblem, unreadable};
use super::super::table::{Cells, Dialect, Scan};
use crate::recording::{Note, SensorNote};

/// Longest line that is read in one piece, bytes. Ours: the widest file known
/// (six sensors side by side) has 1.3 kB per row.
const MAX_LINE: u64 = 1 << 20;

/// One line as text: UTF-8, or Windows-1252 where it is not.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// A line without its end and without a byte-order mark.
fn clean(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The first lines of a file, for judging it; the last may be cut.
pub(super) struct Head {
    lines: Vec<String>,
}

impl Head {
    /// `None` for binary data and for UTF-16, which none of the makers writes.
    pub(super) fn new(bytes: &[u8]) -> Option<Head> {
        if bytes.contains(&0) {
            return None;
        }
        let lines = bytes.split(|b| *b == b'\n').map(|l| decode(clean(l)).into_owned()).collect();
        Some(Head { lines })
    }

    /// The lines that hold something, trimmed.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty())
    }

    /// The nth line that holds something.
    pub(super) fn line(&self, n: usize) -> &str {
        self.lines().nth(n).unwrap_or("")
    }
}

/// The lines of a file from its beginning, one after the other.
pub(super) struct Lines<'r> {
    reader: &'r mut dyn BufRead,
    /// Lines looked at ahead, with their ends.
    ahead: VecDeque<Vec<u8>>,
    /// Number of lines handed out.
    taken: u64,
}

impl<'r> Lines<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        Lines { reader, ahead: VecDeque::new(), taken: 0 }
    }

    fn fill(&mut self, n: usize) -> Result<(), ImportError> {
        while self.ahead.len() < n {
            let mut line = Vec::new();
            (&mut *self.reader)
                .take(MAX_LINE)
                .read_until(b'\n', &mut line)
                .map_err(|e| unreadable(&e, Some(self.taken + self.ahead.len() as u64 + 1)))?;
            if line.is_empty() {
                break;
            }
            self.ahead.push_back(line);
        }
        Ok(())
    }

    /// The next line; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<String>, ImportError> {
        self.fill(1)?;
        let line = self.ahead.pop_front();
        self.taken += u64::from(line.is_some());
        Ok(line.map(|l| decode(clean(&l)).into_owned()))
    }

    /// The next lines (as many of `n` as there are) without taking them.
    pub(super) fn peek(&mut self, n: usize) -> Result<Vec<String>, ImportError> {
        self.fill(n)?;
        Ok(self.ahead.iter().take(n).map(|l| decode(clean(l)).into_owned()).collect())
    }

    /// Takes lines up to and including the first one that `is_it`.
    pub(super) fn find(
        &mut self,
        maker: &str,
        mut is_it: impl FnMut(&str) -> bool,
    ) -> Result<String, ImportError> {
        while let Some(line) = self.next()? {
            if is_it(&line) {
                return Ok(line);
            }
        }
        Err(self.ends(maker))
    }

    /// That the file ends too early.
    pub(super) fn ends(&self, maker: &str) -> ImportError {
        SensorProblem::FileEnds { maker: maker.into(), lines: self.taken }.into()
    }

    /// What is left, as rows of cells.
    pub(super) fn rows(mut self, delimiter: u8) -> Rows<'r> {
        // A failure to read will come again, where it can be told.
        let _ = self.fill(1);
        // A comma that does not separate cells is a decimal comma.
        let quoted = delimiter == b',' && self.ahead.iter().any(|l| has_quoted_comma(l));
        let decimal_comma =
            quoted || delimiter != b',' && self.ahead.iter().any(|l| l.contains(&b','));
        let ahead: Vec<u8> = self.ahead.into_iter().flatten().collect();
        // A stray quote must not swallow the rest of the file; where numbers hold
        // the comma that separates them, they are quoted.
        let dialect = Dialect { delimiter, decimal_comma, quoting: quoted };
        let scan = Scan::new(Cursor::new(ahead).chain(self.reader), dialect);
        Rows { scan, lines_before: self.taken, decimal_comma }
    }
}

/// `"0,01"`: a digit, a comma, a digit within quotes.
fn has_quoted_comma(line: &[u8]) -> bool {
    let quoted = line.split(|b| *b == b'"').skip(1).step_by(2);
    quoted
        .into_iter()
        .any(|cell| cell.contains(&b',') && super::super::numbers::number(cell, true).is_finite())
}

/// The rows of a table.
pub(super) struct Rows<'r> {
    scan: Scan<Chain<Cursor<Vec<u8>>, &'r mut dyn BufRead>>,
    lines_before: u64,
    decimal_comma: bool,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    cells: Cells<'a>,
    decimal_comma: bool,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was used.
    Yes,
    /// It is no row of the table and need not be.
    Skip,
    /// The table ends before it.
    End,
}

impl<'r> Rows<'r> {
    /// Numbers of these columns will be asked for in every row.
    pub(super) fn want(&mut self, columns: impl Iterator<Item = usize>) {
        self.scan.want(columns);
    }

    /// Hands every row to `take`; `None` says that the row cannot be read.
    ///
    /// Rows that cannot be read are counted and noted with the line of the
    /// first; one at the very end is where the file was cut.
    ///
    /// # Errors
    /// Where not a single row could be used.
    pub(super) fn each(
        mut self,
        maker: &str,
        notes: &mut Vec<Note>,
        mut take: impl FnMut(Row<'_>) -> Option<Taken>,
    ) -> Result<(), ImportError> {
        let (mut used, mut bad, mut first_bad, mut last_is_bad) = (0u64, 0u64, None, false);
        loop {
            match self.scan.advance() {
                Ok(false) => break,
                Ok(true) => {}
                Err(e) => {
                    // Every row so far is sound.
                    if used == 0 {
                        return Err(unreadable(&e, Some(self.lines_before + 1)).into());
                    }
                    bad += 1;
                    let line = self.scan.line() + 1 + self.lines_before;
                    first_bad = first_bad.or(Some(line));
                    break;
                }
            }
            let cells = self.scan.cells();
            if cells.is_blank() {
                continue;
            }
            last_is_bad = false;
            match take(Row { cells, decimal_comma: self.decimal_comma }) {
                Some(Taken::Yes) => used += 1,
                Some(Taken::Skip) => {}
                Some(Taken::End) => break,
                None => {
                    bad += 1;
                    first_bad = first_bad.or(Some(self.scan.line() + self.lines_before));
                    last_is_bad = true;
                }
            }
        }
        if used == 0 {
            let (rows, line) = (bad, first_bad);
            return Err(SensorProblem::NoRowReadable { maker: maker.into(), rows, line }.into());
        }
        if let Some(line) = first_bad {
            notes.push(if bad == 1 && last_is_bad {
                Note::of(SensorNote::LastRowCut { line })
            } else {
                let share = bad as f64 / (bad + used) as f64;
                Note::warn(SensorNote::UnreadableRows { rows: bad, line }).with_share(share)
            });
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// Whether it is one word alone.
    pub(super) fn is_title(self) -> bool {
        let mut filled = self.cells.iter().filter(|c| !c.trim_ascii().is_empty());
        let first = filled.next().and_then(|c| c.trim_ascii().first());
        first.is_some_and(u8::is_ascii_alphabetic) && filled.next().is_none()
    }

    /// The text of a cell, without spaces and quotes around it.
    pub(super) fn text(self, column: usize) -> Option<&'a str> {
        let cell = self.cells.get(column)?.trim_ascii();
        let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
        let cell = cell.strip_suffix(b"\"").unwrap_or(cell);
        std::str::from_utf8(cell).ok()
    }

    /// The number in a cell: NaN where it is blank, `None` where there is no
    /// such cell or it holds something else.
    pub(super) fn number(self, column: usize) -> Option<f64> {
        match self.cells.plain(column) {
            Some(value) => Some(value),
            None => number(self.text(column)?, self.decimal_comma),
        }
    }

    /// Three numbers; columns that are not there are NaN.
    pub(super) fn triple(self, columns: [Option<usize>; 3]) -> Option<[f64; 3]> {
        let mut out = [f64::NAN; 3];
        for (value, column) in out.iter_mut().zip(columns) {
            if let Some(column) = column {
                *value = self.number(column)?;
            }
        }
        Some(out)
    }
}

/// A number, NaN for a blank or an infinite one, `None` for anything else.
pub(super) fn number(cell: &str, decimal_comma: bool) -> Option<f64> {
    let cell = cell.trim();
    let point = numbers::number(cell.as_bytes(), false);
    let value = if decimal_comma && point.is_nan() {
        numbers::number(cell.as_bytes(), true)
    } else {
        point
    };
    let blank = || {
        cell.is_empty()
            || ["na", "null", "-", "--"].iter().any(|b| cell.eq_ignore_ascii_case(b))
            || cell.parse::<f64>().is_ok() // NaN, inf
    };
    (!value.is_nan() || blank()).then_some(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_blanks() {
        assert_eq!(number(" -1.5E-3 ", false), Some(-0.0015));
        assert_eq!(number("-1,5", true), Some(-1.5));
        assert_eq!(number("00472", false), Some(472.0));
        assert_eq!(number("1,5", false), None);
        assert_eq!(number("1.5x", false), None);
        for blank in ["", " ", "NaN", "nan", "NA", "--", "inf", "1e999"] {
            assert!(number(blank, false).unwrap().is_nan(), "{blank}");
        }
    }

    #[test]
    fn lines_and_rows_share_one_count() {
        let mut bytes: &[u8] = b"\xef\xbb\xbfname,x\r\n\r\nm/s\xb2\n1,2\nbad,2\n3,4\n5";
        let mut lines = Lines::new(&mut bytes);
        assert_eq!(lines.peek(2).unwrap(), ["name,x", ""]);
        assert_eq!(lines.find("test", |l| l == "m/s²").unwrap(), "m/s²");
        assert_eq!(lines.peek(1).unwrap(), ["1,2"]);
        let mut notes = Vec::new();
        let mut seen = Vec::new();
        let rows = lines.rows(b',');
        rows.each("test", &mut notes, |row| {
            seen.push((row.number(0)?, row.number(1)?));
            Some(Taken::Yes)
        })
        .unwrap();
        assert_eq!(seen, [(1.0, 2.0), (3.0, 4.0)]);
        assert_eq!(notes.len(), 1);
        let kind = SensorNote::UnreadableRows { rows: 2, line: 5 };
        assert_eq!(notes, [Note::warn(kind).with_share(0.5)]);
    }
}
