//! The tables of one recording, column by column: `recordings`, `segments`,
//! `comparisons`, `findings`, `add_ons`, `series`, `steps`. See `docs/output.md`.

mod shapes;

use serde::Serialize;

use crate::analysis::{Analysis, Analyzed};
use crate::facts::code;
use crate::gait::{Fault, Step};
use crate::metrics::{Accuracy, Side};
use crate::report::json;
use crate::runs::RunStatus;
#[cfg(feature = "tables")]
use crate::runs::Without;
use crate::series::FormSeries;
use crate::study::row::{self, Who};
use crate::words::english_of;

/// Names of the tables.
pub const NAMES: [&str; 7] =
    ["recordings", "segments", "comparisons", "findings", "add_ons", "series", "steps"];

/// A table: its columns, all of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// One of [`NAMES`].
    pub name: &'static str,
    /// Name and values of each column.
    pub columns: Vec<(String, Cells)>,
}

/// Name and type of a column; the empty values carry the type.
pub(crate) type Shape = (&'static str, Cells);

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Words, ids, times.
    Text(Vec<Option<String>>),
    /// Numbers; no value is NaN.
    Number(Vec<Option<f64>>),
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
}

pub(crate) const TEXT: Cells = Cells::Text(Vec::new());
pub(crate) const NUMBER: Cells = Cells::Number(Vec::new());
pub(crate) const WHOLE: Cells = Cells::Whole(Vec::new());
pub(crate) const FLAG: Cells = Cells::Flag(Vec::new());

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Cells::Text(v) => v.len(),
            Cells::Number(v) => v.len(),
            Cells::Whole(v) => v.len(),
            Cells::Flag(v) => v.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends `more`; false when it is of another type.
    pub(crate) fn append(&mut self, more: Cells) -> bool {
        match (self, more) {
            (Cells::Text(a), Cells::Text(b)) => a.extend(b),
            (Cells::Number(a), Cells::Number(b)) => {
                a.extend(b.into_iter().map(|v| v.filter(|x| x.is_finite())));
            }
            (Cells::Whole(a), Cells::Whole(b)) => a.extend(b),
            (Cells::Flag(a), Cells::Flag(b)) => a.extend(b),
            _ => return false,
        }
        true
    }
}

/// The tables without a row, in the order of [`NAMES`].
pub fn empty() -> [Table; NAMES.len()] {
    let fixed = |shape: &[Shape]| -> Vec<(String, Cells)> {
        shape.iter().map(|(name, cells)| ((*name).to_owned(), cells.clone())).collect()
    };
    let mut columns = [
        fixed(shapes::RECORDINGS),
        fixed(shapes::SEGMENTS),
        fixed(shapes::COMPARISONS),
        fixed(shapes::FINDINGS),
        fixed(shapes::ADD_ONS),
        shapes::series().collect(),
        fixed(shapes::STEPS),
    ];
    std::array::from_fn(|i| Table { name: NAMES[i], columns: std::mem::take(&mut columns[i]) })
}

/// The tables of a recording, in the order of [`NAMES`].
pub fn of(analyzed: &Analyzed, who: &Who) -> [Table; NAMES.len()] {
    let (analysis, series) = (&analyzed.analysis, &analyzed.series);
    let rows = [
        vec![recording(analysis, who)],
        segments(analysis),
        comparison(analysis),
        findings(analysis),
        add_ons(analysis),
        vec![self::series(analysis, series)],
        vec![steps(analysis, series)],
    ];
    let mut tables = empty();
    for (table, rows) in tables.iter_mut().zip(rows) {
        for row in rows {
            debug_assert_eq!(row.len(), table.columns.len(), "{}", table.name);
            for ((name, cells), more) in table.columns.iter_mut().zip(row) {
                let fits = cells.append(more);
                debug_assert!(fits, "{name} in {}", table.name);
            }
        }
    }
    tables
}

pub(crate) fn text(value: impl Into<String>) -> Cells {
    Cells::Text(vec![Some(value.into())])
}

pub(crate) fn maybe_text(value: Option<&str>) -> Cells {
    Cells::Text(vec![value.map(String::from)])
}

pub(crate) fn number(value: impl Into<Option<f64>>) -> Cells {
    Cells::Number(vec![value.into()])
}

pub(crate) fn whole(value: impl TryInto<i64>) -> Cells {
    Cells::Whole(vec![value.try_into().ok()])
}

pub(crate) fn maybe_whole(value: Option<u32>) -> Cells {
    Cells::Whole(vec![value.map(i64::from)])
}

pub(crate) fn flag(value: bool) -> Cells {
    Cells::Flag(vec![Some(value)])
}

/// The word an enum has in JSON; null for `None`.
pub(crate) fn word(value: &impl Serialize) -> Cells {
    let value = serde_json::to_value(value).ok();
    Cells::Text(vec![value.and_then(|v| v.as_str().map(String::from))])
}

/// Half widths of 95 % intervals of a level, a change and a difference of sides.
fn accuracy(known: Option<Accuracy>) -> [Cells; 3] {
    [known.map(|a| a.level), known.map(|a| a.change), known.and_then(|a| a.sides)].map(number)
}

pub(crate) fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>, by: &str) -> Cells {
    let parts: Vec<String> = parts.into_iter().map(|p| p.as_ref().to_string()).collect();
    text(parts.join(by))
}

fn recording(analysis: &Analysis, who: &Who) -> Vec<Cells> {
    let (r, c) = (&analysis.recording, &analysis.comparison);
    let mut row = key(analysis);
    row.extend(cells_of(who));
    row.extend([text(&r.path), text(RunStatus::Analyzed.id()), maybe_text(None)]);
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
    row.extend([word(&c.fatigue_evidence), joined(c.fatigue_signs.iter().map(english_of), ";")]);
    row.push(number(c.decoupling_pct));
    row.extend([number(c.reference_speed_mps)]);
    row.extend([number(c.valid_fresh_s), number(c.valid_fatigued_s)]);
    row.push(joined(r.notes.iter().map(|n| n.code()), ";"));
    row.extend([text(&analysis.settings_hash), text(&analysis.runform_version)]);
    row
}

fn segments(analysis: &Analysis) -> Vec<Vec<Cells>> {
    let mut rows = Vec::new();
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
            row.extend(accuracy(m.accuracy));
            rows.push(row);
        }
    }
    rows
}

fn comparison(analysis: &Analysis) -> Vec<Vec<Cells>> {
    let mut rows = Vec::new();
    for m in &analysis.comparison.metrics {
        let mut row = key(analysis);
        row.extend([word(&m.metric), text(&m.unit), text(m.source.to_string()), flag(m.estimated)]);
        row.extend(accuracy(m.accuracy));
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
        rows.push(row);
    }
    rows
}

fn findings(analysis: &Analysis) -> Vec<Vec<Cells>> {
    let mut rows = Vec::new();
    for f in &analysis.findings {
        let mut row = key(analysis);
        row.extend([text(&f.id), text(&f.title), word(&f.label), word(&f.confidence)]);
        row.extend([word(&f.basis), word(&f.side), number(f.severity)]);
        row.extend([
            joined(f.metrics.iter().map(|m| m.id()), ";"),
            joined(f.evidence.iter().map(crate::words::english_of), " "),
        ]);
        row.push(text(crate::words::explanation(f)));
        rows.push(row);
    }
    rows
}

fn add_ons(analysis: &Analysis) -> Vec<Vec<Cells>> {
    let mut rows = Vec::new();
    for a in &analysis.prescription.add_ons {
        let mut row = key(analysis);
        row.extend([text(&a.exercise), text(&a.name), joined(&a.r#for, ";"), whole(a.sets)]);
        for range in [a.reps, a.hold_s] {
            row.extend([maybe_whole(range.map(|r| r[0])), maybe_whole(range.map(|r| r[1]))]);
        }
        row.extend([word(&a.side), text(&a.evidence_grade), word(&a.basis)]);
        row.extend([joined(&a.sources, ";"), text(&a.why)]);
        rows.push(row);
    }
    rows
}

fn series(analysis: &Analysis, series: &FormSeries) -> Vec<Cells> {
    let n = series.len();
    let info = &analysis.recording;
    let numbers = |a: &ndarray::Array1<f64>| Cells::Number(a.iter().map(|v| Some(*v)).collect());
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
    columns
}

fn steps(analysis: &Analysis, series: &FormSeries) -> Vec<Cells> {
    let steps = &series.steps;
    let info = &analysis.recording;
    let number = |of: fn(&Step) -> f64| Cells::Number(steps.iter().map(|s| Some(of(s))).collect());
    let words = |of: fn(&Step) -> Option<&'static str>| {
        Cells::Text(steps.iter().map(|s| of(s).map(String::from)).collect())
    };
    vec![
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
    ]
}

/// The row of an input without an analysis.
#[cfg(feature = "tables")]
pub(crate) fn without_analysis(
    path: &str,
    sha256: Option<&str>,
    who: &Who,
    why: &Without,
) -> Vec<Cells> {
    let mut row = vec![maybe_text(sha256), Cells::Whole(vec![None])];
    row.extend(cells_of(who));
    row.extend([text(path), text(why.status.id()), text(&why.reason)]);
    row.extend(shapes::RECORDINGS[row.len()..].iter().map(|(_, kind)| match kind {
        Cells::Text(_) => Cells::Text(vec![None]),
        Cells::Number(_) => Cells::Number(vec![None]),
        Cells::Whole(_) => Cells::Whole(vec![None]),
        Cells::Flag(_) => Cells::Flag(vec![None]),
    }));
    row
}

pub(crate) fn cells_of(who: &Who) -> [Cells; 3] {
    [&who.participant, &who.group, &who.condition].map(|w| maybe_text(w.as_deref()))
}

/// `recording_id` and `recording_index`, first in every table.
fn key(analysis: &Analysis) -> Vec<Cells> {
    vec![text(&analysis.recording.sha256), whole(analysis.recording.index)]
}

pub(crate) fn interval(ci95: Option<[f64; 2]>) -> [Cells; 2] {
    [number(ci95.map(|c| c[0])), number(ci95.map(|c| c[1]))]
}
