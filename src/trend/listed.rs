//! Runs of which a list of activities gives the averages.

use super::{Form, LeftOut, NotInTrend, Run, seconds};
use crate::hash::sha256_hex;
use crate::import::Activity;
use crate::metrics::Metric;
use crate::recording::{Provenance, Quantity, Sport};
use crate::segment::Mode;
use crate::settings;

/// Speeds of running, m/s: an average outside is that of something else. Ours.
const RUNNING_MPS: [f64; 2] = [1.5, 7.0];
/// A shorter activity has hardly an average, s. Ours.
const SHORTEST_S: f64 = 600.0;
/// Starts of the same run, in a list and in a file, differ by a zone and this, s.
const NEAR_S: f64 = 2.0;
/// Zones lie a multiple of this from Greenwich, s.
const ZONE_S: f64 = 900.0;
/// The farthest zone, s.
const FARTHEST_S: f64 = 14.0 * 3600.0;
/// Running times of the same run differ by less than this share. Ours.
const SAME_SHARE: f64 = 0.1;

/// A list of activities.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Path as given.
    pub path: String,
    /// Its rows.
    pub activities: Vec<Activity>,
}

/// The average of a metric.
pub(super) struct Average {
    pub(super) metric: Metric,
    pub(super) source: Provenance,
    pub(super) value: f64,
}

/// Adds the runs of a list to those taken; a run whose course is there is not needed twice.
pub(super) fn take(
    list: &List,
    settings: &settings::Trend,
    taken: &mut Vec<(f64, Run, Form<'_>)>,
    left_out: &mut Vec<LeftOut>,
) {
    let (mut short, mut hilly, mut silent, mut odd, mut twice) = (0, 0, 0, 0, 0);
    for activity in &list.activities {
        if !matches!(activity.sport, Sport::Running { .. }) {
            continue;
        }
        let start = activity.start.to_string();
        let (Some(time), Some(lasted)) = (seconds(&start), activity.seconds) else { continue };
        if lasted < SHORTEST_S {
            short += 1;
            continue;
        }
        let climb_pct = activity
            .climb_m
            .zip(activity.value(Quantity::Distance))
            .map_or(0.0, |(up, along)| 100.0 * up / along);
        if climb_pct > settings.grade_pct {
            hilly += 1;
            continue;
        }
        let Some(speed) = activity
            .value(Quantity::Speed)
            .filter(|v| (RUNNING_MPS[0]..=RUNNING_MPS[1]).contains(v))
        else {
            odd += 1;
            continue;
        };
        let averages = averages(activity);
        if averages.is_empty() {
            silent += 1;
            continue;
        }
        let same = |(at, run, _): &(f64, Run, Form<'_>)| {
            let apart: f64 = at - time;
            let off = apart - ZONE_S * (apart / ZONE_S).round();
            let alike = (run.running_s / lasted - 1.0).abs() <= SAME_SHARE;
            off.abs() <= NEAR_S && apart.abs() <= FARTHEST_S && alike
        };
        if taken.iter().any(same) {
            twice += 1;
            continue;
        }
        let title = activity.title.as_deref().map(|t| format!(" {t}")).unwrap_or_default();
        let path = format!("{}!{start}{title}", list.path);
        let sha256 = sha256_hex(path.as_bytes());
        let run = Run {
            path,
            sha256,
            start,
            device: None,
            fresh_speed_mps: speed,
            running_s: lasted,
            mode: Mode::None,
            averages: true,
        };
        taken.push((time, run, Form::Averages(averages)));
    }
    let mut leave = |runs: usize, reason: NotInTrend| {
        if runs > 0 {
            left_out.push(LeftOut { path: list.path.clone(), reason });
        }
    };
    leave(short, NotInTrend::ListedShort { runs: short, minutes: SHORTEST_S / 60.0 });
    leave(hilly, NotInTrend::ListedHilly { runs: hilly, most_pct: settings.grade_pct });
    leave(odd, NotInTrend::ListedNoPace { runs: odd });
    leave(silent, NotInTrend::ListedNoForm { runs: silent });
    leave(twice, NotInTrend::ListedTwice { runs: twice });
}

/// The metrics that a watch's site averages, where they can be those of a runner.
fn averages(activity: &Activity) -> Vec<Average> {
    let of = |metric: Metric| {
        let row = metric.row();
        let field = row.field.filter(|_| metric.variant_of().is_none())?;
        let (_, column, value) = activity.values.iter().find(|v| v.0 == field)?;
        let source = Provenance::native(format!("list:{}", column.trim_start_matches("csv:")));
        Some(Average { metric, source, value: *value })
    };
    let form = |m: &Metric| !matches!(m, Metric::Speed | Metric::HeartRate);
    Metric::ALL.into_iter().filter(form).filter_map(of).collect()
}
