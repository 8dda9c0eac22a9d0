//! The course of a change over the run, and when it began.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::covariates::hats;
use super::small::{MAX, Matrix, Vector, cholesky, dot, quadratic};
use crate::settings::Drift;

/// The course at one moment, against the early part, on the model's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::compare) struct Point {
    /// Time on feet, s.
    pub(in crate::compare) t: f64,
    pub(in crate::compare) value: f64,
    /// Standard error; the band is 1.96 times this, point by point.
    pub(in crate::compare) se: f64,
}

/// When a change began, time on feet, s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::compare) struct Begin {
    pub(in crate::compare) t: f64,
    pub(in crate::compare) ci95: [f64; 2],
}

/// The course with what is known of it.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Course {
    pub(super) knots: Vec<f64>,
    /// Mean of the hats over the early part.
    pub(super) base: Vector,
    pub(super) b: Vector,
    pub(super) cov: Matrix,
}

impl Course {
    /// The course at a share of the run, against the early part.
    pub(in crate::compare) fn at(&self, share: f64) -> f64 {
        let h = self.knots.len();
        self.at_time(self.knots[0] + share * (self.knots[h - 1] - self.knots[0]))
    }

    /// The course at a time on feet, against the early part.
    pub(in crate::compare) fn at_time(&self, t: f64) -> f64 {
        let h = self.knots.len();
        dot(&hats(t, &self.knots), &self.b, h) - dot(&self.base, &self.b, h)
    }

    /// The course at every knot and half-way between.
    pub(in crate::compare) fn points(&self) -> Vec<Point> {
        let h = self.knots.len();
        let mut times = vec![self.knots[0]];
        for w in self.knots.windows(2) {
            times.extend([0.5 * (w[0] + w[1]), w[1]]);
        }
        times
            .into_iter()
            .map(|t| {
                let mut d = hats(t, &self.knots);
                for (d, base) in d.iter_mut().zip(&self.base).take(h) {
                    *d -= base;
                }
                Point {
                    t,
                    value: dot(&d, &self.b, h),
                    se: quadratic(&self.cov, &d, h).max(0.0).sqrt(),
                }
            })
            .collect()
    }

    /// The first moment after which the course stays beyond `limit` in the direction
    /// `sign` up to the end, over draws of the course; `None` where too few draws
    /// have one. The interval begins where the draws begin to rise.
    pub(in crate::compare) fn begin(
        &self,
        sign: f64,
        limit: f64,
        settings: &Drift,
    ) -> Option<Begin> {
        let h = self.knots.len();
        let mut cov = self.cov;
        for (k, row) in cov.iter_mut().enumerate().take(h) {
            row[k] += 1e-12;
        }
        let l = cholesky(&cov, h)?;
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let (mut crossings, mut starts) = (Vec::new(), Vec::new());
        for _ in 0..settings.onset_draws {
            let mut z = [0.0; MAX];
            for z in z.iter_mut().take(h) {
                *z = normal(&mut rng);
            }
            let mut draw = [0.0; MAX];
            for k in 0..h {
                // With the sign, so that a mirrored run has mirrored draws.
                draw[k] = self.b[k] + sign * dot(&l[k], &z, k + 1);
            }
            let early = dot(&self.base, &draw, h);
            let course: Vec<f64> = (0..h).map(|k| sign * (draw[k] - early)).collect();
            if let Some((crossing, start)) = last_crossing(&course, &self.knots, limit) {
                crossings.push(crossing);
                starts.push(start);
            }
        }
        if (crossings.len() as f64) < settings.onset_share * settings.onset_draws as f64 {
            return None;
        }
        crossings.sort_by(f64::total_cmp);
        starts.sort_by(f64::total_cmp);
        let at = |v: &[f64], q: f64| v[((v.len() - 1) as f64 * q).round() as usize];
        Some(Begin { t: at(&crossings, 0.5), ci95: [at(&starts, 0.025), at(&crossings, 0.975)] })
    }
}

/// Where a course passes `limit` for the last time and stays beyond it up to the end,
/// and where it left zero before that; `None` where the end is not beyond it.
fn last_crossing(course: &[f64], knots: &[f64], limit: f64) -> Option<(f64, f64)> {
    let passes = |level: f64, upto: usize| {
        let below = (0..=upto).rev().find(|&k| course[k] < level);
        match below {
            Some(k) if k + 1 < course.len() => {
                let share = (level - course[k]) / (course[k + 1] - course[k]);
                (knots[k] + share.clamp(0.0, 1.0) * (knots[k + 1] - knots[k]), k)
            }
            _ => (knots[0], 0),
        }
    };
    let last = course.len() - 1;
    if course[last] < limit {
        return None;
    }
    let (crossing, k) = passes(limit, last);
    Some((crossing, passes(0.0, k).0.min(crossing)))
}

/// A standard normal draw (Box and Muller 1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let u: f64 = rng.random_range(f64::EPSILON..1.0);
    let v: f64 = rng.random_range(0.0..1.0);
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_crossed_where_it_stays_beyond() {
        let knots = [0.0, 600.0, 1200.0, 1800.0];
        // Crosses 1 at 750 s (from 0.5 at 600 to 2.5 at 1200) and left 0 at the start.
        let (at, from) = last_crossing(&[0.0, 0.5, 2.5, 3.0], &knots, 1.0).unwrap_or_default();
        assert_eq!((at, from), (750.0, 0.0));
        // Back below in the middle: the second time counts.
        let (at, from) = last_crossing(&[0.0, 3.0, -1.0, 3.0], &knots, 1.0).unwrap_or_default();
        assert_eq!((at, from), (1500.0, 1350.0));
        assert_eq!(last_crossing(&[0.0, 2.0, 2.0, 0.5], &knots, 1.0), None);
    }
}
