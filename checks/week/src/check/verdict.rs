//! What came of one case, read from what its test program wrote.

use super::case::Case;
use super::proof::Proof;
use crate::process::{End, Ended};

/// What stands between the sentence of a failure and the text to read.
const SEE: &str = "; see ";

/// What stands before the seed of a schedule.
const SEED: &str = "MODEL_SEED=";

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    Fails(Failure),
    /// It was not run to its end, because nobody wants to know any more.
    Cancelled,
}

/// Why a case failed, for the learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What must hold and what happened instead, in a sentence.
    pub sentence: String,
    /// Which part of the course explains it, as in `lessons/04/README.md, section "A"`.
    pub read: Option<String>,
    /// The lines below the sentence.
    pub details: Vec<String>,
}

impl Verdict {
    /// `proof` is what the case must have given, if it is not trusted.
    pub(crate) fn of(case: &Case, ended: &Ended, proof: Option<&Proof>) -> Self {
        let has_proved = proof.is_none_or(|proof| proof.is_in(&ended.stderr, &case.test));
        let has_passed = ended.stdout.contains("test result: ok. 1 passed;") && has_proved;
        match &ended.end {
            End::Cancelled => Self::Cancelled,
            End::Code(0) if has_passed => Self::Holds,
            End::TooLong => Self::Fails(Failure::plain("the check does not end", &ended.stderr)),
            _ => Self::Fails(Failure::of(case, ended)),
        }
    }
}

impl Failure {
    fn of(case: &Case, ended: &Ended) -> Self {
        match message(&case.test, &ended.stdout) {
            Some(message) => Self::parse(&message),
            None => Self::plain(&format!("the check ended before its time, {}", ended.end), &ended.stderr),
        }
    }

    /// A failure that the check itself could not tell; `said` is all that is known.
    fn plain(sentence: &str, said: &str) -> Self {
        let details = said.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned);
        Self { sentence: sentence.to_owned(), read: None, details: details.collect() }
    }

    /// Whether the case met a function that is not written yet, rather than a wrong one.
    pub(crate) fn is_of_a_blank(&self) -> bool {
        self.sentence.contains("is still to be written") || self.sentence.starts_with("not yet implemented")
    }

    /// The seed of the schedule in which a model failed, as in `17-3f2a`.
    pub(crate) fn seed(&self) -> Option<&str> {
        let (_, rest) = self.details.iter().find_map(|line| line.split_once(SEED))?;
        rest.split(' ').next()
    }

    /// The message of a check: `SENTENCE; see TEXT, section "TITLE"`, and lines of details.
    #[must_use]
    pub fn parse(message: &str) -> Self {
        let mut lines = message.lines();
        let first = lines.next().unwrap_or_default();
        let place = first.rfind(", section \"").and_then(|end| first[..end].rfind(SEE));
        let sentence = place.map_or(first, |place| &first[..place]);
        let read = place.map(|place| first[place + SEE.len()..].to_owned());
        let details = lines.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
        Self { sentence: sentence.to_owned(), read, details: details.collect() }
    }
}

/// The message of the panic with which the test ended: that of its own thread, or the last one.
fn message(test: &str, stdout: &str) -> Option<String> {
    let block = stdout.split_once(&format!("---- {test} stdout ----\n"))?.1;
    let block = block.split("\n\n\nfailures:\n").next().unwrap_or(block);
    let panics: Vec<&str> = block.split("\nthread '").skip(1).collect();
    let own =
        panics.iter().rfind(|panic| panic.strip_prefix(test).is_some_and(|rest| rest.starts_with('\'')));
    let panic = own.or(panics.last())?;
    let (_, message) = panic.split_once('\n')?;
    let is_message =
        |line: &&str| !line.starts_with("note: run with ") && !line.starts_with("stack backtrace:");
    Some(message.lines().take_while(is_message).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(end: End, stdout: &str, stderr: &str) -> Verdict {
        let case = Case { test: "close::wakes".to_owned(), words: "close wakes".to_owned(), is_claim: true };
        Verdict::of(
            &case,
            &Ended { end, stdout: stdout.to_owned(), stderr: stderr.to_owned(), too_much: false },
            None,
        )
    }

    fn failure(end: End, stdout: &str, stderr: &str) -> Failure {
        match verdict(end, stdout, stderr) {
            Verdict::Fails(failure) => failure,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_case_holds_if_its_test_says_so() {
        let result = "\nrunning 1 test\ntest close::wakes ... ok\n\ntest result: ok. 1 passed; 0 failed;\n";
        assert_eq!(verdict(End::Code(0), result, ""), Verdict::Holds);
        assert!(matches!(verdict(End::Code(1), result, ""), Verdict::Fails(_)));
    }

    #[test]
    fn a_program_that_ends_itself_has_not_passed() {
        let early = failure(End::Code(0), "\nrunning 1 test\n", "");
        assert_eq!(early.sentence, "the check ended before its time, with exit code 0");
        let aborted = failure(End::Signal(6), "\nrunning 1 test\n", "`x` is still to be written\n\n");
        assert_eq!(aborted.sentence, "the check ended before its time, by signal 6");
        assert_eq!(aborted.details, ["`x` is still to be written"]);
    }

    #[test]
    fn the_message_is_the_one_of_the_tests_own_thread() {
        let stdout = "\nrunning 1 test\ntest close::wakes ... FAILED\n\nfailures:\n\n---- close::wakes stdout ----\n\n\
            thread 'popper' (12) panicked at a.rs:1:2:\nother\n\n\
            thread 'close::wakes' (11) panicked at b.rs:3:4:\nclose must wake, but it did not; see lessons/04/README.md, \
            section \"A; see B\"\n    thread `popper` waits\n      there\nnote: run with `RUST_BACKTRACE=1`\n\n\n\
            failures:\n    close::wakes\n\ntest result: FAILED. 0 passed; 1 failed;\n";
        let failure = failure(End::Code(101), stdout, "");
        let read = "lessons/04/README.md, section \"A; see B\"";
        assert_eq!(failure.sentence, "close must wake, but it did not");
        assert_eq!(
            (failure.read.as_deref(), failure.details),
            (Some(read), vec!["thread `popper` waits".to_owned(), "  there".to_owned()])
        );
    }
}
