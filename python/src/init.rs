//! What the interpreter calls when it loads the module.
#![allow(unsafe_code)] // the C interface of Python

use std::cell::UnsafeCell;
use std::ptr::null_mut;

use pyo3::ffi;
use pyo3::prelude::*;

/// The definition of the module, which Python writes to.
struct Definition(UnsafeCell<ffi::PyModuleDef>);

// SAFETY: only the interpreter touches it, while it holds its lock.
unsafe impl Sync for Definition {}

static DEFINITION: Definition = Definition(UnsafeCell::new(ffi::PyModuleDef {
    m_base: ffi::PyModuleDef_HEAD_INIT,
    m_name: c"_runform".as_ptr(),
    m_doc: c"The core of runform; use the package `runform`.".as_ptr(),
    m_size: -1,
    m_methods: null_mut(),
    m_slots: null_mut(),
    m_traverse: None,
    m_clear: None,
    m_free: None,
}));

/// Makes the module.
#[unsafe(no_mangle)]
extern "C" fn PyInit__runform() -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls this once, attached; the definition lives for ever,
    // and a new module is a new reference or null with an exception set.
    unsafe {
        let py = Python::assume_attached();
        let module = ffi::PyModule_Create(DEFINITION.0.get());
        let made = Bound::from_owned_ptr_or_err(py, module)
            .and_then(|module| Ok(module.cast_into::<PyModule>()?))
            .and_then(|module| super::fill(&module).map(|()| module));
        match made {
            Ok(module) => module.into_ptr(),
            Err(error) => {
                error.restore(py);
                null_mut()
            }
        }
    }
}
