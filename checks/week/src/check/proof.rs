//! The proof that a test has come to its end: a line with a secret, which stands as the last statement of the test.
//!
//! A program that is not trusted can end itself with exit code 0, and write what libtest would have written. It cannot
//! know the secret, which differs from test to test and from run to run, unless it takes its own program apart.

use crate::splice::{Problem, after_each_test};
use std::hash::{BuildHasher, RandomState};

/// The secrets of one run.
#[derive(Debug, Default)]
pub(crate) struct Proof([RandomState; 2]);

impl Proof {
    /// The secret of the test with this name, without the modules around it.
    fn secret(&self, test: &str) -> String {
        self.0.iter().map(|state| format!("{:016x}", state.hash_one(test))).collect()
    }

    /// The file with tests that prove their end.
    pub(crate) fn put_into(&self, text: &str) -> Result<String, Problem> {
        // Past what a test's thread prints, which libtest keeps to itself.
        after_each_test(text, |test| {
            format!(
                "let _ = std::io::Write::write_all(&mut std::io::stderr(), b\"\\n{}\\n\");",
                self.secret(test)
            )
        })
    }

    /// Whether the test has proved its end by what it `wrote`.
    pub(crate) fn is_in(&self, wrote: &str, test: &str) -> bool {
        let secret = self.secret(test.rsplit("::").next().unwrap_or(test));
        wrote.lines().any(|line| line == secret)
    }
}
