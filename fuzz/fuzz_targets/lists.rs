//! The roster of a team.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform::pipeline::team::{Roster, runners};

fuzz_target!(|text: &str| {
    if let Ok(roster) = Roster::parse(text) {
        let folder = std::path::Path::new("../data/samples");
        let _ = runners(folder, Some(&roster), &[]);
    }
});
