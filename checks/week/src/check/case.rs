//! The cases of a check: its claims in the order in which a learner meets them, and what else its program tests.

use crate::lesson::Lesson;
use anyhow::{Result, bail};

/// One test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    /// Its name in its program, with the modules around it.
    pub(crate) test: String,
    /// What it proves, in words.
    pub(crate) words: String,
    /// Whether it is one of the lesson's claims.
    pub(crate) is_claim: bool,
}

/// The cases of a lesson's check, whose program has these tests.
///
/// # Errors
///
/// If there is no test for one of the claims.
pub(crate) fn of_lesson(tests: Vec<String>, lesson: &Lesson) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for claim in &lesson.claims {
        let name = test_name(claim);
        let Some(test) = tests.iter().find(|test| last_part(test) == name) else {
            bail!(
                "the check of lesson {} has no test `{name}`, which should prove that {claim}",
                lesson.number
            );
        };
        cases.push(Case { test: test.clone(), words: claim.clone(), is_claim: true });
    }
    let others = tests.into_iter().filter(|test| cases.iter().all(|case| case.test != *test));
    let others: Vec<Case> = others.map(other).collect();
    Ok([cases, others].concat())
}

/// The cases of the models of a lesson: those tests that are in the module `lessonNN` of their program.
pub(crate) fn of_models(tests: Vec<String>, lesson: &Lesson) -> Vec<Case> {
    let module = format!("{}::", lesson.id());
    tests.into_iter().filter(|test| test.starts_with(&module)).map(other).collect()
}

fn other(test: String) -> Case {
    Case { words: last_part(&test).replace('_', " "), test, is_claim: false }
}

/// The name of the test that proves a claim: `Jain's index` is `jains_index`.
pub fn test_name(claim: &str) -> String {
    let kept = claim.to_lowercase().replace([' ', '-', '.'], "_");
    kept.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn last_part(test: &str) -> &str {
    test.rsplit("::").next().unwrap_or(test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_the_name_of_its_test() {
        let names = ["Jain's index tells", "one wake-up for 7.5", "into_inner gives"].map(test_name);
        assert_eq!(names, ["jains_index_tells", "one_wake_up_for_7_5", "into_inner_gives"]);
    }
}
