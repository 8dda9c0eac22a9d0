//! Files and folders.

use std::path::{Path, PathBuf};

use super::{Analyzer, Outcome, ReadOptions, Recordings};
use crate::pipeline;
use crate::runs::Problem;

/// Reads every recording in a file, which gives its name.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// let options = runform::ReadOptions::new();
/// let run = runform::read_path("data/samples/tired_long_run.fit", &options)?;
/// assert_eq!(run.recordings[0].format(), "fit");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// As [`read`](crate::read), and when there is no such file or it may not be read.
pub fn read_path(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Recordings, Problem> {
    let path = path.as_ref();
    let bytes = std::fs::read(path).map_err(|e| Problem::from_io(&e))?;
    let name = options.name.clone().unwrap_or_else(|| path.display().to_string());
    crate::read(bytes, &options.clone().name(name))
}

impl Analyzer {
    /// Reads and analyses files and folders (through all levels), several at a time, and
    /// hands over what became of each in the order of the paths; the same at any number
    /// of threads, and one bad file never stops the others. `each` returns false to stop.
    ///
    /// # Errors
    /// Only a failure to start threads.
    pub fn each_path(
        &self,
        paths: &[PathBuf],
        options: &ReadOptions,
        each: &mut dyn FnMut(Outcome) -> bool,
    ) -> std::io::Result<()> {
        let task = self.task(options);
        let work = |found, emit: &mut dyn FnMut(Outcome) -> bool| {
            pipeline::analyze_file(found, &task, emit);
        };
        let mut stopped = false;
        let result = pipeline::run(pipeline::discover(paths), None, &work, &mut |outcome| {
            stopped = !each(outcome);
            if stopped { Err(std::io::ErrorKind::Interrupted.into()) } else { Ok(()) }
        });
        if stopped { Ok(()) } else { result }
    }
}
