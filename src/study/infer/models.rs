//! The mixed model of one cell, and what it answers.

use std::collections::BTreeMap;

use runform_inference::effect::{self, Standardised};
use runform_inference::mixed::{Estimate, Fit, Model, Unfit};
use runform_inference::tests::{Equivalence, equivalence, prediction};
use serde::Serialize;

use super::design::{Contrast, Design, NotModelled, Question};
use super::observe::{Cell, Observed, Run};
use super::pooling::{Adjusted, PooledEffect};

/// Degrees of freedom of an error that is known.
const KNOWN_DF: f64 = 1e6;

/// How participants enter the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Random {
    /// One run each: an ordinary regression.
    None,
    /// A level of their own.
    Intercept,
    /// A level and an effect of the condition of their own.
    Slope,
}

/// How the model of a cell came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fitted {
    /// Measured with what.
    pub cell: Cell,
    /// Runs in it.
    pub runs: usize,
    /// Participants.
    pub participants: usize,
    /// Runs without a place in it, and why.
    pub left_out: Vec<(NotModelled, usize)>,
    /// How participants enter.
    pub random: Random,
    /// Random effects of the condition were tried, and the data do not carry them.
    pub slope_tried: bool,
    /// Participants do not differ beyond chance: their variance is estimated as none.
    pub singular: bool,
    /// Whether groups and conditions interact in it: all cells are filled.
    pub interaction: bool,
    /// SD within participants.
    pub sigma: f64,
    /// SD between participants.
    pub between: f64,
    /// SD of the condition's effect between participants.
    pub slope: Option<f64>,
    /// The REML criterion.
    pub criterion: f64,
    /// Smallest worthwhile change: the margin of equivalence.
    pub swc: Option<f64>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Measured with what.
    pub cell: Cell,
    /// What was asked.
    pub question: Question,
    /// The group, where the question has one.
    pub group: Option<String>,
    /// The condition, where the question has one.
    pub condition: Option<String>,
    /// The estimate; the common error of the effects of speed and slope is in it.
    pub estimate: Estimate,
    /// Standard error without the common error.
    pub se_sampling: f64,
    /// p adjusted for all questions and metrics of the study.
    pub q: Option<f64>,
    /// Standardised, from means of participants.
    pub effect: Option<Standardised>,
    /// 95 % interval of a new participant's change, or difference, in one run each.
    pub prediction95: Option<[f64; 2]>,
    /// Against the smallest worthwhile change.
    pub equivalence: Option<Equivalence>,
}

/// A cell that has no model, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoModel {
    /// Measured with what.
    pub cell: Cell,
    /// Runs in it.
    pub runs: usize,
    /// Participants.
    pub participants: usize,
    /// Why.
    pub why: WhyNot,
}

/// Why a cell has no model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum WhyNot {
    /// Fewer participants than `needed`.
    FewParticipants {
        /// Participants there are.
        participants: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The data do not carry the model.
    Model {
        /// Why.
        unfit: Unfit,
    },
}

/// Fewest participants of a model. Ours: two degrees of freedom for a variance.
pub const FEWEST: usize = 4;

/// One cell, ready to be modelled.
pub struct Input<'a> {
    /// Measured with what.
    pub cell: &'a Cell,
    /// The runs of the study.
    pub runs: &'a [Run],
    /// What was observed.
    pub observed: &'a [&'a Observed],
    /// The changes with the study's effects, in the same order.
    pub changes: &'a [Adjusted],
    /// The effects.
    pub effects: &'a [PooledEffect],
    /// What is asked for.
    pub design: &'a Design,
    /// The margin of equivalence, in smallest worthwhile changes.
    pub margin: f64,
}

/// Rows of a cell in its model.
struct Rows {
    kept: Vec<usize>,
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    group: Vec<usize>,
    people: usize,
}

/// Fits the model of a cell and asks it everything.
///
/// # Errors
/// Why there is no model.
pub fn model(input: &Input) -> Result<(Fitted, Vec<Answer>), NoModel> {
    let run = |i: usize| &input.runs[input.observed[i].run];
    let mut left_out: BTreeMap<NotModelled, usize> = BTreeMap::new();
    let full = filled(input);
    let rows = rows(input, full, &mut left_out);
    let no = |why| NoModel {
        cell: input.cell.clone(),
        runs: rows.kept.len(),
        participants: rows.people,
        why,
    };
    if rows.people < FEWEST {
        return Err(no(WhyNot::FewParticipants { participants: rows.people, needed: FEWEST }));
    }
    let repeats = rows.people < rows.kept.len();
    let z = |slope: bool| -> Vec<Vec<f64>> {
        let one = |i: &usize| {
            let mut z = vec![1.0];
            if slope {
                let other = run(*i).condition.as_ref() == input.design.conditions.get(1);
                z.push(f64::from(u8::from(other)));
            }
            z
        };
        match repeats {
            true => rows.kept.iter().map(one).collect(),
            false => vec![Vec::new(); rows.kept.len()],
        }
    };
    let fit = |slope: bool| {
        let (y, x, group) = (rows.y.clone(), rows.x.clone(), rows.group.clone());
        Model { y, x, group, z: z(slope) }.fit()
    };
    let slope_tried = repeats && carries_slope(input, &rows);
    let sloped = slope_tried.then(|| fit(true).ok()).flatten().filter(|f| !f.singular);
    let random = match (&sloped, repeats) {
        (Some(_), _) => Random::Slope,
        (None, true) => Random::Intercept,
        (None, false) => Random::None,
    };
    let fitted = match sloped {
        Some(fit) => fit,
        None => fit(false).map_err(|unfit| no(WhyNot::Model { unfit }))?,
    };
    let mut swcs: Vec<f64> =
        rows.kept.iter().filter_map(|i| input.observed[*i].swc).filter(|s| *s > 0.0).collect();
    swcs.sort_by(f64::total_cmp);
    let swc = swcs.get(swcs.len() / 2).map(|s| s * input.margin);
    let summary = Fitted {
        cell: input.cell.clone(),
        runs: rows.kept.len(),
        participants: rows.people,
        left_out: left_out.into_iter().collect(),
        random,
        slope_tried,
        singular: random == Random::Intercept && fitted.singular,
        interaction: full && input.design.crossed(),
        sigma: fitted.sigma,
        between: fitted.between_sd(),
        slope: (random == Random::Slope).then(|| fitted.between[(1, 1)].max(0.0).sqrt()),
        criterion: fitted.criterion,
        swc,
    };
    let people = People::of(input, &rows);
    let answers = input
        .design
        .contrasts(full)
        .into_iter()
        .map(|c| answer(input, &rows, &fitted, &summary, &people, c))
        .collect();
    Ok((summary, answers))
}

/// Whether every group ran under every condition in this cell.
fn filled(input: &Input) -> bool {
    let d = input.design;
    let there = |g: &String, c: &String| {
        input.observed.iter().any(|o| {
            let run = &input.runs[o.run];
            run.group.as_ref() == Some(g) && run.condition.as_ref() == Some(c)
        })
    };
    d.groups.iter().all(|g| d.conditions.iter().all(|c| there(g, c)))
}

fn rows(input: &Input, full: bool, left_out: &mut BTreeMap<NotModelled, usize>) -> Rows {
    let mut rows =
        Rows { kept: Vec::new(), x: Vec::new(), y: Vec::new(), group: Vec::new(), people: 0 };
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, o) in input.observed.iter().enumerate() {
        let run = &input.runs[o.run];
        match input.design.row(run, full) {
            Ok(x) => {
                let next = numbers.len();
                rows.group.push(*numbers.entry(&run.participant).or_insert(next));
                rows.kept.push(i);
                rows.x.push(x);
                rows.y.push(input.changes[i].change);
            }
            Err(why) => *left_out.entry(why).or_default() += 1,
        }
    }
    rows.people = numbers.len();
    rows
}

/// Whether participants ran more than once under each of two conditions, so that their
/// own effect of the condition can be told from the noise: at least half of them.
fn carries_slope(input: &Input, rows: &Rows) -> bool {
    let [first, second] = input.design.conditions.as_slice() else { return false };
    let mut counts = vec![[0_usize; 2]; rows.people];
    for (i, g) in rows.kept.iter().zip(&rows.group) {
        let condition = input.runs[input.observed[*i].run].condition.as_ref();
        let Some(count) = counts.get_mut(*g) else { continue };
        count[0] += usize::from(condition == Some(first));
        count[1] += usize::from(condition == Some(second));
    }
    let twice = counts.iter().filter(|[a, b]| *a > 0 && *b > 0 && a + b > 2).count();
    2 * twice >= rows.people
}

/// Means of participants per condition, for standardised effects.
struct People {
    /// Group, and mean by condition (one place where there are no conditions).
    list: Vec<(Option<String>, Vec<Option<f64>>)>,
}

impl People {
    fn of(input: &Input, rows: &Rows) -> People {
        let conditions = input.design.conditions.len().max(1);
        let mut sums = vec![(None, vec![(0.0, 0_usize); conditions]); rows.people];
        for (k, i) in rows.kept.iter().enumerate() {
            let run = &input.runs[input.observed[*i].run];
            let at = input.design.conditions.iter().position(|c| Some(c) == run.condition.as_ref());
            let (Some(person), Some(y)) = (sums.get_mut(rows.group[k]), rows.y.get(k)) else {
                continue;
            };
            person.0.clone_from(&run.group);
            if let Some(sum) = person.1.get_mut(at.unwrap_or(0)) {
                *sum = (sum.0 + y, sum.1 + 1);
            }
        }
        let mean = |(sum, n): (f64, usize)| (n > 0).then(|| sum / n as f64);
        let list = sums.into_iter().map(|(g, s)| (g, s.into_iter().map(mean).collect())).collect();
        People { list }
    }

    fn in_group<'a>(
        &'a self,
        group: Option<&'a String>,
    ) -> impl Iterator<Item = &'a Vec<Option<f64>>> {
        let is = move |g: &Option<String>| group.is_none() || g.as_ref() == group;
        self.list.iter().filter(move |(g, _)| is(g)).map(|(_, m)| m)
    }

    /// Mean over conditions of each.
    fn over_conditions(&self, group: Option<&String>) -> Vec<f64> {
        self.in_group(group)
            .filter_map(|m| {
                let there: Vec<f64> = m.iter().flatten().copied().collect();
                (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
            })
            .collect()
    }

    /// Both conditions of those who ran both.
    fn pairs(&self, group: Option<&String>, c: usize) -> (Vec<f64>, Vec<f64>) {
        self.in_group(group)
            .filter_map(|m| Some((m.first().copied().flatten()?, m.get(c).copied().flatten()?)))
            .unzip()
    }

    fn standardised(&self, design: &Design, c: &Contrast) -> Option<Standardised> {
        let condition = design.conditions.iter().position(|w| Some(w) == c.condition.as_ref());
        let differences = |group: Option<&String>| {
            let (a, b) = self.pairs(group, condition.unwrap_or(0));
            a.iter().zip(&b).map(|(a, b)| b - a).collect::<Vec<_>>()
        };
        match c.question {
            Question::Overall => effect::single(&self.over_conditions(None)),
            Question::Mean => {
                let at = condition.unwrap_or(0);
                let all = self.in_group(c.group.as_ref());
                effect::single(
                    &all.filter_map(|m| m.get(at).copied().flatten()).collect::<Vec<_>>(),
                )
            }
            Question::Condition | Question::ConditionInGroup => {
                let (a, b) = self.pairs(c.group.as_ref(), condition?);
                effect::paired(&a, &b)
            }
            Question::Group => effect::between(
                &self.over_conditions(design.groups.first()),
                &self.over_conditions(c.group.as_ref()),
            ),
            Question::Interaction => {
                effect::between(&differences(design.groups.first()), &differences(c.group.as_ref()))
            }
        }
    }
}

fn answer(
    input: &Input,
    rows: &Rows,
    fit: &Fit,
    summary: &Fitted,
    people: &People,
    contrast: Contrast,
) -> Answer {
    let own = fit.estimate(&contrast.weights);
    let mut estimate = own;
    // What is common to all runs: the doubt of the means of the effects.
    for (k, effect) in input.effects.iter().enumerate() {
        let by: Vec<f64> = rows.kept.iter().map(|i| input.changes[*i].moves[k]).collect();
        let moved = fit.moved(&contrast.weights, &by);
        estimate = estimate.with_error((moved * effect.se).powi(2), effect.df);
    }
    let by: Vec<f64> = rows.kept.iter().map(|i| input.changes[*i].doubt).collect();
    let moved = fit.moved(&contrast.weights, &by);
    estimate = estimate.with_error(moved * moved, KNOWN_DF);
    let people_df =
        (summary.participants as f64 - input.design.groups.len().max(1) as f64).max(1.0);
    let spread = match contrast.question {
        Question::Overall | Question::Mean => Some(summary.between.hypot(summary.sigma)),
        Question::Condition | Question::ConditionInGroup => {
            Some(summary.slope.unwrap_or(0.0).hypot(2f64.sqrt() * summary.sigma))
        }
        Question::Group | Question::Interaction => None,
    };
    // Differences of people who ran once each are differences between people.
    let paired = summary.random != Random::None
        || matches!(contrast.question, Question::Overall | Question::Mean);
    Answer {
        cell: input.cell.clone(),
        question: contrast.question,
        effect: people.standardised(input.design, &contrast),
        prediction95: spread
            .filter(|_| paired)
            .map(|s| prediction(estimate.value, estimate.se, s, people_df)),
        equivalence: summary.swc.map(|margin| equivalence(&estimate, margin)),
        estimate,
        se_sampling: own.se,
        q: None,
        group: contrast.group,
        condition: contrast.condition,
    }
}
