//! The universal scalability law: throughput against the number of workers.
//!
//! Workers cannot do all work at the same time. One worker at a time must do a share of it, sigma; and each further
//! worker costs every other one a little, kappa, because they have to agree. With sigma the curve becomes flatter, with
//! kappa it falls again. (Neil J. Gunther, Guerrilla Capacity Planning, 2007, chapter 4.)

/// X(n) = lambda n / (1 + sigma (n - 1) + kappa n (n - 1)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Usl {
    /// Requests a second with one worker.
    pub(crate) lambda: f64,
    /// The share that only one worker at a time can do: contention.
    pub(crate) sigma: f64,
    /// What every pair of workers costs: coherence.
    pub(crate) kappa: f64,
}

/// Any three points determine three unknowns, whatever they are. Only more points can contradict the law.
pub(crate) const MIN_POINTS: usize = 6;

impl Usl {
    /// Requests a second with `workers` workers.
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let others = workers - 1.0;
        self.lambda * workers / (1.0 + self.sigma * others + self.kappa * workers * others)
    }

    /// With how many workers the throughput is greatest: sqrt((1 - sigma) / kappa). None if it never falls.
    pub(crate) fn peak(&self) -> Option<f64> {
        (self.kappa > 0.0 && self.sigma < 1.0).then(|| ((1.0 - self.sigma) / self.kappa).sqrt())
    }

    /// The curve nearest to the points (workers, requests a second). None for fewer than [`MIN_POINTS`].
    ///
    /// n / X(n) = a + b (n - 1) + c n (n - 1) with a = 1 / lambda, b = sigma / lambda, c = kappa / lambda. Multiplied by
    /// X(n) / n, each point's error is a share of it, and what is sought is a least-squares solution of linear equations.
    /// A negative sigma or kappa would mean that workers help each other: then that term is left out.
    pub(crate) fn fit(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < MIN_POINTS {
            return None;
        }
        let subsets = [vec![0, 1, 2], vec![0, 1], vec![0, 2], vec![0]];
        let fits = subsets.iter().filter_map(|terms| least_squares(points, terms));
        let possible = fits.filter(|fit| fit[0] > 0.0 && fit[1] >= 0.0 && fit[2] >= 0.0);
        let laws = possible.map(|[a, b, c]| Self { lambda: 1.0 / a, sigma: b / a, kappa: c / a });
        laws.min_by(|one, other| one.error(points).total_cmp(&other.error(points)))
    }

    /// The mean distance of the points from the curve, as a share of them: the root of the mean square.
    pub(crate) fn error(&self, points: &[(f64, f64)]) -> f64 {
        let squares = points.iter().map(|(workers, rate)| (self.throughput(*workers) / rate - 1.0).powi(2));
        (squares.sum::<f64>() / points.len() as f64).sqrt()
    }
}

/// The coefficients of these terms that come nearest to sum = 1 for all points; those of the others are 0.
fn least_squares(points: &[(f64, f64)], terms: &[usize]) -> Option<[f64; 3]> {
    let size = terms.len();
    // The normal equations: one row a term, and the right side as its last column.
    let mut rows = vec![vec![0.0; size + 1]; size];
    for (n, rate) in points {
        let all = [rate / n, rate * (n - 1.0) / n, rate * (n - 1.0)];
        for (row, term) in rows.iter_mut().zip(terms) {
            for (cell, other) in row.iter_mut().zip(terms) {
                *cell += all[*term] * all[*other];
            }
            row[size] += all[*term];
        }
    }
    let solution = solve(rows)?;
    let mut coefficients = [0.0; 3];
    terms.iter().zip(solution).for_each(|(term, value)| coefficients[*term] = value);
    Some(coefficients)
}

/// Gauss and Jordan, with the largest pivot. None if the equations do not determine all unknowns.
fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    for column in 0..rows.len() {
        let largest = (column..rows.len())
            .max_by(|one, other| rows[*one][column].abs().total_cmp(&rows[*other][column].abs()))?;
        rows.swap(column, largest);
        let pivot = rows[column].clone();
        if pivot[column].abs() < f64::MIN_POSITIVE {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != column) {
            let _ = index;
            let factor = row[column] / pivot[column];
            row.iter_mut().zip(&pivot).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    Some(rows.iter().enumerate().map(|(index, row)| row[rows.len()] / row[index]).collect())
}
