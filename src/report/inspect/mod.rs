//! `runform inspect`: what a file is, what it holds, what can be measured from it.

mod ability;
mod text;

pub use ability::{Ability, How};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use text::terminal;

use crate::analysis::RecordingKind;
use crate::recording::{
    Channel, Data, Gravity, ImuStream, Note, Piece, Placement, Quantity, Recording, SensorFamily,
    Site, TimeSource,
};

/// What is in one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Inspection {
    /// `runform/inspection/1`.
    pub schema: String,
    /// Path as given, with `!entry` for a file inside an archive.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Size of the file, bytes.
    pub size_bytes: usize,
    /// The recordings in it, of any sport.
    pub recordings: Vec<Found>,
}

/// One recording of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// Which one, from 0.
    pub index: usize,
    /// Format id: `fit`, `tcx`, `gpx`, `csv:stryd`, …
    pub format: String,
    /// Sport as the file states it.
    pub sport: String,
    /// Title given by the runner.
    pub title: Option<String>,
    /// Device as the file names it.
    pub device: Option<String>,
    /// RFC 3339, or local time without offset where the zone is unknown.
    pub start_time: Option<String>,
    /// What kind of recording.
    pub kind: RecordingKind,
    /// Number of records (rows, or laps).
    pub records: usize,
    /// Median rate of the records, Hz; null for laps.
    pub sample_rate_hz: Option<f64>,
    /// First to last record, s.
    pub duration_s: f64,
    /// Stretches in which the timer was stopped.
    pub pauses: usize,
    /// Laps marked.
    pub laps: usize,
    /// The measured series.
    pub channels: Vec<ChannelInfo>,
    /// The inertial sensors.
    #[serde(default)]
    pub sensors: Vec<SensorInfo>,
    /// What it can show of running form.
    pub abilities: Vec<Ability>,
    /// How columns or fields were understood.
    pub columns: Vec<ColumnInfo>,
    /// What was noticed while reading.
    pub notes: Vec<Note>,
}

/// One measured series in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChannelInfo {
    /// What it is.
    pub quantity: Quantity,
    /// Unit of the numbers.
    pub unit: String,
    /// Field or column it was read from.
    pub source: String,
    /// Maker of the sensor.
    pub sensor: SensorFamily,
    /// Where the sensor sat.
    pub site: Site,
    /// Share of the records that have a value, 0..1.
    pub share: f64,
    /// Smallest, median and largest value.
    pub range: Option<[f64; 3]>,
}

/// One inertial sensor in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SensorInfo {
    /// As the file names it.
    pub name: String,
    /// Where it sat.
    pub placement: Placement,
    /// Samples per second.
    pub rate_hz: f64,
    /// Stretches without a gap.
    pub pieces: usize,
    /// Seconds of signal kept.
    pub seconds: f64,
    /// Whether it records angular velocity.
    pub gyroscope: bool,
    /// Whether the acceleration holds gravity.
    pub gravity: Gravity,
    /// Where the time of the samples comes from.
    pub time: TimeSource,
    /// Range of the accelerometer, m/s², where known or evident.
    pub range_mps2: Option<f64>,
    /// Share of samples at the end of that range, 0..1.
    pub clipped: f64,
}

/// How one column or field was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ColumnInfo {
    /// As the file names it.
    pub column: String,
    /// What it was taken for; null when left alone.
    pub quantity: Option<Quantity>,
    /// Unit in the file, as understood.
    pub unit: String,
    /// A word on why.
    pub remark: Option<String>,
}

impl Inspection {
    /// Looks through the recordings of a file. `height_m` is what the user says
    /// about the runner.
    pub fn new(
        path: &str,
        sha256: &str,
        size_bytes: usize,
        recordings: &[Recording],
        height_m: Option<f64>,
    ) -> Self {
        Inspection {
            schema: "runform/inspection/1".into(),
            path: path.into(),
            sha256: sha256.into(),
            size_bytes,
            recordings: recordings
                .iter()
                .enumerate()
                .map(|(index, recording)| found(index, recording, height_m))
                .collect(),
        }
    }
}

fn found(index: usize, recording: &Recording, height_m: Option<f64>) -> Found {
    let (kind, records, channels, pauses, laps) = match &recording.data {
        Data::Watch(w) => {
            (RecordingKind::Watch, w.len(), w.channels.as_slice(), w.pauses.len(), w.laps.len())
        }
        Data::Laps(l) => {
            (RecordingKind::Laps, l.start_s.len(), l.channels.as_slice(), 0, l.start_s.len())
        }
        Data::Imu(imu) => {
            let samples = imu.sensors.iter().flat_map(|s| &s.pieces).map(Piece::len).sum();
            (RecordingKind::Imu, samples, Default::default(), 0, 0)
        }
        Data::Steps(table) => (RecordingKind::Steps, table.steps.len(), Default::default(), 0, 0),
    };
    let (duration_s, step_s) = match &recording.data {
        Data::Watch(w) => {
            let steps = w.time_s.windows(2).into_iter().map(|p| p[1] - p[0]).collect();
            (w.duration_s(), spread(steps).map(|[_, median, _]| median))
        }
        Data::Laps(l) => {
            let ends = l.start_s.iter().zip(&l.duration_s).map(|(s, d)| s + d);
            (ends.filter(|e| e.is_finite()).fold(0.0, f64::max), None)
        }
        Data::Imu(imu) => (imu.duration_s(), imu.sensors.first().map(|s| 1.0 / s.rate_hz)),
        Data::Steps(table) => (table.duration_s(), None),
    };
    let imu = match &recording.data {
        Data::Imu(imu) => Some(imu),
        _ => None,
    };
    let source = |quantity: Quantity| {
        channels
            .iter()
            .find(|c| c.quantity == quantity && c.count() > 0)
            .map(|c| c.source.id.clone())
    };
    let height_known = height_m.or(recording.body.height_m).is_some();
    Found {
        index,
        format: recording.format.into(),
        sport: recording.sport.describe(),
        title: recording.title.clone(),
        device: recording.device.clone(),
        start_time: recording.start.map(|s| s.to_string()),
        kind,
        records,
        sample_rate_hz: step_s.filter(|s| *s > 0.0).map(|s| 1.0 / s),
        duration_s,
        pauses,
        laps,
        channels: channels.iter().map(|c| channel(c, records)).collect(),
        sensors: imu.map_or_else(Vec::new, |imu| imu.sensors.iter().map(sensor).collect()),
        abilities: match imu {
            Some(imu) => ability::abilities_of_sensors(imu),
            None if matches!(recording.data, Data::Laps(_)) => {
                ability::abilities_of_laps(&source, height_known)
            }
            None => ability::abilities_of_watch(&source, height_known, step_s),
        },
        columns: recording
            .mappings
            .iter()
            .map(|m| ColumnInfo {
                column: m.column.clone(),
                quantity: m.quantity,
                unit: m.unit.clone(),
                remark: m.remark.clone(),
            })
            .collect(),
        notes: recording.notes.clone(),
    }
}

fn sensor(stream: &ImuStream) -> SensorInfo {
    let samples: usize = stream.pieces.iter().map(Piece::len).sum();
    SensorInfo {
        name: stream.name.clone(),
        placement: stream.placement,
        rate_hz: stream.rate_hz,
        pieces: stream.pieces.len(),
        seconds: samples as f64 / stream.rate_hz,
        gyroscope: stream.pieces.iter().any(|p| p.gyro.is_some()),
        gravity: stream.gravity,
        time: stream.time_source,
        range_mps2: stream.acc_range,
        clipped: stream.clipped,
    }
}

fn channel(channel: &Channel, records: usize) -> ChannelInfo {
    ChannelInfo {
        quantity: channel.quantity,
        unit: channel.quantity.unit().into(),
        source: channel.source.id.clone(),
        sensor: channel.source.family,
        site: channel.source.site,
        share: channel.count() as f64 / records.max(1) as f64,
        range: spread(channel.values.to_vec()),
    }
}

/// Smallest, median and largest of the values that are numbers.
fn spread(mut values: Vec<f64>) -> Option<[f64; 3]> {
    values.retain(|v| v.is_finite());
    if values.is_empty() {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    Some([*values.first()?, *values.get(values.len() / 2)?, *values.last()?])
}
