//! lesson: 09
//! right: goes through the shares once, and scales them by the largest

impl Fairness {
    pub fn of(shares: &[u64]) -> Self {
        let largest = shares.iter().copied().max().unwrap_or(0) as f64;
        let (mut sum, mut squares, mut slowest, mut starved) = (0.0, 0.0, u64::MAX, 0);
        for share in shares {
            let scaled = if largest > 0.0 { *share as f64 / largest } else { 0.0 };
            sum += scaled;
            squares += scaled * scaled;
            slowest = slowest.min(*share);
            starved += usize::from(*share == 0);
        }
        let count = shares.len() as f64;
        let mean = sum / count;
        let jain = if squares == 0.0 { 1.0 } else { mean * mean / (squares / count) };
        Self { jain, slowest: if shares.is_empty() { 0 } else { slowest }, starved }
    }
}
