//! Which channel speaks for a metric when several sensors measured it.

use ndarray::{Array1, Zip};

use crate::metrics::{Side, asymmetry};
use crate::recording::{Channel, Note, NoteKind, Provenance, Quantity, SensorFamily, Site, Source};
use crate::settings::Prefer;

/// A channel this much emptier than the fullest one does not win by preference.
/// Ours: a strap that dropped out must not silence a foot pod.
const MIN_SHARE_OF_FULLEST: f64 = 0.5;

/// Values of one quantity with their origin, before gridding.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    pub(super) source: Source,
    /// The right field, where `source` is the left one and both were put together.
    pub(super) right: Option<Source>,
    pub(super) values: Array1<f64>,
    pub(super) estimated: bool,
}

impl Pick {
    fn of(channel: &Channel) -> Pick {
        Pick {
            source: channel.source.clone(),
            right: None,
            values: channel.values.clone(),
            estimated: false,
        }
    }

    fn count(&self) -> usize {
        self.values.iter().filter(|v| v.is_finite()).count()
    }

    /// The fields it was read from.
    pub(super) fn provenance(&self) -> Provenance {
        let both = std::iter::once(&self.source).chain(&self.right);
        Provenance::Measured { from: both.cloned().collect() }
    }

    pub(super) fn family(&self) -> SensorFamily {
        self.source.family
    }

    pub(super) fn site(&self) -> Site {
        self.source.site
    }
}

/// The channel that speaks for `quantity`, and a note when another also could.
pub(super) fn pick(
    channels: &[Channel],
    quantity: Quantity,
    prefer: Prefer,
    notes: &mut Vec<Note>,
) -> Option<Pick> {
    let mut candidates: Vec<Pick> =
        channels.iter().filter(|c| c.quantity == quantity).map(Pick::of).collect();
    if let Some((left, right, combine)) = two_sided(quantity) {
        candidates.extend(combined(channels, left, right, combine));
    }
    let fullest = candidates.iter().map(Pick::count).max()?;
    candidates.retain(|c| c.count() as f64 >= MIN_SHARE_OF_FULLEST * fullest as f64);
    candidates.sort_by_key(|c| (prefer.rank(c.family()), std::cmp::Reverse(c.count())));
    if candidates.len() > 1 && is_form(quantity) {
        let id = |p: &Pick| p.provenance().to_string();
        notes.push(Note::of(NoteKind::SeveralSources {
            quantity,
            used: id(&candidates[0]),
            others: candidates[1..].iter().map(id).collect(),
        }));
    }
    candidates.into_iter().next()
}

/// The field that speaks for `quantity`.
pub(super) fn source(channels: &[Channel], quantity: Quantity, prefer: Prefer) -> Option<Source> {
    pick(channels, quantity, prefer, &mut Vec::new()).map(|p| p.source)
}

fn is_form(quantity: Quantity) -> bool {
    use Quantity::*;
    matches!(
        quantity,
        Cadence
            | GroundContactTime
            | VerticalOscillation
            | VerticalRatio
            | StepLength
            | ContactBalanceLeft
    )
}

/// Left channel, right channel, and how they combine.
type TwoSided = (Quantity, Quantity, fn(f64, f64) -> f64);

/// Quantities that two one-sided channels of the same sensor can give.
fn two_sided(quantity: Quantity) -> Option<TwoSided> {
    match quantity {
        Quantity::GroundContactTime => {
            Some((Quantity::ContactTimeLeft, Quantity::ContactTimeRight, |l, r| 0.5 * (l + r)))
        }
        Quantity::ContactBalanceLeft => {
            Some((Quantity::ContactTimeLeft, Quantity::ContactTimeRight, asymmetry::left_share_pct))
        }
        _ => None,
    }
}

fn combined(
    channels: &[Channel],
    left: Quantity,
    right: Quantity,
    combine: fn(f64, f64) -> f64,
) -> Option<Pick> {
    let (l, r) = pair(channels, left, right)?;
    let values = Zip::from(&l.values).and(&r.values).map_collect(|&l, &r| combine(l, r));
    let (source, right) = (l.source.clone(), Some(r.source.clone()));
    Some(Pick { source, right, values, estimated: false })
}

/// The left and the right channel of one sensor.
fn pair(channels: &[Channel], left: Quantity, right: Quantity) -> Option<(&Channel, &Channel)> {
    let l = channels.iter().find(|c| c.quantity == left)?;
    let r = channels.iter().find(|c| c.quantity == right && c.source.family == l.source.family)?;
    Some((l, r))
}

/// Contact time of each foot, where sensors on both feet measured it.
pub(super) fn sides(channels: &[Channel]) -> Vec<(Side, Pick)> {
    match pair(channels, Quantity::ContactTimeLeft, Quantity::ContactTimeRight) {
        Some((l, r)) => vec![(Side::Left, Pick::of(l)), (Side::Right, Pick::of(r))],
        None => Vec::new(),
    }
}
