//! Windows given by the user.

use super::windows::{Block, Mode, Phase, Windows};
use crate::recording::Span;
use crate::series::FormSeries;
use crate::settings::{Settings, UserWindow};

/// Windows from what the user gave.
pub(super) fn windows(
    series: &FormSeries,
    fresh: UserWindow,
    fatigued: UserWindow,
    valid: Vec<bool>,
    settings: &Settings,
) -> Windows {
    let (fresh, fatigued) = match (user_span(series, fresh), user_span(series, fatigued)) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(text), _) => return Windows::none(series, Mode::User, format!("--fresh: {text}")),
        (_, Err(text)) => return Windows::none(series, Mode::User, format!("--fatigued: {text}")),
    };
    let (a, b) = (fresh.start_s.min(fatigued.start_s), fresh.end_s.min(fatigued.end_s));
    if fresh.start_s < fatigued.end_s && fatigued.start_s < fresh.end_s {
        let text = "the given windows overlap".to_string();
        return Windows::none(series, Mode::User, text);
    }
    let between = Span { start_s: b.max(a), end_s: fresh.start_s.max(fatigued.start_s) };
    let mut blocks = vec![
        Block { span: fresh, phase: Phase::Fresh },
        Block { span: between, phase: Phase::Middle },
        Block { span: fatigued, phase: Phase::Fatigued },
    ];
    blocks.sort_by(|x, y| x.span.start_s.total_cmp(&y.span.start_s));
    Windows::from_blocks(series, Mode::User, blocks, valid, settings.compare.matched_min_s)
}

/// Time span of a window given by the user.
fn user_span(series: &FormSeries, window: UserWindow) -> Result<Span, String> {
    let last = series.len().checked_sub(1).ok_or("the recording is empty")?;
    let end = series.t[last] + series.dur[last];
    let span = match window {
        UserWindow::Time([a, b]) => Span { start_s: a, end_s: b.min(end) },
        UserWindow::Distance([a, b]) => {
            let at = |metres: f64| {
                (0..=last).find(|&i| series.distance[i] >= metres).map(|i| series.t[i])
            };
            let start_s = at(a).ok_or_else(|| {
                let total =
                    series.distance.iter().rev().find(|d| d.is_finite()).copied().unwrap_or(0.0);
                format!("the run is only {:.2} km long", total / 1000.0)
            })?;
            Span { start_s, end_s: at(b).unwrap_or(end) }
        }
        UserWindow::Laps([a, b]) => {
            let count = series.laps.len();
            if a == 0 || b < a || b > count {
                return Err(format!("laps {a}-{b} do not exist: the recording has {count} laps"));
            }
            Span { start_s: series.laps[a - 1].start_s, end_s: series.laps[b - 1].end_s }
        }
    };
    if span.duration_s() > 0.0 {
        Ok(span)
    } else {
        Err(format!("nothing of the recording ({:.0} min) lies in it", end / 60.0))
    }
}
