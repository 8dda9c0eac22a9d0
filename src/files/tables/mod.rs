//! The tables of many recordings: `recordings`, `segments`, `comparisons`,
//! `findings`, `add_ons`, `series`, `steps`. See `docs/output.md`.

mod sheet;
mod study;
mod table;

use std::io;
use std::path::Path;

use crate::analysis::Analyzed;
use crate::files::folder::TableFormat;
pub use crate::report::tables::NAMES;
use crate::report::tables::{self, without_analysis};
use crate::runs::Without;
use crate::study::row::Who;
pub use sheet::write_sheet;
pub use study::{STUDY_NAMES, StudyTables};
use table::Table;
pub(crate) use table::text_of_parquet;

/// All tables of one output folder.
pub struct Tables {
    recordings: Table,
    segments: Table,
    comparisons: Table,
    findings: Table,
    add_ons: Table,
    series: Table,
    steps: Table,
    /// Leaves the rows of `series` and `steps` out.
    brief: bool,
}

impl Tables {
    /// Begins all tables in `folder`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn begin(folder: &Path, format: TableFormat) -> io::Result<Self> {
        let mut begun = Vec::new();
        for table in tables::empty() {
            begun.push(Table::begin(folder, table.name, table.columns, format)?);
        }
        begun
            .try_into()
            .map(
                |[recordings, segments, comparisons, findings, add_ons, series, steps]: [Table;
                     7]| Tables {
                    recordings,
                    segments,
                    comparisons,
                    findings,
                    add_ons,
                    series,
                    steps,
                    brief: false,
                },
            )
            .map_err(|_| io::Error::other("the tables are not those of their names"))
    }

    /// The tables of a folder that is the program's own: a damaged one is replaced.
    #[must_use]
    pub fn own(mut self) -> Self {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps, .. } =
            &mut self;
        for table in [recordings, segments, comparisons, findings, add_ons, series, steps] {
            table.own();
        }
        self
    }

    /// Without the rows of `series` and `steps`, which are most of the bytes.
    #[must_use]
    pub fn brief(mut self, brief: bool) -> Self {
        self.brief = brief;
        self
    }

    /// A recording that was analysed.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn analyzed(&mut self, analyzed: &Analyzed, who: &Who) -> io::Result<()> {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps, brief } =
            self;
        let own = [recordings, segments, comparisons, findings, add_ons, series, steps];
        for (table, more) in own.into_iter().zip(tables::of(analyzed, who)) {
            if *brief && matches!(more.name, "series" | "steps") {
                continue;
            }
            table.append(more.columns.into_iter().map(|(_, cells)| cells).collect())?;
        }
        Ok(())
    }

    /// An input without an analysis: a row all the same, with status and reason.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn without_analysis(
        &mut self,
        path: &str,
        sha256: Option<&str>,
        who: &Who,
        why: &Without,
    ) -> io::Result<()> {
        self.recordings.append(without_analysis(path, sha256, who, why))
    }

    /// Appends what other tables hold, written to `folder` as Parquet before. Of the
    /// recordings that were met before nothing stays but a row that says so.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn append_from(&mut self, folder: &Path, copies: &[Copied]) -> io::Result<()> {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps, .. } =
            self;
        let place = |name: &str| folder.join(format!("{name}.parquet"));
        let said = |c: &Copied| (c.row, without_analysis(&c.path, None, &c.who, &c.why));
        recordings.append_file_with(&place(NAMES[0]), copies.iter().map(said).collect())?;
        let without: Vec<_> = copies.iter().filter_map(|c| c.key.clone()).collect();
        let rest = [segments, comparisons, findings, add_ons, series, steps];
        for (table, name) in rest.into_iter().zip(&NAMES[1..]) {
            table.append_file(&place(name), &without)?;
        }
        Ok(())
    }

    /// Writes what is left and puts every file in its place; returns the number of
    /// rows of each, in the order of [`NAMES`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self) -> io::Result<[usize; NAMES.len()]> {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps, .. } =
            self;
        let mut rows = [0; NAMES.len()];
        // The list of recordings is put in its place last.
        let all = [recordings, segments, comparisons, findings, add_ons, series, steps];
        for (table, rows) in all.into_iter().zip(&mut rows).rev() {
            *rows = table.finish()?;
        }
        Ok(rows)
    }
}

/// A recording among others that was met before.
pub struct Copied {
    /// Its row in their table of recordings.
    pub row: usize,
    /// Hash and index under which the tables hold rows of it; none where they do not.
    pub key: Option<(String, usize)>,
    /// Its path.
    pub path: String,
    /// Who ran, as is said of this copy.
    pub who: Who,
    /// Why it is left out.
    pub why: Without,
}
