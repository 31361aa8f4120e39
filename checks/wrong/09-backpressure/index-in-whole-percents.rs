//! lesson: 09
//! mistake: rounds the index to whole percents
//! expect: for [0, 1099511627776, 1099511627776] it was 0.67

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let sum: f64 = shares.iter().map(|share| *share as f64).sum();
        let squares: f64 = shares.iter().map(|share| (*share as f64).powi(2)).sum();
        let jain = if sum > 0.0 { sum * sum / (shares.len() as f64 * squares) } else { 1.0 };
        Self {
            jain: (100.0 * jain).round() / 100.0,
            slowest: shares.iter().copied().min().unwrap_or(0),
            starved: shares.iter().filter(|share| **share == 0).count(),
        }
    }
}
