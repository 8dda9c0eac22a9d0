//! Files made by the rules of the C3D User Guide.

use super::*;
use crate::recording::Data;

/// Writes numbers as one of the three processors did.
#[derive(Clone, Copy)]
struct Pen(Order);

impl Pen {
    fn u16(self, value: u16) -> [u8; 2] {
        if self.0 == Order::Mips { value.to_be_bytes() } else { value.to_le_bytes() }
    }

    fn f32(self, value: f32) -> [u8; 4] {
        match self.0 {
            Order::Intel => value.to_le_bytes(),
            Order::Mips => value.to_be_bytes(),
            Order::Dec => {
                let [a, b, c, d] = (value * 4.0).to_le_bytes();
                [c, d, a, b]
            }
        }
    }

    fn parameter(self, out: &mut Vec<u8>, name: &str, kind: i8, sizes: &[u8], content: &[u8]) {
        out.extend([name.len() as u8, 1]);
        out.extend(name.as_bytes());
        let offset = 2 + 2 + sizes.len() + content.len() + 1;
        out.extend(self.u16(offset as u16));
        out.extend([kind as u8, sizes.len() as u8]);
        out.extend(sizes);
        out.extend(content);
        out.push(0); // no description
    }
}

/// Signals of a sensor at the low back: stride after stride, with gravity.
fn signal(i: usize) -> [f64; 6] {
    let t = i as f64 / 200.0;
    let swing = (std::f64::consts::TAU * 2.8 * t).sin();
    [0.1 * swing, 0.05, 1.0 + 0.9 * swing, 30.0 * swing, 5.0, 60.0 * swing]
}

/// Two samples of six channels in every frame of 100 Hz, one marker beside them.
fn file(order: Order, float: bool, frames: usize) -> Vec<u8> {
    let pen = Pen(order);
    let labels = ["ACCX", "ACCY", "ACCZ", "GYROX", "GYROY", "GYROZ"];
    let scales = [0.001f32, 0.001, 0.001, 0.01, 0.01, 0.01];
    let mut group = vec![6, 0xFF];
    group.extend(b"ANALOG");
    group.extend(pen.u16(3));
    group.push(0);
    let text =
        |of: &[&str]| of.iter().flat_map(|l| format!("{l:<8}").into_bytes()).collect::<Vec<_>>();
    pen.parameter(&mut group, "LABELS", -1, &[8, 6], &text(&labels));
    pen.parameter(
        &mut group,
        "UNITS",
        -1,
        &[8, 6],
        &text(&["g", "g", "g", "deg/s", "deg/s", "deg/s"]),
    );
    let scaled: Vec<u8> = scales.iter().flat_map(|s| pen.f32(*s)).collect();
    pen.parameter(&mut group, "SCALE", 4, &[6], &scaled);
    pen.parameter(&mut group, "GEN_SCALE", 4, &[], &pen.f32(1.0));
    pen.parameter(&mut group, "OFFSET", 2, &[6], &[0; 12]);
    let processor = match order {
        Order::Intel => 84,
        Order::Dec => 85,
        Order::Mips => 86,
    };
    let mut bytes = vec![0; 2 * BLOCK];
    bytes[0] = 2;
    bytes[1] = 0x50;
    let words = [(2, 1), (3, 12), (4, 1), (5, frames as u16), (9, 4), (10, 2)];
    for (word, value) in words {
        bytes[2 * (word - 1)..2 * word].copy_from_slice(&pen.u16(value));
    }
    bytes[12..16].copy_from_slice(&pen.f32(if float { -0.1 } else { 0.1 }));
    bytes[20..24].copy_from_slice(&pen.f32(100.0));
    bytes[BLOCK..BLOCK + 4].copy_from_slice(&[1, 0x50, 2, processor]);
    bytes.resize(3 * BLOCK, 0);
    assert!(group.len() < 2 * BLOCK - 4);
    bytes[BLOCK + 4..BLOCK + 4 + group.len()].copy_from_slice(&group);
    for frame in 0..frames {
        let points = vec![0.0f64; 4];
        let analog = (0..2).flat_map(|part| {
            let values = signal(2 * frame + part);
            (0..6).map(move |c| values[c] / f64::from(scales[c])).collect::<Vec<_>>()
        });
        for value in points.into_iter().chain(analog) {
            if float {
                bytes.extend(pen.f32(value as f32));
            } else {
                bytes.extend(pen.u16(value.round() as i16 as u16));
            }
        }
    }
    bytes
}

#[test]
fn channels_of_every_processor_and_kind_of_number() {
    for order in [Order::Intel, Order::Dec, Order::Mips] {
        for float in [false, true] {
            let bytes = file(order, float, 3000);
            assert!(is(&bytes[..2048]), "{order:?}");
            let found = crate::import(&bytes, &ImportOptions::default());
            let found = found.unwrap_or_else(|e| panic!("{order:?} {float}: {e:?}"));
            let Data::Imu(imu) = &found[0].data else { panic!("no sensors") };
            let sensor = &imu.sensors[0];
            assert_eq!(sensor.rate_hz, 200.0);
            let piece = &sensor.pieces[0];
            assert_eq!(piece.len(), 6000);
            for i in [0, 17, 4001, 5999] {
                let right = signal(i);
                for k in 0..3 {
                    let acc = piece.acc[k][i] / 9.80665;
                    let turn = piece.gyro.as_ref().unwrap()[k][i].to_degrees();
                    assert!((acc - right[k]).abs() < 6e-4, "{order:?}: {acc} for {}", right[k]);
                    assert!((turn - right[3 + k]).abs() < 6e-3, "{turn} for {}", right[3 + k]);
                }
            }
        }
    }
}

#[test]
fn broken_files_are_refused_without_panic() {
    let bytes = file(Order::Intel, true, 300);
    for k in 0..200 {
        let _ = read(&bytes[..bytes.len() * k / 200], &ImportOptions::default());
        let mut wrong = bytes.clone();
        let at = (k * 37) % (3 * BLOCK);
        wrong[at] ^= 0xFF;
        let _ = read(&wrong, &ImportOptions::default());
    }
    let mut without = file(Order::Intel, true, 300);
    without[4..6].fill(0);
    let refused = read(&without, &ImportOptions::default()).unwrap_err();
    assert!(format!("{refused:?}").contains("NoSignalsInC3d"), "{refused:?}");
}
