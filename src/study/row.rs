//! One row per run: what lists, studies and spreadsheets want of an analysis.

use std::io;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Quality, RecordingKind};
use crate::compare::{EffectsBehind, FatigueEvidence, Status, Verdict};
use crate::facts::code;
use crate::metrics::Metric;
use crate::recording::Severity;
use crate::report::json;
use crate::report::text::cell;
use crate::runs::{RunStatus, Without};

/// What is known of a recording beside its signals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The runner.
    pub participant: Option<String>,
    /// Group of runners.
    pub group: Option<String>,
    /// Condition of this recording (shoe, surface, before or after, …).
    pub condition: Option<String>,
}

/// One run, or one input without an analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SummaryRow {
    /// SHA-256 of the file's bytes, where they could be read.
    pub recording_id: Option<String>,
    /// Which recording of the file, from 0.
    pub recording_index: Option<usize>,
    /// Path as given.
    pub path: String,
    /// Who ran, and how.
    pub who: Who,
    /// How it ended.
    pub status: RunStatus,
    /// Code of the reason why there is no analysis.
    #[serde(default)]
    pub reason_code: Option<String>,
    /// The reason for people.
    pub reason: Option<String>,
    /// What the analysis says, where there is one.
    pub run: Option<RunSummary>,
}

/// The essence of an analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    /// RFC 3339, or local time without offset.
    pub start_time: Option<String>,
    /// Title given by the runner.
    pub title: Option<String>,
    /// Format id.
    pub format: String,
    /// Device as the file names it.
    pub device: Option<String>,
    /// Kind of recording.
    pub kind: RecordingKind,
    /// Sensor placements.
    pub placements: Vec<String>,
    /// Quality for form analysis.
    pub quality: Quality,
    /// First to last record, s.
    pub duration_s: f64,
    /// Running that counts, s.
    pub running_s: f64,
    /// Distance, m.
    pub distance_m: Option<f64>,
    /// Mean speed of the running, m/s.
    pub speed_mps: Option<f64>,
    /// Mean heart rate of the running, bpm.
    pub heart_rate_bpm: Option<f64>,
    /// Whether fresh and fatigued could be compared.
    pub comparison: Status,
    /// Code of the reason why not.
    #[serde(default)]
    pub comparison_code: Option<String>,
    /// The reason for people.
    pub comparison_reason: Option<String>,
    /// Evidence of fatigue.
    pub fatigue_evidence: FatigueEvidence,
    /// Ids of the findings, the most important first.
    pub findings: Vec<String>,
    /// Their titles, as the page of the run has them.
    #[serde(default)]
    pub finding_titles: Vec<String>,
    /// Exercises recommended, the most important first.
    pub add_ons: Vec<String>,
    /// Codes of warnings and errors about the data.
    pub warnings: Vec<String>,
    /// Metrics of the run, in the order of [`Metric::ALL`].
    pub metrics: Vec<MetricSummary>,
}

/// One metric of a run (of both feet).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricSummary {
    /// Which.
    pub metric: Metric,
    /// Unit of the numbers.
    pub unit: String,
    /// Field it was read from: only rows of the same source may be compared.
    pub source: String,
    /// Computed from other fields.
    pub estimated: bool,
    /// Median of the whole run.
    pub median: Option<f64>,
    /// Mean of the whole run; of what is one number for a stretch, that number.
    #[serde(default)]
    pub mean: Option<f64>,
    /// Median of the fresh part.
    pub fresh: Option<f64>,
    /// Median of the fatigued part.
    pub fatigued: Option<f64>,
    /// Change at equal speed and slope.
    pub change: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its 95 % interval.
    pub ci95: Option<[f64; 2]>,
    /// The verdict, where it was compared.
    pub verdict: Option<Verdict>,
    /// Whether the change goes the way fatigue usually takes.
    pub adverse: bool,
    /// Smallest worthwhile change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swc: Option<f64>,
    /// How the change hangs on the effects of speed and slope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effects_behind: Option<EffectsBehind>,
}

/// `all`, as segments call the whole run.
const WHOLE: &str = "all";

impl SummaryRow {
    /// The row of a recording that was analysed.
    pub fn analyzed(analysis: &Analysis, who: Who) -> Self {
        let r = &analysis.recording;
        SummaryRow {
            recording_id: Some(r.sha256.clone()),
            recording_index: Some(r.index),
            path: r.path.clone(),
            who,
            status: RunStatus::Analyzed,
            reason_code: None,
            reason: None,
            run: Some(RunSummary::of(analysis)),
        }
    }

    /// The row of an input without an analysis.
    pub fn without(path: &str, sha256: Option<&str>, who: Who, why: &Without) -> Self {
        SummaryRow {
            recording_id: sha256.map(String::from),
            recording_index: None,
            path: path.into(),
            who,
            status: why.status,
            reason_code: Some(why.code.clone()),
            reason: Some(why.reason.clone()),
            run: None,
        }
    }
}

impl RunSummary {
    fn of(analysis: &Analysis) -> Self {
        let (r, c) = (&analysis.recording, &analysis.comparison);
        let whole = analysis.segments.iter().find(|s| s.id == WHOLE);
        let metrics = Metric::ALL.into_iter().filter_map(|metric| {
            let change = c.metrics.iter().find(|m| m.metric == metric);
            let level = whole
                .and_then(|w| w.metrics.iter().find(|m| m.metric == metric && m.side.is_none()))
                // Levels and changes of one row come from one sensor.
                .filter(|l| change.is_none_or(|c| c.source == l.source && c.unit == l.unit));
            Some(MetricSummary {
                metric,
                unit: change.map(|c| &c.unit).or(level.map(|l| &l.unit))?.clone(),
                source: change.map(|c| &c.source).or(level.map(|l| &l.source))?.to_string(),
                estimated: change.map(|c| c.estimated).or(level.map(|l| l.estimated))?,
                median: level.and_then(|l| l.median),
                mean: level.and_then(|l| l.mean),
                fresh: change.and_then(|c| c.levels().0),
                fatigued: change.and_then(|c| c.levels().1),
                change: change.and_then(|c| c.adjusted_change),
                se: change.and_then(|c| c.se),
                ci95: change.and_then(|c| c.ci95),
                verdict: change.map(|c| c.verdict),
                adverse: change.is_some_and(|c| c.adverse),
                swc: change.and_then(|c| c.swc),
                effects_behind: change.and_then(|c| c.effects_behind),
            })
        });
        RunSummary {
            start_time: r.start_time.clone(),
            title: r.title.clone(),
            format: r.format.clone(),
            device: r.device.clone(),
            kind: r.kind,
            placements: r.placements.clone(),
            quality: r.quality,
            duration_s: r.duration_s,
            running_s: r.running_s,
            distance_m: r.distance_m,
            speed_mps: whole.and_then(|w| w.speed_mps),
            heart_rate_bpm: whole.and_then(|w| w.heart_rate_bpm),
            comparison: c.status,
            comparison_code: c.reason.as_ref().map(code),
            comparison_reason: c.reason.as_ref().map(crate::words::english_of),
            fatigue_evidence: c.fatigue_evidence,
            findings: analysis.findings.iter().map(|f| f.id.clone()).collect(),
            finding_titles: analysis.findings.iter().map(|f| f.title.clone()).collect(),
            add_ons: analysis.prescription.add_ons.iter().map(|a| a.exercise.clone()).collect(),
            warnings: (r.notes.iter())
                .filter(|n| n.severity != Severity::Info)
                .map(|n| n.code())
                .collect(),
            metrics: metrics.collect(),
        }
    }
}

/// Name of the column of a metric in wide tables: `ground_contact_time_ms`.
pub fn column(metric: Metric, unit: &str) -> String {
    let unit = match unit {
        "%" => "pct",
        "m/s" => "mps",
        "kN/m" => "kn_per_m",
        "1/s²" => "per_s2",
        "spm/km" => "spm_per_km",
        "1" => return metric.id().into(),
        other => other,
    };
    format!("{}_{unit}", metric.id())
}

/// The metrics of wide tables with unit and column name: always all of them, so
/// that every such table has the same columns.
pub fn columns() -> impl Iterator<Item = (Metric, &'static str, String)> {
    Metric::ALL
        .into_iter()
        .filter(|m| !matches!(m, Metric::Speed | Metric::HeartRate) && m.variant_of().is_none())
        .flat_map(|m| {
            // Without body mass stiffness is per kilogram: a column of its own.
            let per_kg = matches!(m, Metric::VerticalStiffness | Metric::LegStiffness);
            std::iter::once(m.unit()).chain(per_kg.then_some("1/s²")).map(move |unit| (m, unit))
        })
        .map(|(m, unit)| (m, unit, column(m, unit)))
}

/// Columns of `summary.csv` before the metrics.
const FIXED: [&str; 26] = [
    "recording_id",
    "recording_index",
    "path",
    "participant",
    "group",
    "condition",
    "status",
    "reason",
    "start_time",
    "title",
    "format",
    "device",
    "kind",
    "placements",
    "quality",
    "duration_s",
    "running_s",
    "distance_m",
    "speed_mps",
    "heart_rate_bpm",
    "comparison_status",
    "comparison_reason",
    "fatigue_evidence",
    "findings",
    "add_ons",
    "warnings",
];

/// `summary.csv` being written: one line per run, in the order they are added.
pub struct Lines<W: io::Write> {
    csv: csv::Writer<W>,
    columns: Vec<(Metric, &'static str, String)>,
}

impl<W: io::Write> Lines<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn begin(out: W) -> io::Result<Self> {
        let columns: Vec<_> = columns().collect();
        let head = columns.iter().flat_map(|(_, _, column)| {
            [
                format!("median_{column}"),
                format!("fresh_{column}"),
                format!("fatigued_{column}"),
                format!("change_{column}"),
                format!("change_low_{column}"),
                format!("change_high_{column}"),
                format!("verdict_{column}"),
                format!("source_{column}"),
            ]
        });
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(FIXED.iter().map(|f| (*f).to_string()).chain(head))?;
        Ok(Lines { csv, columns })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn add(&mut self, row: &SummaryRow) -> io::Result<()> {
        Ok(self.csv.write_record(line(row, &self.columns))?)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

fn line(row: &SummaryRow, columns: &[(Metric, &'static str, String)]) -> Vec<String> {
    let run = row.run.as_ref();
    let text = |value: Option<&String>| value.map(|v| cell(v).into_owned()).unwrap_or_default();
    let mut cells = vec![
        text(row.recording_id.as_ref()),
        row.recording_index.map(|i| i.to_string()).unwrap_or_default(),
        text(Some(&row.path)),
        text(row.who.participant.as_ref()),
        text(row.who.group.as_ref()),
        text(row.who.condition.as_ref()),
        row.status.to_string(),
        text(row.reason.as_ref()),
        text(run.and_then(|r| r.start_time.as_ref())),
        text(run.and_then(|r| r.title.as_ref())),
        text(run.map(|r| &r.format)),
        text(run.and_then(|r| r.device.as_ref())),
        run.map(|r| word(&r.kind)).unwrap_or_default(),
        run.map(|r| r.placements.join(";")).unwrap_or_default(),
        run.map(|r| word(&r.quality)).unwrap_or_default(),
        number(run.map(|r| r.duration_s)),
        number(run.map(|r| r.running_s)),
        number(run.and_then(|r| r.distance_m)),
        number(run.and_then(|r| r.speed_mps)),
        number(run.and_then(|r| r.heart_rate_bpm)),
        run.map(|r| word(&r.comparison)).unwrap_or_default(),
        text(run.and_then(|r| r.comparison_reason.as_ref())),
        run.map(|r| word(&r.fatigue_evidence)).unwrap_or_default(),
        run.map(|r| r.findings.join(";")).unwrap_or_default(),
        run.map(|r| r.add_ons.join(";")).unwrap_or_default(),
        run.map(|r| r.warnings.join(";")).unwrap_or_default(),
    ];
    for (metric, unit, _) in columns {
        let found =
            run.and_then(|r| r.metrics.iter().find(|m| m.metric == *metric && m.unit == *unit));
        let Some(m) = found else {
            cells.extend(std::iter::repeat_n(String::new(), 8));
            continue;
        };
        let numbers = [m.median, m.fresh, m.fatigued, m.change];
        cells.extend(numbers.map(number));
        cells.extend([number(m.ci95.map(|c| c[0])), number(m.ci95.map(|c| c[1]))]);
        cells.push(m.verdict.map(|v| word(&v)).unwrap_or_default());
        cells.push(text(Some(&m.source)));
    }
    cells
}

/// The word an enum has in JSON.
fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|v| v.as_str().map(String::from)).unwrap_or_default()
}

fn number(value: Option<f64>) -> String {
    value.filter(|v| v.is_finite()).map(|v| json::round(v).to_string()).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refused(reason: &str) -> Without {
        let (code, reason) = ("other_sport".into(), reason.into());
        Without { status: RunStatus::Refused, code, reason }
    }

    #[test]
    fn every_line_has_the_columns_of_the_head() {
        let why = refused("a \"ride\"");
        let row = SummaryRow::without("a, b.fit", Some("ab"), Who::default(), &why);
        let mut out = Vec::new();
        let mut lines = Lines::begin(&mut out).unwrap();
        lines.add(&row).unwrap();
        lines.finish().unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let head = reader.headers().unwrap().clone();
        let mut names: Vec<&str> = head.iter().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), head.len(), "no name twice");
        assert!(head.iter().any(|h| h == "change_ground_contact_time_ms"));
        let line = reader.records().next().unwrap().unwrap();
        assert_eq!(line.len(), head.len());
        assert_eq!((&line[2], &line[7]), ("a, b.fit", "a \"ride\""));
    }

    #[test]
    fn names_are_no_formulas() {
        let who = Who {
            participant: Some("=1+1".into()),
            group: Some("@x".into()),
            condition: Some("\u{1b}[31m-2 ms".into()),
        };
        let row = SummaryRow::without("=cmd|calc!A1.csv", None, who, &refused("-"));
        let cells = line(&row, &[]);
        assert_eq!(cells[2..8], ["'=cmd|calc!A1.csv", "'=1+1", "'@x", "'-2 ms", "refused", "-"]);
    }
}
