//! Motion data after the Brain Imaging Data Structure: `*_motion.tsv` has rows of numbers
//! and no header; `*_channels.tsv` beside it says what every column is.

use std::fmt::Write;

/// Ending of the rows.
pub const MOTION: &str = "_motion.tsv";
/// Ending of the names.
pub const CHANNELS: &str = "_channels.tsv";

/// The rows under a header that other tables have too; `None` where the names are no
/// accelerations or angular velocities.
pub fn with_header(channels: &str, motion: &str) -> Option<Vec<u8>> {
    let mut lines = channels.lines().filter(|l| !l.trim().is_empty());
    let header: Vec<&str> = lines.next()?.trim_start_matches('\u{feff}').split('\t').collect();
    let at = |name: &str| header.iter().position(|h| h.trim() == name);
    let (kind_at, component_at, units_at) = (at("type")?, at("component")?, at("units"));
    let (place_at, rate_at) = (at("tracked_point"), at("sampling_frequency"));
    let mut names = Vec::new();
    let (mut rate_hz, mut timed, mut any) = (None, false, false);
    for line in lines {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
        let unit = units_at.map_or("", cell);
        let kind = match cell(kind_at).to_uppercase().as_str() {
            "ACCEL" => Some("acc"),
            "GYRO" => Some("gyro"),
            _ => None,
        };
        rate_hz = rate_hz.or_else(|| rate_at.and_then(|i| cell(i).parse::<f64>().ok()));
        names.push(match (kind, cell(kind_at).eq_ignore_ascii_case("LATENCY")) {
            (Some(kind), _) => {
                any = true;
                let place: String = place_at
                    .map_or("", cell)
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_lowercase)
                    .collect();
                let sensor = if place.is_empty() { place } else { format!("{place}_") };
                format!("{sensor}{kind}_{} ({unit})", cell(component_at).to_lowercase())
            }
            (None, true) => {
                timed = true;
                format!("time ({})", if unit.is_empty() { "s" } else { unit })
            }
            (None, false) => format!("other_{}", names.len() + 1),
        });
    }
    if !any {
        return None;
    }
    let mut text = String::with_capacity(motion.len() + 64 * names.len());
    if timed {
        text += &names.join("\t");
        text.push('\n');
        text += motion;
    } else {
        let rate_hz = rate_hz.filter(|r| *r > 0.0)?;
        let _ = writeln!(text, "time (s)\t{}", names.join("\t"));
        for (i, row) in motion.lines().filter(|l| !l.trim().is_empty()).enumerate() {
            let _ = writeln!(text, "{:.6}\t{row}", i as f64 / rate_hz);
        }
    }
    Some(text.into_bytes())
}
