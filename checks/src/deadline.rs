//! Time limits, and waiting for an event without one thread sleeping and hoping.
//!
//! A limit counts the time that the code under check had. Time in which this process was building a program
//! does not count, so that a check fails for what the code does and not for a cold cache.

use crate::stillness::{Watching, hang};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a check may take if it does not say otherwise.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// How often a condition is looked at.
const PAUSE: Duration = Duration::from_millis(1);

thread_local! {
    static LIMIT: Cell<Duration> = const { Cell::new(DEADLINE) };
}

/// How many threads are building a program right now.
static PAUSED: AtomicUsize = AtomicUsize::new(0);

/// Whether something that the running check has waited for has not come in time.
static LATE: AtomicBool = AtomicBool::new(false);

/// A limit on time, minus what has passed.
#[derive(Debug)]
pub(crate) struct Countdown {
    limit: Duration,
    left: Duration,
    seen: Instant,
}

impl Countdown {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, left: limit, seen: Instant::now() }
    }

    /// The limit of the check that runs on this thread.
    pub(crate) fn of_this_check() -> Self {
        Self::new(LIMIT.get())
    }

    /// Whether the limit has passed. Time is counted between one call and the next, so call it often.
    pub(crate) fn is_over(&mut self) -> bool {
        let passed = self.seen.elapsed();
        self.seen += passed;
        if PAUSED.load(Ordering::SeqCst) == 0 {
            self.left = self.left.saturating_sub(passed);
        }
        self.left.is_zero()
    }

    /// Looks again and again until `look` finds something or the limit has passed, or nobody is left who could change it.
    pub(crate) fn wait_for<T>(&mut self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let (_watching, began) = (Watching::begin(), Instant::now());
        loop {
            // Asked first: what comes between the two is found.
            let is_suspected = hang::is_suspected_since(began);
            if let Some(found) = look() {
                return Some(found);
            }
            if is_suspected && hang::give_up() || self.is_over() {
                return None;
            }
            thread::park_timeout(PAUSE);
        }
    }

    pub(crate) fn limit(&self) -> Duration {
        self.limit
    }
}

/// Waits until `condition` holds, for as long as the check may take; `what` says in words what is waited for.
/// Not for models: there, no other thread runs meanwhile.
///
/// # Panics
///
/// If it does not come to hold. The message says what did not happen, and which thread waits where.
///
/// ```
/// use checks::{spawn_named, until};
///
/// let worker = spawn_named("worker", || ());
/// until("the worker has ended", || worker.is_finished());
/// ```
#[track_caller]
pub fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let mut countdown = Countdown::of_this_check();
    if countdown.wait_for(|| condition().then_some(())).is_none() {
        let mut message = match hang::is_known() {
            true => format!("{EXPECTED}: {what}, {FOR_EVER}"),
            false => {
                set_late(true);
                format!("{EXPECTED} within {:?}: {what}", countdown.limit())
            }
        };
        for line in crate::waiting::lines() {
            message.push('\n');
            message.push_str(&line);
        }
        panic!("{message}");
    }
}

/// How a failure begins that says what was expected and did not come.
pub(crate) const EXPECTED: &str = "expected";

/// Why waiting on is of no use.
pub(crate) const FOR_EVER: &str = "but all threads wait, and none is left to wake another";

/// Says whether the running check, or something that it has waited for, has not come to its end in time.
pub(crate) fn set_late(late: bool) {
    LATE.store(late, Ordering::SeqCst);
}

pub(crate) fn is_late() -> bool {
    LATE.load(Ordering::SeqCst)
}

/// Sets the limit that [`until`] and its kind keep on this thread.
pub(crate) fn set_limit(limit: Duration) {
    LIMIT.set(limit);
}

/// Runs `work` with all limits of the process standing still.
pub(crate) fn off_the_clock<T>(work: impl FnOnce() -> T) -> T {
    struct Resume;
    impl Drop for Resume {
        fn drop(&mut self) {
            PAUSED.fetch_sub(1, Ordering::SeqCst);
        }
    }
    PAUSED.fetch_add(1, Ordering::SeqCst);
    let _resume = Resume;
    work()
}
