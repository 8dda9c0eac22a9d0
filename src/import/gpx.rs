//! Gpx import.
use super::{Confidence, Format, ImportError, ImportOptions};
use crate::recording::Recording;

/// The format.
pub(crate) struct Gpx;

impl Format for Gpx {
    fn name(&self) -> &'static str {
        "gpx"
    }
    fn sniff(&self, _head: &[u8]) -> Confidence {
        Confidence::No
    }
    fn read(&self, _bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        Err(ImportError::Empty)
    }
}
