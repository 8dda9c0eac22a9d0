//! Objects in a store (`s3://`, `gs://`, `az://`, `file://`), behind the feature
//! `object-store`; without it no store can be opened, and nothing of it is built.

#[cfg(not(feature = "object-store"))]
mod absent;
#[cfg(feature = "object-store")]
mod present;

#[cfg(not(feature = "object-store"))]
pub use absent::Store;
#[cfg(feature = "object-store")]
pub use present::Store;

/// How addresses of objects begin.
const SCHEMES: [&str; 7] = ["s3", "s3a", "gs", "az", "azure", "abfs", "file"];

/// Whether a name is the address of objects.
pub fn is_address(name: &str) -> bool {
    name.split_once("://").is_some_and(|(scheme, _)| SCHEMES.contains(&scheme))
}

/// An object that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its whole address.
    pub address: String,
    /// Its bytes.
    pub bytes: u64,
    /// What the store calls this version of it: another after every change.
    pub version: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths() {
        for name in ["s3://b/k", "gs://b", "az://c/x y#z.fit", "file:///tmp/x"] {
            assert!(is_address(name), "{name}");
        }
        for name in ["s3:/b/k", "runs/a.fit", "https://x/y", "C:\\x", "-", ""] {
            assert!(!is_address(name), "{name}");
        }
    }
}
