//! A table that is whole already: the tables of a study for publication.

use std::io;
use std::path::Path;

use super::table::Table;
use crate::files::folder::TableFormat;
use crate::report::study::{Kind, Sheet, Value};
use crate::report::tables::{Cells, FLAG, NUMBER, TEXT, WHOLE};

/// Writes a table into `folder`.
///
/// # Errors
/// When it cannot be written.
pub fn write_sheet(sheet: &Sheet, folder: &Path, format: TableFormat) -> io::Result<()> {
    let shape = sheet.columns.iter().map(|(name, kind)| {
        let cells = match kind {
            Kind::Text => TEXT,
            Kind::Number => NUMBER,
            Kind::Whole => WHOLE,
            Kind::Flag => FLAG,
        };
        (name.clone(), cells)
    });
    let mut table = Table::begin(folder, sheet.name, shape, format)?;
    for row in &sheet.rows {
        let cells = row.iter().map(|value| match value {
            Value::Text(v) => Cells::Text(vec![v.clone()]),
            Value::Number(v) => Cells::Number(vec![v.map(crate::report::json::round)]),
            Value::Whole(v) => Cells::Whole(vec![*v]),
            Value::Flag(v) => Cells::Flag(vec![*v]),
        });
        table.append(cells.collect())?;
    }
    table.finish()?;
    Ok(())
}
