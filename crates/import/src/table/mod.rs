//! What the tables of watches and those of motion sensors have in common: rows, cells and
//! numbers. What the columns mean is told in `csv` and in `imu`.

pub(crate) mod numbers;
mod scan;

pub(crate) use scan::{Cells, Dialect, Scan};

/// A reader that takes rows of any width.
pub(crate) fn reader<R: std::io::Read>(input: R, delimiter: u8) -> csv::Reader<R> {
    Dialect { delimiter, decimal_comma: false, quoting: true }.reader(input)
}
