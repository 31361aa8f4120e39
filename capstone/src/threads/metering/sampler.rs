//! Every acquisition is counted, and some holds are timed: a thread's first 16 of a lock, then one in 64.
//!
//! The gap to the next one is random: a sample of exactly every 64th would see only every second step of a pattern of
//! two. A timed hold stands for all those since the one before it, so together they stand for all. A thread counts in
//! counters of its own, which others only read: no thread waits for another one's count.

#![allow(clippy::disallowed_types, reason = "never used with a schedule explorer: nobody observes there")]

use crate::sync::thread_local;
use std::cell::RefCell;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

/// How many holds of a lock are timed before the gaps are random.
const FIRST: u64 = 16;

/// One in how many is timed then.
const ONE_IN: u32 = 64;

thread_local! {
    /// One for each lock that the thread has taken. There are too few for a map to be faster.
    static SAMPLERS: RefCell<Vec<Sampler>> = const { RefCell::new(Vec::new()) };
}

/// The count of one thread's acquisitions of one lock.
struct Sampler {
    lock: &'static str,
    /// How often the thread has taken it. The observer shares it.
    taken: Arc<AtomicU64>,
    /// `taken` at the next hold that is timed.
    next: u64,
    /// How many holds that one stands for.
    times: u32,
    dice: u32,
}

/// Counts an acquisition of `lock` by the calling thread, whose first one asks `new_counter` for a counter. Returns how many
/// holds the one that begins now stands for; 0 if it is not to be timed. (A thread that is being torn down has no counters
/// any more, and does not count.)
#[inline]
pub(super) fn count(lock: &'static str, new_counter: fn(&'static str) -> Option<Arc<AtomicU64>>) -> u32 {
    let count = |samplers: &RefCell<Vec<Sampler>>| {
        let samplers = &mut *samplers.borrow_mut();
        // By address, which is quicker. Two equal names may have two addresses, and then have two counters.
        match samplers.iter_mut().find(|sampler| ptr::eq(sampler.lock, lock)) {
            Some(sampler) => sampler.count(),
            None => new_counter(lock).map_or(0, |taken| start(samplers, Sampler::new(lock, taken))),
        }
    };
    SAMPLERS.try_with(count).unwrap_or(0)
}

#[cold]
fn start(samplers: &mut Vec<Sampler>, mut sampler: Sampler) -> u32 {
    let times = sampler.count();
    samplers.push(sampler);
    times
}

impl Sampler {
    fn new(lock: &'static str, taken: Arc<AtomicU64>) -> Self {
        Self { lock, taken, next: 1, times: 1, dice: 0x9E37_79B9 }
    }

    #[inline]
    fn count(&mut self) -> u32 {
        let taken = self.taken.load(Relaxed) + 1;
        self.taken.store(taken, Relaxed); // not `fetch_add`, which costs more: no other thread adds
        if taken < self.next { 0 } else { self.draw(taken) }
    }

    /// Draws the gap to the next timed hold. Returns how many the present one stands for.
    fn draw(&mut self, taken: u64) -> u32 {
        let times = self.times;
        self.times = if taken < FIRST { 1 } else { 1 + self.throw() % (2 * ONE_IN - 1) };
        self.next = taken + u64::from(self.times);
        times
    }

    /// Marsaglia's xorshift (*Journal of Statistical Software*, 2003): never 0, and back at the start after 2^32 - 1 steps.
    fn throw(&mut self) -> u32 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 17;
        self.dice ^= self.dice << 5;
        self.dice
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn the_timed_holds_stand_for_all_and_are_about_one_in_64() {
        let mut sampler = Sampler::new("test", Arc::default());
        let times: Vec<u32> = (0..1_000_000).map(|_| sampler.count()).collect();
        assert_eq!(sampler.taken.load(Relaxed), 1_000_000);
        assert!(times[..16].iter().all(|times| *times == 1), "the first 16 are timed, each for itself");

        let all: u32 = times.iter().sum();
        assert!((1_000_000 - 2 * ONE_IN..=1_000_000).contains(&all), "a million holds counted as {all}");
        let timed = times[16..].iter().filter(|times| **times > 0).count();
        assert!((15_000..16_200).contains(&timed), "{timed} of a million were timed");
        let even = times[16..].iter().step_by(2).filter(|times| **times > 0).count();
        assert!((timed * 45 / 100..timed * 55 / 100).contains(&even), "{even} of {timed} had an even number");
    }
}
