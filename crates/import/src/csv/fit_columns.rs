//! Tables with one column per FIT field: fit2gpx, the data file of FitCSVTool,
//! and dumps of data frames.

use super::names::Header;
use super::rows::{self, Column, Role, RowUse};
use super::sheet::{Sheet, reader};
use super::{fit_names, recording, sport};
use crate::recording::{Quantity::Cadence, Recording, Source};
use crate::{ImportError, ImportOptions};

/// Tables whose columns carry FIT names: fit2gpx, FitCSVTool's data file, dumps.
pub(super) fn read(
    sheet: &Sheet<'_>,
    format: &'static str,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    // A dump may have been converted on the way: its cadence is settled by evidence.
    let is_dump = format == "csv:fit_table";
    let headers = sheet.headers();
    let names: Vec<String> = headers.iter().map(|h| fit_name(&h.raw).to_string()).collect();
    let fractional = names.iter().position(|n| n == "fractional_cadence");
    let sport_at = |wanted: [&str; 3]| {
        headers.iter().position(|h| {
            let name = h.raw.split('[').next().unwrap_or("").trim();
            wanted.contains(&name)
        })
    };
    let sport_column = sport_at(["sport", "activity_type", "session.sport"]);
    let sub_column = sport_at(["sub_sport", "subsport", "session.sub_sport"]);
    let has_timestamp = names.iter().any(|n| n == "timestamp");
    let mut columns: Vec<Column> = headers
        .into_iter()
        .zip(&names)
        .map(|(header, name)| {
            let mut column = Column::skip(header);
            let stated = column.header.unit.clone();
            if name == "timestamp" || (name == "time" && !has_timestamp) {
                column.role = Role::Time;
                column.unit = None;
            } else if let Some(field) = fit_names::find(name) {
                column.role = Role::Value(field.quantity);
                column.invalid = Some(field.invalid);
                column.source = Source::native(format!("csv:{name}"));
                column.sure = stated.is_none();
                column.unit = stated.or_else(|| Some(field.unit.to_string()));
                if field.quantity == Cadence {
                    column.sure = true;
                    if is_dump {
                        column.unit = Some("spm".into());
                        column.remark =
                            Some("as in the file; steps or strides is settled by evidence".into());
                    } else {
                        column.unit = Some(field.unit.to_string());
                        column.plus = fractional;
                    }
                }
            } else if let Some((quantity, unit, source)) = fit_names::app_field(name) {
                column.role = Role::Value(quantity);
                column.source = source;
                column.unit = stated.or_else(|| Some(unit.to_string()));
            }
            column
        })
        .collect();
    if format == "csv:fitcsvtool"
        && let Some(time) = columns.iter_mut().find(|c| c.role == Role::Time)
        && is_fit_time(sheet, &time.header)
    {
        time.unit = Some("fit".into());
    }
    rows::apply_map(&mut columns, &options.map, sheet)?;
    let (mut sport, mut sub) = (String::new(), String::new());
    let read = rows::read(sheet, &columns, |_, r| {
        for (at, text) in [(sport_column, &mut sport), (sub_column, &mut sub)] {
            if let Some(cell) = at.and_then(|i| r.get(i))
                && text.is_empty()
            {
                cell.trim().clone_into(text);
            }
        }
        RowUse::Keep
    })?;
    // Rows of other messages carry the sport but no record time.
    if sport.is_empty()
        && let Some(at) = sport_column
    {
        sport = first_cell(sheet, at);
        sub = sub_column.map(|i| first_cell(sheet, i)).unwrap_or_default();
    }
    Ok(vec![recording(format, read, sport::of_fit(&sport, &sub))])
}

/// `record.stance_time[ms]` → `stance_time`.
fn fit_name(raw: &str) -> &str {
    let name = raw.strip_prefix("record.").unwrap_or(raw);
    name.split('[').next().unwrap_or(name).trim()
}

fn first_cell(sheet: &Sheet<'_>, at: usize) -> String {
    reader(&sheet.body, sheet.delimiter)
        .records()
        .map_while(Result::ok)
        .find_map(|r| r.get(at).map(str::trim).filter(|c| !c.is_empty()).map(str::to_string))
        .unwrap_or_default()
}

/// Whole seconds of FIT's own epoch rather than Unix time or dates.
fn is_fit_time(sheet: &Sheet<'_>, time: &Header) -> bool {
    let at = sheet.headers().iter().position(|h| h == time);
    sheet
        .sample()
        .iter()
        .filter_map(|r| r.get(at?))
        .filter_map(|c| sheet.style.parse(c))
        .next()
        .is_some_and(|v| v < 1.4e9)
}
