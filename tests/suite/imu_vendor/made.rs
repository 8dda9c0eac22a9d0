//! Small files as the makers' programs write them, all of the same movement,
//! and what becomes of them when they are cut or damaged.

use std::f64::consts::TAU;
use std::fmt::Write;

use runform::import::{ImportOptions, SensorProblem, import};
use runform::recording::{Gravity, ImuStream, Placement, SensorNote, TimeSource};

use super::{G, first_acc, has_note, imu, named, near, near3, one, refused, samples, start};

/// Acceleration in g and angular velocity in deg/s at a time: gravity on z,
/// bounced and turned at 2 Hz.
fn movement(t: f64) -> ([f64; 3], [f64; 3]) {
    let phase = TAU * 2.0 * t;
    let acc = [0.2 * phase.sin(), 0.1 * phase.cos(), 1.0 + 0.5 * phase.sin()];
    (acc, [80.0 * phase.cos(), 20.0 * phase.sin(), 5.0])
}

/// Rows of a file: `row(index, time, acc, gyro)`.
fn rows(n: usize, rate: f64, row: impl Fn(usize, f64, [f64; 3], [f64; 3]) -> String) -> String {
    (0..n)
        .map(|i| {
            let t = i as f64 / rate;
            let (acc, gyro) = movement(t);
            row(i, t, acc, gyro)
        })
        .collect()
}

fn cells(values: [f64; 3], separator: char) -> String {
    let [x, y, z] = values;
    format!("{x:.6}{separator}{y:.6}{separator}{z:.6}")
}

fn times(v: [f64; 3], k: f64) -> [f64; 3] {
    v.map(|x| x * k)
}

fn rad(v: [f64; 3]) -> [f64; 3] {
    v.map(f64::to_radians)
}

/// Checks every sample of a stream against the movement.
#[track_caller]
fn follows(s: &ImuStream, n: usize, rate: f64) {
    assert_eq!(samples(s), n, "samples of {:?}", s.name);
    near(s.rate_hz, rate, rate * 1e-3);
    let piece = &s.pieces[0];
    let has_acc = !piece.acc[0][0].is_nan();
    for i in 0..piece.len() {
        let (acc, gyro) = movement(piece.time(i, s.rate_hz));
        let found = piece.acc_views().map(|a| a[i]);
        if has_acc {
            let expected =
                if s.gravity == Gravity::Removed { [acc[0], acc[1], acc[2] - 1.0] } else { acc };
            near3(found, times(expected, G), 0.1);
        }
        if let Some(w) = piece.gyro_views() {
            near3(w.map(|w| w[i]), rad(gyro), 0.03);
        }
    }
}

const N: usize = 400;

fn axivity(n: usize, header: bool) -> String {
    let names =
        "Time,Accel-X (g), Accel-Y (g), Accel-Z (g), Gyro-X (d/s), Gyro-Y (d/s), Gyro-Z (d/s)\n";
    let body = rows(n, 100.0, |i, _, a, w| {
        let ms = i * 10;
        let clock = format!("2024-05-04 10:59:{:02}.{:03}", 50 + ms / 1000, ms % 1000);
        format!("{clock},{},{}\n", cells(a, ','), cells(w, ','))
    });
    if header { format!("{names}{body}") } else { body }
}

#[test]
fn axivity_with_and_without_header() {
    for header in [true, false] {
        let r = one(axivity(N, header).as_bytes(), &ImportOptions::default());
        assert_eq!((r.format, start(&r).as_deref()), ("imu:axivity", Some("2024-05-04T10:59:50")));
        follows(&imu(&r).sensors[0], N, 100.0);
    }
}

fn geneactiv(n: usize) -> String {
    let mut text =
        String::from("Device Type,GENEActiv\nDevice Model,1.1\nDevice Unique Serial Code,012345\n");
    text.push_str(
        "\n\n\n\n\n\n\nMeasurement Frequency,100 Hz\nStart Time,2024-05-04 11:00:00:000\n",
    );
    text.push_str("Last measurement,\nDevice Location Code,left wrist\nTime Zone,GMT +01:00\n");
    text.push_str(
        "Sensor type,MEMS accelerometer x-axis\nRange,-8 to 8\nResolution,0.0039\nUnits,g\n",
    );
    for _ in text.lines().count()..100 {
        text.push('\n');
    }
    text + &rows(n, 100.0, |i, _, a, _| {
        let ms = i * 10;
        let clock = format!("2024-05-04 11:00:{:02}:{:03}", ms / 1000, ms % 1000);
        format!("{clock},{},12,0,28.4\n", cells(a, ','))
    })
}

#[test]
fn geneactiv_with_its_hundred_lines() {
    let r = one(geneactiv(N).as_bytes(), &ImportOptions::default());
    assert_eq!(r.device.as_deref(), Some("GENEActiv 012345"));
    assert_eq!(start(&r).as_deref(), Some("2024-05-04T11:00:00+01:00"));
    let s = &imu(&r).sensors[0];
    assert_eq!(s.placement, Placement::LeftWrist);
    near(s.acc_range.unwrap(), 8.0 * G, 1e-9);
    follows(s, N, 100.0);
}

#[test]
fn geneactiv_epochs_are_refused() {
    let mut text = String::from("Device Type,GENEActiv\n\n");
    for minute in 0..20 {
        writeln!(text, "2024-05-04 11:{minute:02}:00:000,0.1,0.2,0.9,12,0,28.4").unwrap();
    }
    let problem = refused(text.as_bytes(), &ImportOptions::default());
    assert_eq!(problem, SensorProblem::GeneactivEpochs);
}

fn actigraph(n: usize, header: bool) -> String {
    let names = if header { "Accelerometer X,Accelerometer Y,Accelerometer Z\n" } else { "" };
    format!(
        "------------ Data File Created By ActiGraph GT3X+ omconvert ActiLife v6.5.4 Firmware v2.5.0 date format M/d/yyyy at 60 Hz  Filter Normal -----------\n\
         Serial Number: CWA0001\nStart Time 07:08:09\nStart Date 5/4/2024\n\
         Epoch Period (hh:mm:ss) 00:00:00\nDownload Time 08:00:00\nDownload Date 5/4/2024\n\
         Current Memory Address: 0\nCurrent Battery Voltage: 4.13     Mode = 12\n\
         --------------------------------------------------\n{names}{}",
        rows(n, 60.0, |_, _, a, _| format!("{}\n", cells(a, ',')))
    )
}

#[test]
fn actigraph_as_omconvert_writes_it() {
    for header in [true, false] {
        let r = one(actigraph(N, header).as_bytes(), &ImportOptions::default());
        assert_eq!(start(&r).as_deref(), Some("2024-05-04T07:08:09"));
        let s = &imu(&r).sensors[0];
        assert_eq!(s.time_source, TimeSource::StatedRate);
        follows(s, N, 60.0);
    }
}

/// The stamp of a whole number of microseconds is exact in the text.
fn blue_trident(n: usize, gyro: bool) -> String {
    let mut text = String::from("unix_timestamp_microsec,time_s,ax_m/s/s,ay_m/s/s,az_m/s/s");
    text.push_str(if gyro { ",gx_deg/s,gy_deg/s,gz_deg/s\n" } else { "\n" });
    let rate = if gyro { 1000.0 } else { 1600.0 };
    text + &rows(n, rate, |_, t, a, w| {
        let stamp = 1_700_000_000_000_000 + (t * 1e6).round() as i64;
        let acc = cells(times(a, G), ',');
        if gyro {
            format!("{stamp},{t:.6},{acc},{}\n", cells(w, ','))
        } else {
            format!("{stamp},{t:.6},{acc}\n")
        }
    })
}

#[test]
fn blue_trident_low_and_high_g() {
    let low = one(blue_trident(2 * N, true).as_bytes(), &named("TS-01234_left tibia_lowg.csv"));
    assert_eq!(start(&low).as_deref(), Some("2023-11-14T22:13:20+00:00"));
    let s = &imu(&low).sensors[0];
    assert_eq!(s.placement, Placement::LeftShank);
    near(s.acc_range.unwrap(), 16.0 * G, 1e-9);
    follows(s, 2 * N, 1000.0);
    let high = one(blue_trident(2 * N, false).as_bytes(), &ImportOptions::default());
    near(imu(&high).sensors[0].acc_range.unwrap(), 200.0 * G, 1e-9);
    follows(&imu(&high).sensors[0], 2 * N, 1600.0);
    let mag = "unix_timestamp_microsec,time_s,mx_microT,my_microT,mz_microT\n1,0,1,2,3\n";
    let problem = refused(mag.as_bytes(), &ImportOptions::default());
    let columns = mag.lines().next().unwrap().split(',').map(String::from).collect();
    assert_eq!(problem, SensorProblem::NoSignals { maker: "Blue Trident".into(), columns });
}

fn mbientlab(n: usize, gyro: bool) -> String {
    let unit = if gyro { "deg/s" } else { "g" };
    let epoch = if gyro { "epoch (ms)" } else { "epoc (ms)" };
    format!(
        "{epoch},timestamp (-0400),elapsed (s),x-axis ({unit}),y-axis ({unit}),z-axis ({unit})\n"
    ) + &rows(n, 100.0, |i, t, a, w| {
        let ms = 1_700_000_000_000_i64 + i as i64 * 10;
        let values = cells(if gyro { w } else { a }, ',');
        format!("{ms},2023-11-14T18.13.20.000,{t:.3},{values}\n")
    })
}

#[test]
fn mbientlab_one_file_per_sensor() {
    let acc = one(mbientlab(N, false).as_bytes(), &ImportOptions::default());
    assert_eq!(start(&acc).as_deref(), Some("2023-11-14T18:13:20-04:00"));
    follows(&imu(&acc).sensors[0], N, 100.0);
    let gyro = one(mbientlab(N, true).as_bytes(), &ImportOptions::default());
    let s = &imu(&gyro).sensors[0];
    assert!(first_acc(s).iter().all(|v| v.is_nan()) && s.pieces[0].gyro.is_some());
    follows(s, N, 100.0);
}

fn shimmer(n: usize, separator: char) -> String {
    let d = separator;
    let mut text = format!("sep={d}\n");
    let names = [
        "TimestampSync_FormattedUnix",
        "Accel_LN_X",
        "Accel_LN_Y",
        "Accel_LN_Z",
        "Gyro_X",
        "Gyro_Y",
        "Gyro_Z",
        "Battery",
    ];
    let names: Vec<String> = names.iter().map(|n| format!("Shimmer_8665_{n}_CAL")).collect();
    writeln!(text, "{}", names.join(&d.to_string())).unwrap();
    let units = [
        "yyyy/mm/dd hh:mm:ss.000",
        "m/(s^2)",
        "m/(s^2)",
        "m/(s^2)",
        "deg/s",
        "deg/s",
        "deg/s",
        "mV",
    ];
    writeln!(text, "{}", units.join(&d.to_string())).unwrap();
    text + &rows(n, 200.0, |i, _, a, w| {
        let ms = i * 5;
        let clock = format!("2024/05/04 11:00:{:02}.{:03}", ms / 1000, ms % 1000);
        format!("{clock}{d}{}{d}{}{d}4100\n", cells(times(a, G), d), cells(w, d))
    })
}

#[test]
fn shimmer_as_consensys_writes_it() {
    for separator in ['\t', ',', ';'] {
        let r = one(shimmer(N, separator).as_bytes(), &ImportOptions::default());
        assert_eq!((r.format, start(&r).as_deref()), ("imu:shimmer", Some("2024-05-04T11:00:00")));
        let s = &imu(&r).sensors[0];
        assert_eq!(s.name, "Shimmer_8665");
        follows(s, N, 200.0);
    }
    // Unix times in ms, and decimal commas.
    let text = String::from(
        "Shimmer_8665_Timestamp_Unix_CAL\tShimmer_8665_Accel_WR_X_CAL\tShimmer_8665_Accel_WR_Y_CAL\tShimmer_8665_Accel_WR_Z_CAL\nms\tm/(s^2)\tm/(s^2)\tm/(s^2)\n",
    ) + &rows(N, 200.0, |i, _, a, _| {
        let ms = 1_700_000_000_000_i64 + i as i64 * 5;
        format!("{ms},0\t{}\n", cells(times(a, G), '\t').replace('.', ","))
    });
    let r = one(text.as_bytes(), &ImportOptions::default());
    assert_eq!(start(&r).as_deref(), Some("2023-11-14T22:13:20+00:00"));
    follows(&imu(&r).sensors[0], N, 200.0);
}

/// A slow sensor beside a fast muscle channel: its cells end early.
fn delsys(n: usize) -> String {
    let mut text = String::new();
    for i in 0..214 {
        writeln!(text, "Label: Trigno IM sensor 1: channel {i} Sampling frequency: 148.148")
            .unwrap();
    }
    text.push_str("X[s],Trigno IM sensor 1: EMG 1 (IM) [Volts]");
    for axis in [
        "Acc 1.X (IM) [g]",
        "Acc 1.Y (IM) [g]",
        "Acc 1.Z (IM) [g]",
        "Gyro 1.X (IM) [deg/sec]",
        "Gyro 1.Y (IM) [deg/sec]",
        "Gyro 1.Z (IM) [deg/sec]",
    ] {
        write!(text, ",X[s],Trigno IM sensor 1: {axis}").unwrap();
    }
    text.push('\n');
    for i in 0..4 * n {
        write!(text, "{:.6},0.0001", i as f64 * 0.0009).unwrap();
        let t = i as f64 * 0.00675;
        let (a, w) = movement(t);
        for value in a.into_iter().chain(w) {
            if i < n { write!(text, ",{t:.5},{value:.6}").unwrap() } else { text.push_str(",,") }
        }
        text.push('\n');
    }
    text
}

#[test]
fn delsys_channels_of_two_rates() {
    let r = one(delsys(N).as_bytes(), &ImportOptions::default());
    let s = &imu(&r).sensors[0];
    assert_eq!(s.name, "Trigno IM sensor 1");
    follows(s, N, 1.0 / 0.00675);
    assert!(!has_note(&r, "unreadable_rows"), "{:?}", r.notes);
}

fn sensor_logger(n: usize, gravity: bool, gyro: bool) -> String {
    String::from("time,seconds_elapsed,z,y,x\n")
        + &rows(n, 100.0, |i, t, a, w| {
            let stamp = 1_700_000_000_000_000_000_i64 + i as i64 * 10_000_000;
            let a = times([a[0], a[1], if gravity { a[2] } else { a[2] - 1.0 }], G);
            let [x, y, z] = if gyro { rad(w) } else { a };
            format!("{stamp},{:.3},{z:.6},{y:.6},{x:.6}\n", t - 0.1)
        })
}

#[test]
fn sensor_logger_by_the_name_of_the_file() {
    let read = |name: &str, gravity, gyro| {
        let r = one(sensor_logger(N, gravity, gyro).as_bytes(), &named(name));
        assert_eq!(start(&r).as_deref(), Some("2023-11-14T22:13:20+00:00"));
        let s = imu(&r).sensors[0].clone();
        follows(&s, N, 100.0);
        s
    };
    assert_eq!(read("run.zip!TotalAcceleration.csv", true, false).gravity, Gravity::Included);
    assert_eq!(read("run.zip!Accelerometer.csv", false, false).gravity, Gravity::Removed);
    assert!(read("run/Gyroscope.csv", true, true).pieces[0].gyro.is_some());
    let problem = refused(sensor_logger(N, true, false).as_bytes(), &named("run.zip!Gravity.csv"));
    assert_eq!(problem, SensorProblem::OtherSensor);
    let unsaid = one(sensor_logger(N, true, false).as_bytes(), &ImportOptions::default());
    assert!(has_note(&unsaid, "sensor_kind_unknown"));
}

fn sensorlog(n: usize, separator: char) -> String {
    let d = separator;
    let names = [
        "loggingTime(txt)",
        "loggingSample(N)",
        "accelerometerTimestamp_sinceReboot(s)",
        "accelerometerAccelerationX(G)",
        "accelerometerAccelerationY(G)",
        "accelerometerAccelerationZ(G)",
        "motionRotationRateX(rad/s)",
        "motionRotationRateY(rad/s)",
        "motionRotationRateZ(rad/s)",
    ];
    format!("{}\n", names.join(&d.to_string()))
        + &rows(n, 100.0, |i, t, a, w| {
            let ms = i * 10;
            let clock = format!("2024-05-04 10:59:{:02}.{:03} +0200", 50 + ms / 1000, ms % 1000);
            let (acc, gyro) = (cells(times(a, -1.0), d), cells(rad(w), d));
            format!("{clock}{d}{i}{d}{:.4}{d}{acc}{d}{gyro}\n", 62_608.0 + t)
        })
}

/// Apple writes 1 g downwards at rest.
#[test]
fn sensorlog_of_an_iphone() {
    for separator in [',', '|'] {
        let r = one(sensorlog(N, separator).as_bytes(), &ImportOptions::default());
        assert_eq!(start(&r).as_deref(), Some("2024-05-04T10:59:50+02:00"));
        follows(&imu(&r).sensors[0], N, 100.0);
    }
}

fn phyphox(n: usize, separator: char, comma: bool, what: &str, k: f64) -> String {
    let d = separator;
    let names: Vec<String> =
        ["x", "y", "z"].iter().map(|axis| format!("\"{what} {axis} (m/s^2)\"")).collect();
    format!("\"Time (s)\"{d}{}\n", names.join(&d.to_string()))
        + &rows(n, 100.0, |_, t, a, _| {
            let [x, y, z] = times([a[0], a[1], a[2] - k], G);
            let line = format!("{t:.9E}{d}{x:.9E}{d}{y:.9E}{d}{z:.9E}\n");
            if comma { line.replace('.', ",") } else { line }
        })
}

#[test]
fn phyphox_in_all_its_dialects() {
    for (separator, comma) in [(',', false), ('\t', false), (';', false), ('\t', true), (';', true)]
    {
        let text = phyphox(N, separator, comma, "Acceleration", 0.0);
        let r = one(text.as_bytes(), &ImportOptions::default());
        assert_eq!(r.format, "imu:phyphox");
        follows(&imu(&r).sensors[0], N, 100.0);
    }
    let text = phyphox(N, ',', false, "Linear Acceleration", 1.0);
    let r = one(text.as_bytes(), &ImportOptions::default());
    assert_eq!(imu(&r).sensors[0].gravity, Gravity::Removed);
    follows(&imu(&r).sensors[0], N, 100.0);
}

/// `SampleTimeFine` is full at 2^32 µs; two packets are lost; free acceleration
/// with the frame of the earth turned by 90 degrees about the sensor's x axis.
fn dot(n: usize, quaternion: bool) -> String {
    let mut text = String::from(
        "sep=,\nDeviceTag:,Left foot\nFirmwareVersion:,2.0.0\nOutputRate:,60Hz\nStartTime: ,2021-08-20_20:21:13_835 GMT+8\n\u{a9} Xsens\n\nPacketCounter,SampleTimeFine,",
    );
    if quaternion {
        text.push_str("Quat_W,Quat_X,Quat_Y,Quat_Z,");
    }
    text.push_str("FreeAcc_X,FreeAcc_Y,FreeAcc_Z,Status\n");
    text + &rows(n, 60.0, |i, t, a, _| {
        let stamp = (4_294_000_000.0 + t * 1e6).round() as u64 % (1 << 32);
        // x, y, z of the sensor are x, z, -y of the earth.
        let earth = if quaternion { [a[0], -a[2], a[1] - 1.0] } else { [a[0], a[1], a[2] - 1.0] };
        let turn = if quaternion { "0.70710678,0.70710678,0,0," } else { "" };
        format!("{},{stamp},{turn}{},0\n", i + 1, cells(times(earth, G), ','))
    })
}

#[test]
fn dot_counter_that_is_full_and_free_acceleration() {
    for quaternion in [true, false] {
        let text = dot(N, quaternion);
        let r = one(text.as_bytes(), &ImportOptions::default());
        let s = &imu(&r).sensors[0];
        assert_eq!((s.placement, s.gravity), (Placement::LeftFoot, Gravity::Included));
        assert_eq!(s.pieces.len(), 1, "{:?}", r.notes);
        follows(s, N, 60.0);
        assert!(has_note(&r, "gravity_restored"));
    }
}

/// Force plates first, another block after: neither is read.
fn vicon(n: usize) -> String {
    let mut text = String::from(
        "\u{feff}\n\nDevices\n500\n,,Imported Bertec Force Plate #1 - Force,,,Left Ankle - accel,,,Left Ankle - gyro,,\n\
         Frame,Sub Frame,Fx,Fy,Fz,x,y,z,x,y,z\n,,N,N,N,mm/s²,mm/s²,mm/s²,deg/s,deg/s,deg/s\n",
    );
    text += &rows(n, 500.0, |i, _, a, w| {
        let (acc, gyro) = (cells(times(a, 1000.0 * G), ','), cells(w, ','));
        format!("{},{},0,0,-700,{acc},{gyro}\n", 11 + i / 5, i % 5)
    });
    text + "\nTrajectories\n100\n,,Subject:LASI,,\nFrame,Sub Frame,X,Y,Z\n,,mm,mm,mm\n1,0,1,2,3,4,5,6,7,8,9,10\n"
}

#[test]
fn vicon_beside_a_force_plate() {
    let r = one(vicon(N).as_bytes(), &ImportOptions::default());
    let [s] = &imu(&r).sensors[..] else { panic!("{:?}", imu(&r).sensors.len()) };
    assert_eq!((s.name.as_str(), s.placement), ("Left Ankle", Placement::LeftShank));
    follows(s, N, 500.0);
    assert!(!has_note(&r, "unreadable_rows"), "{:?}", r.notes);
    let latin1: Vec<u8> =
        vicon(N).trim_start_matches('\u{feff}').chars().map(|c| c as u32 as u8).collect();
    follows(&imu(&one(&latin1, &ImportOptions::default())).sensors[0], N, 500.0);
    let plate = vicon(N).replace("mm/s²", "N").replace("deg/s", "N");
    let problem = refused(plate.as_bytes(), &ImportOptions::default());
    assert!(
        matches!(&problem, SensorProblem::ViconDevices { devices } if devices[0].contains("Bertec")),
        "{problem:?}"
    );
}

fn mt_manager(n: usize, separator: char) -> String {
    let d = separator;
    let names = [
        "PacketCounter",
        "SampleTimeFine",
        "Year",
        "Acc_X",
        "Acc_Y",
        "Acc_Z",
        "Gyr_X",
        "Gyr_Y",
        "Gyr_Z",
    ];
    format!("// Start Time: Unknown\n// Update Rate: 100.0Hz\n{}\n", names.join(&d.to_string()))
        + &rows(n, 100.0, |i, _, a, w| {
            let packet = (65_500 + i) % 65_536;
            format!("{packet:05}{d}{d}{d}{}{d}{}\n", cells(times(a, G), d), cells(rad(w), d))
        })
}

#[test]
fn mt_manager_with_tabs_and_commas() {
    for separator in ['\t', ','] {
        let r = one(mt_manager(N, separator).as_bytes(), &ImportOptions::default());
        let s = &imu(&r).sensors[0];
        assert_eq!((s.pieces.len(), s.time_source), (1, TimeSource::Counter));
        follows(s, N, 100.0);
    }
}

fn android(n: usize) -> String {
    String::from(
        "unit -> radians/second and measure the Angular speed around the X, Y and Z axis\r\nTimestamp;x-axis;y-axis;z-axis;\r\n",
    ) + &rows(n, 100.0, |_, t, _, w| format!("{t:E};{};\r\n", cells(rad(w), ';')))
}

#[test]
fn android_angular_velocities_that_are_some() {
    let r = one(android(N).as_bytes(), &ImportOptions::default());
    follows(&imu(&r).sensors[0], N, 100.0);
}

fn umafall(n: usize) -> String {
    let mut text = String::from(
        "% Date: 2024-05-04_11:00:00 \n% Height(cm): 170\n% Weight(Kg): 60\n  \n% MAC Address; Sensor_ID; Position; Device Model\n\
         %B0:B4:48:B8:77:03; 4; WAIST; SensorTag\n\n% TimeStamp; Sample No; X-Axis; Y-Axis; Z-Axis; Sensor Type; Sensor ID; \n",
    );
    text += &rows(n, 20.0, |i, _, a, w| {
        let ms = 100 + i * 50;
        format!(
            "{ms};{i};{};0;4\n{ms};{i};{};1;4\n{ms};{i};1;2;3;2;4\n",
            cells(a, ';'),
            cells(w, ';')
        )
    });
    text
}

#[test]
fn umafall_joins_the_sensors_of_a_tag() {
    let r = one(umafall(100).as_bytes(), &ImportOptions::default());
    assert_eq!((r.body.mass_kg, r.body.height_m), (Some(60.0), Some(1.7)));
    let s = &imu(&r).sensors[0];
    assert_eq!(s.placement, Placement::Waist);
    follows(s, 100, 20.0);
}

fn sisfall(n: usize) -> String {
    rows(n, 200.0, |_, _, a, w| {
        let [x, y, z] = a.map(|v| (v / (32.0 / 8192.0)).round());
        let [p, q, r] = w.map(|v| (v / (4000.0 / 65_536.0)).round());
        format!("{x:4},{y:4},{z:4},{p:4},{q:4},{r:4},  -1,   2,   3;\r\n")
    })
}

fn runscribe(n: usize) -> String {
    let mut text =
        String::from("time_sec,step,step_rate,contact_time,flight_ratio,footstrike_type,foot\n");
    for i in 0..n {
        let foot = if i % 2 == 0 { "l" } else { "r" };
        writeln!(text, "{:.3},{i},180,{},40,7,{foot}", i as f64 / 3.0, 200 + i).unwrap();
    }
    text
}

/// Small files of every layout.
pub(crate) fn all(n: usize) -> Vec<(&'static str, String)> {
    let new_apdm = String::from(
        "Test Name:,x\nSample Rate:,128,Hz\nTime,Lumbar/Acceleration/X,Lumbar/Acceleration/Y,Lumbar/Acceleration/Z\ns,m/s^2,m/s^2,m/s^2\n",
    ) + &rows(n, 128.0, |_, t, a, _| format!("{t},{}\n", cells(times(a, G), ',')));
    let old_apdm =
        String::from("Format=7,5718,,,Lumbar\nTime,Accelerometer,,,Gyroscope\n,X,Y,Z,X,Y,Z\n")
            + &rows(n, 128.0, |_, t, a, w| {
                format!(
                    "{},{},{}\n",
                    (t * 1e6).round(),
                    cells(times(a, G), ','),
                    cells(rad(w), ',')
                )
            });
    let xio = String::from(
        "Time (s),Gyroscope X (deg/s),Gyroscope Y (deg/s),Gyroscope Z (deg/s),Accelerometer X (g),Accelerometer Y (g),Accelerometer Z (g)\n",
    ) + &rows(n, 100.0, |_, t, a, w| {
        format!("{t},{},{}\n", cells(w, ','), cells(a, ','))
    });
    vec![
        ("imu:axivity", axivity(n, true)),
        ("imu:axivity", axivity(n, false)),
        ("imu:geneactiv", geneactiv(n)),
        ("imu:actigraph", actigraph(n, true)),
        ("imu:blue_trident", blue_trident(n, true)),
        ("imu:mbientlab", mbientlab(n, false)),
        ("imu:shimmer", shimmer(n, '\t')),
        ("imu:sensor_logger", sensor_logger(n, true, false)),
        ("imu:sensorlog", sensorlog(n, '|')),
        ("imu:phyphox", phyphox(n, ';', true, "Acceleration", 0.0)),
        ("imu:xsens", dot(n, true)),
        ("imu:xsens", mt_manager(n, '\t')),
        ("imu:vicon", vicon(n)),
        ("imu:android", android(n)),
        ("imu:umafall", umafall(n)),
        ("imu:sisfall", sisfall(n)),
        ("csv:runscribe", runscribe(n)),
        ("imu:apdm", new_apdm),
        ("imu:apdm", old_apdm),
        ("imu:xio", xio),
    ]
}

#[test]
fn every_layout_is_told() {
    for (format, text) in all(60) {
        assert_eq!(one(text.as_bytes(), &ImportOptions::default()).format, format);
    }
}

/// Cut after every byte: no panic, and what is there is read or refused in words.
#[test]
fn cut_anywhere() {
    for (format, text) in all(8) {
        for cut in 0..text.len() {
            match import(&text.as_bytes()[..cut], &ImportOptions::default()) {
                Ok(all) => assert!(!all.is_empty(), "{format} cut at {cut}"),
                Err(error) => {
                    let said = runform::words::english_of(&error);
                    assert!(said.len() > 20, "{format} cut at {cut}: {said}");
                }
            }
        }
    }
}

/// Every byte in turn replaced by another: no panic.
#[test]
fn damaged_anywhere() {
    const WRONG: [u8; 7] = *b",\"\n9e;\xff";
    for (format, text) in all(5) {
        let bytes = text.into_bytes();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] = WRONG[at % WRONG.len()];
            if let Ok(all) = import(&damaged, &ImportOptions::default()) {
                assert!(!all.is_empty(), "{format} damaged at {at}");
            }
        }
    }
}

#[test]
fn rows_that_cannot_be_read_are_counted() {
    let mut lines: Vec<String> = mbientlab(N, false).lines().map(str::to_string).collect();
    let header = lines[0].clone();
    lines[200] = header; // a logger that wrote its names again
    lines[300] = "garbage".into();
    lines.push("1700000004000,x,4.0,0.1".into()); // cut
    let r = one(lines.join("\n").as_bytes(), &ImportOptions::default());
    let note = r.notes.iter().find(|n| n.code() == "unreadable_rows").unwrap();
    assert_eq!(note.kind, SensorNote::UnreadableRows { rows: 3, line: 201 }.into());
    near(note.share.unwrap(), 3.0 / (N as f64 + 1.0), 1e-9);
    let cut = mbientlab(N, false);
    let r = one(&cut.as_bytes()[..cut.len() - 12], &ImportOptions::default());
    assert!(has_note(&r, "last_row_cut") && !has_note(&r, "unreadable_rows"), "{:?}", r.notes);
    follows(&imu(&r).sensors[0], N - 1, 100.0);
}

#[test]
fn files_without_rows_are_refused_in_words() {
    let header = "epoc (ms),timestamp (-0400),elapsed (s),x-axis (g),y-axis (g),z-axis (g)\n";
    let problem = refused(header.as_bytes(), &ImportOptions::default());
    let maker = "MbientLab".into();
    assert_eq!(problem, SensorProblem::NoRowReadable { maker, rows: 0, line: None });
}
