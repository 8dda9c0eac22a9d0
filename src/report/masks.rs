//! Why seconds are left out, in words.

use crate::series::Mask;
use crate::words::Words;

/// A reason of a mask by its id.
pub(super) fn reason(id: &str, words: &Words) -> String {
    words.known(&format!("mask-{id}")).unwrap_or_else(|| id.to_owned())
}

/// Reasons of a sample joined by commas; empty where it counts.
pub(super) fn reasons(mask: Mask, words: &Words) -> String {
    let named = Mask::NAMED.iter().filter(|(m, _)| mask.any(*m));
    named.map(|(_, id)| reason(id, words)).collect::<Vec<_>>().join(", ")
}
