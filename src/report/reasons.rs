//! Why nothing was compared, where the windows lie, and how tired the runner was.

use super::change::in_table;
use super::findings::in_a_sentence;
use crate::analysis::{Analysis, Segment};
use crate::compare::{
    Confidence, ConfidenceReason, FatigueEvidence, MetricChange, Mode, Reason, Status,
};
use crate::words::Words;

/// Valid seconds from which a window counts as the ten minutes it should hold.
const FULL_WINDOW_S: f64 = 570.0;
/// A window that takes longer than this from end to end is not one stretch of the run.
const SPREAD_S: f64 = 1800.0;
/// One stretch of the run by its id.
pub(super) fn segment<'a>(analysis: &'a Analysis, id: &str) -> Option<&'a Segment> {
    analysis.segments.iter().find(|s| s.id == id)
}

/// The pace of the whole, as anyone would work it out from distance and time; where
/// the distance is not known, that of the running.
pub(super) fn overall_speed(analysis: &Analysis) -> Option<f64> {
    let recording = &analysis.recording;
    let whole = recording.distance_m.map(|d| d / recording.active_s);
    let running = || segment(analysis, "all").and_then(|s| s.speed_mps);
    whole.filter(|v| v.is_finite() && *v > 0.0).or_else(running)
}

/// Why nothing was compared, in whole sentences.
pub(super) fn why_not(analysis: &Analysis, words: &Words) -> String {
    analysis.comparison.reason.as_ref().map_or_else(String::new, |reason| words.say(reason))
}

/// What to record next time, where nothing was compared.
pub(super) fn next_time(analysis: &Analysis, words: &Words) -> Option<String> {
    if analysis.comparison.status == Status::Compared {
        return None;
    }
    Some(words.t(match (analysis.comparison.status, &analysis.comparison.reason) {
        (Status::TrendOnly, _) => "next-short",
        (_, Some(Reason::SpeedMissing)) => "next-no-speed",
        (_, Some(Reason::LittleInCommon { .. } | Reason::NotSeparable | Reason::TooNoisy)) => {
            "next-paces"
        }
        _ => "next-few",
    }))
}

/// How to name the parts to compare on the command line, where that may help.
pub(super) fn by_hand(analysis: &Analysis) -> Option<String> {
    let no_speed = matches!(analysis.comparison.reason, Some(Reason::SpeedMissing));
    if analysis.comparison.status != Status::NotComparable || no_speed {
        return None;
    }
    let end = (analysis.recording.active_s / 300.0).floor() * 5.0;
    (end >= 30.0)
        .then(|| format!("--fresh 10min-20min --fatigued {:.0}min-{:.0}min", end - 15.0, end - 5.0))
}

/// Where the windows lie and how they were chosen.
pub(super) fn windows(analysis: &Analysis, words: &Words) -> Option<String> {
    let (fresh, tired) = (segment(analysis, "fresh")?, segment(analysis, "fatigued")?);
    let comparison = &analysis.comparison;
    let valid = [comparison.valid_fresh_s, comparison.valid_fatigued_s];
    let how = words.t(match comparison.mode {
        Mode::WholeRun => "how-whole-run",
        Mode::SteadyLong if valid.iter().all(|v| *v >= FULL_WINDOW_S) => "how-steady-long",
        Mode::SteadyLong => "how-steady-part",
        Mode::SteadyShort => "how-steady-short",
        Mode::Intervals => "how-intervals",
        Mode::Laps => "how-laps",
        Mode::Race => "how-race",
        Mode::User => "how-user",
        Mode::None => "how-none",
    });
    Some(words.text(
        "windows",
        &[
            ("fresh", window(fresh, valid[0], words).into()),
            ("tired", window(tired, valid[1], words).into()),
            ("how", how.into()),
        ],
    ))
}

fn window(s: &Segment, valid_s: f64, words: &Words) -> String {
    let some = |id: &str, parts: Vec<String>, between: &str| match parts.is_empty() {
        true => String::new(),
        false => words.text(id, &[("what", parts.join(between).into())]),
    };
    let pace = s.speed_mps.map(|v| words.tongue().pace(v));
    let heart = s.heart_rate_bpm.map(|h| format!("{h:.0} bpm"));
    let span_s = s.end_s - s.start_s;
    let limits = [
        (valid_s > 0.0 && valid_s < FULL_WINDOW_S)
            .then(|| words.text("window-count", &[("s", valid_s.into())])),
        (span_s > SPREAD_S)
            .then(|| words.text("window-spread", &[("min", (span_s / 60.0).into())])),
    ];
    let minute = |s: f64| format!("{:.0}", (s / 60.0).round());
    words.text(
        "window",
        &[
            ("from", minute(s.start_s).into()),
            ("to", minute(s.end_s).into()),
            (
                "at",
                some("window-at", pace.into_iter().chain(heart).collect(), &words.t("window-and"))
                    .into(),
            ),
            ("limits", some("window-limits", limits.into_iter().flatten().collect(), ", ").into()),
        ],
    )
}

/// How tired the runner was, and what that rests on.
pub(super) fn fatigue(analysis: &Analysis, words: &Words) -> String {
    let comparison = &analysis.comparison;
    let id = match comparison.fatigue_evidence {
        FatigueEvidence::Unknown => "fatigue-unknown",
        FatigueEvidence::None => "fatigue-none",
        FatigueEvidence::Mild => "fatigue-mild",
        FatigueEvidence::Moderate => "fatigue-moderate",
        FatigueEvidence::Strong => "fatigue-strong",
    };
    let signs: Vec<String> = comparison.fatigue_signs.iter().map(|s| words.say(s)).collect();
    let reasons = match signs.is_empty() {
        true => String::new(),
        false => words.with("fatigue-reasons", "list", signs.join(", ")),
    };
    words.with(id, "reasons", reasons)
}

/// `low confidence (the run is short)`; nothing of a change without a number.
pub(super) fn sure(change: &MetricChange, words: &Words) -> Option<String> {
    let confidence = words.t(match change.confidence? {
        Confidence::Low => "confidence-low",
        Confidence::Moderate => "confidence-moderate",
        Confidence::High => "confidence-high",
    });
    let why = change.confidence_reason.map(|why| {
        words.t(match why {
            ConfidenceReason::WideInterval => "sure-wide-interval",
            ConfidenceReason::RestsOnEffects => "sure-rests-on-effects",
            ConfidenceReason::ShortRun => "sure-short-run",
            ConfidenceReason::UnknownPace => "sure-unknown-pace",
            ConfidenceReason::Sensor => "sure-sensor",
            ConfidenceReason::WindowsOnly => "sure-windows-only",
        })
    });
    let why = why.unwrap_or_else(|| "none".into());
    Some(words.text("sure", &[("confidence", confidence.into()), ("why", why.into())]))
}

/// How sure all changes are, each reason once with the metrics it holds for.
pub(super) fn all_sure(analysis: &Analysis, words: &Words) -> Option<String> {
    let metrics = analysis.comparison.metrics.iter().filter(|m| in_table(m.metric));
    let said = metrics.filter_map(|m| {
        let name = in_a_sentence(words.short(m.metric.id()), words);
        Some((name, sure(m, words)?))
    });
    let list: Vec<String> = super::show::by_reason(said)
        .into_iter()
        .map(|(metrics, sure)| {
            let args = [("list", metrics.join(", ").into()), ("sure", sure.into())];
            words.text("sure-of", &args)
        })
        .collect();
    (!list.is_empty()).then(|| words.with("sure-list", "list", list.join("; ")))
}
