//! Reads the recordings that the tests use, plainly: no importer in between.

use std::path::Path;

use ndarray::Array1;
use runform::recording::{Axes, Gravity, ImuStream, Piece, Placement, TimeSource};

use super::super::columns;

pub const G: f64 = 9.80665;

/// A stream of one piece; accelerations in m/s², angular velocities in rad/s.
pub fn stream(
    placement: Placement,
    rate_hz: f64,
    start_s: f64,
    acc: [Vec<f64>; 3],
    gyro: Option<[Vec<f64>; 3]>,
) -> ImuStream {
    ImuStream {
        name: String::new(),
        placement,
        rate_hz,
        time_source: TimeSource::Stamps,
        gravity: Gravity::Included,
        axes: Axes::Sensor,
        pieces: vec![Piece {
            start_s,
            acc: acc.map(Array1::from),
            gyro: gyro.map(|g| g.map(Array1::from)),
        }],
        quiet: Vec::new(),
        acc_range: None,
        clipped: 0.0,
    }
}

pub fn scaled(v: Vec<f64>, by: f64) -> Vec<f64> {
    v.into_iter().map(|x| x * by).collect()
}

/// A file with time in s, accelerations in g and angular velocities in deg/s.
pub fn imu(path: &Path, placement: Placement, rate_hz: f64) -> ImuStream {
    let [t, ax, ay, az, gx, gy, gz] = columns(
        path,
        ["time_s", "acc_x_g", "acc_y_g", "acc_z_g", "gyr_x_dps", "gyr_y_dps", "gyr_z_dps"],
    );
    let gyro = [gx, gy, gz].map(|v| scaled(v, 1f64.to_radians()));
    stream(placement, rate_hz, t[0], [ax, ay, az].map(|v| scaled(v, G)), Some(gyro))
}

/// One foot's steps on a force plate: side, initial contact, toe-off, s.
#[derive(Debug, Clone, Copy)]
pub struct Truth {
    pub left: bool,
    pub ic: f64,
    pub to: f64,
}

pub fn truth(path: &Path) -> Vec<Truth> {
    let [ic, to] = columns(path, ["ic_s", "to_s"]);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let feet: Vec<bool> = reader.records().map(|r| r.unwrap().get(1) == Some("L")).collect();
    // The forces of these people were published low-passed near 20 Hz and cut at 25 N. The
    // repair (a contact of raw force passed through the same filter) puts initial contact by
    // raw force at 50 N 4 to 7 ms later and toe-off 5 to 8 ms earlier.
    let ic = ic.into_iter().map(|t| t + 0.0065);
    let to = to.into_iter().map(|t| t - 0.0070);
    ic.zip(to).zip(feet).map(|((ic, to), left)| Truth { left, ic, to }).collect()
}

/// Evenly spaced values from uneven times by lines between neighbours.
pub fn even(t: &[f64], x: &[f64], rate_hz: f64) -> Vec<f64> {
    let n = ((t[t.len() - 1] - t[0]) * rate_hz) as usize;
    let mut i = 0;
    (0..n)
        .map(|k| {
            let at = t[0] + k as f64 / rate_hz;
            while i + 2 < t.len() && t[i + 1] < at {
                i += 1;
            }
            let share = ((at - t[i]) / (t[i + 1] - t[i])).clamp(0.0, 1.0);
            x[i] + share * (x[i + 1] - x[i])
        })
        .collect()
}

/// Rows of numbers of a text without usable header, from line `skip` on.
pub fn rows(path: &Path, separator: char, skip: usize) -> Vec<Vec<f64>> {
    let bytes = std::fs::read(path).unwrap();
    String::from_utf8_lossy(&bytes)
        .lines()
        .skip(skip)
        .map(|l| l.split(separator).map(|v| v.trim().parse().unwrap_or(f64::NAN)).collect())
        .collect()
}

pub fn column(rows: &[Vec<f64>], i: usize) -> Vec<f64> {
    rows.iter().map(|r| r.get(i).copied().unwrap_or(f64::NAN)).collect()
}

/// Stamps that arrive in bursts, spread evenly over the time they cover.
fn spread(t: &[f64]) -> (Vec<f64>, f64) {
    let (first, last, n) = (t[0], t[t.len() - 1], t.len());
    let rate = (n - 1) as f64 / (last - first);
    ((0..n).map(|i| first + i as f64 / rate).collect(), rate)
}

/// Acceleration rows (time, x, y, z; factor to m/s²) as an even stream.
pub fn bursty(rows: &[Vec<f64>], placement: Placement, factor: f64, rate_hz: f64) -> ImuStream {
    let mut rows: Vec<&Vec<f64>> =
        rows.iter().filter(|r| r.len() > 3 && r[..4].iter().all(|v| v.is_finite())).collect();
    rows.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let (t, _) = spread(&rows.iter().map(|r| r[0]).collect::<Vec<_>>());
    let axis = |i: usize| {
        let x: Vec<f64> = rows.iter().map(|r| factor * r[i]).collect();
        even(&t, &x, rate_hz)
    };
    stream(placement, rate_hz, t[0], [axis(1), axis(2), axis(3)], None)
}

/// The sensors of one file of the UMA recordings: name, placement, stream.
pub fn umafall(path: &Path) -> Vec<(&'static str, ImuStream)> {
    let all = rows(path, ';', 41);
    [
        (0.0, "pocket", Placement::Thigh, 200.0),
        (1.0, "chest", Placement::Chest, 20.0),
        (2.0, "waist", Placement::Waist, 20.0),
        (3.0, "wrist", Placement::Wrist, 20.0),
        (4.0, "ankle", Placement::RightShank, 20.0),
    ]
    .into_iter()
    .filter_map(|(id, name, placement, rate)| {
        let own: Vec<Vec<f64>> = all
            .iter()
            .filter(|r| r.len() > 6 && r[5] == 0.0 && r[6] == id)
            .map(|r| vec![r[0] / 1000.0, r[2], r[3], r[4]])
            .collect();
        (own.len() > 100).then(|| (name, bursty(&own, placement, G, rate)))
    })
    .collect()
}

/// The 25 minutes at the ankle.
pub fn adept(dir: &Path) -> ImuStream {
    let [x, y, z] = columns(&dir.join("adept_outdoor_run25min/left_ankle.csv"), ["x", "y", "z"]);
    stream(Placement::LeftShank, 100.0, 0.0, [x, y, z].map(|v| scaled(v, G)), None)
}
