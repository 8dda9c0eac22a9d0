//! The tables of a study. One definition makes the files and the codebook.

use std::collections::BTreeSet;

use crate::report::json;
use crate::study::infer::{Answer, Answers, Cell, Variant, Varied};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers.
    Whole,
    /// True or false.
    Flag,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(Option<String>),
    /// A number.
    Number(Option<f64>),
    /// A whole number.
    Whole(Option<i64>),
    /// True or false.
    Flag(Option<bool>),
}

impl Value {
    /// As in a CSV file; missing is empty.
    pub fn plain(&self) -> String {
        match self {
            Value::Text(v) => v.clone().unwrap_or_default(),
            Value::Number(v) => v.map(|v| json::round(v).to_string()).unwrap_or_default(),
            Value::Whole(v) => v.map(|v| v.to_string()).unwrap_or_default(),
            Value::Flag(v) => v.map(|v| v.to_string()).unwrap_or_default(),
        }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// Names and kinds of the columns.
    pub columns: Vec<(String, Kind)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// The columns that are the user's own.
    pub own: BTreeSet<String>,
}

fn text(v: impl Into<String>) -> Value {
    Value::Text(Some(v.into()))
}

fn words(v: Option<&String>) -> Value {
    Value::Text(v.cloned())
}

fn number(v: impl Into<Option<f64>>) -> Value {
    Value::Number(v.into().filter(|v| v.is_finite()))
}

fn whole(v: usize) -> Value {
    Value::Whole(i64::try_from(v).ok())
}

/// The id an enum has in JSON.
fn id(v: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(v).unwrap_or_default();
    let code = value.get("code").cloned().unwrap_or(value);
    code.as_str().map(String::from).unwrap_or_default()
}

fn sheet(name: &'static str, columns: &[(&str, Kind)]) -> Sheet {
    let columns = columns.iter().map(|(n, k)| ((*n).to_owned(), *k)).collect();
    Sheet { name, columns, rows: Vec::new(), own: BTreeSet::new() }
}

const CELL: [(&str, Kind); 5] = [
    ("metric", Kind::Text),
    ("unit", Kind::Text),
    ("device", Kind::Text),
    ("placement", Kind::Text),
    ("field", Kind::Text),
];

fn cell(c: &Cell) -> Vec<Value> {
    let some = |s: &String| Value::Text(Some(s.clone()).filter(|s| !s.is_empty()));
    vec![text(c.metric.id()), text(&c.unit), some(&c.device), some(&c.placement), some(&c.field)]
}

fn with_cell(name: &'static str, before: &[(&str, Kind)], after: &[(&str, Kind)]) -> Sheet {
    let all: Vec<(&str, Kind)> = before.iter().chain(&CELL).chain(after).copied().collect();
    sheet(name, &all)
}

/// All tables of a study.
pub fn sheets(answers: &Answers, varied: &[Varied]) -> Vec<Sheet> {
    vec![
        runs(answers),
        changes(answers),
        models(answers),
        estimates(answers),
        effects(answers),
        flow(answers),
        days(answers),
        sensors(answers),
        sensitivity(varied),
    ]
}

fn runs(a: &Answers) -> Sheet {
    let mut s = sheet(
        "runs",
        &[
            ("path", Kind::Text),
            ("participant", Kind::Text),
            ("group", Kind::Text),
            ("condition", Kind::Text),
            ("visit", Kind::Text),
            ("status", Kind::Text),
            ("compared", Kind::Flag),
            ("reason", Kind::Text),
        ],
    );
    let taken: BTreeSet<String> = s.columns.iter().map(|c| c.0.clone()).collect();
    s.own = a
        .runs
        .iter()
        .flat_map(|r| r.more.keys())
        .filter(|k| !taken.contains(*k))
        .cloned()
        .collect();
    s.columns.extend(s.own.iter().map(|c| (c.clone(), Kind::Text)));
    for r in &a.runs {
        let mut row = vec![text(&r.path), text(&r.participant), words(r.group.as_ref())];
        row.extend([words(r.condition.as_ref()), words(r.visit.as_ref()), text(&r.status)]);
        row.extend([Value::Flag(Some(r.compared)), words(r.reason.as_ref())]);
        row.extend(s.own.iter().map(|c| words(r.more.get(c))));
        s.rows.push(row);
    }
    s
}

fn changes(a: &Answers) -> Sheet {
    let who = [
        ("path", Kind::Text),
        ("participant", Kind::Text),
        ("group", Kind::Text),
        ("condition", Kind::Text),
        ("visit", Kind::Text),
    ];
    let after = [
        ("fresh", Kind::Number),
        ("change", Kind::Number),
        ("se", Kind::Number),
        ("change_alone", Kind::Number),
        ("se_alone", Kind::Number),
        ("swc", Kind::Number),
    ];
    let mut s = with_cell("changes", &who, &after);
    for c in &a.cells {
        for (o, adjusted) in c.observed.iter().zip(&c.changes) {
            let Some(r) = a.runs.get(o.run) else { continue };
            let mut row = vec![text(&r.path), text(&r.participant), words(r.group.as_ref())];
            row.extend([words(r.condition.as_ref()), words(r.visit.as_ref())]);
            row.extend(cell(&c.cell));
            row.extend([number(o.fresh), number(adjusted.change), number(adjusted.se)]);
            row.extend([number(o.change), number(o.se), number(o.swc)]);
            s.rows.push(row);
        }
    }
    s
}

fn models(a: &Answers) -> Sheet {
    let after = [
        ("n_runs", Kind::Whole),
        ("n_participants", Kind::Whole),
        ("n_left_out", Kind::Whole),
        ("random", Kind::Text),
        ("slope_tried", Kind::Flag),
        ("singular", Kind::Flag),
        ("interaction", Kind::Flag),
        ("sd_within", Kind::Number),
        ("sd_between", Kind::Number),
        ("sd_slope", Kind::Number),
        ("reml", Kind::Number),
        ("margin", Kind::Number),
        ("why_not", Kind::Text),
    ];
    let mut s = with_cell("models", &[], &after);
    for m in &a.models {
        let mut row = cell(&m.cell);
        let left: usize = m.left_out.iter().map(|(_, n)| n).sum();
        row.extend([whole(m.runs), whole(m.participants), whole(left), text(id(&m.random))]);
        row.extend([m.slope_tried, m.singular, m.interaction].map(|f| Value::Flag(Some(f))));
        row.extend([number(m.sigma), number(m.between), number(m.slope)]);
        row.extend([number(m.criterion), number(m.swc), Value::Text(None)]);
        s.rows.push(row);
    }
    for w in &a.without {
        let mut row = cell(&w.cell);
        row.extend([whole(w.runs), whole(w.participants)]);
        row.extend([Value::Whole(None), Value::Text(None)]);
        row.extend(vec![Value::Flag(None); 3]);
        row.extend(vec![Value::Number(None); 5]);
        row.push(text(id(&w.why)));
        s.rows.push(row);
    }
    s
}

const ASKED: [(&str, Kind); 3] =
    [("question", Kind::Text), ("group", Kind::Text), ("condition", Kind::Text)];

const ESTIMATE: [(&str, Kind); 17] = [
    ("estimate", Kind::Number),
    ("se", Kind::Number),
    ("se_sampling", Kind::Number),
    ("df", Kind::Number),
    ("ci95_low", Kind::Number),
    ("ci95_high", Kind::Number),
    ("p", Kind::Number),
    ("q", Kind::Number),
    ("hedges_g", Kind::Number),
    ("g_low", Kind::Number),
    ("g_high", Kind::Number),
    ("prediction95_low", Kind::Number),
    ("prediction95_high", Kind::Number),
    ("margin", Kind::Number),
    ("p_equivalence", Kind::Number),
    ("ci90_low", Kind::Number),
    ("ci90_high", Kind::Number),
];

fn estimate_row(a: &Answer) -> Vec<Value> {
    let mut row = cell(&a.cell);
    row.extend([text(id(&a.question)), words(a.group.as_ref()), words(a.condition.as_ref())]);
    let e = &a.estimate;
    row.extend([number(e.value), number(e.se), number(a.se_sampling), number(e.df)]);
    row.extend([number(e.ci95[0]), number(e.ci95[1]), number(e.p), number(a.q)]);
    let g = a.effect;
    row.extend([
        number(g.map(|g| g.g)),
        number(g.map(|g| g.ci95[0])),
        number(g.map(|g| g.ci95[1])),
    ]);
    row.extend([number(a.prediction95.map(|p| p[0])), number(a.prediction95.map(|p| p[1]))]);
    let t = a.equivalence;
    row.extend([number(t.map(|t| t.margin)), number(t.map(|t| t.p))]);
    row.extend([number(t.map(|t| t.ci90[0])), number(t.map(|t| t.ci90[1]))]);
    row
}

fn estimates(a: &Answers) -> Sheet {
    let after: Vec<(&str, Kind)> = ASKED.iter().chain(&ESTIMATE).copied().collect();
    let mut s = with_cell("estimates", &[], &after);
    s.rows = a.answers.iter().map(estimate_row).collect();
    s
}

fn effects(a: &Answers) -> Sheet {
    let after = [
        ("effect", Kind::Text),
        ("n_runs", Kind::Whole),
        ("n_participants", Kind::Whole),
        ("mean", Kind::Number),
        ("se", Kind::Number),
        ("sd_between", Kind::Number),
        ("known_mean", Kind::Number),
        ("known_sd", Kind::Number),
        ("study_mean", Kind::Number),
        ("study_se", Kind::Number),
    ];
    let mut s = with_cell("effects", &[], &after);
    for c in &a.cells {
        for e in &c.effects {
            let mut row = cell(&c.cell);
            row.extend([text(e.effect), whole(e.runs), whole(e.participants)]);
            row.extend([number(e.mean), number(e.se), number(e.between)]);
            row.extend([number(e.known[0]), number(e.known[1])]);
            row.extend([number(e.study.map(|p| p.mean)), number(e.study.map(|p| p.se))]);
            s.rows.push(row);
        }
    }
    s
}

fn flow(a: &Answers) -> Sheet {
    let mut s = sheet(
        "flow",
        &[
            ("group", Kind::Text),
            ("condition", Kind::Text),
            ("n_recordings", Kind::Whole),
            ("n_participants", Kind::Whole),
            ("n_analysed", Kind::Whole),
            ("n_compared", Kind::Whole),
            ("n_participants_compared", Kind::Whole),
            ("reasons", Kind::Text),
        ],
    );
    for f in &a.flow.shares {
        let reasons: Vec<String> = f.reasons.iter().map(|(why, n)| format!("{n}: {why}")).collect();
        let reasons = Some(reasons.join(" | ")).filter(|r| !r.is_empty());
        let mut row = vec![words(f.group.as_ref()), words(f.condition.as_ref())];
        row.extend([whole(f.recordings), whole(f.participants), whole(f.analysed)]);
        row.extend([whole(f.compared), whole(f.participants_compared), Value::Text(reasons)]);
        s.rows.push(row);
    }
    s
}

const RELIABLE: [(&str, Kind); 10] = [
    ("n_participants", Kind::Whole),
    ("icc21", Kind::Number),
    ("icc21_low", Kind::Number),
    ("icc21_high", Kind::Number),
    ("icc31", Kind::Number),
    ("icc31_low", Kind::Number),
    ("icc31_high", Kind::Number),
    ("sem", Kind::Number),
    ("sem_agreement", Kind::Number),
    ("mdc95", Kind::Number),
];

const AGREES: [(&str, Kind); 11] = [
    ("bias", Kind::Number),
    ("bias_low", Kind::Number),
    ("bias_high", Kind::Number),
    ("loa_low", Kind::Number),
    ("loa_low_low", Kind::Number),
    ("loa_low_high", Kind::Number),
    ("loa_high", Kind::Number),
    ("loa_high_low", Kind::Number),
    ("loa_high_high", Kind::Number),
    ("slope", Kind::Number),
    ("slope_p", Kind::Number),
];

fn reliable(r: Option<&runform_inference::reliability::Reliability>) -> Vec<Value> {
    let n = |of: &dyn Fn(&runform_inference::reliability::Reliability) -> f64| number(r.map(of));
    let people = r.map(|r| r.people as i64);
    vec![
        Value::Whole(people),
        n(&|r| r.icc21),
        n(&|r| r.icc21_ci95[0]),
        n(&|r| r.icc21_ci95[1]),
        n(&|r| r.icc31),
        n(&|r| r.icc31_ci95[0]),
        n(&|r| r.icc31_ci95[1]),
        n(&|r| r.sem),
        n(&|r| r.sem_agreement),
        n(&|r| r.mdc95),
    ]
}

fn agrees(a: Option<&runform_inference::reliability::Agreement>) -> Vec<Value> {
    let n = |of: &dyn Fn(&runform_inference::reliability::Agreement) -> f64| number(a.map(of));
    vec![
        n(&|a| a.bias),
        n(&|a| a.bias_ci95[0]),
        n(&|a| a.bias_ci95[1]),
        n(&|a| a.limits[0]),
        n(&|a| a.lower_ci95[0]),
        n(&|a| a.lower_ci95[1]),
        n(&|a| a.limits[1]),
        n(&|a| a.upper_ci95[0]),
        n(&|a| a.upper_ci95[1]),
        n(&|a| a.slope),
        n(&|a| a.slope_p),
    ]
}

fn days(a: &Answers) -> Sheet {
    let first = [
        ("of", Kind::Text),
        ("condition", Kind::Text),
        ("visits", Kind::Text),
        ("n_incomplete", Kind::Whole),
    ];
    let after: Vec<(&str, Kind)> = first.iter().chain(&RELIABLE).chain(&AGREES).copied().collect();
    let mut s = with_cell("reliability", &[], &after);
    for d in &a.days {
        let mut row = cell(&d.cell);
        row.extend([text(id(&d.of)), words(d.condition.as_ref()), text(d.visits.join(", "))]);
        row.push(whole(d.incomplete));
        row.extend(reliable(Some(&d.reliability)));
        row.extend(agrees(d.agreement.as_ref()));
        s.rows.push(row);
    }
    s
}

fn sensors(a: &Answers) -> Sheet {
    let first = [
        ("device_2", Kind::Text),
        ("placement_2", Kind::Text),
        ("field_2", Kind::Text),
        ("of", Kind::Text),
    ];
    let after: Vec<(&str, Kind)> = first.iter().chain(&RELIABLE).chain(&AGREES).copied().collect();
    let mut s = with_cell("agreement", &[], &after);
    for d in &a.sensors {
        let mut row = cell(&d.first);
        row.extend(cell(&d.second).into_iter().skip(2));
        row.push(text(id(&d.of)));
        row.extend(reliable(d.reliability.as_ref()));
        row.extend(agrees(Some(&d.agreement)));
        s.rows.push(row);
    }
    s
}

fn sensitivity(varied: &[Varied]) -> Sheet {
    let before = [("assumption", Kind::Text), ("part_share", Kind::Number)];
    let after: Vec<(&str, Kind)> = ASKED.iter().chain(&ESTIMATE).copied().collect();
    let mut s = with_cell("sensitivity", &before, &after);
    for v in varied {
        let share = match v.variant {
            Variant::Parts { share } => Some(share),
            _ => None,
        };
        let mut row = vec![text(id(&v.variant)), number(share)];
        row.extend(estimate_row(&v.answer));
        s.rows.push(row);
    }
    s
}
