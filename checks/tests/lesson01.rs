//! Lesson 1: a crew starts whole or not at all, and who joins it waits for all of it and hears of every panic.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson01/ends.rs"]
mod ends;
#[path = "lesson01/gate.rs"]
mod gate;
#[path = "lesson01/refused.rs"]
mod refused;

use capstone::threads::Crew;
use checks::{
    Gate, Section, Text, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    assert_sleeps, blocked, join, spawn_named, until,
};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::Duration;

const README: &str = "lessons/01-threads/README.md";
const THREADS: Section = Text::at(README).section("A thread is a call that runs beside its caller");
const JOIN: Section = Text::at(README).section("Join: waiting for the end");
const PANIC: Section = Text::at(README).section("A panic ends one thread, and arrives at the joiner");
const GATE: Section = Text::at(README).section("All or none: the gate");

/// On a loaded machine it may take a while until a thread that spins has had enough of a core to be told from a sleeper.
const WATCHED: Duration = Duration::from_secs(60);

/// A crew of three of which the member `slow` ends long after the others, and the flag that it raises then.
fn crew_with_a_slow_member(
    slow: usize,
    others: impl Fn() + Send + Sync + 'static,
) -> (Crew, Arc<AtomicBool>) {
    let ended = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ended);
    let crew = Crew::spawn("member", 3, move |index| {
        if index == slow {
            // This is work that takes its time. Nobody relies on how long it takes.
            thread::sleep(Duration::from_millis(100));
            flag.store(true, SeqCst);
        } else {
            others();
        }
    });
    (crew.expect("three threads can be created"), ended)
}

#[test]
fn all_members_run_at_the_same_time() {
    THREADS.claim("all members of a crew must run at the same time").holds(|| {
        let (running, end) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(5)));
        let member = (Arc::clone(&running), Arc::clone(&end));
        let starter = spawn_named("starter", || {
            Crew::spawn("member", 4, move |_| {
                member.0.fetch_add(1, SeqCst);
                member.1.wait();
            })
        });
        until("all four members have begun, and none has ended", || running.load(SeqCst) == 4);
        end.wait();
        join(starter).unwrap().join().unwrap();
    });
}

#[test]
fn each_member_gets_its_own_index_and_name() {
    THREADS.claim("each member must get an index of its own, and the name that goes with it").holds(|| {
        // Often, for an index that depends on who comes first may be right by chance.
        for _ in 0..100 {
            let (sender, seen) = mpsc::channel();
            let crew = Crew::spawn("member", 8, move |index| {
                let name = thread::current().name().unwrap_or("unnamed").to_owned();
                sender.send((index, name)).unwrap();
            });
            let mut seen: Vec<(usize, String)> = seen.into_iter().take(8).collect();
            drop(crew);
            seen.sort();
            let due: Vec<(usize, String)> = (0..8).map(|index| (index, format!("member-{index}"))).collect();
            assert_eq!(seen, due, "the members saw other indices or names");
        }
    });
}

#[test]
fn join_waits_for_the_slowest_member() {
    JOIN.claim("join must wait until every member has ended").holds(|| {
        let (crew, ended) = crew_with_a_slow_member(2, || ());
        crew.join().unwrap();
        assert!(ended.load(SeqCst), "it returned while member-2 was still at work");
    });
}

#[test]
fn what_a_body_captured_goes_with_its_crew() {
    JOIN.claim("when a crew has ended, what its body captured must have been dropped").holds(|| {
        let captured = Arc::new(());
        let inside = Arc::clone(&captured);
        Crew::spawn("member", 3, move |_| _ = Arc::as_ptr(&inside)).unwrap().join().unwrap();
        let owners = Arc::strong_count(&captured);
        assert_eq!(owners, 1, "after join, an `Arc` that the body had captured still had {owners} owners");
    });
}

#[test]
fn a_joiner_is_on_the_waiting_list() {
    JOIN.claim("the waiting list must show who waits for which member to end").holds(|| {
        let end = Arc::new(Barrier::new(2));
        let member = Arc::clone(&end);
        let wait = move |index| {
            if index == 1 {
                member.wait();
            }
        };
        let crew = Crew::spawn("member", 2, wait).unwrap();
        let joiner = spawn_named("joiner", || crew.join().unwrap());
        let line = "thread `joiner` waits for the thread `member-1` to end";
        until(&format!("the waiting list shows: {line}"), || {
            blocked().iter().any(|on| on.to_string() == line)
        });
        end.wait();
        join(joiner);
        assert_eq!(blocked(), [], "the waiting list still shows a thread that waits no more");
    });
}

#[test]
fn a_joiner_sleeps() {
    JOIN.claim("a thread that joins must sleep, and cost nothing").within(WATCHED).holds(|| {
        assert_sleeps_until_its_end(|crew| crew.join().unwrap());
    });
}

#[test]
fn a_thread_that_drops_a_crew_sleeps() {
    JOIN.claim("a thread that drops a crew must sleep until its end, and cost nothing")
        .within(WATCHED)
        .holds(|| assert_sleeps_until_its_end(drop));
}

/// A thread that calls `end` with a crew sleeps as long as one of its members waits, though others have ended.
#[track_caller]
fn assert_sleeps_until_its_end(end: fn(Crew)) {
    let gate = Gate::new();
    let pass = gate.pass();
    let crew = Crew::spawn("member", 3, move |index| _ = (index == 1).then(|| pass.wait())).unwrap();
    let begun = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&begun);
    let joiner = spawn_named("joiner", move || {
        flag.store(true, SeqCst);
        end(crew);
    });
    until("the joiner has begun", || begun.load(SeqCst));
    assert_sleeps("joiner");
    gate.open();
    join(joiner);
}

#[test]
fn join_reports_every_panic_with_its_thread() {
    PANIC.claim("join must report every panic, with the thread's name and the message").holds(|| {
        // Like `panic!`, but nothing is printed.
        let crew = Crew::spawn("member", 4, |index| match index {
            0 => resume_unwind(Box::new("a text")),
            2 => resume_unwind(Box::new(format!("text number {index},\n  and a second line"))),
            3 => resume_unwind(Box::new(3)),
            _ => {}
        });
        let Err(error) = crew.unwrap().join() else { panic!("it said that all is well") };
        assert_eq!(error.size, 4, "it told the wrong size of the crew");
        let mut panics = error.panics;
        panics.sort();
        let due = [
            ("member-0", "a text"),
            ("member-2", "text number 2,\n  and a second line"),
            ("member-3", "a panic without a text"),
        ];
        let due = due.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(panics, due, "it told something else");
    });
}

#[test]
fn join_waits_for_the_others_after_a_panic() {
    PANIC.claim("join must wait for the other members after one has panicked").holds(|| {
        for slow in 0..3 {
            let (crew, ended) = crew_with_a_slow_member(slow, || resume_unwind(Box::new("it gives up")));
            drop(crew.join()); // what it says is another claim's business
            assert!(ended.load(SeqCst), "it returned while member-{slow} was still at work");
        }
    });
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(60)).holds(|| {
        assert_example_matches_readme("lesson01", README);
        assert_example_matches_readme("lesson01-before", README);
    });
}
