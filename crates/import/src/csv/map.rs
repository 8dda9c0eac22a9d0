//! `--map column=metric:unit`.

use super::units;
use crate::recording::Quantity;
use crate::{AccUnit, Axis, ColumnMap, GyroUnit, ImportError, MapProblem, MapTarget};

/// Units of `time` in a mapping.
const TIME_UNITS: [&str; 7] = ["s", "ms", "us", "ns", "min", "iso", "hms"];

/// Reads one `column=metric:unit` (the unit may be left out).
///
/// The metric is the id of a [`Quantity`], `time`, `ignore`, or an axis of a motion
/// sensor (`acc_x`, `acc_up`, `gyro_z`, …). The last `=`
/// separates, so that column names may contain one.
///
/// # Errors
/// [`ImportError::MapMisfit`] with the choices.
pub fn parse_map(text: &str) -> Result<ColumnMap, ImportError> {
    let bad = |problem| ImportError::MapMisfit { given: text.to_string(), problem };
    let Some((column, rest)) = text.rsplit_once('=') else {
        return Err(bad(MapProblem::MapShape));
    };
    let column = column.trim();
    if column.is_empty() {
        return Err(bad(MapProblem::MapNoColumn));
    }
    let (metric, unit) = match rest.split_once(':') {
        Some((metric, unit)) => (metric.trim(), Some(unit.trim()).filter(|u| !u.is_empty())),
        None => (rest.trim(), None),
    };
    let target = match metric {
        "time" => MapTarget::Time,
        "ignore" => MapTarget::Ignore,
        id => match Quantity::ALL.into_iter().find(|q| q.id() == id) {
            Some(quantity) => MapTarget::Quantity(quantity),
            None if motion(id).is_some() => motion(id).unwrap_or(MapTarget::Ignore),
            None => {
                let choices = Quantity::ALL.iter().map(|q| q.id()).collect();
                return Err(bad(MapProblem::MapNoMetric { metric: id.to_owned(), choices }));
            }
        },
    };
    if let Some(unit) = unit {
        let no_unit = |of: &str, choices: Vec<String>| {
            let unit = unit.to_owned();
            Some(MapProblem::MapNoUnit { unit, of: of.to_owned(), choices })
        };
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        let problem = match target {
            MapTarget::Ignore => Some(MapProblem::MapIgnoredUnit),
            MapTarget::Time if !TIME_UNITS.contains(&unit) => no_unit("time", list(&TIME_UNITS)),
            MapTarget::Acceleration(_) if AccUnit::from_id(unit).is_none() => {
                no_unit("acceleration", list(&["g", "m/s2", "mg", "mm/s2"]))
            }
            MapTarget::AngularVelocity(_) if GyroUnit::from_id(unit).is_none() => {
                no_unit("angular_velocity", list(&["deg/s", "rad/s", "mdeg/s"]))
            }
            MapTarget::Quantity(q) if units::find(q, unit).is_none() => {
                no_unit(&q.id(), units::all_names(q))
            }
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(bad(problem));
        }
    }
    Ok(ColumnMap { column: column.to_string(), target, unit: unit.map(str::to_string) })
}

/// `acc_x`, `acc_up`, `gyro_z`, …
fn motion(id: &str) -> Option<MapTarget> {
    let (kind, axis) = id.split_once('_')?;
    let axis = Axis::ALL.into_iter().find(|a| a.id() == axis)?;
    match kind {
        "acc" => Some(MapTarget::Acceleration(axis)),
        "gyro" => Some(MapTarget::AngularVelocity(axis)),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn good_mappings() {
        let m = parse_map("ma_gct=ground_contact_time:s").unwrap();
        assert_eq!(m.column, "ma_gct");
        assert_eq!(m.target, MapTarget::Quantity(Quantity::GroundContactTime));
        assert_eq!(m.unit.as_deref(), Some("s"));
        assert_eq!(parse_map("a=b=time:ms").unwrap().column, "a=b");
        assert_eq!(parse_map("x=ignore").unwrap().target, MapTarget::Ignore);
        assert_eq!(parse_map("3=cadence").unwrap().unit, None);
        let m = parse_map("vert=acc_up:g").unwrap();
        assert_eq!((m.target, m.unit.as_deref()), (MapTarget::Acceleration(Axis::Up), Some("g")));
        let m = parse_map("rz=gyro_z:deg/s").unwrap();
        assert_eq!(m.target, MapTarget::AngularVelocity(Axis::Z));
    }

    #[test]
    fn bad_mappings_name_the_choices() {
        let text =
            |given: &str| serde_json::to_string(&parse_map(given).unwrap_err()).unwrap_or_default();
        assert!(text("gct").contains("map_shape"));
        assert!(text("=cadence").contains("map_no_column"));
        assert!(text("gct=contact").contains("ground_contact_time"));
        assert!(text("gct=ground_contact_time:cm").contains(r#"["ms","s"]"#));
        assert!(text("t=time:h").contains("iso"));
        assert!(text("t=ignore:s").contains("map_ignored_unit"));
        assert!(text("a=acc_x:ft").contains("mm/s2"));
        assert!(text("a=gyro_x:g").contains("rad/s"));
    }

    /// Tables of each layout that has rules of its own; the last column of its records
    /// (`odd`) is known to nobody.
    fn layouts() -> Vec<(&'static str, String)> {
        let rows = |header: &str, row: &dyn Fn(usize) -> String| {
            let rows: Vec<String> = (0..40).map(row).collect();
            format!("{header}\n{}\n", rows.join("\n"))
        };
        let second = |i: usize| format!("2024-05-04T08:00:{:02}Z", i % 60);
        vec![
            (
                "csv:fitcsvtool",
                rows("Type,Local Number,Message,Field 1,Value 1,Units 1", &|i| {
                    format!(
                        "Data,1,record,timestamp,\"{}\",s,speed,3,m/s,odd,{},",
                        1_062_594_924 + i,
                        240 + i
                    )
                }),
            ),
            (
                "csv:epson",
                format!(
                    "[[Training]]\n[GraphData]\nLogInterval,1\nGraphSpeed{}\nodd{}\n",
                    ",3600".repeat(40),
                    (0..40).map(|i| format!(",{}", 240 + i)).collect::<String>()
                ),
            ),
            (
                "csv:polar",
                rows(
                    "Name,Sport,Date,Start time\nA,RUNNING,04-05-2024,08:00:00\nSample rate,Time,HR (bpm),Speed (km/h),odd",
                    &|i| format!("1,00:00:{i:02},150,10.8,{}", 240 + i),
                ),
            ),
            (
                "csv:stryd",
                rows("Timestamp,Stryd Speed (m/s),odd", &|i| {
                    format!("{},3,{}", 1_771_054_568 + i, 240 + i)
                }),
            ),
            ("csv:goldencheetah", rows("secs,kph,nm,odd", &|i| format!("{i},10.8,0,{}", 240 + i))),
            (
                "csv:strava_streams",
                rows("time,velocity_smooth,odd", &|i| format!("{i},3,{}", 240 + i)),
            ),
            (
                "csv:opentracks",
                rows("time,trackpoint_type,latitude,speed,odd", &|i| {
                    format!("{},TRACKPOINT,48,10.8,{}", second(i), 240 + i)
                }),
            ),
            (
                "csv:fit_table",
                rows("timestamp,enhanced_speed,odd", &|i| format!("{},3,{}", second(i), 240 + i)),
            ),
            (
                "csv:fit2gpx",
                rows("time;position_lat;enhanced_speed;odd", &|i| {
                    format!("{};48;3;{}", second(i), 240 + i)
                }),
            ),
            (
                "csv:generic",
                rows("type,startDate,value,odd", &|i| {
                    format!("HKQuantityTypeIdentifierRunningSpeed,{},3,{}", second(i), 240 + i)
                }),
            ),
        ]
    }

    #[test]
    fn a_mapped_column_is_read_in_every_layout() {
        for (format, text) in layouts() {
            let read = |map: &[&str]| {
                let map = map.iter().map(|m| parse_map(m).unwrap()).collect();
                let options = crate::ImportOptions { map, ..Default::default() };
                crate::import(text.as_bytes(), &options)
            };
            let found = read(&["odd=ground_contact_time:ms"]);
            let found = found.unwrap_or_else(|e| panic!("{format}: {e:?}"));
            let series = found[0].watch().unwrap();
            assert_eq!(found[0].format, format);
            let contact = series.first(Quantity::GroundContactTime);
            let contact = contact.unwrap_or_else(|| panic!("{format}: not read"));
            let expected: Vec<f64> = (240..280).map(f64::from).collect();
            assert_eq!(contact.values.to_vec(), expected, "{format}");
            assert!(series.first(Quantity::Speed).is_some(), "{format}: speed is lost");
            let refused = serde_json::to_string(&read(&["nowhere=cadence"]).unwrap_err()).unwrap();
            assert!(refused.contains("map_missing_column"), "{format}: {refused}");
        }
    }
}
