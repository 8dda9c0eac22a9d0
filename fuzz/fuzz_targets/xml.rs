//! TCX, GPX and whatever else is XML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform_import::ImportOptions;

fuzz_target!(|bytes: &[u8]| runform_fuzz::swallow(bytes, &ImportOptions::default()));
