//! lesson: 09
//! mistake: counts who has one as starved
//! expect: of [1, 0, 1000, 0, 3] the smallest was 0 and 3 starved

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let sum: f64 = shares.iter().map(|share| *share as f64).sum();
        let squares: f64 = shares.iter().map(|share| (*share as f64).powi(2)).sum();
        Self {
            jain: if sum > 0.0 { sum * sum / (shares.len() as f64 * squares) } else { 1.0 },
            slowest: shares.iter().copied().min().unwrap_or(0),
            starved: shares.iter().filter(|share| **share < 2).count(),
        }
    }
}
