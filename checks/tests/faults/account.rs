//! The account that a server gives on stdout at its end.

use checks::Stopped;
use std::collections::BTreeMap;

/// The numbers of the account, each under the word before it: `requests 5 = replies 4 + errors 1`.
#[derive(Debug)]
pub(crate) struct Account {
    numbers: BTreeMap<String, u64>,
    text: String,
}

impl Account {
    pub(crate) fn of(stopped: &Stopped) -> Self {
        let text = stopped.summary.clone();
        let words: Vec<&str> = text.split_whitespace().collect();
        let numbers = words.windows(2).filter_map(|pair| Some((pair[0].to_owned(), pair[1].parse().ok()?)));
        Self { numbers: numbers.collect(), text }
    }

    /// The number behind `word`.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub(crate) fn get(&self, word: &str) -> u64 {
        let number = self.numbers.get(word);
        *number.unwrap_or_else(|| panic!("the summary has no number for {word:?}\n{}", self.text))
    }

    /// Checks that each request had one answer and each job one end. Only a server that did not finish its
    /// drain may leave requests unanswered, and must say so.
    ///
    /// # Panics
    ///
    /// If one of the sums is wrong.
    #[track_caller]
    pub(crate) fn assert_balanced(&self) {
        let unanswered = self.numbers.get("unanswered").copied().unwrap_or_default();
        let answers = self.get("replies") + self.get("errors") + unanswered;
        assert_eq!(self.get("requests"), answers, "the summary's requests do not add up\n{}", self.text);
        let ended = ["completed", "panicked", "discarded", "abandoned"].map(|end| self.get(end));
        assert_eq!(
            self.get("accepted"),
            ended.iter().sum::<u64>(),
            "the summary's jobs do not add up\n{}",
            self.text
        );
    }
}
