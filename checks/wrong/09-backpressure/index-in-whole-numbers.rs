//! lesson: 09
//! mistake: multiplies in 64 bits
//! expect: overflow

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let sum: u64 = shares.iter().sum();
        let squares: u64 = shares.iter().map(|share| share * share).sum();
        Self {
            jain: if sum > 0 { (sum * sum) as f64 / (shares.len() as u64 * squares) as f64 } else { 1.0 },
            slowest: shares.iter().copied().min().unwrap_or(0),
            starved: shares.iter().filter(|share| **share == 0).count(),
        }
    }
}
