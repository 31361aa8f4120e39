//! Every command that a text shows is run by somebody: by another check, by this one, or, if it takes long or recurses, by
//! the campaign, `cargo test --test commands -- --ignored`, whose results are in commands/record.md.

#[path = "commands/elsewhere.rs"]
mod elsewhere;
#[path = "commands/record.rs"]
mod record;
#[path = "commands/session.rs"]
mod session;
#[path = "commands/shape.rs"]
mod shape;
#[path = "commands/stage.rs"]
mod stage;
#[path = "commands/table.rs"]
mod table;
#[path = "commands/texts.rs"]
mod texts;

use checks::attempt;
use session::Session;
use stage::{Mode, play};
use std::env;
use std::sync::Arc;
use std::time::Instant;
use table::SESSIONS;
use texts::Shown;

#[test]
fn every_command_in_the_texts_is_run_by_somebody() {
    let nobody: Vec<String> = texts::commands().iter().filter(|shown| !is_run(shown)).map(told).collect();
    assert!(
        nobody.is_empty(),
        "no check runs these commands: add each to checks/tests/commands/table.rs, in a session of its text (or, if it runs \
         a check or an example, see in elsewhere.rs what is missing)\n  {}",
        nobody.join("\n  ")
    );
}

/// A session accounts for its own text, and for every other that shows the command without its output.
fn is_run(shown: &Shown) -> bool {
    let no_output = shown.output.trim().is_empty();
    let runs_it =
        |session: &&Session| session.has(&shown.command) && (no_output || session.text == shown.text);
    elsewhere::runs(shown) || SESSIONS.iter().any(|session| runs_it(&session))
}

fn told(shown: &Shown) -> String {
    format!("{}:{}: {}", shown.text, shown.line, shown.command)
}

#[test]
fn every_command_of_a_session_stands_in_its_text() {
    let shown = texts::commands();
    for session in SESSIONS {
        for step in session.steps {
            let stands = shown.iter().any(|it| it.text == session.text && it.command == step.command);
            assert!(stands, "{} does not show `{}`: take it out of table.rs", session.text, step.command);
        }
    }
}

#[test]
fn every_short_command_does_what_its_text_says() {
    let short: Vec<&Session> =
        SESSIONS.iter().filter(|session| session.is_for_every_test() && session.can_run()).collect();
    run_all(&short, Mode::EveryTest, |_, _| ());
}

#[test]
#[ignore = "the campaign: commands that take long, or recurse; hours in all"]
fn campaign() {
    // Not CAMPAIGN, which the fault tests heed: the gate is run here, and inherits the variable.
    let part = env::var("COMMANDS").unwrap_or_default();
    let wanted = |session: &&Session| session.steps.iter().any(|step| step.command.contains(&part));
    let long: Vec<&Session> = SESSIONS
        .iter()
        .filter(|session| session.long.is_some() && session.can_run())
        .filter(wanted)
        .collect();
    run_all(&long, Mode::Campaign, |session, result| {
        let ran: Vec<&str> = session.steps.iter().map(|step| step.command).collect();
        record::note(&commands_of_the_campaign(), &ran, &format!("{result}, {}", record::date()));
    });
}

#[test]
fn the_record_has_a_row_for_each_command_of_the_campaign() {
    let rows: Vec<String> = record::rows().into_iter().map(|(command, _)| command).collect();
    assert_eq!(
        rows,
        commands_of_the_campaign(),
        "checks/tests/commands/record.md and table.rs differ: a new row says `{}`",
        record::NOT_YET
    );
}

fn commands_of_the_campaign() -> Vec<&'static str> {
    let long = SESSIONS.iter().filter(|session| session.long.is_some());
    long.flat_map(|session| session.steps).map(|step| step.command).collect()
}

/// Runs them in turn, for they share the machine; then tells all that failed.
fn run_all(sessions: &[&'static Session], mode: Mode, note: impl Fn(&Session, &str)) {
    let shown: Arc<[Shown]> = texts::commands().into();
    let mut failures = Vec::new();
    for session in sessions {
        let began = Instant::now();
        let (session, shown) = (*session, Arc::clone(&shown));
        let outcome = attempt(stage::limit(mode) * 3, move || play(session, &shown, mode));
        let took = began.elapsed().as_secs_f64();
        eprintln!("{took:6.1} s  {}  {}", session.text, session.steps[session.steps.len() - 1].command);
        match outcome {
            Ok(()) => note(session, &format!("passed in {took:.0} s")),
            Err(failure) => {
                note(session, &format!("FAILED after {took:.0} s"));
                failures.push(format!("{}: {failure}", session.text));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn a_command_is_found_with_its_place_and_its_output() {
    let text = "run `cargo\ntest` or\n```console\n$ a 1    # twice\nx\n$ b\n```\n```text\n$ c\ny\n```\n";
    let found = texts::commands_in("t", text);
    let found: Vec<_> = found.iter().map(|it| (it.line, &*it.command, &*it.output, it.promised)).collect();
    let expected =
        [(4, "a 1", "x\n", true), (6, "b", "", true), (9, "c", "y\n", false), (1, "cargo test", "", false)];
    assert_eq!(found, expected);
}

#[test]
fn a_shape_leaves_numbers_open_and_nothing_else() {
    let shown = "4 workers, <path>/log\n...\nqueue  -  1.5 ms\nlast  3 %\n";
    let written = "8 workers, /tmp/log\nmore\nlast 12.0 %\nqueue 3 90ns\n";
    assert_eq!(shape::fits(shown, written, false), Ok(()));
    assert!(shape::fits(shown, &written.replace("last", "first"), false).is_err());
    assert_eq!(
        shape::fits("lock contention: low, 0.07 %", "lock contention: moderate, 1.24 %", false),
        Ok(())
    );
    assert!(shape::fits("one\ntwo\n", "two\none\n", false).is_err());
    assert!(shape::fits("one\n", "one\ntwo\n", false).is_err());
    assert_eq!(shape::fits("one\n", "one\ntwo\n", true), Ok(()));
}
