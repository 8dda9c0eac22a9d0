//! What the page is told.

use serde::Serialize;

/// One message to the page; the bytes beside it are said with each.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Said {
    /// A run was analysed; beside it its document, as the command line prints it.
    Run {
        index: usize,
        /// The answer in one sentence.
        answer: String,
    },
    /// Left alone for a good reason.
    Skipped { name: String, why: String },
    /// No analysis.
    Failed { name: String, why: String },
    /// What is in a file that may be one of several sensors.
    Looked { sensors: Vec<Sensor> },
    /// Beside it a page, a calendar, a text.
    File,
    /// The run is no longer held and has to be analysed again.
    Gone,
    /// The answer of a run in another language.
    Answer { answer: String },
    /// What can be chosen.
    Known(crate::known::Known),
    /// The question cannot be answered.
    Wrong { what: String },
    /// A defect: the last that this instance says.
    Panicked { what: String },
}

/// A recording of motion sensors.
#[derive(Serialize)]
pub(crate) struct Sensor {
    pub placements: Vec<&'static str>,
    pub duration_s: Option<f64>,
}

#[cfg(target_arch = "wasm32")]
mod page {
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        /// Called with a message as JSON, and the bytes beside it; both are gone afterwards.
        pub(super) safe fn tell(said: usize, length: usize, bytes: usize, bytes_length: usize);
    }
}

/// Tells the page.
pub(crate) fn tell(said: &Said, bytes: &[u8]) {
    let text = serde_json::to_vec(said).unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    page::tell(text.as_ptr() as usize, text.len(), bytes.as_ptr() as usize, bytes.len());
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (text, bytes);
}
