//! Whether all clients get the same.
//!
//! A server that serves ten clients well and ninety not at all has a fine goodput and a fine latency. Only a
//! look at each client shows what it is worth.

/// How evenly something is shared out.
///
/// ```
/// use capstone::client::Fairness;
///
/// let fairness = Fairness::of(&[50, 50, 0, 0]);
/// assert_eq!((fairness.jain, fairness.slowest, fairness.starved), (0.5, 0, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fairness {
    /// Jain's index: 1 if all have the same, 1/n if one of n has everything, and k/n if k of them share it
    /// evenly. Jain, Chiu and Hawe, *A Quantitative Measure of Fairness and Discrimination* (1984).
    pub jain: f64,
    /// The smallest share.
    pub slowest: u64,
    /// How many have nothing at all.
    pub starved: usize,
}

impl Fairness {
    /// The fairness of these shares. If all of them are 0, all are the same.
    pub fn of(shares: &[u64]) -> Self {
        let sum: f64 = shares.iter().map(|share| *share as f64).sum();
        let squares: f64 = shares.iter().map(|share| (*share as f64).powi(2)).sum();
        Self {
            jain: if sum > 0.0 { sum * sum / (shares.len() as f64 * squares) } else { 1.0 },
            slowest: shares.iter().copied().min().unwrap_or(0),
            starved: shares.iter().filter(|share| **share == 0).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jains_index_goes_from_one_in_n_to_one() {
        assert_eq!(Fairness::of(&[7; 100]).jain, 1.0);
        assert_eq!(Fairness::of(&[0, 0, 0, 9]).jain, 0.25);
        assert_eq!(Fairness::of(&[1, 2, 3]).jain, 36.0 / (3.0 * 14.0));
        for empty in [&[][..], &[0, 0]] {
            assert_eq!(Fairness::of(empty).jain, 1.0);
        }
    }

    #[test]
    fn the_index_does_not_depend_on_the_unit() {
        assert_eq!(Fairness::of(&[10, 20, 30]).jain, Fairness::of(&[1, 2, 3]).jain);
    }
}
