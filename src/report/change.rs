//! What every report says of one change: which metrics are told, their levels at
//! equal pace, the verdict in words.

use super::show::Shown;
use crate::compare::{MetricChange, Verdict};
use crate::metrics::Metric;
use crate::words::Words;

/// Pace and heart rate are context, and step time is cadence in other words.
pub(super) fn in_table(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling | Metric::StepTime)
}

/// Counted from the start of the run: of a run as a whole it says nothing.
pub(super) fn only_changes(metric: Metric) -> bool {
    matches!(metric, Metric::ForwardLeanChange | Metric::ShankInclination)
}

/// Fresh and tired at equal pace and slope, so that they differ by the change.
pub(super) fn at_pace(change: &MetricChange) -> Option<[f64; 2]> {
    Some([change.fresh_at_pace?, change.fatigued_at_pace?])
}

/// Levels for a table: at equal pace where they are known, else as recorded.
pub(super) fn levels(change: &MetricChange) -> [Option<f64>; 2] {
    change.levels().into()
}

/// Whether a change that matters is still within the interval.
pub(super) fn could_matter(change: &MetricChange) -> bool {
    let (Some([low, high]), Some(swc)) = (change.ci95, change.swc) else { return false };
    low < -swc || high > swc
}

/// `clearly worse`.
pub(super) fn word(change: &MetricChange, words: &Words) -> String {
    match change.verdict {
        Verdict::Insufficient if change.adjusted_change.is_some() && change.swc.is_none() => {
            words.t("verdict-none")
        }
        Verdict::Stable if could_matter(change) => words.t("verdict-unclear"),
        verdict => run_word(verdict, change.adverse, words),
    }
}

/// `↑ clearly worse`, `= stable`.
pub(super) fn verdict(change: &MetricChange, words: &Words) -> String {
    let word = word(change, words);
    let sign = match (change.verdict, change.adjusted_change) {
        (Verdict::Insufficient, _) => "",
        (Verdict::Undecided, _) => "~ ",
        (Verdict::Stable, _) if could_matter(change) => "~ ",
        (Verdict::Stable, _) => "= ",
        (_, Some(c)) if c > 0.0 => "↑ ",
        (_, Some(c)) if c < 0.0 => "↓ ",
        _ => "",
    };
    format!("{sign}{word}")
}

/// Class of the verdict on pages.
pub(super) fn tone(m: &MetricChange) -> &'static str {
    match m.verdict {
        Verdict::Stable if could_matter(m) => "unclear",
        verdict => run_tone(verdict, m.adverse),
    }
}

/// The verdict of a run of a team in words, as on the run's own page.
pub(super) fn run_word(verdict: Verdict, adverse: bool, words: &Words) -> String {
    words.t(match (verdict, adverse) {
        (Verdict::Insufficient, _) => "verdict-insufficient",
        (Verdict::Undecided, _) => "verdict-unclear",
        (Verdict::Stable, _) => "verdict-stable",
        (Verdict::Possible, true) => "verdict-possible-worse",
        (Verdict::Likely, true) => "verdict-likely-worse",
        (Verdict::Clear, true) => "verdict-clear-worse",
        (Verdict::Possible, false) => "verdict-possible",
        (Verdict::Likely, false) => "verdict-likely",
        (Verdict::Clear, false) => "verdict-clear",
    })
}

/// Class of that verdict on pages.
pub(super) fn run_tone(verdict: Verdict, adverse: bool) -> &'static str {
    match (verdict, adverse) {
        (Verdict::Insufficient, _) => "unknown",
        (Verdict::Undecided, _) => "unclear",
        (Verdict::Stable, _) => "stable",
        (Verdict::Possible, true) => "maybe",
        (Verdict::Likely | Verdict::Clear, true) => "worse",
        (_, false) => "other",
    }
}

/// The change as a clause: `your feet likely stayed on the ground 8 ms longer at the
/// same pace (+3 %)`.
pub(super) fn clause(change: &MetricChange, words: &Words) -> Option<String> {
    let by = change.adjusted_change.filter(|c| c.is_finite() && *c != 0.0)?;
    let shown = Shown::told(words, change.metric, &change.unit);
    let percent = change.adjusted_change_pct.filter(|p| p.is_finite() && change.metric.log_scale());
    let percent =
        percent.map_or("none".into(), |p| words.tongue().signed(p, usize::from(p.abs() < 2.5)));
    let percent = words.text("percent-of", &[("percent", percent.into())]);
    let sure = match change.verdict {
        Verdict::Possible => "possible",
        Verdict::Likely => "likely",
        _ => "clear",
    };
    let amount = match change.metric {
        // As the table has it, so that no number stands there in two ways.
        Metric::Cadence => {
            format!("{} {}", words.tongue().number(by.abs(), 1), words.t("unit-spm"))
        }
        _ => shown.amount(by),
    };
    let metric = match change.metric {
        Metric::PelvicDropLeft | Metric::PelvicDropRight => Metric::PelvicDrop,
        other => other,
    };
    let id = format!("what-{}", metric.id().replace('_', "-"));
    let id = if words.has(&id) { id } else { "what-other".into() };
    Some(words.text(
        &id,
        &[
            ("name", words.name(change.metric.id()).into()),
            ("amount", amount.into()),
            ("up", if by > 0.0 { "yes" } else { "no" }.into()),
            ("sure", sure.into()),
            ("percent", percent.into()),
        ],
    ))
}

/// `48.0 % left fresh, 47.9 % tired`: a balance that was there from the start.
pub(super) fn balance_clause(change: &MetricChange, words: &Words) -> Option<String> {
    let (fresh, tired) = change.levels();
    let [fresh, tired] = [fresh?, tired?];
    let text = |v: f64| words.tongue().number(v, 1);
    Some(words.text(
        "what-balance",
        &[
            ("fresh", text(fresh).into()),
            ("tired", text(tired).into()),
            ("longer", if fresh > 50.0 { "left" } else { "right" }.into()),
        ],
    ))
}
