//! The runner's page: one recording from the answer down to the settings.

use std::io;

use askama::Template;

use super::balance::{self, LeftRight};
use super::cards::{self, Card, Level};
use super::hero::{self, Hero};
use super::laps::{self, Laps};
use super::method::{self, ContextRow, Setting, SourceLine};
use super::quality::{self, QualityPart};
use super::speed::{self, Figure};
use super::timeline::{self, Timeline};
use super::waves::{self, Waves};
use super::work::{self, Sheet, Todo};
use super::{LOOK, Markup, Style, number};
use crate::analysis::{Analysis, Analyzed, RecordingKind};
use crate::compare::{MetricChange, Status};
use crate::report::answer::answer;
use crate::report::reasons::{self, segment};
use crate::report::show;
use crate::report::text::clean;
use crate::report::{course, doses, findings, history};
use crate::series::Sampling;
use crate::units::clock;
use crate::words::{Language, Words};

const SCRIPT: &str = include_str!("page.js");

/// A finding with everything that is known about it.
struct FindingPart {
    id: String,
    title: String,
    label: String,
    evidence: Vec<String>,
    explanation: String,
    exercises: Vec<String>,
}

#[derive(Template)]
#[template(path = "runner.html")]
struct RunnerPage<'a> {
    look: &'static str,
    script: &'static str,
    w: &'a Words,
    lang: &'static str,
    title: String,
    /// The running head of the printed page, as a string of CSS.
    print_head: Markup,
    facts: Vec<Markup>,
    about: Vec<String>,
    badge: (&'static str, &'static str, &'static str),
    running: String,
    answer: String,
    /// What to record next time, where nothing was compared.
    next: Option<String>,
    /// How to name the parts to compare: words, and the command.
    by_hand: Option<(String, String)>,
    compared: bool,
    /// Each sample is a lap.
    by_laps: bool,
    /// A watch's series of seconds.
    watch: bool,
    reference: Option<String>,
    windows: Option<String>,
    fatigue: Option<String>,
    unseen: Option<String>,
    /// How sure the changes are.
    sure: Option<String>,
    /// Kinds of ground, laps, climbs: a line each.
    course: Vec<String>,
    /// The run beside the runner's earlier ones: in a sentence, and value by value.
    beside: Option<(String, [String; 5], Vec<[String; 5]>)>,
    hero: Option<Hero>,
    chips: Vec<Card>,
    todo: Option<Todo>,
    changes: Vec<Card>,
    levels: Vec<Level>,
    timeline: Option<Timeline>,
    waves: Option<Waves>,
    figures: Vec<Figure>,
    computed_figures: Vec<Figure>,
    /// Some figures show how values are spread.
    spreads: bool,
    has_adjusted: bool,
    left_right: Option<LeftRight>,
    laps: Vec<Laps>,
    findings: Vec<FindingPart>,
    not_judged: Vec<(String, String)>,
    sheet: Option<Sheet>,
    quality: QualityPart,
    /// Words of verdicts and what they mean.
    verdicts: Vec<(String, String)>,
    context: Vec<ContextRow>,
    settings: Vec<Setting>,
    settings_hash: String,
    version: String,
    sources: Vec<SourceLine>,
}

/// The page of one recording. Equal analysis and style give equal bytes.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn runner(analyzed: &Analyzed, style: &Style) -> io::Result<String> {
    let words = &style.words();
    let analysis = &analyzed.analysis;
    let recording = &analysis.recording;
    let comparison = &analysis.comparison;
    let path = clean(&recording.path);
    let title = title(analysis, &path, words);
    let chosen = chosen(analysis);
    let figures = speed::figures(analyzed, style, words);
    let (computed_figures, figures): (Vec<_>, Vec<_>) =
        figures.into_iter().partition(|f| f.estimated);
    let english = words.tongue().language == Language::English;
    let page = RunnerPage {
        look: LOOK,
        script: SCRIPT,
        w: words,
        lang: words.tongue().language.code(),
        print_head: css_string(&title),
        facts: facts(analysis, words),
        about: about(analysis, &title, &path, words),
        title,
        badge: quality::badge(recording.quality),
        running: clock(recording.running_s),
        answer: unbroken(&answer(analysis, words)),
        next: reasons::next_time(analysis, words),
        by_hand: reasons::by_hand(analysis).map(|options| {
            (words.t("next-by-hand"), format!("runform analyze \"{path}\" {options}"))
        }),
        compared: comparison.status == Status::Compared,
        by_laps: analyzed.series.sampling == Sampling::Laps,
        watch: recording.kind == RecordingKind::Watch,
        reference: comparison.reference_speed_mps.map(|v| words.tongue().pace(v)),
        windows: reasons::windows(analysis, words),
        fatigue: (comparison.status == Status::Compared).then(|| reasons::fatigue(analysis, words)),
        unseen: findings::unseen(analysis, words),
        sure: reasons::all_sure(analysis, words),
        course: course::lines(analysis, words),
        beside: analysis.history.as_ref().and_then(|beside| {
            let line = history::line(analysis, words)?;
            Some((line, history::head(words), history::rows(beside, words)))
        }),
        hero: hero::hero(analyzed, chosen.first().copied(), words),
        chips: cards::chips(analyzed, &chosen, words),
        todo: work::todo(analysis, words),
        changes: cards::table(analysis, words),
        levels: cards::levels(analysis, words),
        timeline: timeline::timeline(analyzed, words),
        has_adjusted: analyzed.rows.iter().any(|r| r.levels.is_some()),
        waves: waves::waves(analyzed, words),
        spreads: figures.iter().any(|f| f.spread.is_some()),
        figures,
        computed_figures,
        left_right: balance::left_right(analysis, words),
        laps: laps::tables(analysis, words),
        findings: found(analysis, words),
        not_judged: findings::not_judged(analysis, words)
            .into_iter()
            .map(|(what, why)| (clean(&what.join(", ")), clean(&why)))
            .collect(),
        sheet: work::sheet(analysis, &path, words),
        quality: quality::quality(analysis, words),
        verdicts: ["clear", "likely", "possible", "stable", "unclear", "worse"]
            .map(|id| (words.t(&format!("word-{id}")), words.t(&format!("means-{id}"))))
            .to_vec(),
        // The tables are published in English.
        context: if english { method::context(analysis, words) } else { Vec::new() },
        settings: method::settings(style, words),
        settings_hash: analysis.settings_hash.clone(),
        version: analysis.runform_version.clone(),
        sources: method::sources(analysis, words),
    };
    super::finished(&page)
}

/// The answer on one picture for sharing, 1200 × 630: without file, device or place.
#[derive(Template)]
#[template(path = "card.html")]
struct SharedCard<'a> {
    look: &'static str,
    w: &'a Words,
    lang: &'static str,
    title: String,
    facts: Vec<Markup>,
    answer: String,
    hero: Option<Hero>,
    chips: Vec<Card>,
    version: &'a str,
}

/// The page that the picture for sharing is taken of.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn card(analyzed: &Analyzed, style: &Style) -> io::Result<String> {
    let words = &style.words();
    let analysis = &analyzed.analysis;
    let chosen = chosen(analysis);
    super::finished(&SharedCard {
        look: LOOK,
        w: words,
        lang: words.tongue().language.code(),
        // A title may name a place or a person: the day does not.
        title: named_by_day(analysis, words).unwrap_or_else(|| words.t("card-run")),
        facts: facts(analysis, words),
        answer: unbroken(&answer(analysis, words)),
        hero: hero::hero(analyzed, chosen.first().copied(), words),
        chips: cards::chips(analyzed, &chosen, words),
        version: &analysis.runform_version,
    })
}

/// A sign of per cent stays on the line of its number.
fn unbroken(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
}

/// The metrics that matter most, those that define the answer first.
fn chosen(analysis: &Analysis) -> Vec<&MetricChange> {
    crate::report::terminal::chosen(analysis)
}

/// The title the runner gave, else the day; of neither, the file.
fn title(analysis: &Analysis, path: &str, words: &Words) -> String {
    let recording = &analysis.recording;
    let given = recording.title.as_deref().map(clean).filter(|t| !t.is_empty());
    given.or_else(|| named_by_day(analysis, words)).unwrap_or_else(|| file_of(path).to_owned())
}

fn named_by_day(analysis: &Analysis, words: &Words) -> Option<String> {
    let start = analysis.recording.start_time.as_deref()?;
    let day = clean(&show::day(start, words));
    show::short_day(start).map(|_| words.with("run-on", "day", day))
}

fn file_of(path: &str) -> &str {
    path.rsplit(['/', '\\', '!']).next().unwrap_or(path)
}

/// What the recording is: date, device, sensors or sport, file.
fn about(analysis: &Analysis, title: &str, path: &str, words: &Words) -> Vec<String> {
    let recording = &analysis.recording;
    let sensors = show::sensors(&recording.placements, words).map(|s| clean(&s));
    // Several files are named whole: one says nothing of the others.
    let file = if path.contains(" + ") { path } else { file_of(path) };
    // Where the day is the title, its time is enough.
    let moment = recording.start_time.as_deref().map(|t| {
        let time = show::time_of_day(t)
            .filter(|_| named_by_day(analysis, words).as_deref() == Some(title));
        time.unwrap_or_else(|| clean(&show::moment(t, words)))
    });
    let about = [
        moment,
        recording.device.as_deref().map(clean),
        sensors.or_else(|| Some(clean(&show::sport(&recording.sport, words)))),
        Some(file.to_owned()),
    ];
    about.into_iter().flatten().filter(|a| !a.is_empty()).collect()
}

/// Distance, time, pace and heart rate.
fn facts(analysis: &Analysis, words: &Words) -> Vec<Markup> {
    let recording = &analysis.recording;
    let all = segment(analysis, "all");
    let tongue = words.tongue();
    let mut facts = Vec::new();
    let mut add = |of: &str, field: &str, value: Option<f64>, text: &dyn Fn(f64) -> String| {
        if let Some(v) = value.filter(|v| v.is_finite()) {
            facts.push(number(of, "", field, value, &text(v)));
        }
    };
    let distance = recording.distance_m.filter(|d| *d > 0.0);
    add("recording", "distance_m", distance, &|d| tongue.distance(d));
    add("recording", "active_s", Some(recording.active_s), &clock);
    if let Some(v) = reasons::overall_speed(analysis) {
        facts.push(Markup::text(&tongue.pace(v)));
    }
    let mut add = |of: &str, field: &str, value: Option<f64>, text: &dyn Fn(f64) -> String| {
        if let Some(v) = value.filter(|v| v.is_finite()) {
            facts.push(number(of, "", field, value, &text(v)));
        }
    };
    let heart = all.and_then(|s| s.heart_rate_bpm);
    add("all", "heart_rate_bpm", heart, &|h| format!("{h:.0} bpm"));
    facts
}

/// A text as a string of CSS: letters and digits as they are, all else by number.
pub(super) fn css_string(text: &str) -> Markup {
    let mut out = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
    Markup(out)
}

fn found(analysis: &Analysis, words: &Words) -> Vec<FindingPart> {
    let add_ons = &analysis.prescription.add_ons;
    analysis
        .findings
        .iter()
        .map(|f| FindingPart {
            id: f.id.clone(),
            title: findings::title(f, words),
            label: findings::label(f, analysis.comparison.fatigue_evidence, words),
            evidence: findings::evidence(f, analysis, words),
            explanation: findings::text(f, analysis, words),
            exercises: add_ons
                .iter()
                .filter(|a| a.r#for.contains(&f.id))
                .map(|a| doses::name(&a.exercise, &a.name, words))
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_string() {
        assert_eq!(css_string("a\"b\\}</style>").0, "\"a\\22 b\\5c \\7d \\3c \\2f style\\3e \"");
    }
}
