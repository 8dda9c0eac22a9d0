//! Polar Flow: two lines about the session, then one row per second.

use super::convert::median;
use super::names::Header;
use super::number::NumberStyle;
use super::plan::{Known, plan, read_all, value};
use super::rows::Role;
use super::sheet::{Sheet, records};
use super::time::Moment;
use super::{recording, sport};
use crate::recording::{Quantity::*, Recording, Source, Sport};
use crate::{Advice, ImportError, ImportOptions, Inside};

const FORMAT: &str = "csv:polar";

static COLUMNS: &[Known] = &[
    ("Time", Role::Time, "", ""),
    value("HR (bpm)", HeartRate, "bpm"),
    value("Speed (km/h)", Speed, "km/h"),
    value("Speed (mph)", Speed, "mph"),
    ("Cadence", Role::Value(Cadence), "strides/min", "Polar counts the steps of one foot"),
    value("Altitude (m)", Altitude, "m"),
    value("Altitude (ft)", Altitude, "ft"),
    value("Stride length (m)", StepLength, "m"),
    value("Distances (m)", Distance, "m"),
    value("Distances (ft)", Distance, "ft"),
    value("Temperatures (C)", Temperature, "degC"),
    value("Temperatures (F)", Temperature, "degF"),
    value("Power (W)", Power, "W"),
];

/// Reads an export of Polar Flow.
pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let sheet = Sheet::under(text, b',', |r| r.get(0).is_some_and(|c| c.trim() == "Sample rate"))
        .ok_or_else(|| ImportError::NoRecording {
        format: "Polar CSV",
        inside: vec![Inside::NoTable],
        advice: Advice::ExportSamples,
    })?;
    let columns = plan(&sheet, COLUMNS, |name| Source::native(format!("csv:{name}")));
    let mut read = read_all(&sheet, columns, options)?;
    halve_strides(&mut read.series, &mut read.mappings);

    let head = records(sheet.preamble, b',', 2);
    let get = |name: &str| {
        let at = head.first()?.iter().position(|c| Header::parse(c).text.starts_with(name))?;
        head.get(1)?.get(at).map(str::trim).filter(|c| !c.is_empty())
    };
    let number = |name: &str| get(name).and_then(|c| NumberStyle::default().parse(c));
    let mut out = recording(FORMAT, read, get("sport").map_or(Sport::Unknown, sport::named));
    out.device = Some("Polar".into());
    out.title = get("name").map(str::to_string);
    out.body.height_m = number("height").map(|cm| cm / 100.0).filter(|m| (1.0..2.5).contains(m));
    out.body.mass_kg = number("weight").filter(|kg| (25.0..250.0).contains(kg));
    out.start = get("date")
        .zip(get("start time"))
        .and_then(|(date, time)| Moment::parse(&format!("{date} {time}"))?.start());
    Ok(vec![out])
}

/// The length is of one step or of two, told by speed ÷ cadence.
fn halve_strides(
    series: &mut crate::recording::WatchSeries,
    mappings: &mut [crate::recording::Mapping],
) {
    let step = match (series.first(Speed), series.first(Cadence), series.first(StepLength)) {
        (Some(v), Some(c), Some(l)) => {
            median((0..series.len()).map(|i| l.values[i] / (v.values[i] * 60.0 / c.values[i])))
        }
        _ => return,
    };
    if !(1.6..=2.5).contains(&step) {
        return;
    }
    for channel in series.channels.iter_mut().filter(|c| c.quantity == StepLength) {
        channel.values /= 2.0;
    }
    for m in mappings.iter_mut().filter(|m| m.quantity == Some(StepLength)) {
        m.remark = Some("two steps by speed and cadence: halved".into());
    }
}
