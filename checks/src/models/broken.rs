//! How a schedule failed: as the sentence of a claim, and in the lines below the drawing.

use crate::claim::Claim;
use crate::failure::without_assert_eq;
use crate::panics::{self, Panic};
use crate::scheduler::{Broken, MAX_STEPS};
use capstone::threads::{Place, Waiter};

#[derive(Debug)]
pub(super) enum Failure {
    Panic(Panic),
    Broken(Broken),
    /// A deadlock in waits that are not on the waiting list. Shuttle names the threads: `blocked tasks: [...]`.
    Unlisted(String),
}

impl Claim {
    pub(super) fn failure_in_schedule(&self, failure: Failure) -> String {
        let forever = |details: &[String]| self.failure("in one schedule its threads wait for ever", details);
        match failure {
            Failure::Panic(panic) => self.failure_by(&panic),
            Failure::Broken(Broken::Deadlock(waiting)) => {
                forever(&waiting.iter().map(Waiter::to_string).collect::<Vec<_>>())
            }
            Failure::Unlisted(tasks) => {
                forever(&[format!("in waits that the waiting list does not show: {tasks}")])
            }
            Failure::Broken(Broken::TooLong) => self.failure(&too_long(), &[]),
            Failure::Broken(Broken::Forbidden(words, place)) => self.failure(&words, &[place]),
        }
    }
}

impl Failure {
    /// What has ended all threads at once, which may be what shuttle says of a deadlock.
    pub(super) fn of_panic(panic: Panic) -> Self {
        match panic.message.strip_prefix("deadlock! ") {
            Some(tasks) => Self::Unlisted(tasks.to_owned()),
            None => Self::Panic(panic),
        }
    }

    /// Whether a function is still to be written.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Panic(panic) if panics::blank_in(&panic.message).is_some())
    }

    /// What stands below the drawing, which says itself who sleeps, and who waits for which lock. `running` is the thread
    /// that ran last.
    pub(super) fn lines(&self, running: &str) -> Vec<String> {
        let words = match self {
            Self::Panic(panic) => format!("`{running}` panicked: {}", in_one_line(&panic.message)),
            Self::Broken(Broken::Deadlock(waiting)) => return waiting_for_an_end(waiting),
            Self::Unlisted(tasks) => format!("no thread can go on: {tasks}"),
            Self::Broken(Broken::TooLong) => too_long(),
            Self::Broken(Broken::Forbidden(words, place)) => format!("{words}, {place}"),
        };
        vec![format!("failed: {words}")]
    }
}

fn too_long() -> String {
    format!("after {MAX_STEPS} steps its threads still went round in a loop")
}

fn waiting_for_an_end(waiting: &[Waiter]) -> Vec<String> {
    let joins = waiting.iter().filter(|waiter| matches!(waiter.place, Place::Join(_)));
    let joins = joins.map(|Waiter { thread, place, .. }| format!("at the end: {thread} {place}"));
    joins.chain(["failed: no thread can go on".to_owned()]).collect()
}

fn in_one_line(message: &str) -> String {
    let lines = without_assert_eq(message).lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(", ")
}
