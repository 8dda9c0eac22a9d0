//! Files too large to hold: read once from front to back, hashed on the way.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Problem;
use crate::files::guard;
use crate::hash::hex;
use crate::import::{self, ImportOptions};
use crate::recording::Recording;

/// Plain files from this size are streamed, bytes. Ours: an hour of six axes at
/// 100 Hz is a third of it, a day eight times.
const STREAM_FROM: u64 = 64 << 20;

/// A large table of an inertial sensor, ready to be read.
pub(super) struct Large {
    reader: BufReader<Hashing>,
}

impl Large {
    /// Opens a file that is large and a table of an inertial sensor; any other
    /// is left to be read whole.
    pub(super) fn open(path: &Path) -> Option<Large> {
        let meta = std::fs::metadata(path).ok()?;
        if !meta.is_file() || meta.len() < STREAM_FROM {
            return None;
        }
        guard::protect(path);
        let hashing = Hashing { file: File::open(path).ok()?, hash: Sha256::new() };
        let mut reader = BufReader::with_capacity(import::HEAD_BYTES.max(1 << 18), hashing);
        let streams = import::streams(reader.fill_buf().ok()?);
        streams.then_some(Large { reader })
    }

    /// The recordings and the SHA-256 of the whole file.
    pub(super) fn read(
        mut self,
        options: &ImportOptions,
    ) -> Result<(Vec<Recording>, String), Problem> {
        let recordings = import::import_stream(&mut self.reader, options)?;
        io::copy(&mut self.reader, &mut io::sink()).map_err(|e| Problem::from_io(&e))?;
        Ok((recordings, hex(&self.reader.into_inner().hash.finalize())))
    }
}

struct Hashing {
    file: File,
    hash: Sha256,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.hash.update(buffer.get(..n).unwrap_or_default());
        Ok(n)
    }
}
