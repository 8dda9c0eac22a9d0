//! `--out DIR`: a document and a page per recording, a line of `summary.csv` for
//! each, and the tables of all of them.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::write::{self, Draft, Stems};
use crate::analysis::Analyzed;
use crate::report::html::{self, Style, study};
use crate::report::json::{self, Layout};
use crate::runs::Without;
use crate::study::row::{Lines, SummaryRow, Who};
use crate::units::Units;

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated text.
    Csv,
}

/// An output folder being filled.
pub struct Folder {
    path: PathBuf,
    layout: Layout,
    pages: Option<Style>,
    stems: Stems,
    overview: Overview,
    summary: (Draft, Lines<File>),
    #[cfg(feature = "tables")]
    tables: Option<crate::files::tables::Tables>,
}

/// What the overview of several recordings is made from.
#[derive(Default)]
pub(crate) struct Overview {
    rows: Vec<SummaryRow>,
    options: study::Options,
    all: usize,
}

impl Overview {
    /// Recordings that an overview holds: its page has to open quickly. Ours.
    const MOST: usize = 5000;

    /// Adds a recording, with the place of its page.
    pub(crate) fn add(&mut self, row: SummaryRow, page: Option<String>) {
        self.all += 1;
        if self.rows.len() < Self::MOST {
            self.rows.push(row);
            self.options.pages.push(page);
        }
    }

    /// The page over all of them.
    pub(crate) fn page(mut self, units: Units) -> io::Result<String> {
        self.options.units = units;
        self.options.of = Some(self.all);
        study::page(&self.rows, &self.options)
    }
}

/// Page over all recordings, where there are several.
pub(crate) const OVERVIEW: &str = "index.html";
/// One line per run.
const SUMMARY: &str = "summary.csv";
/// Folder of the pages within the output folder.
pub(crate) const PAGES: &str = "reports";

impl Folder {
    /// Creates the folder where it does not exist, and begins the tables.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn create(path: &Path, layout: Layout, tables: Option<TableFormat>) -> io::Result<Self> {
        if path.exists() && !path.is_dir() {
            return Err(io::Error::other("it is a file, not a folder"));
        }
        std::fs::create_dir_all(path)?;
        write::remove_leftovers(path);
        #[cfg(not(feature = "tables"))]
        if tables.is_some() {
            return Err(io::Error::other("this build of runform cannot write tables"));
        }
        let summary = Draft::begin(path.join(SUMMARY))?;
        let lines = Lines::begin(summary.handle()?)?;
        Ok(Folder {
            path: path.to_path_buf(),
            layout,
            pages: None,
            stems: Stems::default(),
            overview: Overview::default(),
            summary: (summary, lines),
            #[cfg(feature = "tables")]
            tables: tables.map(|t| crate::files::tables::Tables::begin(path, t)).transpose()?,
        })
    }

    /// Also writes a page for each recording, `reports/NAME.html`, and an overview
    /// of several.
    ///
    /// # Errors
    /// When their folder cannot be made.
    pub fn with_pages(mut self, style: Style) -> io::Result<Self> {
        std::fs::create_dir_all(self.path.join(PAGES))?;
        self.pages = Some(style);
        Ok(self)
    }

    /// Adds a recording.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn analyzed(&mut self, analyzed: &Analyzed) -> io::Result<()> {
        let stem = self.stems.next(&analyzed.analysis.recording.path);
        let document = json::document(analyzed, self.layout)?;
        write::whole(self.path.join(format!("{stem}.analysis.json")), document.as_bytes())?;
        let row = SummaryRow::analyzed(&analyzed.analysis, Who::default());
        self.summary.1.add(&row)?;
        if let Some(style) = &self.pages {
            let page = html::runner(analyzed, style)?;
            let path = self.path.join(PAGES).join(format!("{stem}.html"));
            write::whole(path, page.as_bytes())?;
            self.overview.add(row, Some(format!("{PAGES}/{stem}.html")));
        }
        #[cfg(feature = "tables")]
        if let Some(tables) = &mut self.tables {
            tables.analyzed(analyzed, &Who::default())?;
        }
        Ok(())
    }

    /// Adds a row for an input without an analysis, and a page where pages are written
    /// and it is to have one: what was left aside beside a run has that of the run.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn without_analysis(
        &mut self,
        path: &str,
        sha256: Option<&str>,
        why: &Without,
        page: bool,
    ) -> io::Result<()> {
        let mut place = None;
        if let Some(style) = &self.pages
            && page
        {
            let stem = self.stems.next(path);
            let page = html::refused(path, why, style.tongue)?;
            let target = self.path.join(PAGES).join(format!("{stem}.html"));
            write::whole(target, page.as_bytes())?;
            place = Some(format!("{PAGES}/{stem}.html"));
        }
        #[cfg(feature = "tables")]
        if let Some(tables) = &mut self.tables {
            tables.without_analysis(path, sha256, &Who::default(), why)?;
        }
        let row = SummaryRow::without(path, sha256, Who::default(), why);
        self.summary.1.add(&row)?;
        if self.pages.is_some() {
            self.overview.add(row, place);
        }
        Ok(())
    }

    /// Puts the summary and the tables in their place.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let (summary, lines) = self.summary;
        lines.finish()?;
        summary.publish()?;
        if let Some(style) = self.pages.filter(|_| self.overview.all > 1) {
            let page = self.overview.page(style.tongue.units)?;
            write::whole(self.path.join(OVERVIEW), page.as_bytes())?;
        }
        #[cfg(feature = "tables")]
        if let Some(tables) = self.tables {
            tables.finish()?;
        }
        Ok(())
    }
}
