//! Two threads meet at the way back, thousands of times, at another instant each time.

use crate::server::PATIENCE;
use crate::waking::{collect, is_woken};
use crate::{LOST, WAKING};
use capstone::net::{Completions, Waker};
use checks::{StopOnDrop, join, spawn_named};
use std::fs::File;
use std::hint::spin_loop;
use std::io::Write;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn no_completion_is_slept_over_however_post_and_look_fall_together() {
    let claim = LOST.claim("a completion that arrives at the instant of going to sleep must wake the loop");
    claim.within(Duration::from_secs(60)).holds(|| {
        let completions = Arc::new(Completions::new().unwrap());
        let round = Arc::new(AtomicUsize::new(0));
        let worker = spawn_named("poster", {
            let (completions, round) = (Arc::clone(&completions), Arc::clone(&round));
            move || {
                for number in 1..=ROUNDS {
                    wait_for_round(&round, number);
                    completions.post(number);
                }
            }
        });
        let rounds = Rounds(round);
        for number in numbers() {
            rounds.0.store(number, SeqCst);
            (0..number % 64).for_each(|_| spin_loop()); // so that the two meet at another place each time
            let mut found = Vec::new();
            while found.is_empty() {
                let woken = !completions.announce_sleep() || is_woken(&completions, PATIENCE);
                assert!(woken, "in round {number} the loop slept on with a completion in the list");
                found = collect(&completions);
            }
            assert_eq!(found, [number], "in round {number} something else was in the list");
        }
        drop(rounds);
        join(worker);
    });
}

#[test]
fn no_wake_up_is_lost_while_the_pipe_is_emptied() {
    let claim = WAKING.claim("a wake-up must make the pipe readable, whatever was emptied a moment before");
    claim.within(Duration::from_secs(60)).holds(|| {
        let completions = Completions::<()>::new().unwrap();
        let collect = |completions: &Completions<()>| completions.collect(true, &mut Vec::new());
        assert_none_is_lost(completions, Completions::wake_loop, collect, || ());
        // A pipe that is nearly full takes a while to empty, so that most wake-ups of the other thread come meanwhile.
        let waker = Waker::new().unwrap();
        let mut writer = File::from(waker.writer().unwrap());
        let fill = || drop(writer.write(&[1; 32 * 1024]));
        assert_none_is_lost(waker, Waker::wake, Waker::clear, fill);
    });
}

/// Empties the pipe again and again, while another thread wakes the loop at any moment.
fn assert_none_is_lost<T: AsFd + Sync>(pipe: T, wake: fn(&T), empty: fn(&T), mut fill: impl FnMut()) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(SeqCst) {
                wake(&pipe);
                // The clock ends it: also on a single CPU, where this thread then comes before whoever empties the pipe.
                thread::sleep(Duration::from_micros(1));
            }
        });
        let _over = StopOnDrop(&over);
        for number in numbers() {
            fill();
            empty(&pipe);
            wake(&pipe);
            assert!(
                is_woken(&pipe, Duration::ZERO),
                "in round {number} one came while the pipe was emptied, and after the next one the pipe was empty"
            );
        }
    });
}

/// How often two threads meet, at most.
const ROUNDS: usize = 100_000;

/// The numbers of the rounds. A busy machine gets through fewer.
fn numbers() -> impl Iterator<Item = usize> {
    let began = Instant::now();
    (1..=ROUNDS).take_while(move |_| began.elapsed() < Duration::from_secs(2))
}

/// Lets the other thread go to its end when the check is over, whichever way it ended.
struct Rounds(Arc<AtomicUsize>);

impl Drop for Rounds {
    fn drop(&mut self) {
        self.0.store(ROUNDS, SeqCst);
    }
}

/// Spins, so as to be there at once; on a single CPU the other thread has to get a turn.
fn wait_for_round(round: &AtomicUsize, number: usize) {
    let mut looks = 0;
    while round.load(SeqCst) < number {
        looks += 1;
        if looks % 1_000 == 0 {
            thread::yield_now();
        }
    }
}
