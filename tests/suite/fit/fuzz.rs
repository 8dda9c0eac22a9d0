//! No bytes make the reader panic or hang.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::bytes::{FitBytes, V};
use super::*;

/// A file with something of everything.
fn rich() -> Vec<u8> {
    let mut fit = FitBytes::activity();
    fit.message(3, &[(4, V::U16(700)), (3, V::U8(180))]);
    fit.message(23, &[(2, V::U16(1)), (4, V::U16(1752))]);
    fit.app(0, &[24, 251, 44, 240, 26, 75, 67, 13, 173, 102, 152, 140, 132, 116, 33, 244]);
    fit.describe((0, 3), 0x84, "Ground Time", "Milliseconds", 41);
    fit.describe((0, 4), 0x88, "Vertical Oscillation", "Centimeters", 39);
    fit.timer(0, 0);
    for at in 0..40 {
        fit.record_with(
            at,
            &[
                (3, V::U8(150)),
                (4, V::U8(85)),
                (53, V::U8(64)),
                (6, V::U16(3000)),
                (41, V::U16(2500)),
            ],
            &[(3, 0, V::U16(260)), (4, 0, V::F32(7.5))],
        );
    }
    fit.compressed(7, &[(8, V::Bytes(vec![1, 2, 3])), (3, V::U8(151))]);
    fit.timer(40, 4);
    fit.timer(60, 0);
    fit.lap(0, 40);
    fit.session(0, 40, 1, 0);
    fit.session(20, 20, 2, 0);
    fit.message(34, &[(253, V::U32(super::bytes::T0)), (5, V::U32(super::bytes::T0 + 3600))]);
    let mut bytes = fit.done();
    bytes.extend(FitBytes::file(2, 1, 2050).done());
    bytes
}

/// Reads, and checks what must hold of anything that is read.
fn survives(bytes: &[u8]) {
    let begin = Instant::now();
    if let Ok(recordings) = import(bytes, &ImportOptions::default()) {
        for recording in &recordings {
            let series = series(recording);
            let times = series.time_s.as_slice().unwrap();
            assert!(times.windows(2).all(|w| w[0] < w[1]), "times must increase");
            assert!(series.channels.iter().all(|c| c.values.len() == times.len()));
            let end = series.duration_s();
            for span in series.pauses.iter().chain(&series.laps) {
                assert!(span.start_s >= 0.0 && span.start_s < span.end_s && span.end_s <= end);
            }
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(2), "took {:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
        survives(&bytes);
    }

    #[test]
    fn random_messages(data in prop::collection::vec(any::<u8>(), 0..4000), size in prop::sample::select(vec![12u8, 14])) {
        let mut fit = FitBytes::new();
        fit.junk(&data);
        survives(&fit.with_header(size, data.len() as u32, true));
    }

    #[test]
    fn mutated_files(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = rich();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        survives(&bytes);
    }

    #[test]
    fn cut_and_spliced_files(a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(), c in any::<prop::sample::Index>()) {
        let bytes = rich();
        survives(&bytes[..a.index(bytes.len())]);
        let spliced = [&bytes[..a.index(bytes.len())], &bytes[b.index(bytes.len())..], &bytes[c.index(bytes.len())..]].concat();
        survives(&spliced);
    }

    #[test]
    fn random_definitions_of_records(fields in prop::collection::vec(any::<(u8, u8, u8)>(), 0..40), developer in prop::collection::vec(any::<(u8, u8, u8)>(), 0..10), data in prop::collection::vec(any::<u8>(), 0..3000)) {
        let mut fit = FitBytes::activity();
        fit.app(0, &[0; 16]);
        fit.describe((0, 3), 0x84, "Ground Time", "Milliseconds", 41);
        let mut definition = vec![0x62, 0, 1, 0, 20, fields.len() as u8];
        definition.extend(fields.iter().flat_map(|(a, b, c)| [a % 90, b % 9, *c]));
        definition.push(developer.len() as u8);
        definition.extend(developer.iter().flat_map(|(a, b, c)| [a % 5, b % 9, c % 2]));
        fit.junk(&definition);
        for chunk in data.chunks(37) {
            fit.junk(&[2]);
            fit.junk(chunk);
        }
        survives(&fit.done());
    }
}

#[test]
fn a_large_file_of_tiny_records_is_read_quickly() {
    let mut fit = FitBytes::activity();
    for at in 0..100_000u32 {
        fit.record(at, &[(3, V::U8(150))]);
    }
    survives(&fit.done());
    // One-byte messages without content, and headers without end.
    let mut empty = FitBytes::activity();
    empty.junk(&[0x41, 0, 0, 20, 0, 0]);
    empty.junk(&vec![1; 1_000_000]);
    survives(&empty.done());
    survives(&FitBytes::new().done().repeat(50_000));
}
