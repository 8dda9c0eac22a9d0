//! A table with the measurements of one or more sensors side by side → recordings.

use super::super::super::{ImportError, ImportOptions};
use super::super::beside::Beside;
use super::super::builder::{AccUnit, Built, GyroUnit, SensorBuilder, SensorSpec, recording};
use super::super::problem::{SensorProblem, first_columns};
use super::source::{Row, Rows, Taken};
use super::stamp::{Stamp, unix_start};
use crate::recording::{Data, Mapping, Note, Recording, SensorNote, Start};

/// The columns of one sensor.
#[derive(Debug, Clone)]
pub(super) struct Sensor {
    /// What the file says about it.
    pub(super) spec: SensorSpec,
    /// Its time.
    pub(super) stamp: Stamp,
    /// Its accelerations.
    pub(super) acc: [Option<usize>; 3],
    /// Its angular velocities.
    pub(super) gyro: [Option<usize>; 3],
    /// Accelerations are written with the opposite sign: 1 g downwards at rest.
    pub(super) acc_inverted: bool,
}

impl Sensor {
    /// A sensor without columns.
    pub(super) fn new(spec: SensorSpec, stamp: Stamp) -> Sensor {
        Sensor { spec, stamp, acc: [None; 3], gyro: [None; 3], acc_inverted: false }
    }

    /// With its accelerations in these columns.
    pub(super) fn acc(mut self, columns: Option<[usize; 3]>, unit: AccUnit) -> Sensor {
        if let Some(columns) = columns {
            self.acc = columns.map(Some);
            self.spec.acc_unit = unit;
        }
        self
    }

    /// With its angular velocities in these columns.
    pub(super) fn gyro(mut self, columns: Option<[usize; 3]>, unit: GyroUnit) -> Sensor {
        if let Some(columns) = columns {
            self.gyro = columns.map(Some);
            self.spec.gyro_unit = unit;
            self.spec.has_gyro = true;
        }
        self
    }

    /// One row of it: stamp, acceleration, angular velocity. The inner `None`
    /// is a row that has nothing for this sensor.
    #[allow(clippy::type_complexity)]
    fn read(&mut self, row: Row<'_>) -> Option<Option<(f64, [f64; 3], [f64; 3])>> {
        let stamp = self.stamp.read(row)?;
        let (mut acc, gyro) = (row.triple(self.acc)?, row.triple(self.gyro)?);
        let blank = acc.iter().chain(&gyro).all(|v| v.is_nan());
        if blank && stamp.is_nan() && !matches!(self.stamp, Stamp::None) {
            return Some(None);
        }
        if self.acc_inverted {
            acc = acc.map(|v| -v);
        }
        Some(Some((stamp, acc, gyro)))
    }

    /// The columns of its numbers.
    fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        let stamp = match self.stamp {
            Stamp::None | Stamp::Moment { .. } => [None; 2],
            Stamp::Number(column) => [Some(column), None],
            Stamp::Frames { frame, part, .. } => [Some(frame), Some(part)],
        };
        stamp.into_iter().chain(self.acc).chain(self.gyro).flatten()
    }

    /// What a column is to this sensor: a word and its unit in the file.
    fn role(&self, column: usize) -> Option<(String, &'static str)> {
        if self.stamp.uses(column) {
            return Some(("time".into(), self.spec.time.id()));
        }
        let axis = |columns: &[Option<usize>; 3]| {
            let i = columns.iter().position(|c| *c == Some(column))?;
            Some(["x", "y", "z"][i])
        };
        let of = if self.spec.name.is_empty() {
            String::new()
        } else {
            format!(" of {}", self.spec.name)
        };
        if let Some(axis) = axis(&self.acc) {
            return Some((format!("acceleration {axis}{of}"), self.spec.acc_unit.id()));
        }
        let axis = axis(&self.gyro)?;
        Some((format!("angular velocity {axis}{of}"), self.spec.gyro_unit.id()))
    }
}

/// Where the start of the recording is told.
#[derive(Debug, Clone)]
pub(in crate::imu) enum Begin {
    /// In front of the table, or nowhere.
    Told(Option<Start>),
    /// By the stamps, which are Unix times; with the offset of local time where it is known.
    Unix(Option<i32>),
    /// By the stamps, which are dates.
    FirstMoment,
}

/// What a file says beside its rows.
#[derive(Debug, Clone)]
pub(in crate::imu) struct About {
    /// Id of the format: `imu:apdm`.
    pub(in crate::imu) id: &'static str,
    /// Its name for people.
    pub(in crate::imu) maker: &'static str,
    /// The device as the file names it.
    pub(in crate::imu) device: Option<String>,
    /// When it began.
    pub(in crate::imu) begin: Begin,
    /// How the columns were understood.
    pub(in crate::imu) mappings: Vec<Mapping>,
    /// What was noticed.
    pub(in crate::imu) notes: Vec<Note>,
    /// A row of one word is the title of another table, and the end of this one.
    pub(in crate::imu) ends_at_title: bool,
    /// What the rows hold beside the signals.
    beside: Beside,
}

impl About {
    /// A file that says nothing more.
    pub(in crate::imu) fn new(id: &'static str, maker: &'static str) -> About {
        About {
            id,
            maker,
            device: None,
            begin: Begin::Told(None),
            mappings: Vec::new(),
            notes: Vec::new(),
            ends_at_title: false,
            beside: Beside::default(),
        }
    }

    /// One mapping per column of the header.
    pub(super) fn map(&mut self, header: &[String], sensors: &[Sensor]) {
        self.mappings = header
            .iter()
            .enumerate()
            .map(|(i, cell)| {
                let role = sensors.iter().find_map(|s| s.role(i));
                let (remark, unit) = role.map_or((None, ""), |(r, u)| (Some(r), u));
                Mapping { column: cell.clone(), quantity: None, unit: unit.into(), remark }
            })
            .collect();
    }

    /// Reads the rows of a table.
    pub(super) fn read(
        mut self,
        mut sensors: Vec<Sensor>,
        mut rows: Rows<'_>,
        options: &ImportOptions,
    ) -> Result<Vec<Recording>, ImportError> {
        let mut builders: Vec<SensorBuilder> =
            sensors.iter().map(|s| SensorBuilder::new(s.spec.clone())).collect();
        let names = self.mappings.iter().enumerate().filter(|(_, m)| m.remark.is_none());
        let mut beside = Beside::of(names.map(|(i, m)| (i, m.column.as_str())));
        rows.want(sensors.iter().flat_map(Sensor::numbers));
        rows.want(beside.columns());
        rows.each(self.maker, &mut self.notes, |row| {
            if self.ends_at_title && row.is_title() {
                return Some(Taken::End);
            }
            for (k, (sensor, builder)) in sensors.iter_mut().zip(&mut builders).enumerate() {
                if let Some((stamp, acc, gyro)) = sensor.read(row)? {
                    builder.push(stamp, acc, gyro);
                    if k == 0 {
                        beside.push(stamp, |c| row.number(c).unwrap_or(f64::NAN));
                    }
                }
            }
            Some(Taken::Yes)
        })?;
        if matches!(self.begin, Begin::FirstMoment) {
            self.begin = Begin::Told(sensors.iter().find_map(|s| s.stamp.first_moment()));
        }
        self.beside = beside;
        let names = sensors.into_iter().map(|s| s.spec.name);
        self.finish(names.zip(builders).collect(), options)
    }

    /// Makes one recording of the sensors. One that holds nothing usable is
    /// left out with a note, unless it is the only one.
    pub(in crate::imu) fn finish(
        mut self,
        sensors: Vec<(String, SensorBuilder)>,
        options: &ImportOptions,
    ) -> Result<Vec<Recording>, ImportError> {
        let mut built: Vec<Built> = Vec::new();
        let mut failed: Option<ImportError> = None;
        for (name, builder) in sensors {
            let mut notes = Vec::new();
            match builder.finish(options, &mut notes) {
                Ok(one) => {
                    built.push(one);
                    self.notes.append(&mut notes);
                }
                Err(error) => {
                    let problem = super::super::problem::value(&error);
                    self.notes.push(Note::warn(SensorNote::SensorLeftOut { name, problem }));
                    failed = failed.or(Some(error));
                }
            }
        }
        if built.is_empty() {
            let columns = first_columns(self.mappings.iter().map(|m| m.column.as_str()));
            let none = SensorProblem::NoSignals { maker: self.maker.into(), columns };
            return Err(failed.unwrap_or(none.into()));
        }
        let start = match self.begin {
            Begin::Told(start) => start,
            Begin::Unix(offset) => built
                .iter()
                .filter_map(|b| b.first_stamp_s)
                .reduce(f64::min)
                .and_then(|s| unix_start(s, offset)),
            Begin::FirstMoment => None,
        };
        let time = built.first().map(|b| b.time);
        let mut recording =
            recording(self.id, built, start, self.device, self.mappings, self.notes);
        if let (Data::Imu(imu), Some(time)) = (&mut recording.data, time) {
            self.beside.finish(time, imu, &mut recording.mappings, &mut recording.notes);
        }
        Ok(vec![recording])
    }
}
