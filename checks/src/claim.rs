//! A claim: one sentence that the code under check must make true.
//!
//! A failed check is read by someone who has just written that code. So it opens with one sentence: what must
//! hold, what happened instead, and which part of the course explains it. The details come below.

use crate::deadline::EXPECTED;
use crate::failure::{fail, indented, without_assert_eq};
use crate::panics::{self, Panic};
use crate::watch::{Outcome, Watch, hurried};
use crate::{DEADLINE, waiting, workspace_root};
use std::fs;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

/// A text of the course that explains what a check is about.
///
/// ```
/// use checks::Text;
///
/// const LESSON: Text = Text::at("lessons/00-example/README.md");
///
/// LESSON.section("Build it").claim("a sum must not depend on the order").holds(|| {
///     let sum = 2 + 1;
///     assert_eq!(sum, 1 + 2, "2 + 1 gave {sum}");
/// });
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Text {
    path: &'static str,
}

/// A section of a [`Text`].
#[derive(Debug, Clone, Copy)]
pub struct Section {
    text: Text,
    title: &'static str,
}

/// What must hold, in words.
#[derive(Debug, Clone, Copy)]
#[must_use = "a claim is checked by `holds`"]
pub struct Claim {
    section: Section,
    /// A sentence with *must*, without a full stop: `close must wake every blocked pop`.
    words: &'static str,
    limit: Duration,
    beside_others: bool,
}

/// The waiting list, and what a thread that waits costs, belong to the whole process: one check at a time may look at
/// them.
static TURN: RwLock<()> = RwLock::new(());

/// The right to run a check now.
pub(crate) struct Turn {
    _shared: Option<RwLockReadGuard<'static, ()>>,
    _alone: Option<RwLockWriteGuard<'static, ()>>,
}

impl Text {
    /// The text at `path`, from the workspace's root.
    pub const fn at(path: &'static str) -> Self {
        Self { path }
    }

    /// The section under the heading `title`.
    pub const fn section(self, title: &'static str) -> Section {
        Section { text: self, title }
    }
}

impl Section {
    /// A claim that this section explains; `words` is a sentence with *must*, without a full stop.
    pub const fn claim(self, words: &'static str) -> Claim {
        Claim { section: self, words, limit: DEADLINE, beside_others: false }
    }

    /// A reference to a heading that is not there would send the reader nowhere. A text not yet written may
    /// be missing.
    #[track_caller]
    fn assert_exists(self) {
        let Ok(text) = fs::read_to_string(workspace_root().join(self.text.path)) else { return };
        let is_it = |line: &str| line.starts_with('#') && line.trim_start_matches('#').trim() == self.title;
        assert!(
            text.lines().any(is_it),
            "a check names the section \"{}\" of {}, which has no such heading",
            self.title,
            self.text.path
        );
    }
}

impl Claim {
    /// Gives the check this long instead of [`DEADLINE`].
    pub const fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Lets the check run at the same time as others. For checks of other processes: what they do cannot be
    /// told from this process's waiting list.
    pub const fn beside_others(mut self) -> Self {
        self.beside_others = true;
        self
    }

    /// Runs `body` under the deadline, in a thread named `check`; the claim holds if it returns.
    ///
    /// The message of a panic in `body` says what the code did, so that it reads on after `but`: `pop
    /// returned None`.
    ///
    /// # Panics
    ///
    /// If the claim does not hold.
    #[track_caller]
    pub fn holds(self, body: impl FnOnce() + Send + 'static) {
        let _turn = self.take_turn();
        let limit = if self.beside_others { self.limit } else { hurried(self.limit) };
        let outcome = Watch { limit, sees_threads: !self.beside_others }.run(body);
        let failure = match outcome {
            Outcome::Held => return,
            Outcome::Panicked(panic) => self.failure_by(&panic),
            Outcome::Explained(cause) => self.failure(&cause, &[]),
            Outcome::TimedOut => self.failure_by_time(limit),
            Outcome::Still => self.failure_by_stillness(),
        };
        fail(&(failure + &indented(&panics::take_panics_of_helpers())));
    }

    /// Waits until no other check is in the way.
    #[track_caller]
    pub(crate) fn take_turn(&self) -> Turn {
        self.section.assert_exists();
        if self.beside_others {
            return Turn { _shared: Some(TURN.read().unwrap_or_else(PoisonError::into_inner)), _alone: None };
        }
        let alone = TURN.write().unwrap_or_else(PoisonError::into_inner);
        waiting::begin();
        Turn { _shared: None, _alone: Some(alone) }
    }

    /// The sentence and, below it, the details.
    pub(crate) fn failure(&self, happened: &str, details: &[String]) -> String {
        let Section { text, title } = self.section;
        let joint = if happened.starts_with(EXPECTED) { ";" } else { ", but" };
        let mut failure = format!("{}{joint} {happened}; see {}, section \"{title}\"", self.words, text.path);
        failure.push_str(&indented(details));
        failure
    }

    /// The first line of a panic's message belongs to the sentence, the rest to the details.
    pub(crate) fn failure_by(&self, panic: &Panic) -> String {
        let (first, rest) = panic.message.split_once('\n').unwrap_or((&panic.message, ""));
        let mut details = vec![rest.to_owned()];
        details.extend(panic.place.clone());
        match panics::blank_in(first).and_then(|_| panics::take_cause()) {
            Some(cause) => self.failure(&cause, &details),
            None => self.failure(without_assert_eq(first), &details),
        }
    }

    fn failure_by_time(&self, limit: Duration) -> String {
        // What another process does cannot be told from our waiting list.
        let waiting = if self.beside_others { Vec::new() } else { waiting::lines() };
        let happened = match waiting.len() {
            _ if self.beside_others => "it had not come to pass".to_owned(),
            0 => "no thread was asleep: a loop does not end, or a wait is not on the waiting list".to_owned(),
            1 => "one thread was still waiting".to_owned(),
            count => format!("{count} threads were still waiting"),
        };
        self.failure(&format!("after {limit:?} {happened}"), &waiting)
    }

    fn failure_by_stillness(&self) -> String {
        self.failure("all its threads wait, and none is left to wake another", &waiting::lines())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::thread;

    // Not beside the other tests of claims: one of those, waiting for its turn alone, may hold up the second
    // of these.
    #[test]
    fn checks_of_other_processes_run_at_the_same_time() {
        let meet = |sender: mpsc::Sender<()>, receiver: mpsc::Receiver<()>| {
            let claim =
                Text::at("lessons/00-machinery/README.md").section("Meet").claim("two checks must meet");
            move || {
                claim.beside_others().holds(move || {
                    sender.send(()).expect("the other check has given up");
                    receiver.recv().expect("the other check did not run");
                });
            }
        };
        let (here, there) = (mpsc::channel(), mpsc::channel());
        let other = thread::spawn(meet(here.0, there.1));
        meet(there.0, here.1)();
        other.join().expect("the other check failed");
    }
}
