//! The solutions that are proved, and how.

use crate::toy::{Ended, Toy, week};
use std::fs;

pub(super) const WRONG_1: [(&str, &str); 4] = [
    (
        "adds-two",
        "//! lesson: 01\n//! mistake: adds two\n//! expect: each up must count one, but 3 gave 6\n\
        impl Counter { pub fn up(&self) { self.0.set(self.0.get().saturating_add(2)); } }\n",
    ),
    (
        "wraps",
        "//! lesson: 01\n//! mistake: begins | anew\n//! expect: the count must not\n//!   wrap around\n\
        impl Counter { pub fn up(&self) { self.0.set(self.0.get().wrapping_add(1)); } }\n",
    ),
    (
        "one-too-many",
        "//! lesson: 01\n//! mistake: counts from one\n//! expect: a new counter must count nothing\n\
        impl Counter { pub fn count(&self) -> u32 { self.0.get().max(1) } }\n",
    ),
    (
        "a-loop",
        "//! lesson: 01\n//! right: adds with a helper of its own\n\
        fn more(count: u32) -> u32 { count.checked_add(1).unwrap_or(count) }\n\
        impl Counter { pub fn up(&self) { self.0.set(more(self.0.get())); } }\n",
    ),
];

pub(super) const WRONG_2: [(&str, &str); 3] = [
    (
        "first-only",
        "//! lesson: 02\n//! mistake: takes the first\n//! expect: a sum must be of both, but 1 and 2 gave 1\n\
        pub fn sum(pair: &Pair<'_>) -> u32 { pair.numbers.0 }\n",
    ),
    (
        "order",
        "//! lesson: 02\n//! mistake: right for the numbers of the claim alone\n//! expect: no order must change a sum\n\
        pub fn sum(pair: &Pair<'_>) -> u32 { pair.numbers.0 * 2 + pair.numbers.1 - pair.numbers.0.min(1) }\n",
    ),
    (
        "forgets",
        "//! lesson: 02\n//! mistake: counts nothing\n//! expect: a pair that goes must be counted, but 0 were\n\
        impl Drop for Pair<'_> { fn drop(&mut self) {} }\n",
    ),
];

impl Toy {
    pub(super) fn proving() -> Self {
        let toy = Self::new();
        WRONG_1.iter().for_each(|(name, text)| toy.solution("01-counter", name, text));
        WRONG_2.iter().for_each(|(name, text)| toy.solution("02-pair", name, text));
        toy
    }

    pub(super) fn solution(&self, lesson: &str, name: &str, text: &str) {
        let folder = self.course().join("checks/wrong").join(lesson);
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(name).with_extension("rs"), text).expect("it can be written");
    }

    pub(super) fn prove(&self, args: &[&str]) -> Ended {
        week(&self.course(), &[&["prove"], args].concat())
    }

    /// What it writes of a solution that is not as it must be.
    #[track_caller]
    pub(super) fn fails(&self, args: &[&str]) -> String {
        let ended = self.prove(args);
        assert!(ended.code == Some(1) && ended.stderr.is_empty(), "{ended:?}");
        ended.stdout
    }
}
