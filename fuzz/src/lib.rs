//! What the targets share: what must hold of anything that is read, and FIT files around
//! bytes that a fuzzer makes.

use runform_core::recording::{Data, Recording};
use runform_import::container::expand;
use runform_import::{ImportOptions, import};

/// The most samples of a recording that is held to every rule; more are read only.
const HELD: usize = 2_000_000;

/// Reads plain bytes and holds every recording to what must be true of it.
pub fn swallow(bytes: &[u8], options: &ImportOptions) {
    match import(bytes, options) {
        Ok(recordings) => recordings.iter().for_each(check),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The same of what an archive holds.
pub fn unpack(bytes: Vec<u8>) {
    expand("input", bytes, &mut |_, content| {
        if let Ok(content) = content {
            swallow(&content.bytes, &ImportOptions::default());
        }
    });
}

/// Time goes forward, channels are as long as it, nothing is infinite.
pub fn check(recording: &Recording) {
    let Data::Watch(series) = &recording.data else { return };
    let times = series.time_s.to_vec();
    if times.len() > HELD {
        return;
    }
    assert!(times.iter().all(|t| t.is_finite()));
    assert!(times.windows(2).all(|w| w[0] < w[1]), "time stands still or goes back");
    for channel in &series.channels {
        assert_eq!(channel.values.len(), times.len());
        assert!(channel.values.iter().all(|v| !v.is_infinite()), "{:?}", channel.quantity);
    }
    for span in series.laps.iter().chain(&series.pauses) {
        assert!(span.start_s >= 0.0 && span.end_s >= span.start_s, "{span:?}");
        assert!(span.end_s <= series.duration_s() + 1e-6, "{span:?}");
    }
    for note in &recording.notes {
        assert!(note.share.is_none_or(|s| (0.0..=1.0).contains(&s)), "{note:?}");
    }
}

/// A FIT file with these records: its lengths and checksums are right.
pub fn fit_around(records: &[u8]) -> Vec<u8> {
    let mut file = vec![14, 0x20, 0x54, 0x08];
    file.extend((records.len() as u32).to_le_bytes());
    file.extend(b".FIT");
    file.extend(crc16(&file).to_le_bytes());
    file.extend(records);
    file.extend(crc16(&file).to_le_bytes());
    file
}

/// The checksum of FIT.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xa001 } else { c >> 1 })
    })
}
