//! A run beside the runner's earlier ones, in words; and the list of what is kept.

use anstyle::Style;

use super::findings;
use super::show::{self, Shown};
use super::terminal::FIRST;
use super::text::{Page, clean};
use crate::analysis::Analysis;
use crate::analysis::history::{Beside, BesideMetric, PastRun, Standing, Usual};
use crate::units::clock;
use crate::words::Words;

/// The one thing to know: what is unusual for this runner, else that nothing is.
pub(super) fn line(analysis: &Analysis, words: &Words) -> Option<String> {
    let beside = analysis.history.as_ref()?;
    if beside.metrics.is_empty() {
        return Some(nothing(beside, words));
    }
    let shown = || FIRST.iter().filter_map(|m| beside.metrics.iter().find(|b| b.metric == *m));
    let unusual: Vec<String> = shown().flat_map(|b| unusual(b, words)).collect();
    if !unusual.is_empty() {
        return Some(words.with("history-unusual", "list", unusual.join("; ")));
    }
    let names = |has: &dyn Fn(&&BesideMetric) -> bool| -> String {
        let name = |b: &BesideMetric| findings::in_a_sentence(words.short(b.metric.id()), words);
        shown().filter(has).map(name).collect::<Vec<_>>().join(", ")
    };
    let (levels, changes) = (names(&|b| b.level.is_some()), names(&|b| b.change.is_some()));
    match (levels.is_empty(), changes.is_empty()) {
        (true, true) => Some(nothing(beside, words)),
        (true, false) => Some(words.with("history-usual-change", "list", changes)),
        (false, true) => Some(words.with("history-usual-level", "list", levels)),
        (false, false) => {
            let args = [("levels", levels.into()), ("changes", changes.into())];
            Some(words.text("history-usual-both", &args))
        }
    }
}

/// Why nothing is held beside anything.
fn nothing(beside: &Beside, words: &Words) -> String {
    let args =
        [("runs", (beside.runs as f64).into()), ("others", (beside.other_devices as f64).into())];
    words.text("history-too-few", &args)
}

fn unusual(b: &BesideMetric, words: &Words) -> Vec<String> {
    let shown = Shown::told(words, b.metric, &b.unit);
    let name = findings::in_a_sentence(words.short(b.metric.id()), words);
    let unit = match shown.unit() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let tell = |id: &str, now: String, [low, high]: [String; 2]| {
        let args = [
            ("name", name.as_str().into()),
            ("now", now.into()),
            ("unit", unit.as_str().into()),
            ("low", low.into()),
            ("high", high.into()),
        ];
        words.text(id, &args)
    };
    let level = b.level.filter(|u| u.place != Standing::Usual).map(|u| {
        let range = u.range.map(|v| shown.level(Some(v)));
        tell("history-item-level", shown.level(Some(u.now)), range)
    });
    let change = b.change.filter(|u| u.place != Standing::Usual).map(|u| {
        let range = u.range.map(|v| shown.change(Some(v)));
        tell("history-item-change", shown.change(Some(u.now)), range)
    });
    level.into_iter().chain(change).collect()
}

/// Column heads of [`rows`].
pub(super) fn head(words: &Words) -> [String; 5] {
    ["metric", "now", "usual", "runs", "place"].map(|id| words.t(&format!("history-col-{id}")))
}

/// All values beside the usual ones: metric, this run, the usual range, how many runs it
/// rests on, and where this one lies.
pub(super) fn rows(beside: &Beside, words: &Words) -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    for b in &beside.metrics {
        let shown = Shown::told(words, b.metric, &b.unit);
        let row = |label: String, u: Usual, tell: &dyn Fn(Option<f64>) -> String| {
            let range = u.range.map(|v| tell(Some(v)));
            let range = words.text(
                "history-range",
                &[("low", range[0].as_str().into()), ("high", range[1].as_str().into())],
            );
            let place = match u.place {
                Standing::Below => "history-below",
                Standing::Usual => "history-usual",
                Standing::Above => "history-above",
            };
            [label, tell(Some(u.now)), range, u.runs.to_string(), words.t(place)]
        };
        rows.extend(b.level.map(|u| row(shown.label.clone(), u, &|v| shown.level(v))));
        let label = words.with("history-when-tired", "name", &shown.label);
        rows.extend(b.change.map(|u| row(label, u, &|v| shown.change(v))));
    }
    rows
}

/// The runs that are kept, by their files.
pub fn list<'a>(
    runs: impl Iterator<Item = (&'a str, &'a PastRun)>,
    words: &Words,
    columns: usize,
) -> String {
    let head = ["date", "run", "distance", "time", "device", "file"]
        .map(|id| words.t(&format!("history-list-{id}")));
    let mut rows: Vec<Vec<String>> = vec![head.to_vec()];
    for (file, run) in runs {
        let start = run.start_time.as_deref();
        rows.push(vec![
            start.and_then(show::short_day).unwrap_or_else(|| "-".into()),
            clean(&run.name),
            run.distance_m.map_or_else(|| "-".into(), |d| words.tongue().distance(d)),
            clock(run.running_s),
            clean(run.device.as_deref().unwrap_or("-")),
            file.to_owned(),
        ]);
    }
    let mut page = Page::new(columns);
    page.text(
        Style::new(),
        &words.text("history-kept", &[("n", (rows.len() as f64 - 1.0).into())]),
    );
    if rows.len() > 1 {
        page.rows(Style::new(), "", &rows, &[false, false, true, true, false, false]);
    }
    page.finish()
}
