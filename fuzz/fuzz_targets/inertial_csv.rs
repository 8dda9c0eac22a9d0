//! Tables of inertial sensors, with what a user may say of them; the first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform_core::recording::Placement;
use runform_import::{AccUnit, GyroUnit, ImportOptions, import, join, stands_alone};

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let mut options = ImportOptions::default();
    if choice & 1 == 1 {
        options.rate_hz = Some(f64::from(choice >> 1) * 10.0);
    }
    if choice & 2 == 2 {
        options.placement = Some(Placement::LeftFoot);
    }
    if choice & 4 == 4 {
        options.acc_unit = AccUnit::from_id("g");
        options.gyro_unit = GyroUnit::from_id("deg/s");
    }
    if choice & 8 == 8 {
        let mut reader = rest;
        let _ = runform_import::import_stream(&mut reader, &options);
    }
    if let Ok(recordings) = import(rest, &options) {
        for recording in recordings {
            let _ = stands_alone(&recording);
            runform_fuzz::check(&recording);
            let _ = join(vec![
                (Some(Placement::LeftFoot), recording.clone()),
                (Some(Placement::RightFoot), recording),
            ]);
        }
    }
});
