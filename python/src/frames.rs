//! Tables of analyses, and the words of facts.

use std::path::Path;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, NamedFrom, PlSmallStr, Series};
use polars_io::prelude::{ParquetReader, SerReader};
use runform::facts::Fact;
use runform::report::tables::{self, NAMES};
use runform::study::row::Who;
use runform::units::Units;
use runform::words::{Language, Surface, Tongue, Words};
use runform::{Analyzed, Cells};

thread_local! {
    static WORDS: Words = Words::new(Tongue {
        language: Language::English,
        units: Units::Metric,
        surface: Surface::Python,
    });
}

/// A fact in the words of a Python program: options are its parameters.
pub(crate) fn told(fact: &impl Fact) -> String {
    WORDS.with(|words| words.say(fact))
}

/// Names of the tables of analyses.
pub(crate) const TABLES: [&str; NAMES.len()] = NAMES;

/// A table of analyses, one after the other.
pub(crate) fn table(runs: &[(Arc<Analyzed>, Who)], name: &str) -> Result<DataFrame, String> {
    let named = |tables: [runform::Table; NAMES.len()]| tables.into_iter().find(|t| t.name == name);
    let mut all = named(tables::empty()).ok_or("no such table")?;
    for (analyzed, who) in runs {
        let Some(more) = named(tables::of(analyzed, who)) else { continue };
        for ((_, cells), (_, next)) in all.columns.iter_mut().zip(more.columns) {
            match (cells, next) {
                (Cells::Text(a), Cells::Text(b)) => a.extend(b),
                (Cells::Number(a), Cells::Number(b)) => a.extend(b),
                (Cells::Whole(a), Cells::Whole(b)) => a.extend(b),
                (Cells::Flag(a), Cells::Flag(b)) => a.extend(b),
                _ => return Err(format!("the columns of {name} differ")),
            }
        }
    }
    let columns = all.columns.into_iter().map(|(name, cells)| {
        let name = PlSmallStr::from_string(name);
        Column::from(match cells {
            Cells::Text(v) => Series::new(name, v),
            Cells::Number(v) => Series::new(name, v),
            Cells::Whole(v) => Series::new(name, v),
            Cells::Flag(v) => Series::new(name, v),
        })
    });
    DataFrame::new_infer_height(columns.collect()).map_err(|e| e.to_string())
}

/// A table that was written before.
pub(crate) fn parquet(path: &Path) -> std::io::Result<DataFrame> {
    let file = std::fs::File::open(path)?;
    ParquetReader::new(file).finish().map_err(std::io::Error::other)
}
