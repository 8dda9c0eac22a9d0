//! Tables of watches and of laps; lists of activities; columns named by the user.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform_import::{ImportOptions, Lists, parse_map};

fuzz_target!(|bytes: &[u8]| {
    runform_fuzz::swallow(bytes, &ImportOptions::default());
    let _ = runform_import::activities(bytes);
    let _ = Lists::default().add(bytes);
    let _ = runform_import::read_events(bytes);
    if let Some(first) = bytes.split(|b| *b == b'\n').next()
        && let Ok(text) = std::str::from_utf8(first)
        && let Ok(map) = parse_map(text)
    {
        let options = ImportOptions { map: vec![map], ..ImportOptions::default() };
        runform_fuzz::swallow(bytes, &options);
    }
});
