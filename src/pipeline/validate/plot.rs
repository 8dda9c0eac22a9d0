//! Bland-Altman plot of contact times as an SVG picture.

use std::fmt::Write as _;

use super::{Score, Validation};
use crate::recording::Region;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 44.0;
const TOP: f64 = 16.0;
const RIGHT: f64 = 16.0;

/// Difference against mean of estimate and truth for every recording, one mark
/// per region (told apart by shape as well as colour), with bias and limits of
/// agreement of all; `None` without contact times.
pub fn bland_altman(validation: &Validation) -> Option<String> {
    let points: Vec<(f64, f64, Region)> = validation
        .scores
        .iter()
        .filter_map(|s: &Score| {
            let (truth, difference) = (s.contact_truth_ms?, s.contact_bias_ms?);
            Some((truth + 0.5 * difference, difference, s.placement.region()))
        })
        .collect();
    let differences: Vec<f64> = points.iter().map(|p| p.1).collect();
    let (bias, sd) = crate::stats::mean_sd(&differences)?;
    let limits = [bias - 1.96 * sd, bias + 1.96 * sd];
    let fold = |of: &dyn Fn(&(f64, f64, Region)) -> f64| {
        points
            .iter()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)))
    };
    let (x0, x1) = padded(fold(&|p| p.0), 20.0);
    let (low, high) = fold(&|p| p.1);
    let (y0, y1) = padded((low.min(limits[0]), high.max(limits[1])), 10.0);
    let x = |v: f64| LEFT + (v - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    let y = |v: f64| HEIGHT - BOTTOM - (v - y0) / (y1 - y0) * (HEIGHT - BOTTOM - TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\"><title>Contact time: difference from the force plate against the mean of both</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
    );
    let line = |v: f64, dash: &str, name: &str| {
        format!(
            "<line x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{1:.1}\" y2=\"{1:.1}\" stroke=\"#555\" stroke-dasharray=\"{dash}\"/><text x=\"{2:.0}\" y=\"{3:.1}\" text-anchor=\"end\" fill=\"#333\">{name} {v:+.1}</text>",
            WIDTH - RIGHT,
            y(v),
            WIDTH - RIGHT,
            y(v) - 4.0
        )
    };
    svg += &line(bias, "none", "bias");
    svg += &line(limits[0], "6 4", "-1.96 SD");
    svg += &line(limits[1], "6 4", "+1.96 SD");
    for (px, py, region) in &points {
        let (cx, cy) = (x(*px), y(*py));
        // String formatting never fails.
        let _ = match region {
            Region::Foot => write!(
                svg,
                "<circle cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"5\" fill=\"#0072b2\"><title>foot</title></circle>"
            ),
            Region::Shank => write!(
                svg,
                "<path d=\"M{cx:.1} {:.1}l6 10h-12z\" fill=\"#d55e00\"><title>shank</title></path>",
                cy - 6.0
            ),
            _ => write!(
                svg,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\" fill=\"#009e73\"><title>trunk</title></rect>",
                cx - 4.5,
                cy - 4.5
            ),
        };
    }
    let middle = LEFT + (WIDTH - LEFT - RIGHT) / 2.0;
    for k in 0..=4 {
        let (vx, vy) = (x0 + f64::from(k) * (x1 - x0) / 4.0, y0 + f64::from(k) * (y1 - y0) / 4.0);
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\" fill=\"#333\">{vx:.0}</text><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#333\">{vy:.0}</text>",
            x(vx),
            HEIGHT - BOTTOM + 16.0,
            LEFT - 6.0,
            y(vy) + 4.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{middle:.0}\" y=\"{:.0}\" text-anchor=\"middle\" fill=\"#333\">mean of estimate and force plate, ms (circle foot, triangle shank, square trunk)</text><text transform=\"rotate(-90)\" x=\"{:.0}\" y=\"14\" text-anchor=\"middle\" fill=\"#333\">estimate minus force plate, ms</text></svg>",
        HEIGHT - 8.0,
        -(HEIGHT - BOTTOM + TOP) / 2.0
    );
    Some(svg)
}

/// A range with some room, on whole steps.
fn padded((low, high): (f64, f64), step: f64) -> (f64, f64) {
    ((low / step - 0.25).floor() * step, (high / step + 0.25).ceil() * step)
}
