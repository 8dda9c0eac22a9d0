//! How a change hangs on the effects of speed and slope that were taken out.
//!
//! The error of what is known of runners in general is common to all runs: over many
//! runs it does not average out. What is kept here lets a study put effects of its own
//! runners in that place, without the recordings, and carry their error.

use super::COVARIATES;
use super::fit::{Design, Model};
use super::slopes::SpeedSlopes;
use super::small::{MAX, Matrix, Vector, ZERO, dot, inverse, times};

/// A change before the natural wander of form is added, and the effects behind it, in
/// the order ln v, (ln v)², up-slope, beyond 5 %, down-slope, beyond 5 % (per %). On
/// the scale of the model: the logarithm, or the metric's unit.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct EffectsBehind {
    /// On the logarithm?
    pub log: bool,
    /// Level of the early part, in the metric's unit.
    pub level: f64,
    /// The change.
    pub change: f64,
    /// Its variance without the natural wander.
    pub variance: f64,
    /// The effects that were used.
    pub used: [f64; COVARIATES],
    /// Their covariance, row by row.
    pub cov: [[f64; COVARIATES]; COVARIATES],
    /// By how much the change moves per unit of each effect.
    pub lever: [f64; COVARIATES],
    /// What was known before: mean and SD of each.
    pub known: [[f64; 2]; COVARIATES],
    /// Error of the run's own effect of ln v that is alike in all runs (SD): the share
    /// of the speed's spread that is taken for error.
    pub doubt: f64,
}

/// The change with other knowledge of the effects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaning {
    /// The change.
    pub change: f64,
    /// Its variance, given that knowledge.
    pub variance: f64,
    /// By how much it moves per unit of the mean of each effect.
    pub moves: [f64; COVARIATES],
}

impl EffectsBehind {
    pub(super) fn of(
        (b, cov): (&Vector, &Matrix),
        (change, variance): (f64, f64),
        design: &Design,
        model: &Model,
        speed: &SpeedSlopes,
    ) -> Option<EffectsBehind> {
        let j = design.first;
        let weighted = times(cov, &design.contrast, design.p);
        let mut inner = ZERO;
        let mut with_change = [0.0; MAX];
        for a in 0..COVARIATES {
            with_change[a] = weighted[j + a];
            for c in 0..COVARIATES {
                inner[a][c] = cov[j + a][j + c];
            }
        }
        let (information, _) = inverse(&inner, COVARIATES)?;
        let lever = times(&information, &with_change, COVARIATES);
        Some(EffectsBehind {
            log: model.log,
            level: f64::NAN,
            change,
            variance,
            used: std::array::from_fn(|k| b[j + k]),
            cov: std::array::from_fn(|a| std::array::from_fn(|c| inner[a][c])),
            lever: std::array::from_fn(|k| lever[k]),
            known: std::array::from_fn(|k| [model.prior.mean[k], model.prior.sd[k]]),
            doubt: speed.doubt,
        })
    }

    /// What the run itself says of an effect, freed of what was known before: value
    /// and standard error. `None` where it says nothing.
    pub fn own(&self, k: usize) -> Option<(f64, f64)> {
        let [mean, sd] = *self.known.get(k)?;
        let (variance, known) = (self.cov.get(k)?.get(k)?, sd.powi(-2));
        let own = 1.0 / variance - known;
        let value = (self.used.get(k)? / variance - mean * known) / own;
        // A fortieth of what was known before is no voice.
        (own > 0.025 * known && value.is_finite()).then(|| (value, own.powf(-0.5)))
    }

    /// The change where this had been known before (mean and SD of each effect).
    pub fn with(&self, known: &[[f64; 2]; COVARIATES]) -> Option<Leaning> {
        let mut before = ZERO;
        for (to, from) in before.iter_mut().zip(&self.cov) {
            to[..COVARIATES].copy_from_slice(from);
        }
        let (mut information, _) = inverse(&before, COVARIATES)?;
        let mut right = [0.0; MAX];
        let used: Vector = std::array::from_fn(|k| self.used.get(k).copied().unwrap_or(0.0));
        for k in 0..COVARIATES {
            let (old, new) = (self.known[k][1].powi(-2), known[k][1].powi(-2));
            right[k] = dot(&information[k], &used, COVARIATES) - self.known[k][0] * old
                + known[k][0] * new;
            information[k][k] += new - old;
        }
        let (after, _) = inverse(&information, COVARIATES)?;
        let now = times(&after, &right, COVARIATES);
        let lever: Vector = std::array::from_fn(|k| self.lever.get(k).copied().unwrap_or(0.0));
        let moved: f64 = (0..COVARIATES).map(|k| lever[k] * (now[k] - used[k])).sum();
        let by = |m: &Matrix| dot(&lever, &times(m, &lever, COVARIATES), COVARIATES);
        let through = times(&after, &lever, COVARIATES);
        Some(Leaning {
            change: self.change + moved,
            variance: (self.variance - by(&before) + by(&after)).max(0.0),
            moves: std::array::from_fn(|k| through[k] * known[k][1].powi(-2)),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn example() -> EffectsBehind {
        let mut cov = [[0.0; COVARIATES]; COVARIATES];
        let known = [[-0.4, 0.2], [0.0, 0.5], [0.0, 0.01], [0.0, 0.01], [0.0, 0.01], [0.0, 0.01]];
        for k in 0..COVARIATES {
            cov[k][k] = known[k][1] * known[k][1];
        }
        // The run has said as much as was known before: its own effect is -0.3.
        cov[0][0] = 0.02;
        EffectsBehind {
            log: true,
            level: 250.0,
            change: 0.01,
            variance: 4e-5,
            used: [-0.35, 0.0, 0.0, 0.0, 0.0, 0.0],
            cov,
            lever: [0.04, 0.0, 0.0, 0.0, 0.0, 0.0],
            known,
            doubt: 0.0,
        }
    }

    #[test]
    fn nothing_changes_where_the_same_is_known() {
        let e = example();
        let same = e.with(&e.known).unwrap();
        assert!((same.change - e.change).abs() < 1e-12);
        assert!((same.variance - e.variance).abs() < 1e-12);
        // Half of what is known is in the effect: half of an error of it is in the change.
        assert!((same.moves[0] - 0.5 * 0.04).abs() < 1e-12, "{:?}", same.moves);
        let (own, se) = e.own(0).unwrap();
        assert!((own + 0.3).abs() < 1e-12 && (se - 0.2).abs() < 1e-12);
        assert_eq!(e.own(1), None);
    }

    /// Known exactly: the change is that of this effect, by hand.
    #[test]
    fn a_known_effect_takes_the_place() {
        let e = example();
        let mut known = e.known;
        known[0] = [-0.5, 1e-6];
        let now = e.with(&known).unwrap();
        assert!((now.change - (0.01 + 0.04 * (-0.5 + 0.35))).abs() < 1e-9, "{now:?}");
        assert!((now.variance - (4e-5 - 0.04f64.powi(2) * 0.02)).abs() < 1e-9);
        assert!((now.moves[0] - 0.04).abs() < 1e-6);
    }
}
