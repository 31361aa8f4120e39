//! The end of a crew that is dropped: by its owner, while that panics, by one of its own, or by a member of another.

use crate::{JOIN, PANIC, crew_with_a_slow_member};
use capstone::threads::Crew;
use checks::{Bomb, Gate, Pass, blocked, join, spawn_named, until};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};

thread_local! {
    /// What a thread drops last.
    static LAST: RefCell<Option<SlowEnd>> = const { RefCell::new(None) };
}

/// Its destructor tells that it begins, and waits. A thread's handle says by then that the thread is finished.
struct SlowEnd {
    begins: mpsc::Sender<()>,
    pass: Pass,
}

impl Drop for SlowEnd {
    fn drop(&mut self) {
        self.begins.send(()).unwrap();
        self.pass.wait();
    }
}

/// A crew of one whose body is over already, and whose thread waits at the gate before its end.
fn crew_that_is_ending(gate: &Gate, body: impl Fn() + Send + Sync + 'static) -> Crew {
    let (begins, begun) = mpsc::channel();
    let pass = gate.pass();
    let crew = Crew::spawn("member", 1, move |_| {
        LAST.set(Some(SlowEnd { begins: begins.clone(), pass: pass.clone() }));
        body();
    });
    let crew = crew.unwrap();
    begun.recv().unwrap();
    crew
}

#[test]
fn dropping_a_crew_joins_it() {
    JOIN.claim("dropping a crew must wait until every member has ended").holds(|| {
        let (crew, ended) = crew_with_a_slow_member(2, || ());
        drop(crew);
        assert!(ended.load(SeqCst), "the drop was over while member-2 was still at work");
        let (crew, ended) = crew_with_a_slow_member(2, || ());
        let owner = spawn_named("owner", move || {
            let _crew = crew;
            resume_unwind(Box::new("the owner fails"));
        });
        assert!(owner.join().is_err());
        assert!(ended.load(SeqCst), "its owner panicked, and was gone while member-2 was still at work");
    });
}

#[test]
fn a_crew_ends_with_its_threads() {
    JOIN.claim("a crew must end with its threads, which drop their thread-locals after the body").holds(
        || {
            let ends: [(_, fn(Crew)); 2] = [("join", |crew| crew.join().unwrap()), ("the drop", drop)];
            for (what, end) in ends {
                let gate = Gate::new();
                let crew = crew_that_is_ending(&gate, || ());
                let joiner = spawn_named("joiner", move || end(crew));
                let line = "thread `joiner` waits for the thread `member-0` to end";
                until(&format!("the waiting list shows: {line}"), || {
                    assert!(
                        !joiner.is_finished(),
                        "{what} was over while member-0 still dropped what it had"
                    );
                    blocked().iter().any(|on| on.to_string() == line)
                });
                gate.open();
                join(joiner);
            }
        },
    );
}

#[test]
fn dropping_a_crew_passes_no_panic_on() {
    PANIC.claim("dropping a crew must not panic, whatever its members did").holds(|| {
        let crew = Crew::spawn("member", 2, |_| resume_unwind(Box::new("this member fails"))).unwrap();
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(crew)));
        assert!(dropped.is_ok(), "it did: where the owner panics, too, that would end the process");
    });
}

#[test]
fn dropping_a_crew_waits_for_the_others_after_a_panic() {
    PANIC.claim("dropping a crew must wait for the other members after one has panicked").holds(|| {
        for slow in 0..3 {
            let (crew, ended) = crew_with_a_slow_member(slow, || resume_unwind(Box::new("it fails")));
            drop(crew);
            assert!(ended.load(SeqCst), "the drop was over while member-{slow} was still at work");
        }
    });
}

#[test]
fn dropping_a_crew_passes_no_panic_of_a_payload_on() {
    PANIC
        .claim(
            "dropping a crew must not panic, though the payload of a member's panic does when it is dropped",
        )
        .holds(|| {
            // A second one, detached by that panic, would end the process when it drops its own payload.
            let crew = Crew::spawn("member", 1, |_| resume_unwind(Box::new(Bomb(0)))).unwrap();
            let dropped = catch_unwind(AssertUnwindSafe(|| drop(crew)));
            assert!(dropped.is_ok(), "it did: give each payload to `panic_message`");
            // Of a member that is finished, too: a handle that is dropped with such a payload ends the process.
            let gate = Gate::new();
            let crew = crew_that_is_ending(&gate, || resume_unwind(Box::new(Bomb(0))));
            gate.open();
            let dropped = catch_unwind(AssertUnwindSafe(|| drop(crew)));
            assert!(dropped.is_ok(), "it did: give each payload to `panic_message`");
        });
}

#[test]
fn a_member_that_drops_its_crew_does_not_wait_for_itself() {
    JOIN.claim("a member that drops its own crew must not wait for itself").holds(|| {
        // Whichever it is of them.
        for (size, owner) in [(1, 0), (3, 0), (3, 1), (3, 2), (12, 10)] {
            let (give, crew_to_drop) = mpsc::channel::<Crew>();
            let crew_to_drop = Mutex::new(crew_to_drop);
            let (told, dropped) = mpsc::channel();
            let crew = Crew::spawn("member", size, move |index| {
                if index != owner {
                    return;
                }
                let crew = crew_to_drop.lock().unwrap().recv().unwrap();
                told.send(crew.contains_current()).unwrap();
                drop(crew);
                told.send(true).unwrap();
            });
            let crew = crew.unwrap();
            assert!(!crew.contains_current(), "the thread that started the crew passed for a member of it");
            give.send(crew).unwrap();
            let knows = dropped.recv().unwrap();
            assert!(knows, "member-{owner} of {size} did not recognise itself as one of the crew");
            assert!(dropped.recv().is_ok(), "the member panicked in the drop");
        }
    });
}

#[test]
fn a_member_that_drops_its_crew_waits_for_no_other_member() {
    JOIN.claim("a member that drops its own crew must not wait for the others, which may wait for it").holds(
        || {
            let (give, crew_to_drop) = mpsc::channel::<Crew>();
            let crew_to_drop = Mutex::new(crew_to_drop);
            let (go, may_go) = mpsc::channel::<()>();
            let may_go = Mutex::new(may_go);
            let ended = Arc::new(AtomicUsize::new(0));
            let ending = Arc::clone(&ended);
            let crew = Crew::spawn("member", 2, move |index| {
                if index == 0 {
                    may_go.lock().unwrap().recv().unwrap(); // until the other one has dropped their crew
                } else {
                    drop(crew_to_drop.lock().unwrap().recv().unwrap());
                    go.send(()).unwrap();
                }
                ending.fetch_add(1, SeqCst);
            });
            give.send(crew.unwrap()).unwrap();
            until("both members have gone on after one of them dropped their crew", || {
                ended.load(SeqCst) == 2
            });
        },
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_member_that_drops_its_crew_detaches_it() {
    use checks::mappings;

    JOIN.claim("a member that drops its own crew must detach it, or the threads' stacks are never freed")
        .holds(|| {
            let before = mappings();
            for _ in 0..400 {
                let (give, crew_to_drop) = mpsc::channel::<Crew>();
                let crew_to_drop = Mutex::new(crew_to_drop);
                let crew =
                    Crew::spawn("member", 1, move |_| drop(crew_to_drop.lock().unwrap().recv().unwrap()));
                give.send(crew.unwrap()).unwrap();
            }
            until("most of 400 threads that dropped their crews have given their stacks back", || {
                mappings() < before + 300
            });
        });
}

#[test]
fn a_member_that_drops_another_crew_waits_for_it() {
    JOIN.claim("a member must wait for a crew that it drops, if it is not its own").holds(|| {
        let gate = Gate::new();
        let pass = gate.pass();
        let other = Mutex::new(Some(Crew::spawn("member", 1, move |_| pass.wait()).unwrap()));
        let (told, hears) = mpsc::channel();
        // Both threads are named `member-0`: a name does not tell which crew a thread is of.
        let crew = Crew::spawn("member", 1, move |_| {
            let other = other.lock().unwrap().take().unwrap();
            told.send(other.contains_current()).unwrap();
            drop(other);
        });
        let belongs = hears.recv().unwrap();
        assert!(!belongs, "contains_current took it for one of a crew whose members have the same names");
        let line = "thread `member-0` waits for the thread `member-0` to end";
        until(&format!("the waiting list shows: {line}"), || {
            blocked().iter().any(|on| on.to_string() == line)
        });
        gate.open();
        crew.unwrap().join().unwrap();
    });
}
