//! Figures that stand alone as files and take the colours of the page within it.

use std::fmt::Write as _;

use super::super::draw::Px;
use super::super::escape;

/// Width of all figures.
pub(super) const WIDTH: f64 = 420.0;

/// Colours: those of the page, with values of their own outside it.
pub(super) const INK: &str = "var(--ink,#1b1f24)";
pub(super) const SOFT: &str = "var(--soft,#545c66)";
pub(super) const GRID: &str = "var(--grid,#e6e9ed)";
pub(super) const BAND: &str = "var(--dead,#e3e7ec)";
pub(super) const FIRST: &str = "var(--fresh,#0b66b0)";
pub(super) const SECOND: &str = "var(--tired,#b34a06)";
/// Colours of groups, by their number.
pub(super) const GROUPS: [&str; 4] = [FIRST, SECOND, "var(--left,#6d3bb3)", "var(--right,#00705f)"];

/// A figure being drawn.
pub(super) struct Svg {
    body: String,
    height: f64,
}

impl Svg {
    pub(super) fn new(height: f64) -> Svg {
        Svg { body: String::new(), height }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
        let _ = write!(
            self.body,
            "<path d=\"M{} {}L{} {}\" style=\"stroke:{colour};stroke-width:{};fill:none\"/>",
            Px(from.0),
            Px(from.1),
            Px(to.0),
            Px(to.1),
            Px(width)
        );
    }

    pub(super) fn dashed(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        let _ = write!(
            self.body,
            "<path d=\"M{} {}L{} {}\" style=\"stroke:{colour};stroke-width:1.2;stroke-dasharray:4 3;fill:none\"/>",
            Px(from.0),
            Px(from.1),
            Px(to.0),
            Px(to.1)
        );
    }

    /// A path through points, faint.
    pub(super) fn faint(&mut self, points: &[(f64, f64)], colour: &str) {
        let d = super::super::draw::line(points.iter().copied().map(Some));
        let _ = write!(
            self.body,
            "<path d=\"{d}\" style=\"stroke:{colour};stroke-width:1;stroke-opacity:.45;fill:none\"/>"
        );
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), r: f64, colour: &str, opacity: &str) {
        let _ = write!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" style=\"fill:{colour};fill-opacity:{opacity}\"/>",
            Px(x),
            Px(y),
            Px(r)
        );
    }

    pub(super) fn square(&mut self, (x, y): (f64, f64), r: f64, colour: &str) {
        self.rect((x - r, y - r), (2.0 * r, 2.0 * r), colour);
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), colour: &str) {
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" style=\"fill:{colour}\"/>",
            Px(x),
            Px(y),
            Px(w.max(0.0)),
            Px(h.max(0.0))
        );
    }

    pub(super) fn frame(&mut self, (x, y): (f64, f64), (w, h): (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" style=\"fill:none;stroke:{SOFT};stroke-width:1.2\"/>",
            Px(x),
            Px(y),
            Px(w),
            Px(h)
        );
    }

    /// A text; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: &str, look: Look, text: &str) {
        let (colour, size, weight) = match look {
            Look::Head => (INK, 13, 600),
            Look::Plain => (INK, 12, 400),
            Look::Soft => (SOFT, 11, 400),
        };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" style=\"fill:{colour};font:{weight} {size}px system-ui,sans-serif;text-anchor:{anchor}\">",
            Px(x),
            Px(y)
        );
        escape(&mut self.body, text);
        self.body.push_str("</text>");
    }

    /// The figure with its name and what it shows.
    pub(super) fn finish(self, id: &str, title: &str, about: &str) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t-{id} d-{id}\" viewBox=\"0 0 {} {}\" style=\"width:100%;height:auto\"><title id=\"t-{id}\">",
            Px(WIDTH),
            Px(self.height)
        );
        escape(&mut out, title);
        let _ = write!(out, "</title><desc id=\"d-{id}\">");
        escape(&mut out, about);
        out.push_str("</desc>");
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }
}

/// Size and colour of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    Head,
    Plain,
    Soft,
}
