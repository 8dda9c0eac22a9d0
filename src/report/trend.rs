//! A trend as a page.

use anstyle::Style;

use super::show::{self, Shown};
use super::text::{Page, columns};
use crate::strength::Coaching;
use crate::strength::benchmarks::{BenchmarkTrend, Moved};
use crate::trend::{Beside, Rating, Series, Shift, Trend, Verdict};
use crate::units::{Units, clock};
use crate::words::english_of;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();

/// The page of a trend, so many columns wide.
pub fn page(trend: &Trend, coaching: &Coaching, units: Units, width: usize) -> String {
    let mut page = Page::new(width);
    runs(&mut page, trend, units);
    if trend.runs.len() < 2 {
        page.blank();
        page.text(PLAIN, "A trend needs two runs or more.");
    } else {
        if trend.log.as_ref().is_some_and(|log| log.strength_days > 0) {
            focus(&mut page, trend, coaching);
        }
        devices(&mut page, trend, units);
    }
    if let Some(beside) = &trend.log {
        log(&mut page, beside);
    }
    for note in &trend.notes {
        page.blank();
        page.text(PLAIN, &english_of(note));
    }
    page.finish()
}

fn runs(page: &mut Page, trend: &Trend, units: Units) {
    page.text(
        BOLD,
        &match trend.runs.len() {
            0 => "No run to compare".into(),
            1 => "One run".into(),
            n => format!("{n} runs"),
        },
    );
    let listed: Vec<_> = trend.runs.iter().filter(|r| r.averages).collect();
    let rows: Vec<Vec<String>> = trend
        .runs
        .iter()
        .filter(|r| !r.averages)
        .map(|r| {
            vec![
                show::date(&r.start),
                clock(r.running_s),
                units.pace(r.fresh_speed_mps),
                r.device.clone().unwrap_or_default(),
                r.path.clone(),
            ]
        })
        .collect();
    for line in columns(&rows, &[false, true, true, false, false]) {
        page.line(PLAIN, &line);
    }
    if let (Some(first), Some(last)) = (listed.first(), listed.last()) {
        page.text(
            PLAIN,
            &format!(
                "{} from a list of activities, {} to {}",
                listed.len(),
                show::date(&first.start),
                show::date(&last.start)
            ),
        );
    }
    for out in &trend.left_out {
        page.item(
            "left out: ",
            PLAIN,
            &format!("{}: {}.", out.path, english_of(&out.reason).trim_end_matches('.')),
        );
    }
}

fn focus(page: &mut Page, trend: &Trend, coaching: &Coaching) {
    section(page, "Is the strength work paying off?");
    if trend.focus.is_empty() {
        page.text(PLAIN, "None of the runs called for special work.");
        return;
    }
    for focus in &trend.focus {
        let said = match focus.verdict {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::NotComparable => "not comparable",
            _ => "no change beyond what days and measurement make",
        };
        let metrics: Vec<String> = focus
            .metrics
            .iter()
            .map(|m| {
                let name = show::name(m.metric);
                match &m.reason {
                    Some(reason) => format!("{name}: {}", english_of(reason)),
                    None => format!("{name}: {}", word(m.verdict)),
                }
            })
            .collect();
        let device = match (&focus.device, trend.focus.iter().any(|f| f.device != focus.device)) {
            (Some(device), true) => format!(" ({device})"),
            _ => String::new(),
        };
        let basis =
            if metrics.is_empty() { String::new() } else { format!(" {}.", metrics.join("; ")) };
        page.item("  ", PLAIN, &format!("{}{device}: {said}.{basis}", focus.name));
    }
    let deficits: Vec<String> = trend
        .focus
        .iter()
        .filter(|f| f.verdict == Verdict::Worse)
        .map(|f| f.deficit.clone())
        .collect();
    for risk in coaching.risks_of(&deficits) {
        page.item(
            "    ",
            PLAIN,
            &format!(
                "Keep an eye on {}: {} That is a risk, not something you have.",
                risk.place, risk.text
            ),
        );
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Up => "up",
        Verdict::Down => "down",
        Verdict::NoChange => "no change",
        Verdict::NotComparable => "not comparable",
    }
}

fn devices(page: &mut Page, trend: &Trend, units: Units) {
    let alike = |a: &Series, b: &Series| a.device == b.device && a.averages == b.averages;
    for group in trend.series.chunk_by(alike) {
        let Some(first) = group.first() else { continue };
        let unnamed = if first.averages { "averages of the list" } else { "device not named" };
        let device = first.device.as_deref().unwrap_or(unnamed);
        let several: Vec<&Series> = group.iter().filter(|s| s.points.len() > 1).collect();
        if several.is_empty() {
            section(page, device);
            page.text(PLAIN, "One run only: nothing to compare it with.");
            continue;
        }
        let pace = units.pace(first.speed_mps);
        if first.averages {
            section(page, &format!("{device}, brought to {pace}"));
            table(page, &several, |s| &s.level, |shown, v| shown.level(v));
            continue;
        }
        section(page, &format!("{device}: fresh, brought to {pace}"));
        table(page, &several, |s| &s.level, |shown, v| shown.level(v));
        section(page, &format!("{device}: change when tired"));
        table(page, &several, |s| &s.fatigue, |shown, v| shown.change(v));
    }
    page.blank();
    page.text(
        PLAIN,
        "First and last are those of a line over all runs; \"needed\" is what their difference must exceed to be more than days and measurement make. A level that moved is a change, not yet a gain; better and worse are said of the change when tired: less or more of what fatigue does to most runners.",
    );
}

/// One line per series: first, last, difference, what is needed, and the word.
fn table(
    page: &mut Page,
    series: &[&Series],
    shift: fn(&Series) -> &Shift,
    show_value: fn(&Shown, Option<f64>) -> String,
) {
    let mut rows =
        vec![["", "first", "last", "difference", "needed", ""].map(str::to_owned).to_vec()];
    let mut silent: Vec<(String, String)> = Vec::new();
    for s in series {
        let shown = Shown::new(s.metric, &s.unit);
        let shift = shift(s);
        if let Some(reason) = &shift.reason {
            silent.push((shown.label.clone(), english_of(reason)));
            continue;
        }
        let needed = shown.change(shift.needed);
        rows.push(vec![
            shown.label.clone(),
            show_value(&shown, shift.from),
            show_value(&shown, shift.to),
            shown.change(shift.change),
            needed.trim_start_matches('+').to_owned(),
            word(shift.verdict).into(),
        ]);
    }
    if rows.len() > 1 {
        for line in columns(&rows, &[false, true, true, true, true, false]) {
            page.line(PLAIN, &line);
        }
    }
    for group in silent.chunk_by(|a, b| a.1 == b.1) {
        let names: Vec<&str> = group.iter().map(|s| s.0.as_str()).collect();
        let reason = group.first().map_or("", |s| s.1.as_str());
        page.text(PLAIN, &format!("{}: {reason}.", names.join(", ")));
    }
}

fn log(page: &mut Page, beside: &Beside) {
    section(page, "From the log");
    page.text(PLAIN, &format!("{} days with strength work.", beside.strength_days));
    for benchmark in &beside.benchmarks {
        page.text(PLAIN, &benchmark_sentence(benchmark));
    }
    for rating in &beside.ratings {
        page.text(PLAIN, &rating_sentence(rating));
    }
}

/// One self-rating in a sentence.
pub fn rating_sentence(rating: &Rating) -> String {
    let said = match rating.verdict {
        Moved::Better => "better",
        Moved::Worse => "worse",
        Moved::NoChange => "about the same",
        Moved::Single => "rated once",
    };
    format!("{}: {:.1} → {:.1}, {said}.", rating.name, rating.from, rating.to)
}

/// One self-test in a sentence or two.
pub fn benchmark_sentence(trend: &BenchmarkTrend) -> String {
    let results: Vec<String> = trend
        .results
        .iter()
        .map(|r| {
            let side = r.side.map(|s| format!("{s} ")).unwrap_or_default();
            match r.verdict {
                Moved::Single => format!("{side}{}", r.to),
                Moved::Better => format!("{side}{} → {} (better)", r.from, r.to),
                Moved::Worse => format!("{side}{} → {} (worse)", r.from, r.to),
                Moved::NoChange => {
                    format!("{side}{} → {} (within a good or bad day)", r.from, r.to)
                }
            }
        })
        .collect();
    let mut text = format!("{}, {}: {}.", trend.name, trend.unit, results.join("; "));
    if let (Some(side), Some(percent)) = (trend.side_to_train, trend.side_difference_percent) {
        text.push_str(&format!(" The {side} side did {percent:.0} % less: begin with it."));
    }
    text
}

fn section(page: &mut Page, title: &str) {
    page.blank();
    page.text(BOLD, title);
}
