//! A sensor's samples as a CSV file, with the faults of clocks and files.

use std::fmt::Write as _;

use jiff::Timestamp;
use rand::RngExt;
use rand_distr::StandardNormal;

use super::faults::{AccUnit, Faults, GyroUnit, Names, Order, Stamps};
use super::jet::G;
use super::{ImuProfile, SimulatedImu};
use crate::noise::generator;
use crate::recording::{Data, ImuStream};

/// First random stream of files; each placement has its own.
const FILE_STREAM: u64 = 1 << 22;
/// Gaps lie between these shares of the run.
const GAPS_WITHIN: (f64, f64) = (0.05, 0.95);

/// The file of sensor number `index` of the recording; empty if there is none.
pub fn to_csv(run: &SimulatedImu, index: usize) -> Vec<u8> {
    let Data::Imu(imu) = &run.recording.data else { return Vec::new() };
    let Some(stream) = imu.sensors.get(index) else { return Vec::new() };
    let profile = &run.truth.profile;
    let mut text = header(&profile.faults, stream.pieces.iter().any(|p| p.gyro.is_some()));
    write_rows(&mut text, profile, stream);
    text.into_bytes()
}

/// The columns without time: letter of the quantity, axis.
fn columns(order: Order, gyro: bool) -> Vec<(char, usize)> {
    let axes = if order == Order::Zyx { [2, 1, 0] } else { [0, 1, 2] };
    let quantities = if order == Order::GyroFirst { ['g', 'a'] } else { ['a', 'g'] };
    quantities
        .into_iter()
        .filter(|q| gyro || *q == 'a')
        .flat_map(|q| axes.into_iter().map(move |axis| (q, axis)))
        .collect()
}

fn header(faults: &Faults, gyro: bool) -> String {
    let time = match (faults.names, faults.stamps) {
        (_, Stamps::None) => None,
        (Names::Plain, s) => Some(match s {
            Stamps::S => "time_s",
            Stamps::Ms => "time_ms",
            Stamps::Us => "time_us",
            Stamps::Ns => "time_ns",
            Stamps::EpochS => "unix_timestamp_s",
            Stamps::EpochMs => "unix_timestamp_ms",
            Stamps::EpochUs => "unix_timestamp_us",
            Stamps::EpochNs => "unix_timestamp_ns",
            Stamps::Counter => "sample",
            _ => "timestamp",
        }),
        (Names::Spelled, s) => Some(match s {
            Stamps::S => "Time (s)",
            Stamps::Ms => "Time (ms)",
            Stamps::Us => "Time (us)",
            Stamps::Ns => "Time (ns)",
            Stamps::Counter => "Sample",
            _ => "Timestamp",
        }),
        (Names::Bare, Stamps::Counter) => Some("n"),
        (Names::Bare, _) => Some("t"),
    };
    let (acc, gyr) = match faults.names {
        Names::Plain => (
            ["g", "mg", "mps2"][faults.acc_unit as usize],
            ["dps", "radps", "mdps"][faults.gyro_unit as usize],
        ),
        _ => (
            ["g", "mg", "m/s^2"][faults.acc_unit as usize],
            ["deg/s", "rad/s", "mdps"][faults.gyro_unit as usize],
        ),
    };
    let named = columns(faults.order, gyro).into_iter().map(|(q, axis)| {
        let letter = ["x", "y", "z"][axis];
        let (short, long, unit) =
            if q == 'a' { ("acc", "Accelerometer", acc) } else { ("gyr", "Gyroscope", gyr) };
        match faults.names {
            Names::Plain => format!("{short}_{letter}_{unit}"),
            Names::Spelled => format!("{long} {} ({unit})", letter.to_uppercase()),
            Names::Bare => format!("{q}{letter}"),
        }
    });
    let mut cells: Vec<String> = named.collect();
    if let Some(time) = time {
        let at = if faults.order == Order::TimeLast { cells.len() } else { 0 };
        cells.insert(at, time.to_string());
    }
    cells.join(",") + "\n"
}

fn write_rows(text: &mut String, profile: &ImuProfile, stream: &ImuStream) {
    let faults = &profile.faults;
    let mut rng = generator(profile.run.seed, FILE_STREAM + stream.placement as u64);
    let gaps: Vec<f64> = (0..faults.gaps)
        .map(|_| rng.random_range(GAPS_WITHIN.0..GAPS_WITHIN.1) * profile.run.duration_s)
        .collect();
    let (acc_scale, acc_digits) = match faults.acc_unit {
        AccUnit::G => (1.0 / G, 5),
        AccUnit::Mg => (1000.0 / G, 2),
        AccUnit::Mps2 => (1.0, 4),
    };
    let (gyro_scale, gyro_digits) = match faults.gyro_unit {
        GyroUnit::Dps => (1f64.to_degrees(), 3),
        GyroUnit::Rps => (1.0, 5),
        GyroUnit::Mdps => (1000f64.to_degrees(), 0),
    };
    let order = columns(faults.order, stream.pieces.iter().any(|p| p.gyro.is_some()));
    let batch = faults.batch.max(1) as usize;
    let mut latest = f64::NEG_INFINITY;
    for piece in &stream.pieces {
        for i in 0..piece.len() {
            // Every draw is made for every sample, so that one fault does not
            // change the places of another.
            let [lost, twice] = [(); 2].map(|()| rng.random_range(0.0..100.0));
            let shaken: f64 = rng.sample(StandardNormal);
            let t = piece.time(i, stream.rate_hz);
            let in_gap = gaps.iter().any(|&g| t >= g && t < g + faults.gap_s);
            if lost < faults.dropped_pct || in_gap || t < faults.clock_offset_s {
                continue;
            }
            let last = (i / batch * batch + batch - 1).min(piece.len() - 1);
            let mut stamp = (piece.time(last, stream.rate_hz) - faults.clock_offset_s)
                * (1.0 + 1e-6 * faults.clock_skew_ppm)
                + faults.jitter * shaken / stream.rate_hz;
            // A logger's stamps never go back by themselves.
            stamp = stamp.max(latest).max(0.0);
            latest = stamp;
            let clock = if faults.stamps == Stamps::Counter {
                i.to_string()
            } else {
                stamped(faults, profile.run.start, stamp)
            };
            let copies = if twice < faults.duplicated_pct { 2 } else { 1 };
            for _ in 0..copies {
                row(text, faults, &clock, |text| {
                    for (k, &(q, axis)) in order.iter().enumerate() {
                        let comma = if k > 0 { "," } else { "" };
                        let axis_of = |a: &[ndarray::Array1<f64>; 3]| a[axis][i];
                        // A String takes everything: no error can occur.
                        let _ = if q == 'a' {
                            let value = piece.acc[axis][i] * acc_scale;
                            write!(text, "{comma}{value:.acc_digits$}")
                        } else {
                            let value = piece.gyro.as_ref().map_or(f64::NAN, axis_of);
                            write!(text, "{comma}{:.gyro_digits$}", value * gyro_scale)
                        };
                    }
                });
            }
        }
    }
}

fn row(text: &mut String, faults: &Faults, clock: &str, values: impl Fn(&mut String)) {
    match (faults.stamps, faults.order) {
        (Stamps::None, _) => values(text),
        (_, Order::TimeLast) => {
            values(text);
            text.push(',');
            text.push_str(clock);
        }
        _ => {
            text.push_str(clock);
            text.push(',');
            values(text);
        }
    }
    text.push('\n');
}

/// A time stamp in the unit and form of the file.
fn stamped(faults: &Faults, start: Timestamp, stamp: f64) -> String {
    let mut t = stamp;
    if faults.stamp_reset_at_s > 0.0 && t >= faults.stamp_reset_at_s {
        t -= faults.stamp_reset_at_s;
    }
    if faults.stamp_wrap_s > 0.0 {
        t %= faults.stamp_wrap_s;
    }
    let (exponent, epoch) = match faults.stamps {
        Stamps::S | Stamps::Counter | Stamps::None => (0, false),
        Stamps::Ms => (3, false),
        Stamps::Us => (6, false),
        Stamps::Ns => (9, false),
        Stamps::EpochS | Stamps::Iso => (0, true),
        Stamps::EpochMs => (3, true),
        Stamps::EpochUs => (6, true),
        Stamps::EpochNs => (9, true),
    };
    let decimals = faults.stamp_decimals.min(9);
    let least = 10i128.pow(9 - decimals);
    let base = if epoch { start.as_nanosecond() } else { 0 };
    let exact = base + (t * 1e9).round() as i128;
    let ns = (exact + least / 2).div_euclid(least) * least;
    if faults.stamps == Stamps::Iso {
        let at = Timestamp::from_nanosecond(ns).unwrap_or(start);
        return at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    }
    let unit = 10i128.pow(9 - exponent);
    let (whole, part) = (ns.div_euclid(unit), ns.rem_euclid(unit));
    let digits = decimals.saturating_sub(exponent) as usize;
    if digits == 0 {
        return whole.to_string();
    }
    let part = part / 10i128.pow(9 - exponent - digits as u32);
    format!("{whole}.{part:0digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_exact_in_every_unit() {
        let start = Timestamp::constant(1_735_718_400, 0);
        let at = |stamps, decimals, t| {
            let faults = Faults { stamps, stamp_decimals: decimals, ..Faults::default() };
            stamped(&faults, start, t)
        };
        assert_eq!(at(Stamps::S, 6, 12.345_678_9), "12.345679");
        assert_eq!(at(Stamps::S, 2, 0.005), "0.01");
        assert_eq!(at(Stamps::Ms, 6, 1.25), "1250.000");
        assert_eq!(at(Stamps::Us, 6, 1.25), "1250000");
        assert_eq!(at(Stamps::EpochMs, 3, 0.25), "1735718400250");
        assert_eq!(at(Stamps::EpochNs, 9, 1e-9), "1735718400000000001");
        assert_eq!(at(Stamps::Iso, 6, 61.5), "2025-01-01T08:01:01.500Z");
        let wraps = Faults { stamp_wrap_s: 60.0, stamp_decimals: 1, ..Faults::default() };
        assert_eq!(stamped(&wraps, start, 61.5), "1.5");
    }

    #[test]
    fn headers_follow_units_names_and_order() {
        let plain = Faults::default();
        assert_eq!(
            header(&plain, true),
            "time_s,acc_x_g,acc_y_g,acc_z_g,gyr_x_dps,gyr_y_dps,gyr_z_dps\n"
        );
        let spelled = Faults {
            names: Names::Spelled,
            order: Order::GyroFirst,
            acc_unit: AccUnit::Mps2,
            stamps: Stamps::Us,
            ..Faults::default()
        };
        assert!(header(&spelled, true).starts_with("Time (us),Gyroscope X (deg/s),"));
        let bare = Faults { names: Names::Bare, order: Order::TimeLast, ..Faults::default() };
        assert_eq!(header(&bare, false), "ax,ay,az,t\n");
    }
}
