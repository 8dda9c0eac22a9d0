//! Data quality: notes, seconds left out, and where each metric comes from.

use super::{Markup, level, number};
use crate::analysis::{Analysis, Quality, RecordingKind};
use crate::recording::Severity;
use crate::report::change::{in_table, only_changes};
use crate::report::masks::reason;
use crate::report::reasons::segment;
use crate::report::show::Shown;
use crate::report::text::clean;
use crate::units::clock;
use crate::words::Words;

/// The badge of the data: class, sign, message of the word.
pub(super) fn badge(quality: Quality) -> (&'static str, &'static str, &'static str) {
    match quality {
        Quality::Good => ("good", "✓", "quality-good"),
        Quality::Medium => ("medium", "!", "quality-medium"),
        Quality::Low => ("low", "✕", "quality-low"),
    }
}

/// The badge with its word in English, for lists of recordings.
pub(super) fn english(quality: Quality) -> (&'static str, &'static str, &'static str) {
    let (class, sign, _) = badge(quality);
    let word = match quality {
        Quality::Good => "good",
        Quality::Medium => "usable with care",
        Quality::Low => "poor",
    };
    (class, sign, word)
}

/// A note on quality.
pub(super) struct NoteRow {
    pub class: &'static str,
    pub word: String,
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
    pub how: String,
    pub n: usize,
}

/// All of it.
pub(super) struct QualityPart {
    pub notes: Vec<NoteRow>,
    pub left_out: Vec<LeftOut>,
    pub sources: Vec<SourceRow>,
    pub facts: Vec<(String, String)>,
}

pub(super) fn quality(analysis: &Analysis, words: &Words) -> QualityPart {
    let tongue = words.tongue();
    let recording = &analysis.recording;
    let mut notes: Vec<_> = recording.notes.iter().collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.severity));
    let notes = notes
        .into_iter()
        .map(|n| {
            let (class, word) = match n.severity {
                Severity::Error => ("low", "note-error"),
                Severity::Warning => ("medium", "note-warning"),
                Severity::Info => ("info", "note-info"),
            };
            NoteRow {
                class,
                word: words.t(word),
                text: clean(&words.note(n)),
                share: n.share.filter(|s| s.is_finite()).map(|s| match 100.0 * s {
                    p if p < 0.1 => words.with("share-under", "pct", tongue.number(0.1, 1)),
                    p => format!("{} %", tongue.number(p, 1)),
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
                reason: reason(id, words),
                seconds: number(
                    "recording",
                    "",
                    &format!("excluded_s.{id}"),
                    Some(*seconds),
                    &clock(*seconds),
                ),
                share: format!("{} %", tongue.number(share, 1)),
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
            title: Shown::told(words, m.metric, &m.unit).label,
            value: {
                let (field, value) = match m.median {
                    Some(median) => ("median", Some(median)),
                    None => ("mean", m.mean),
                };
                let shown = Shown::told(words, m.metric, &m.unit);
                level(("all", m.metric, field), value, &shown, m.accuracy)
            },
            source: clean(&words.say(&m.source)),
            how: words.t(if m.estimated { "computed" } else { "is-measured" }),
            n: m.n,
        })
        .collect();
    let kind = words.t(match recording.kind {
        RecordingKind::Watch => "kind-watch",
        RecordingKind::Imu => "kind-imu",
        RecordingKind::Laps => "kind-laps",
        RecordingKind::Steps => "kind-steps",
    });
    let device = recording.device.as_deref().map_or_else(|| words.t("fact-no-device"), clean);
    let mut facts = vec![
        ("fact-file", clean(&recording.path)),
        ("fact-format", format!("{}, {kind}", clean(&recording.format))),
        ("fact-device", device),
    ];
    if !recording.placements.is_empty() {
        let places: Vec<String> = recording.placements.iter().map(|p| words.name(p)).collect();
        facts.push(("fact-sensors", clean(&places.join(", "))));
    }
    if let Some(rate) = recording.sample_rate_hz.filter(|r| r.is_finite()) {
        let (id, n) = match rate > 1.5 {
            true => ("fact-rate", rate),
            false => ("fact-every", (1.0 / rate).max(1.0)),
        };
        facts.push(("fact-records", words.with(id, "n", format!("{n:.0}"))));
    }
    facts.push(("fact-sha256", clean(&recording.sha256)));
    let facts = facts.into_iter().map(|(id, text)| (words.t(id), text)).collect();
    QualityPart { notes, left_out, sources, facts }
}
