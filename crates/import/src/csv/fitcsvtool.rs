//! FitCSVTool's table of messages: `Type,Local Number,Message,Field 1,Value 1,Units 1,…`,
//! one FIT message per row and rows of any width.

use std::collections::HashMap;

use csv::StringRecord;

use super::number::NumberStyle;
use super::sheet::reader;
use super::time::{FIT_EPOCH_S, Moment, instant};
use super::units::{self, Conversion};
use super::{fit_names, missing_column, sport};
use crate::recording::{
    Body, Data, Fault, Mapping, Note, NoteKind, Place, Quantity, Recording, Source, Span, Sport,
};
use crate::{Advice, ColumnMap, ImportError, Inside, MapTarget, SeriesBuilder};

const FORMAT: &str = "csv:fitcsvtool";
const NUMBERS: NumberStyle = NumberStyle { decimal_comma: false };
/// From here on (2015 as Unix time, 2035 as FIT time) a number is Unix time.
const UNIX_FROM: f64 = 1.42e9;

/// One field of the `record` messages, kept as a channel.
struct Slot {
    quantity: Quantity,
    source: Source,
    conversion: Conversion,
    field: Option<&'static fit_names::Field>,
}

/// Time and values of one `record` message.
type Record = (f64, Vec<(usize, f64)>);

/// A `session` message.
struct Session {
    start_s: f64,
    sport: Sport,
}

/// Everything of use in a file.
#[derive(Default)]
struct Messages {
    /// What the user says of fields.
    map: Vec<ColumnMap>,
    /// The field that times records.
    time: String,
    slots: Vec<Slot>,
    mappings: Vec<Mapping>,
    /// Field name → slot, `None` for fields of no use.
    known: HashMap<String, Option<usize>>,
    records: Vec<Record>,
    untimed: usize,
    sessions: Vec<Session>,
    laps: Vec<(f64, f64)>,
    /// Timer events: time, running afterwards.
    timer: Vec<(f64, bool)>,
    device: Option<String>,
    body: Body,
    utc_offset_s: Option<i32>,
    invalid: usize,
}

/// Reads the table of messages.
///
/// Columns of `map` are the fields of its `record` messages.
pub(super) fn read(text: &str, map: &[ColumnMap]) -> Result<Vec<Recording>, ImportError> {
    let time = map.iter().find(|m| m.target == MapTarget::Time);
    let time = time.map_or("timestamp", |m| m.column.as_str()).to_string();
    let mut messages = Messages { map: map.to_vec(), time, ..Messages::default() };
    let mut csv = reader(text, b',');
    let mut row = StringRecord::new();
    while csv.read_record(&mut row).map_err(|e| ImportError::DamagedFile {
        format: "CSV",
        place: Place::AtLine { line: e.position().map_or(0, csv::Position::line) },
        fault: Fault::RowUnreadable { detail: e.to_string() },
        advice: Advice::ExportAgain,
    })? {
        if row.get(0).map(str::trim) != Some("Data") {
            continue;
        }
        match row.get(2).map(str::trim) {
            Some("record") => messages.record(&row),
            Some("session") => messages.session(&row),
            Some("lap") => messages.lap(&row),
            Some("event") => messages.event(&row),
            Some("activity") => messages.activity(&row),
            Some("user_profile") => messages.profile(&row),
            Some("file_id") => messages.file_id(&row),
            _ => {}
        }
    }
    messages.all_mapped()?;
    messages.recordings()
}

/// Field, value, unit of a row.
fn fields(row: &StringRecord) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut cells = row.iter().skip(3).map(str::trim);
    std::iter::from_fn(move || {
        let name = cells.next()?;
        Some((name, cells.next()?, cells.next().unwrap_or("")))
    })
    .filter(|(name, ..)| !name.is_empty() && *name != "unknown")
}

fn get<'r>(row: &'r StringRecord, wanted: &str) -> Option<&'r str> {
    fields(row).find(|(name, ..)| *name == wanted).map(|(_, value, _)| value)
}

fn number(row: &StringRecord, wanted: &str) -> Option<f64> {
    NUMBERS.parse(get(row, wanted)?)
}

/// Unix seconds of a FIT time stamp, a Unix time or a date.
fn unix_seconds(cell: &str) -> Option<f64> {
    match NUMBERS.parse(cell) {
        Some(v) if v <= 0.0 || v >= 4_294_967_295.0 => None,
        Some(v) if v < UNIX_FROM => Some(v + FIT_EPOCH_S),
        Some(v) => Some(v),
        None => Moment::parse(cell).map(|m| m.unix_s),
    }
}

fn time(row: &StringRecord, wanted: &str) -> Option<f64> {
    unix_seconds(get(row, wanted)?)
}

impl Messages {
    fn record(&mut self, row: &StringRecord) {
        let mut at = None;
        let mut fraction = 0.0;
        let mut values = Vec::with_capacity(12);
        for (name, cell, unit) in fields(row) {
            match name {
                name if name == self.time => at = unix_seconds(cell),
                "fractional_cadence" => {
                    fraction = NUMBERS.parse(cell).filter(|f| *f < 1.0).unwrap_or(0.0);
                }
                _ => {
                    let Some(slot) = self.slot(name, unit) else { continue };
                    let Some(value) = NUMBERS.parse(cell) else { continue };
                    if self.slots[slot].field.is_some_and(|f| f.is_invalid(value)) {
                        self.invalid += 1;
                        continue;
                    }
                    values.push((slot, value));
                }
            }
        }
        let Some(at) = at else {
            self.untimed += 1;
            return;
        };
        for (slot, value) in &mut values {
            let slot = &self.slots[*slot];
            if slot.field.is_some_and(|f| f.quantity == Quantity::Cadence) {
                *value += fraction;
            }
            *value = slot.conversion.apply(*value);
        }
        self.records.push((at, values));
    }

    /// The slot for a field, made when the field is first seen.
    fn slot(&mut self, name: &str, unit: &str) -> Option<usize> {
        if let Some(slot) = self.known.get(name) {
            return *slot;
        }
        let mapped = self.map.iter().find(|m| m.column.eq_ignore_ascii_case(name)).cloned();
        if let Some(mapped) = mapped {
            return self.mapped(name, &mapped);
        }
        let field = fit_names::find(name);
        let found = field
            .map(|f| (f.quantity, f.unit, Source::native(format!("csv:{name}"))))
            .or_else(|| fit_names::app_field(name));
        let slot = found.and_then(|(quantity, default, source)| {
            // A run's "rpm" is strides per minute, which the table of units knows.
            let unit = units::find(quantity, unit).or_else(|| units::find(quantity, default))?;
            self.mappings.push(Mapping {
                column: name.to_string(),
                quantity: Some(quantity),
                unit: unit.name.to_string(),
                remark: None,
            });
            self.slots.push(Slot { quantity, source, conversion: unit.conversion, field });
            Some(self.slots.len() - 1)
        });
        if slot.is_none() {
            self.mappings.push(Mapping {
                column: name.to_string(),
                quantity: None,
                unit: unit.to_string(),
                remark: None,
            });
        }
        self.known.insert(name.to_string(), slot);
        slot
    }

    /// The slot of a field as the user names it.
    fn mapped(&mut self, name: &str, map: &ColumnMap) -> Option<usize> {
        let quantity = match map.target {
            MapTarget::Quantity(quantity) => Some(quantity),
            _ => None,
        };
        let wanted = quantity.map(|q| map.unit.clone().unwrap_or_else(|| q.unit().to_string()));
        let unit = quantity.zip(wanted.as_deref()).and_then(|(q, unit)| units::find(q, unit));
        self.mappings.push(Mapping {
            column: name.to_string(),
            quantity,
            unit: unit.map_or_else(String::new, |u| u.name.to_string()),
            remark: Some("as given with --map".into()),
        });
        let slot = quantity.zip(unit).map(|(quantity, unit)| {
            let source = Source::native(format!("csv:{name}"));
            let conversion = unit.conversion;
            self.slots.push(Slot { quantity, source, conversion, field: None });
            self.slots.len() - 1
        });
        self.known.insert(name.to_string(), slot);
        slot
    }

    /// Refuses a `--map` of a field that no record has.
    fn all_mapped(&self) -> Result<(), ImportError> {
        let seen =
            |m: &ColumnMap| self.mappings.iter().any(|s| s.column.eq_ignore_ascii_case(&m.column));
        let missing = self.map.iter().find(|m| m.target != MapTarget::Time && !seen(m));
        missing.map_or(Ok(()), |m| {
            Err(missing_column(m, self.mappings.iter().map(|s| s.column.as_str())))
        })
    }

    fn session(&mut self, row: &StringRecord) {
        let sport =
            sport::of_fit(get(row, "sport").unwrap_or(""), get(row, "sub_sport").unwrap_or(""));
        if let Some(start_s) = time(row, "start_time").or_else(|| time(row, "timestamp")) {
            self.sessions.push(Session { start_s, sport });
        }
    }

    fn lap(&mut self, row: &StringRecord) {
        let length = number(row, "total_elapsed_time").filter(|v| *v < 4_294_967.0);
        if let (Some(start), Some(length)) = (time(row, "start_time"), length) {
            self.laps.push((start, start + length));
        }
    }

    fn event(&mut self, row: &StringRecord) {
        if !matches!(get(row, "event"), Some("0" | "timer")) {
            return;
        }
        let running = match get(row, "event_type").unwrap_or("") {
            "0" | "start" => true,
            t if matches!(t, "1" | "4" | "8" | "9") || t.starts_with("stop") => false,
            _ => return,
        };
        if let Some(at) = time(row, "timestamp") {
            self.timer.push((at, running));
        }
    }

    fn activity(&mut self, row: &StringRecord) {
        if let (Some(utc), Some(local)) = (time(row, "timestamp"), time(row, "local_timestamp")) {
            let offset = local - utc;
            if offset.abs() <= 15.0 * 3600.0 {
                self.utc_offset_s = Some((offset / 900.0).round() as i32 * 900);
            }
        }
    }

    fn profile(&mut self, row: &StringRecord) {
        self.body.mass_kg = number(row, "weight").filter(|v| (25.0..250.0).contains(v));
        self.body.height_m = number(row, "height").filter(|v| (1.0..2.5).contains(v));
    }

    fn file_id(&mut self, row: &StringRecord) {
        let maker = match get(row, "manufacturer").unwrap_or("") {
            "" | "65535" => return,
            "1" => "garmin",
            "15" => "dynastream",
            "23" => "suunto",
            "32" => "wahoo_fitness",
            "95" => "stryd",
            "123" => "polar_electro",
            "294" => "coros",
            other => other,
        };
        let product = get(row, "garmin_product").or_else(|| get(row, "product")).unwrap_or("");
        self.device = Some(format!("{maker} {product}").trim().to_string());
    }

    /// One recording per session.
    fn recordings(mut self) -> Result<Vec<Recording>, ImportError> {
        if self.records.is_empty() {
            return Err(ImportError::NoRecording {
                format: "FitCSVTool CSV",
                inside: vec![match self.untimed {
                    0 => Inside::NoRecordRows,
                    rows => Inside::RecordRowsWithoutTime { rows },
                }],
                advice: Advice::GiveFit,
            });
        }
        self.sessions.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
        // Session starts are whole seconds; a record may carry the second before.
        let starts: Vec<f64> = self.sessions.iter().map(|s| s.start_s).collect();
        let session_of = |t: f64| starts.iter().rposition(|s| *s <= t + 0.5).unwrap_or(0);
        let mut parts: Vec<Vec<&Record>> = (0..starts.len().max(1)).map(|_| Vec::new()).collect();
        for record in &self.records {
            if let Some(part) = parts.get_mut(session_of(record.0)) {
                part.push(record);
            }
        }
        let whole = parts.len() == 1;
        let mut out = Vec::new();
        for (i, part) in parts.into_iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            let mut notes = Vec::new();
            let mut builder = SeriesBuilder::default();
            let channels: Vec<usize> =
                self.slots.iter().map(|s| builder.channel(s.quantity, &s.source)).collect();
            for (t, values) in part {
                builder.begin(*t);
                for (slot, value) in values {
                    builder.set(channels[*slot], *value);
                }
            }
            let (mut series, clock) = builder.finish(&mut notes);
            let end = series.duration_s();
            let inside = |a: f64, b: f64| {
                let span = Span { start_s: clock.at(a).max(0.0), end_s: clock.at(b).min(end) };
                (span.end_s > span.start_s).then_some(span)
            };
            series.laps = self
                .laps
                .iter()
                .filter(|(a, _)| whole || session_of(*a) == i)
                .filter_map(|(a, b)| inside(*a, *b))
                .collect();
            series.pauses = self.pauses().filter_map(|(a, b)| inside(a, b)).collect();
            if self.invalid > 0 {
                notes.push(Note::of(NoteKind::InvalidValues { values: self.invalid }));
            }
            out.push(Recording {
                format: FORMAT,
                device: self.device.clone(),
                sport: self.sessions.get(i).map_or(Sport::Unknown, |s| s.sport.clone()),
                title: None,
                start: instant(clock.origin, self.utc_offset_s),
                body: self.body,
                data: Data::Watch(series),
                mappings: self.mappings.clone(),
                notes,
            });
        }
        Ok(out)
    }

    /// From each stop of the timer to the next start.
    fn pauses(&self) -> impl Iterator<Item = (f64, f64)> {
        let mut stopped = None;
        self.timer.iter().filter_map(move |&(t, running)| {
            if running {
                stopped.take().map(|from| (from, t))
            } else {
                stopped.get_or_insert(t);
                None
            }
        })
    }
}
