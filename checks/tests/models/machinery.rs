//! The explorer itself: it passes what is right, finds what is wrong, and says so in words.

use super::cup::{Cup, claim, failure_of};
use capstone::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use capstone::sync::{Condvar, Mutex, thread};
use capstone::threads::Lock;
use checks::{SCHEDULES, join, show, spawn_named};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

#[test]
fn a_handoff_that_works_passes() {
    claim().holds_in_schedules(SCHEDULES, || {
        let cup = Cup::new();
        let taker = spawn_named("taker", {
            let cup = Arc::clone(&cup);
            move || cup.take()
        });
        cup.give(7);
        assert_eq!(join(taker), 7);
    });
}

#[test]
fn a_schedule_of_another_model_is_refused() {
    for (seed, refusal) in [
        (
            "3-0000",
            "MODEL_SEED=3-0000 is a schedule of another model: those of machinery::a_handoff_that_works_passes end in -",
        ),
        ("3", "MODEL_SEED=3 is a schedule of another model"),
        ("first", "MODEL_SEED must be as a failed model prints it, not \"first\""),
    ] {
        let mut command = Command::new(env::current_exe().unwrap());
        let run = command
            .args(["machinery::a_handoff_that_works_passes", "--exact"])
            .env("MODEL_SEED", seed)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(!run.status.success() && said.contains(refusal), "{said}");
    }
}

#[test]
fn a_deadlock_is_told_with_each_thread_and_what_it_waits_for() {
    let failure = failure_of(|| {
        let locks = Arc::new((Lock::new("fork", ()), Lock::new("knife", ())));
        let other = Arc::clone(&locks);
        let eaters = [
            spawn_named("anna", move || drop((locks.0.lock(), locks.1.lock()))),
            spawn_named("bert", move || drop((other.1.lock(), other.0.lock()))),
        ];
        eaters.into_iter().for_each(join);
    });
    let lines: Vec<&str> = failure.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "the taker must get what the giver brings, but in one schedule its threads wait for ever; see \
             lessons/00-machinery/README.md, section \"Wake\"",
            "    thread `anna` waits for the lock `knife`, which `bert` holds",
            "    thread `bert` waits for the lock `fork`, which `anna` holds",
        ]
    );
    let again = lines[3].trim();
    assert!(again.starts_with("to see this schedule again: MODEL_SEED="), "{failure}");
    assert!(again.ends_with(" --exact") && again.contains(" cargo models -- "), "{failure}");
    let drawn: Vec<&str> = lines[4..].iter().map(|line| line.trim()).collect();
    assert!(drawn.iter().any(|line| line.starts_with("anna ") && line.ends_with(" bert")), "{failure}");
    let count = |end: &str| drawn.iter().filter(|line| line.ends_with(end)).count();
    assert_eq!((count("locks fork"), count("locks knife")), (1, 1), "each has one lock\n{failure}");
    assert_eq!(
        drawn[drawn.len() - 3..],
        [
            "at the end: anna waits for knife, which bert holds, and holds fork",
            "at the end: bert waits for fork, which anna holds, and holds knife",
            "failed: no thread can go on",
        ],
        "{failure}"
    );
}

/// The taker looks, lets go of the lock, and only then sleeps: the gift may come in between.
fn loses_a_wake_up() {
    let cup = Cup::new();
    show(&cup, &[("in the cup", "data")]);
    let taker = spawn_named("taker", {
        let cup = Arc::clone(&cup);
        move || {
            let empty = cup.item.lock().is_none();
            if empty {
                drop(cup.filled.wait(cup.item.lock()));
            }
        }
    });
    cup.give(7);
    join(taker);
}

#[test]
fn a_lost_wake_up_is_found() {
    let failure = failure_of(loses_a_wake_up);
    assert!(failure.contains("thread `taker` waits on the condition `filled`"), "{failure}");
    let at = |step: &str| failure.find(step).unwrap_or_else(|| panic!("no {step:?} is drawn\n{failure}"));
    assert!(at("notifies one on filled") < at("unlocks cup and sleeps on filled"), "{failure}");
    assert!(at("unlocks cup and sleeps on filled") < at("at the end: taker sleeps on filled"), "{failure}");
}

/// Fails, or holds, if the environment says so: for the test below.
#[test]
fn a_model_by_order() {
    match env::var("MODEL_BY_ORDER").as_deref() {
        Ok("fails") => claim().holds_in_schedules(SCHEDULES, loses_a_wake_up),
        Ok("holds") => claim().holds_in_schedules(SCHEDULES, || Cup::new().give(7)),
        _ => {}
    }
}

#[test]
fn a_failed_schedule_is_kept_for_the_book_until_the_model_holds() {
    let root = tempfile::tempdir().unwrap();
    let kept = root.path().join("target/models/failed/machinery.a_model_by_order.json");
    let run = |order: &str, seed: Option<&str>| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["machinery::a_model_by_order", "--exact"]).env("MODEL_BY_ORDER", order);
        command.env("CARGO_MANIFEST_DIR", root.path().join("checks")).env_remove("MODEL_SEED");
        let output = command.envs(seed.map(|seed| ("MODEL_SEED", seed))).output().unwrap();
        (output.status.success(), fs::read_to_string(&kept).ok())
    };
    let (passed, first) = run("fails", None);
    let first = first.expect("it is kept");
    // The book's tests make a page of this file.
    assert!(!passed && first == include_str!("../../../lessons/book/tests/failed.json"), "{first}");
    let seed = first.split("\"seed\": \"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(run("holds", seed), (true, Some(first.clone())), "one schedule says nothing of the others");
    assert_eq!(run("holds", None), (true, None));
}

#[test]
fn if_instead_of_while_is_found() {
    let failure = failure_of(|| {
        let cup = Cup::new();
        let taker = spawn_named("taker", {
            let cup = Arc::clone(&cup);
            move || {
                let mut item = cup.item.lock();
                if item.is_none() {
                    item = cup.filled.wait(item);
                }
                assert!(item.is_some(), "the taker woke and the cup was empty");
            }
        });
        cup.give(7);
        join(taker);
    });
    let sentence = "the taker must get what the giver brings, but the taker woke and the cup was empty; see ";
    assert!(failure.starts_with(sentence), "{failure}");
    assert!(failure.contains("\n    at checks/tests/models/machinery.rs:"), "{failure}");
}

#[test]
fn a_wait_that_the_waiting_list_does_not_show_is_found_too() {
    let failure = failure_of(|| {
        let pair = (Mutex::new(()), Condvar::new());
        spawn_named("waiter", move || drop(pair.1.wait(pair.0.lock().unwrap()))).join().unwrap();
    });
    assert!(failure.contains("in waits that the waiting list does not show: blocked tasks: ["), "{failure}");
    assert!(failure.contains("waiter"), "{failure}");
}

#[test]
fn a_loop_without_end_is_found() {
    let failure = failure_of(|| {
        let flag = AtomicBool::new(false);
        while !flag.load(Ordering::SeqCst) {
            thread::yield_now();
        }
    });
    assert!(
        failure.contains("but after 100000 steps its threads still went round in a loop; see "),
        "{failure}"
    );
}

#[test]
fn a_loop_that_waits_for_another_thread_is_not_starved() {
    claim().holds_in_schedules(SCHEDULES, || {
        let flag = Arc::new(AtomicBool::new(false));
        let setter = spawn_named("setter", {
            let flag = Arc::clone(&flag);
            move || flag.store(true, Ordering::SeqCst)
        });
        while !flag.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        join(setter);
    });
}

#[test]
fn a_function_still_to_be_written_is_named() {
    let failure = failure_of(|| {
        spawn_named("taker", || todo!("lesson 03: Latch::wait")).join().unwrap();
    });
    assert!(failure.contains(", but `lesson 03: Latch::wait` is still to be written; see "), "{failure}");
}

#[test]
fn the_same_model_fails_in_the_same_schedule_every_time() {
    let lost_update = || {
        let count = Arc::new(AtomicUsize::new(0));
        let adders = [(); 2].map(|()| {
            let count = Arc::clone(&count);
            spawn_named("adder", move || count.store(count.load(Ordering::SeqCst) + 1, Ordering::SeqCst))
        });
        adders.into_iter().for_each(join);
        assert_eq!(count.load(Ordering::SeqCst), 2, "one of two additions was lost");
    };
    assert_eq!(failure_of(lost_update), failure_of(lost_update));
}
