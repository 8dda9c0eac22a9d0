//! Where the table is in a text, and what its columns hold.

use csv::ByteRecord;

use super::columns::{self, Column, Kind};
use super::numbers::number;
use super::problem::{SensorProblem, first_columns};
use super::table::reader;
use super::units::{AccUnit, GyroUnit};
use super::{dates, guess, names};
use crate::recording::Quantity;
use crate::{Axis, ColumnMap, ImportError, MapProblem, MapTarget};

/// Records looked at.
const SAMPLE: usize = 400;

/// A table in a text.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// Records before the first row of numbers.
    pub(super) skip: usize,
    pub(super) columns: Vec<Column>,
    pub(super) decimal_comma: bool,
    /// The first rows of numbers.
    pub(super) sample: Vec<ByteRecord>,
    /// Which columns the user named.
    pub(super) mapped: Vec<bool>,
}

impl Layout {
    /// The table in a text that begins with `head`, with the most columns of a
    /// motion sensor.
    pub(super) fn find(head: &[u8]) -> Option<Layout> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        [b'\t', b';', b',', b' ']
            .into_iter()
            .filter_map(|d| Layout::under(head, d))
            .max_by_key(|l| (l.signals(), l.columns.len().min(2)))
    }

    fn under(head: &[u8], delimiter: u8) -> Option<Layout> {
        let mut records: Vec<ByteRecord> = reader(head, delimiter)
            .into_byte_records()
            .map_while(Result::ok)
            .take(SAMPLE)
            .collect();
        // The last one may be cut.
        if records.len() > 2 && records.len() < SAMPLE {
            records.pop();
        }
        let first = records.iter().take(names::PREAMBLE).position(is_data)?;
        let width = records.get(first)?.len();
        if width < 2 && delimiter != b',' {
            return None;
        }
        let named = names::of_table(&records, first, width);
        let headerless = named.is_none();
        let header = named.unwrap_or_else(|| (1..=width).map(|i| i.to_string()).collect());
        let sample: Vec<ByteRecord> = records.split_off(first);
        let columns = Column::parse_all(&header);
        let mut layout = Layout {
            delimiter,
            skip: first,
            mapped: vec![false; columns.len()],
            columns,
            decimal_comma: decimal_comma(&sample),
            sample,
        };
        layout.settle_bare();
        if headerless {
            guess::name_by_values(&mut layout);
        }
        Some(layout)
    }

    /// Plain x, y, z, each once: what a unit on one of them says, and otherwise
    /// accelerations where no other column is one.
    fn settle_bare(&mut self) {
        let once = [Axis::X, Axis::Y, Axis::Z]
            .into_iter()
            .all(|a| self.columns.iter().filter(|c| c.bare == Some(a)).count() == 1);
        let named =
            self.columns.iter().any(|c| c.bare.is_none() && matches!(c.kind, Kind::Acc(..)));
        let told = self.columns.iter().filter(|c| c.bare.is_some()).find_map(|c| match c.kind {
            Kind::Acc(_, unit, removed) => Some(Kind::Acc(Axis::X, unit, removed)),
            Kind::Gyro(_, unit) => Some(Kind::Gyro(Axis::X, unit)),
            _ => None,
        });
        for column in &mut self.columns {
            let Some(axis) = column.bare else { continue };
            column.kind = match (&told, once) {
                (Some(Kind::Acc(_, unit, removed)), true) => Kind::Acc(axis, *unit, *removed),
                (Some(Kind::Gyro(_, unit)), true) => Kind::Gyro(axis, *unit),
                (None, true) if !named => Kind::Acc(axis, AccUnit::Detect, false),
                _ if matches!(column.kind, Kind::Bare(_)) => Kind::Other,
                _ => continue,
            };
        }
    }

    /// Number of columns that hold an axis.
    pub(super) fn signals(&self) -> usize {
        self.columns.iter().filter(|c| matches!(c.kind, Kind::Acc(..) | Kind::Gyro(..))).count()
    }

    /// Names of the first columns, for messages.
    pub(super) fn names(&self) -> Vec<String> {
        first_columns(self.columns.iter().map(|c| c.raw.as_str()))
    }

    /// Where the column is that the user names, by its name or its number from 1.
    pub(super) fn place(&self, wanted: &str) -> Option<usize> {
        let wanted = wanted.trim();
        let by_name = |c: &Column| c.raw.eq_ignore_ascii_case(wanted);
        self.columns
            .iter()
            .position(|c| c.raw == wanted)
            .or_else(|| self.columns.iter().position(by_name))
            .or_else(|| {
                let n = wanted.parse::<usize>().ok()?.checked_sub(1)?;
                (n < self.columns.len()).then_some(n)
            })
    }

    /// Puts the user's `--map` over the names.
    pub(super) fn apply(&mut self, map: &[ColumnMap]) -> Result<(), ImportError> {
        let own = map.iter().any(|m| {
            matches!(m.target, MapTarget::Acceleration(_) | MapTarget::AngularVelocity(_))
        });
        if own {
            // The user names the axes: what the names would say is void.
            for column in &mut self.columns {
                if matches!(column.kind, Kind::Acc(..) | Kind::Gyro(..)) {
                    column.kind = Kind::Other;
                }
            }
        }
        for m in map {
            let misfit = |problem| ImportError::MapMisfit { given: m.column.clone(), problem };
            let at = self.place(&m.column).ok_or_else(|| {
                let (columns, count) = (self.names().join(", "), self.columns.len());
                misfit(MapProblem::MapMissingColumn { columns, count })
            })?;
            let bad = |unit: &str, of: &str, known: &[&str]| {
                let choices = known.iter().map(|u| (*u).into()).collect();
                misfit(MapProblem::MapNoUnit { unit: unit.into(), of: of.into(), choices })
            };
            let unit = m.unit.as_deref();
            let kind = match m.target {
                MapTarget::Time => {
                    for column in &mut self.columns {
                        if matches!(column.kind, Kind::Time(_) | Kind::Counter) {
                            column.kind = Kind::Other;
                        }
                    }
                    Kind::Time(unit.and_then(columns::time_unit).unwrap_or_default())
                }
                MapTarget::Acceleration(axis) => {
                    let unit = unit.map(|u| {
                        let known = AccUnit::ALL.map(AccUnit::id);
                        AccUnit::from_id(u).ok_or_else(|| bad(u, "acceleration", &known))
                    });
                    Kind::Acc(axis, unit.transpose()?.unwrap_or_default(), false)
                }
                MapTarget::AngularVelocity(axis) => {
                    let unit = unit.map(|u| {
                        let known = GyroUnit::ALL.map(GyroUnit::id);
                        GyroUnit::from_id(u).ok_or_else(|| bad(u, "angular_velocity", &known))
                    });
                    Kind::Gyro(axis, unit.transpose()?.unwrap_or_default())
                }
                MapTarget::Ignore => Kind::Other,
                // Beside the signals.
                MapTarget::Quantity(
                    Quantity::Speed
                    | Quantity::HeartRate
                    | Quantity::Altitude
                    | Quantity::Latitude
                    | Quantity::Longitude,
                ) => Kind::Other,
                MapTarget::Quantity(q) => {
                    return Err(SensorProblem::MapMeasured {
                        given: m.column.clone(),
                        quantity: q,
                    }
                    .into());
                }
            };
            if let Some(column) = self.columns.get_mut(at) {
                column.kind = kind;
                column.sensor.clear();
            }
            if let Some(mapped) = self.mapped.get_mut(at) {
                *mapped = true;
            }
        }
        Ok(())
    }
}

/// Most cells are numbers or dates.
fn is_data(record: &ByteRecord) -> bool {
    let cells: Vec<&[u8]> =
        record.iter().map(<[u8]>::trim_ascii).filter(|c| !c.is_empty()).collect();
    let good = cells.iter().filter(|c| is_value(c)).count();
    let numbers = cells.iter().filter(|c| is_number(c)).count();
    // Labels may stand beside the three axes.
    numbers > 0 && (good * 3 >= cells.len() * 2 || numbers >= 3 && good * 2 >= cells.len())
}

fn is_number(cell: &[u8]) -> bool {
    number(cell, false).is_finite() || number(cell, true).is_finite()
}

fn is_value(cell: &[u8]) -> bool {
    is_number(cell) || cell.eq_ignore_ascii_case(b"nan") || dates::is_time(cell)
}

/// Whether cells write 1,5 for 1.5 (where the comma does not separate them).
fn decimal_comma(sample: &[ByteRecord]) -> bool {
    let cells = || sample.iter().flat_map(|r| r.iter());
    let with = |mark: u8, comma: bool| {
        cells().filter(|c| c.contains(&mark) && number(c, comma).is_finite()).count()
    };
    with(b',', true) > with(b'.', false)
}
