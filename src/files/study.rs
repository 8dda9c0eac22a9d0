//! The folder of a study: page, figures with their data, tables with their codebook,
//! methods, settings, citation.

use std::io;
use std::path::Path;

use super::folder::TableFormat;
use super::tables::write_sheet;
use super::write;
use crate::report::html::studied::Figure;
use crate::report::study::Sheet;

/// Folder of the tables.
pub const TABLES: &str = "tables";
/// Folder of the figures.
pub const FIGURES: &str = "figures";

/// All that is written of a study.
#[derive(Debug)]
pub struct Kit<'a> {
    /// `study.html`.
    pub page: &'a str,
    /// The tables, as CSV and Parquet.
    pub sheets: &'a [Sheet],
    /// The figures, as SVG, and their data.
    pub figures: &'a [Figure],
    /// Other files: name and text.
    pub texts: &'a [(&'static str, String)],
}

/// Writes the folder; returns the files, name and bytes, in order.
///
/// # Errors
/// When a file cannot be written; the message names it.
pub fn write_kit(kit: &Kit, folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut names = Vec::new();
    let mut put = |name: String, text: &str| {
        write::whole(folder.join(&name), text.as_bytes()).map_err(|e| named(&name, &e))?;
        names.push(name);
        Ok::<(), io::Error>(())
    };
    for sub in [TABLES, FIGURES] {
        std::fs::create_dir_all(folder.join(sub)).map_err(|e| named(sub, &e))?;
    }
    put("study.html".into(), kit.page)?;
    for (name, text) in kit.texts {
        put((*name).into(), text)?;
    }
    for figure in kit.figures {
        let svg = format!("{}\n<!-- runform: {}.csv has the data -->\n", figure.svg, figure.name);
        put(format!("{FIGURES}/{}.svg", figure.name), &svg)?;
        put(format!("{FIGURES}/{}.csv", figure.name), &figure.data)?;
    }
    for sheet in kit.sheets {
        for (format, ending) in [(TableFormat::Csv, "csv"), (TableFormat::Parquet, "parquet")] {
            let name = format!("{TABLES}/{}.{ending}", sheet.name);
            write_sheet(sheet, &folder.join(TABLES), format).map_err(|e| named(&name, &e))?;
            names.push(name);
        }
    }
    let sized = |name: String| {
        let meta = std::fs::metadata(folder.join(&name)).map_err(|e| named(&name, &e))?;
        Ok((name, meta.len()))
    };
    names.into_iter().map(sized).collect()
}

/// Writes one more file.
///
/// # Errors
/// When it cannot be written; the message names it.
pub fn write_text(name: &str, text: &str, folder: &Path) -> io::Result<()> {
    write::whole(folder.join(name), text.as_bytes()).map_err(|e| named(name, &e))
}

fn named(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}
