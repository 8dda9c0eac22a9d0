//! Keeps two programs from working on one output folder at cross purposes.

use std::fs::{File, TryLockError};

use super::{BatchError, Place};

/// Held while a step works; given back when dropped, also when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// For one alone (`plan`, `reduce`, a whole batch), or together with others
    /// that map shards.
    ///
    /// # Errors
    /// When somebody else holds it, or the folder cannot be written to.
    pub fn take(place: &Place, alone: bool) -> Result<Lock, BatchError> {
        // Among objects there is none: a receipt is made only where there is no other.
        if place.is_remote() {
            return Ok(Lock { _file: None });
        }
        let path = place.folder().join(".runform-lock");
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(BatchError::write(&path))?;
        let got = if alone { file.try_lock() } else { file.try_lock_shared() };
        match got {
            Ok(()) => Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(BatchError::Later(format!(
                "another runform works in {}; wait until it has ended.",
                place.name()
            ))),
            // Some network file systems know no locks; receipts keep results sound there too.
            Err(TryLockError::Error(_)) => Ok(Lock { _file: Some(file) }),
        }
    }
}
