//! The page of a study: what it asked and found, everybody's lines, agreement, losses,
//! what hangs on what was assumed, and the methods.

mod figures;
mod svg;
mod told;

use std::io;

use askama::Template;

pub use figures::Figure;

use super::{LIST_SCRIPT, LOOK, Markup, escape, finished};
use crate::report::text::clean;
use crate::study::infer::{Answer, Answers, Question, Random, Varied};
use crate::words::Words;
use told::{asked, cell_name, coded, finer, interval, p, spread};

/// Findings named in the answer.
const NAMED: usize = 3;
/// Questions whose answers are held against other assumptions.
const SUMMED: [Question; 4] =
    [Question::Overall, Question::Condition, Question::Group, Question::Interaction];
/// Bland-Altman plots on the page; all of them are files.
const MOST_AGREEMENTS: usize = 12;

/// What the page needs beside the answers.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Title; none: that of all studies.
    pub title: Option<&'a str>,
    /// The answers under other assumptions.
    pub varied: &'a [Varied],
    /// The text of the methods, in Markdown.
    pub methods: &'a str,
    /// Where the numbers come from: name and value.
    pub provenance: &'a [(String, String)],
}

#[derive(Template)]
#[template(path = "studied.html")]
struct StudiedPage<'a> {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    words: &'a Words,
    lang: &'static str,
    title: String,
    facts: Vec<(String, String)>,
    answer: String,
    notices: Vec<String>,
    forest: Option<Shown>,
    means: Vec<Shown>,
    participants: Vec<Shown>,
    agreements: Vec<Shown>,
    flow: Shown,
    estimates: Grid,
    models: Grid,
    effects: Grid,
    reliability: Option<Grid>,
    losses: Grid,
    loss_tests: Vec<String>,
    reasons: Vec<(String, usize)>,
    sensitivity: Grid,
    methods: Markup,
    provenance: Vec<(String, String)>,
}

/// A figure on the page.
struct Shown {
    title: String,
    about: String,
    svg: Markup,
    file: String,
}

/// A table on the page.
struct Grid {
    caption: String,
    head: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    /// The column of words among those of numbers.
    words: Option<usize>,
}

impl Grid {
    fn new(caption: &str, ids: &[&str], rows: Vec<(String, Vec<String>)>, words: &Words) -> Grid {
        let head = ids.iter().map(|id| words.t(&format!("study-head-{id}"))).collect();
        let written = ["question", "what", "random"];
        let written = ids.iter().position(|id| written.contains(id));
        Grid { caption: words.t(&format!("study-caption-{caption}")), head, rows, words: written }
    }

    /// Whether a column, the names of the rows being the first, holds words.
    fn is_words(&self, column: &usize) -> bool {
        *column == 0 || self.words == Some(*column)
    }
}

fn shown(f: &Figure) -> Shown {
    Shown {
        title: f.title.clone(),
        about: f.about.clone(),
        svg: Markup(f.svg.clone()),
        file: format!("figures/{}.svg", f.name),
    }
}

/// All figures of a study.
pub fn figures(answers: &Answers, words: &Words) -> Vec<Figure> {
    let mut out = vec![figures::flow(answers, words)];
    out.extend(figures::forest(answers, words));
    for (k, m) in answers.models.iter().enumerate() {
        out.extend(figures::means(answers, k + 1, m, words));
    }
    let modelled =
        |c: &&crate::study::infer::CellChanges| answers.models.iter().any(|m| m.cell == c.cell);
    for (k, c) in answers.cells.iter().filter(modelled).enumerate() {
        out.extend(figures::participants(answers, k + 1, c, words));
    }
    out.extend(figures::agreements(answers, words));
    out
}

/// The page of a study with these figures.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn studied(a: &Answers, all: &[Figure], page: &Page, words: &Words) -> io::Result<String> {
    let of = |prefix: &str| -> Vec<Shown> {
        all.iter().filter(|f| f.name.starts_with(prefix)).map(shown).collect()
    };
    let sum = |of: &dyn Fn(&crate::study::infer::Share) -> usize| -> usize {
        a.flow.shares.iter().map(of).sum()
    };
    let mut people: Vec<&str> = a.runs.iter().map(|r| r.participant.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    let mut facts = vec![
        (words.t("study-fact-participants"), people.len().to_string()),
        (words.t("study-fact-recordings"), sum(&|s| s.recordings).to_string()),
        (words.t("study-fact-compared"), sum(&|s| s.compared).to_string()),
    ];
    if !a.design.groups.is_empty() {
        facts.push((words.t("study-fact-groups"), a.design.groups.join(", ")));
    }
    if !a.design.conditions.is_empty() {
        facts.push((words.t("study-fact-conditions"), a.design.conditions.join(", ")));
    }
    let mut agreements = of("days-");
    agreements.extend(of("sensors-"));
    agreements.truncate(MOST_AGREEMENTS);
    let flow = all.iter().find(|f| f.name == "flow");
    let flow = flow.map_or_else(|| shown(&figures::flow(a, words)), shown);
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for (why, n) in a.flow.shares.iter().flat_map(|s| &s.reasons) {
        match reasons.iter_mut().find(|r| r.0 == *why) {
            Some(found) => found.1 += n,
            None => reasons.push((why.clone(), *n)),
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.1));
    let page = StudiedPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: env!("CARGO_PKG_VERSION"),
        lang: words.tongue().language.code(),
        title: page.title.map_or_else(|| words.t("study-title"), clean),
        facts,
        answer: answer(a, words),
        notices: notices(a, words),
        forest: all.iter().find(|f| f.name == "forest").map(shown),
        means: of("means-"),
        participants: of("participants-"),
        agreements,
        flow,
        estimates: estimates(a, words),
        models: models(a, words),
        effects: effects(a, words),
        reliability: reliability(a, words),
        losses: losses(a, words),
        loss_tests: loss_tests(a, words),
        reasons,
        sensitivity: sensitivity(a, page.varied, words),
        methods: markdown(page.methods),
        provenance: page.provenance.to_vec(),
        words,
    };
    finished(&page)
}

/// What was found, in a sentence or two.
fn answer(a: &Answers, words: &Words) -> String {
    let tests = || a.answers.iter().filter(|x| x.question != Question::Mean);
    if a.models.is_empty() {
        return words.t("study-answer-none");
    }
    let found: Vec<String> = tests()
        .filter(|x| x.q.is_some_and(|q| q < 0.05))
        .filter(|x| x.question != Question::ConditionInGroup)
        .map(|x| {
            format!("{}, {}: {}", cell_name(&x.cell, words), asked(x, a, words), interval(x, words))
        })
        .collect();
    if found.is_empty() {
        return words.with("study-answer-nothing", "n", tests().count());
    }
    let more = found.len().saturating_sub(NAMED);
    let list = found.into_iter().take(NAMED).collect::<Vec<_>>().join("; ");
    let n = tests().count().to_string();
    let args = [("list", list.as_str().into()), ("n", n.as_str().into()), ("more", more.into())];
    words.text("study-answer-found", &args)
}

/// What must be known beside the numbers.
fn notices(a: &Answers, words: &Words) -> Vec<String> {
    let mut out = Vec::new();
    if !a.without.is_empty() {
        out.push(words.text("study-notice-without", &[("n", a.without.len().into())]));
    }
    for r in &a.respelled {
        let args = [
            ("of", r.of.as_str().into()),
            ("from", r.from.as_str().into()),
            ("to", r.to.as_str().into()),
        ];
        out.push(words.text("study-notice-respelled", &args));
    }
    out.extend(a.design.left_out.iter().map(|bad| coded(bad, words)));
    let kept: usize = a.cells.iter().map(|c| c.kept).max().unwrap_or(0);
    if kept > 0 {
        out.push(words.text("study-notice-kept", &[("n", kept.into())]));
    }
    if [a.flow.by_group_p, a.flow.by_condition_p].iter().flatten().any(|p| *p < 0.05) {
        out.push(words.t("study-notice-loss"));
    }
    out
}

fn estimates(a: &Answers, words: &Words) -> Grid {
    let rows = a
        .answers
        .iter()
        .map(|x| {
            let g = x.effect.map_or_else(
                || "–".into(),
                |g| {
                    let t = words.tongue();
                    format!(
                        "{} [{}, {}]",
                        t.signed(g.g, 2),
                        t.signed(g.ci95[0], 2),
                        t.signed(g.ci95[1], 2)
                    )
                },
            );
            let prediction = x.prediction95.map_or_else(
                || "–".into(),
                |[low, high]| {
                    format!("[{}, {}]", finer(&x.cell, low, words), finer(&x.cell, high, words))
                },
            );
            let cells = vec![
                asked(x, a, words),
                interval(x, words),
                words.tongue().number(x.estimate.df, 1),
                p(x.estimate.p, words),
                x.q.map_or_else(|| "–".into(), |q| p(q, words)),
                g,
                prediction,
                x.equivalence.map_or_else(|| "–".into(), |e| p(e.p, words)),
            ];
            (cell_name(&x.cell, words), cells)
        })
        .collect();
    let ids = ["metric", "question", "estimate", "df", "p", "q", "g", "prediction", "equivalence"];
    Grid::new("estimates", &ids, rows, words)
}

fn models(a: &Answers, words: &Words) -> Grid {
    let mut rows: Vec<(String, Vec<String>)> = a
        .models
        .iter()
        .map(|m| {
            let random = words.t(match m.random {
                Random::None => "study-random-none",
                Random::Intercept => "study-random-intercept",
                Random::Slope => "study-random-slope",
            });
            let mut said = vec![random];
            if m.slope_tried && m.random != Random::Slope {
                said.push(words.t("study-slope-singular"));
            }
            if m.singular {
                said.push(words.t("study-singular"));
            }
            let s = |v: f64| spread(&m.cell, v, words);
            let cells = vec![
                m.runs.to_string(),
                m.participants.to_string(),
                said.join("; "),
                s(m.sigma),
                s(m.between),
                m.slope.map_or_else(|| "–".into(), s),
                m.swc.map_or_else(|| "–".into(), s),
            ];
            (cell_name(&m.cell, words), cells)
        })
        .collect();
    for w in &a.without {
        let why = coded(&w.why, words);
        let dash = || "–".to_owned();
        let cells = vec![
            w.runs.to_string(),
            w.participants.to_string(),
            why,
            dash(),
            dash(),
            dash(),
            dash(),
        ];
        rows.push((cell_name(&w.cell, words), cells));
    }
    let ids = ["metric", "runs", "participants", "random", "within", "between", "slope", "margin"];
    Grid::new("models", &ids, rows, words)
}

fn effects(a: &Answers, words: &Words) -> Grid {
    let t = words.tongue();
    let mut rows = Vec::new();
    for c in a.cells.iter().filter(|c| a.models.iter().any(|m| m.cell == c.cell)) {
        // Pace is what all runs differ in; the ground is in the tables.
        for e in c.effects.iter().take(1) {
            let study = e.study.map_or_else(
                || "–".into(),
                |s| format!("{} ± {}", t.signed(s.mean, 2), t.number(s.se, 2)),
            );
            let cells = vec![
                format!("{} ± {}", t.signed(e.known[0], 2), t.number(e.known[1], 2)),
                study,
                format!("{} ± {}", t.signed(e.mean, 2), t.number(e.se, 2)),
                t.number(e.between, 2),
                e.participants.to_string(),
            ];
            rows.push((cell_name(&c.cell, words), cells));
        }
    }
    let ids = ["metric", "known", "study", "used", "between", "participants"];
    Grid::new("effects", &ids, rows, words)
}

fn reliability(a: &Answers, words: &Words) -> Option<Grid> {
    let t = words.tongue();
    let icc = |v: f64, ci: [f64; 2]| {
        format!("{} [{}, {}]", t.number(v, 2), t.number(ci[0], 2), t.number(ci[1], 2))
    };
    let of = |r: crate::study::infer::Repeated| {
        words.t(match r {
            crate::study::infer::Repeated::Fresh => "study-of-fresh",
            crate::study::infer::Repeated::Change => "study-of-change",
        })
    };
    let row = |cell: &crate::study::infer::Cell,
               r: &runform_inference::reliability::Reliability,
               what: String| {
        vec![
            what,
            r.people.to_string(),
            icc(r.icc21, r.icc21_ci95),
            icc(r.icc31, r.icc31_ci95),
            spread(cell, r.sem, words),
            spread(cell, r.mdc95, words),
        ]
    };
    let days = a.days.iter().map(|d| {
        let condition = d.condition.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
        let what = format!("{}{condition} ({})", of(d.of), d.visits.join(", "));
        (cell_name(&d.cell, words), row(&d.cell, &d.reliability, what))
    });
    let sensors = a.sensors.iter().filter_map(|s| {
        let what = format!(
            "{}: {} / {}",
            of(s.of),
            told::where_from(&s.first, words),
            told::where_from(&s.second, words)
        );
        Some((words.name(s.first.metric.id()), row(&s.first, s.reliability.as_ref()?, what)))
    });
    let rows: Vec<_> = days.chain(sensors).collect();
    let ids = ["metric", "what", "participants", "icc21", "icc31", "sem", "mdc"];
    (!rows.is_empty()).then(|| Grid::new("reliability", &ids, rows, words))
}

fn losses(a: &Answers, words: &Words) -> Grid {
    let rows = a
        .flow
        .shares
        .iter()
        .map(|s| {
            let name = [s.group.as_ref(), s.condition.as_ref()];
            let name: Vec<&str> = name.into_iter().flatten().map(String::as_str).collect();
            let name = if name.is_empty() { words.t("study-everybody") } else { name.join(", ") };
            let lost = s.recordings - s.compared;
            let share = 100.0 * lost as f64 / s.recordings.max(1) as f64;
            let cells = vec![
                s.recordings.to_string(),
                s.analysed.to_string(),
                s.compared.to_string(),
                format!("{lost} ({} %)", words.tongue().number(share, 0)),
                format!("{} / {}", s.participants_compared, s.participants),
            ];
            (name, cells)
        })
        .collect();
    let ids = ["cell", "recordings", "analysed", "compared", "lost", "people"];
    Grid::new("losses", &ids, rows, words)
}

fn loss_tests(a: &Answers, words: &Words) -> Vec<String> {
    let said = |id: &str, value: Option<f64>| Some(words.with(id, "p", p(value?, words)));
    [
        said("study-loss-group", a.flow.by_group_p),
        said("study-loss-condition", a.flow.by_condition_p),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Of every answer: from where to where it goes under all assumptions, and under how many
/// it stands. Line by line they are in the tables.
fn sensitivity(a: &Answers, varied: &[Varied], words: &Words) -> Grid {
    let mut rows = Vec::new();
    for x in a.answers.iter().filter(|x| SUMMED.contains(&x.question)) {
        let same = |v: &&Varied| {
            let v = &v.answer;
            (&v.cell, v.question, &v.group, &v.condition)
                == (&x.cell, x.question, &x.group, &x.condition)
        };
        let under: Vec<&Varied> = varied.iter().filter(same).collect();
        let values = || under.iter().map(|v| v.answer.estimate.value);
        let (low, high) = values().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        let count = |of: &dyn Fn(&Answer) -> bool| {
            let n = under.iter().filter(|v| of(&v.answer)).count();
            words.text("study-of", &[("n", n.into()), ("all", under.len().into())])
        };
        let n = |v: f64| finer(&x.cell, v, words);
        let range =
            if under.is_empty() { "–".into() } else { format!("{} … {}", n(low), n(high)) };
        let cells = vec![
            asked(x, a, words),
            interval(x, words),
            range,
            count(&|v| v.estimate.ci95[0] > 0.0 || v.estimate.ci95[1] < 0.0),
            count(&|v| v.equivalence.is_some_and(|e| e.p < 0.05)),
        ];
        rows.push((cell_name(&x.cell, words), cells));
    }
    let ids = ["metric", "question", "estimate", "range", "excludes", "smaller"];
    Grid::new("sensitivity", &ids, rows, words)
}

/// Headings and paragraphs of the methods as markup.
fn markdown(text: &str) -> Markup {
    let mut out = String::new();
    for block in text.split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
        let (open, close, inner) = match block {
            b if b.starts_with("# ") => continue,
            b if b.starts_with("## ") => ("<h3>", "</h3>", &b[3..]),
            b if b.starts_with("- ") => {
                out.push_str("<ul class=\"short\">");
                for item in b.lines() {
                    out.push_str("<li>");
                    escape(&mut out, item.trim_start_matches("- "));
                    out.push_str("</li>");
                }
                out.push_str("</ul>");
                continue;
            }
            b => ("<p>", "</p>", b),
        };
        out.push_str(open);
        escape(&mut out, inner);
        out.push_str(close);
    }
    Markup(out)
}
