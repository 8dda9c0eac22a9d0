//! The Python module, as a handful of functions over handles: what a Python program
//! sees (classes, docstrings, types) is Python, in `runform/`.
//!
//! Written without the macros of `pyo3`: they would switch on features of `syn`, and
//! with them everything that derives anything, polars included, would be built a second
//! time for the wheel. A handle is a capsule with a name; its value is only read, so
//! that calls from several threads need no lock. The interpreter is let go during work.

mod analysis;
mod batch;
mod error;
mod frames;
mod handle;
mod init;
mod many;
mod options;
mod recording;
mod table;

use std::ffi::CStr;

use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple};

/// What a function of the module gives.
type Answer = PyResult<Py<PyAny>>;

/// A function of the module: its positional arguments.
type Function = fn(&Bound<'_, PyTuple>) -> Answer;

const FUNCTIONS: [(&CStr, Function); 17] = [
    (c"read", recording::read),
    (c"join", recording::join),
    (c"from_arrays", recording::from_arrays),
    (c"about", recording::about),
    (c"analyze", analysis::analyze),
    (c"analyze_paths", many::analyze_paths),
    (c"analyze_bytes", many::analyze_bytes),
    (c"json", analysis::json),
    (c"html", analysis::html),
    (c"head", analysis::head),
    (c"text", analysis::text),
    (c"table", table::of_analyses),
    (c"parquet", table::parquet),
    (c"shape", table::shape),
    (c"column", table::column),
    (c"stream", table::stream),
    (c"batch", batch::batch),
];

fn fill(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    for (name, function) in FUNCTIONS {
        let call = move |args: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| function(args);
        module.add(
            name.to_str().unwrap_or_default(),
            PyCFunction::new_closure(py, Some(name), None, call)?,
        )?;
    }
    let command = |args: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| batch::command(args);
    module.add("command", PyCFunction::new_closure(py, Some(c"command"), None, command)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
