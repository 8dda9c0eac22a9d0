//! How a metric is spread, group by group: boxes, and single recordings where
//! there are few.

use super::super::draw::{self, Px, Scale, Tick};
use super::super::{Markup, number};
use super::of;
use crate::metrics::Metric;
use crate::report::show::{self, Shown};
use crate::report::text::clean;
use crate::study::row::SummaryRow;

/// Groups that are drawn on their own; the others share the last row. Ours.
const MOST_GROUPS: usize = 8;
/// Recordings of a group up to which each has a dot. Ours.
const MOST_DOTS: usize = 120;
/// Whiskers reach to the last value within this many times the box (Tukey 1977).
const WHISKER: f64 = 1.5;
/// Where things are in a drawing of 420 wide.
const X: [f64; 2] = [110.0, 410.0];
const FIRST_Y: f64 = 26.0;
const ROW: f64 = 34.0;

/// The groups of a study, with the rows in each.
pub(super) struct Groups(Vec<(String, Vec<usize>)>);

impl Groups {
    /// By group, else by condition; one group where neither is known.
    pub fn of(rows: &[SummaryRow]) -> Groups {
        let by_group = rows.iter().any(|r| r.who.group.is_some());
        let name = |r: &SummaryRow| {
            let name = if by_group { &r.who.group } else { &r.who.condition };
            name.as_deref().map(clean).filter(|n| !n.is_empty())
        };
        let named = rows.iter().any(|r| name(r).is_some());
        let without = if named { "no group" } else { "all" };
        let mut groups = std::collections::BTreeMap::<String, Vec<usize>>::new();
        for (i, row) in rows.iter().enumerate() {
            groups.entry(name(row).unwrap_or_else(|| without.into())).or_default().push(i);
        }
        let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
        if groups.len() > MOST_GROUPS {
            // The largest stay, in the order of their names.
            let mut sizes: Vec<usize> = groups.iter().map(|g| g.1.len()).collect();
            sizes.sort_unstable_by(|a, b| b.cmp(a));
            let least = sizes.get(MOST_GROUPS - 2).copied().unwrap_or(0);
            let (mut kept, mut rest) = (Vec::new(), Vec::new());
            for (name, members) in groups {
                match members.len() >= least && kept.len() + 1 < MOST_GROUPS {
                    true => kept.push((name, members)),
                    false => rest.extend(members),
                }
            }
            kept.push(("all others".into(), rest));
            groups = kept;
        }
        Groups(groups)
    }
}

/// A metric: levels and changes.
pub(super) struct Figure {
    pub id: &'static str,
    pub title: String,
    pub unit: String,
    pub panels: Vec<Panel>,
    /// Fields it was read from, most frequent first.
    pub sources: String,
    pub several: bool,
}

/// Levels or changes.
pub(super) struct Panel {
    pub id: String,
    pub title: &'static str,
    pub description: String,
    pub height: Px,
    pub bottom: Px,
    pub ticks: Vec<Tick>,
    pub zero: Option<Px>,
    pub rows: Vec<BoxRow>,
    pub table: Numbers,
}

/// One group.
pub(super) struct BoxRow {
    pub name: String,
    pub n: usize,
    pub middle: Px,
    pub text: Px,
    pub top: Px,
    pub left: Px,
    pub width: Px,
    pub median: Px,
    pub whiskers: [Px; 2],
    pub dots: String,
}

/// The numbers of a panel.
pub(super) struct Numbers {
    pub caption: String,
    pub rows: Vec<(String, Vec<Markup>)>,
}

/// `None` where no recording has a number.
pub(super) fn figure(metric: Metric, rows: &[SummaryRow], groups: &Groups) -> Option<Figure> {
    // One unit only: stiffness with and without body mass cannot share an axis.
    let units = super::tally(rows.iter().filter_map(|r| Some(of(r, metric)?.unit.clone())));
    let unit = units.first()?.0.clone();
    let shown = Shown::new(metric, &unit);
    let found = |i: &usize| rows.get(*i).and_then(|r| of(r, metric)).filter(|m| m.unit == unit);
    let level = |i: &usize| found(i)?.median;
    let change = |i: &usize| found(i)?.change;
    let panels = [
        panel(metric, "median", "Level of the whole run", groups, &level, &shown, |s, v| {
            s.level(v)
        }),
        panel(metric, "change", "Change when tired", groups, &change, &shown, |s, v| s.change(v)),
    ];
    let panels: Vec<Panel> = panels.into_iter().flatten().collect();
    let sources = super::tally(rows.iter().filter_map(|r| Some(of(r, metric)?.source.clone())));
    let named = sources.iter().take(4).map(|(s, n)| format!("{} ({n})", clean(s)));
    let mut told = named.collect::<Vec<_>>().join(", ");
    if sources.len() > 4 {
        told.push_str(&format!(" and {} more", sources.len() - 4));
    }
    (!panels.is_empty()).then(|| Figure {
        id: metric.id(),
        title: show::title(metric),
        unit: shown.unit().to_owned(),
        panels,
        sources: told,
        several: sources.len() > 1,
    })
}

/// A name that fits beside the boxes; the table has it whole.
fn short(name: &str) -> String {
    /// Letters that have room.
    const ROOM: usize = 12;
    match name.chars().count() {
        n if n <= ROOM => name.to_owned(),
        _ => name.chars().take(ROOM - 1).chain(['…']).collect(),
    }
}

fn panel(
    metric: Metric,
    field: &'static str,
    title: &'static str,
    groups: &Groups,
    get: &dyn Fn(&usize) -> Option<f64>,
    shown: &Shown,
    text: fn(&Shown, Option<f64>) -> String,
) -> Option<Panel> {
    let groups: Vec<(&String, Vec<f64>)> = groups
        .0
        .iter()
        .map(|(name, members)| (name, draw::sorted(members.iter().filter_map(get))))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let all = draw::sorted(groups.iter().flat_map(|g| g.1.iter().copied()));
    let view = draw::view(&all, 1e-3 * all.last()?.abs())?;
    let x = Scale::new(view, X);
    let mut rows = Vec::new();
    let mut numbers = Vec::new();
    for (k, (name, values)) in groups.iter().enumerate() {
        let at = |share: f64| draw::quantile(values, share).unwrap_or(f64::NAN);
        let [low, median, high] = [0.25, 0.5, 0.75].map(at);
        let reach = WHISKER * (high - low);
        let within = |v: &&f64| (low - reach..=high + reach).contains(*v);
        let whiskers = [
            values.iter().find(within).copied().unwrap_or(low),
            values.iter().rev().find(within).copied().unwrap_or(high),
        ];
        let top = FIRST_Y + k as f64 * ROW;
        let middle = top + 9.0;
        let few = values.len() <= MOST_DOTS;
        let drawn = values.iter().filter(|v| few || !within(v));
        // Neighbours on different heights, the same every time.
        let dots = drawn.enumerate().map(|(i, v)| {
            let height = if few { [0.0, 5.0, -5.0, 2.5, -2.5][i % 5] } else { 0.0 };
            (x.near(*v), middle + height)
        });
        rows.push(BoxRow {
            name: short(name),
            n: values.len(),
            middle: Px(middle),
            text: Px(middle + 4.0),
            top: Px(top),
            left: Px(x.near(low)),
            width: Px((x.near(high) - x.near(low)).max(0.5)),
            median: Px(x.near(median)),
            whiskers: whiskers.map(|w| Px(x.near(w))),
            dots: draw::dots(dots),
        });
        let of = |part: &str, v: f64| {
            number(
                &format!("spread:{name}"),
                metric.id(),
                &format!("{field}.{part}"),
                Some(v),
                &text(shown, Some(v)),
            )
        };
        let n = values.len();
        let count = number(
            &format!("spread:{name}"),
            metric.id(),
            &format!("{field}.n"),
            Some(n as f64),
            &n.to_string(),
        );
        let quantiles = [("p5", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)];
        let quantiles = quantiles.into_iter().map(|(part, share)| of(part, at(share)));
        numbers.push(((*name).clone(), std::iter::once(count).chain(quantiles).collect()));
    }
    let said: Vec<String> = groups
        .iter()
        .map(|(name, values)| {
            let at = |share| text(shown, draw::quantile(values, share));
            format!("{name}: median {}, half of them {} to {}", at(0.5), at(0.25), at(0.75))
        })
        .collect();
    let bottom = FIRST_Y + rows.len() as f64 * ROW;
    let [from, to] = view;
    Some(Panel {
        id: format!("{}-{field}", metric.id()),
        title,
        description: format!("{}.", said.join("; ")),
        height: Px(bottom + 18.0),
        bottom: Px(bottom - 8.0),
        ticks: draw::ticks(&x, 5, crate::words::Tongue::default(), |v| shown.scaled(v)),
        zero: (field == "change" && from < 0.0 && to > 0.0).then(|| Px(x.at(0.0))),
        rows,
        table: Numbers {
            caption: format!("{}: {}", show::title(metric), crate::report::show::lower(title)),
            rows: numbers,
        },
    })
}
