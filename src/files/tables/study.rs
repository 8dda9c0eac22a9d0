//! The tables of a study.

use std::io;
use std::path::{Path, PathBuf};

use super::table::Table;
use crate::files::folder::TableFormat;
use crate::report::tables::{
    FLAG, NUMBER, Shape, TEXT, WHOLE, cells_of, flag, interval, maybe_text, maybe_whole, number,
    text, whole, word,
};
use crate::study::{ChangeRow, Study};

const CHANGES: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("participant", TEXT),
    ("group", TEXT),
    ("condition", TEXT),
    ("dominant_side", TEXT),
    ("metric", TEXT),
    ("unit", TEXT),
    ("source", TEXT),
    ("fresh", NUMBER),
    ("fatigued", NUMBER),
    ("change", NUMBER),
    ("se", NUMBER),
    ("ci95_low", NUMBER),
    ("ci95_high", NUMBER),
    ("verdict", TEXT),
    ("adverse", FLAG),
];

const GROUPS: &[Shape] = &[
    ("scope", TEXT),
    ("group", TEXT),
    ("condition", TEXT),
    ("metric", TEXT),
    ("unit", TEXT),
    ("source", TEXT),
    ("n_recordings", WHOLE),
    ("n_participants", WHOLE),
    ("fresh", NUMBER),
    ("fatigued", NUMBER),
    ("change", NUMBER),
    ("sd", NUMBER),
    ("ci95_low", NUMBER),
    ("ci95_high", NUMBER),
    ("n_worse", WHOLE),
    ("n_other_way", WHOLE),
    ("n_neutral", WHOLE),
    ("n_possible", WHOLE),
    ("n_stable", WHOLE),
    ("n_insufficient", WHOLE),
];

const OUTCOMES: &[Shape] =
    &[("status", TEXT), ("comparison", TEXT), ("reason", TEXT), ("example", TEXT), ("n", WHOLE)];

/// Names of the tables of a study.
pub const STUDY_NAMES: [&str; 3] = ["study_changes", "study_groups", "study_outcomes"];

/// The tables of a study on their way to a folder.
pub struct StudyTables {
    changes: Table,
    folder: PathBuf,
    format: TableFormat,
}

fn begin(folder: &Path, name: &str, shape: &[Shape], format: TableFormat) -> io::Result<Table> {
    let shape = shape.iter().map(|(n, c)| ((*n).to_string(), c.clone()));
    Table::begin(folder, name, shape, format)
}

impl StudyTables {
    /// Begins the table of changes.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn begin(folder: &Path, format: TableFormat) -> io::Result<StudyTables> {
        let changes = begin(folder, STUDY_NAMES[0], CHANGES, format)?;
        Ok(StudyTables { changes, folder: folder.to_path_buf(), format })
    }

    /// A change of a run.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn change(&mut self, c: &ChangeRow) -> io::Result<()> {
        let m = &c.metric;
        let mut row = vec![maybe_text(c.recording_id.as_deref())];
        row.push(maybe_whole(c.recording_index.and_then(|i| u32::try_from(i).ok())));
        row.extend(cells_of(&c.who));
        row.push(maybe_text(c.dominant_side.as_deref()));
        row.extend([word(&m.metric), text(&m.unit), text(&m.source)]);
        row.extend([number(m.fresh), number(m.fatigued), number(m.change), number(m.se)]);
        row.extend(interval(m.ci95));
        row.extend([word(&m.verdict), flag(m.adverse)]);
        self.changes.append(row)
    }

    /// Writes what is known at the end and puts every table in its place; returns the
    /// number of rows of each.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self, study: &Study) -> io::Result<[usize; STUDY_NAMES.len()]> {
        let StudyTables { changes, folder, format } = self;
        let begin = |name: &str, shape: &[Shape]| begin(&folder, name, shape, format);
        let mut groups = begin(STUDY_NAMES[1], GROUPS)?;
        for (cell, g) in study.groups() {
            let mut row = vec![text(cell.scope), maybe_text(cell.group.as_deref())];
            row.extend([maybe_text(cell.condition.as_deref()), word(&cell.metric)]);
            row.extend([text(&cell.unit), text(&cell.source)]);
            row.extend([whole(g.recordings), whole(g.participants)]);
            row.extend([number(g.fresh), number(g.fatigued), number(g.change), number(g.sd)]);
            row.extend(interval(g.ci95));
            let j = &g.judged;
            row.extend([whole(j.worse), whole(j.other_way), whole(j.neutral)]);
            row.extend([whole(j.possible), whole(j.stable), whole(j.insufficient)]);
            groups.append(row)?;
        }
        let mut outcomes = begin(STUDY_NAMES[2], OUTCOMES)?;
        for o in study.outcomes() {
            let mut row = vec![text(o.status.id()), maybe_text(o.comparison)];
            row.extend([maybe_text(o.reason.as_deref()), maybe_text(o.example.as_deref())]);
            row.push(whole(o.count));
            outcomes.append(row)?;
        }
        Ok([changes.finish()?, groups.finish()?, outcomes.finish()?])
    }
}
