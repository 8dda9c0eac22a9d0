//! MATLAB files (`.mat`, version 5 to 7): the numeric matrices of one length become the
//! columns of a table, which is read like any other. After MathWorks' description of the
//! format (MAT-File Format, R2019b).

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::{Confidence, ImportError, ImportOptions, generic};
use super::{at, damaged};
use crate::recording::{Fault, Recording};
use crate::{Format, csv};

const FORMAT: &str = "MATLAB MAT";
/// Bytes of the header.
const HEADER: usize = 128;
/// Structures within structures.
const DEPTH: usize = 6;
/// Numbers in all. Ours: a day of six axes at 100 Hz.
const MAX_NUMBERS: usize = 60_000_000;
/// Bytes that a file may unpack to.
const MAX_UNPACKED: u64 = 1 << 30;
/// A matrix with more columns is no table of signals. Ours.
const MAX_COLUMNS: usize = 64;
/// Fewer rows are settings rather than signals. Ours.
const MIN_ROWS: usize = 20;

/// Types of elements.
const MATRIX: u32 = 14;
const COMPRESSED: u32 = 15;
/// Classes of matrices.
const CELL: u8 = 1;
const STRUCT: u8 = 2;

pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(b"MATLAB 5.0 MAT-file")
        || head.starts_with(b"MATLAB 7.0 MAT-file")
        || head.starts_with(b"MATLAB 7.3 MAT-file")
}

/// A numeric matrix, column after column.
struct Matrix {
    name: String,
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    if bytes.starts_with(b"MATLAB 7.3") {
        return Err(damaged(FORMAT, 0, Fault::MatIsHdf5));
    }
    let big = bytes.get(126..128) == Some(b"MI");
    let mut reader = Reader { big, left: MAX_NUMBERS, found: Vec::new() };
    reader.elements(bytes.get(HEADER..).unwrap_or_default(), true);
    let text = table(reader.found).ok_or_else(|| damaged(FORMAT, HEADER, Fault::NoTableInMat))?;
    let head = text.as_bytes().get(..crate::HEAD_BYTES).unwrap_or(text.as_bytes());
    let by_map = options.map.iter().any(|m| {
        matches!(m.target, crate::MapTarget::Acceleration(_) | crate::MapTarget::AngularVelocity(_))
    });
    let signals = generic::sniff(head);
    if by_map || signals > Confidence::Fallback || signals >= csv::Csv.sniff(head) {
        return generic::read(&mut text.as_bytes(), options);
    }
    csv::Csv.read(text.as_bytes(), options)
}

/// The matrices of the most common length as columns of a text.
fn table(found: Vec<Matrix>) -> Option<String> {
    let mut signals: Vec<Matrix> = found
        .into_iter()
        .filter_map(|m| {
            // A signal along a row is as good as one along a column.
            let flat = m.rows < m.columns && m.rows <= MAX_COLUMNS;
            let turned = if flat { m.transposed() } else { m };
            (turned.rows >= MIN_ROWS && turned.columns <= MAX_COLUMNS).then_some(turned)
        })
        .collect();
    let weight = |rows: usize| -> usize {
        signals.iter().filter(|m| m.rows == rows).map(|m| m.columns * m.rows).sum()
    };
    let rows = signals.iter().map(|m| m.rows).max_by_key(|r| weight(*r))?;
    signals.retain(|m| m.rows == rows);
    let header: Vec<String> = signals
        .iter()
        .flat_map(|m| {
            (0..m.columns).map(|c| match m.columns {
                1 => m.name.clone(),
                3 => format!("{}_{}", m.name, ["x", "y", "z"][c]),
                _ => format!("{}_{}", m.name, c + 1),
            })
        })
        .collect();
    if header.len() < 2 {
        return None;
    }
    let mut text = header.join(",");
    for r in 0..rows {
        text.push('\n');
        let mut first = true;
        for m in &signals {
            for c in 0..m.columns {
                if !std::mem::take(&mut first) {
                    text.push(',');
                }
                let value = m.values.get(c * rows + r).copied().unwrap_or(f64::NAN);
                if value.is_finite() {
                    text.push_str(&value.to_string());
                }
            }
        }
    }
    text.push('\n');
    Some(text)
}

impl Matrix {
    fn transposed(self) -> Matrix {
        let Matrix { name, rows, columns, values } = self;
        let turned = (0..rows)
            .flat_map(|r| (0..columns).map(move |c| c * rows + r))
            .map(|i| values.get(i).copied().unwrap_or(f64::NAN))
            .collect();
        Matrix { name, rows: columns, columns: rows, values: turned }
    }
}

struct Reader {
    big: bool,
    /// Numbers that may still be taken.
    left: usize,
    found: Vec<Matrix>,
}

/// One element: type, content, and where the next begins.
struct Element<'b> {
    kind: u32,
    content: &'b [u8],
    next: usize,
}

impl Reader {
    fn word(&self, bytes: &[u8], from: usize) -> Option<u32> {
        let word = at(bytes, from)?;
        Some(if self.big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
    }

    fn element<'b>(&self, bytes: &'b [u8], from: usize) -> Option<Element<'b>> {
        let tag = self.word(bytes, from)?;
        if tag >> 16 != 0 {
            // Up to four bytes beside the tag.
            let size = (tag >> 16) as usize;
            let content = bytes.get(from + 4..from + 4 + size.min(4))?;
            return Some(Element { kind: tag & 0xFFFF, content, next: from + 8 });
        }
        let size = self.word(bytes, from + 4)? as usize;
        let end = (from + 8).checked_add(size)?;
        let content = bytes.get(from + 8..end.min(bytes.len()))?;
        let padded = if tag == COMPRESSED { end } else { end.checked_next_multiple_of(8)? };
        Some(Element { kind: tag, content, next: padded })
    }

    /// Every matrix among elements.
    fn elements(&mut self, bytes: &[u8], packed: bool) {
        let mut position = 0;
        while let Some(element) = self.element(bytes, position) {
            match element.kind {
                COMPRESSED if packed => {
                    let mut inner = Vec::new();
                    let limited = ZlibDecoder::new(element.content).take(MAX_UNPACKED);
                    // What could be unpacked before damage is looked at.
                    let _ = { limited }.read_to_end(&mut inner);
                    self.elements(&inner, false);
                }
                MATRIX => {
                    self.matrix(element.content, "", DEPTH);
                }
                _ => {}
            }
            position = element.next;
        }
    }

    fn matrix(&mut self, bytes: &[u8], within: &str, depth: usize) -> Option<()> {
        let flags = self.element(bytes, 0)?;
        let class = (self.word(flags.content, 0)? & 0xFF) as u8;
        let listed = self.element(bytes, flags.next)?;
        let sizes: Vec<usize> = (0..listed.content.len() / 4)
            .filter_map(|i| Some(self.word(listed.content, 4 * i)? as usize))
            .collect();
        let name = self.element(bytes, listed.next)?;
        let own = String::from_utf8_lossy(name.content).trim_end_matches('\0').to_owned();
        let name_of = |own: &str| match (within.is_empty(), own.is_empty()) {
            (true, _) => own.to_owned(),
            (false, true) => within.to_owned(),
            (false, false) => format!("{within}_{own}"),
        };
        let full = name_of(&own);
        let begin = name.next;
        match class {
            6..=15 => {
                let [rows, columns] = sizes[..] else { return None };
                let values = self.element(bytes, begin)?;
                let count = rows.checked_mul(columns)?;
                if count > self.left {
                    return None;
                }
                let values = self.numbers(&values, count)?;
                self.left -= count;
                self.found.push(Matrix { name: clean(&full), rows, columns, values });
            }
            STRUCT if depth > 0 => {
                let width = self.element(bytes, begin)?;
                let length = self.word(width.content, 0)? as usize;
                let names = self.element(bytes, width.next)?;
                let fields: Vec<String> = names
                    .content
                    .chunks(length.max(1))
                    .map(|n| {
                        let text = String::from_utf8_lossy(n);
                        text.split('\0').next().unwrap_or_default().to_owned()
                    })
                    .collect();
                let mut position = names.next;
                for field in fields
                    .iter()
                    .cycle()
                    .take(fields.len() * sizes.iter().product::<usize>().min(64))
                {
                    let inner = self.element(bytes, position)?;
                    let path =
                        if full.is_empty() { field.clone() } else { format!("{full}_{field}") };
                    self.matrix(inner.content, &path, depth - 1);
                    position = inner.next;
                }
            }
            CELL if depth > 0 => {
                let mut position = begin;
                while let Some(inner) = self.element(bytes, position) {
                    self.matrix(inner.content, &full, depth - 1);
                    position = inner.next;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// The numbers of an element, whatever their type.
    fn numbers(&self, element: &Element<'_>, count: usize) -> Option<Vec<f64>> {
        let bytes = element.content;
        let big = self.big;
        macro_rules! read {
            ($type:ty, $size:literal) => {
                bytes
                    .chunks_exact($size)
                    .take(count)
                    .filter_map(|c| <[u8; $size]>::try_from(c).ok())
                    .map(|c| {
                        if big {
                            <$type>::from_be_bytes(c) as f64
                        } else {
                            <$type>::from_le_bytes(c) as f64
                        }
                    })
                    .collect::<Vec<f64>>()
            };
        }
        let values = match element.kind {
            1 => read!(i8, 1),
            2 => read!(u8, 1),
            3 => read!(i16, 2),
            4 => read!(u16, 2),
            5 => read!(i32, 4),
            6 => read!(u32, 4),
            7 => read!(f32, 4),
            9 => read!(f64, 8),
            12 => read!(i64, 8),
            13 => read!(u64, 8),
            _ => return None,
        };
        (values.len() == count).then_some(values)
    }
}

/// A name without what would part it in a table.
pub(super) fn clean(name: &str) -> String {
    name.replace([',', '"', '\n', '\r'], " ")
}
