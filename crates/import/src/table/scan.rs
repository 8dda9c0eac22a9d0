//! The rows of a table, quickly: an hour of a sensor holds millions of cells.
//!
//! A plain row is cut where it stands and its numbers are read in the same pass. What is
//! not plain (a quote, a lone carriage return, a row without end) goes to the `csv`
//! reader, which gives the same cells; the tests compare the two.

use std::io::{Cursor, ErrorKind, Read};
use std::ops::Range;

use csv::ByteRecord;
use memchr::{memchr, memchr2};

use super::numbers::{number, plain};

/// Bytes held at a time; a row that is longer is left to the `csv` reader. Ours.
const BLOCK: usize = 1 << 17;
/// Rows with quotes that are looked at one by one, as those of a header, before the
/// `csv` reader takes the whole table. Ours.
const QUOTED_ROWS: usize = 32;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) decimal_comma: bool,
    /// Quotes hold cells together.
    pub(crate) quoting: bool,
}

impl Dialect {
    pub(super) fn reader<R: Read>(self, input: R) -> csv::Reader<R> {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .quoting(self.quoting)
            .buffer_capacity(1 << 16)
            .from_reader(input)
    }

    /// The decimal mark; none where it separates cells.
    fn mark(self) -> u8 {
        let mark = if self.decimal_comma { b',' } else { b'.' };
        // Behind digits no other digit stands.
        if mark == self.delimiter { b'0' } else { mark }
    }
}

/// What the `csv` reader reads once it has taken over.
type Rest<R> = csv::Reader<std::io::Chain<Cursor<Vec<u8>>, Input<R>>>;

/// What is read, and the failure to read it that has not been told yet.
struct Input<R> {
    reader: R,
    failed: Option<std::io::Error>,
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.failed.take() {
            Some(failed) => Err(failed),
            None => self.reader.read(buffer),
        }
    }
}

/// Reads a table row by row.
pub(crate) struct Scan<R> {
    dialect: Dialect,
    /// Columns whose numbers are wanted; those behind the last are cut when asked for.
    wanted: Vec<bool>,
    /// Gone once the `csv` reader has taken over.
    input: Option<R>,
    block: Vec<u8>,
    next: usize,
    filled: usize,
    begun: bool,
    ended: bool,
    failed: Option<std::io::Error>,
    /// The block holds a quote or a carriage return.
    odd: bool,
    quoted_rows: usize,
    csv: Option<Rest<R>>,
    record: ByteRecord,
    /// The row is in `record`, and otherwise here in the block.
    recorded: bool,
    row: Range<usize>,
    cells: Vec<Cell>,
    /// Where the cells begin that were not cut.
    rest: Option<usize>,
    line: u64,
    /// Ends of lines behind which the block goes on, or the `csv` reader began.
    lines: u64,
    /// What the `csv` reader counts too much.
    counted: u64,
}

/// A cell: where it is, and its number where it is plainly one.
#[derive(Debug, Clone, Copy)]
struct Cell {
    from: usize,
    to: usize,
    value: f64,
}

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    bytes: &'a [u8],
    cut: &'a [Cell],
    rest: Option<usize>,
    dialect: Dialect,
}

impl<R: Read> Scan<R> {
    pub(crate) fn new(input: R, dialect: Dialect) -> Self {
        Scan {
            dialect,
            wanted: Vec::new(),
            input: Some(input),
            block: vec![0; BLOCK],
            next: 0,
            filled: 0,
            begun: false,
            ended: false,
            failed: None,
            odd: false,
            quoted_rows: 0,
            csv: None,
            record: ByteRecord::new(),
            recorded: false,
            row: 0..0,
            cells: Vec::new(),
            rest: None,
            line: 1,
            lines: 0,
            counted: 0,
        }
    }

    /// Numbers of these columns will be asked for in every row.
    pub(crate) fn want(&mut self, columns: impl Iterator<Item = usize>) {
        for column in columns.filter(|c| *c < 1 << 16) {
            if self.wanted.len() <= column {
                self.wanted.resize(column + 1, false);
            }
            self.wanted[column] = true;
        }
    }

    /// The line on which the row begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The cells of the row.
    pub(crate) fn cells(&self) -> Cells<'_> {
        let bytes =
            if self.recorded { self.record.as_slice() } else { &self.block[self.row.clone()] };
        Cells { bytes, cut: &self.cells, rest: self.rest, dialect: self.dialect }
    }

    /// Goes to the next row; false behind the last.
    pub(crate) fn advance(&mut self) -> Result<bool, csv::Error> {
        loop {
            if self.csv.is_some() {
                return self.advance_csv();
            }
            let Some(end) = memchr(b'\n', &self.block[self.next..self.filled]) else {
                if self.refill()? {
                    continue;
                }
                let last = self.next..self.filled;
                if last.is_empty() {
                    return Ok(false);
                }
                self.next = self.filled;
                if self.take(last.clone(), last)? {
                    return Ok(true);
                }
                continue;
            };
            let row = self.next..self.next + end;
            let all = self.next..row.end + 1;
            self.next = all.end;
            self.line = self.lines + 1;
            self.lines += 1;
            if self.take(row, all)? {
                return Ok(true);
            }
        }
    }

    /// Takes the row as it stands in the block, `all` with the end of its line; false
    /// where it is blank or was handed on.
    fn take(&mut self, row: Range<usize>, all: Range<usize>) -> Result<bool, csv::Error> {
        if row.end == all.end {
            self.line = self.lines + 1;
        }
        let mut row = row;
        if self.odd {
            if self.block[row.clone()].last() == Some(&b'\r') {
                row.end -= 1;
            }
            let quote = if self.dialect.quoting { b'"' } else { b'\r' };
            if memchr2(quote, b'\r', &self.block[row.clone()]).is_some() {
                if self.quoted(row) {
                    return Ok(true);
                }
                self.hand_over(all);
                return Ok(false);
            }
        }
        if row.is_empty() {
            return Ok(false);
        }
        self.cut(row);
        Ok(true)
    }

    /// Cuts a plain row as far as its columns are wanted.
    fn cut(&mut self, row: Range<usize>) {
        let bytes = &self.block[row.clone()];
        let Dialect { delimiter, .. } = self.dialect;
        let mark = self.dialect.mark();
        self.cells.clear();
        let (mut from, mut rest) = (0, Some(0));
        for &wanted in &self.wanted {
            let read = if wanted { plain(&bytes[from..], mark) } else { None };
            let ends = |to: usize| bytes.get(to).is_none_or(|b| *b == delimiter);
            let (value, to) = match read {
                Some((value, n)) if ends(from + n) => (value, from + n),
                _ => (f64::NAN, next_end(bytes, from, delimiter)),
            };
            self.cells.push(Cell { from, to, value });
            if to == bytes.len() {
                rest = None;
                break;
            }
            from = to + 1;
            rest = Some(from);
        }
        (self.recorded, self.row, self.rest) = (false, row, rest);
    }

    /// Reads one row with quotes, if they all end in it.
    fn quoted(&mut self, row: Range<usize>) -> bool {
        let bytes = &self.block[row];
        if self.quoted_rows == QUOTED_ROWS || bytes.contains(&b'\r') {
            return false;
        }
        self.quoted_rows += 1;
        // A row behind it is one of its own where no quote is open; one in front keeps the
        // reader from looking for a byte-order mark.
        let three = [b"x\n", bytes, b"\nx"].concat();
        let mut reader = self.dialect.reader(three.as_slice());
        let mut after = ByteRecord::new();
        let mut next =
            |record: &mut ByteRecord| matches!(reader.read_byte_record(record), Ok(true));
        let read = next(&mut after) && next(&mut self.record) && next(&mut after);
        if read && after.len() == 1 && after.get(0) == Some(b"x") {
            self.of_record();
            return true;
        }
        false
    }

    /// Cells of `record`.
    fn of_record(&mut self) {
        self.cells.clear();
        let ranges = (0..self.record.len()).filter_map(|i| self.record.range(i));
        let cells = ranges.map(|r| Cell { from: r.start, to: r.end, value: f64::NAN });
        self.cells.extend(cells);
        (self.recorded, self.rest) = (true, None);
    }

    /// Lets the `csv` reader read on from a row.
    fn hand_over(&mut self, row: Range<usize>) {
        let Some(input) = self.input.take() else { return };
        // A line in front keeps a byte-order mark within the table a part of it, and makes
        // the reader count the ends of lines as it does in the middle of a text.
        let crlf = self.block[row.clone()].ends_with(b"\r\n");
        self.lines = self.line - 1;
        let front: &[u8] = if crlf { b"x\r\n" } else { b"x\n" };
        let held = [front, &self.block[row.start..self.filled]].concat();
        let mut reader = self
            .dialect
            .reader(Cursor::new(held).chain(Input { reader: input, failed: self.failed.take() }));
        // It cannot fail: the line is in memory.
        let _ = reader.read_byte_record(&mut self.record);
        // With \r\n the reader counts a line only when it reads on.
        self.counted = if crlf { 0 } else { 1 };
        self.csv = Some(reader);
    }

    fn advance_csv(&mut self) -> Result<bool, csv::Error> {
        let Some(reader) = &mut self.csv else { return Ok(false) };
        let going = reader.read_byte_record(&mut self.record)?;
        let line = self.record.position().map_or(0, csv::Position::line);
        self.line = (self.lines + line).saturating_sub(self.counted);
        self.of_record();
        Ok(going)
    }

    /// Moves what is left to the front and reads on; false at the end of the input.
    fn refill(&mut self) -> Result<bool, csv::Error> {
        if self.failed.is_some() {
            // The rows in front of it were handed out; the `csv` reader tells the rest.
            self.line = self.lines + 1;
            self.hand_over(self.next..self.filled);
            return Ok(true);
        }
        if self.ended {
            return Ok(false);
        }
        self.block.copy_within(self.next..self.filled, 0);
        self.filled -= self.next;
        self.next = 0;
        if self.filled == self.block.len() {
            self.line = self.lines + 1;
            self.hand_over(0..self.filled);
            return Ok(true);
        }
        let Some(input) = &mut self.input else { return Ok(false) };
        // As much as there is room for, so that the head of a file is one block.
        while self.filled < self.block.len() {
            match input.read(&mut self.block[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => self.filled += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => {
                    self.failed = Some(e);
                    break;
                }
            }
        }
        if !self.begun {
            self.begun = true;
            if self.block[..self.filled].starts_with(b"\xef\xbb\xbf") {
                self.next = 3;
            }
        }
        self.odd = memchr2(b'"', b'\r', &self.block[..self.filled]).is_some();
        Ok(self.filled > self.next || self.failed.is_some())
    }
}

/// Where the cell ends that begins at `from`.
fn next_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    memchr(delimiter, &bytes[from..]).map_or(bytes.len(), |n| from + n)
}

impl<'a> Cells<'a> {
    /// The bytes of a cell; `None` behind the last.
    pub(crate) fn get(&self, column: usize) -> Option<&'a [u8]> {
        if let Some(cell) = self.cut.get(column) {
            return self.bytes.get(cell.from..cell.to);
        }
        let mut from = self.rest?;
        for _ in self.cut.len()..column {
            let to = next_end(self.bytes, from, self.dialect.delimiter);
            if to == self.bytes.len() {
                return None;
            }
            from = to + 1;
        }
        self.bytes.get(from..next_end(self.bytes, from, self.dialect.delimiter))
    }

    /// The number in a cell that is plainly one.
    #[inline]
    pub(crate) fn plain(&self, column: usize) -> Option<f64> {
        self.cut.get(column).map(|c| c.value).filter(|v| !v.is_nan())
    }

    /// The number in a cell; NaN for anything else.
    #[inline]
    pub(crate) fn number(&self, column: usize) -> f64 {
        let slow = || self.get(column).map_or(f64::NAN, |c| number(c, self.dialect.decimal_comma));
        self.plain(column).unwrap_or_else(slow)
    }

    /// All cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let Cells { bytes, cut, rest, dialect } = *self;
        let behind = rest.and_then(|from| bytes.get(from..));
        let behind = behind.map(|b| b.split(move |b| *b == dialect.delimiter));
        let cut = cut.iter().filter_map(|c| bytes.get(c.from..c.to));
        cut.chain(behind.into_iter().flatten())
    }

    /// Whether nothing is written in any cell.
    pub(crate) fn is_blank(&self) -> bool {
        let number = self.cut.iter().any(|c| !c.value.is_nan());
        !number && self.iter().all(|c| c.trim_ascii().is_empty())
    }
}

#[cfg(test)]
mod tests;
