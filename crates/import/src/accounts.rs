//! Recordings in the account exports of Polar, Suunto and Samsung Health: JSON, in which
//! every measurement has a name and a time.
//!
//! The makers arrange them differently (one list per metric, one list of samples, values
//! at a fixed interval), so lists of timed numbers are looked for wherever they stand.

use serde_json::{Map, Value};

use super::csv::{Moment, convert, named_sport, quantity_of};
use super::error::platform_of;
use super::{Confidence, Format, ImportError, ImportOptions, SeriesBuilder};
use crate::recording::{
    Body, Data, Mapping, Quantity, Recording, SensorFamily, Site, Source, Span, Sport,
};
use crate::stats::median;

/// The format.
pub(crate) struct Accounts;

/// Depth to which lists are looked for.
const DEPTH: usize = 12;
/// Names of times.
const TIMES: [&str; 6] = ["dateTime", "TimeISO8601", "start_time", "timestamp", "time", "UTC"];
/// Names under which a single value stands; its list has the telling name.
const VALUES: [&str; 2] = ["value", "Value"];

/// Whether a JSON file may be a recording of an account export, by its name. The
/// exports hold thousands of others.
pub fn is_recording(path: &str) -> bool {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
    file.ends_with(".json")
        && (file.contains("training-session")
            || file.contains("training_session")
            || file.contains("live_data.json")
            || file.contains("suunto"))
}

impl Format for Accounts {
    fn sniff(&self, head: &[u8]) -> Confidence {
        let start = head.trim_ascii_start();
        let json = start.starts_with(b"{") || start.starts_with(b"[");
        if json && platform_of(head).is_some() { Confidence::Likely } else { Confidence::No }
    }

    fn read(&self, bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let platform = platform_of(bytes).unwrap_or("google");
        let nothing = || ImportError::PlatformFile { platform };
        let value: Value = serde_json::from_slice(bytes).map_err(|_| nothing())?;
        let exercises = value.get("exercises").and_then(Value::as_array);
        let found: Vec<Recording> = match exercises {
            Some(exercises) => exercises.iter().filter_map(|e| recording(e, platform)).collect(),
            None => recording(&value, platform).into_iter().collect(),
        };
        let title = value.get("name").and_then(Value::as_str).and_then(super::trackpoints::line);
        let found: Vec<Recording> =
            found.into_iter().map(|r| Recording { title: title.clone(), ..r }).collect();
        if found.is_empty() { Err(nothing()) } else { Ok(found) }
    }
}

/// Values of one name.
struct Timed {
    name: String,
    quantity: Quantity,
    points: Vec<(Moment, f64)>,
}

fn recording(value: &Value, platform: &'static str) -> Option<Recording> {
    let mut found = Vec::new();
    walk(value, "", None, DEPTH, &mut found);
    let first = found.iter().flat_map(|s| s.points.first()).map(|p| p.0);
    let first = first.min_by(|a, b| a.unix_s.total_cmp(&b.unix_s))?;
    let mut builder = SeriesBuilder::default();
    let mut values: Vec<(f64, usize, f64)> = Vec::new();
    let mut mappings = Vec::new();
    for series in found {
        let Timed { name, quantity, points } = series;
        let raw: Vec<f64> = points.iter().map(|p| p.1).collect();
        let Some((unit, converted)) = in_unit(quantity, raw, platform) else { continue };
        let source = Source::of(format!("{platform}:{name}"), SensorFamily::Native, Site::Wrist);
        let channel = builder.channel(quantity, &source);
        let times = points.iter().map(|p| p.0.unix_s);
        values.extend(times.zip(converted).map(|(t, v)| (t, channel, v)));
        mappings.push(Mapping { column: name, quantity: Some(quantity), unit, remark: None });
    }
    builder.set_all(values);
    if builder.len() < 2 {
        return None;
    }
    let mut notes = Vec::new();
    let (mut series, clock) = builder.finish(&mut notes);
    series.laps = vec![Span { start_s: 0.0, end_s: series.duration_s() }];
    Some(Recording {
        format: match platform {
            "polar" => "polar_account",
            "suunto" => "suunto_account",
            "samsung" => "samsung_account",
            _ => "google_account",
        },
        device: text_below(value, "Name", DEPTH),
        sport: sport(value),
        title: None,
        start: first.later(clock.origin - first.unix_s).start(),
        body: Body::default(),
        data: Data::Watch(series),
        mappings,
        notes,
    })
}

/// The sport by name, or by the number that Suunto and Polar give running.
fn sport(value: &Value) -> Sport {
    if let Some(name) = text_below(value, "sport", 2) {
        return named_sport(&name);
    }
    let number = |v: &Value, name: &str| find(v, name, 4).and_then(Value::as_f64);
    match number(value, "ActivityType") {
        Some(3.0) => Sport::Running { sub: None },
        _ => Sport::Unknown,
    }
}

/// Values in the quantity's unit, and the unit they were in. These makers write
/// physical units: hertz for rates and radians for positions (Suunto), km/h (Polar).
fn in_unit(quantity: Quantity, raw: Vec<f64>, platform: &str) -> Option<(String, Vec<f64>)> {
    let typical = median(raw.iter().copied().filter(|v| *v != 0.0))?;
    let times = |k: f64| raw.iter().map(|v| v * k).collect::<Vec<f64>>();
    match quantity {
        Quantity::HeartRate if typical < 5.0 => Some(("Hz".into(), times(60.0))),
        Quantity::Cadence if typical < 5.0 => Some(("Hz".into(), times(60.0))),
        Quantity::Latitude | Quantity::Longitude if platform == "suunto" => {
            Some(("rad".into(), times(1f64.to_degrees())))
        }
        _ => {
            let stated = match (quantity, platform) {
                (Quantity::Speed, "polar") => Some("km/h"),
                (Quantity::Speed, "suunto" | "samsung") => Some("m/s"),
                (Quantity::Distance, _) => Some("m"),
                _ => None,
            };
            let (unit, _, values) = convert(quantity, stated, typical, raw).ok()?;
            Some((unit.into(), values))
        }
    }
}

/// Collects lists of timed numbers. `name` is what the list is called.
fn walk(value: &Value, name: &str, start: Option<Moment>, depth: usize, found: &mut Vec<Timed>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => {
            let timed = items.iter().filter_map(Value::as_object).any(|o| time_of(o).is_some());
            if timed {
                for object in items.iter().filter_map(Value::as_object) {
                    if let Some(at) = time_of(object) {
                        leaves(object, name, at, DEPTH, found);
                    }
                }
                return;
            }
            items.iter().for_each(|item| walk(item, name, start, depth - 1, found));
        }
        Value::Object(object) => {
            let began = object.get("startTime").and_then(moment).or(start);
            if let Some(series) = began.and_then(|start| regular(object, start)) {
                found.push(series);
                return;
            }
            for (key, value) in object {
                walk(value, key, began, depth - 1, found);
            }
        }
        _ => {}
    }
}

/// Values at a fixed interval: `{type, intervalMillis, values}`.
fn regular(object: &Map<String, Value>, start: Moment) -> Option<Timed> {
    let name = object.get("type")?.as_str()?;
    let step_s = object.get("intervalMillis")?.as_f64()? / 1000.0;
    let values = object.get("values")?.as_array()?;
    let quantity = quantity(name)?;
    let points = values.iter().enumerate();
    let points =
        points.filter_map(|(i, v)| Some((start.later(i as f64 * step_s), number(v)?))).collect();
    (step_s > 0.0).then(|| Timed { name: name.to_owned(), quantity, points })
}

/// The numbers of one timed object, those of objects in it included.
fn leaves(
    object: &Map<String, Value>,
    list: &str,
    at: Moment,
    depth: usize,
    found: &mut Vec<Timed>,
) {
    for (key, value) in object {
        if let (Value::Object(inner), true) = (value, depth > 0) {
            leaves(inner, list, at, depth - 1, found);
            continue;
        }
        let name = if VALUES.contains(&key.as_str()) { list } else { key };
        let (Some(quantity), Some(value)) = (quantity(name), number(value)) else { continue };
        match found.iter_mut().find(|s| s.name == name) {
            Some(series) => series.points.push((at, value)),
            None => {
                let points = vec![(at, value)];
                found.push(Timed { name: name.to_owned(), quantity, points });
            }
        }
    }
}

/// What a name in these files measures: `heartRate`, `HEART_RATE`, `heart_rate`, `HR`.
fn quantity(name: &str) -> Option<Quantity> {
    let mut words = String::new();
    let mut small = false;
    for c in name.chars() {
        if c.is_uppercase() && small {
            words.push(' ');
        }
        small = c.is_lowercase();
        words.push(if c == '_' { ' ' } else { c });
    }
    match words.to_lowercase().as_str() {
        "hr" | "heart rate" => Some(Quantity::HeartRate),
        "vertical speed" | "vertical velocity" | "abs pressure" | "sea level pressure" => None,
        words => quantity_of(words).map(|found| found.0),
    }
}

fn number(value: &Value) -> Option<f64> {
    let value = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    value.filter(|v: &f64| v.is_finite())
}

fn time_of(object: &Map<String, Value>) -> Option<Moment> {
    TIMES.iter().find_map(|name| object.get(*name).and_then(moment))
}

/// A written time, or milliseconds since 1970.
fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::String(text) => Moment::parse(text),
        Value::Number(number) => {
            let ms = number.as_f64().filter(|ms| *ms > 8e11 && *ms < 4.2e12)?;
            let origin = Moment::parse("1970-01-01T00:00:00Z")?;
            Some(origin.later(ms / 1000.0))
        }
        _ => None,
    }
}

/// The first value of a name, at some depth.
fn find<'v>(value: &'v Value, name: &str, depth: usize) -> Option<&'v Value> {
    let object = value.as_object()?;
    let here = object.get(name);
    here.or_else(|| {
        (depth > 0).then(|| object.values().find_map(|v| find(v, name, depth - 1))).flatten()
    })
}

fn text_below(value: &Value, name: &str, depth: usize) -> Option<String> {
    let text = find(value, name, depth)?.as_str()?;
    super::trackpoints::line(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::import;

    fn run(text: &str) -> Recording {
        let mut all = import(text.as_bytes(), &ImportOptions::default()).unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    fn value(recording: &Recording, quantity: Quantity) -> f64 {
        recording.watch().unwrap().first(quantity).unwrap().values[30]
    }

    #[test]
    fn polar_by_metric() {
        let list = |v: f64| {
            let points: Vec<String> = (0..120)
                .map(|s| {
                    let (m, s) = (s / 60, s % 60);
                    format!("{{\"dateTime\":\"2025-03-09T08:{m:02}:{s:02}\",\"value\":{v}}}")
                })
                .collect();
            format!("[{}]", points.join(","))
        };
        let text = format!(
            "{{\"exportVersion\":\"1.6\",\"name\":\"Dauerlauf\",\"exercises\":[{{\"sport\":\"RUNNING\",\
             \"samples\":{{\"heartRate\":{},\"speed\":{},\"cadence\":{}}}}}]}}",
            list(150.0),
            list(10.8),
            list(86.0)
        );
        let found = run(&text);
        assert_eq!((found.format, found.title.as_deref()), ("polar_account", Some("Dauerlauf")));
        assert_eq!(found.sport, Sport::Running { sub: None });
        assert_eq!(found.start.unwrap().to_string(), "2025-03-09T08:00:00");
        assert_eq!(value(&found, Quantity::HeartRate), 150.0);
        assert!((value(&found, Quantity::Speed) - 3.0).abs() < 1e-9);
        assert_eq!(value(&found, Quantity::Cadence), 172.0);
    }

    #[test]
    fn polar_at_an_interval() {
        let values = |v: f64| vec![format!("\"{v}\""); 120].join(",");
        let text = format!(
            "{{\"exportVersion\":\"2.0\",\"exercises\":[{{\"startTime\":\"2025-03-09T08:00:00\",\"samples\":{{\"samples\":[\
             {{\"type\":\"HEART_RATE\",\"intervalMillis\":1000,\"values\":[{}]}},\
             {{\"type\":\"SPEED\",\"intervalMillis\":1000,\"values\":[{}]}}]}}}}]}}",
            values(150.0),
            values(10.8)
        );
        let found = run(&text);
        assert_eq!(value(&found, Quantity::HeartRate), 150.0);
        assert!((value(&found, Quantity::Speed) - 3.0).abs() < 1e-9);
        assert_eq!(found.watch().unwrap().duration_s(), 119.0);
    }

    #[test]
    fn suunto_in_physical_units() {
        let samples: Vec<String> = (0..120)
            .map(|s| {
                let (m, s) = (s / 60, s % 60);
                format!(
                    "{{\"Attributes\":{{\"suunto/sml\":{{\"Sample\":{{\"HR\":2.5,\"Cadence\":1.4333333,\"Speed\":3.0,\
                     \"Latitude\":0.9,\"Longitude\":0.2}}}}}},\"TimeISO8601\":\"2025-03-09T08:{m:02}:{s:02}.000+01:00\"}}"
                )
            })
            .collect();
        let text = format!(
            "{{\"DeviceLog\":{{\"Header\":{{\"ActivityType\":3,\"Device\":{{\"Name\":\"Suunto Race\"}}}},\"Samples\":[{}]}}}}",
            samples.join(",")
        );
        let found = run(&text);
        assert_eq!(
            (found.format, found.device.as_deref()),
            ("suunto_account", Some("Suunto Race"))
        );
        assert_eq!(found.sport, Sport::Running { sub: None });
        assert_eq!(value(&found, Quantity::HeartRate), 150.0);
        assert!((value(&found, Quantity::Cadence) - 172.0).abs() < 1e-4);
        assert!((value(&found, Quantity::Latitude) - 51.566_2).abs() < 1e-4);
        assert_eq!(found.start.unwrap().to_string(), "2025-03-09T08:00:00+01:00");
    }

    #[test]
    fn samsung_live_data() {
        let rows: Vec<String> = (0..120)
            .map(|s| {
                let at = 1_741_503_600_000_i64 + s * 1000;
                format!(
                    "{{\"start_time\":{at},\"heart_rate\":150.0,\"cadence\":172.0,\"speed\":3.0}}"
                )
            })
            .collect();
        let found = run(&format!("[{}]", rows.join(",")));
        assert_eq!(found.format, "samsung_account");
        assert_eq!(value(&found, Quantity::Cadence), 172.0);
        assert_eq!(found.start.unwrap().to_string(), "2025-03-09T07:00:00+00:00");
    }

    #[test]
    fn other_files_of_an_account_are_named() {
        for text in ["{\"exportVersion\":\"1.6\",\"sleep\":[]}", "{\"exportVersion\":"] {
            let error = import(text.as_bytes(), &ImportOptions::default()).unwrap_err();
            assert_eq!(error, ImportError::PlatformFile { platform: "polar" }, "{text}");
        }
    }
}
