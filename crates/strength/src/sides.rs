//! Which side one-sided work begins with.

use super::AddOnSide;
use super::adapt::WeakSide;
use crate::metrics::Side;

/// The side one-sided exercises begin with, and whether it gets one more set.
pub(super) fn side_of(each_side: bool, weak: Option<WeakSide>) -> (AddOnSide, Option<Side>) {
    match weak {
        _ if !each_side => (AddOnSide::Both, None),
        None => (AddOnSide::Each, None),
        Some(weak) => {
            let first = match weak.side {
                Side::Left => AddOnSide::LeftFirst,
                Side::Right => AddOnSide::RightFirst,
            };
            (first, weak.extra_set.then_some(weak.side))
        }
    }
}
