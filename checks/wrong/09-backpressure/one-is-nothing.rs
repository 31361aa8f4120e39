//! lesson: 09
//! mistake: takes a sum of one for a sum of nothing
//! expect: Jain's index must be k/n if k of n clients share evenly
impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let sum: f64 = shares.iter().map(|share| *share as f64).sum();
        let squares: f64 = shares.iter().map(|share| (*share as f64).powi(2)).sum();
        let jain = if sum > 1.0 { sum * sum / (shares.len() as f64 * squares) } else { 1.0 };
        let slowest = shares.iter().copied().min().unwrap_or(0);
        Self { jain, slowest, starved: shares.iter().filter(|share| **share == 0).count() }
    }
}
