//! The figures of a study, each with its data.

use runform_inference::reliability::Agreement;

use super::super::draw::{Scale, sorted, ticks};
use super::svg::{BAND, FIRST, GRID, GROUPS, INK, Look, SECOND, SOFT, Svg, WIDTH};
use super::told::{asked, cell_name, interval};
use crate::metrics::Metric;
use crate::report::json::round;
use crate::report::text::cell as safe;
use crate::study::infer::{Answer, Answers, CellChanges, Fitted, Question, Repeated, Run};
use crate::words::Words;

/// A figure with its data.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Name of its files.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// A line on how to read it.
    pub about: String,
    /// The drawing.
    pub svg: String,
    /// Its data, as CSV.
    pub data: String,
}

fn figure(name: String, title: String, about: String, svg: Svg, data: Data) -> Figure {
    let drawn = svg.finish(&name, &title, &about);
    Figure { name, title, about, svg: drawn, data: data.text }
}

/// Rows of a CSV file.
struct Data {
    text: String,
}

impl Data {
    fn new(head: &[&str]) -> Data {
        Data { text: format!("{}\n", head.join(",")) }
    }

    fn row(&mut self, cells: &[String]) {
        let quoted: Vec<String> = cells
            .iter()
            .map(|c| {
                let c = safe(c);
                match c.contains([',', '"', '\n']) {
                    true => format!("\"{}\"", c.replace('"', "\"\"")),
                    false => c.into_owned(),
                }
            })
            .collect();
        self.text.push_str(&quoted.join(","));
        self.text.push('\n');
    }
}

fn num(v: f64) -> String {
    if v.is_finite() { round(v).to_string() } else { String::new() }
}

fn or_empty(v: Option<&String>) -> String {
    v.cloned().unwrap_or_default()
}

/// A range that holds these values, with some room.
fn range(values: impl IntoIterator<Item = f64>) -> Option<[f64; 2]> {
    let all = sorted(values);
    let (low, high) = (*all.first()?, *all.last()?);
    let room = (0.08 * (high - low)).max(1e-9 + 0.01 * high.abs().max(low.abs()));
    Some([low - room, high + room])
}

/// Questions in the forest plot: not the means of cells.
const FOREST: [Question; 4] =
    [Question::Overall, Question::Condition, Question::Group, Question::Interaction];

/// Effects of all metrics in smallest worthwhile changes.
pub(super) fn forest(a: &Answers, words: &Words) -> Option<Figure> {
    let shown: Vec<(&Answer, f64)> = a
        .answers
        .iter()
        .filter(|x| FOREST.contains(&x.question))
        .filter_map(|x| Some((x, x.equivalence?.margin)))
        .filter(|(_, margin)| *margin > 0.0)
        .collect();
    let widest = shown
        .iter()
        .flat_map(|(x, m)| x.estimate.ci95.map(|v| (v / m).abs()))
        .fold(1.5, f64::max)
        .min(12.0);
    let (head, row) = (30.0, 33.0);
    let mut cells: Vec<&crate::study::infer::Cell> = shown.iter().map(|(x, _)| &x.cell).collect();
    cells.dedup();
    if shown.is_empty() {
        return None;
    }
    let height = 8.0 + head * cells.len() as f64 + row * shown.len() as f64 + 40.0;
    let mut svg = Svg::new(height);
    let x = Scale::new([-widest, widest], [10.0, WIDTH - 10.0]);
    let bottom = height - 34.0;
    let mut data = Data::new(&[
        "metric",
        "device",
        "field",
        "question",
        "group",
        "condition",
        "estimate",
        "ci95_low",
        "ci95_high",
        "margin",
        "unit",
    ]);
    let mut y = 8.0;
    let mut last = None;
    for (answer, margin) in &shown {
        if last != Some(&answer.cell) {
            y += head;
            svg.text((0.0, y - 8.0), "start", Look::Head, &cell_name(&answer.cell, words));
            last = Some(&answer.cell);
        }
        let e = &answer.estimate;
        let text = format!("{}: {}", asked(answer, a, words), interval(answer, words));
        svg.text((8.0, y + 9.0), "start", Look::Plain, &text);
        // The band in every line by itself: a text over it is hard to read.
        svg.rect((x.at(-1.0), y + 13.0), (x.at(1.0) - x.at(-1.0), 14.0), BAND);
        svg.line((x.at(0.0), y + 13.0), (x.at(0.0), y + 27.0), SOFT, 1.0);
        let at = |v: f64| x.near(v / margin);
        let sure = answer.q.is_some_and(|q| q < 0.05);
        let colour = if sure { SECOND } else { INK };
        svg.line((at(e.ci95[0]), y + 20.0), (at(e.ci95[1]), y + 20.0), colour, 2.0);
        svg.square((at(e.value), y + 20.0), 4.0, colour);
        let mut cells = vec![answer.cell.metric.id().to_owned(), answer.cell.device.clone()];
        cells.extend([answer.cell.field.clone(), super::told::id(&answer.question)]);
        cells.extend([or_empty(answer.group.as_ref()), or_empty(answer.condition.as_ref())]);
        cells.extend([num(e.value), num(e.ci95[0]), num(e.ci95[1]), num(*margin)]);
        cells.push(answer.cell.unit.clone());
        data.row(&cells);
        y += row;
    }
    for t in ticks(&x, 6, words.tongue(), |v| v) {
        svg.line((t.at.0, bottom), (t.at.0, bottom + 4.0), SOFT, 1.0);
        svg.text((t.at.0, bottom + 16.0), "middle", Look::Soft, &t.text);
    }
    svg.text((WIDTH / 2.0, height - 4.0), "middle", Look::Soft, &words.t("study-forest-axis"));
    let title = words.t("study-forest");
    Some(figure("forest".into(), title, words.t("study-forest-about"), svg, data))
}

/// Places of conditions from left to right.
fn columns(a: &Answers) -> Vec<Option<String>> {
    match a.design.conditions.is_empty() {
        true => vec![None],
        false => a.design.conditions.iter().cloned().map(Some).collect(),
    }
}

fn groups(a: &Answers) -> Vec<Option<String>> {
    match a.design.groups.is_empty() {
        true => vec![None],
        false => a.design.groups.iter().cloned().map(Some).collect(),
    }
}

fn axis(svg: &mut Svg, y: &Scale, metric: Metric, unit: &str, words: &Words, right: f64) {
    let shown = |v: f64| v * metric.on_screen(unit).1;
    for t in ticks(y, 5, words.tongue(), shown) {
        svg.line((44.0, t.at.0), (right, t.at.0), GRID, 1.0);
        svg.text((40.0, t.at.0 + 4.0), "end", Look::Soft, &t.text);
    }
}

/// Everybody's change under each condition, with the means of the model.
pub(super) fn participants(
    a: &Answers,
    number: usize,
    cell: &CellChanges,
    words: &Words,
) -> Option<Figure> {
    let metric = cell.cell.metric;
    let (cols, groups) = (columns(a), groups(a));
    let name = |r: &Run| (r.group.clone(), r.condition.clone());
    let mut people: Vec<(&str, Option<String>, Vec<(usize, f64)>)> = Vec::new();
    for (o, c) in cell.observed.iter().zip(&cell.changes) {
        let Some(run) = a.runs.get(o.run) else { continue };
        let (group, condition) = name(run);
        let at = if cols.len() > 1 { cols.iter().position(|w| *w == condition) } else { Some(0) };
        let Some(at) = at else { continue };
        match people.iter_mut().find(|p| p.0 == run.participant) {
            Some(p) => p.2.push((at, c.change)),
            None => people.push((&run.participant, group, vec![(at, c.change)])),
        }
    }
    let means: Vec<&Answer> = a
        .answers
        .iter()
        .filter(|x| x.cell == cell.cell)
        .filter(|x| {
            let alone = cols.len() * groups.len() == 1;
            x.question == if alone { Question::Overall } else { Question::Mean }
        })
        .collect();
    let all = people.iter().flat_map(|p| p.2.iter().map(|v| v.1));
    let all = all.chain(means.iter().flat_map(|m| m.estimate.ci95)).chain([0.0]);
    let (height, bottom) = (250.0, 208.0);
    let y = Scale::new(range(all)?, [bottom, 14.0]);
    let mut svg = Svg::new(height);
    axis(&mut svg, &y, metric, &cell.cell.unit, words, WIDTH);
    svg.dashed((44.0, y.at(0.0)), (WIDTH, y.at(0.0)), SOFT);
    let panel = (WIDTH - 50.0) / groups.len() as f64;
    let mut data = Data::new(&[
        "kind",
        "participant",
        "group",
        "condition",
        "change",
        "ci95_low",
        "ci95_high",
    ]);
    for (g, group) in groups.iter().enumerate() {
        let left = 50.0 + panel * g as f64;
        let step = panel / (cols.len() as f64 + 1.0);
        let x = |c: usize| left + step * (c as f64 + 1.0);
        let colour = GROUPS[g % GROUPS.len()];
        if let Some(name) = group {
            svg.text((left + panel / 2.0, 240.0), "middle", Look::Head, name);
        }
        for (c, condition) in cols.iter().enumerate() {
            if let Some(name) = condition {
                svg.text((x(c), 224.0), "middle", Look::Soft, name);
            }
            let mean = means.iter().find(|m| {
                (group.is_none() || m.group == *group)
                    && (condition.is_none() || m.condition == *condition)
            });
            if let Some(m) = mean {
                let [low, high] = m.estimate.ci95;
                let at = x(c) + 12.0;
                svg.line((at, y.at(low)), (at, y.at(high)), INK, 2.4);
                svg.square((at, y.at(m.estimate.value)), 4.5, INK);
                data.row(&[
                    "mean".into(),
                    String::new(),
                    or_empty(group.as_ref()),
                    or_empty(condition.as_ref()),
                    num(m.estimate.value),
                    num(low),
                    num(high),
                ]);
            }
        }
        for (person, of, values) in &people {
            if groups.len() > 1 && of != group {
                continue;
            }
            // Several runs under one condition: their mean.
            let mut points = Vec::new();
            for (c, col) in cols.iter().enumerate() {
                let here: Vec<f64> = values.iter().filter(|v| v.0 == c).map(|v| v.1).collect();
                if here.is_empty() {
                    continue;
                }
                let mean = here.iter().sum::<f64>() / here.len() as f64;
                points.push((x(c), y.at(mean)));
                data.row(&[
                    "participant".into(),
                    (*person).to_owned(),
                    or_empty(group.as_ref()),
                    or_empty(col.as_ref()),
                    num(mean),
                    String::new(),
                    String::new(),
                ]);
            }
            if points.len() > 1 {
                svg.faint(&points, colour);
            }
            for p in points {
                svg.dot(p, 2.6, colour, ".65");
            }
        }
    }
    let title = cell_name(&cell.cell, words);
    let about = words.with("study-participants-about", "n", people.len());
    Some(figure(format!("participants-{number}-{}", metric.id()), title, about, svg, data))
}

/// The means of the cells with their intervals.
pub(super) fn means(a: &Answers, number: usize, m: &Fitted, words: &Words) -> Option<Figure> {
    let shown: Vec<&Answer> =
        a.answers.iter().filter(|x| x.cell == m.cell && x.question == Question::Mean).collect();
    if shown.is_empty() {
        return None;
    }
    let (cols, groups) = (columns(a), groups(a));
    let margin = m.swc.unwrap_or(0.0);
    let all = shown.iter().flat_map(|x| x.estimate.ci95).chain([0.0, margin, -margin]);
    let (height, bottom) = (230.0, 186.0);
    let y = Scale::new(range(all)?, [bottom, 14.0]);
    let mut svg = Svg::new(height);
    svg.rect((44.0, y.at(margin)), (WIDTH - 44.0, y.at(-margin) - y.at(margin)), BAND);
    axis(&mut svg, &y, m.cell.metric, &m.cell.unit, words, WIDTH);
    svg.dashed((44.0, y.at(0.0)), (WIDTH, y.at(0.0)), SOFT);
    let step = (WIDTH - 60.0) / cols.len() as f64;
    let mut data = Data::new(&["group", "condition", "change", "ci95_low", "ci95_high"]);
    for (g, group) in groups.iter().enumerate() {
        let colour = GROUPS[g % GROUPS.len()];
        let shift = 16.0 * (g as f64 - 0.5 * (groups.len() as f64 - 1.0));
        let mut line = Vec::new();
        for (c, condition) in cols.iter().enumerate() {
            let x = 54.0 + step * (c as f64 + 0.5) + shift;
            if g == 0
                && let Some(name) = condition
            {
                svg.text((x - shift, 202.0), "middle", Look::Soft, name);
            }
            let Some(found) = shown.iter().find(|s| {
                (group.is_none() || s.group == *group)
                    && (condition.is_none() || s.condition == *condition)
            }) else {
                continue;
            };
            let [low, high] = found.estimate.ci95;
            svg.line((x, y.at(low)), (x, y.at(high)), colour, 2.2);
            match g % 2 {
                0 => svg.dot((x, y.at(found.estimate.value)), 5.0, colour, "1"),
                _ => svg.square((x, y.at(found.estimate.value)), 4.5, colour),
            }
            line.push((x, y.at(found.estimate.value)));
            data.row(&[
                or_empty(group.as_ref()),
                or_empty(condition.as_ref()),
                num(found.estimate.value),
                num(low),
                num(high),
            ]);
        }
        if line.len() > 1 {
            svg.faint(&line, colour);
        }
        if let Some(name) = group {
            let x = 54.0 + (WIDTH - 60.0) / groups.len() as f64 * (g as f64 + 0.5);
            match g % 2 {
                0 => svg.dot((x - 8.0, 220.0), 4.5, colour, "1"),
                _ => svg.square((x - 8.0, 220.0), 4.0, colour),
            }
            svg.text((x, 224.0), "start", Look::Plain, name);
        }
    }
    let title = cell_name(&m.cell, words);
    let about = words.t("study-means-about");
    Some(figure(format!("means-{number}-{}", m.cell.metric.id()), title, about, svg, data))
}

/// A Bland-Altman plot.
struct Pairs<'a> {
    name: String,
    title: String,
    metric: Metric,
    unit: &'a str,
    pairs: &'a [[f64; 2]],
    agreement: &'a Agreement,
}

fn bland_altman(p: &Pairs, words: &Words) -> Option<Figure> {
    let points: Vec<(f64, f64)> = p.pairs.iter().map(|[a, b]| (0.5 * (a + b), b - a)).collect();
    let g = p.agreement;
    let (height, bottom) = (236.0, 194.0);
    let x = Scale::new(range(points.iter().map(|p| p.0))?, [48.0, WIDTH - 6.0]);
    let ends = [g.lower_ci95[0], g.upper_ci95[1], 0.0];
    let y = Scale::new(range(points.iter().map(|p| p.1).chain(ends))?, [bottom, 12.0]);
    let mut svg = Svg::new(height);
    for [low, high] in [g.lower_ci95, g.upper_ci95, g.bias_ci95] {
        svg.rect((44.0, y.at(high)), (WIDTH - 44.0, y.at(low) - y.at(high)), BAND);
    }
    axis(&mut svg, &y, p.metric, p.unit, words, WIDTH);
    svg.line((44.0, y.at(g.bias)), (WIDTH, y.at(g.bias)), FIRST, 2.0);
    for limit in g.limits {
        svg.dashed((44.0, y.at(limit)), (WIDTH, y.at(limit)), FIRST);
    }
    for point in &points {
        svg.dot((x.at(point.0), y.at(point.1)), 3.2, INK, ".7");
    }
    let shown = |v: f64| v * p.metric.on_screen(p.unit).1;
    for t in ticks(&x, 5, words.tongue(), shown) {
        svg.text((t.at.0, bottom + 16.0), "middle", Look::Soft, &t.text);
    }
    svg.text((WIDTH / 2.0, height - 6.0), "middle", Look::Soft, &words.t("study-agreement-axis"));
    let mut data = Data::new(&["first", "second", "mean", "difference"]);
    for ([a, b], (mean, difference)) in p.pairs.iter().zip(&points) {
        data.row(&[num(*a), num(*b), num(*mean), num(*difference)]);
    }
    let tongue = words.tongue();
    let n = |v: f64| tongue.change(p.metric, p.unit, v);
    let args = [
        ("bias", n(g.bias)),
        ("low", n(g.limits[0])),
        ("high", n(g.limits[1])),
        ("unit", super::told::unit(p.metric, p.unit)),
        ("n", g.n.to_string()),
    ];
    let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str().into())).collect();
    let about = words.text("study-agreement-about", &args);
    Some(figure(p.name.clone(), p.title.clone(), about, svg, data))
}

fn repeated(of: Repeated, words: &Words) -> String {
    words.t(match of {
        Repeated::Fresh => "study-of-fresh",
        Repeated::Change => "study-of-change",
    })
}

/// Agreement of days and of sensors.
pub(super) fn agreements(a: &Answers, words: &Words) -> Vec<Figure> {
    let days = a.days.iter().enumerate().filter_map(|(k, d)| {
        let of = repeated(d.of, words);
        let condition = d.condition.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
        let pairs = Pairs {
            name: format!("days-{}-{}", k + 1, d.cell.metric.id()),
            title: format!("{}: {of}{condition}", cell_name(&d.cell, words)),
            metric: d.cell.metric,
            unit: &d.cell.unit,
            pairs: &d.pairs,
            agreement: d.agreement.as_ref()?,
        };
        bland_altman(&pairs, words)
    });
    let sensors = a.sensors.iter().enumerate().filter_map(|(k, s)| {
        let of = repeated(s.of, words);
        let pairs = Pairs {
            name: format!("sensors-{}-{}", k + 1, s.first.metric.id()),
            title: format!(
                "{}: {of}. {} − {}",
                words.name(s.first.metric.id()),
                super::told::where_from(&s.second, words),
                super::told::where_from(&s.first, words)
            ),
            metric: s.first.metric,
            unit: &s.first.unit,
            pairs: &s.pairs,
            agreement: &s.agreement,
        };
        bland_altman(&pairs, words)
    });
    days.chain(sensors).collect()
}

/// From recordings to comparisons.
pub(super) fn flow(a: &Answers, words: &Words) -> Figure {
    let sum = |of: &dyn Fn(&crate::study::infer::Share) -> usize| -> usize {
        a.flow.shares.iter().map(of).sum()
    };
    let (all, analysed, compared) =
        (sum(&|s| s.recordings), sum(&|s| s.analysed), sum(&|s| s.compared));
    let modelled = a.models.iter().map(|m| m.runs).max().unwrap_or(0);
    let steps = [
        ("study-flow-recordings", all, None),
        ("study-flow-analysed", analysed, Some(("study-flow-not-analysed", all - analysed))),
        ("study-flow-compared", compared, Some(("study-flow-not-compared", analysed - compared))),
        (
            "study-flow-modelled",
            modelled,
            Some(("study-flow-not-modelled", compared.saturating_sub(modelled))),
        ),
    ];
    let mut svg = Svg::new(290.0);
    let mut data = Data::new(&["step", "recordings", "left_out"]);
    for (k, (id, n, lost)) in steps.iter().enumerate() {
        let y = 6.0 + 74.0 * k as f64;
        if k > 0 {
            svg.line((95.0, y - 30.0), (95.0, y), SOFT, 1.4);
        }
        svg.frame((4.0, y), (182.0, 44.0));
        svg.text((95.0, y + 19.0), "middle", Look::Head, &n.to_string());
        svg.text((95.0, y + 35.0), "middle", Look::Soft, &words.t(id));
        if let Some((why, lost)) = lost {
            svg.line((95.0, y - 15.0), (214.0, y - 15.0), SOFT, 1.4);
            let text = format!("{lost} {}", words.t(why));
            svg.text((220.0, y - 11.0), "start", Look::Plain, &text);
        }
        let lost = lost.map(|l| l.1.to_string()).unwrap_or_default();
        data.row(&[id.trim_start_matches("study-flow-").to_owned(), n.to_string(), lost]);
    }
    figure("flow".into(), words.t("study-flow"), words.t("study-flow-about"), svg, data)
}
