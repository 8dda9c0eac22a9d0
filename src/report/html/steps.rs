//! Step by step: every step of the run as a dot, left and right told apart.

use std::collections::BTreeMap;

use super::draw::{self, HIGH, Scale, Tick};
use super::points::Points;
use crate::analysis::Analyzed;
use crate::gait::Step;
use crate::metrics::{Metric, Side};
use crate::report::show::Shown;
use crate::words::Words;

/// Dots of each foot at most; more cover each other. Ours.
const MOST_DOTS: usize = 1200;
/// Fewer steps are no cloud. Ours.
const LEAST_STEPS: usize = 20;
/// Shares of the steps that the view holds.
const VIEW: [f64; 2] = [0.01, 0.99];

/// One quantity of single steps over time.
pub(super) struct StepPanel {
    pub id: &'static str,
    pub title: String,
    pub unit: String,
    pub description: String,
    pub ticks: Vec<Tick>,
    pub left: String,
    pub right: String,
    /// Steps whose side is not known.
    pub unknown: String,
}

/// The clouds of a run.
pub(super) struct Scatter {
    pub panels: Vec<StepPanel>,
    /// One of so many steps has a dot.
    pub every: usize,
    /// Whether there are steps known to be of the left, of the right foot.
    pub left: bool,
    pub right: bool,
    /// Contact of single steps is not known, but that of windows is.
    pub contact_per_window: bool,
}

/// A quantity: id, message of its heading, metric that says how it is written, value of a step.
type Kind = (&'static str, &'static str, Metric, fn(&Step) -> f64);

const KINDS: [Kind; 4] = [
    ("steps-step_time", "steps-step-time", Metric::StepTime, |s| s.step_ms),
    ("steps-stride_time", "steps-stride-time", Metric::StepTime, |s| s.stride_ms),
    ("steps-contact", "steps-contact", Metric::GroundContactTime, |s| s.contact_ms),
    ("steps-oscillation", "steps-oscillation", Metric::VerticalOscillation, |s| s.oscillation_mm),
];

/// Clouds of step times, contact and oscillation; what the cursor tells of them is
/// added to `values`. `None` without single steps.
pub(super) fn scatter(
    analyzed: &Analyzed,
    points: &Points,
    values: &mut BTreeMap<&'static str, String>,
    words: &Words,
) -> Option<Scatter> {
    let sound: Vec<&Step> = analyzed.series.steps.iter().filter(|s| s.fault.is_none()).collect();
    let of = |side| sound.iter().filter(|s| s.side == side).count();
    let most = [Some(Side::Left), Some(Side::Right), None].map(of).into_iter().max()?;
    let every = most.div_ceil(MOST_DOTS).max(1);
    let timed = sound.iter().any(|s| s.step_ms.is_finite());
    let mut panels = Vec::new();
    for kind in KINDS {
        // Strides only where nothing is known of steps: one foot alone.
        if timed && kind.0 == "steps-stride_time" {
            continue;
        }
        let Some(panel) = panel(kind, &sound, every, points, words) else { continue };
        values.insert(kind.0, told(kind, &sound, points, words));
        panels.push(panel);
    }
    let has_contact = sound.iter().any(|s| s.contact_ms.is_finite());
    let windows = analyzed.series.metric(Metric::GroundContactTime).is_some();
    (!panels.is_empty()).then_some(Scatter {
        panels,
        every,
        left: of(Some(Side::Left)) > 0,
        right: of(Some(Side::Right)) > 0,
        contact_per_window: windows && !has_contact,
    })
}

fn panel(
    (id, title, metric, value): Kind,
    steps: &[&Step],
    every: usize,
    points: &Points,
    words: &Words,
) -> Option<StepPanel> {
    let shown = Shown::told(words, metric, metric.unit());
    let title = words.t(title);
    let all = draw::sorted(steps.iter().map(|s| value(s)));
    if all.len() < LEAST_STEPS {
        return None;
    }
    let (low, high) = (draw::quantile(&all, VIEW[0])?, draw::quantile(&all, VIEW[1])?);
    let room = (0.25 * (high - low)).max(0.01 * high.abs()).max(1e-6);
    let y = Scale::new([low - room, high + room], [HIGH, 0.0]);
    let x = points.x();
    let dots = |side: Option<Side>| {
        let own = steps.iter().filter(|s| s.side == side).step_by(every);
        draw::dots(own.filter_map(|s| {
            let v = value(s);
            v.is_finite().then(|| (x.near(s.initial_contact_s), y.near(v)))
        }))
    };
    let median = |side: Side| {
        let own = draw::sorted(steps.iter().filter(|s| s.side == Some(side)).map(|s| value(s)));
        draw::quantile(&own, 0.5)
    };
    let description = match (median(Side::Left), median(Side::Right)) {
        (Some(l), Some(r)) => words.text(
            "steps-medians",
            &[
                ("title", title.as_str().into()),
                ("left", shown.level(Some(l)).into()),
                ("right", shown.level(Some(r)).into()),
                ("unit", shown.unit().into()),
            ],
        ),
        _ => words.with("over-the-run", "title", &title),
    };
    Some(StepPanel {
        id,
        title,
        unit: shown.unit().to_owned(),
        description,
        ticks: draw::ticks(&y, 3, words.tongue(), |v| shown.scaled(v)),
        left: dots(Some(Side::Left)),
        // A square needs a direction: without a length printers leave it out.
        right: dots(Some(Side::Right)).replace("h0", "h.1"),
        unknown: dots(None),
    })
}

/// Means of each foot at every point of the time axis.
fn told((_, _, metric, value): Kind, steps: &[&Step], points: &Points, words: &Words) -> String {
    let shown = Shown::told(words, metric, metric.unit());
    // Left, right, not known: sum and number.
    let mut sums = vec![[[0.0; 2]; 3]; points.n];
    for step in steps {
        let (v, t) = (value(step), step.initial_contact_s);
        let k = match step.side {
            Some(Side::Left) => 0,
            Some(Side::Right) => 1,
            None => 2,
        };
        if !(v.is_finite() && t >= 0.0) {
            continue;
        }
        if let Some(at) = sums.get_mut((t / points.point_s) as usize) {
            at[k][0] += v;
            at[k][1] += 1.0;
        }
    }
    let texts = sums.iter().map(|at| {
        let parts = ["L\u{a0}", "R\u{a0}", ""].iter().zip(at).filter(|(_, s)| s[1] > 0.0);
        let parts: Vec<String> =
            parts.map(|(name, s)| format!("{name}{}", shown.level(Some(s[0] / s[1])))).collect();
        if parts.is_empty() { "-".into() } else { parts.join("\u{a0}\u{a0}") }
    });
    texts.collect::<Vec<_>>().join(" ")
}
