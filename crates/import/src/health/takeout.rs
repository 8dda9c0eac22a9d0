//! A table per metric and day, as Google Health and Fitbit put them into a Takeout
//! archive (`ground_contact_time_2025-03-09.csv`, …): the tables of a day are joined
//! by time.

use std::collections::BTreeMap;
use std::io::Write;

use jiff::civil::Date;

use super::{HEADER, JOINED, RUN_GAP_S, nothing, of_running};
use crate::ImportError;
use crate::csv::{Moment, convert, decode, instant, quantity_of, sheet_records};
use crate::recording::Quantity;
use crate::stats::median;

/// Measurements of other kinds count from this long before a run to this long after, s.
const AROUND_S: f64 = 60.0;
/// Ending of the tables' names.
const ENDING: &str = ".csv";

/// The metric and the day that a file's name tells.
fn part(path: &str) -> Option<(&str, Date)> {
    let file = path.rsplit(['/', '\\']).next()?;
    let at = file.len().checked_sub(ENDING.len())?;
    if !file.is_char_boundary(at) || !file[at..].eq_ignore_ascii_case(ENDING) {
        return None;
    }
    let stem = &file[..at];
    let cut = stem.len().checked_sub(10).filter(|c| stem.is_char_boundary(*c))?;
    let (metric, date) = stem.split_at(cut);
    let metric = metric.trim_end_matches(['_', '-', ' ', '.']);
    let known = metric.contains("gps") || quantity_of(metric).is_some();
    known.then(|| Some((metric, date.parse().ok()?)))?
}

/// Whether a file may be the table of one metric and one day, by its name.
pub fn is_part(path: &str) -> bool {
    part(path).is_some()
}

/// The tables of one day in one folder, as places in the list that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    date: Date,
    /// Its own tables, in order of name.
    pub own: Vec<usize>,
    /// Those of the days around, of metrics that only runs have: a run goes on past
    /// midnight.
    around: Vec<usize>,
}

impl Day {
    /// Every table to be read for it.
    pub fn files(&self) -> impl Iterator<Item = usize> {
        self.own.iter().chain(&self.around).copied()
    }
}

/// The days of which several metrics are there, one at least that only runs have.
pub fn days<S: AsRef<str>>(paths: &[S]) -> Vec<Day> {
    let mut found: BTreeMap<(&str, Date), Vec<(usize, &str)>> = BTreeMap::new();
    for (i, path) in paths.iter().enumerate() {
        let path = path.as_ref();
        if let Some((metric, date)) = part(path) {
            let folder = &path[..path.rfind(['/', '\\']).map_or(0, |at| at + 1)];
            found.entry((folder, date)).or_default().push((i, metric));
        }
    }
    let of_runs = |(i, metric): &(usize, &str)| {
        quantity_of(metric).filter(|(q, _)| of_running("", *q)).map(|_| *i)
    };
    let day = |(&(folder, date), parts): (&(&str, Date), &Vec<(usize, &str)>)| {
        let mut metrics: Vec<&str> = parts.iter().map(|p| p.1).collect();
        metrics.dedup();
        if metrics.len() < 2 || !parts.iter().any(|p| of_runs(p).is_some()) {
            return None;
        }
        let beside = [date.yesterday(), date.tomorrow()].into_iter().filter_map(Result::ok);
        let around = beside.filter_map(|d| found.get(&(folder, d))).flatten().filter_map(of_runs);
        let around = around.collect();
        Some(Day { date, own: parts.iter().map(|p| p.0).collect(), around })
    };
    found.iter().filter_map(day).collect()
}

/// One value and when, in Unix seconds and as it was written.
struct Value {
    quantity: Quantity,
    at: f64,
    written: String,
    value: f64,
}

/// Joins the tables of a day, given by name, into one long table.
///
/// # Errors
/// [`ImportError::NoRecording`] where no run begins on that day.
pub fn join(day: &Day, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ImportError> {
    let mut values: Vec<Value> =
        files.iter().flat_map(|(name, bytes)| table(name, bytes)).collect();
    values.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut spans: Vec<(f64, f64, bool)> = Vec::new();
    for v in values.iter().filter(|v| of_running("", v.quantity)) {
        match spans.last_mut() {
            Some(span) if v.at - span.1 <= RUN_GAP_S => span.1 = v.at,
            _ => {
                let own = v.written.get(..10).is_some_and(|d| d == day.date.to_string());
                spans.push((v.at, v.at, own || day.around.is_empty()));
            }
        }
    }
    spans.retain(|s| s.2);
    let inside = |t: f64| {
        let after = spans.partition_point(|s| s.0 - AROUND_S <= t);
        after > 0 && t <= spans[after - 1].1 + AROUND_S
    };
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = writeln!(bytes, "{HEADER}");
    let _ = writeln!(bytes, "{JOINED},,,,,{}", day.own.len());
    let mut any = false;
    for v in values.iter().filter(|v| inside(v.at)) {
        let (id, unit) = (v.quantity.id(), v.quantity.unit());
        let _ = writeln!(bytes, "{id},{unit},,{},,{}", v.written, v.value);
        any = true;
    }
    if !any {
        return Err(nothing());
    }
    Ok(bytes)
}

/// The values in one table: a column of times, and one or more of numbers.
fn table(name: &str, bytes: &[u8]) -> Vec<Value> {
    let (Some((metric, _)), Some((text, _))) = (part(name), decode(bytes)) else {
        return Vec::new();
    };
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .find(|d| sheet_records(&text, *d).next().is_some_and(|h| h.len() > 1))
        .unwrap_or(b',');
    let rows: Vec<_> = sheet_records(&text, delimiter).collect();
    let Some((header, rows)) = rows.split_first() else { return Vec::new() };
    let number = |cell: &str| cell.trim().replace(',', ".").parse::<f64>().ok();
    let written = |cell: &str| match Moment::parse(cell) {
        Some(moment) => Some((moment.unix_s, cell.trim().replace(',', " "))),
        None => {
            // Seconds or thousandths since 1970.
            let s = number(cell).map(|v| if v > 1e11 { v / 1000.0 } else { v })?;
            Some((s, instant(s, None)?.to_string()))
        }
    };
    let width = header.len();
    let is_time = |i: &usize| {
        rows.first().and_then(|r| r.get(*i)).and_then(written).is_some_and(|(s, _)| s > 8e8)
    };
    let Some(time_at) = (0..width).find(is_time) else { return Vec::new() };
    let of_column = |i: usize| {
        let name = header.get(i).unwrap_or_default();
        let lower = name.to_lowercase();
        let only = rows.first().and_then(|r| r.get(i)).and_then(number).is_some();
        let plain = only && !lower.contains("source") && !lower.contains("accuracy");
        quantity_of(name).or_else(|| quantity_of(metric).filter(|_| plain))
    };
    let mut found: Vec<Value> = Vec::new();
    let mut seen: Vec<Quantity> = Vec::new();
    for i in (0..width).filter(|i| *i != time_at) {
        let Some((quantity, unit)) = of_column(i) else { continue };
        if seen.contains(&quantity) {
            continue;
        }
        let cells: Vec<((f64, String), f64)> = rows
            .iter()
            .filter_map(|r| Some((written(r.get(time_at)?)?, number(r.get(i)?)?)))
            .collect();
        let raw: Vec<f64> = cells.iter().map(|c| c.1).collect();
        let typical = median(raw.iter().copied().filter(|v| *v != 0.0)).unwrap_or(f64::NAN);
        let Ok((_, _, converted)) = convert(quantity, unit.as_deref(), typical, raw) else {
            continue;
        };
        seen.push(quantity);
        found.extend(cells.into_iter().zip(converted).map(|(((at, written), _), value)| Value {
            quantity,
            at,
            written,
            value,
        }));
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{ImportOptions, import};

    #[test]
    fn names_tell_metric_and_day() {
        for (name, metric) in [
            ("Takeout/x/ground_contact_time_2025-03-09.csv", "ground_contact_time"),
            ("heart_rate-2025-03-09.CSV", "heart_rate"),
            ("gps_location_2025-03-09.csv", "gps_location"),
        ] {
            assert_eq!(part(name).map(|p| p.0), Some(metric), "{name}");
        }
        for name in
            ["sleep_score.csv", "calories_2025-03-09.csv", "run_2025-03-09.csv", "é.csv", ""]
        {
            assert!(!is_part(name), "{name}");
        }
    }

    /// A run of ten minutes from a second of the day on, in the units that Takeout uses.
    fn day(date: &str, from: u32) -> Vec<(String, Vec<u8>)> {
        let table = |metric: &str, column: &str, value: &dyn Fn(u32) -> String| {
            let rows: String = (from..from + 600)
                .filter(|s| *s < 86_400)
                .map(|s| {
                    let (h, m, sec) = (s / 3600, s / 60 % 60, s % 60);
                    format!("{date}T{h:02}:{m:02}:{sec:02}Z,{}\n", value(s))
                })
                .collect();
            let text = format!("timestamp,{column}\n{rows}");
            (format!("a/{metric}_{date}.csv"), text.into_bytes())
        };
        vec![
            table("cadence", "steps per minute,data source", &|_| "170.0,Watch".into()),
            table("gps_location", "latitude,longitude,altitude", &|s| {
                format!("52.{:06},13.0,40.0", s - from)
            }),
            table("ground_contact_time", "ground contact time", &|_| "250".into()),
            table("heart_rate", "beats per minute", &|_| "150.0".into()),
            table("speed", "speed", &|_| "10.8".into()),
            table("stride_length", "stride length", &|_| "106".into()),
        ]
    }

    #[test]
    fn tables_of_a_day_are_one_run() {
        let files = day("2025-03-09", 25_200);
        let names: Vec<&str> = files.iter().map(|f| f.0.as_str()).collect();
        let [found] = <[Day; 1]>::try_from(days(&names)).unwrap();
        assert_eq!(found.own, [0, 1, 2, 3, 4, 5]);
        let content = join(&found, &files).unwrap();
        let runs = import(&content, &ImportOptions::default()).unwrap();
        let [run] = runs.as_slice() else { unreachable!() };
        assert_eq!(run.format, "google_health");
        assert_eq!(run.start.unwrap().to_string(), "2025-03-09T07:00:00+00:00");
        let series = run.watch().unwrap();
        for (quantity, value) in [
            (Quantity::Cadence, 170.0),
            (Quantity::GroundContactTime, 250.0),
            (Quantity::HeartRate, 150.0),
            (Quantity::Speed, 3.0),
            (Quantity::StepLength, 1.06),
            (Quantity::Altitude, 40.0),
        ] {
            let channel = series.first(quantity).unwrap();
            assert!((channel.values[300] - value).abs() < 1e-9, "{quantity:?}");
            assert_eq!(channel.count(), 600, "{quantity:?}");
        }
    }

    #[test]
    fn a_run_past_midnight_belongs_to_the_day_it_began() {
        let mut files = day("2025-03-09", 86_100);
        let mut next = day("2025-03-10", 0);
        for (_, bytes) in &mut next {
            let text = String::from_utf8(std::mem::take(bytes)).unwrap();
            *bytes = text.lines().take(301).collect::<Vec<_>>().join("\n").into_bytes();
        }
        files.extend(next);
        let names: Vec<&str> = files.iter().map(|f| f.0.as_str()).collect();
        let found = days(&names);
        assert_eq!(found.len(), 2);
        let take = |d: &Day| d.files().map(|i| files[i].clone()).collect::<Vec<_>>();
        let content = join(&found[0], &take(&found[0])).unwrap();
        let runs = import(&content, &ImportOptions::default()).unwrap();
        assert_eq!(runs[0].watch().unwrap().first(Quantity::Cadence).unwrap().count(), 600);
        assert!(join(&found[1], &take(&found[1])).is_err());
    }
}
