//! Raw files of research sensors, written in Python after the makers' descriptions
//! (`raw/make.py`, which also has readers of other people read them back).

use std::f64::consts::TAU;

use runform::import::container::expand;
use runform::import::{ImportError, ImportOptions, import};
use runform::recording::{Data, ImuStream, Quantity, Recording};

const G: f64 = 9.80665;
/// Samples in each file, at 100 Hz.
const SAMPLES: usize = 600;

fn read(bytes: &[u8]) -> Result<Recording, ImportError> {
    let mut found = None;
    expand("raw", bytes.to_vec(), &mut |_, content| {
        let read = content.and_then(|c| import(&c.bytes, &ImportOptions::default()));
        found = Some(read.map(|mut all| {
            assert_eq!(all.len(), 1);
            all.remove(0)
        }));
    });
    found.unwrap()
}

fn stream(recording: &Recording) -> &ImuStream {
    match &recording.data {
        Data::Imu(imu) => &imu.sensors[0],
        other => panic!("{other:?}"),
    }
}

/// What was measured at a time, m/s² and rad/s.
fn truth(t: f64) -> ([f64; 3], [f64; 3]) {
    let (slow, fast) = (TAU * 1.4 * t, TAU * 2.8 * t);
    let acc = [0.5 * slow.sin(), 0.25 * slow.cos(), 1.0 + 0.8 * fast.sin()];
    let turn = [40.0 * slow.sin(), 20.0 * fast.cos(), -60.0 * slow.sin()];
    (acc.map(|v| v * G), turn.map(f64::to_radians))
}

/// Holds every sample against the truth, within the resolution of the file in g and deg/s.
fn holds(name: &str, recording: &Recording, within_g: f64, within_dps: Option<f64>) {
    let stream = stream(recording);
    let [piece] = stream.pieces.as_slice() else { panic!("{name}: {}", stream.pieces.len()) };
    assert!((stream.rate_hz - 100.0).abs() < 0.01, "{name}: {} Hz", stream.rate_hz);
    assert!(piece.len().abs_diff(SAMPLES) <= 1, "{name}: {} samples", piece.len());
    assert_eq!(piece.gyro.is_some(), within_dps.is_some(), "{name}");
    for i in 0..piece.len() {
        let (acc, turn) = truth(i as f64 / 100.0);
        for k in 0..3 {
            let off = (piece.acc[k][i] - acc[k]).abs() / G;
            assert!(off <= within_g, "{name}: sample {i}, axis {k}: {off} g");
            if let (Some(gyro), Some(within)) = (&piece.gyro, within_dps) {
                let off = (gyro[k][i] - turn[k]).abs().to_degrees();
                assert!(off <= within, "{name}: sample {i}, axis {k}: {off} deg/s");
            }
        }
    }
}

#[test]
fn devices() {
    // Resolutions: 1/256 g with a step in two where it is packed; 1/341; 1/256 of 0.0039 g.
    for (name, bytes, format, device, within_g, within_dps) in [
        (
            "ax3.cwa",
            &include_bytes!("raw/ax3.cwa")[..],
            "imu:axivity_cwa",
            "AX3 12345",
            0.0045,
            None,
        ),
        (
            "ax6.cwa",
            &include_bytes!("raw/ax6.cwa")[..],
            "imu:axivity_cwa",
            "AX6 12345",
            0.0006,
            Some(0.02),
        ),
        (
            "neo.gt3x",
            &include_bytes!("raw/neo.gt3x")[..],
            "imu:actigraph_gt3x",
            "NEO1B41100262",
            0.0016,
            None,
        ),
        (
            "mos.gt3x",
            &include_bytes!("raw/mos.gt3x")[..],
            "imu:actigraph_gt3x",
            "MOS2A12345678",
            0.0021,
            None,
        ),
        (
            "geneactiv.bin",
            &include_bytes!("raw/geneactiv.bin")[..],
            "imu:geneactiv_bin",
            "012345",
            0.0022,
            None,
        ),
    ] {
        let recording = read(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(recording.format, format);
        assert!(recording.device.as_deref().is_some_and(|d| d.contains(device)), "{name}");
        assert_eq!(recording.start.unwrap().to_string(), "2024-06-01T12:00:00", "{name}");
        holds(name, &recording, within_g, within_dps);
    }
}

#[test]
fn matlab() {
    for (name, bytes) in [
        ("packed.mat", &include_bytes!("raw/packed.mat")[..]),
        ("plain.mat", &include_bytes!("raw/plain.mat")[..]),
    ] {
        let recording = read(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        holds(name, &recording, 1e-6, Some(1e-6));
    }
    let recording = read(include_bytes!("raw/watch.mat")).unwrap();
    let series = recording.watch().unwrap();
    assert_eq!(series.len(), 3600);
    let last = |q| series.first(q).unwrap().values[3599];
    assert_eq!((last(Quantity::Speed), last(Quantity::Cadence)), (3.0, 173.0));
    assert!((last(Quantity::GroundContactTime) - (250.0 + 3599.0 / 600.0)).abs() < 1e-9);
    let newer = [&b"MATLAB 7.3 MAT-file, Platform"[..], &[0; 200]].concat();
    let said = runform::words::english_of(&import(&newer, &ImportOptions::default()).unwrap_err());
    assert!(said.contains("-v7"), "{said}");
}

/// Broken anywhere, they are refused or read as far as they go; nothing panics.
#[test]
fn damage() {
    for bytes in [
        &include_bytes!("raw/ax3.cwa")[..],
        include_bytes!("raw/ax6.cwa"),
        include_bytes!("raw/neo.gt3x"),
        include_bytes!("raw/geneactiv.bin"),
        include_bytes!("raw/packed.mat"),
        include_bytes!("raw/plain.mat"),
    ] {
        for k in 0..40 {
            let cut = bytes.len() * k / 40;
            let _ = read(&bytes[..cut.max(1)]);
            let mut wrong = bytes.to_vec();
            let at = (k * 7919 + 13) % wrong.len();
            wrong[at] ^= 0xFF;
            wrong[(at / 2 + 40) % bytes.len()] = 0xFF;
            let _ = read(&wrong);
        }
    }
    // A block that lost its check sum is left out, and said.
    let mut wrong = include_bytes!("raw/ax3.cwa").to_vec();
    wrong[1024 + 512 + 100] ^= 1;
    let recording = read(&wrong).unwrap();
    assert!(recording.notes.iter().any(|n| n.code() == "blocks_unreadable"));
}

/// A folder as BIDS has it: rows without a header, the names in a table beside them.
#[test]
fn bids_motion() {
    use runform::pipeline::{Input, inspect_file};
    let dir = tempfile::tempdir().unwrap();
    let stem = dir.path().join("sub-01_task-run_tracksys-imu");
    let channels = "name\tcomponent\ttype\ttracked_point\tunits\tsampling_frequency\n\
        ax\tx\tACCEL\tLowerBack\tm/s^2\t100\nay\ty\tACCEL\tLowerBack\tm/s^2\t100\naz\tz\tACCEL\tLowerBack\tm/s^2\t100\n\
        wx\tx\tGYRO\tLowerBack\trad/s\t100\nwy\ty\tGYRO\tLowerBack\trad/s\t100\nwz\tz\tGYRO\tLowerBack\trad/s\t100\n";
    let rows: String = (0..SAMPLES)
        .map(|i| {
            let (a, w) = truth(i as f64 / 100.0);
            format!("{}\t{}\t{}\t{}\t{}\t{}\n", a[0], a[1], a[2], w[0], w[1], w[2])
        })
        .collect();
    std::fs::write(format!("{}_channels.tsv", stem.display()), channels).unwrap();
    let motion = format!("{}_motion.tsv", stem.display());
    std::fs::write(&motion, rows).unwrap();
    let found = runform::pipeline::discover(&[dir.path().to_path_buf()]);
    assert_eq!(found, [Ok(Input::File(motion.into()))]);
    let mut seen = Vec::new();
    for input in found {
        let look = |_: &_, _: &[u8], found: &[Recording]| found.to_vec();
        inspect_file(input, &ImportOptions::default(), look, &mut |found| {
            seen.extend(found.unwrap());
            true
        });
    }
    holds("BIDS", &seen[0], 1e-9, Some(1e-9));
    assert_eq!(stream(&seen[0]).placement, runform::recording::Placement::Sacrum);
}
