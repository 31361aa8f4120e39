//! What poll watches. poll(2) looks at every entry in each call: with a thousand connections of which ten talk, nearly all
//! of a turn is that. So only the *active* ones are polled each time. The others, the *quiet* ones, are looked at a few at a
//! time, all of them once in a *round*; and when nothing has happened for a whole round, poll sleeps on all of them. So the
//! first byte of a quiet connection waits for a round at most, and only while others talk. Nothing is missed: poll reports
//! a state, not a change. What all this costs follows from how many are watched now, not from how many there have been.

mod partition;

use super::sys::{self, PollFd};
use partition::Partition;
use std::io;
use std::ops::Range;
use std::time::{Duration, Instant};

/// As few are polled all together each time: they cost less than the call itself.
const FEW: usize = 64;

/// How long a round takes for each entry: with 1,000 of them 4 ms. To look at a socket of which nothing is in the CPU's cache
/// takes up to 0.4 µs, so a tenth of the time goes to quiet ones at most.
const ROUND_PER_ENTRY: Duration = Duration::from_micros(4);

/// The longest round, with however many entries: a client should not feel it.
const LONGEST_ROUND: Duration = Duration::from_millis(20);

/// How long it is from one look at quiet ones to the next: at least so long while the loop is busy, and so long while it
/// sleeps in between.
const LOOK_INTERVAL: Duration = Duration::from_micros(250);
const LOOK_INTERVAL_ASLEEP: Duration = Duration::from_millis(1);

/// For how many rounds an entry stays active after the last time that anything happened there.
const ACTIVE_FOR: u64 = 4;

/// How long no connection counts as active after a refusal: see [`treat_all_alike`](WatchSet::treat_all_alike).
const LEVEL_PAUSE: Duration = Duration::from_micros(500);

/// Descriptors by place, and which of them are ready.
#[derive(Debug)]
pub(super) struct WatchSet {
    entries: Partition,
    /// How many rounds there have been.
    rounds: u64,
    /// When quiet entries were last looked at.
    looked: Instant,
    /// When anything was last ready.
    last_ready: Instant,
    /// Until when no connection becomes active.
    level_until: Option<Instant>,
    /// The places that the last wait found ready, in ascending order.
    ready: Vec<usize>,
}

impl WatchSet {
    /// Watches `pinned` in the first places, always.
    pub(super) fn new(pinned: Vec<PollFd>) -> Self {
        let now = Instant::now();
        Self {
            entries: Partition::new(pinned),
            rounds: 0,
            looked: now,
            last_ready: now,
            level_until: None,
            ready: Vec::new(),
        }
    }

    /// Watches `entry` in `place`, instead of what was watched there; [`PollFd::UNUSED`] is nothing. The place is active now.
    pub(super) fn set(&mut self, place: usize, entry: PollFd) {
        self.entries.set(place, entry);
        self.activate(place);
    }

    /// The places that the last [`wait`](Self::wait) found ready, in ascending order.
    pub(super) fn ready(&self) -> &[usize] {
        &self.ready
    }

    /// Whether the last [`wait`](Self::wait) found this place ready.
    pub(super) fn is_ready(&self, place: usize) -> bool {
        self.ready.binary_search(&place).is_ok()
    }

    /// Makes all but the pinned ones quiet, and lets none become active before all have been looked at, half a millisecond
    /// later.
    ///
    /// For a server that has no room for all. A client that is served asks again at once, and is active: each time it
    /// would take the place that it has just left, before the server looks at those that were refused.
    pub(super) fn treat_all_alike(&mut self) {
        self.entries.quiet_all();
        self.level_until.get_or_insert_with(|| Instant::now() + LEVEL_PAUSE);
    }

    /// Sleeps until something is ready or `timeout` has passed, or a signal came.
    ///
    /// # Errors
    ///
    /// What poll(2) reports.
    pub(super) fn wait(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        self.ready.clear();
        let mut now = Instant::now();
        let deadline = timeout.map(|timeout| now + timeout);
        while self.entries.len() > FEW && !self.is_time_for_all(now) {
            if self.level_until.is_none() {
                self.look_at_some(now)?;
            }
            let pause = if self.ready.is_empty() { LOOK_INTERVAL_ASLEEP } else { Duration::ZERO };
            let until = self.level_until.unwrap_or(now + pause);
            self.poll(self.entries.active(), Some(deadline.map_or(until, |at| at.min(until))))?;
            now = Instant::now();
            if !self.ready.is_empty() || deadline.is_some_and(|deadline| deadline <= now) {
                self.note_ready(now);
                return Ok(());
            }
        }
        self.level_until = None;
        self.poll(self.entries.all(), deadline)?;
        self.end_round();
        self.note_ready(Instant::now());
        Ok(())
    }

    /// Whether the next poll has to be one of all entries: nothing has been ready for a round, or all are to be treated alike
    /// and have waited for it.
    fn is_time_for_all(&self, now: Instant) -> bool {
        match self.level_until {
            Some(until) => until <= now,
            None => now.saturating_duration_since(self.last_ready) > self.round(),
        }
    }

    fn round(&self) -> Duration {
        let entries = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        ROUND_PER_ENTRY.saturating_mul(entries).min(LONGEST_ROUND)
    }

    /// Looks at as many quiet entries as are due since the last look.
    fn look_at_some(&mut self, now: Instant) -> io::Result<()> {
        let since = now.saturating_duration_since(self.looked);
        if since < LOOK_INTERVAL {
            return Ok(());
        }
        self.looked = now;
        let share = since.as_secs_f64() / self.round().as_secs_f64();
        let due = self.entries.quiet().len() as f64 * share.min(1.0);
        let some = self.entries.next_quiet(due.ceil() as usize);
        self.poll(some, Some(now))?;
        if self.entries.is_round_over() {
            self.end_round();
        }
        Ok(())
    }

    /// Polls a part of the entries, and adds the places that are ready.
    fn poll(&mut self, range: Range<usize>, until: Option<Instant>) -> io::Result<()> {
        if sys::poll_until(&mut self.entries.entries[range.clone()], until)? > 0 {
            let ready = range.filter(|index| self.entries.entries[*index].is_ready());
            self.ready.extend(ready.map(|index| self.entries.place(index)));
        }
        Ok(())
    }

    fn note_ready(&mut self, now: Instant) {
        if !self.ready.is_empty() {
            self.last_ready = now;
        }
        self.ready.sort_unstable();
        for position in 0..self.ready.len() {
            self.activate(self.ready[position]);
        }
    }

    fn end_round(&mut self) {
        self.rounds += 1;
        self.entries.begin_round_after(self.rounds);
    }

    fn activate(&mut self, place: usize) {
        if self.level_until.is_none() {
            self.entries.activate(place, self.rounds + ACTIVE_FOR);
        }
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
