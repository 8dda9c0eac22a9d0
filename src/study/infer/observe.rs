//! Rows of runs → what a study compares: who ran, in which cell, and how form changed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compare::{EffectsBehind, Status};
use crate::metrics::Metric;
use crate::runs::RunStatus;
use crate::study::row::SummaryRow;

/// The column of the manifest that counts the days of one person.
pub const VISIT: &str = "visit";

/// A recording with what the manifest says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// What became of it.
    pub row: SummaryRow,
    /// Columns of the user's own.
    pub more: BTreeMap<String, String>,
}

/// What cells may be put together over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Devices.
    Device,
    /// Places of the sensor.
    Placement,
    /// Fields of files.
    Field,
}

/// Who and what was measured with: values of different cells are never put together
/// unasked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cell {
    /// The metric.
    pub metric: Metric,
    /// Its unit.
    pub unit: String,
    /// The device; empty where all are put together or none is known.
    pub device: String,
    /// Where the sensor sat.
    pub placement: String,
    /// The field it was read from.
    pub field: String,
}

/// Who ran, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The file.
    pub path: String,
    /// The participant; a run of nobody known is one of its own.
    pub participant: String,
    /// The group.
    pub group: Option<String>,
    /// The condition.
    pub condition: Option<String>,
    /// The day or repetition.
    pub visit: Option<String>,
    /// Columns of the user's own.
    pub more: BTreeMap<String, String>,
    /// What became of it.
    pub status: String,
    /// Code of the reason why it was not analysed, or not compared.
    pub reason_code: Option<String>,
    /// The reason for people.
    pub reason: Option<String>,
    /// Analysed, and fresh and tired could be compared.
    pub compared: bool,
}

/// One metric of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Which run.
    pub run: usize,
    /// Measured with what.
    pub cell: Cell,
    /// Fresh level at equal pace.
    pub fresh: f64,
    /// Change at equal speed and slope, as the run alone says.
    pub change: f64,
    /// Its standard error.
    pub se: Option<f64>,
    /// Smallest worthwhile change.
    pub swc: Option<f64>,
    /// How the change hangs on the effects of speed and slope.
    pub behind: Option<EffectsBehind>,
}

/// Two spellings that were taken for one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Respelled {
    /// Of what: `group`, `condition`, `device`, …
    pub of: String,
    /// As written.
    pub from: String,
    /// As counted.
    pub to: String,
}

/// All that a study looks at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observations {
    /// The recordings, copies left out.
    pub runs: Vec<Run>,
    /// Their changes.
    pub all: Vec<Observed>,
    /// Spellings put together.
    pub respelled: Vec<Respelled>,
    /// Recordings that were met before under another name.
    pub copies: usize,
}

/// A word without what spelling varies in: case, accents, blanks and signs.
pub fn folded(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => Some('a'),
            'è' | 'é' | 'ê' | 'ë' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' => Some('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' => Some('u'),
            'ç' => Some('c'),
            'ñ' => Some('n'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// One spelling for words that are alike: the most frequent, the first of equals.
#[derive(Debug, Default)]
struct Spellings(BTreeMap<(&'static str, String), BTreeMap<String, usize>>);

impl Spellings {
    fn key(of: &'static str, word: &str) -> (&'static str, String) {
        let folded = folded(word);
        // Of signs alone nothing would be left.
        (of, if folded.is_empty() { word.to_owned() } else { folded })
    }

    fn seen(&mut self, of: &'static str, word: Option<&String>) {
        if let Some(word) = word {
            let all = self.0.entry(Self::key(of, word)).or_default();
            *all.entry(word.clone()).or_default() += 1;
        }
    }

    fn of(&self, of: &'static str, word: &str) -> String {
        let all = self.0.get(&Self::key(of, word));
        let most = all.and_then(|a| a.iter().max_by_key(|(w, n)| (**n, std::cmp::Reverse(*w))));
        most.map_or_else(|| word.to_owned(), |(w, _)| w.clone())
    }

    fn respelled(&self) -> Vec<Respelled> {
        let mut out = Vec::new();
        for ((of, _), all) in self.0.iter().filter(|(_, all)| all.len() > 1) {
            for from in all.keys() {
                let to = self.of(of, from);
                if *from != to {
                    out.push(Respelled { of: (*of).into(), from: from.clone(), to });
                }
            }
        }
        out
    }
}

impl Observations {
    /// Of recordings, putting cells together only over what is asked for.
    pub fn of(recorded: &[Recorded], pool: &[Pool]) -> Observations {
        let mut spellings = Spellings::default();
        for r in recorded {
            let who = &r.row.who;
            spellings.seen("participant", who.participant.as_ref());
            spellings.seen("group", who.group.as_ref());
            spellings.seen("condition", who.condition.as_ref());
            spellings.seen(VISIT, r.more.get(VISIT));
            let Some(run) = &r.row.run else { continue };
            spellings.seen("device", run.device.as_ref());
            for m in &run.metrics {
                spellings.seen("field", Some(&m.source));
            }
        }
        let mut out = Observations { respelled: spellings.respelled(), ..Default::default() };
        let over = |p: Pool| pool.contains(&p);
        for r in recorded {
            if r.row.status == RunStatus::Skipped {
                out.copies += 1;
                continue;
            }
            let who = &r.row.who;
            let word = |of: &'static str, w: Option<&String>| w.map(|w| spellings.of(of, w));
            let analysed = r.row.run.as_ref();
            let compared = analysed.is_some_and(|a| a.comparison == Status::Compared);
            let (reason_code, reason) = match analysed {
                Some(_) if compared => (None, None),
                Some(a) => (a.comparison_code.clone(), a.comparison_reason.clone()),
                None => (r.row.reason_code.clone(), r.row.reason.clone()),
            };
            let run = out.runs.len();
            out.runs.push(Run {
                path: r.row.path.clone(),
                participant: word("participant", who.participant.as_ref())
                    .unwrap_or_else(|| r.row.path.clone()),
                group: word("group", who.group.as_ref()),
                condition: word("condition", who.condition.as_ref()),
                visit: word(VISIT, r.more.get(VISIT)),
                more: r.more.clone(),
                status: r.row.status.id().into(),
                reason_code,
                reason,
                compared,
            });
            let Some(a) = analysed.filter(|_| compared) else { continue };
            let device = word("device", a.device.as_ref()).unwrap_or_default();
            for m in &a.metrics {
                let (Some(fresh), Some(change)) = (m.fresh, m.change) else { continue };
                if !(fresh.is_finite() && change.is_finite()) {
                    continue;
                }
                let unless = |p: Pool, text: String| if over(p) { String::new() } else { text };
                let cell = Cell {
                    metric: m.metric,
                    unit: m.unit.clone(),
                    device: unless(Pool::Device, device.clone()),
                    placement: unless(Pool::Placement, a.placements.join("+")),
                    field: unless(Pool::Field, spellings.of("field", &m.source)),
                };
                let (se, swc, behind) = (m.se, m.swc, m.effects_behind);
                out.all.push(Observed { run, cell, fresh, change, se, swc, behind });
            }
        }
        out
    }

    /// The cells with the observations of each, in order.
    pub fn cells(&self) -> BTreeMap<&Cell, Vec<&Observed>> {
        let mut cells: BTreeMap<&Cell, Vec<&Observed>> = BTreeMap::new();
        for o in &self.all {
            cells.entry(&o.cell).or_default().push(o);
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one() {
        let mut s = Spellings::default();
        for word in ["Heat", "heat", "heat ", "HEAT", "control", "--"] {
            s.seen("condition", Some(&word.to_owned()));
        }
        s.seen("condition", Some(&"heat".to_owned()));
        assert_eq!(s.of("condition", "HEAT"), "heat");
        assert_eq!(s.of("condition", "control"), "control");
        assert_eq!(s.of("condition", "--"), "--");
        assert_eq!(s.respelled().len(), 3);
        assert_eq!(folded("Velocità-media (m/s)"), folded("velocita media m s"));
    }
}
