//! Left and right: the balance of ground contact around 50, and metrics that were
//! measured on each foot.

use super::draw::{Px, Scale};
use super::{Markup, number};
use crate::analysis::{Analysis, SegmentMetric, Side};
use crate::metrics::Metric;
use crate::recording::Provenance;
use crate::report::reasons::segment;
use crate::report::show::{self, Shown};
use crate::report::text::clean;
use crate::team::opposed_sources;
use crate::words::Words;

/// Where things are in a drawing of 640 wide.
const BAR_X: [f64; 2] = [120.0, 520.0];
const FIRST_Y: f64 = 44.0;
const ROW_HEIGHT: f64 = 40.0;

/// Left and right of a run.
pub(super) struct LeftRight {
    pub bars: Option<Bars>,
    pub sides: Vec<SideRow>,
    /// Why neither of two sensors is to be believed alone.
    pub opposed: Option<String>,
}

/// Bars of the balance.
pub(super) struct Bars {
    pub title: String,
    pub description: String,
    /// Field the balance was read from.
    pub source: String,
    pub height: Px,
    pub centre: Px,
    /// Where a difference begins to be worth mentioning: from, width, points.
    pub band: Option<(Px, Px, String)>,
    pub rows: Vec<Bar>,
    pub ends: [String; 2],
}

/// One bar from the middle to where the balance lies.
pub(super) struct Bar {
    pub name: String,
    pub class: &'static str,
    pub y: Px,
    pub text_y: Px,
    pub from: Px,
    pub width: Px,
    pub at: Px,
    pub value: Markup,
    pub text: String,
}

/// A metric measured on each foot.
pub(super) struct SideRow {
    pub title: String,
    pub unit: String,
    pub part: String,
    /// Fields it was read from.
    pub source: String,
    pub left: Markup,
    pub right: Markup,
    pub difference: String,
}

/// Parts of the run that are shown: id, message of the name, class.
const PARTS: [(&str, &str, &str); 3] = [
    ("all", "part-whole", "whole"),
    ("fresh", "part-fresh", "fresh"),
    ("fatigued", "part-tired", "tired"),
];

/// `None` where nothing tells left from right.
pub(super) fn left_right(analysis: &Analysis, words: &Words) -> Option<LeftRight> {
    let (bars, sides) = (bars(analysis, words), sides(analysis, words));
    let knowledge = words.knowledge();
    let rules = knowledge.as_ref().map(|k| k.rules());
    let whole = segment(analysis, "all").zip(rules);
    let opposed = whole.and_then(|(whole, rules)| opposed_sources(whole, rules)).map(|said| {
        let says = |(source, left): &(String, f64)| {
            let balance = show::balance(*left, words.tongue());
            words.text(
                "sides-says",
                &[("source", clean(source).into()), ("balance", balance.into())],
            )
        };
        words.text(
            "sides-opposed",
            &[("one", says(&said[0]).into()), ("other", says(&said[1]).into())],
        )
    });
    (bars.is_some() || !sides.is_empty()).then_some(LeftRight { bars, sides, opposed })
}

fn bars(analysis: &Analysis, words: &Words) -> Option<Bars> {
    let balance = |id: &str| {
        let metrics = &segment(analysis, id)?.metrics;
        metrics.iter().find(|m| m.metric == Metric::ContactBalanceLeft && m.side.is_none())
    };
    let found: Vec<(&(&str, &str, &str), f64, &SegmentMetric)> = PARTS
        .iter()
        .filter_map(|part| {
            let m = balance(part.0)?;
            Some((part, m.median.filter(|v| v.is_finite())?, m))
        })
        .collect();
    let source = &found.first()?.2.source;
    let band = mentioned_from(source, words);
    let source = clean(&source.formula());
    let furthest = found.iter().map(|f| (f.1 - 50.0).abs()).fold(band.unwrap_or(1.0), f64::max);
    let reach = (1.25 * furthest).max(2.5);
    // More on the left foot lies to the left.
    let x = Scale::new([50.0 + reach, 50.0 - reach], BAR_X);
    let rows: Vec<Bar> = found
        .iter()
        .enumerate()
        .map(|(k, ((id, name, class), value, _))| {
            let y = FIRST_Y + k as f64 * ROW_HEIGHT;
            let at = x.at(*value);
            let text = show::balance(*value, words.tongue());
            Bar {
                name: words.t(name),
                class,
                y: Px(y),
                text_y: Px(y + 15.0),
                from: Px(at.min(x.at(50.0))),
                width: Px((at - x.at(50.0)).abs()),
                at: Px(at),
                value: number(id, "contact_balance_left", "median", Some(*value), &text),
                text,
            }
        })
        .collect();
    let said: Vec<String> = rows.iter().map(|r| format!("{} {}", r.name, r.text)).collect();
    Some(Bars {
        title: words.t("sides-balance"),
        description: words.with("sides-said", "list", said.join("; ")),
        source,
        height: Px(FIRST_Y + rows.len() as f64 * ROW_HEIGHT + 22.0),
        centre: Px(x.at(50.0)),
        band: band.map(|b| {
            let (from, to) = (x.at(50.0 + b), x.at(50.0 - b));
            (Px(from), Px(to - from), words.tongue().number(b, 1))
        }),
        ends: ["sides-end-left", "sides-end-right"]
            .map(|id| words.with(id, "pct", words.tongue().number(50.0 + reach, 1))),
        rows,
    })
}

/// Points from 50 where the rules begin to mention a difference.
fn mentioned_from(source: &Provenance, words: &Words) -> Option<f64> {
    let knowledge = words.knowledge()?;
    let rules = knowledge.rules();
    let on_feet = source.is_of_each_foot();
    let levels = rules.rules.iter().filter_map(|r| r.level);
    levels
        .filter(|l| l.metric == Metric::ContactBalanceLeft)
        .map(|l| if on_feet { l.from } else { l.from_trunk })
        .min_by(f64::total_cmp)
}

/// The table of a clinic: metric, unit, left, right, difference.
fn sides(analysis: &Analysis, words: &Words) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for (id, name, _) in PARTS {
        let Some(part) = segment(analysis, id) else { continue };
        let of = |metric: Metric, side: Side| {
            part.metrics.iter().find(|m| m.metric == metric && m.side == Some(side))
        };
        for left in part.metrics.iter().filter(|m| m.side == Some(Side::Left)) {
            let Some(right) = of(left.metric, Side::Right) else { continue };
            let (Some(l), Some(r)) = (left.median, right.median) else { continue };
            let shown = Shown::told(words, left.metric, &left.unit);
            let value = |side: &str, v: f64| {
                number(
                    id,
                    left.metric.id(),
                    &format!("median.{side}"),
                    Some(v),
                    &shown.level(Some(v)),
                )
            };
            let mean = 0.5 * (l + r);
            rows.push(SideRow {
                title: words.name(left.metric.id()),
                unit: shown.unit().to_owned(),
                part: words.t(name),
                source: match (left.source.formula(), right.source.formula()) {
                    (l, r) if l == r => clean(&l),
                    (l, r) => clean(&format!("{l}, {r}")),
                },
                left: value("left", l),
                right: value("right", r),
                difference: match mean.abs() > 0.0 {
                    true => format!("{} %", words.tongue().signed(100.0 * (l - r) / mean, 1)),
                    false => "-".into(),
                },
            });
        }
    }
    rows
}
