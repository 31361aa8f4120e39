//! What a lock costs: one that is free, and a wait; and how soon who waits has it.

use crate::waiting::{begin, let_it_sleep};
use crate::{COST, WATCHED};
use capstone::threads::Lock;
use checks::{cpu_time_of_this_thread, join};
use std::hint;
use std::iter;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The CPU time of `wait`, which another thread ends with `end` after so long that it has gone to sleep.
fn cost_of_a_long_wait(wait: impl FnOnce() + Send + 'static, end: impl FnOnce()) -> Duration {
    let waiter = begin(|| {
        let before = cpu_time_of_this_thread();
        wait();
        cpu_time_of_this_thread() - before
    });
    thread::sleep(Duration::from_millis(5));
    // On a busy machine it may not have got so far, and what it did not come to would cost nothing.
    let_it_sleep(Duration::from_millis(25));
    end();
    join(waiter)
}

#[test]
fn a_wait_costs_little_before_its_sleep() {
    COST.claim("a thread that waits long must look a few times, and then sleep").within(WATCHED).holds(
        || {
            let of_lock = || {
                let lock = Arc::new(Lock::new("value", 1));
                let (guard, waiting) = (lock.lock(), Arc::clone(&lock));
                cost_of_a_long_wait(move || drop(waiting.lock()), || drop(guard))
            };
            let of_std = || {
                let mutex = Arc::new(Mutex::new(1));
                let (guard, waiting) = (mutex.lock().unwrap(), Arc::clone(&mutex));
                cost_of_a_long_wait(move || drop(waiting.lock()), || drop(guard))
            };
            // The least of thirty, and of more if need be: what the machine does meanwhile is not the lock's.
            let [mut lock, mut std, mut looks] = [Duration::MAX; 3];
            let mut is_little = || {
                for _ in 0..30 {
                    (lock, std) = (lock.min(of_lock()), std.min(of_std()));
                }
                // Three looks with their pauses cost `looks`, and the waiting list some microseconds.
                looks = looks.min(pauses_of_a_hundred_looks() * 3 / 100);
                lock <= std + 4 * looks + Duration::from_micros(20)
            };
            assert!(
                (0..6).any(|_| is_little()),
                "each of 180 waits cost at least {lock:?} of CPU time; a standard mutex costs {std:?}, and three looks \
                 {looks:?}"
            );
        },
    );
}

#[test]
fn a_thread_that_waits_gets_the_lock_when_it_is_free() {
    let claim = COST.claim("a thread that waits must get the lock when it is free, and not some time later");
    claim.within(WATCHED).holds(|| {
        // How long a hold lasts when the waiter begins to wait: before it sleeps, on its way, and asleep.
        for hold in [20, 100, 400].map(Duration::from_micros) {
            let mut waited = time_of_one_in_five(hold);
            for _ in 0..2 {
                waited = if waited < PROMPT { waited } else { waited.min(time_of_one_in_five(hold)) };
            }
            assert!(
                waited < PROMPT,
                "a lock that was held for {hold:?} more was taken no sooner than {waited:?} after it was free, four of \
                 five times"
            );
        }
    });
}

/// So soon a thread has a lock that it waits for, once it is free.
const PROMPT: Duration = Duration::from_micros(500);

/// How long attempts are made at most.
const ATTEMPTS: Duration = Duration::from_secs(3);

/// How prompt one in five of forty attempts is at least. On a machine so busy that the waiter mostly has no core, there are
/// fewer; and of a handful nothing is said.
fn time_of_one_in_five(hold: Duration) -> Duration {
    let began = Instant::now();
    let attempts = iter::repeat_with(|| time_to_get_it(hold)).take_while(|_| began.elapsed() < ATTEMPTS);
    let mut waited: Vec<Duration> = attempts.flatten().take(40).collect();
    waited.sort();
    if waited.len() < 10 { Duration::ZERO } else { waited[waited.len() / 5] }
}

/// How soon after a hold, which lasts so long, the one has the lock who waited for all of it; none if something else had a core.
fn time_to_get_it(hold: Duration) -> Option<Duration> {
    let lock = Arc::new(Lock::new("value", 1));
    let (guard, waiting) = (lock.lock(), Arc::clone(&lock));
    let waiter = begin(move || {
        let begun = Instant::now();
        let _guard = waiting.lock();
        (begun, Instant::now())
    });
    let waits = Instant::now();
    while waits.elapsed() < hold {
        hint::spin_loop();
    }
    let free = Instant::now();
    drop(guard);
    let (begun, has_it) = join(waiter);
    let held = free.checked_duration_since(begun)?;
    (held < hold + Duration::from_micros(100)).then(|| has_it.saturating_duration_since(free))
}

/// The shortest time of two hundred in which `act` was done a hundred times: in one of them nothing else ran.
fn shortest(act: impl Fn()) -> Duration {
    let time = |_| {
        let began = Instant::now();
        (0..100).for_each(|_| act());
        began.elapsed()
    };
    (0..200).map(time).min().expect("there are two hundred")
}

/// `spin` pauses fifty times before each look.
fn pauses_of_a_hundred_looks() -> Duration {
    shortest(|| (0..50).for_each(|_| hint::spin_loop()))
}

#[test]
fn a_free_lock_is_taken_at_once() {
    COST.claim("a thread that finds the lock free must take it at once, without a pause before").holds(|| {
        let lock = Lock::new("value", 1);
        let free = shortest(|| drop(lock.lock()));
        let pauses = pauses_of_a_hundred_looks();
        // A right lock takes a fifth of the pauses, one that pauses first about as long as they do. There are machines whose
        // pauses are much shorter than a microsecond: on them the mistake costs nothing.
        assert!(
            2 * free < pauses || free < Duration::from_micros(70),
            "a hundred times a free lock took {free:?}, and the pauses before a hundred further looks take {pauses:?}"
        );
    });
}
