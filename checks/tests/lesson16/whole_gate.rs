//! The gate itself: green on this tree, and red for each point that is broken.

use crate::tree::Tree;
use crate::{README, RED};
use checks::{Claim, Ended, Process, assert_output_matches_readme, binary, example, workspace_root};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a gate may take in a check. No verdict depends on it.
const LIMIT: Duration = Duration::from_secs(240);

pub(crate) fn claim(words: &'static str) -> Claim {
    RED.claim(words).beside_others().within(LIMIT)
}

/// Runs a gate to its end.
fn end_of(gate: &mut Command) -> Ended {
    let gate = gate.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ended::of_within(Process::spawn(gate), LIMIT)
}

/// A gate that looks at one point, with a program that does one thing wrong.
fn gate_with(fault: &str, point: &str) -> Ended {
    let crooked = workspace_root().join("checks/tests/lesson16/crooked.sh");
    let mut gate = gate(point);
    end_of(gate.arg("--capstone").arg(crooked).env("FAULT", fault).env("CAPSTONE", binary("capstone")))
}

/// A gate that looks at one point of this copy.
pub(crate) fn gate_in(tree: &Tree, point: &str) -> Ended {
    end_of(gate(point).env("CARGO_MANIFEST_DIR", tree.manifest_dir()))
}

/// A gate that looks at the CI script of this copy, as if the script of `of` had started it.
fn gate_run_by_the_script(of: &Tree, tree: &Tree) -> Ended {
    let of = of.root().canonicalize().expect("the copy is there");
    let mut gate = gate("ci");
    end_of(gate.env("CARGO_MANIFEST_DIR", tree.manifest_dir()).env("QUALITY_GATE_RUNS_CI", of))
}

fn gate(point: &str) -> Command {
    let mut gate = Command::new(env!("CARGO_BIN_EXE_quality"));
    gate.args(["--only", point]);
    gate
}

/// The one line that the gate has on this point.
#[track_caller]
fn line<'a>(ended: &'a Ended, point: &str) -> &'a str {
    let is_it = |line: &&str| line.split_whitespace().nth(1) == Some(point);
    let lines: Vec<&str> = ended.stdout.lines().filter(|line| !line.starts_with('|')).filter(is_it).collect();
    assert!(lines.len() == 1, "it has {} lines on {point}\n{}{}", lines.len(), ended.stdout, ended.stderr);
    lines[0]
}

/// The gate must have failed for this point, and said why in these words and where to look.
#[track_caller]
pub(crate) fn assert_red(ended: &Ended, point: &str, why: &str) {
    let line = line(ended, point);
    assert!(line.starts_with("FAIL"), "it said: {line}");
    assert_eq!(ended.code, Some(1), "its exit code was {:?}\n{}", ended.code, ended.stdout);
    for part in [why, "expected", "came", "; see "] {
        assert!(line.contains(part), "its line lacked {part:?}: {line}");
    }
    let headline = format!("FAIL: 0 of 10 points passed; failed: {point}; not looked at: ");
    assert!(ended.stdout.contains(&headline), "its headline was another\n{}", ended.stdout);
}

#[track_caller]
pub(crate) fn assert_green(ended: &Ended, point: &str) {
    let line = line(ended, point);
    assert!(line.starts_with("PASS") && ended.code == Some(0), "it ended with {:?}: {line}", ended.code);
}

#[test]
fn the_gate_is_green_on_this_tree() {
    claim("the gate must be green on this tree, and write what the text shows").holds(|| {
        let mut gate = Command::new(example("lesson16"));
        gate.args(["--fast", "--capstone"]).arg(binary("capstone"));
        let ended = end_of(&mut gate);
        assert_eq!(
            ended.code,
            Some(0),
            "its exit code was {:?}\n{}{}",
            ended.code,
            ended.stdout,
            ended.stderr
        );
        // On a busy machine, what depends on its speed may take more than one attempt.
        let again = |count: u32| format!(" (attempt {count}, for it depends on the machine's speed)");
        let output = (2..=3).fold(ended.stdout, |output, count| output.replace(&again(count), ""));
        assert_output_matches_readme("cargo run --quiet --example lesson16 -- --fast", README, &output);
    });
}

#[test]
fn a_logger_that_finds_too_much_is_found() {
    claim("the gate must turn red when a filter of the log finds too much")
        .holds(|| assert_red(&gate_with("logger", "logger"), "logger", "log --level warn"));
}

#[test]
fn a_lost_reply_is_found() {
    claim("the gate must turn red when one reply of 5000 is lost")
        .holds(|| assert_red(&gate_with("server", "server"), "server", "lost: expected 0, came 1;"));
}

#[test]
fn a_wrong_answer_is_found() {
    claim("the gate must turn red when a wrong request is served").holds(|| {
        assert_red(&gate_with("protocol", "protocol"), "protocol", "WORK that takes too long");
    });
}

#[test]
fn a_fault_that_goes_wrong_is_found() {
    claim("the gate must turn red when a fault is answered otherwise")
        .holds(|| assert_red(&gate_with("robustness", "robustness"), "robustness", "jobs that panic"));
}

#[test]
fn a_pool_that_is_none_is_found() {
    claim("the gate must turn red when 8 workers are as slow as one")
        .holds(|| assert_red(&gate_with("pool", "pool"), "pool", "expected at least 5x, came "));
}

#[test]
fn a_queue_without_a_bound_is_found() {
    claim("the gate must turn red when nobody is refused")
        .holds(|| assert_red(&gate_with("backpressure", "backpressure"), "backpressure", "came 0;"));
}

#[test]
fn good_clients_that_are_not_served_are_found() {
    claim("the gate must turn red when good clients are not served")
        .holds(|| assert_red(&gate_with("clients", "clients"), "clients", "expected 1000, came 0"));
}

#[test]
fn a_demo_that_fails_is_found() {
    claim("the gate must turn red when the demo fails, and only then").holds(|| {
        assert_red(&gate_with("demo", "demo"), "demo", "50 clients: expected 5000 replies, got 4999");
        assert_red(&gate_with("empty-demo", "demo"), "demo", "0 of 0 sections passed");
        assert_green(&gate_with("quick-demo", "demo"), "demo");
    });
}

#[test]
fn a_ci_script_that_fails_is_found() {
    claim("the gate must turn red when the CI script fails, and only then").holds(|| {
        let bad = Tree::new("bad-ci").with(".ci/run", "echo 'error: this is not formatted'; exit 1\n");
        assert_red(&gate_in(&bad, "ci"), "ci", "error: this is not formatted");
        let red = Tree::new("red-ci")
            .with(".ci/run", "echo 'failures:'; echo 'test a_claim ... FAILED'; exit 101\n");
        assert_red(&gate_in(&red, "ci"), "ci", "it said: test a_claim ... FAILED");
        let good = Tree::new("good-ci").with(".ci/run", "echo 'test result: ok. 3 passed'\n");
        assert_green(&gate_in(&good, "ci"), "ci");
        let empty = Tree::new("empty-ci").with(".ci/run", "exit 0\n");
        assert_red(&gate_in(&empty, "ci"), "ci", "checks passed: expected at least one, came 0");
        let none =
            Tree::new("none-ci").with(".ci/run", "echo 'test result: ok. 0 passed; 12 filtered out'\n");
        assert_red(&gate_in(&none, "ci"), "ci", "checks passed: expected at least one, came 0");
    });
}

#[test]
fn the_gate_does_not_run_the_script_that_runs_it() {
    claim("a gate that the CI script has started must not start that script, but may start another").holds(
        || {
            let script = "echo 'test result: ok. 3 passed'\n";
            let copy = Tree::new("recursive-ci").with(".ci/run", script);
            assert_red(&gate_run_by_the_script(&copy, &copy), "ci", "the gate was started by .ci/run itself");
            let other = Tree::new("other-ci").with(".ci/run", script);
            assert_green(&gate_run_by_the_script(&copy, &other), "ci");
        },
    );
}

#[test]
fn a_program_that_does_not_build_has_failed() {
    claim("a program that does not build must make a point fail, with the compiler's first error").holds(
        || {
            let manifest = "[package]\nname = \"capstone\"\nedition = \"2024\"\n[workspace]\n";
            let copy =
                Tree::new("no-build").with("Cargo.toml", manifest).with("src/main.rs", "fn main() { 1 + }\n");
            let target = copy.root().join("target");
            let mut gate = gate("server");
            gate.env("CARGO_MANIFEST_DIR", copy.manifest_dir()).env("CARGO_TARGET_DIR", target);
            assert_red(
                &end_of(&mut gate),
                "server",
                "error: expected expression, found `}` --> src/main.rs:1:17",
            );
        },
    );
}

#[test]
fn a_point_that_does_not_exist_is_told_those_that_do() {
    claim("the name of no point must be wrong usage, and told all names").holds(|| {
        for (args, words) in [
            (&["--only", "sever"][..], &["\"sever\"", "logger", "server", "protocol", "ci"][..]),
            (&["--only"], &["--only needs a value"]),
            (&["--slow"], &["--slow"]),
            (&["--fast", "--only", "demo"], &["--fast leaves out demo"]),
        ] {
            let ended = end_of(Command::new(env!("CARGO_BIN_EXE_quality")).args(args));
            let (code, stderr) = (ended.code, ended.stderr);
            assert_eq!((code, ended.stdout.as_str()), (Some(2), ""), "{args:?} ended otherwise\n{stderr}");
            for word in words {
                assert!(stderr.contains(word), "{args:?} was not told {word:?}\n{stderr}");
            }
        }
    });
}
