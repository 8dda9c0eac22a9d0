//! Groups, conditions and covariates → columns of a model, and what is asked of it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::observe::{Run, folded};

/// Most levels of a covariate that is no number. Ours.
const MOST_LEVELS: usize = 8;

/// What the user says of the design.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// The group that others are held against; the first by name if not given.
    pub reference_group: Option<String>,
    /// The condition that others are held against.
    pub reference_condition: Option<String>,
    /// Columns of the manifest that go into the model.
    pub covariates: Vec<String>,
}

/// Why a run has no place in the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NotModelled {
    /// Others have a group and this one has none.
    NoGroup,
    /// Others have a condition and this one has none.
    NoCondition,
    /// A covariate is missing.
    NoCovariate {
        /// Which.
        column: String,
    },
}

/// Why a covariate cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum BadCovariate {
    /// No run has it.
    CovariateMissing {
        /// Which.
        column: String,
    },
    /// It is the same in all runs.
    CovariateConstant {
        /// Which.
        column: String,
    },
    /// Words, and too many different ones.
    CovariateWords {
        /// Which.
        column: String,
        /// How many.
        levels: usize,
    },
}

/// A covariate of the model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covariate {
    /// The column.
    pub column: String,
    /// Mean, of numbers: effects are those at this value.
    pub mean: Option<f64>,
    /// Levels, of words; the first is the reference, and means are those of all alike.
    pub levels: Vec<String>,
}

/// The design of a study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Design {
    /// Groups, the reference first; empty where there is one or none.
    pub groups: Vec<String>,
    /// Conditions, the reference first; empty where there is one or none.
    pub conditions: Vec<String>,
    /// Covariates.
    pub covariates: Vec<Covariate>,
    /// Covariates that were asked for and cannot be used.
    pub left_out: Vec<BadCovariate>,
}

/// What is asked of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The mean change over all cells, each alike.
    Overall,
    /// The mean change of a group under a condition.
    Mean,
    /// A condition less the reference, over groups.
    Condition,
    /// A condition less the reference, within a group.
    ConditionInGroup,
    /// A group less the reference, over conditions.
    Group,
    /// Difference of the differences.
    Interaction,
}

/// A linear combination of coefficients, and what it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// What is asked.
    pub question: Question,
    /// The group, where the question has one.
    pub group: Option<String>,
    /// The condition, where the question has one.
    pub condition: Option<String>,
    /// Weights of the coefficients.
    pub weights: Vec<f64>,
}

fn levels<'a>(
    words: impl Iterator<Item = Option<&'a String>>,
    reference: Option<&String>,
) -> Vec<String> {
    let mut all: Vec<String> = words.flatten().cloned().collect();
    all.sort();
    all.dedup();
    if let Some(first) = reference
        && let Some(at) = all.iter().position(|w| folded(w) == folded(first))
    {
        let first = all.remove(at);
        all.insert(0, first);
    }
    if all.len() > 1 { all } else { Vec::new() }
}

impl Design {
    /// The design that these runs show.
    pub fn of(runs: &[&Run], asked: &Asked) -> Design {
        let mut design = Design {
            groups: levels(runs.iter().map(|r| r.group.as_ref()), asked.reference_group.as_ref()),
            conditions: levels(
                runs.iter().map(|r| r.condition.as_ref()),
                asked.reference_condition.as_ref(),
            ),
            covariates: Vec::new(),
            left_out: Vec::new(),
        };
        for column in &asked.covariates {
            match covariate(runs, column) {
                Ok(found) => design.covariates.push(found),
                Err(why) => design.left_out.push(why),
            }
        }
        design
    }

    /// Whether there are two groups or more, and two conditions or more.
    pub fn crossed(&self) -> bool {
        !self.groups.is_empty() && !self.conditions.is_empty()
    }

    /// The row of a run in the model, with the interaction where `crossed`.
    ///
    /// # Errors
    /// What is missing.
    pub fn row(&self, run: &Run, crossed: bool) -> Result<Vec<f64>, NotModelled> {
        let at = |all: &[String], word: Option<&String>| match all.is_empty() {
            true => Some(0),
            false => all.iter().position(|w| Some(w) == word),
        };
        let g = at(&self.groups, run.group.as_ref()).ok_or(NotModelled::NoGroup)?;
        let c = at(&self.conditions, run.condition.as_ref()).ok_or(NotModelled::NoCondition)?;
        let mut x = self.cell(g, c, crossed);
        for cov in &self.covariates {
            let column = || NotModelled::NoCovariate { column: cov.column.clone() };
            let word = run.more.get(&cov.column).ok_or_else(column)?;
            match cov.mean {
                Some(mean) => x.push(number(word).ok_or_else(column)? - mean),
                None => {
                    let at = cov.levels.iter().position(|l| *l == folded(word));
                    let at = at.ok_or_else(column)?;
                    // Less the mean over levels, so that cell means are those of all alike.
                    let share = 1.0 / cov.levels.len() as f64;
                    x.extend((1..cov.levels.len()).map(|k| f64::from(u8::from(k == at)) - share));
                }
            }
        }
        Ok(x)
    }

    /// Columns of a group under a condition, covariates left out.
    fn cell(&self, g: usize, c: usize, crossed: bool) -> Vec<f64> {
        let one = |is: bool| f64::from(u8::from(is));
        let mut x = vec![1.0];
        x.extend((1..self.groups.len()).map(|k| one(k == g)));
        x.extend((1..self.conditions.len()).map(|k| one(k == c)));
        if crossed && self.crossed() {
            for i in 1..self.groups.len() {
                x.extend((1..self.conditions.len()).map(|k| one(i == g && k == c)));
            }
        }
        x
    }

    /// Columns of the model.
    pub fn columns(&self, crossed: bool) -> usize {
        let more: usize =
            self.covariates.iter().map(|c| c.levels.len().saturating_sub(1).max(1)).sum();
        self.cell(0, 0, crossed).len() + more
    }

    /// Everything that is asked, in order.
    pub fn contrasts(&self, crossed: bool) -> Vec<Contrast> {
        let (gs, cs) = (self.groups.len().max(1), self.conditions.len().max(1));
        let columns = self.columns(crossed);
        // Sums of cells with weights.
        let sum = |cells: &[(usize, usize, f64)]| {
            let mut w = vec![0.0; columns];
            for (g, c, by) in cells {
                for (w, x) in w.iter_mut().zip(self.cell(*g, *c, crossed)) {
                    *w += by * x;
                }
            }
            w
        };
        let group = |g: usize| self.groups.get(g).cloned();
        let condition = |c: usize| self.conditions.get(c).cloned();
        let mut out = Vec::new();
        let mut ask = |question, group, condition, cells: &[(usize, usize, f64)]| {
            out.push(Contrast { question, group, condition, weights: sum(cells) });
        };
        let share = 1.0 / (gs * cs) as f64;
        let all: Vec<_> = (0..gs).flat_map(|g| (0..cs).map(move |c| (g, c, share))).collect();
        ask(Question::Overall, None, None, &all);
        for c in 1..cs {
            let by = 1.0 / gs as f64;
            let cells: Vec<_> = (0..gs).flat_map(|g| [(g, c, by), (g, 0, -by)]).collect();
            ask(Question::Condition, None, condition(c), &cells);
        }
        for g in 1..gs {
            let by = 1.0 / cs as f64;
            let cells: Vec<_> = (0..cs).flat_map(|c| [(g, c, by), (0, c, -by)]).collect();
            ask(Question::Group, group(g), None, &cells);
        }
        if crossed && self.crossed() {
            for g in 1..gs {
                for c in 1..cs {
                    let cells = [(g, c, 1.0), (g, 0, -1.0), (0, c, -1.0), (0, 0, 1.0)];
                    ask(Question::Interaction, group(g), condition(c), &cells);
                }
            }
            for g in 0..gs {
                for c in 1..cs {
                    let cells = [(g, c, 1.0), (g, 0, -1.0)];
                    ask(Question::ConditionInGroup, group(g), condition(c), &cells);
                }
            }
        }
        if gs * cs > 1 {
            for g in 0..gs {
                for c in 0..cs {
                    ask(Question::Mean, group(g), condition(c), &[(g, c, 1.0)]);
                }
            }
        }
        out
    }
}

fn number(word: &str) -> Option<f64> {
    word.trim().replacen(',', ".", 1).parse::<f64>().ok().filter(|v| v.is_finite())
}

fn covariate(runs: &[&Run], column: &str) -> Result<Covariate, BadCovariate> {
    let name = column.to_owned();
    let words: Vec<&String> = runs.iter().filter_map(|r| r.more.get(column)).collect();
    if words.is_empty() {
        return Err(BadCovariate::CovariateMissing { column: name });
    }
    let numbers: Option<Vec<f64>> = words.iter().map(|w| number(w)).collect();
    if let Some(numbers) = numbers {
        let first = numbers.first().copied().unwrap_or_default();
        if numbers.iter().all(|v| *v == first) {
            return Err(BadCovariate::CovariateConstant { column: name });
        }
        // Of people, not of runs: who ran twice counts once.
        let mut of_people: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for run in runs {
            if let Some(v) = run.more.get(column).and_then(|w| number(w)) {
                of_people.entry(&run.participant).or_default().push(v);
            }
        }
        let each = of_people.values().map(|v| v.iter().sum::<f64>() / v.len() as f64);
        let mean = each.sum::<f64>() / of_people.len() as f64;
        return Ok(Covariate { column: name, mean: Some(mean), levels: Vec::new() });
    }
    let mut levels: Vec<String> = words.iter().map(|w| folded(w)).collect();
    levels.sort();
    levels.dedup();
    match levels.len() {
        0 | 1 => Err(BadCovariate::CovariateConstant { column: name }),
        n if n > MOST_LEVELS => Err(BadCovariate::CovariateWords { column: name, levels: n }),
        _ => Ok(Covariate { column: name, mean: None, levels }),
    }
}
