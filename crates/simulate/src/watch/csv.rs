//! A simulated run as CSV with the unit in every header cell.

use std::fmt::Write as _;

use crate::recording::{Quantity, Start};

use super::SimulatedRun;

/// Columns after the two of time: header cell, quantity.
const COLUMNS: [(&str, Quantity); 10] = [
    ("distance [m]", Quantity::Distance),
    ("speed [m/s]", Quantity::Speed),
    ("altitude [m]", Quantity::Altitude),
    ("heart_rate [bpm]", Quantity::HeartRate),
    ("cadence [spm]", Quantity::Cadence),
    ("stance_time [ms]", Quantity::GroundContactTime),
    ("vertical_oscillation [mm]", Quantity::VerticalOscillation),
    ("vertical_ratio [%]", Quantity::VerticalRatio),
    ("stance_time_balance [%]", Quantity::ContactBalanceLeft),
    ("step_length [m]", Quantity::StepLength),
];

/// First line of every CSV file written here.
pub const CSV_HEADER: &str = "timestamp,elapsed_s [s],distance [m],speed [m/s],altitude [m],\
heart_rate [bpm],cadence [spm],stance_time [ms],vertical_oscillation [mm],vertical_ratio [%],\
stance_time_balance [%],step_length [m]";

/// The recording as CSV: one row per record, UTC time stamps, empty cells where
/// nothing was measured. Positions, pauses and laps have no place in it.
pub fn to_csv(run: &SimulatedRun) -> Vec<u8> {
    let mut text = String::from(CSV_HEADER);
    text.push('\n');
    let Some(series) = run.recording.watch() else {
        return text.into_bytes();
    };
    let start = match run.recording.start {
        Some(Start::Instant { at, .. }) => Some(at),
        _ => None,
    };
    let channels: Vec<_> = COLUMNS.iter().map(|(_, q)| series.first(*q)).collect();
    for (i, time_s) in series.time_s.iter().enumerate() {
        if let Some(at) =
            start.and_then(|s| s.checked_add(jiff::SignedDuration::from_secs_f64(*time_s)).ok())
        {
            let _ = write!(text, "{at}"); // writing to a String cannot fail
        }
        let _ = write!(text, ",{time_s}");
        for channel in &channels {
            text.push(',');
            if let Some(value) = channel.and_then(|c| c.values.get(i)).filter(|v| v.is_finite()) {
                let _ = write!(text, "{value}");
            }
        }
        text.push('\n');
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_the_columns_in_order() {
        let cells: Vec<&str> = CSV_HEADER.split(',').collect();
        assert_eq!(cells[..2], ["timestamp", "elapsed_s [s]"]);
        assert_eq!(cells[2..], COLUMNS.map(|(name, _)| name));
    }
}
