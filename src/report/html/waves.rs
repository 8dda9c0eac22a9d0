//! What a step looks like on average, at each sensor and foot.

use super::DataTable;
use super::draw::{self, Px, Scale, Tick};
use crate::analysis::Analyzed;
use crate::gait::waveform::{Part, Signal, Waveform};
use crate::metrics::Side;
use crate::report::show;
use crate::words::Words;

/// Where things are in a figure of 420 × 260.
const PLOT_X: [f64; 2] = [46.0, 408.0];
const PLOT_Y: [f64; 2] = [216.0, 26.0];

/// The average step at one sensor on one side.
pub(super) struct WaveFigure {
    pub id: String,
    pub title: String,
    pub description: String,
    pub axis: String,
    pub contact_name: String,
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    /// Position of 0 or 1 g: the level at rest.
    pub rest: Px,
    /// From initial contact to toe-off of the first line: width, and where its name sits.
    pub contact: Option<(Px, Px)>,
    pub lines: Vec<Line>,
    pub table: DataTable,
}

/// One part of the run.
pub(super) struct Line {
    /// `fresh`, `tired` or `whole`.
    pub class: &'static str,
    pub band: String,
    pub mean: String,
    /// Toe-off.
    pub toe_off: Option<Px>,
}

/// The figures, and in words what they show.
pub(super) struct Waves {
    pub figures: Vec<WaveFigure>,
    pub signal: String,
    pub cycle: String,
    pub windows: bool,
}

/// `None` without average steps.
pub(super) fn waves(analyzed: &Analyzed, words: &Words) -> Option<Waves> {
    let all = &analyzed.waveforms;
    let first = all.first()?;
    // One scale for all, so that left and right can be compared.
    let low = all.iter().flat_map(|w| &w.low).copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().flat_map(|w| &w.high).copied().fold(f64::NEG_INFINITY, f64::max);
    if !(low.is_finite() && high > low) {
        return None;
    }
    let room = 0.05 * (high - low);
    let y = Scale::new([low - room, high + room], PLOT_Y);
    let mut figures: Vec<WaveFigure> = Vec::new();
    let mut k = 0;
    while let Some(wave) = all.get(k) {
        let same = |w: &&Waveform| (w.placement, w.side) == (wave.placement, wave.side);
        let group: Vec<&Waveform> = all.iter().skip(k).take_while(same).collect();
        k += group.len().max(1);
        figures.push(figure(&group, wave, &y, words));
    }
    Some(Waves {
        figures,
        signal: words.t(match first.signal {
            Signal::Upward => "wave-upward",
            Signal::Amount => "wave-amount",
            Signal::AmountWithoutGravity => "wave-amount-without-gravity",
        }),
        cycle: words.t(if first.stride { "wave-stride-cycle" } else { "wave-step-cycle" }),
        windows: first.part != Part::All,
    })
}

fn figure(group: &[&Waveform], first: &Waveform, y: &Scale, words: &Words) -> WaveFigure {
    let x = Scale::new([0.0, 100.0], PLOT_X);
    let place = words.name(first.placement.id());
    let title = show::upper(&match first.side {
        Some(side) if first.placement.side().is_none() => {
            words.text("wave-side", &[("place", place.into()), ("side", side.id().into())])
        }
        _ => place,
    });
    let at = |k: usize, v: f64| (x.at(k as f64), y.near(v));
    let lines: Vec<Line> = group
        .iter()
        .map(|w| {
            let up = w.high.iter().enumerate().map(|(k, v)| at(k, *v));
            let down = w.low.iter().enumerate().rev().map(|(k, v)| at(k, *v));
            Line {
                class: class(w.part),
                band: format!("{}z", draw::line(up.chain(down).map(Some))),
                mean: draw::line(w.mean.iter().enumerate().map(|(k, v)| Some(at(k, *v)))),
                toe_off: known(w.contact_end_pct).map(|pct| Px(x.at(pct))),
            }
        })
        .collect();
    let cycle = words.t(if first.stride { "wave-stride" } else { "wave-step" });
    let rows: Vec<Vec<String>> = group.iter().map(|w| row(w, words)).collect();
    let said: Vec<String> = rows
        .iter()
        .map(|r| {
            let of = |k: usize| r.get(k).cloned().unwrap_or_default();
            words.text(
                "wave-said",
                &[("part", of(0).into()), ("cycle_ms", of(2).into()), ("contact_ms", of(3).into())],
            )
        })
        .collect();
    WaveFigure {
        id: [first.placement.id(), first.side.map_or("both", Side::id)].join("-"),
        description: words.with("wave-description", "list", said.join("; ")),
        axis: words.with("wave-axis", "cycle", &cycle),
        contact_name: words.t("wave-contact"),
        x_ticks: [0.0, 25.0, 50.0, 75.0, 100.0]
            .map(|pct| Tick { at: Px(x.at(pct)), text: format!("{pct:.0}") })
            .to_vec(),
        y_ticks: draw::ticks(y, 5, words.tongue(), |v| v),
        rest: Px(y.near(if first.signal == Signal::Amount { 1.0 } else { 0.0 })),
        contact: known(first.contact_end_pct)
            .map(|pct| (Px(x.at(pct) - PLOT_X[0]), Px(0.5 * (x.at(pct) + PLOT_X[0])))),
        lines,
        table: DataTable {
            caption: words
                .text("wave-caption", &[("title", title.as_str().into()), ("cycle", cycle.into())]),
            head: ["part", "averaged", "length", "contact-ms", "contact-pct", "lowest", "highest"]
                .map(|id| words.t(&format!("wave-head-{id}")))
                .to_vec(),
            rows,
        },
        title,
    }
}

fn row(w: &Waveform, words: &Words) -> Vec<String> {
    let ends = |from: f64, f: fn(f64, f64) -> f64| w.mean.iter().copied().fold(from, f);
    let contact = known(w.contact_end_pct);
    vec![
        words.t(&format!("part-{}", class(w.part))),
        w.n.to_string(),
        format!("{:.0}", w.cycle_ms),
        contact.map_or("-".into(), |pct| format!("{:.0}", 0.01 * pct * w.cycle_ms)),
        contact.map_or("-".into(), |pct| format!("{pct:.0}")),
        words.tongue().number(ends(f64::INFINITY, f64::min), 2),
        words.tongue().number(ends(f64::NEG_INFINITY, f64::max), 2),
    ]
}

fn class(part: Part) -> &'static str {
    match part {
        Part::All => "whole",
        Part::Fresh => "fresh",
        Part::Fatigued => "tired",
    }
}

fn known(v: f64) -> Option<f64> {
    v.is_finite().then_some(v)
}
