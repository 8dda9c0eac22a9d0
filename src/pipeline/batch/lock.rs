//! Keeps two programs from working on one output folder at cross purposes.

use std::fs::{File, TryLockError};

use super::{BatchError, Place};

/// Held while a step works; given back when dropped, also when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// For one alone (`plan`, `reduce`, a whole batch), or together with others
    /// that map shards.
    ///
    /// # Errors
    /// When somebody else holds it, or the folder cannot be written to.
    pub fn take(place: &Place, alone: bool) -> Result<Lock, BatchError> {
        let path = place.folder().join(".runform-lock");
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(BatchError::write(&path))?;
        let got = if alone { file.try_lock() } else { file.try_lock_shared() };
        match got {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(BatchError::Unfit(format!(
                "another runform works in {}; wait until it has ended.",
                place.folder().display()
            ))),
            // Some network file systems know no locks; receipts keep results sound there too.
            Err(TryLockError::Error(_)) => Ok(Lock { _file: file }),
        }
    }
}
