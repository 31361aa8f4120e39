//! How a ramp goes, while it goes: on stderr, so that stdout has the result alone.
//!
//! A terminal gets one line that is written again and again. A file or a pipe gets a line a second.

use super::super::console::tell_plainly;
use super::super::report::human;
use super::super::terminal::{Live, can_rewrite};
use capstone::client::Progress;
use capstone::observe::Blocking;
use std::io::{self, Stderr};
use std::time::{Duration, Instant};

/// How often a line goes to something that is no terminal.
const PLAIN_INTERVAL: Duration = Duration::from_secs(1);

/// The view of a ramp in progress.
#[derive(Debug)]
pub(super) struct ProgressLine {
    steps: usize,
    step_time: Duration,
    /// None if stderr is no terminal, or one that cannot write over a line.
    live: Option<Live<Blocking<Stderr>>>,
    /// When the last plain line was written.
    written: Instant,
}

impl ProgressLine {
    pub(super) fn new(steps: usize, step_time: Duration) -> Self {
        let stderr = io::stderr();
        let live = can_rewrite(&stderr).then(|| Live::new(Some(Blocking::new(stderr))));
        Self { steps, step_time, live, written: Instant::now() }
    }

    pub(super) fn show(&mut self, progress: &Progress<'_>) {
        let line = self.line(progress);
        match &mut self.live {
            Some(live) => {
                live.show(&[line]);
                if progress.is_over {
                    live.keep();
                }
            }
            None if progress.is_over || self.written.elapsed() >= PLAIN_INTERVAL => {
                self.written = Instant::now();
                tell_plainly(&line);
            }
            None => {}
        }
    }

    /// Less than 80 columns, so that it is whole on nearly every terminal.
    fn line(&self, progress: &Progress<'_>) -> String {
        let Progress { step, clients, elapsed, attempts, .. } = progress;
        let (total, seconds) = (attempts.total(), elapsed.as_secs_f64());
        let (done, whole) = (seconds.min(self.step_time.as_secs_f64()), self.step_time.as_secs_f64());
        let steps = self.steps;
        let mut line = format!("step {}/{steps}: {clients} clients, {done:.1} of {whole} s", step + 1);
        if total.ended() > 0 {
            let refused = 100.0 * total.busy as f64 / total.ended() as f64;
            let (goodput, p99) = (total.ok as f64 / seconds, human(attempts.accepted.quantile(0.99)));
            line.push_str(&format!(", {goodput:.0}/s, {refused:.1} % refused, p99 {p99}"));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstone::client::{Account, Attempts};

    fn attempts(attempts: u64, ok: u64, busy: u64) -> Attempts {
        let accounts = vec![Account { attempts, ok, busy, ..Account::default() }];
        Attempts { accounts, ..Attempts::default() }
    }

    fn line(attempts: &Attempts, clients: usize) -> String {
        let progress =
            Progress { step: 0, clients, elapsed: Duration::from_millis(2500), attempts, is_over: false };
        ProgressLine::new(5, Duration::from_secs(5)).line(&progress)
    }

    #[test]
    fn the_line_has_the_current_figures_and_none_before_there_are_some() {
        let shown = line(&attempts(20_000, 10_000, 5_000), 100);
        let expected = "step 1/5: 100 clients, 2.5 of 5 s, 4000/s, 33.3 % refused, p99 0 µs";
        assert_eq!(shown, expected);
        assert_eq!(line(&attempts(5, 0, 0), 100), "step 1/5: 100 clients, 2.5 of 5 s");
    }

    #[test]
    fn the_line_fits_a_terminal() {
        let shown = line(&attempts(10_000_000, 1_000_000, 9_000_000), 100_000);
        assert!(shown.chars().count() < 80, "{shown}");
    }
}
