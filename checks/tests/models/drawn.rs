//! The drawing of a schedule that failed: how a wait that ends by itself looks, and what stands below the last step, in the
//! terminal, in the picture and on the book's page alike.

use super::cup::{Cup, claim, failure_of};
use capstone::sync::thread;
use checks::{SCHEDULES, join, show, spawn_named};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

/// The taker believes that whoever wakes it has brought something.
fn looks_once() {
    let cup = Cup::new();
    let taker = spawn_named("taker", {
        let cup = Arc::clone(&cup);
        move || {
            let mut item = cup.item.lock();
            if item.is_none() {
                item = cup.filled.wait(item);
            }
            assert_eq!(*item, Some(7), "the taker woke, and had something else");
        }
    });
    cup.give(7);
    join(taker);
}

fn notifies_under_the_lock() {
    let cup = Cup::new();
    let mut item = cup.item.lock();
    *item = Some(7);
    cup.filled.notify_one();
}

/// The line of that notification.
fn line_of_notification() -> usize {
    let lines: Vec<&str> = include_str!("drawn.rs").lines().collect();
    let first =
        |words: &str, from: usize| from + lines[from..].iter().position(|line| line.contains(words)).unwrap();
    first("notify_one", first("fn notifies_under_the_lock", 0)) + 1
}

fn brings_nothing() {
    let cup = Cup::new();
    spawn_named("taker", move || cup.take());
}

/// Goes round and round.
fn never_ends() {
    drop(Cup::new().item.lock());
    loop {
        thread::yield_now();
    }
}

fn gives_twice() {
    let cup = Cup::new();
    show(&cup, &[("in the cup", "data")]);
    (1..=2).for_each(|item| cup.give(item));
    panic!("it gave twice");
}

/// Fails as the environment says: for the tests below.
#[test]
fn a_model_by_order() {
    match env::var("MODEL_DRAWN").as_deref() {
        Ok("panics") => claim().holds_in_schedules(SCHEDULES, looks_once),
        Ok("breaks a rule") => claim().holds_with_unlocked_notifications(SCHEDULES, notifies_under_the_lock),
        Ok("waits") => claim().holds_in_schedules(SCHEDULES, brings_nothing),
        Ok("loops") => claim().holds_in_schedules(SCHEDULES, never_ends),
        Ok("gives twice") => claim().holds_in_schedules(SCHEDULES, gives_twice),
        _ => {}
    }
}

/// A failed model as the terminal, the picture and the book's page draw it.
struct Drawn {
    terminal: Vec<String>,
    picture: Vec<String>,
    page: Value,
}

fn drawn(mistake: &str) -> Drawn {
    let root = tempfile::tempdir().unwrap();
    let svg = root.path().join("drawn.svg");
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["drawn::a_model_by_order", "--exact"]).env("MODEL_DRAWN", mistake).env("MODEL_SVG", &svg);
    command.env("CARGO_MANIFEST_DIR", root.path().join("checks")).env_remove("MODEL_SEED");
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let picture = fs::read_to_string(&svg).unwrap();
    let texts = picture.lines().filter_map(|line| line.split_once("preserve\">")?.1.strip_suffix("</text>"));
    let kept = root.path().join("target/models/failed/drawn.a_model_by_order.json");
    Drawn {
        terminal: said.lines().filter_map(|line| line.strip_prefix("    ")).map(str::to_owned).collect(),
        picture: texts.map(str::to_owned).collect(),
        page: serde_json::from_str(&fs::read_to_string(kept).unwrap()).unwrap(),
    }
}

/// What stands below the last step: in the terminal, in the picture, and in what the book's page is made of.
fn endings(mistake: &str) -> [Vec<String>; 3] {
    let Drawn { terminal, picture, page } = drawn(mistake);
    let is_below = |line: &String| line.starts_with("at the end: ") || line.starts_with("failed: ");
    let of_page = page["ending"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned());
    let below = |lines: Vec<String>| lines.into_iter().filter(is_below).collect();
    [below(terminal), below(picture), of_page.collect()]
}

#[test]
fn what_the_threads_share_stands_beside_the_step_that_changed_it() {
    let Drawn { terminal, picture, page } = drawn("gives twice");
    let lines = [
        "main                    in the cup",
        "locks cup               None",
        "unlocks cup             Some(1)",
        "notifies one on filled",
        "locks cup",
        "unlocks cup             Some(2)",
        "notifies one on filled",
        "failed: `main` panicked: it gave twice",
    ];
    assert!(terminal.windows(lines.len()).any(|window| window == lines), "{terminal:#?}");
    assert_eq!(picture, lines);
    let after = |step: usize| page["steps"][step]["shared"].clone();
    assert_eq!((&page["fields"], &page["shared"]), (&json!(["in the cup"]), &json!(["None"])));
    assert_eq!(
        [0, 1, 3, 4].map(after),
        ["None", "Some(1)", "Some(1)", "Some(2)"].map(|value| json!([value]))
    );
}

#[test]
fn what_failed_stands_below_the_last_step_wherever_it_is_drawn() {
    let notification = format!(
        "failed: `main` notified `filled` while it held the lock `cup`, at checks/tests/models/drawn.rs:{}:16",
        line_of_notification()
    );
    for (mistake, ending) in [
        (
            "panics",
            &[
                "at the end: main waits for cup, which taker holds",
                "at the end: taker holds cup",
                "failed: `taker` panicked: the taker woke, and had something else, left: None, right: Some(7)",
            ][..],
        ),
        ("breaks a rule", &["at the end: main holds cup", &notification]),
        ("waits", &["at the end: taker sleeps on filled", "failed: no thread can go on"]),
        ("loops", &["failed: after 100000 steps its threads still went round in a loop"]),
    ] {
        for (place, drawn) in ["terminal", "picture", "page"].into_iter().zip(endings(mistake)) {
            assert_eq!(drawn, ending, "in the {place}, of a model that {mistake}");
        }
    }
}

/// Whether `lines` are in the drawing, one directly after the other.
fn is_drawn(failure: &str, lines: &[&str]) -> bool {
    let drawn: Vec<&str> = failure.lines().map(str::trim).collect();
    drawn.windows(lines.len()).any(|window| window == lines)
}

#[test]
fn a_wait_that_returns_early_is_drawn_as_a_sleep_that_ends_by_itself() {
    let failure = failure_of(looks_once);
    let slept = ["locks cup", "unlocks cup and sleeps on filled", "wakes on filled by itself"];
    assert!(is_drawn(&failure, &slept), "{failure}");
}

#[test]
fn a_wait_that_its_deadline_ends_is_drawn_as_such() {
    let failure = failure_of(|| {
        let cup = Cup::new();
        let (item, timed_out) = cup.filled.wait_until(cup.item.lock(), Instant::now());
        drop(item);
        assert!(!timed_out, "the deadline ended it");
    });
    let slept =
        ["locks cup", "unlocks cup and sleeps on filled", "wakes on filled at its deadline", "locks cup"];
    assert!(is_drawn(&failure, &slept), "{failure}");
}

#[test]
fn a_notification_that_comes_after_the_sleep_has_ended_is_drawn_after_it() {
    let failure = failure_of(|| {
        let cup = Cup::new();
        let taker = spawn_named("taker", {
            let cup = Arc::clone(&cup);
            move || {
                let item = cup.item.lock();
                if item.is_none() {
                    let (item, timed_out) = cup.filled.wait_until(item, Instant::now());
                    assert!(item.is_none() || !timed_out, "it came at the deadline");
                }
            }
        });
        cup.give(7);
        join(taker);
    });
    let at = |step: &str| failure.find(step).unwrap_or_else(|| panic!("no {step:?} is drawn\n{failure}"));
    assert!(at("wakes on filled at its deadline") < at("notifies one on filled"), "{failure}");
}
