//! lesson: 09
//! mistake: looks for the smallest share among those who have something
//! expect: the smallest was 1 and 2 starved

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let sum: f64 = shares.iter().map(|share| *share as f64).sum();
        let squares: f64 = shares.iter().map(|share| (*share as f64).powi(2)).sum();
        Self {
            jain: if sum > 0.0 { sum * sum / (shares.len() as f64 * squares) } else { 1.0 },
            slowest: shares.iter().copied().filter(|share| *share > 0).min().unwrap_or(0),
            starved: shares.iter().filter(|share| **share == 0).count(),
        }
    }
}
