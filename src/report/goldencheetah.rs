//! A run for GoldenCheetah: its own JSON, with running dynamics in the series it
//! knows and every metric in a further one named `RUNFORM`.
//!
//! The layout is that of the grammar GoldenCheetah reads the files with: no nulls,
//! what is missing in a sample is left out, and is 0 in the further series.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::text::clean;
use crate::analysis::Analyzed;
use crate::metrics::Metric;
use crate::segment::Phase;
use crate::series::{MetricSeries, Sampling};

/// Name of the further series.
pub const SERIES: &str = "RUNFORM";
/// Values that GoldenCheetah keeps of a sample of a further series.
const MOST_VALUES: usize = 32;

#[derive(Serialize)]
struct File {
    #[serde(rename = "RIDE")]
    ride: Ride,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Ride {
    #[serde(skip_serializing_if = "Option::is_none")]
    starttime: Option<String>,
    recintsecs: f64,
    devicetype: String,
    identifier: String,
    tags: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    intervals: Vec<Interval>,
    samples: Vec<BTreeMap<&'static str, f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    xdata: Vec<Further>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Interval {
    name: String,
    start: f64,
    stop: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Further {
    name: &'static str,
    values: Vec<&'static str>,
    units: Vec<String>,
    samples: Vec<FurtherSample>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct FurtherSample {
    secs: f64,
    km: f64,
    values: Vec<f64>,
}

/// The file of a recording, or `None` for a table of laps, which has no samples.
///
/// # Errors
/// Only those of the serialiser.
pub fn goldencheetah(analyzed: &Analyzed) -> io::Result<Option<String>> {
    let series = &analyzed.series;
    if series.sampling == Sampling::Laps || series.is_empty() {
        return Ok(None);
    }
    let recording = &analyzed.analysis.recording;
    let mut tags = BTreeMap::from([("Sport", word("Run"))]);
    let told = [("Workout Title", &recording.title), ("Device Info", &recording.device)];
    for (name, text) in told {
        if let Some(text) = text.as_deref().map(clean).filter(|t| !t.is_empty()) {
            tags.insert(name, word(&text));
        }
    }
    let metrics: Vec<&MetricSeries> = series.metrics.iter().take(MOST_VALUES).collect();
    let ride = Ride {
        starttime: recording.start_time.as_deref().and_then(start),
        recintsecs: 1.0,
        devicetype: word(recording.device.as_deref().map(clean).as_deref().unwrap_or("runform")),
        identifier: word(recording.sha256.get(..16).unwrap_or_default()),
        tags,
        intervals: intervals(analyzed),
        samples: (0..series.len()).map(|i| sample(analyzed, i)).collect(),
        xdata: match metrics.is_empty() {
            true => Vec::new(),
            false => vec![Further {
                name: SERIES,
                values: metrics.iter().map(|m| m.metric.id()).collect(),
                units: metrics.iter().map(|m| m.unit.to_owned()).collect(),
                samples: further(analyzed, &metrics),
            }],
        },
    };
    serde_json::to_string(&File { ride }).map(|text| Some(text + "\n")).map_err(io::Error::other)
}

/// Texts end in a space there, so that none is taken for a word of the format.
fn word(text: &str) -> String {
    format!("{} ", text.trim())
}

/// `2024/05/12 07:03:00 UTC ` from RFC 3339; a time without a zone is taken as it is.
fn start(text: &str) -> Option<String> {
    let civil = match text.parse::<jiff::Timestamp>() {
        Ok(instant) => instant.to_zoned(jiff::tz::TimeZone::UTC).datetime(),
        Err(_) => text.get(..19)?.parse::<jiff::civil::DateTime>().ok()?,
    };
    Some(word(&format!("{} UTC", civil.strftime("%Y/%m/%d %H:%M:%S"))))
}

/// The windows, as intervals.
fn intervals(analyzed: &Analyzed) -> Vec<Interval> {
    let named = |phase| match phase {
        Phase::Fresh => Some("fresh"),
        Phase::Fatigued => Some("tired"),
        Phase::Middle | Phase::Out => None,
    };
    let blocks = analyzed.windows.blocks.iter();
    blocks
        .filter_map(|b| {
            let name = word(named(b.phase)?);
            Some(Interval { name, start: short(b.span.start_s), stop: short(b.span.end_s) })
        })
        .collect()
}

/// Four decimals: no exponent, which the format does not have.
fn short(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn sample(analyzed: &Analyzed, i: usize) -> BTreeMap<&'static str, f64> {
    let series = &analyzed.series;
    let of = |metric| series.metric(metric).map_or(f64::NAN, |m| m.values[i]);
    let all = [
        ("SECS", series.t[i]),
        ("KM", series.distance[i] / 1000.0),
        ("KPH", series.speed[i] * 3.6),
        ("HR", series.heart_rate[i]),
        ("ALT", series.altitude[i]),
        ("SLOPE", series.grade[i]),
        // Steps per minute of both feet, ms, and cm.
        ("RCAD", of(Metric::Cadence)),
        ("RCON", of(Metric::GroundContactTime)),
        ("RVERT", of(Metric::VerticalOscillation) / 10.0),
    ];
    all.into_iter().filter(|(_, v)| v.is_finite()).map(|(k, v)| (k, short(v))).collect()
}

/// Seconds in which anything was measured.
fn further(analyzed: &Analyzed, metrics: &[&MetricSeries]) -> Vec<FurtherSample> {
    let series = &analyzed.series;
    let known = |v: f64| if v.is_finite() { short(v) } else { 0.0 };
    (0..series.len())
        .filter(|&i| metrics.iter().any(|m| m.values[i].is_finite()))
        .map(|i| FurtherSample {
            secs: short(series.t[i]),
            km: known(series.distance[i] / 1000.0),
            values: metrics.iter().map(|m| known(m.values[i])).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_in_its_own_form() {
        let utc = |t: &str| start(t).unwrap_or_default();
        assert_eq!(utc("2024-05-12T07:03:00+02:00"), "2024/05/12 05:03:00 UTC ");
        assert_eq!(utc("2024-05-12T07:03:00Z"), "2024/05/12 07:03:00 UTC ");
        assert_eq!(utc("2024-05-12T07:03:00"), "2024/05/12 07:03:00 UTC ");
        assert_eq!(start("yesterday"), None);
    }
}
