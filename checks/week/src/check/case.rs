//! The cases of a check: its claims in the order in which a learner meets them, and what else its program tests.

use super::cargo::Program;
use crate::lesson::Lesson;
use crate::process::{Cancel, run};
use anyhow::{Result, bail};
use std::process::Command;
use std::time::Duration;

/// A test program says what is in it at once.
const LIMIT: Duration = Duration::from_secs(60);

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

/// The cases of a lesson's check.
///
/// # Errors
///
/// If the program has no test for one of the claims.
pub(crate) fn of_lesson(program: &Program, lesson: &Lesson) -> Result<Vec<Case>> {
    let tests = tests(program)?;
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

/// The cases of the models of a lesson, which are in the module `lessonNN` of their program.
pub(crate) fn of_models(program: &Program, lesson: &Lesson) -> Result<Vec<Case>> {
    let module = format!("{}::", lesson.id());
    Ok(tests(program)?.into_iter().filter(|test| test.starts_with(&module)).map(other).collect())
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

/// The names of all tests of the program, but those that are not run unless somebody asks for them.
fn tests(program: &Program) -> Result<Vec<String>> {
    let all = listed(program, &[])?;
    let ignored = listed(program, &["--ignored"])?;
    Ok(all.into_iter().filter(|test| !ignored.contains(test)).collect())
}

fn listed(program: &Program, args: &[&str]) -> Result<Vec<String>> {
    let mut command = Command::new(&program.path);
    command.args(["--list", "--format=terse"]).args(args).current_dir(&program.folder);
    let ended = run(&command, LIMIT, &Cancel::default(), |_| {})?;
    Ok(ended.stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
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
