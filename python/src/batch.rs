//! A batch on disk, and the command.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use runform::pipeline::batch::{self, BatchError, Crew, Lock, Mapped, Mapper, Place, Plan, Spec};

use crate::Answer;
use crate::error::raise;

/// `batch(inputs, out, manifest, documents, pages, placement, settings, threads,
/// retry_failed, progress, started_as)`: the numbers of recordings, analyses, skipped
/// and failed ones.
pub(crate) fn batch(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let inputs: Vec<PathBuf> = args.get_item(0)?.extract()?;
    let out: PathBuf = args.get_item(1)?.extract()?;
    let threads: Option<usize> = args.get_item(7)?.extract()?;
    let retry_failed: bool = args.get_item(8)?.extract()?;
    let progress = args.get_item(9)?.unbind();
    let started_as: Vec<OsString> = args.get_item(10)?.extract()?;
    let mut spec = match inputs.as_slice() {
        [one] if one.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) => {
            Spec::read(one).map_err(|error| failed(py, &error))?
        }
        all => Spec {
            inputs: all.iter().map(|p| p.display().to_string()).collect(),
            ..Spec::default()
        },
    };
    let manifest: Option<PathBuf> = args.get_item(2)?.extract()?;
    spec.manifest = manifest.or(spec.manifest);
    spec.output.documents |= args.get_item(3)?.extract::<bool>()?;
    spec.output.pages |= args.get_item(4)?.extract::<bool>()?;
    let placement: Option<String> = args.get_item(5)?.extract()?;
    spec.reading.placement = placement.or(spec.reading.placement);
    // The tables are read back.
    spec.output.tables = batch::TableKind::Parquet;
    if let Some(text) = args.get_item(6)?.extract::<Option<String>>()? {
        spec.settings = spec
            .settings
            .with(&text)
            .map_err(|why| crate::error::wrong(py, "settings", crate::error::told(&why)))?;
    }
    let tell = |done: usize, all: usize, name: String| {
        Python::attach(|py| {
            py.check_signals()?;
            if progress.is_none(py) {
                return Ok(());
            }
            progress.call1(py, (done, all, name)).map(|_| ())
        })
    };
    let done = py.detach(|| whole(&spec, &out, threads, retry_failed, &started_as, &tell));
    match done {
        Ok(reduced) => {
            let numbers = (reduced.recordings, reduced.analyzed, reduced.skipped, reduced.failed);
            Ok(numbers.into_pyobject(py)?.into_any().unbind())
        }
        Err(Ended::Batch(error)) => Err(failed(py, &error)),
        Err(Ended::Python(error)) => Err(error),
    }
}

enum Ended {
    Batch(BatchError),
    Python(PyErr),
}

impl From<BatchError> for Ended {
    fn from(error: BatchError) -> Ended {
        Ended::Batch(error)
    }
}

/// Shards between two looks at what Python wants.
const TOGETHER: usize = 64;

fn whole(
    spec: &Spec,
    out: &Path,
    threads: Option<usize>,
    retry_failed: bool,
    started_as: &[OsString],
    tell: &(dyn Fn(usize, usize, String) -> PyResult<()> + Sync),
) -> Result<batch::Reduced, Ended> {
    let place = Place::at(out)?;
    let _lock = Lock::take(&place, true)?;
    batch::plan(spec, Some(&place))?.write(&place)?;
    let plan = Plan::read(&place)?;
    let survives = |shard: usize, k: usize| match started_as {
        [program, first @ ..] => {
            let more = ["batch", "probe"].map(OsStr::new);
            let arguments: Vec<&OsStr> =
                first.iter().map(OsString::as_os_str).chain(more).collect();
            batch::survives(Path::new(program), &arguments, place.folder(), shard, k)
        }
        [] => true,
    };
    let names = Mutex::new(Vec::new());
    let finished = |mapped: &Mapped, _| {
        let name = mapped.runs.first().map(|told| told.0.clone()).unwrap_or_default();
        names.lock().unwrap_or_else(PoisonError::into_inner).push(name);
    };
    let crew = Crew {
        mapper: Mapper { plan: &plan, place: &place, survives: Some(&survives), retry_failed },
        threads,
        finished: &finished,
    };
    let shards: Vec<usize> = (0..plan.shards).collect();
    let mut done = 0;
    for some in shards.chunks(TOGETHER) {
        crew.map(some.to_vec())?;
        let mut names = std::mem::take(&mut *names.lock().unwrap_or_else(PoisonError::into_inner));
        names.sort();
        for name in names {
            done += 1;
            tell(done, shards.len(), name).map_err(Ended::Python)?;
        }
    }
    Ok(batch::reduce(&plan, &place)?)
}

fn failed(py: Python<'_>, error: &BatchError) -> PyErr {
    let code = match error {
        BatchError::Usage(_) => "batch_usage",
        BatchError::Unfit(_) => "batch_unfit",
        BatchError::Later(_) => "batch_later",
        BatchError::Io { .. } => "batch_io",
    };
    let empty = String::new();
    raise(py, &(empty.clone(), "BatchError", code.into(), error.to_string(), None, empty))
}

/// `command(arguments, started_as)`: the command line, in this process; its exit code.
pub(crate) fn command(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let arguments: Vec<OsString> = args.get_item(0)?.extract()?;
    let started_as: Vec<OsString> = args.get_item(1)?.extract()?;
    let code = py.detach(|| runform::cli::run(arguments, started_as));
    Ok(code.into_pyobject(py)?.into_any().unbind())
}
