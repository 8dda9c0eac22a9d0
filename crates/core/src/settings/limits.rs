//! What is read at most.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is read at most, so that no file decides how much time or memory it takes. What
/// is beyond is refused with the name of the setting. All ours: several times what any
/// real recording needs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// A file that is read whole, MB. Tables of motion sensors and exports of Apple
    /// Health are read in passing and may be larger.
    pub file_mb: u64,
    /// One file taken out of an archive, MB: a day at 1 Hz is below 50 MB even as TCX.
    pub unpacked_mb: u64,
    /// All that is taken out of an archive, in times its own size (64 MB are always
    /// free): TCX shrinks 20 to 40 times, deflate cannot do more than 1032.
    pub unpacked_times: u64,
    /// Files in an archive.
    pub archive_entries: u64,
    /// Archives in archives: a .gz in a .zip in a .zip is the deepest seen.
    pub archive_depth: u64,
    /// One line of a table, MB: a thousand columns take a hundredth of the usual limit.
    pub line_mb: u64,
    /// Laps of a table of laps, and laps marked in a series: a day around a track has 600.
    pub laps: u64,
    /// First to last record, days.
    pub days: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_mb: 2000,
            unpacked_mb: 512,
            unpacked_times: 200,
            archive_entries: 50_000,
            archive_depth: 3,
            line_mb: 4,
            laps: 3000,
            days: 7.0,
        }
    }
}

impl Limits {
    /// Nothing but the usual: left out of what is hashed and written.
    pub(super) fn is_usual(&self) -> bool {
        *self == Limits::default()
    }

    /// A limit in MB as bytes.
    pub fn bytes(mb: u64) -> u64 {
        mb.saturating_mul(1 << 20)
    }

    /// The longest recording, s.
    pub fn duration_s(&self) -> f64 {
        self.days * 86_400.0
    }
}
