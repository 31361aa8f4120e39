//! Little's law: a test of the measuring instrument that needs no second instrument.
//!
//! In every system in which things arrive, stay and leave, the mean number present is the rate of arrivals times the
//! mean stay: L = X · W (Little, *A Proof for the Queuing Formula L = λW*, 1961). It holds for every order of service
//! and every distribution. So if three measured values break it, one of them is wrong.

use std::time::Duration;

/// The three values, each measured by itself.
///
/// ```
/// use capstone::client::Little;
/// use std::time::Duration;
///
/// let little = Little { in_flight: 50.0, rate: 4000.0, stay: Duration::from_micros(12_500) };
/// assert_eq!(little.error(), 0.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Little {
    /// L: the mean number in flight.
    pub in_flight: f64,
    /// X: how many a second have gone through.
    pub rate: f64,
    /// W: how long each was in flight, on average.
    pub stay: Duration,
}

impl Little {
    /// The error above which the figures are not to be trusted.
    pub const TOLERANCE: f64 = 0.05;

    /// By which share of L the two sides differ. If nothing was in flight, that is 0 if X W is 0, too, and infinite if it
    /// is not.
    pub fn error(&self) -> f64 {
        let difference = (self.in_flight - self.rate * self.stay.as_secs_f64()).abs();
        if difference == 0.0 { 0.0 } else { difference / self.in_flight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_difference_in_parts_of_what_is_in_flight() {
        let little = |in_flight, rate| Little { in_flight, rate, stay: Duration::from_millis(10) }.error();
        assert!((little(10.0, 900.0) - 0.1).abs() < 1e-9);
        assert!((little(10.0, 1100.0) - 0.1).abs() < 1e-9);
        assert_eq!(little(0.0, 0.0), 0.0, "where nothing was, nothing is wrong");
        assert_eq!(little(0.0, 1.0), f64::INFINITY);
    }
}
