//! A part of all there is, as in `3/7`: the parts are about equal, and together they are everything. What stands together goes
//! into one part, for a lesson's test is compiled once in each.

use std::ops::Range;
use std::str::FromStr;

/// The `part`-th of so many `parts`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    part: usize,
    parts: usize,
}

impl Share {
    /// The places of a list of this length that belong to it.
    pub(super) fn places(self, length: usize) -> Range<usize> {
        let end = |part| length * part / self.parts;
        end(self.part - 1)..end(self.part)
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let share = words.split_once('/').and_then(|(part, parts)| {
            let share = Self { part: part.parse().ok()?, parts: parts.parse().ok()? };
            (1..=share.parts).contains(&share.part).then_some(share)
        });
        share.ok_or_else(|| format!("{words:?} is no share: it reads as 3/7 for the third of seven"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_everything_and_no_two_have_the_same() {
        for length in [0, 2, 3, 10] {
            let shares = ["1/3", "2/3", "3/3"].map(|words| words.parse::<Share>().expect("it is a share"));
            let places: Vec<usize> = shares.into_iter().flat_map(|share| share.places(length)).collect();
            assert_eq!(places, (0..length).collect::<Vec<_>>());
            assert!(shares.iter().all(|share| share.places(length).len() <= length.div_ceil(3)));
        }
    }

    #[test]
    fn no_other_words_are_a_share() {
        for words in ["", "1", "0/3", "4/3", "1/0", "a/b", "-1/3"] {
            assert!(words.parse::<Share>().is_err(), "{words}");
        }
    }
}
