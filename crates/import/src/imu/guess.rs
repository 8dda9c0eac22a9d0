//! What columns hold that nothing names, by their values.

use super::clock;
use super::columns::Kind;
use super::dates;
use super::layout::Layout;
use super::levels::Levels;
use super::numbers::number;
use super::problem::SensorProblem;
use super::units::{AccUnit, GyroUnit, TimeUnit};
use crate::Axis;
use crate::recording::Region;

/// Share of the cells of a column that have to be numbers. Ours.
const NUMBERS: f64 = 0.9;
/// Mean over spread above which three columns do not move. Ours: a sensor that is
/// worn and moves is below 5.
const STILL: f64 = 20.0;
/// Rate taken where nothing tells it, Hz: only lengths of windows depend on it.
const ANY_RATE_HZ: f64 = 50.0;

/// What the values tell.
#[derive(Debug, Default)]
pub(super) struct Guess {
    /// The column of times.
    pub(super) time: Option<usize>,
    /// Three columns that look like accelerations.
    pub(super) axes: Option<[usize; 3]>,
    /// Their unit.
    pub(super) unit: AccUnit,
    /// The first columns of numbers that are no times, where none look like it.
    numbers: Vec<usize>,
}

/// Looks at the first rows of a table.
pub(super) fn look(layout: &Layout) -> Guess {
    let width = layout.columns.len();
    let cells = |i: usize| layout.sample.iter().map(move |r| r.get(i).unwrap_or_default());
    let values: Vec<Vec<f64>> =
        (0..width).map(|i| cells(i).map(|c| number(c, layout.decimal_comma)).collect()).collect();
    let mut guess = Guess::default();
    let mut rate_hz = ANY_RATE_HZ;
    for (i, column) in values.iter().enumerate() {
        let finite: Vec<f64> = column.iter().copied().filter(|v| v.is_finite()).collect();
        let enough = finite.len() as f64 >= NUMBERS * column.len() as f64;
        if guess.time.is_none()
            && !enough
            && cells(i).filter(|c| dates::is_time(c)).count() * 2 > column.len()
        {
            guess.time = Some(i);
        } else if enough && rises(&finite) {
            let step = clock::typical_step(&finite).unwrap_or(f64::NAN);
            let counter = clock::counts(&finite) && finite.first().is_some_and(|s| *s < 1e6);
            if let Some(unit) = clock::fitting(step).filter(|_| !counter && guess.time.is_none()) {
                guess.time = Some(i);
                rate_hz = 1.0 / (step * unit.seconds());
            }
        } else if enough {
            guess.numbers.push(i);
        }
    }
    let moving = |axes: [usize; 3]| {
        let rows = (0..layout.sample.len()).map(|r| axes.map(|a| values[a][r]));
        let signed = axes.iter().any(|a| values[*a].iter().any(|v| *v < 0.0));
        let levels = Levels::of(rows, rate_hz).filter(|l| signed && l.rho < STILL)?;
        match levels.factor(Region::Elsewhere)? {
            (_, Ok(unit)) => Some((axes, unit)),
            (_, Err(_)) => Some((axes, AccUnit::Detect)),
        }
    };
    let three = guess.numbers.windows(3).filter(|w| w[2] == w[0] + 2);
    if let Some((axes, unit)) = three.map(|w| [w[0], w[1], w[2]]).find_map(moving) {
        (guess.axes, guess.unit) = (Some(axes), unit);
    }
    guess
}

/// Whether values hardly ever fall, and do rise.
fn rises(values: &[f64]) -> bool {
    let falls = values.windows(2).filter(|w| w[1] < w[0]).count();
    let rising = values.windows(2).filter(|w| w[1] > w[0]).count();
    falls * 50 <= values.len() && rising * 20 >= values.len() && values.len() > 4
}

/// Names the columns of a table without a header whose times and accelerations leave
/// no doubt (stamp, x, y, z of loggers).
pub(super) fn name_by_values(layout: &mut Layout) {
    let guess = look(layout);
    let (Some(time), Some(axes)) = (guess.time, guess.axes) else { return };
    let width = layout.columns.len();
    let turns = axes.map(|a| a + 3);
    let paired = width == 7 && turns[2] == 6 && turns.iter().all(|t| guess.numbers.contains(t));
    for (place, axis) in [Axis::X, Axis::Y, Axis::Z].into_iter().enumerate() {
        if let Some(column) = layout.columns.get_mut(axes[place]) {
            column.kind = Kind::Acc(axis, AccUnit::Detect, false);
        }
        if let Some(column) = layout.columns.get_mut(turns[place]).filter(|_| paired) {
            column.kind = Kind::Gyro(axis, GyroUnit::Detect);
        }
    }
    if let Some(column) = layout.columns.get_mut(time) {
        column.kind = Kind::Time(TimeUnit::Detect);
    }
}

/// Whether a table without known names can be that of a motion sensor.
pub(super) fn seems_sensor(layout: &Layout) -> bool {
    let named_time = layout.columns.iter().any(|c| matches!(c.kind, Kind::Time(_)));
    let watch = layout.columns.iter().any(|c| crate::csv::quantity_of(&c.raw).is_some());
    if watch {
        return false;
    }
    let guess = look(layout);
    guess.axes.is_some() && (guess.time.is_some() || !named_time)
}

/// The refusal of a table whose axes are not known, with the mapping that would read it.
pub(super) fn no_axes(layout: &Layout) -> SensorProblem {
    let guess = look(layout);
    let axes = guess.axes.unwrap_or_else(|| {
        let at = |k: usize| guess.numbers.get(k).copied().unwrap_or(k);
        [at(0), at(1), at(2)]
    });
    let unit = if guess.unit == AccUnit::Detect { AccUnit::G } else { guess.unit };
    let name = |i: usize| layout.columns.get(i).map_or("?", |c| c.raw.as_str());
    let map = |k: usize, axis: &str| format!("{}=acc_{axis}:{}", name(axes[k]), unit.id());
    let time = guess.time.filter(|_| guess.axes.is_some());
    let known = layout.columns.iter().any(|c| matches!(c.kind, Kind::Time(_)));
    SensorProblem::NoAxes {
        columns: layout.names(),
        x: map(0, "x"),
        y: map(1, "y"),
        z: map(2, "z"),
        time: time.filter(|_| !known).map(|i| format!("{}=time", name(i))),
        rate: time.is_none() && !known,
    }
}
