//! A straight line over several runs.

/// A run on the line: when (days), the value, and the variance of its error.
pub(super) type Dot = [f64; 3];

/// What a line says between its first and its last run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) from: f64,
    pub(super) to: f64,
    /// Standard error of the difference.
    pub(super) se: f64,
    /// How much more the values scatter about it than their errors say; at least 1.
    pub(super) scatter: f64,
}

impl Line {
    /// By least squares, weighted by the errors. `None` of fewer than two moments.
    pub(super) fn through(dots: &[Dot]) -> Option<Line> {
        let total: f64 = dots.iter().map(|d| 1.0 / d[2]).sum();
        let mean =
            |of: &dyn Fn(&Dot) -> f64| dots.iter().map(|d| of(d) / d[2]).sum::<f64>() / total;
        let (t, y) = (mean(&|d| d[0]), mean(&|d| d[1]));
        let spread: f64 = dots.iter().map(|d| (d[0] - t).powi(2) / d[2]).sum();
        let both: f64 = dots.iter().map(|d| (d[0] - t) * (d[1] - y) / d[2]).sum();
        let first = dots.iter().map(|d| d[0]).min_by(f64::total_cmp)?;
        let last = dots.iter().map(|d| d[0]).max_by(f64::total_cmp)?;
        let apart = last > first && spread > 0.0;
        if !apart {
            return None;
        }
        let slope = both / spread;
        let at = |time: f64| y + slope * (time - t);
        let rest: f64 = dots.iter().map(|d| (d[1] - at(d[0])).powi(2) / d[2]).sum();
        let free = dots.len() as f64 - 2.0;
        let scatter = if free > 0.0 { (rest / free).sqrt().max(1.0) } else { 1.0 };
        Some(Line { from: at(first), to: at(last), se: (last - first) / spread.sqrt(), scatter })
    }

    pub(super) fn change(self) -> f64 {
        self.to - self.from
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn two_runs_differ_by_their_difference() {
        let line = Line::through(&[[0.0, 5.0, 4.0], [7.0, 3.0, 9.0]]).unwrap();
        assert!((line.change() + 2.0).abs() < 1e-12);
        assert!((line.se - 13f64.sqrt()).abs() < 1e-12 && line.scatter == 1.0, "{line:?}");
        assert_eq!(Line::through(&[[1.0, 5.0, 4.0], [1.0, 3.0, 9.0]]), None);
    }

    #[test]
    fn a_slow_fall_over_six_runs_is_seen_where_thirds_see_none() {
        // 15, 15, 11, 10, 6, 5 ms: thirds differ by 9.5 ms where half widths of 6.2 ms each
        // ask for 6.2; the line falls by 11.1 with an error of half of 6.2 times 1.195.
        let dots: Vec<Dot> = [15.0, 15.0, 11.0, 10.0, 6.0, 5.0]
            .into_iter()
            .enumerate()
            .map(|(k, y)| [7.0 * k as f64, y, 9.0])
            .collect();
        let line = Line::through(&dots).unwrap();
        // Sums by hand: Sxx = 17.5 weeks², Sxy = -39.
        assert!((line.change() + 5.0 * 39.0 / 17.5).abs() < 1e-9, "{line:?}");
        assert!((line.se - 3.0 * 5.0 / 17.5f64.sqrt()).abs() < 1e-9, "{line:?}");
        assert!(line.change().abs() > 1.96 * line.se);
    }

    #[test]
    fn values_that_scatter_more_than_their_errors_count_less() {
        let dots = [[0.0, 0.0, 1.0], [1.0, 6.0, 1.0], [2.0, -6.0, 1.0], [3.0, 0.0, 1.0]];
        assert!(Line::through(&dots).unwrap().scatter > 3.0);
    }
}
