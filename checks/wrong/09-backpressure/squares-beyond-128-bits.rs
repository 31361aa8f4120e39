//! lesson: 09
//! mistake: sums and squares in u128 overflow for two shares near u64::MAX: a panic, or in release a wrong index
//! expect: Jain's index must be k/n if k of n clients share evenly
impl Fairness {
    /// The fairness of these shares. If all of them are 0, all are the same.
    pub fn of(shares: &[u64]) -> Self {
        // Whole numbers, twice as wide as the shares: nothing is rounded before the division.
        let sum: u128 = shares.iter().copied().map(u128::from).sum();
        let squares: u128 = shares.iter().map(|share| u128::from(*share).pow(2)).sum();
        let jain = match squares {
            0 => 1.0,
            _ => (sum * sum) as f64 / (shares.len() as u128 * squares) as f64,
        };
        let slowest = shares.iter().copied().min().unwrap_or(0);
        let starved = shares.iter().filter(|share| **share == 0).count();
        Self { jain, slowest, starved }
    }
}
