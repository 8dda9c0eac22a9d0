//! The tables of many recordings: `recordings`, `segments`, `comparisons`,
//! `findings`, `add_ons`, `series`, `steps`. See `docs/output.md`.

mod shapes;
mod study;
mod table;

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::analysis::{Analysis, Analyzed};
use crate::facts::code;
use crate::files::folder::TableFormat;
use crate::gait::{Fault, Step};
use crate::metrics::Side;
use crate::report::json;
use crate::series::FormSeries;
use crate::study::row::{self, Who};
use crate::words::english_of;
pub use study::{STUDY_NAMES, write_study};
use table::{Cells, Table};

/// Names of the tables.
pub const NAMES: [&str; 7] =
    ["recordings", "segments", "comparisons", "findings", "add_ons", "series", "steps"];

/// All tables of one output folder.
pub struct Tables {
    recordings: Table,
    segments: Table,
    comparisons: Table,
    findings: Table,
    add_ons: Table,
    series: Table,
    steps: Table,
}

fn text(value: impl Into<String>) -> Cells {
    Cells::Text(vec![Some(value.into())])
}

fn maybe_text(value: Option<&str>) -> Cells {
    Cells::Text(vec![value.map(String::from)])
}

fn number(value: impl Into<Option<f64>>) -> Cells {
    Cells::Number(vec![value.into()])
}

fn whole(value: impl TryInto<i64>) -> Cells {
    Cells::Whole(vec![value.try_into().ok()])
}

fn maybe_whole(value: Option<u32>) -> Cells {
    Cells::Whole(vec![value.map(i64::from)])
}

fn flag(value: bool) -> Cells {
    Cells::Flag(vec![Some(value)])
}

/// The word an enum has in JSON; null for `None`.
fn word(value: &impl Serialize) -> Cells {
    let value = serde_json::to_value(value).ok();
    Cells::Text(vec![value.and_then(|v| v.as_str().map(String::from))])
}

fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>, by: &str) -> Cells {
    let parts: Vec<String> = parts.into_iter().map(|p| p.as_ref().to_string()).collect();
    text(parts.join(by))
}

impl Tables {
    /// Begins all tables in `folder`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn begin(folder: &Path, format: TableFormat) -> io::Result<Self> {
        let fixed = |name: &str, shape: &[table::Shape]| {
            let shape = shape.iter().map(|(n, c)| ((*n).to_string(), c.clone()));
            Table::begin(folder, name, shape, format)
        };
        Ok(Tables {
            recordings: fixed("recordings", shapes::RECORDINGS)?,
            segments: fixed("segments", shapes::SEGMENTS)?,
            comparisons: fixed("comparisons", shapes::COMPARISONS)?,
            findings: fixed("findings", shapes::FINDINGS)?,
            add_ons: fixed("add_ons", shapes::ADD_ONS)?,
            series: Table::begin(folder, "series", shapes::series(), format)?,
            steps: fixed("steps", shapes::STEPS)?,
        })
    }

    /// The tables of a folder that is the program's own: a damaged one is replaced.
    #[must_use]
    pub fn own(mut self) -> Self {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps } =
            &mut self;
        for table in [recordings, segments, comparisons, findings, add_ons, series, steps] {
            table.own();
        }
        self
    }

    /// A recording that was analysed.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn analyzed(&mut self, analyzed: &Analyzed, who: &Who) -> io::Result<()> {
        let analysis = &analyzed.analysis;
        self.recording(analysis, who)?;
        self.segments(analysis)?;
        self.comparison(analysis)?;
        self.findings(analysis)?;
        self.add_ons(analysis)?;
        self.series(analysis, &analyzed.series)?;
        self.steps(analysis, &analyzed.series)
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
        status: &str,
        reason: &str,
    ) -> io::Result<()> {
        self.recordings.append(without_analysis(path, sha256, who, status, reason))
    }

    /// Appends what other tables hold, written to `folder` as Parquet before. Of the
    /// recordings that were met before nothing stays but a row that says so.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn append_from(&mut self, folder: &Path, copies: &[Copied]) -> io::Result<()> {
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps } = self;
        let place = |name: &str| folder.join(format!("{name}.parquet"));
        let said =
            |c: &Copied| (c.row, without_analysis(&c.path, None, &c.who, "skipped", &c.reason));
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
        let Tables { recordings, segments, comparisons, findings, add_ons, series, steps } = self;
        let mut rows = [0; NAMES.len()];
        // The list of recordings is put in its place last.
        let all = [recordings, segments, comparisons, findings, add_ons, series, steps];
        for (table, rows) in all.into_iter().zip(&mut rows).rev() {
            *rows = table.finish()?;
        }
        Ok(rows)
    }

    fn recording(&mut self, analysis: &Analysis, who: &Who) -> io::Result<()> {
        let (r, c) = (&analysis.recording, &analysis.comparison);
        let mut row = key(analysis);
        row.extend(cells_of(who));
        row.extend([text(&r.path), text("analyzed"), maybe_text(None)]);
        row.extend([text(&r.format), maybe_text(r.device.as_deref())]);
        row.extend([maybe_text(r.title.as_deref()), text(&r.sport), word(&r.kind)]);
        row.extend([maybe_text(r.start_time.as_deref()), joined(&r.placements, ";")]);
        row.extend([number(r.sample_rate_hz), number(r.duration_s), number(r.active_s)]);
        row.extend([number(r.running_s), number(r.distance_m), word(&r.quality)]);
        row.extend([
            word(&c.status),
            maybe_text(c.reason.as_ref().map(english_of).as_deref()),
            word(&c.mode),
        ]);
        row.extend([
            word(&c.fatigue_evidence),
            joined(c.fatigue_signs.iter().map(english_of), ";"),
        ]);
        row.push(number(c.decoupling_pct));
        row.extend([number(c.reference_speed_mps)]);
        row.extend([number(c.valid_fresh_s), number(c.valid_fatigued_s)]);
        row.push(joined(r.notes.iter().map(|n| n.code()), ";"));
        row.extend([text(&analysis.settings_hash), text(&analysis.runform_version)]);
        self.recordings.append(row)
    }

    fn segments(&mut self, analysis: &Analysis) -> io::Result<()> {
        for s in &analysis.segments {
            for m in &s.metrics {
                let mut row = key(analysis);
                row.extend([text(&s.id), number(s.start_s), number(s.end_s), number(s.running_s)]);
                row.extend([number(s.distance_m), number(s.speed_mps), number(s.grade_pct)]);
                row.extend([number(s.heart_rate_bpm), word(&m.metric), word(&m.side)]);
                row.extend([text(&m.unit), number(m.mean), number(m.median), number(m.sd)]);
                row.push(whole(m.n));
                row.extend(interval(m.ci95));
                row.extend([text(m.source.to_string()), flag(m.estimated)]);
                self.segments.append(row)?;
            }
        }
        Ok(())
    }

    fn comparison(&mut self, analysis: &Analysis) -> io::Result<()> {
        for m in &analysis.comparison.metrics {
            let mut row = key(analysis);
            row.extend([
                word(&m.metric),
                text(&m.unit),
                text(m.source.to_string()),
                flag(m.estimated),
            ]);
            row.extend([number(m.fresh), number(m.fatigued), number(m.raw_change)]);
            row.extend([number(m.fresh_at_pace), number(m.fatigued_at_pace)]);
            row.extend([number(m.adjusted_change), number(m.adjusted_change_pct)]);
            row.extend(interval(m.ci95));
            row.extend([number(m.matched_change), number(m.matched_s)]);
            row.extend([number(m.swc), number(m.mdc), word(&m.verdict), flag(m.adverse)]);
            row.extend([
                maybe_text(m.reason.as_ref().map(english_of).as_deref()),
                number(m.onset_s),
                number(m.onset_m),
            ]);
            row.extend(interval(m.onset_ci95_s));
            row.push(number(m.n_eff));
            row.extend([word(&m.confidence), word(&m.confidence_reason)]);
            row.extend([number(m.slope_share), number(m.support)]);
            row.push(joined(m.caveats.iter().map(code), ";"));
            self.comparisons.append(row)?;
        }
        Ok(())
    }

    fn findings(&mut self, analysis: &Analysis) -> io::Result<()> {
        for f in &analysis.findings {
            let mut row = key(analysis);
            row.extend([text(&f.id), text(&f.title), word(&f.label), word(&f.confidence)]);
            row.extend([word(&f.basis), word(&f.side), number(f.severity)]);
            row.extend([
                joined(f.metrics.iter().map(|m| m.id()), ";"),
                joined(f.evidence.iter().map(crate::words::english_of), " "),
            ]);
            row.push(text(crate::words::explanation(f)));
            self.findings.append(row)?;
        }
        Ok(())
    }

    fn add_ons(&mut self, analysis: &Analysis) -> io::Result<()> {
        for a in &analysis.prescription.add_ons {
            let mut row = key(analysis);
            row.extend([text(&a.exercise), text(&a.name), joined(&a.r#for, ";"), whole(a.sets)]);
            for range in [a.reps, a.hold_s] {
                row.extend([maybe_whole(range.map(|r| r[0])), maybe_whole(range.map(|r| r[1]))]);
            }
            row.extend([word(&a.side), text(&a.evidence_grade), word(&a.basis)]);
            row.extend([joined(&a.sources, ";"), text(&a.why)]);
            self.add_ons.append(row)?;
        }
        Ok(())
    }

    fn series(&mut self, analysis: &Analysis, series: &FormSeries) -> io::Result<()> {
        let n = series.len();
        let info = &analysis.recording;
        let numbers =
            |a: &ndarray::Array1<f64>| Cells::Number(a.iter().map(|v| Some(*v)).collect());
        let mut columns = vec![
            Cells::Text(vec![Some(info.sha256.clone()); n]),
            Cells::Whole(vec![i64::try_from(info.index).ok(); n]),
        ];
        columns.extend(
            [
                &series.t,
                &series.dur,
                &series.active,
                &series.speed,
                &series.grade,
                &series.heart_rate,
                &series.distance,
                &series.altitude,
            ]
            .map(numbers),
        );
        columns.push(Cells::Text(series.mask.iter().map(|m| json::excluded_for(*m)).collect()));
        for (metric, unit, _) in row::columns() {
            let found = series.metrics.iter().find(|m| m.metric == metric && m.unit == unit);
            columns.push(found.map_or(Cells::Number(vec![None; n]), |m| numbers(&m.values)));
        }
        self.series.append(columns)
    }

    fn steps(&mut self, analysis: &Analysis, series: &FormSeries) -> io::Result<()> {
        let steps = &series.steps;
        let info = &analysis.recording;
        let number =
            |of: fn(&Step) -> f64| Cells::Number(steps.iter().map(|s| Some(of(s))).collect());
        let words = |of: fn(&Step) -> Option<&'static str>| {
            Cells::Text(steps.iter().map(|s| of(s).map(String::from)).collect())
        };
        self.steps.append(vec![
            Cells::Text(vec![Some(info.sha256.clone()); steps.len()]),
            Cells::Whole(vec![i64::try_from(info.index).ok(); steps.len()]),
            Cells::Whole((0..steps.len()).map(|i| i64::try_from(i).ok()).collect()),
            words(|s| s.side.map(Side::id)),
            number(|s| s.initial_contact_s),
            number(|s| s.toe_off_s),
            number(|s| s.contact_ms),
            number(|s| s.step_ms - s.contact_ms),
            number(|s| s.step_ms),
            number(|s| s.stride_ms),
            number(|s| s.oscillation_mm),
            number(|s| s.pelvic_drop_deg),
            number(|s| s.shank_deg),
            number(|s| s.strike_deg),
            words(|s| Some(s.fault.map_or("good", Fault::id))),
        ])
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
    pub reason: String,
}

/// The row of an input without an analysis.
fn without_analysis(
    path: &str,
    sha256: Option<&str>,
    who: &Who,
    status: &str,
    reason: &str,
) -> Vec<Cells> {
    let mut row = vec![maybe_text(sha256), Cells::Whole(vec![None])];
    row.extend(cells_of(who));
    row.extend([text(path), text(status), text(reason)]);
    row.extend(shapes::RECORDINGS[row.len()..].iter().map(|(_, kind)| match kind {
        Cells::Text(_) => Cells::Text(vec![None]),
        Cells::Number(_) => Cells::Number(vec![None]),
        Cells::Whole(_) => Cells::Whole(vec![None]),
        Cells::Flag(_) => Cells::Flag(vec![None]),
    }));
    row
}

fn cells_of(who: &Who) -> [Cells; 3] {
    [&who.participant, &who.group, &who.condition].map(|w| maybe_text(w.as_deref()))
}

/// `recording_id` and `recording_index`, first in every table.
fn key(analysis: &Analysis) -> Vec<Cells> {
    vec![text(&analysis.recording.sha256), whole(analysis.recording.index)]
}

fn interval(ci95: Option<[f64; 2]>) -> [Cells; 2] {
    [number(ci95.map(|c| c[0])), number(ci95.map(|c| c[1]))]
}
