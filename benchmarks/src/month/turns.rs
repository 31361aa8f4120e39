//! In which order the runs are measured.
//!
//! A machine changes with time: other programs come and go, and its clock frequency follows its temperature. If one run
//! had all its repetitions before the next one, that change would look like a difference between them. So the runs are
//! interleaved, and every round begins with another one.

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Start a new server for this run, and send it requests that do not count.
    WarmUp(usize),
    /// Measure this run, with the server that is there.
    Measure(usize),
}

/// Fewer repetitions do not show how far the results of equal runs differ.
pub(crate) const MIN_REPETITIONS: usize = 5;

/// The turns for `runs` runs: `repetitions` rounds, in each of which every run is warmed up and then measured at once.
/// The first round begins with run 0, the second with run 1, and so on.
pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (0..repetitions).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
