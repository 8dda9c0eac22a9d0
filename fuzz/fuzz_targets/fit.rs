//! The records of a FIT file; header and checksums are made right around them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform_import::ImportOptions;

fuzz_target!(|records: &[u8]| {
    runform_fuzz::swallow(&runform_fuzz::fit_around(records), &ImportOptions::default());
});
