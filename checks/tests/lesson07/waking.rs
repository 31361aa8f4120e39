//! The way back to a loop that sleeps in poll: no completion is slept over, and none costs more than it must.

use crate::server::{LOOP, PATIENCE, Running, config};
use crate::{LOST, WAKING};
use capstone::net::sys::{PollFd, poll};
use capstone::net::{Completions, Waker};
use checks::{RawFrame, join, msg_type, spawn_named, until};
use std::fs::File;
use std::io::Read;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

#[test]
fn every_reply_comes_however_short_its_job() {
    // One request at a time: no other client's bytes wake the loop by accident.
    LOST.claim("every reply must come, though nothing but its completion wakes the loop").holds(|| {
        let server = Running::start(config(2, 8));
        let mut client = server.connect();
        for id in 0..2_000 {
            let frame = RawFrame::work(id, 1, (id % 40) as u32); // spins 0 to 39 µs
            let reply = client.request(&frame);
            assert_eq!((reply.request_id, reply.msg_type), (id, msg_type::WORK), "another reply came");
        }
        server.end(client);
    });
}

#[test]
fn a_completion_that_arrives_while_the_loop_sleeps_wakes_it() {
    WAKING.claim("a completion that arrives while the loop sleeps must wake it").holds(|| {
        let completions = Arc::new(Completions::new().unwrap());
        assert!(completions.announce_sleep(), "the loop was not let to sleep though nothing was finished");
        let (loops, sleeps) = (Arc::clone(&completions), Arc::new(AtomicUsize::new(0)));
        let begun = Arc::clone(&sleeps);
        let event_loop = spawn_named(LOOP, move || {
            begun.fetch_add(1, SeqCst);
            is_woken(&loops, PATIENCE)
        });
        until("the loop is on its way into poll", || sleeps.load(SeqCst) == 1);
        completions.post(7);
        assert!(join(event_loop), "it went on sleeping");
        assert_eq!(collect(&completions), [7], "it woke and found something else");
    });
}

#[test]
fn a_completion_that_arrives_just_before_is_not_slept_over() {
    LOST.claim("a completion that arrives before the loop goes to sleep must keep it awake").holds(|| {
        let completions = Completions::new().unwrap();
        completions.post(1);
        let sleeps = completions.announce_sleep() && !is_woken(&completions, Duration::ZERO);
        assert!(!sleeps, "the loop was let to sleep, and the pipe was empty");
        assert_eq!(collect(&completions), [1], "the loop found something else");
    });
}

#[test]
fn one_sleep_of_the_loop_costs_one_wake_up() {
    let claim =
        WAKING.claim("completions during one sleep of the loop must ring once, and none while it is awake");
    claim.holds(|| {
        let completions = Completions::new().unwrap();
        assert!(completions.announce_sleep(), "the loop was not let to sleep though nothing was finished");
        (0..3).for_each(|number| completions.post(number));
        let rung = bytes_in_pipe(&completions);
        assert_eq!(rung, 1, "for three completions {rung} bytes were written to the pipe");
        assert_eq!(collect(&completions), [0, 1, 2], "the loop found something else");
        assert!(completions.announce_sleep(), "the loop was not let to sleep though nothing was finished");
        completions.collect(false, &mut Vec::new()); // a client has woken it
        completions.post(3);
        let rung = bytes_in_pipe(&completions);
        assert_eq!(rung, 0, "{rung} bytes were written to the pipe while the loop was awake");
        if !completions.announce_sleep() {
            completions.post(4); // the loop has been told to stay awake
            let rung = bytes_in_pipe(&completions);
            assert_eq!(rung, 0, "{rung} bytes were written to the pipe for a loop that was not let to sleep");
        }
    });
}

#[test]
fn a_wake_up_is_used_up_by_the_loop_that_woke() {
    WAKING.claim("a loop that has woken must leave no byte behind that would wake it again").holds(|| {
        let completions = Completions::new().unwrap();
        completions.wake_loop();
        completions.wake_loop();
        assert!(is_woken(&completions, Duration::ZERO), "two wake-ups left the pipe empty");
        completions.collect(true, &mut Vec::new());
        assert!(!is_woken(&completions, Duration::ZERO), "the pipe was still readable: the next poll spins");
        assert!(completions.announce_sleep(), "it may not sleep though nothing was finished");
        completions.post(());
        assert!(is_woken(&completions, Duration::ZERO), "the next completion did not wake it any more");
    });
}

#[test]
fn a_wake_up_that_comes_before_the_poll_ends_it() {
    WAKING.claim("a wake-up that comes before the poll must stay in the pipe, and end it").holds(|| {
        let completions = Completions::<()>::new().unwrap();
        completions.wake_loop(); // as a stop does, for which nothing is in the list
        completions.announce_sleep();
        assert!(is_woken(&completions, Duration::ZERO), "the pipe was empty when the loop went to sleep");
        completions.collect(false, &mut Vec::new()); // a client has woken it, and the wake-up came after its poll
        let stays = is_woken(&completions, Duration::ZERO);
        assert!(stays, "collect(false, ...) took the byte, for which no poll had returned");
    });
}

#[test]
fn waking_never_blocks_and_one_clear_takes_it_all() {
    WAKING.claim("a wake-up must never block, not even when nobody empties the pipe").holds(|| {
        let waker = Arc::new(Waker::new().unwrap());
        let ringer = spawn_named("ringer", {
            let waker = Arc::clone(&waker);
            move || (0..100_000).for_each(|_| waker.wake())
        });
        until("a hundred thousand wake-ups are over", || ringer.is_finished());
        join(ringer);
        let is_readable =
            || poll(&mut [PollFd::new(waker.as_fd(), true, false)], Some(Duration::ZERO)).unwrap() == 1;
        assert!(is_readable(), "the pipe was empty after all of them");
        waker.clear();
        assert!(!is_readable(), "one clear did not empty the pipe");
        waker.wake();
        assert!(is_readable(), "a wake-up after the clear was lost");
    });
}

/// Whether a poll of the loop's end of the pipe returns within `patience`.
pub(crate) fn is_woken(pipe: &impl AsFd, patience: Duration) -> bool {
    poll(&mut [PollFd::new(pipe.as_fd(), true, false)], Some(patience)).unwrap() == 1
}

/// What the event loop does when its poll has returned.
pub(crate) fn collect<T>(completions: &Completions<T>) -> Vec<T> {
    let mut found = Vec::new();
    completions.collect(is_woken(completions, Duration::ZERO), &mut found);
    found
}

/// Takes the bytes out of the pipe, and counts them.
fn bytes_in_pipe<T>(completions: &Completions<T>) -> usize {
    let mut pipe = File::from(completions.as_fd().try_clone_to_owned().unwrap());
    pipe.read(&mut [0; 64]).unwrap_or(0) // the pipe does not block: an error says that it is empty
}
