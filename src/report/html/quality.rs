//! Data quality: notes, seconds left out, and where each metric comes from.

use super::{Markup, Style, number};
use crate::analysis::{Analysis, Quality, RecordingKind};
use crate::recording::Severity;
use crate::report::quality_words::reason;
use crate::report::show::{self, Shown};
use crate::report::terminal::{in_table, only_changes, segment};
use crate::report::text::clean;
use crate::units::clock;
use crate::words;

/// The badge of the header: class, sign, words.
pub(super) fn badge(quality: Quality) -> (&'static str, &'static str, &'static str) {
    match quality {
        Quality::Good => ("good", "✓", "good"),
        Quality::Medium => ("medium", "!", "usable with care"),
        Quality::Low => ("low", "✕", "poor"),
    }
}

/// A note on quality.
pub(super) struct NoteRow {
    pub class: &'static str,
    pub word: &'static str,
    pub text: String,
    pub share: Option<String>,
}

/// Seconds left out for one reason.
pub(super) struct LeftOut {
    pub reason: String,
    pub seconds: Markup,
    pub share: String,
    /// Length of its bar, %.
    pub bar: String,
}

/// Where a metric comes from.
pub(super) struct SourceRow {
    pub title: String,
    pub source: String,
    /// Of the whole run: the median, or the one number there is.
    pub value: Markup,
    pub how: &'static str,
    pub n: usize,
}

/// All of it.
pub(super) struct QualityPart {
    pub notes: Vec<NoteRow>,
    pub left_out: Vec<LeftOut>,
    pub sources: Vec<SourceRow>,
    pub facts: Vec<(&'static str, String)>,
}

pub(super) fn quality(analysis: &Analysis, style: &Style) -> QualityPart {
    let recording = &analysis.recording;
    let mut notes: Vec<_> = recording.notes.iter().collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.severity));
    let notes = notes
        .into_iter()
        .map(|n| {
            let (class, word) = match n.severity {
                Severity::Error => ("low", "problem"),
                Severity::Warning => ("medium", "care"),
                Severity::Info => ("info", "note"),
            };
            NoteRow {
                class,
                word,
                text: clean(&show::distances(&words::english(n), style.units)),
                share: n.share.filter(|s| s.is_finite()).map(|s| match 100.0 * s {
                    p if p < 0.1 => "under 0.1 %".into(),
                    p => format!("{p:.1} %"),
                }),
            }
        })
        .collect();
    let whole = recording.duration_s.max(1.0);
    let left_out = recording
        .excluded_s
        .iter()
        .map(|(id, seconds)| {
            let share = (100.0 * seconds / whole).clamp(0.0, 100.0);
            LeftOut {
                reason: reason(id).to_owned(),
                seconds: number(
                    "recording",
                    "",
                    &format!("excluded_s.{id}"),
                    Some(*seconds),
                    &clock(*seconds),
                ),
                share: format!("{share:.1} %"),
                bar: format!("{share:.1}"),
            }
        })
        .collect();
    let all = segment(analysis, "all").map_or(&[][..], |s| &s.metrics);
    let sources = all
        .iter()
        .filter(|m| in_table(m.metric) && m.side.is_none())
        .filter(|m| !only_changes(m.metric))
        .map(|m| SourceRow {
            title: Shown::new(m.metric, &m.unit).label,
            value: {
                let (field, value) = match m.median {
                    Some(median) => ("median", Some(median)),
                    None => ("mean", m.mean),
                };
                let text = Shown::new(m.metric, &m.unit).level(value);
                number("all", m.metric.id(), field, value, &text)
            },
            source: clean(&m.source.formula()),
            how: if m.estimated { "computed" } else { "measured" },
            n: m.n,
        })
        .collect();
    let kind = match recording.kind {
        RecordingKind::Watch => "watch series",
        RecordingKind::Imu => "inertial sensors",
        RecordingKind::Laps => "table of laps",
        RecordingKind::Steps => "table of steps",
    };
    let rate = recording.sample_rate_hz.filter(|r| r.is_finite());
    let mut facts = vec![
        ("File", clean(&recording.path)),
        ("Format", format!("{}, {kind}", clean(&recording.format))),
        ("Device", recording.device.as_deref().map_or("not named".into(), clean)),
    ];
    if !recording.placements.is_empty() {
        let places: Vec<String> = recording.placements.iter().map(|p| show::words(p)).collect();
        facts.push(("Sensors", clean(&places.join(", "))));
    }
    if let Some(rate) = rate {
        facts.push(("Records", format!("one every {:.0} s", (1.0 / rate).max(1.0))));
        if rate > 1.5 {
            facts.pop();
            facts.push(("Records", format!("{rate:.0} a second")));
        }
    }
    facts.push(("SHA-256", clean(&recording.sha256)));
    QualityPart { notes, left_out, sources, facts }
}
