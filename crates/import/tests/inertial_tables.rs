//! The same recording of a motion sensor, written in many ways, is the same recording.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use runform_core::recording::{Data, ImuStream};
use runform_import::{ImportOptions, import};

/// Time, accelerations (g), angular velocities (deg/s) of a trunk that runs, as a file
/// of so many decimals holds them.
fn sample(i: usize) -> [f64; 7] {
    let t = i as f64 / 100.0;
    let step = (std::f64::consts::TAU * 2.8 * t).sin();
    let stride = (std::f64::consts::TAU * 1.4 * t + 0.3).sin();
    let round = |v: f64, places: f64| (v * places).round() / places;
    [
        round(t, 100.0),
        round(0.2 * stride, 1e4),
        round(0.1 + 0.15 * step * stride, 1e4),
        round(1.0 + 1.1 * step, 1e4),
        round(40.0 * stride, 1e3),
        round(-15.0 * step, 1e3),
        round(25.0 * stride * step, 1e3),
    ]
}

/// Names of the seven columns as programs write them.
const NAMES: [[&str; 7]; 5] = [
    ["time_s", "acc_x_g", "acc_y_g", "acc_z_g", "gyr_x_dps", "gyr_y_dps", "gyr_z_dps"],
    [
        "Time (s)",
        "Accelerometer X (g)",
        "Accelerometer Y (g)",
        "Accelerometer Z (g)",
        "Gyroscope X (deg/s)",
        "Gyroscope Y (deg/s)",
        "Gyroscope Z (deg/s)",
    ],
    ["t [s]", "ax [g]", "ay [g]", "az [g]", "gx [deg/s]", "gy [deg/s]", "gz [deg/s]"],
    [
        "Time (s)",
        "x-axis (g)",
        "y-axis (g)",
        "z-axis (g)",
        "x-axis (deg/s)",
        "y-axis (deg/s)",
        "z-axis (deg/s)",
    ],
    [
        "timestamp (s)",
        "AccelX (g)",
        "AccelY (g)",
        "AccelZ (g)",
        "GyroX (deg/s)",
        "GyroY (deg/s)",
        "GyroZ (deg/s)",
    ],
];

/// How a table is written.
#[derive(Debug, Clone)]
struct Style {
    names: usize,
    order: Vec<usize>,
    delimiter: char,
    comma: bool,
    quoted_header: bool,
    quoted_cells: bool,
    end: &'static str,
    bom: bool,
    wide: bool,
    preamble: bool,
    last_end: bool,
    blank_lines: bool,
}

const PLAIN: Style = Style {
    names: 0,
    order: Vec::new(),
    delimiter: ',',
    comma: false,
    quoted_header: false,
    quoted_cells: false,
    end: "\n",
    bom: false,
    wide: false,
    preamble: false,
    last_end: true,
    blank_lines: false,
};

impl Style {
    fn table(&self, rows: usize) -> Vec<u8> {
        let order: Vec<usize> =
            if self.order.is_empty() { (0..7).collect() } else { self.order.clone() };
        let delimiter = self.delimiter.to_string();
        let mut text = String::from(if self.bom { "\u{feff}" } else { "" });
        if self.preamble {
            text += &format!("# made for a test{0}# sensor 7{0}", self.end);
        }
        let quote = |cell: String, quoted: bool| if quoted { format!("\"{cell}\"") } else { cell };
        let header = order.iter().map(|c| quote(NAMES[self.names][*c].into(), self.quoted_header));
        text += &(header.collect::<Vec<_>>().join(&delimiter) + self.end);
        for i in 0..rows {
            let values = sample(i);
            let cell = |c: &usize| {
                let cell = values[*c].to_string();
                quote(if self.comma { cell.replace('.', ",") } else { cell }, self.quoted_cells)
            };
            text += &order.iter().map(cell).collect::<Vec<_>>().join(&delimiter);
            if i + 1 < rows || self.last_end {
                text += self.end;
            }
            if self.blank_lines && i % 100 == 7 {
                text += self.end;
            }
        }
        if self.wide {
            return [0xff, 0xfe]
                .into_iter()
                .chain(
                    text.trim_start_matches('\u{feff}').encode_utf16().flat_map(u16::to_le_bytes),
                )
                .collect();
        }
        text.into_bytes()
    }
}

fn stream(bytes: &[u8]) -> ImuStream {
    let found = import(bytes, &ImportOptions::default());
    let mut found = found.unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(found.len(), 1);
    let Data::Imu(mut imu) = found.remove(0).data else { panic!("no sensors") };
    assert_eq!(imu.sensors.len(), 1);
    imu.sensors.remove(0)
}

/// All numbers of a stream, bit for bit.
fn numbers(stream: &ImuStream) -> Vec<u64> {
    let mut all = vec![stream.rate_hz.to_bits()];
    for piece in &stream.pieces {
        all.push(piece.start_s.to_bits());
        let axes = piece.acc.iter().chain(piece.gyro.iter().flatten());
        all.extend(axes.flat_map(|a| a.iter().map(|v| v.to_bits())));
    }
    all
}

fn style() -> impl Strategy<Value = Style> {
    let looks = (0..NAMES.len(), Just((0..7).collect::<Vec<usize>>()).prop_shuffle());
    let marks = (prop::sample::select(vec![',', ';', '\t']), any::<bool>(), any::<[bool; 2]>());
    let frame = (prop::sample::select(vec!["\n", "\r\n"]), any::<[bool; 5]>());
    (looks, marks, frame).prop_map(
        |((names, order), (delimiter, comma, [header, cells]), (end, rest))| {
            let [bom, wide, preamble, last_end, blank_lines] = rest;
            Style {
                names,
                order,
                delimiter,
                // Where the comma separates cells, numbers that hold one are quoted.
                comma,
                quoted_header: header,
                quoted_cells: cells || comma && delimiter == ',',
                end,
                bom,
                wide,
                preamble,
                last_end,
                blank_lines,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_order_marks_and_encoding_change_no_number(style in style()) {
        let right = numbers(&stream(&PLAIN.table(3000)));
        prop_assert!(right.len() == 2 + 6 * 3000);
        prop_assert!(numbers(&stream(&style.table(3000))) == right);
    }
}

#[test]
fn units_change_no_number_but_for_rounding() {
    let right = stream(&PLAIN.table(3000));
    for (names, acc, turn) in [
        (["Acc X (m/s2)", "Acc Y (m/s2)", "Acc Z (m/s2)"], 9.80665, 1.0),
        (["Acc X [mg]", "Acc Y [mg]", "Acc Z [mg]"], 1000.0, 1.0),
        (["Acc X (g)", "Acc Y (g)", "Acc Z (g)"], 1.0, std::f64::consts::PI / 180.0),
    ] {
        let unit = if turn == 1.0 { "deg/s" } else { "rad/s" };
        let mut text = format!(
            "Time (ms),{},Gyro X ({unit}),Gyro Y ({unit}),Gyro Z ({unit})\n",
            names.join(",")
        );
        for i in 0..3000 {
            let v = sample(i);
            let cells = [
                1000.0 * v[0],
                acc * v[1],
                acc * v[2],
                acc * v[3],
                turn * v[4],
                turn * v[5],
                turn * v[6],
            ];
            text += &(cells.map(|c| c.to_string()).join(",") + "\n");
        }
        let found = stream(text.as_bytes());
        assert_eq!(found.rate_hz, right.rate_hz);
        let axes = |s: &ImuStream| -> Vec<f64> {
            let piece = &s.pieces[0];
            let axes = piece.acc.iter().chain(piece.gyro.iter().flatten());
            axes.flat_map(|a| a.to_vec()).collect()
        };
        let (a, b) = (axes(&found), axes(&right));
        assert_eq!(a.len(), b.len());
        assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-9), "{names:?}");
    }
}
