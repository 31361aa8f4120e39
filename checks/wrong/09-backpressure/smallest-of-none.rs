//! lesson: 09
//! mistake: the smallest share of nobody is u64::MAX, with which the search began
//! expect: nothing for everybody must be fair
impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let (mut slowest, mut starved) = (u64::MAX, 0);
        let (mut sum, mut squares) = (0.0, 0.0);
        for share in shares {
            slowest = slowest.min(*share);
            starved += usize::from(*share == 0);
            sum += *share as f64;
            squares += *share as f64 * *share as f64;
        }
        let jain = if squares == 0.0 { 1.0 } else { sum * sum / (shares.len() as f64 * squares) };
        Self { jain, slowest, starved }
    }
}
