//! A training log: read, advised on, appended to, its last line taken back.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use runform::strength::progress::{Coaching, advise, habit};
use runform::strength::Catalogue;
use runform::strength::log::Log;

fuzz_target!(|bytes: &[u8]| {
    let (Ok(catalogue), Ok(coaching)) = (Catalogue::builtin(), Coaching::builtin()) else { return };
    let today = date(2026, 11, 30);
    if let Ok(log) = Log::read(bytes, catalogue, coaching) {
        let _ = advise(&log, today, catalogue, coaching);
        let _ = habit(&log, today, catalogue, coaching);
        if let Some((shorter, _)) = Log::without_last(bytes) {
            assert!(shorter.len() < bytes.len());
            let _ = Log::read(&shorter, catalogue, coaching);
        }
    }
});
