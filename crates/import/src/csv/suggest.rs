//! Which `map` options would read a table that is not understood, by what its columns
//! hold. A guess to begin with: the user knows better.

use super::convert::median;
use super::sheet::Sheet;
use super::time::TimeFormat;
use crate::recording::Quantity;

/// Values that speak for a quantity, and the unit they are in; the surest first.
const LOOKS: [(Quantity, &str, f64, f64); 7] = [
    (Quantity::GroundContactTime, "ms", 195.0, 380.0),
    (Quantity::Cadence, "spm", 150.0, 194.0),
    (Quantity::HeartRate, "bpm", 100.0, 149.0),
    (Quantity::Cadence, "strides/min", 75.0, 97.0),
    (Quantity::VerticalOscillation, "mm", 55.0, 74.0),
    (Quantity::VerticalOscillation, "cm", 6.5, 12.0),
    (Quantity::Speed, "m/s", 1.8, 6.4),
];

/// What may be the time and what may be a measurement: `t=time:s`,
/// `c2=ground_contact_time:ms`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Suggested {
    pub(super) time: Option<String>,
    pub(super) value: Option<String>,
}

/// Looks through the columns of a table.
pub(super) fn suggest(sheet: &Sheet<'_>) -> Suggested {
    let sample = sheet.sample();
    let headers = sheet.headers();
    let name = |i: usize| match headers.get(i).map(|h| h.raw.as_str()) {
        Some(raw) if !raw.is_empty() => raw.to_owned(),
        _ => (i + 1).to_string(),
    };
    let cells = |i: usize| sample.iter().filter_map(move |r| r.get(i)).map(str::trim);
    let numbers = |i: usize| cells(i).filter_map(|c| sheet.style.parse(c)).collect::<Vec<f64>>();
    let goes_on = |values: &[f64]| {
        let steps = values.windows(2).filter(|w| w[1] > w[0]).count();
        values.len() > 2 && steps * 10 >= (values.len() - 1) * 9
    };
    let time = (0..headers.len()).find_map(|i| {
        let format = TimeFormat::detect(cells(i), None, sheet.style)?;
        let values: Vec<f64> = cells(i).filter_map(|c| format.parse(c, sheet.style)).collect();
        let unit = match format {
            TimeFormat::DateTime => "iso",
            TimeFormat::Clock => "hms",
            TimeFormat::Epoch(k) | TimeFormat::Elapsed(k) if k == 1e-3 => "ms",
            TimeFormat::Epoch(_) | TimeFormat::Elapsed(_) => "s",
            TimeFormat::DateOnly | TimeFormat::FitEpoch => return None,
        };
        goes_on(&values).then_some((i, unit))
    });
    let typical: Vec<(usize, f64)> = (0..headers.len())
        .filter(|i| time.is_none_or(|(at, _)| at != *i))
        .map(|i| (i, median(numbers(i).into_iter())))
        .collect();
    let value = LOOKS.iter().find_map(|(quantity, unit, low, high)| {
        let (i, _) = typical.iter().find(|(_, v)| (*low..=*high).contains(v))?;
        Some(format!("{}={}:{unit}", name(*i), quantity.id()))
    });
    Suggested { time: time.map(|(i, unit)| format!("{}=time:{unit}", name(i))), value }
}
