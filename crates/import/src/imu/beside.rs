//! What a table of a motion sensor holds beside the signals: speed, heart rate,
//! altitude and position of a GPS or a strap, repeated from row to row.

use ndarray::Array1;

use super::super::csv::{convert, quantity_of};
use super::super::motion;
use crate::recording::{
    Channel, Clock, Companion, ImuRecording, Mapping, Note, NoteKind, Quantity, Source, WatchSeries,
};
use crate::stats::median;

/// Rows averaged into one value, so that a day takes little memory. Ours: well
/// below the second of a GPS at the rates of motion sensors.
const BLOCK: usize = 16;
/// A value holds for so long until the next, s. Ours: slow loggers write a
/// position every few seconds.
const HOLD_S: f64 = 5.0;
/// Seconds of a quantity that make it worth having. Ours.
const LEAST_S: usize = 30;
/// Words of columns that only look like the runner's speed or place.
const NOT: [&str; 7] = ["angular", "rotation", "gyro", "accuracy", "wind", "max", "avg"];

/// A column, and what its values were until now.
#[derive(Debug, Clone)]
struct Column {
    index: usize,
    raw: String,
    quantity: Quantity,
    unit: Option<String>,
    sum: f64,
    count: usize,
    blocks: Vec<f64>,
}

/// Collects the rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    columns: Vec<Column>,
    /// Stamps (NaN: none) and numbers of rows in the middle of the blocks.
    at: Vec<(f64, f64)>,
    stamps: f64,
    in_block: usize,
    rows: usize,
}

/// How stamps became seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StampTime {
    /// Seconds per unit of the stamps; NaN without stamps.
    pub(super) factor: f64,
    /// Unix time at 0 of the stamps, s.
    pub(super) zero_s: f64,
    /// Rows per second, for those without stamps.
    pub(super) rate_hz: f64,
}

impl StampTime {
    /// Whether the stamps are days of a spreadsheet.
    pub(super) fn is_days(self) -> bool {
        self.factor == 86_400.0
    }
}

impl Beside {
    /// Of the columns that are no signals, by their names.
    pub(super) fn of<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Beside {
        let mut columns: Vec<Column> = Vec::new();
        for (index, raw) in names {
            let low = raw.to_lowercase();
            let Some((quantity, unit)) = quantity_of(raw) else { continue };
            let wanted = matches!(
                quantity,
                Quantity::Speed
                    | Quantity::HeartRate
                    | Quantity::Altitude
                    | Quantity::Latitude
                    | Quantity::Longitude
            );
            let known = columns.iter().any(|c| c.quantity == quantity);
            if wanted && !known && !NOT.iter().any(|w| low.contains(w)) {
                let raw = raw.to_string();
                let (sum, count, blocks) = (0.0, 0, Vec::new());
                columns.push(Column { index, raw, quantity, unit, sum, count, blocks });
            }
        }
        Beside { columns, ..Beside::default() }
    }

    /// Takes a column of which the user says what it holds.
    pub(super) fn take(&mut self, index: usize, raw: &str, quantity: Quantity, unit: Option<&str>) {
        self.columns.retain(|c| c.quantity != quantity && c.index != index);
        let (sum, count, blocks) = (0.0, 0, Vec::new());
        let (raw, unit) = (raw.to_string(), unit.map(String::from));
        self.columns.push(Column { index, raw, quantity, unit, sum, count, blocks });
    }

    /// The columns collected.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.columns.iter().map(|c| c.index)
    }

    /// One row: its stamp and the number in a column (NaN: none).
    pub(super) fn push(&mut self, stamp: f64, number: impl Fn(usize) -> f64) {
        if self.columns.is_empty() {
            return;
        }
        for column in &mut self.columns {
            let value = number(column.index);
            // A receiver without a fix writes -1.
            let missing = (column.quantity == Quantity::Speed && value < 0.0)
                || (column.quantity.zero_means_missing() && value == 0.0);
            if value.is_finite() && !missing {
                column.sum += value;
                column.count += 1;
            }
        }
        self.stamps += stamp;
        self.in_block += 1;
        self.rows += 1;
        if self.in_block == BLOCK {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.in_block == 0 {
            return;
        }
        let n = self.in_block as f64;
        self.at.push((self.stamps / n, self.rows as f64 - 0.5 * (n + 1.0)));
        for column in &mut self.columns {
            let mean = column.sum / column.count as f64; // NaN where there is none
            column.blocks.push(mean);
            (column.sum, column.count) = (0.0, 0);
        }
        (self.stamps, self.in_block) = (0.0, 0);
    }

    /// Gives the recording what was beside its signals, on its own clock.
    pub(super) fn finish(
        mut self,
        time: StampTime,
        imu: &mut ImuRecording,
        mappings: &mut Vec<Mapping>,
        notes: &mut Vec<Note>,
    ) {
        self.close();
        let origin = if time.factor.is_finite() { imu.origin_s } else { 0.0 };
        let seconds = |(stamp, row): &(f64, f64)| {
            if time.factor.is_finite() {
                stamp * time.factor + time.zero_s
            } else {
                row / time.rate_hz
            }
        };
        let times: Vec<f64> = self.at.iter().map(|at| seconds(at) - origin).collect();
        let n = imu.duration_s().ceil() as usize + 1;
        let mut channels = Vec::new();
        for column in &self.columns {
            let values = each_second(&times, &column.blocks, n);
            let seen = values.iter().filter(|v| v.is_finite()).count();
            if seen < LEAST_S.min(n / 2) {
                continue;
            }
            // Nothing but zeros is a receiver that found nothing.
            let Some(typical) = median(values.iter().copied().filter(|v| *v != 0.0)) else {
                continue;
            };
            let (unit, remark, values) =
                match convert(column.quantity, column.unit.as_deref(), typical, values) {
                    Ok(converted) => converted,
                    Err(why) => {
                        let column = column.raw.clone();
                        notes.push(Note::warn(NoteKind::ColumnLeftOut { column, why }));
                        continue;
                    }
                };
            if let Some(mapping) = mappings.iter_mut().find(|m| m.column == column.raw) {
                mapping.quantity = Some(column.quantity);
                mapping.unit = unit.into();
                mapping.remark = remark.or(Some("beside the signals".into()));
            }
            channels.push(Channel {
                quantity: column.quantity,
                source: Source::native(column.raw.clone()),
                values: Array1::from(values),
            });
        }
        let placed = |q: Quantity| channels.iter().any(|c: &Channel| c.quantity == q);
        if placed(Quantity::Latitude) != placed(Quantity::Longitude) {
            channels.retain(|c| !matches!(c.quantity, Quantity::Latitude | Quantity::Longitude));
        }
        if channels.is_empty() {
            return;
        }
        let time_s = Array1::from_iter((0..n).map(|i| i as f64));
        let mut series = WatchSeries { time_s, channels, ..WatchSeries::default() };
        if let Some(speed) = series.first(Quantity::Speed) {
            let mut covered = 0.0;
            let values = speed.values.mapv(|v| {
                covered += if v.is_finite() { v } else { 0.0 };
                covered
            });
            let source = Source::native("derived:speed");
            series.channels.push(Channel { quantity: Quantity::Distance, source, values });
        }
        motion::derive(&mut series, mappings, notes);
        imu.companion = Some(Companion { series, device: None, clock: Clock::Shared(0.0) });
    }
}

/// The value at each whole second: the last one before it that still holds.
fn each_second(times: &[f64], values: &[f64], n: usize) -> Vec<f64> {
    let mut rows =
        times.iter().zip(values).filter(|(t, v)| t.is_finite() && v.is_finite()).peekable();
    let mut last = (f64::NEG_INFINITY, f64::NAN);
    (0..n)
        .map(|second| {
            let end = second as f64 + 0.5;
            while let Some((t, v)) = rows.next_if(|(t, _)| **t <= end) {
                // A clock that began again is not followed back.
                if *t >= last.0 {
                    last = (*t, *v);
                }
            }
            if end - last.0 <= HOLD_S { last.1 } else { f64::NAN }
        })
        .collect()
}
