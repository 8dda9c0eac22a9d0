//! A copy of a recording without where and who: for a report of a mistake.
//!
//! Measurements stay as they are, byte for byte where the format allows it. Positions
//! become those of a straight line with steps of the same length, so that distance and
//! speed stay what they were and no route is left. Names, notes and serial numbers go, and
//! the run begins on the first day of the year 2000 (in tables, dates stay: they stand in
//! too many ways).

mod fit;
mod table;
mod xml;

use crate::motion::haversine_m;

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Scrubbed {
    /// The copy.
    pub bytes: Vec<u8>,
    /// `FIT`, `TCX or GPX`, `table`.
    pub kind: &'static str,
    /// Positions that were moved or taken out.
    pub positions: usize,
    /// Texts, numbers and messages that told who or which device.
    pub identities: usize,
    /// Whether the day was changed.
    pub moved_in_time: bool,
}

/// The copy of a plain file; `None` of what is no FIT, TCX, GPX or table, or is damaged so
/// that it cannot be followed to its end.
pub fn scrub(bytes: &[u8]) -> Option<Scrubbed> {
    if bytes.get(8..12) == Some(b".FIT") {
        return fit::scrub(bytes);
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    if text.trim_start().starts_with('<') { xml::scrub(text) } else { table::scrub(text) }
}

/// Positions along a meridian from the equator: the same steps, another place.
struct Line {
    last: Option<(f64, f64)>,
    metres: f64,
}

/// Metres of a degree on the sphere that distances are computed on.
const DEGREE_M: f64 = 6_371_000.0 * std::f64::consts::PI / 180.0;

impl Line {
    fn new() -> Line {
        Line { last: None, metres: 0.0 }
    }

    /// Latitude in place of a position, degrees; the longitude is 0.
    fn next(&mut self, lat: f64, lon: f64) -> f64 {
        let here = (lat, lon);
        if let Some(last) = self.last {
            self.metres += haversine_m(last, here);
        }
        self.last = Some(here);
        // Over the pole and back, for what jumps about: there is no further north.
        let degrees = (self.metres / DEGREE_M) % 320.0;
        let folded = if degrees > 160.0 { 320.0 - degrees } else { degrees };
        folded - 80.0
    }
}
