//! Why seconds are left out, in words.

use crate::series::Mask;

/// A reason of a mask by its id.
pub(super) fn reason(id: &str) -> &str {
    match id {
        "not_running" => "not running (standing, walking, or no cadence)",
        "pause" => "pause or gap in the recording",
        "after_pause" => "just after a pause",
        "speed_band" => "much slower or faster than the rest",
        "grade" => "ground too steep",
        "acceleration" => "speeding up or slowing down",
        "gps" => "GPS dropout, or just after one",
        other => other,
    }
}

/// Reasons of a sample joined by commas; empty where it counts.
pub(super) fn reason_words(mask: Mask) -> String {
    let named = Mask::NAMED.iter().filter(|(m, _)| mask.any(*m));
    named.map(|(_, id)| reason(id)).collect::<Vec<_>>().join(", ")
}
