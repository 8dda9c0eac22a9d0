//! What belongs to a recording of inertial sensors beside its own file (a watch, a
//! declared speed, marked steps), and the runs of a long one.

use std::sync::Arc;

use ndarray::Array1;

use crate::gait;
use crate::recording::{
    Channel, Clock, Companion, Data, MarkedStep, Note, Quantity, Recording, SensorNote, Source,
    Span, Start, WatchSeries,
};
use crate::settings::Settings;

/// What the user adds to recordings of inertial sensors.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// A watch's recording of the same run.
    pub watch: Option<Arc<Recording>>,
    /// How much later than the watch's the recording begins, s, where the user knows.
    pub watch_offset_s: Option<f64>,
    /// Speed of the whole run, m/s (a treadmill).
    pub speed_mps: Option<f64>,
    /// Slope of the whole run, % (a treadmill).
    pub grade_pct: Option<f64>,
    /// Steps as the user marked them.
    pub events: Option<Arc<Vec<MarkedStep>>>,
}

impl Extras {
    /// True when there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.watch.is_none() && self.speed_mps.is_none() && self.events.is_none()
    }

    /// Adds it to an inertial recording; other recordings are left as they are.
    pub fn complete(&self, recording: &mut Recording) {
        let start = recording.start;
        let Data::Imu(imu) = &mut recording.data else { return };
        if let Some(events) = &self.events {
            imu.events = Some(events.to_vec());
        }
        if let Some(watch) = &self.watch
            && let Some(series) = watch.watch()
        {
            let clock = match (self.watch_offset_s, start, watch.start) {
                (Some(offset_s), ..) => Clock::Shared(offset_s),
                (None, Some(Start::Instant { at, .. }), Some(Start::Instant { at: begin, .. })) => {
                    Clock::TimeOfDay(at.duration_since(begin).as_secs_f64())
                }
                // Two clocks on the wall of the same place.
                (None, Some(Start::Local(at)), Some(Start::Local(begin))) => {
                    Clock::TimeOfDay(at.duration_since(begin).as_secs_f64())
                }
                _ => Clock::Unknown,
            };
            let device = watch.device.clone();
            imu.companion = Some(Companion { series: series.clone(), device, clock });
        } else if let Some(speed) = self.speed_mps {
            let seconds = imu.duration_s().ceil() as usize + 1;
            let series = declared(speed, self.grade_pct, seconds);
            imu.companion = Some(Companion { series, device: None, clock: Clock::Shared(0.0) });
        }
    }
}

/// A series of even speed and slope.
fn declared(speed_mps: f64, grade_pct: Option<f64>, seconds: usize) -> WatchSeries {
    let even = |quantity: Quantity, value: f64| Channel {
        quantity,
        source: Source::native(format!("declared:{}", quantity.id())),
        values: Array1::from_elem(seconds, value),
    };
    let covered = Array1::from_iter((0..seconds).map(|i| i as f64 * speed_mps));
    WatchSeries {
        time_s: Array1::from_iter((0..seconds).map(|i| i as f64)),
        channels: vec![
            even(Quantity::Speed, speed_mps),
            even(Quantity::Grade, grade_pct.unwrap_or(0.0)),
            Channel {
                quantity: Quantity::Distance,
                source: Source::native("declared:speed"),
                values: covered,
            },
        ],
        ..WatchSeries::default()
    }
}

/// The runs of an inertial recording that lie far apart, each as a recording of
/// its own; any other recording as it is.
pub(super) fn each_run(recording: Recording, settings: &Settings) -> Vec<Recording> {
    let Data::Imu(imu) = &recording.data else { return vec![recording] };
    let runs = gait::runs(imu, &settings.imu);
    if runs.len() < 2 {
        return vec![recording];
    }
    let count = runs.len();
    let one = |(k, span): (usize, Span)| {
        let mut part = imu.cut(span);
        if let Some(companion) = &mut part.companion {
            match &mut companion.clock {
                Clock::Shared(s) | Clock::TimeOfDay(s) => *s += span.start_s,
                Clock::Unknown => {}
            }
        }
        let later = jiff::SignedDuration::try_from_secs_f64(span.start_s).ok();
        let start = recording.start.and_then(|s| s.later(later?));
        let mut notes = recording.notes.clone();
        notes.push(Note::of(SensorNote::SeveralRuns {
            run: k + 1,
            runs: count,
            from_s: span.start_s,
            to_s: span.end_s,
        }));
        Recording { data: Data::Imu(part), start, notes, ..recording.clone() }
    };
    runs.into_iter().enumerate().map(one).collect()
}
