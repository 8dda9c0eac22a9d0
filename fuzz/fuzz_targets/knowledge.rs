//! Rules, norms and exercises of the user in place of those of the program.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform::Knowledge;

const FILES: [&str; 3] = ["breakdowns.toml", "norms.toml", "strength/exercises.toml"];

fuzz_target!(|input: (u8, &str)| {
    let (which, text) = input;
    let file = FILES[usize::from(which) % FILES.len()];
    let name = file.rsplit('/').next().unwrap_or(file);
    let _ = Knowledge::from_files([(name, text)]);
});
