//! FIT import: real files against an independent decode, and every known quirk
//! on small files built here.

use std::collections::BTreeMap;

use runform::import::{ImportOptions, import};
use runform::recording::{Recording, WatchSeries};
use serde_json::Value as Json;

use crate::support::real_data;

fn read(bytes: &[u8]) -> Vec<Recording> {
    import(bytes, &ImportOptions::default()).unwrap()
}

fn series(recording: &Recording) -> &WatchSeries {
    recording.watch().unwrap()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 {
        return f64::NAN;
    }
    (values[n / 2] + values[(n - 1) / 2]) / 2.0
}

/// All finite values of a source over all recordings of a file.
fn values_of(recordings: &[Recording], id: &str) -> Vec<f64> {
    recordings
        .iter()
        .flat_map(|r| series(r).channels.iter())
        .filter(|c| c.source.id == id)
        .flat_map(|c| c.values.iter().copied())
        .filter(|v| v.is_finite())
        .collect()
}

/// A field of the reference, what we call it, and the factor from its unit to ours.
fn ours(field: &str, unit: &str) -> Option<(String, f64)> {
    let native = |name: &str, factor: f64| Some((format!("fit:{name}"), factor));
    match field {
        "position_lat" | "position_long" => native(field, 180.0 / 2_147_483_648.0),
        "step_length" => native(field, 0.001),
        "cadence" => native(field, 2.0),
        "enhanced_speed" => native("speed", 1.0),
        "enhanced_altitude" => native("altitude", 1.0),
        "speed"
        | "altitude"
        | "distance"
        | "heart_rate"
        | "power"
        | "temperature"
        | "grade"
        | "stance_time"
        | "stance_time_percent"
        | "stance_time_balance"
        | "vertical_oscillation"
        | "vertical_ratio" => native(field, 1.0),
        _ => {
            let name = field.strip_prefix("dev:")?;
            let factor = match (name, unit) {
                ("Vertical Oscillation", "Centimeters") => 10.0,
                ("Cadence", "RPM") => 2.0,
                _ => 1.0,
            };
            Some((format!("fit:dev:{name}"), factor))
        }
    }
}

#[test]
fn real_files_hold_what_an_independent_decode_found() {
    let Some(dir) = real_data("FIT against the reference") else { return };
    let reference = std::fs::read_to_string(dir.join("watch/fit-reference.json")).unwrap();
    let reference: Vec<Json> = serde_json::from_str(&reference).unwrap();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for entry in &reference {
        let name = entry["name"].as_str().unwrap();
        let path = dir.join("watch").join(entry["fmt"].as_str().unwrap()).join(name);
        let Ok(recordings) = import(&std::fs::read(&path).unwrap(), &ImportOptions::default())
        else {
            if entry["n"].as_u64() != Some(0) {
                wrong.push(format!("{name}: not read"));
            }
            continue;
        };
        let count = |k: &str| entry[k].as_u64().unwrap_or(0);
        let merged = count("dup_ts") + count("back_ts");
        let mut expected: BTreeMap<String, (u64, u64, f64, String)> = BTreeMap::new();
        for (field, stats) in entry["fields"].as_object().unwrap() {
            let n = stats["n"].as_u64().unwrap();
            let Some(med) = stats["med_nz"].as_f64() else { continue };
            let unit = stats["u"].as_str().unwrap_or("");
            let Some((id, factor)) = ours(field, unit) else { continue };
            let nonzero = n - stats["zeros"].as_u64().unwrap();
            let slot = expected.entry(id).or_insert((0, 0, 0.0, field.clone()));
            if nonzero >= slot.1 {
                *slot = (n, nonzero, med * factor, field.clone());
            }
        }
        for (id, (_, nonzero, med, field)) in expected {
            if nonzero == 0 {
                continue;
            }
            let mut found = values_of(&recordings, &id);
            if id == "fit:cadence" {
                // The reference leaves the fraction in a field of its own.
                found.iter_mut().for_each(|v| *v = (*v / 2.0).floor() * 2.0);
            }
            found.retain(|v| *v != 0.0);
            let n = found.len() as u64;
            let m = median(found);
            compared += 1;
            let rounding =
                0.00051 * (med / entry["fields"][&field]["med_nz"].as_f64().unwrap()).abs();
            if n > nonzero || n + merged < nonzero || (m - med).abs() > rounding + 1e-9 {
                wrong.push(format!(
                    "{name} {id}: {n} values, median {m}; expected {nonzero}, {med}"
                ));
            }
        }
    }
    eprintln!("{compared} fields compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn zz_dump() {
    let Some(dir) = real_data("dump") else { return };
    for sub in ["fit", "fit_nasty"] {
        for path in crate::support::files_in(&dir.join("watch").join(sub)) {
            let bytes = std::fs::read(&path).unwrap();
            let t = std::time::Instant::now();
            let r = import(&bytes, &ImportOptions::default());
            let dt = t.elapsed();
            eprintln!(
                "== {} {} bytes {:?}",
                path.file_name().unwrap().to_string_lossy(),
                bytes.len(),
                dt
            );
            match r {
                Err(e) => eprintln!("   ERR {e}"),
                Ok(rs) => {
                    for r in rs {
                        let s = series(&r);
                        eprintln!(
                            "   {:?} {:?} start {} body {:?} n {} dur {:.0} pauses {} ({:.0} s) laps {} ({:?})",
                            r.sport.describe(),
                            r.device,
                            r.start.map_or("-".into(), |s| s.to_string()),
                            r.body,
                            s.len(),
                            s.duration_s(),
                            s.pauses.len(),
                            s.pauses.iter().map(|p| p.duration_s()).sum::<f64>(),
                            s.laps.len(),
                            s.laps.last().map(|l| (l.start_s, l.end_s))
                        );
                        let ch: Vec<String> = s
                            .channels
                            .iter()
                            .map(|c| {
                                format!(
                                    "{}:{}{}",
                                    c.source.id.trim_start_matches("fit:"),
                                    c.count(),
                                    if c.source.site == runform::recording::Site::Chest {
                                        "(chest)"
                                    } else if c.source.site == runform::recording::Site::Waist {
                                        "(waist)"
                                    } else {
                                        ""
                                    }
                                )
                            })
                            .collect();
                        eprintln!("      {}", ch.join(" "));
                        for n in &r.notes {
                            eprintln!(
                                "      note {} {:?} {} {:?}",
                                n.code, n.severity, n.message, n.share
                            );
                        }
                        for m in r.mappings.iter().filter(|m| {
                            m.remark.as_deref().is_some_and(|x| {
                                x.contains("declared")
                                    || x.contains("size")
                                    || x.contains("describe")
                            })
                        }) {
                            eprintln!("      MAP {m:?}");
                        }
                    }
                }
            }
        }
    }
}
