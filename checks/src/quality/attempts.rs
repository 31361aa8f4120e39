//! Measuring again: right for what depends on a busy machine, and a way to hide a race for anything else.
//!
//! If something fails once in three runs, 26 of 27 gates with three attempts pass. So only what depends on the
//! machine's speed is measured again, and the number of attempts is reported.

use super::fact::Fact;

/// How often a point of the gate may be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// At most this often; 0 counts as 1.
    pub limit: u32,
}

impl Attempts {
    /// Measures, and measures again as long as the limit allows it and all that does not hold is
    /// [`timed`](Fact::timed). Returns how often it was measured, and the evidence of the last time.
    ///
    /// Without any evidence, another attempt would not help.
    ///
    /// ```
    /// use checks::quality::{Attempts, Fact};
    ///
    /// let mut ratios = [3, 7].into_iter();
    /// let measure = || {
    ///     let ratio = ratios.next().unwrap();
    ///     vec![Fact::that("speed-up", "at least 5", ratio.to_string(), ratio >= 5).timed()]
    /// };
    /// let (count, evidence) = Attempts { limit: 3 }.run(measure);
    /// assert_eq!((count, evidence[0].holds), (2, true));
    /// ```
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = !failed.is_empty() && failed.iter().all(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
