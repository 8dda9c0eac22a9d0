//! What belongs to a recording of inertial sensors beside its own file (a watch, a
//! declared speed, marked steps), and the runs of a long one.

use std::sync::Arc;

use ndarray::Array1;

use crate::gait;
use crate::recording::{
    Channel, Clock, Companion, Data, MarkedStep, Note, NoteKind, Quantity, Recording, SensorNote,
    Source, Span, Start, WatchSeries,
};
use crate::settings::Settings;
use crate::stats;

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

    /// Adds it to an inertial recording, and a declared speed to one of a watch; what a
    /// recording has no use for is said.
    pub fn complete(&self, recording: &mut Recording) {
        let start = recording.start;
        self.say_unused(recording);
        if let (Data::Watch(series), Some(speed)) = (&mut recording.data, self.speed_mps) {
            let said = series
                .first(Quantity::Speed)
                .and_then(|c| stats::median(c.values.iter().copied().filter(|v| *v > 0.5)));
            declare(series, speed, self.grade_pct);
            let kind = NoteKind::SpeedDeclared { speed_mps: speed, said_mps: said };
            recording.notes.push(Note::of(kind));
            return;
        }
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

    /// Names the options that this kind of recording has no use for.
    fn say_unused(&self, recording: &mut Recording) {
        let (imu, watch) = match recording.data {
            Data::Imu(_) => (true, false),
            Data::Watch(_) => (false, true),
            Data::Laps(_) | Data::Steps(_) => (false, false),
        };
        let given = [
            ("--watch", self.watch.is_some() && !imu),
            ("--events", self.events.is_some() && !imu),
            ("--speed", self.speed_mps.is_some() && !imu && !watch),
            ("--grade", self.grade_pct.is_some() && !imu && !watch),
        ];
        let options: Vec<String> = given.iter().filter(|g| g.1).map(|g| g.0.to_owned()).collect();
        if !options.is_empty() {
            recording.notes.push(Note::warn(NoteKind::OptionsUnused { options }));
        }
    }
}

/// Puts a declared speed and slope in the place of what a watch guessed, and leaves out
/// what it calculated from its guess.
fn declare(series: &mut WatchSeries, speed_mps: f64, grade_pct: Option<f64>) {
    use Quantity::{Distance, Grade, Speed, StepLength, VerticalRatio};
    let n = series.len();
    let mut covered = 0.0;
    let distance = Array1::from_iter((0..n).map(|i| {
        if i > 0 {
            let (from, to) = (series.time_s[i - 1], series.time_s[i]);
            let paused: f64 = series
                .pauses
                .iter()
                .map(|p| (p.end_s.min(to) - p.start_s.max(from)).max(0.0))
                .sum();
            covered += speed_mps * (to - from - paused).max(0.0);
        }
        covered
    }));
    let replaced = |q: Quantity| {
        matches!(q, Speed | Distance | StepLength | VerticalRatio)
            || (q == Grade && grade_pct.is_some())
    };
    series.channels.retain(|c| !replaced(c.quantity));
    let mut put = |quantity, id: &str, values| {
        series.channels.push(Channel { quantity, source: Source::native(id), values });
    };
    put(Speed, "declared:speed", Array1::from_elem(n, speed_mps));
    put(Distance, "declared:speed", distance);
    if let Some(grade) = grade_pct {
        put(Grade, "declared:grade", Array1::from_elem(n, grade));
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
