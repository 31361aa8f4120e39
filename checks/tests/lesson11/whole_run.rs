//! What the release program makes of the plan.

use crate::{PLAN, README};
use checks::{Ended, Process, Text, assert_example_matches_readme, benchmarks, workspace_root};
use std::fs;
use std::time::Duration;

/// Long enough for a short benchmark on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn nothing_is_measured_before_everything_is_predicted() {
    let claim = PLAN.claim("a plan with a gap must not be run, and the gap must be named");
    claim.beside_others().within(PATIENCE).holds(|| {
        let text = fs::read_to_string(workspace_root().join("benchmarks/plan.toml")).unwrap();
        let reasons = || text.lines().filter(|line| line.starts_with("reason = "));
        let gap = text.replacen(reasons().nth(7).expect("the plan has reasons"), "reason = \"\"", 1);
        let folder = std::env::temp_dir().join(format!("capstone-lesson11-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (plan, record) = (folder.join("plan.toml"), folder.join("record"));
        fs::write(&plan, gap).unwrap();
        let args = ["run", "--smoke", "--plan", plan.to_str().unwrap(), "--record", record.to_str().unwrap()];
        let ended = Ended::of(Process::start(&benchmarks(), &args));
        let measured = record.exists();
        fs::remove_dir_all(&folder).unwrap();
        assert!(ended.code == Some(1) && !measured, "it was: {ended:?}");
        assert!(ended.stderr.contains("sleep, 3 workers: no reason"), "the gap was not named: {ended:?}");
    });
}

#[test]
fn the_text_shows_what_its_program_writes() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its program writes");
    text.beside_others().within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson11", README);
    });
}
