//! Charts as files of their own: stand-alone SVG in the light colours, drawn by the
//! same templates as on the page.

use std::fmt::Write as _;
use std::io;

use askama::Template;

use super::balance::{self, Bars};
use super::draw::Tick;
use super::speed::{self, Figure};
use super::steps::StepPanel;
use super::timeline::{self, Onset, Panel, Timeline};
use super::waves::{self, WaveFigure};
use super::{LOOK, Style, escape};
use crate::analysis::Analyzed;

/// Size of a chart over time, and where its plot lies in it.
const TIME_SIZE: [f64; 2] = [1000.0, 260.0];
const PLOT: [f64; 4] = [66.0, 44.0, 914.0, 176.0];
/// Room for the heading of any other chart.
const HEAD: f64 = 30.0;
/// Beginnings of the rules of the look that shapes in charts follow.
const RULES: [&str; 12] = [
    "svg text",
    ".speed text",
    ".speed .",
    ".mark",
    ".shape",
    ".spread",
    ".balance text",
    ".balance .",
    ".plot ",
    ".grid",
    ".wave",
    ".toe-off",
];

macro_rules! drawing {
    ($name:ident, $field:ident: $of:ty, $source:literal) => {
        #[derive(Template)]
        #[template(source = $source, ext = "html")]
        struct $name<'a> {
            $field: &'a $of,
        }
    };
}

drawing!(PanelSvg, p: Panel, "{% import \"charts.html\" as c %}{% call c::panel_svg(p) %}{% endcall %}");
drawing!(StepsSvg, p: StepPanel, "{% import \"charts.html\" as c %}{% call c::steps_svg(p) %}{% endcall %}");
drawing!(FigureSvg, f: Figure, "{% import \"charts.html\" as c %}{% call c::figure_svg(f) %}{% endcall %}");
drawing!(WaveSvg, w: WaveFigure, "{% import \"charts.html\" as c %}{% call c::wave_svg(w) %}{% endcall %}");
drawing!(BalanceSvg, b: Bars, "{% import \"charts.html\" as c %}{% call c::balance_svg(b) %}{% endcall %}");

/// A chart: name of its file without ending, and the SVG.
pub struct Chart {
    /// `time-pace`, `speed-cadence`, `step-left_foot-left`, `balance`; with `-equal`
    /// at equal pace and slope.
    pub name: String,
    /// A whole document.
    pub svg: String,
}

/// Every chart of a recording. Equal analysis and style give equal bytes.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn charts(analyzed: &Analyzed, style: &Style) -> io::Result<Vec<Chart>> {
    let rules = rules();
    let words = &style.words();
    let mut all = Vec::new();
    let mut add = |name: String, adjusted: bool, chart: &dyn Fn(&str) -> String| {
        let hide = |class: &str| format!("{rules}.{class}{{display:none}}");
        all.push(Chart { svg: chart(&hide("adjusted")), name: name.clone() });
        if adjusted {
            // Only what has a counterpart is replaced.
            all.push(Chart { svg: chart(&hide("as-run")), name: format!("{name}-equal") });
        }
    };
    if let Some(t) = timeline::timeline(analyzed, words) {
        for p in t.panels.iter().chain(&t.computed) {
            let drawing = rendered(&PanelSvg { p })?;
            let heading = heading(&p.title, &p.unit);
            add(format!("time-{}", p.id), p.adjusted.is_some(), &|css| {
                over_time(&t, &heading, &p.ticks, p.onset.as_ref(), &drawing, css)
            });
        }
        for p in t.steps.iter().flat_map(|s| &s.panels) {
            let drawing = rendered(&StepsSvg { p })?;
            let heading = heading(&p.title, &p.unit);
            add(p.id.to_owned(), false, &|css| {
                over_time(&t, &heading, &p.ticks, None, &drawing, css)
            });
        }
    }
    for f in &speed::figures(analyzed, style, words) {
        let drawing = rendered(&FigureSvg { f })?;
        let heading = heading(&f.title, &f.unit);
        add(format!("speed-{}", f.id), f.adjusted.is_some(), &|css| {
            alone("speed", [f.width(), 260.0], &heading, &drawing, css)
        });
    }
    for w in waves::waves(analyzed, words).iter().flat_map(|w| &w.figures) {
        let drawing = rendered(&WaveSvg { w })?;
        let heading = heading(&w.title, "g");
        add(format!("step-{}", w.id), false, &|css| {
            alone("speed", [420.0, 260.0], &heading, &drawing, css)
        });
    }
    if let Some(b) = balance::left_right(&analyzed.analysis, words).and_then(|lr| lr.bars) {
        let drawing = rendered(&BalanceSvg { b: &b })?;
        add("balance".into(), false, &|css| {
            alone("balance", [640.0, b.height.0], &b.title, &drawing, css)
        });
    }
    Ok(all)
}

fn rendered(drawing: &impl Template) -> io::Result<String> {
    drawing.render().map_err(io::Error::other)
}

fn heading(title: &str, unit: &str) -> String {
    if unit.is_empty() { title.to_owned() } else { format!("{title}, {unit}") }
}

/// The rules of the look for shapes, with the light colours put in: programs that
/// draw SVG outside of a browser know no variables.
fn rules() -> String {
    let mut css: String = LOOK
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with('}') && RULES.iter().any(|r| line.starts_with(r)))
        .collect::<Vec<_>>()
        .join("\n");
    let light = LOOK.split_once(":root {").and_then(|(_, l)| l.split_once('}')).map(|l| l.0);
    for pair in light.unwrap_or_default().split(';') {
        if let Some((name, value)) = pair.split_once(':') {
            css = css.replace(&format!("var({})", name.trim()), value.trim());
        }
    }
    css.push_str("\nsvg{font-family:system-ui,\"Noto Sans\",Arial,sans-serif}\n");
    css.push_str(".head{font-size:15px;font-weight:600;fill:#1b1f24}.fresh-band{fill:#0b66b0;fill-opacity:.11}.tired-band{fill:#b34a06;fill-opacity:.12}.pause{fill:#c3c9d1;fill-opacity:.75}.onset{stroke:#b34a06;stroke-width:2;stroke-dasharray:5 4}\n");
    css
}

/// A document with a heading above a drawing of a fixed shape.
fn alone(class: &str, [wide, high]: [f64; 2], heading: &str, drawing: &str, css: &str) -> String {
    let mut out = begin([wide, high + HEAD], css, heading);
    let placed = format!("<svg y=\"{HEAD}\" width=\"{wide}\" height=\"{high}\" ");
    let _ = writeln!(
        out,
        "<g class=\"{class}\">{}</g></svg>",
        drawing.trim().replacen("<svg ", &placed, 1)
    );
    out
}

/// A document with a chart over time: windows, pauses, both axes.
fn over_time(
    t: &Timeline,
    heading: &str,
    ticks: &[Tick],
    onset: Option<&Onset>,
    drawing: &str,
    css: &str,
) -> String {
    let [x, y, wide, high] = PLOT;
    let mut out = begin(TIME_SIZE, css, heading);
    for band in &t.bands {
        let (left, width) = (x + 0.01 * band.left.0 * wide, 0.01 * band.width.0 * wide);
        let class = band.class;
        let _ = write!(
            out,
            "<rect class=\"{class}-band\" x=\"{left:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{high}\"/>"
        );
        if let Some(name) = &band.name {
            let _ = write!(out, "<text x=\"{left:.1}\" y=\"{:.1}\">", y - 4.0);
            escape(&mut out, name);
            out.push_str("</text>");
        }
    }
    let _ = write!(
        out,
        "<svg x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\"><path class=\"pause\" d=\"{}\"/></svg>",
        t.pauses
    );
    for tick in ticks {
        let at = y + 0.01 * tick.at.0 * high;
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{at:.1}\" dy=\".35em\" text-anchor=\"end\">",
            x - 8.0
        );
        escape(&mut out, &tick.text);
        out.push_str("</text>");
    }
    for tick in &t.ticks {
        let at = x + 0.01 * tick.at.0 * wide;
        let _ =
            write!(out, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">", y + high + 20.0);
        escape(&mut out, &tick.text);
        out.push_str("</text>");
    }
    let placed = format!("<svg x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" ");
    let _ = write!(out, "<g class=\"plot\">{}</g>", drawing.trim().replacen("<svg ", &placed, 1));
    if let Some(onset) = onset {
        let at = x + 0.01 * onset.at.0 * wide;
        let anchor = if onset.right { ("end", at - 5.0) } else { ("start", at + 5.0) };
        let _ = write!(
            out,
            "<path class=\"onset\" d=\"M{at:.1} {y}v{high}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{}\">",
            anchor.1,
            y + 12.0,
            anchor.0
        );
        escape(&mut out, &onset.text);
        out.push_str("</text>");
    }
    out.push_str("</svg>\n");
    out
}

fn begin([wide, high]: [f64; 2], css: &str, heading: &str) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\">\n<style>{css}</style>\n<rect width=\"{wide}\" height=\"{high}\" fill=\"#ffffff\"/>\n<text class=\"head\" x=\"10\" y=\"20\">"
    );
    escape(&mut out, heading);
    out.push_str("</text>\n");
    out
}
