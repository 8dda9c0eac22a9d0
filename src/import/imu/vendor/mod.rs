//! Vendors' own layouts of inertial recordings.

use super::super::{Confidence, ImportError, ImportOptions};
use crate::recording::Recording;

/// Judges the first bytes of a file.
pub(crate) fn sniff(_head: &[u8]) -> Confidence {
    Confidence::No
}

/// Reads a file that [`sniff`] recognised.
pub(crate) fn read(bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    Err(super::super::error::unknown_format(bytes))
}
