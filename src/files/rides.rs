//! Rides for GoldenCheetah: a file for each recording.

use std::io;
use std::path::PathBuf;

use super::write::{self, Stems};
use crate::analysis::Analyzed;
use crate::report::goldencheetah::goldencheetah;
use crate::runs::system_words;

/// Files of several recordings: `DIR/NAME.json`.
pub struct Rides {
    path: PathBuf,
    stems: Stems,
}

impl Rides {
    /// Files go into `path`.
    pub fn new(path: PathBuf) -> Rides {
        Rides { path, stems: Stems::default() }
    }

    /// Writes the file of a recording.
    ///
    /// # Errors
    /// Words on what went wrong, or that a table of laps has no samples.
    pub fn add(&mut self, analyzed: &Analyzed) -> Result<(), String> {
        let stem = self.stems.next(&analyzed.analysis.recording.path);
        let target = self.path.join(format!("{stem}.json"));
        let failed = |e: io::Error| {
            format!(
                "the file for GoldenCheetah {} could not be written: {}",
                target.display(),
                system_words(&e)
            )
        };
        let Some(text) = goldencheetah(analyzed).map_err(failed)? else {
            return Err("a table of laps has no samples, so there is nothing for GoldenCheetah in it; give the recording itself.".into());
        };
        std::fs::create_dir_all(&self.path).map_err(failed)?;
        write::whole(target.clone(), text.as_bytes()).map_err(failed)
    }
}
