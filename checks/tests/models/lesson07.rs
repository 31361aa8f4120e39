//! Lesson 7: however a post and the loop's way into poll fall together, the loop hears of the completion, and finds the
//! lock free.

use capstone::net::Completions;
use capstone::net::sys::{PollFd, poll};
use capstone::sync::thread;
use capstone::sync::trace::{Action, Event};
use checks::{SCHEDULES, Section, Text, join, listen_to_steps, show, spawn_named};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const LESSON: Text = Text::at("lessons/07-server-integration/README.md");
const LOST: Section = LESSON.section("The lost wake-up between looking and sleeping");
const RULES: Section = LESSON.section("Build it");

fn completions() -> Arc<Completions<u32>> {
    let completions = Arc::new(Completions::new().unwrap());
    show(&completions, &[("finished", "finished"), ("loop sleeps", "loop_sleeps")]);
    completions
}

/// Whether poll would return at once. One that sleeps would stop the explorer's only thread.
fn is_woken(pipe: &impl AsFd) -> bool {
    poll(&mut [PollFd::new(pipe.as_fd(), true, false)], Some(Duration::ZERO)).unwrap() == 1
}

#[test]
fn no_completion_is_slept_over() {
    let claim = LOST.claim("a completion that arrives at the instant of going to sleep must wake the loop");
    claim.holds_in_schedules(SCHEDULES, || {
        let completions = completions();
        let worker = spawn_named("worker", {
            let completions = Arc::clone(&completions);
            move || completions.post(7)
        });
        let sleeps = completions.announce_sleep();
        // Whatever the worker does about the sleeping loop, it has done it when it has ended.
        join(worker);
        let woken = is_woken(&*completions);
        assert!(
            !sleeps || woken,
            "the loop went to sleep with a completion in the list, and nobody wakes it"
        );
        let mut found = Vec::new();
        completions.collect(woken, &mut found);
        assert_eq!(found, [7], "the loop found something else in the list");
    });
}

#[test]
fn no_completion_of_two_workers_is_slept_over() {
    let claim = LOST.claim("each completion must be collected, whichever of two workers rings");
    claim.holds_in_schedules(SCHEDULES, || {
        let completions = completions();
        let workers = [1, 2].map(|number| {
            let completions = Arc::clone(&completions);
            spawn_named("worker", move || completions.post(number))
        });
        let mut found = Vec::new();
        let mut workers = workers.into_iter();
        // Asleep, the loop waits for a worker to end, and then looks at the pipe again and at nothing else.
        while found.len() < 2 {
            let sleeps = completions.announce_sleep();
            while sleeps && !is_woken(&*completions) {
                match workers.next() {
                    Some(worker) => join(worker),
                    None => panic!("the loop slept on with {found:?} collected and both workers done"),
                }
            }
            let mut room = Vec::new();
            completions.collect(is_woken(&*completions), &mut room);
            found.append(&mut room);
        }
        found.sort_unstable();
        assert_eq!(found, [1, 2], "the loop found something else in the list");
    });
}

#[test]
fn no_worker_rings_while_it_holds_the_lock() {
    let claim = RULES.claim("a worker must ring only after it has unlocked the completions");
    claim.holds_in_schedules(SCHEDULES, || {
        let completions = completions();
        let too_early = Arc::new(AtomicBool::new(false));
        let (seen, pipe) = (Arc::clone(&too_early), completions.as_fd().try_clone_to_owned().unwrap());
        listen_to_steps(move |event| {
            let unlocks = *event == Event::Next(Action::Unlock("completions"));
            if unlocks && thread::current().name() == Some("worker") && is_woken(&pipe) {
                seen.store(true, Ordering::SeqCst);
            }
        });
        let worker = spawn_named("worker", {
            let completions = Arc::clone(&completions);
            move || completions.post(7)
        });
        completions.announce_sleep();
        join(worker);
        assert!(
            !too_early.load(Ordering::SeqCst),
            "it still held the lock when it had rung, and the woken loop would have waited for it"
        );
    });
}
