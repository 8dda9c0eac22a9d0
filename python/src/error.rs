//! Failures of the core → exceptions of `runform.errors`.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use runform::facts;
use runform::import::ImportError;
use runform::runs::Problem;

pub(crate) use crate::frames::told;

/// A failure: name, class of the exception, code, message, remedy, data as JSON.
pub(crate) type Failure = (String, &'static str, String, String, Option<String>, String);

/// What Python needs to know of a failure.
pub(crate) fn failure(name: &str, problem: &Problem) -> Failure {
    let class = match problem {
        Problem::Refused(_) => "RefusedError",
        Problem::ProgramEnded | Problem::ProgramError { .. } => "InternalError",
        _ => "ReadError",
    };
    let remedy = match problem {
        Problem::Import(
            ImportError::DamagedFile { advice, .. } | ImportError::NoRecording { advice, .. },
        ) => Some(told(advice)),
        _ => None,
    };
    let data = serde_json::to_string(problem).unwrap_or_default();
    (name.to_owned(), class, facts::code(problem), told(problem), remedy, data)
}

/// The exception for a failure.
pub(crate) fn raise(py: Python<'_>, failure: &Failure) -> PyErr {
    let (name, class, code, message, remedy, data) = failure;
    let made = py.import("runform.errors").and_then(|errors| {
        errors.getattr(*class)?.call1((message, code, remedy.as_deref(), name, data))
    });
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// The exception for an argument that cannot be used.
pub(crate) fn wrong(py: Python<'_>, parameter: &str, message: impl Into<String>) -> PyErr {
    let message = format!("{parameter}: {}", message.into());
    let empty = String::new();
    raise(py, &(empty.clone(), "ArgumentError", "argument".into(), message, None, empty))
}

/// A defect.
pub(crate) fn defect(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
