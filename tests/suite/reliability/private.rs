//! What outputs tell of a runner, and what a scrubbed copy tells.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use runform::import::{ImportOptions, import, scrub};
use runform::metrics::Metric;
use runform::recording::{Quantity, Recording};

use super::bases::{laps, real};
use super::fit_parts;
use crate::support::analyse;
use crate::xml::{gpx, point, run, trkpt};

const SAMPLE: &str = "data/samples/tired_long_run.fit";

fn one(bytes: &[u8]) -> Recording {
    import(bytes, &ImportOptions::default()).unwrap().remove(0)
}

fn runform(dir: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(cargo_bin!("runform")).args(args).current_dir(dir).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn private_outputs_tell_neither_when_nor_which_device() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(SAMPLE, dir.path().join("anna_2025-01-01.fit")).unwrap();
    let recording = one(&std::fs::read(SAMPLE).unwrap());
    let device = recording.device.clone().unwrap();
    let args = [
        "analyze",
        "anna_2025-01-01.fit",
        "--private",
        "--out",
        "out",
        "--format",
        "json",
        "--include",
        "series",
    ];
    let (code, document, told) = runform(dir.path(), &args);
    assert_eq!(code, Some(0), "{told}");
    let mut seen = vec![("standard output".to_owned(), document)];
    for entry in std::fs::read_dir(dir.path().join("out")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            seen.push((name.clone(), String::from_utf8_lossy(&bytes).into_owned()));
        }
        seen.push(("a name of a file".into(), name));
    }
    assert!(seen.len() > 3, "{seen:?}");
    for (name, text) in &seen {
        for word in ["anna", "2025-01-0", device.as_str()] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
    // Without the option they are there: the test looks at the right places.
    let (_, open, _) = runform(dir.path(), &["analyze", "anna_2025-01-01.fit", "--format", "json"]);
    assert!(open.contains("anna") && open.contains("2025-01-0") && open.contains(&device));
}

/// The copy of a file: no position of the original, and the same changes.
fn copied(bytes: &[u8]) -> Recording {
    let done = scrub::scrub(bytes).unwrap();
    let (before, after) = (one(bytes), one(&done.bytes));
    let places = |r: &Recording| -> Vec<(f64, f64)> {
        let Some(series) = r.watch() else { return Vec::new() };
        let (lat, lon) = (series.first(Quantity::Latitude), series.first(Quantity::Longitude));
        let Some((lat, lon)) = lat.zip(lon) else { return Vec::new() };
        lat.values.iter().copied().zip(lon.values.iter().copied()).collect()
    };
    for ((a, b), (c, d)) in places(&before).into_iter().zip(places(&after)) {
        assert!(!(a - c).abs().le(&1e-6) || !(b - d).abs().le(&1e-6) || !a.is_finite());
    }
    let told = |r: &Recording| analyse(r).map(|a| a.analysis.comparison);
    match (told(&before), told(&after)) {
        (Some(a), Some(b)) => {
            // Mass and height are the runner's, and gone.
            let kept = |c: &runform::Comparison| -> Vec<_> {
                let of_the_body = [Metric::VerticalStiffness, Metric::LegStiffness];
                c.metrics.iter().filter(|m| !of_the_body.contains(&m.metric)).cloned().collect()
            };
            let (a, b) = (kept(&a), kept(&b));
            assert_eq!(a.len(), b.len());
            for (x, y) in a.iter().zip(&b) {
                assert_eq!((x.metric, x.verdict), (y.metric, y.verdict));
                let close = |p: Option<f64>, q: Option<f64>| match (p, q) {
                    (Some(p), Some(q)) => (p - q).abs() <= 1e-3 * p.abs().max(1.0),
                    (p, q) => p == q,
                };
                assert!(
                    close(x.adjusted_change, y.adjusted_change),
                    "{:?}: {:?} {:?}",
                    x.metric,
                    x.adjusted_change,
                    y.adjusted_change
                );
            }
        }
        (a, b) => assert_eq!(a.is_some(), b.is_some()),
    }
    after
}

#[test]
fn a_scrubbed_fit_gives_the_same_analysis_without_place_and_person() {
    let sample = std::fs::read(SAMPLE).unwrap();
    let copy = copied(&sample);
    assert!(
        copy.start.is_some_and(|s| s.to_string().starts_with("2000-01-01")),
        "{:?}",
        copy.start
    );
    // A file with everything that tells who: profile, serial numbers, texts, positions.
    let done = scrub::scrub(&sample).unwrap();
    let messages = fit_parts::messages(&done.bytes);
    assert!(messages.iter().all(|m| m.number != 3), "a profile of the user");
    for message in messages.iter().filter(|m| m.number == 0) {
        for (_, at, size) in message.fields.iter().filter(|f| f.0 == 3) {
            assert!(done.bytes[*at..at + size].iter().all(|b| *b == 0), "a serial number");
        }
    }
    assert!(messages.iter().filter(|m| m.number == 20).count() > 4000);
}

#[test]
fn scrubbed_tcx_and_gpx_keep_their_distances() {
    let inner = |s: u32| {
        format!(
            "<Position><LatitudeDegrees>47.{:05}</LatitudeDegrees><LongitudeDegrees>8.1</LongitudeDegrees></Position><HeartRateBpm><Value>150</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:RunCadence>85</ns3:RunCadence></ns3:TPX></Extensions>",
            3 * s
        )
    };
    let tcx: String = (0..900).map(|s| point(s, &inner(s))).collect();
    let tcx = run(&tcx).replacen("</Activity>", "<Notes>Anna &amp; Bert</Notes></Activity>", 1);
    let points: String = (0..900).map(|s| trkpt(s, 3.0 * f64::from(s), "<ele>400</ele>")).collect();
    let gpx = gpx(&format!(
        "<metadata><author><name>Anna</name></author></metadata><trk><name>Home to work</name><type>running</type><trkseg>{points}</trkseg></trk>"
    ));
    for text in [tcx, gpx] {
        let done = scrub::scrub(text.as_bytes()).unwrap();
        let copy = String::from_utf8(done.bytes.clone()).unwrap();
        for word in ["Anna", "Bert", "Home", "47.0", "2024-", "2021-"] {
            assert!(!copy.contains(word), "{word} in {}", &copy[..400]);
        }
        assert!(done.positions >= 900, "{done:?}");
        let metres = |bytes: &[u8]| {
            let recording = one(bytes);
            let series = recording.watch().unwrap();
            let distance = series.first(Quantity::Distance).unwrap();
            distance.values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max)
        };
        let (before, after) = (metres(text.as_bytes()), metres(&done.bytes));
        assert!((before - after).abs() < 0.002 * before, "{before} m became {after} m");
    }
}

#[test]
fn scrubbed_tables_lose_cells_only() {
    let table = "time,lat,lon,athlete,cadence,speed\n".to_owned()
        + &(0..60).map(|s| format!("{s},47.1,8.{s},Anna,170,3.0\n")).collect::<String>();
    let done = scrub::scrub(table.as_bytes()).unwrap();
    let copy = String::from_utf8(done.bytes).unwrap();
    assert!(!copy.contains("Anna") && !copy.contains("47.1"), "{copy}");
    assert!(copy.starts_with("time,lat,lon,athlete,cadence,speed\n0,,,,170,3.0\n"), "{copy}");
    assert_eq!((done.positions, done.identities), (120, 60));
    assert_eq!(scrub::scrub(laps().as_bytes()).unwrap().bytes, laps().into_bytes());
    for other in
        [&b"\x89PNG\r\n\x1a\n"[..], b"<a><b></a>", b"", b"\x0e\x10\0\0\xff\xff\0\0.FIT\0\0"]
    {
        assert!(scrub::scrub(other).is_none(), "{other:?}");
    }
}

#[test]
fn the_command_writes_a_copy_beside_nothing() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(SAMPLE, dir.path().join("run.fit")).unwrap();
    let (code, _, told) = runform(dir.path(), &["scrub", "run.fit"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("run.scrubbed.fit") && told.contains("positions"), "{told}");
    let copy = std::fs::read(dir.path().join("run.scrubbed.fit")).unwrap();
    assert_ne!(copy, std::fs::read(SAMPLE).unwrap());
    assert_eq!(runform(dir.path(), &["scrub", "run.fit", "--out", "run.fit"]).0, Some(1));
    std::fs::write(dir.path().join("x.bin"), [0, 1, 2, 3]).unwrap();
    let (code, _, told) = runform(dir.path(), &["scrub", "x.bin"]);
    assert!(code == Some(1) && told.contains("only FIT, TCX, GPX and tables"), "{told}");
}

/// Every real file of these formats: the same analysis.
#[test]
fn real_files_can_be_scrubbed() {
    let mut done = 0;
    for (name, bytes) in real() {
        if name.ends_with(".fit")
            && import(&bytes, &ImportOptions::default()).is_ok_and(|r| r.len() == 1)
        {
            eprintln!("{name}");
            if scrub::scrub(&bytes).is_some() {
                copied(&bytes);
                done += 1;
            }
        }
    }
    eprintln!("{done} real files scrubbed and analysed again");
}
