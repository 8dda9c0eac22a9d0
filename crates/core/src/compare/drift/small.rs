//! Linear algebra of a few columns, on the stack.
//!
//! The model has at most 18 columns; matrices of fixed size keep its hundred
//! little solutions free of allocations, and their rows whole vectors.

/// Columns of the largest model, and the response.
pub(super) const MAX: usize = 20;

/// One value per column.
pub(super) type Vector = [f64; MAX];

/// A matrix of which the leading rows and columns are used; the rest is 0.
pub(super) type Matrix = [[f64; MAX]; MAX];

/// Nothing but zeros.
pub(super) const ZERO: Matrix = [[0.0; MAX]; MAX];

/// Inverse of the leading `p` rows of a positive definite matrix, and the logarithm
/// of its determinant (Gauss and Jordan); `None` where it is not positive definite.
pub(super) fn inverse(a: &Matrix, p: usize) -> Option<(Matrix, f64)> {
    let mut a = *a;
    let mut log_det = 0.0;
    for k in 0..p {
        let pivot = a[k][k];
        if !(pivot > 0.0 && pivot.is_finite()) {
            return None;
        }
        log_det += pivot.ln();
        let by = 1.0 / pivot;
        let mut row = a[k];
        row[k] = 1.0;
        row.iter_mut().for_each(|v| *v *= by);
        for (i, other) in a.iter_mut().enumerate().take(p) {
            if i == k {
                continue;
            }
            let factor = other[k];
            other[k] = 0.0;
            for (v, r) in other.iter_mut().zip(&row) {
                *v -= factor * r;
            }
        }
        a[k] = row;
    }
    Some((a, log_det))
}

/// Lower Cholesky factor of the leading `p` rows of a symmetric matrix; `None`
/// where it is not positive definite.
pub(super) fn cholesky(a: &Matrix, p: usize) -> Option<Matrix> {
    let mut l = ZERO;
    for i in 0..p {
        for j in 0..=i {
            let sum = a[i][j] - dot(&l[i], &l[j], j);
            if i == j {
                if !(sum > 0.0 && sum.is_finite()) {
                    return None;
                }
                l[i][i] = sum.sqrt();
            } else {
                l[i][j] = sum / l[j][j];
            }
        }
    }
    Some(l)
}

/// Matrix times vector.
pub(super) fn times(a: &Matrix, x: &Vector, p: usize) -> Vector {
    let mut out = [0.0; MAX];
    for (out, row) in out.iter_mut().zip(a).take(p) {
        *out = dot(row, x, p);
    }
    out
}

/// Inner product of the leading `p` values.
pub(super) fn dot(x: &Vector, y: &Vector, p: usize) -> f64 {
    x.iter().zip(y).take(p).map(|(x, y)| x * y).sum()
}

/// x'Ax.
pub(super) fn quadratic(a: &Matrix, x: &Vector, p: usize) -> f64 {
    dot(&times(a, x, p), x, p)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_small_matrix_is_inverted() {
        // Inverse of [[4, 2], [2, 3]] is [[3, -2], [-2, 4]] / 8.
        let mut a = ZERO;
        (a[0][0], a[0][1], a[1][0], a[1][1]) = (4.0, 2.0, 2.0, 3.0);
        let (inv, log_det) = inverse(&a, 2).unwrap();
        for (i, j, v) in [(0, 0, 0.375), (0, 1, -0.25), (1, 0, -0.25), (1, 1, 0.5)] {
            assert!((inv[i][j] - v).abs() < 1e-15);
        }
        assert!((log_det - 8f64.ln()).abs() < 1e-12);
        let l = cholesky(&a, 2).unwrap();
        assert!(
            (l[0][0] - 2.0).abs() + (l[1][0] - 1.0).abs() + (l[1][1] - 2f64.sqrt()).abs() < 1e-15
        );
        a[1][1] = 1.0; // 4·1 = 2·2
        assert!(inverse(&a, 2).is_none() && cholesky(&a, 2).is_none());
    }
}
