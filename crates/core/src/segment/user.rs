//! Windows given by the user.

use super::windows::{Block, Mode, Phase, Windows};
use super::{GivenWindow, WindowsRefusal};
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
    let spans = user_span(series, fresh, GivenWindow::Fresh)
        .and_then(|a| Ok((a, user_span(series, fatigued, GivenWindow::Fatigued)?)));
    let (fresh, fatigued) = match spans {
        Ok(spans) => spans,
        Err(why) => return Windows::none(series, Mode::User, why),
    };
    let (a, b) = (fresh.start_s.min(fatigued.start_s), fresh.end_s.min(fatigued.end_s));
    if fresh.start_s < fatigued.end_s && fatigued.start_s < fresh.end_s {
        return Windows::none(series, Mode::User, WindowsRefusal::PartsOverlap);
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
fn user_span(
    series: &FormSeries,
    given: UserWindow,
    window: GivenWindow,
) -> Result<Span, WindowsRefusal> {
    let end = series.len().checked_sub(1).map_or(0.0, |i| series.t[i] + series.dur[i]);
    let span = match given {
        UserWindow::Time([a, b]) => Span { start_s: a, end_s: b.min(end) },
        UserWindow::Distance([a, b]) => {
            let at = |metres: f64| {
                (0..series.len()).find(|&i| series.distance[i] >= metres).map(|i| series.t[i])
            };
            let start_s = at(a).ok_or_else(|| {
                let total = series.distance.iter().rev().find(|d| d.is_finite());
                WindowsRefusal::WindowBeyondRun { window, run_m: total.copied().unwrap_or(0.0) }
            })?;
            Span { start_s, end_s: at(b).unwrap_or(end) }
        }
        UserWindow::Laps([first, last]) => {
            let laps = series.laps.len();
            if first == 0 || last < first || last > laps {
                return Err(WindowsRefusal::NoSuchLaps { window, first, last, laps });
            }
            Span { start_s: series.laps[first - 1].start_s, end_s: series.laps[last - 1].end_s }
        }
    };
    if span.duration_s() > 0.0 {
        Ok(span)
    } else {
        Err(WindowsRefusal::EmptyWindow { window, recording_s: end })
    }
}
