//! Header cells: names, units, separators.

use super::super::builder::{AccUnit, GyroUnit};
use super::super::columns;

/// The separator of a line: the one it holds most of.
pub(super) fn separator(line: &str) -> u8 {
    let count = |d: u8| line.bytes().filter(|b| *b == d).count();
    [b',', b'\t', b';', b'|'].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// The cells of a header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// As written, without spaces and quotes around them.
    pub(super) cells: Vec<String>,
    /// What separates the cells, here and in the rows.
    pub(super) separator: u8,
}

impl Header {
    /// Takes a line apart at its own separator.
    pub(super) fn parse(line: &str) -> Header {
        Header::split(line, separator(line))
    }

    /// Takes a line apart at a given separator.
    pub(super) fn split(line: &str, separator: u8) -> Header {
        let mut reader = super::super::table::reader(line.as_bytes(), separator);
        let cells = reader
            .records()
            .next()
            .and_then(Result::ok)
            .map(|r| r.iter().map(|c| c.trim().to_string()).collect())
            .unwrap_or_default();
        Header { cells, separator }
    }

    /// The column of this name, whatever its case.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.cells.iter().position(|c| c.eq_ignore_ascii_case(name))
    }

    /// The first column whose name `is_it`.
    pub(super) fn find_by(&self, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        self.cells.iter().position(|c| is_it(c))
    }

    /// Three columns called `{before}{axis}{after}`, the axis in either case.
    pub(super) fn axes(&self, before: &str, after: &str) -> Option<[usize; 3]> {
        let find = |axis: &str| self.find(&format!("{before}{axis}{after}"));
        Some([find("x")?, find("y")?, find("z")?])
    }
}

/// The unit of an acceleration.
pub(super) fn acc_unit(unit: &str) -> Option<AccUnit> {
    columns::acc_unit(&columns::clean(unit.trim_matches(BRACKETS)))
}

/// The unit of an angular velocity.
pub(super) fn gyro_unit(unit: &str) -> Option<GyroUnit> {
    columns::gyro_unit(&columns::clean(unit.trim_matches(BRACKETS)))
}

const BRACKETS: [char; 4] = ['[', ']', '(', ')'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_all_dialects() {
        let header = Header::parse("\"Time (s)\";\"Gyro X\";\"Gyro Y\";gyro z");
        assert_eq!(header.separator, b';');
        assert_eq!(header.find("time (S)"), Some(0));
        assert_eq!(header.axes("Gyro ", ""), Some([1, 2, 3]));
        assert_eq!(header.axes("Acc ", ""), None);
        assert_eq!(Header::parse("a\tb, c").cells, ["a", "b, c"]);
        assert_eq!(Header::parse("").cells.len(), 0);
    }

    #[test]
    fn units_in_many_spellings() {
        assert_eq!(acc_unit("m/(s^2)"), Some(AccUnit::MetresPerS2));
        assert_eq!(acc_unit("mm/s²"), Some(AccUnit::MillimetresPerS2));
        assert_eq!(acc_unit("[g]"), Some(AccUnit::G));
        assert_eq!(acc_unit("deg"), None);
        assert_eq!(gyro_unit("deg/sec"), Some(GyroUnit::DegPerS));
        assert_eq!(gyro_unit("rad/s"), Some(GyroUnit::RadPerS));
        assert_eq!(gyro_unit("T"), None);
    }
}
