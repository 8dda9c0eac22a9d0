//! Archives and compression: .gz and .zip.
