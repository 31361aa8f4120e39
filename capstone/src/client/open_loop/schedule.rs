//! The times at which an open loop intends to send its requests.
//!
//! All times are known before the run begins, and do not change during the run: this makes the loop open. If a
//! generator waits for a reply before it plans the next request, a slow server gets fewer requests.

use crate::client::random::Random;
use std::time::Duration;

/// The intended times of a run, from its start, in order.
///
/// ```
/// use capstone::client::Schedule;
/// use std::time::Duration;
///
/// let schedule = Schedule::fixed(4.0, Duration::from_secs(1));
/// assert_eq!(schedule.times(), [0, 250, 500, 750].map(Duration::from_millis));
/// ```
#[derive(Debug, Clone)]
pub struct Schedule {
    times: Vec<Duration>,
    duration: Duration,
}

impl Schedule {
    /// `rate` requests a second for `duration`, one every 1/`rate` seconds.
    ///
    /// # Panics
    ///
    /// If `rate` is not above zero.
    pub fn fixed(rate: f64, duration: Duration) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        // Each time from its number, not from the time before: sums of rounded gaps would drift.
        let times = (0u32..).map(|number| seconds(f64::from(number) / rate));
        Self { times: times.take_while(|time| *time < duration).collect(), duration }
    }

    /// Requests that come independently of each other, `rate` a second on average, for `duration`.
    ///
    /// Such arrivals form a Poisson process: the gaps are exponentially distributed with mean 1/`rate`. The users of a
    /// server arrive like this, if there are many and they are independent of each other (Feller, *An Introduction to
    /// Probability Theory*, vol. 2, chapter 1).
    ///
    /// # Panics
    ///
    /// If `rate` is not above zero.
    pub fn poisson(rate: f64, duration: Duration, random: &mut Random) -> Self {
        assert!(rate > 0.0, "a rate must be above zero, not {rate}");
        let (mut times, mut sum) = (Vec::new(), 0.0);
        loop {
            sum -= random.fraction().ln() / rate; // a gap: the logarithm is never above zero
            let time = seconds(sum);
            if time >= duration {
                return Self { times, duration };
            }
            times.push(time);
        }
    }

    /// The intended times, from the start of the run.
    pub fn times(&self) -> &[Duration] {
        &self.times
    }

    /// How long the run is meant to be: every time is below.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

/// So many seconds, or the longest duration if that is shorter.
fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN_SECONDS: Duration = Duration::from_secs(10);

    #[test]
    fn a_fixed_rate_has_as_many_requests_as_the_product_says_and_does_not_drift() {
        for (rate, count) in [(1000.0, 10_000), (0.25, 3), (3.0, 30), (0.01, 1), (33_333.0, 333_330)] {
            let schedule = Schedule::fixed(rate, TEN_SECONDS);
            assert_eq!(schedule.times().len(), count, "at {rate}/s");
            let last = (count - 1) as f64 / rate;
            assert!((schedule.times()[count - 1].as_secs_f64() - last).abs() < 1e-8, "at {rate}/s");
        }
    }

    #[test]
    fn a_duration_without_end_is_as_long_as_a_time_can_be() {
        let rate = 0.5f64.powi(60);
        let schedule = Schedule::fixed(rate, Duration::MAX);
        assert_eq!(schedule.times()[1], Duration::from_secs(1 << 60));
        assert_eq!(schedule.times().len(), 16, "the next would be due after 2 to the 64 seconds");
        assert!(Schedule::poisson(rate, Duration::MAX, &mut Random::new(1)).times().len() < 100);
    }

    #[test]
    fn independent_arrivals_have_the_rate_on_average_and_gaps_of_every_length() {
        let schedule = Schedule::poisson(1000.0, TEN_SECONDS, &mut Random::new(1));
        let times = schedule.times();
        assert!(times.is_sorted() && *times.last().unwrap() < TEN_SECONDS);
        // The count has standard deviation 100, so this leaves five of them on each side.
        assert!((9_500..10_500).contains(&times.len()), "{}", times.len());
        // Of exponential gaps, 1 - 1/e = 63.2 % are below the mean; of equal ones none would be.
        let short = times.windows(2).filter(|pair| pair[1] - pair[0] < Duration::from_millis(1)).count();
        let share = short as f64 / times.len() as f64;
        assert!((0.61..0.655).contains(&share), "{share}");
    }

    #[test]
    fn a_seed_is_a_schedule() {
        let of = |seed| Schedule::poisson(100.0, TEN_SECONDS, &mut Random::new(seed)).times().to_vec();
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }
}
