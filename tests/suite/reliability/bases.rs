//! Files to damage: simulated and written ones, and real ones where they are at hand.

use runform::simulate::{imu, watch};

use crate::container::{gz, zipped};
use crate::support::{files_in, real_data};
use crate::xml::{gpx, point, run, trkpt};

/// A file with its name.
pub type File = (String, Vec<u8>);

/// Real files larger than this are left out of mutation: most of its time would go there.
const LARGEST: u64 = 600_000;

fn watch_run(name: &str, seconds: f64, seed: u64) -> watch::SimulatedRun {
    let mut profile = watch::named(name).unwrap();
    profile.seed = seed;
    profile.duration_s = seconds;
    watch::simulate(&profile)
}

/// A table of 30 laps of a kilometre, contact a little longer towards the end.
pub fn laps() -> String {
    let mut text = "Laps,Time,Cumulative Time,Distance,Avg Pace,Avg HR,Avg Run Cadence,Avg Ground Contact Time\n".to_string();
    let mut total = 0;
    for lap in 1..=30 {
        let time = 325 + lap * 7 % 11;
        total += time;
        let clock = |s: i32| format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
        text += &format!(
            "{lap},{},{},1.00,{}:{:02},{},{},{}\n",
            clock(time),
            clock(total),
            time / 60,
            time % 60,
            140 + lap,
            172 - lap / 6,
            248 + lap / 2
        );
    }
    text
}

/// A walk around the formats that are read, all made here.
pub fn ours() -> Vec<File> {
    let fatigued = watch_run("fatigue", 1500.0, 7);
    let mut imu = imu::named("fresh").unwrap();
    imu.run.duration_s = 30.0;
    let imu = imu::simulate(&imu);
    let tcx: String = (0..400)
        .map(|s| {
            point(s, &format!(
                "<DistanceMeters>{}.5</DistanceMeters><HeartRateBpm><Value>{}</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:RunCadence>85</ns3:RunCadence></ns3:TPX></Extensions>",
                3 * s, 140 + s % 20
            ))
        })
        .collect();
    let tcx = run(&tcx).into_bytes();
    let points: String = (0..400)
        .map(|s| trkpt(s, 3.0 * f64::from(s), "<ele>400</ele><extensions><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>85</gpxtpx:cad></extensions>"))
        .collect();
    let gpx =
        gpx(&format!("<trk><name>x</name><type>running</type><trkseg>{points}</trkseg></trk>"));
    let fit = watch::to_fit(&fatigued);
    let mut files: Vec<File> = vec![
        ("fatigued.fit".into(), fit.clone()),
        ("fatigued.csv".into(), watch::to_csv(&fatigued)),
        ("short.fit".into(), watch::to_fit(&watch_run("fatigue", 400.0, 3))),
        ("laps.csv".into(), laps().into_bytes()),
        ("imu.csv".into(), imu::to_csv(&imu, 0)),
        ("run.gpx.gz".into(), gz(gpx.as_bytes())),
        ("all.zip".into(), zipped(&[("a.tcx", &tcx), ("b.fit.gz", &gz(&fit))])),
        ("run.tcx".into(), tcx),
        ("run.gpx".into(), gpx.into_bytes()),
    ];
    for name in ["ax3.cwa", "geneactiv.bin", "mos.gt3x", "plain.mat"] {
        files.push((name.into(), std::fs::read(format!("tests/suite/raw/{name}")).unwrap()));
    }
    files
}

/// Real files of watches and motion sensors.
pub fn real() -> Vec<File> {
    let Some(dir) = real_data("damage of real files") else { return Vec::new() };
    let mut folders = vec![dir.join("watch"), dir.join("imu")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
        for path in files_in(&folder) {
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_owned();
            let wanted =
                ["fit", "tcx", "gpx", "csv", "txt", "tsv", "gz", "zip", "cwa", "gt3x", "mat"];
            let size = path.metadata().map_or(0, |m| m.len());
            if wanted.contains(&ending.as_str()) && size > 0 && size <= LARGEST {
                files.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Simulated long runs, tired and not, with and without what watches of several makes add.
pub fn long_runs() -> Vec<File> {
    let names: Vec<&str> = watch::NAMED.iter().map(|n| n.name).collect();
    let long = |k: usize| {
        let name = names[k % names.len()];
        let run = watch_run(name, 3600.0 + 300.0 * k as f64, 40 + k as u64);
        (format!("{name}-{k}.fit"), watch::to_fit(&run))
    };
    (0..8).map(long).collect()
}
