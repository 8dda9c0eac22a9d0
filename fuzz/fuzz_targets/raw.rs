//! Binary files of inertial sensors: CWA, GENEActiv, gt3x (in its archive), MATLAB.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| runform_fuzz::unpack(bytes.to_vec()));
