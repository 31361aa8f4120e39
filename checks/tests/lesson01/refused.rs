//! A thread that the system refuses, for want of memory, in a process of its own.
//!
//! Only Linux has a limit for that. Elsewhere the unit test in `crew.rs` has to do, which refuses a thread by hand.
#![cfg(target_os = "linux")]

use crate::GATE;
use capstone::threads::Crew;
use checks::{DEADLINE, Footprint, Process, in_little_memory, is_child};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_crew_that_cannot_be_completed_runs_nothing() {
    GATE.claim("a crew that cannot be completed must not run its body in any thread").holds(|| {
        let ran = refuse_a_crew().wait_for_line("ran ").replace("ran ", "");
        assert!(ran == "0", "{ran} of its threads ran it");
    });
}

#[test]
fn a_refused_crew_says_what_the_system_said() {
    GATE.claim("a refused crew must give the error with which the system refused the thread").holds(|| {
        let reason = refuse_a_crew().wait_for_line("because ").replace("because ", "");
        assert!(
            reason == "WouldBlock",
            "its reason was {reason}: for want of memory the system says EAGAIN, which is WouldBlock"
        );
    });
}

#[test]
fn a_refused_crew_names_the_missing_thread_and_leaves_none_behind() {
    GATE.claim("a refused crew must name the thread that is missing, and leave none behind").holds(|| {
        let error = refuse_a_crew().wait_for_line("refused ");
        let number = |word: &str| word.trim_start_matches("member-").parse::<usize>().ok();
        let told: Vec<usize> = error.split(' ').filter_map(number).collect();
        let [missing, created, wanted] = told[..] else { panic!("its error told something else: {error}") };
        assert_eq!(
            created, missing,
            "it named member-{missing} as the missing one, and said that {created} had been created before it"
        );
        assert_eq!(wanted, 64, "of a crew of 64, it said how many were wanted: {wanted}");
        assert!(
            (1..64).contains(&created),
            "the check did not manage to refuse a thread in the middle: {error}"
        );
    });
}

/// A process in which a crew was refused, and whose threads have ended.
fn refuse_a_crew() -> Process {
    in_little_memory("refused::child", "ran ")
}

#[test]
#[ignore = "the checks above run it in a process of its own"]
fn child() {
    if !is_child() {
        return;
    }
    // All are counted, whatever their names: a new thread gives itself its name only when it runs.
    let threads = || Footprint::own().expect("a process may read what it has").threads;
    let before = threads();
    let ran = Arc::new(AtomicUsize::new(0));
    let member = Arc::clone(&ran);
    let crew = Crew::spawn("member", 64, move |_| _ = member.fetch_add(1, SeqCst));
    let error = crew.expect_err("64 threads were created with memory for few");
    println!("\nrefused {} after {} of {}", error.name, error.created, error.wanted);
    println!("because {:?}", error.reason.kind());
    // Not by `until`, which has a thread of its own.
    let began = Instant::now();
    while threads() > before {
        assert!(began.elapsed() < DEADLINE / 2, "threads of the refused crew are left");
        thread::sleep(Duration::from_millis(1));
    }
    println!("ran {}", ran.load(SeqCst));
}
