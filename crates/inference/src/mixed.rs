//! Linear mixed models with random effects of one grouping factor, by REML.
//!
//! `y = X b + Z u + e`, `u ~ N(0, σ² Λ Λ')` per group, `e ~ N(0, σ²)`. Coefficients
//! and σ² are profiled out, so that only the entries of Λ are searched (Bates et al.
//! 2015, J Stat Softw 67(1)). With one factor all that is needed are the
//! cross-products of each group, and no matrix is larger than the number of columns.
//! Degrees of freedom are Satterthwaite's, as in lmerTest (Kuznetsova et al. 2017,
//! J Stat Softw 82(13)).

use nalgebra::{Cholesky, DMatrix, DVector, SymmetricEigen};
use serde::Serialize;

use crate::minimise::minimise;
use crate::{t_interval, t_p};

/// A relative SD below this is none; lme4 takes the same.
const SINGULAR: f64 = 1e-4;
/// Eigenvalues of the Hessian below this carry no information; as in lmerTest.
const FLAT: f64 = 1e-8;

/// Why a model cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Unfit {
    /// Not more rows than coefficients.
    FewRows {
        /// Rows there are.
        rows: usize,
        /// Coefficients to estimate.
        columns: usize,
    },
    /// A column is a sum of others, or constant where a level is fitted too.
    Collinear {
        /// Which.
        column: usize,
    },
    /// A value is no number.
    NotFinite,
    /// Fewer than three groups.
    FewGroups {
        /// Groups there are.
        groups: usize,
    },
    /// Every row of a group has a random effect of its own.
    NoRepeats,
}

/// What is to be fitted.
#[derive(Debug, Clone)]
pub struct Model {
    /// The response.
    pub y: Vec<f64>,
    /// Fixed effects, row by row.
    pub x: Vec<Vec<f64>>,
    /// Group of each row, from 0.
    pub group: Vec<usize>,
    /// Random effects, row by row; empty rows for none (an ordinary regression).
    pub z: Vec<Vec<f64>>,
}

/// Cross-products of one group.
struct Products {
    zz: DMatrix<f64>,
    zx: DMatrix<f64>,
    zy: DVector<f64>,
}

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Coefficients.
    pub beta: DVector<f64>,
    /// Their covariance.
    pub cov: DMatrix<f64>,
    /// Residual SD.
    pub sigma: f64,
    /// Covariance of the random effects.
    pub between: DMatrix<f64>,
    /// The REML criterion: −2 log likelihood.
    pub criterion: f64,
    /// A random effect has no variance, or is a multiple of another.
    pub singular: bool,
    /// Rows.
    pub rows: usize,
    /// Groups.
    pub groups: usize,
    /// Covariance of the variance parameters (θ, σ).
    varpar: DMatrix<f64>,
    /// How the covariance of the coefficients moves with each of them.
    moves: Vec<DMatrix<f64>>,
    /// The projection of a response on the coefficients, row by row.
    project: DMatrix<f64>,
}

/// A linear combination of coefficients.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// Its value.
    pub value: f64,
    /// Standard error.
    pub se: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided p of no effect.
    pub p: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
}

impl Estimate {
    /// From its parts.
    pub fn new(value: f64, se: f64, df: f64) -> Estimate {
        Estimate { value, se, df, p: t_p(value / se, df), ci95: t_interval(value, se, df, 0.95) }
    }

    /// With an independent error beside its own (variance `more`, `df` its degrees of
    /// freedom): Satterthwaite's sum.
    #[must_use]
    pub fn with_error(&self, more: f64, df: f64) -> Estimate {
        if more.is_nan() || more <= 0.0 {
            return *self;
        }
        let own = self.se * self.se;
        let total = own + more;
        let df = total * total / (own * own / self.df + more * more / df);
        Estimate::new(self.value, total.sqrt(), df)
    }
}

/// Solution for one Λ.
struct Profile {
    beta: DVector<f64>,
    /// (X'V⁻¹X)⁻¹ σ²: times σ² the covariance of the coefficients.
    unscaled: DMatrix<f64>,
    rss: f64,
    /// log |V| / σ²ⁿ + log |X'V⁻¹X|.
    log_det: f64,
}

struct Prepared {
    n: usize,
    p: usize,
    q: usize,
    groups: Vec<Products>,
    xx: DMatrix<f64>,
    xy: DVector<f64>,
    yy: f64,
}

/// Columns that are sums of the ones before them.
fn collinear(xx: &DMatrix<f64>) -> Option<usize> {
    let p = xx.nrows();
    // Cholesky by hand, to know the column; scaled, so that units do not matter.
    let scale: Vec<f64> = (0..p).map(|k| xx[(k, k)].sqrt()).collect();
    let mut l = DMatrix::<f64>::zeros(p, p);
    for j in 0..p {
        if !(scale[j] > 0.0) {
            return Some(j);
        }
        let mut d = 1.0;
        for k in 0..j {
            d -= l[(j, k)] * l[(j, k)];
        }
        if d < 1e-9 {
            return Some(j);
        }
        l[(j, j)] = d.sqrt();
        for i in j + 1..p {
            let mut s = xx[(i, j)] / (scale[i] * scale[j]);
            for k in 0..j {
                s -= l[(i, k)] * l[(j, k)];
            }
            l[(i, j)] = s / l[(j, j)];
        }
    }
    None
}

impl Model {
    fn prepare(&self) -> Result<Prepared, Unfit> {
        let n = self.y.len();
        let p = self.x.first().map_or(0, Vec::len);
        let q = self.z.first().map_or(0, Vec::len);
        let all = self.y.iter().chain(self.x.iter().flatten()).chain(self.z.iter().flatten());
        if all.clone().any(|v| !v.is_finite())
            || self.x.len() != n
            || self.group.len() != n
            || (q > 0 && self.z.len() != n)
        {
            return Err(Unfit::NotFinite);
        }
        if n <= p {
            return Err(Unfit::FewRows { rows: n, columns: p });
        }
        let count = self.group.iter().max().map_or(0, |g| g + 1);
        if q > 0 && count < 3 {
            return Err(Unfit::FewGroups { groups: count });
        }
        if q > 0 && n <= count * q {
            return Err(Unfit::NoRepeats);
        }
        let mut groups: Vec<Products> = (0..if q > 0 { count } else { 0 })
            .map(|_| Products {
                zz: DMatrix::zeros(q, q),
                zx: DMatrix::zeros(q, p),
                zy: DVector::zeros(q),
            })
            .collect();
        let (mut xx, mut xy, mut yy) = (DMatrix::zeros(p, p), DVector::zeros(p), 0.0);
        for i in 0..n {
            let (y, x) = (self.y[i], &self.x[i]);
            yy += y * y;
            for a in 0..p {
                xy[a] += x[a] * y;
                for b in 0..p {
                    xx[(a, b)] += x[a] * x[b];
                }
            }
            let Some(g) = groups.get_mut(self.group[i]) else { continue };
            let z = &self.z[i];
            for a in 0..q {
                g.zy[a] += z[a] * y;
                for b in 0..q {
                    g.zz[(a, b)] += z[a] * z[b];
                }
                for (b, value) in x.iter().enumerate() {
                    g.zx[(a, b)] += z[a] * value;
                }
            }
        }
        match collinear(&xx) {
            Some(column) => Err(Unfit::Collinear { column }),
            None => Ok(Prepared { n, p, q, groups, xx, xy, yy }),
        }
    }

    /// Fits the model.
    ///
    /// # Errors
    /// Where the data do not carry it.
    pub fn fit(&self) -> Result<Fit, Unfit> {
        // The response in units of its own spread: no result may depend on its unit.
        let (mean, sd) = crate::mean_sd(&self.y);
        let scale = sd.filter(|s| *s > 1e-12 * mean.abs()).unwrap_or(1.0);
        let scaled = Model { y: self.y.iter().map(|y| y / scale).collect(), ..self.clone() };
        let data = scaled.prepare()?;
        let start = lower(data.q, |row, column| f64::from(u8::from(row == column)));
        let criterion = |theta: &[f64]| match data.profile(theta) {
            Some(s) => data.criterion(&s),
            None => f64::INFINITY,
        };
        let mut theta = start.clone();
        if data.q > 0 {
            theta = minimise(&criterion, &start);
            // A boundary is a stationary point of its own: try each effect without variance.
            for (k, _) in diagonal(data.q).into_iter().enumerate() {
                let mut flat = theta.clone();
                for (at, v) in flat.iter_mut().enumerate() {
                    if row_of(data.q, at) == k {
                        *v = 0.0;
                    }
                }
                if criterion(&flat) <= criterion(&theta) + 1e-9 {
                    theta = flat;
                }
            }
            for k in diagonal(data.q) {
                // The sign of a column of Λ means nothing.
                if theta[k] < 0.0 {
                    let column = column_of(data.q, k);
                    for (at, v) in theta.iter_mut().enumerate() {
                        if column_of(data.q, at) == column {
                            *v = -*v;
                        }
                    }
                }
            }
        }
        let solved = data.profile(&theta).ok_or(Unfit::NotFinite)?;
        let sigma2 = solved.rss / (data.n - data.p) as f64;
        if !(sigma2 > 0.0) {
            return Err(Unfit::NotFinite);
        }
        let sigma = sigma2.sqrt();
        let (varpar, moves) = data.information(&theta, sigma);
        let lambda = matrix(data.q, &theta);
        let singular = diagonal(data.q).iter().any(|k| theta[*k].abs() < SINGULAR);
        let project = scaled.projection(&theta, &solved.unscaled);
        let s2 = scale * scale;
        let shift = 2.0 * (data.n - data.p) as f64 * scale.ln();
        Ok(Fit {
            beta: solved.beta.clone() * scale,
            cov: &solved.unscaled * (sigma2 * s2),
            sigma: sigma * scale,
            between: &lambda * lambda.transpose() * (sigma2 * s2),
            criterion: data.criterion(&solved) + shift,
            singular,
            rows: data.n,
            groups: self.group.iter().max().map_or(0, |g| g + 1),
            varpar,
            moves: moves.into_iter().map(|m| m * s2).collect(),
            project,
        })
    }

    /// (X'V⁻¹X)⁻¹X'V⁻¹, row by row of the data.
    fn projection(&self, theta: &[f64], unscaled: &DMatrix<f64>) -> DMatrix<f64> {
        let (n, p) = (self.y.len(), self.x.first().map_or(0, Vec::len));
        let q = self.z.first().map_or(0, Vec::len);
        let lambda = matrix(q, theta);
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); n.max(1)];
        for (i, g) in self.group.iter().enumerate() {
            if let Some(list) = rows.get_mut(*g) {
                list.push(i);
            }
        }
        let mut vx = DMatrix::zeros(n, p);
        for list in rows.iter().filter(|l| !l.is_empty()) {
            let x = DMatrix::from_fn(list.len(), p, |i, k| self.x[list[i]][k]);
            let mut part = x.clone();
            if q > 0 {
                let z = DMatrix::from_fn(list.len(), q, |i, k| self.z[list[i]][k]);
                let zl = z * &lambda;
                let inner = DMatrix::identity(q, q) + zl.transpose() * &zl;
                if let Some(c) = Cholesky::new(inner) {
                    part -= &zl * c.solve(&(zl.transpose() * x));
                }
            }
            for (i, at) in list.iter().enumerate() {
                vx.row_mut(*at).copy_from(&part.row(i));
            }
        }
        unscaled * vx.transpose()
    }
}

impl Prepared {
    fn profile(&self, theta: &[f64]) -> Option<Profile> {
        let lambda = matrix(self.q, theta);
        let (mut xx, mut xy, mut yy) = (self.xx.clone(), self.xy.clone(), self.yy);
        let mut log_det = 0.0;
        for g in &self.groups {
            let inner = DMatrix::identity(self.q, self.q) + lambda.transpose() * &g.zz * &lambda;
            let c = Cholesky::new(inner)?;
            log_det += 2.0 * c.l_dirty().diagonal().iter().map(|d| d.ln()).sum::<f64>();
            let mut a = lambda.transpose() * &g.zx;
            let mut b = lambda.transpose() * &g.zy;
            c.l().solve_lower_triangular_mut(&mut a);
            c.l().solve_lower_triangular_mut(&mut b);
            xx -= a.transpose() * &a;
            xy -= a.transpose() * &b;
            yy -= b.dot(&b);
        }
        let c = Cholesky::new(xx)?;
        log_det += 2.0 * c.l_dirty().diagonal().iter().map(|d| d.ln()).sum::<f64>();
        let beta = c.solve(&xy);
        let rss = yy - beta.dot(&xy);
        (rss.is_finite() && log_det.is_finite()).then(|| Profile {
            beta,
            unscaled: c.inverse(),
            rss: rss.max(1e-300),
            log_det,
        })
    }

    /// −2 log of the restricted likelihood with σ² profiled out.
    fn criterion(&self, s: &Profile) -> f64 {
        let free = (self.n - self.p) as f64;
        s.log_det + free * (1.0 + (2.0 * std::f64::consts::PI * s.rss / free).ln())
    }

    /// The same with σ given.
    fn deviance(&self, varpar: &[f64]) -> f64 {
        let (theta, sigma) = varpar.split_at(varpar.len() - 1);
        let s2 = sigma[0] * sigma[0];
        let free = (self.n - self.p) as f64;
        match self.profile(theta) {
            Some(s) => s.log_det + free * (2.0 * std::f64::consts::PI * s2).ln() + s.rss / s2,
            None => f64::INFINITY,
        }
    }

    fn cov_beta(&self, varpar: &[f64]) -> DMatrix<f64> {
        let (theta, sigma) = varpar.split_at(varpar.len() - 1);
        match self.profile(theta) {
            Some(s) => s.unscaled * (sigma[0] * sigma[0]),
            None => DMatrix::zeros(self.p, self.p),
        }
    }

    /// Covariance of (θ, σ) and the derivatives of the coefficients' covariance by
    /// them, by central differences with Richardson's correction.
    fn information(&self, theta: &[f64], sigma: f64) -> (DMatrix<f64>, Vec<DMatrix<f64>>) {
        let mut at = theta.to_vec();
        at.push(sigma);
        let k = at.len();
        let step = |i: usize| 1e-3 * at[i].abs().max(0.1);
        let moved = |moves: &[(usize, f64)]| {
            let mut x = at.clone();
            for (i, by) in moves {
                x[*i] += by;
            }
            x
        };
        let second = |i: usize, j: usize, share: f64| {
            let (h, l) = (share * step(i), share * step(j));
            let f = |a: f64, b: f64| self.deviance(&moved(&[(i, a * h), (j, b * l)]));
            if i == j {
                (f(1.0, 0.0) - 2.0 * f(0.0, 0.0) + f(-1.0, 0.0)) / (h * h)
            } else {
                (f(1.0, 1.0) - f(1.0, -1.0) - f(-1.0, 1.0) + f(-1.0, -1.0)) / (4.0 * h * l)
            }
        };
        let mut hessian = DMatrix::zeros(k, k);
        for i in 0..k {
            for j in 0..=i {
                let value = (4.0 * second(i, j, 1.0) - second(i, j, 2.0)) / 3.0;
                hessian[(i, j)] = value;
                hessian[(j, i)] = value;
            }
        }
        let eigen = SymmetricEigen::new(hessian);
        let mut varpar = DMatrix::zeros(k, k);
        for (value, v) in eigen.eigenvalues.iter().zip(eigen.eigenvectors.column_iter()) {
            if *value > FLAT {
                varpar += v * v.transpose() * (2.0 / value);
            }
        }
        let moves = (0..k)
            .map(|i| {
                let first = |share: f64| {
                    let h = share * step(i);
                    let up = self.cov_beta(&moved(&[(i, h)]));
                    let down = self.cov_beta(&moved(&[(i, -h)]));
                    (up - down) / (2.0 * h)
                };
                (first(1.0) * 4.0 - first(2.0)) / 3.0
            })
            .collect();
        (varpar, moves)
    }
}

impl Fit {
    /// A linear combination of the coefficients.
    pub fn estimate(&self, weights: &[f64]) -> Estimate {
        let l = DVector::from_column_slice(weights);
        let value = l.dot(&self.beta);
        let variance = (l.transpose() * &self.cov * &l)[(0, 0)].max(0.0);
        let g = DVector::from_iterator(
            self.moves.len(),
            self.moves.iter().map(|m| (l.transpose() * m * &l)[(0, 0)]),
        );
        let spread = (g.transpose() * &self.varpar * &g)[(0, 0)];
        let free = (self.rows - self.beta.len()) as f64;
        let df = if spread > 0.0 { 2.0 * variance * variance / spread } else { free };
        Estimate::new(value, variance.sqrt(), df)
    }

    /// By how much a linear combination moves when every row's response moves by `by`.
    pub fn moved(&self, weights: &[f64], by: &[f64]) -> f64 {
        let l = DVector::from_column_slice(weights);
        let moved = &self.project * DVector::from_column_slice(by);
        l.dot(&moved)
    }

    /// SD of the first random effect.
    pub fn between_sd(&self) -> f64 {
        if self.between.nrows() > 0 { self.between[(0, 0)].max(0.0).sqrt() } else { 0.0 }
    }
}

/// The entries of a lower triangle, column by column.
fn lower(q: usize, of: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    (0..q).flat_map(|c| (c..q).map(move |r| (r, c))).map(|(r, c)| of(r, c)).collect()
}

fn places(q: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..q).flat_map(move |c| (c..q).map(move |r| (r, c)))
}

fn diagonal(q: usize) -> Vec<usize> {
    places(q).enumerate().filter(|(_, (r, c))| r == c).map(|(k, _)| k).collect()
}

fn row_of(q: usize, at: usize) -> usize {
    places(q).nth(at).map_or(0, |p| p.0)
}

fn column_of(q: usize, at: usize) -> usize {
    places(q).nth(at).map_or(0, |p| p.1)
}

fn matrix(q: usize, theta: &[f64]) -> DMatrix<f64> {
    let mut m = DMatrix::zeros(q, q);
    for ((r, c), v) in places(q).zip(theta) {
        m[(r, c)] = *v;
    }
    m
}
