//! Values of Rust in the hands of Python.

use std::ffi::CStr;

use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// A value that Python holds by a capsule with the name of its type.
pub(crate) trait Held: Send + Sync + 'static {
    const NAME: &'static CStr;
}

/// Hands a value over.
pub(crate) fn give<T: Held>(py: Python<'_>, value: T) -> PyResult<Py<PyAny>> {
    Ok(PyCapsule::new_with_value(py, value, T::NAME)?.into_any().unbind())
}

/// The value in a handle.
#[allow(unsafe_code)]
pub(crate) fn take<'a, T: Held>(handle: &'a Bound<'_, PyAny>) -> PyResult<&'a T> {
    let capsule = handle.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(T::NAME))?;
    // SAFETY: only `give` makes capsules of this name; the value lives as long as the
    // capsule, is never changed, and may be read from any thread.
    Ok(unsafe { pointer.cast::<T>().as_ref() })
}
