//! Files and folders → what became of each recording, several at a time.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use runform::pipeline::{self, Found};
use runform::runs::{Outcome, analyze_input};

use crate::analysis::Handle;
use crate::error::{failure, told};
use crate::handle::give;
use crate::recording::content;
use crate::{Answer, options};

/// What comes back from a worker.
enum Step {
    Outcome(Outcome),
    /// A file is done.
    Done(String),
}

/// `analyze_paths(paths, options, threads, each, progress)`: `each` is called with an
/// analysis, or with None and why there is none; `progress` with the files done, all,
/// and the name of the last. Both in the order of the files.
pub(crate) fn analyze_paths(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let paths: Vec<PathBuf> = args.get_item(0)?.extract()?;
    let task = options::task(&args.get_item(1)?)?;
    let threads: Option<usize> = args.get_item(2)?.extract()?;
    let (each, progress) = (args.get_item(3)?.unbind(), args.get_item(4)?.unbind());
    let mut broken: Option<PyErr> = None;
    let ran = py.detach(|| {
        let inputs = pipeline::discover(&paths);
        let (mut done, all) = (0_usize, inputs.len());
        let work = |found: Found, emit: &mut dyn FnMut(Step) -> bool| {
            let name = found.as_ref().map_or_else(|(name, _)| name.clone(), pipeline::Input::name);
            let mut wanted = true;
            pipeline::analyze_file(found, &task, &mut |outcome| {
                wanted = emit(Step::Outcome(outcome));
                wanted
            });
            if wanted {
                emit(Step::Done(name));
            }
        };
        pipeline::run(inputs, threads, &work, &mut |step| {
            let told = Python::attach(|py| {
                // Ctrl-C ends the work between two recordings.
                py.check_signals()?;
                match step {
                    Step::Outcome(outcome) => tell(py, &each, outcome),
                    Step::Done(name) => {
                        done += 1;
                        if progress.is_none(py) {
                            return Ok(());
                        }
                        progress.call1(py, (done, all, name)).map(|_| ())
                    }
                }
            });
            told.map_err(|error| {
                broken = Some(error);
                io::Error::from(io::ErrorKind::Interrupted)
            })
        })
    });
    match (broken, ran) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(crate::error::defect(error)),
        (None, Ok(())) => Ok(py.None()),
    }
}

/// `analyze_bytes((name, bytes), options, each)`.
pub(crate) fn analyze_bytes(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (name, bytes) = content(&args.get_item(0)?)?;
    let task = options::task(&args.get_item(1)?)?;
    let each = args.get_item(2)?.unbind();
    let outcomes = py.detach(|| {
        let mut outcomes = Vec::new();
        analyze_input(&name, Ok(bytes.unwrap_or_default()), &task, &mut |outcome| {
            outcomes.push(outcome);
            true
        });
        outcomes
    });
    for outcome in outcomes {
        tell(py, &each, outcome)?;
    }
    Ok(py.None())
}

/// Tells Python: `(analysis, None)`, or `(None, failure)` with the class `Skipped` for
/// what was left aside with good reason.
fn tell(py: Python<'_>, each: &Py<PyAny>, outcome: Outcome) -> PyResult<()> {
    match outcome {
        Outcome::Analyzed(analyzed) => {
            let handle = give(py, Handle(Arc::from(analyzed)))?;
            each.call1(py, (handle, py.None()))?;
        }
        Outcome::Skipped { name, why } => {
            let code = runform::facts::code(&why);
            let skipped = (name, "Skipped", code, told(&why), py.None(), "");
            each.call1(py, (py.None(), skipped))?;
        }
        Outcome::Failed { name, problem, .. } => {
            each.call1(py, (py.None(), failure(&name, &problem)))?;
        }
    }
    Ok(())
}
