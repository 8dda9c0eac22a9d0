//! Settings of the user, as TOML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform::Settings;

fuzz_target!(|text: &str| match Settings::from_toml(text) {
    Ok(settings) => assert!(settings.check().is_ok()),
    Err(error) => assert!(!error.to_string().is_empty()),
});
