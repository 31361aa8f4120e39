//! What poll watches, looked at in two ways: those where something has just happened often, all of them now and then.
//!
//! poll(2) looks at every entry in each call, which takes some 100 ns for each. With a thousand connections of which ten
//! talk, nearly all of a turn is that. So a poll of everybody, a *sweep*, is followed by polls of the *hot* places alone
//! until the next sweep is due. What happens in a cold place is seen then, at most [`PAUSE_PER_PLACE`] for each place
//! late, and the place is hot from there on. Nothing is missed: poll reports a state, not a change.

use super::sys::{self, PollFd};
use std::io;
use std::time::{Duration, Instant};

/// As few places are polled all together each time: they cost less than the call itself.
const FEW: usize = 64;

/// How long after a sweep the next one waits, if hot places are ready all the time: sweeps then take a twentieth of it.
/// With 1,000 places that is 2 ms.
const PAUSE_PER_PLACE: Duration = Duration::from_micros(2);

/// The longest pause, with however many places: a client should not feel it.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The same while all places are cold and wait for the sweep.
const FAIR_PAUSE: Duration = Duration::from_micros(500);

/// For how many sweeps a place stays hot after the last time that anything happened there.
const HOT_FOR: u64 = 4;

/// Descriptors by place, those that are hot, and those that are ready.
#[derive(Debug)]
pub(super) struct WatchSet {
    /// What each place watches.
    entries: Vec<PollFd>,
    /// Places from 0 to this one, exclusive, are always hot.
    pinned: usize,
    /// The hot places beyond those, in no order.
    hot: Vec<usize>,
    /// For each place the number of the sweep with which it gets cold.
    cold_from: Vec<u64>,
    /// How many sweeps there have been.
    sweeps: u64,
    next_sweep: Instant,
    /// Whether no place may become hot before the next sweep.
    is_fair: bool,
    /// The places that the last wait found ready, in ascending order.
    ready: Vec<usize>,
    /// What a poll of the hot places is given; kept for its room.
    hot_entries: Vec<PollFd>,
}

impl WatchSet {
    /// Watches these; they are always hot.
    pub(super) fn new(pinned: Vec<PollFd>) -> Self {
        Self {
            pinned: pinned.len(),
            hot: Vec::new(),
            cold_from: vec![0; pinned.len()],
            sweeps: 0,
            next_sweep: Instant::now(),
            is_fair: false,
            ready: Vec::new(),
            hot_entries: Vec::new(),
            entries: pinned,
        }
    }

    /// Watches `entry` in `place`, in place of what was watched there. The place is hot now.
    pub(super) fn set(&mut self, place: usize, entry: PollFd) {
        if place >= self.entries.len() {
            self.entries.resize(place + 1, PollFd::UNUSED);
            self.cold_from.resize(place + 1, 0);
        }
        self.entries[place] = entry;
        self.heat(place);
    }

    /// The places that the last [`wait`](Self::wait) found ready, in ascending order.
    pub(super) fn ready(&self) -> &[usize] {
        &self.ready
    }

    /// Whether the last [`wait`](Self::wait) found this place ready.
    pub(super) fn is_ready(&self, place: usize) -> bool {
        self.ready.binary_search(&place).is_ok()
    }

    /// Makes all places but the pinned ones cold until the next sweep.
    ///
    /// For a server that has no room for all. Whoever is served asks again at once, and is hot: it would take the place
    /// that it has just left each time, before those who were refused are even looked at.
    pub(super) fn favour_nobody(&mut self) {
        for place in self.hot.drain(..) {
            self.cold_from[place] = 0;
        }
        self.is_fair = true;
        self.next_sweep = self.next_sweep.min(Instant::now() + FAIR_PAUSE);
    }

    /// Sleeps until something is ready or `timeout` has passed, or a signal came.
    ///
    /// # Errors
    ///
    /// What poll(2) reports.
    pub(super) fn wait(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        self.ready.clear();
        let now = Instant::now();
        let deadline = timeout.map(|timeout| now + timeout);
        if self.entries.len() - self.pinned > FEW && now < self.next_sweep {
            self.poll_hot(deadline.map_or(self.next_sweep, |deadline| deadline.min(self.next_sweep)))?;
            let now = Instant::now();
            if !self.ready.is_empty() || deadline.is_some_and(|deadline| deadline <= now) {
                return Ok(());
            }
        }
        // Nothing is going on in the hot places: then the sweep may sleep.
        self.sweep(deadline)
    }

    fn poll_hot(&mut self, until: Instant) -> io::Result<()> {
        self.hot_entries.clear();
        self.hot_entries.extend_from_slice(&self.entries[..self.pinned]);
        self.hot_entries.extend(self.hot.iter().map(|place| self.entries[*place]));
        sys::poll_until(&mut self.hot_entries, Some(until))?;
        let places = (0..self.pinned).chain(self.hot.iter().copied());
        let ready = places.zip(&self.hot_entries).filter(|(_, entry)| entry.is_ready());
        self.ready.extend(ready.map(|(place, _)| place));
        self.ready.sort_unstable();
        Ok(())
    }

    fn sweep(&mut self, deadline: Option<Instant>) -> io::Result<()> {
        let timeout = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if sys::poll(&mut self.entries, timeout)? > 0 {
            let ready = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_ready());
            self.ready.extend(ready.map(|(place, _)| place));
        }
        self.sweeps += 1;
        self.is_fair = false;
        self.hot.retain(|place| self.cold_from[*place] > self.sweeps);
        for index in 0..self.ready.len() {
            self.heat(self.ready[index]);
        }
        let places = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.next_sweep = Instant::now() + (PAUSE_PER_PLACE * places).min(LONGEST_PAUSE);
        Ok(())
    }

    /// A place is among the hot ones as long as `cold_from` is a sweep to come.
    fn heat(&mut self, place: usize) {
        if self.is_fair || place < self.pinned {
            return;
        }
        if self.cold_from[place] <= self.sweeps {
            self.hot.push(place);
        }
        self.cold_from[place] = self.sweeps + HOT_FOR;
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    /// As many pairs as are polled in two ways, watched in places from 1 on; place 0 watches nothing.
    fn crowd() -> (WatchSet, Vec<(UnixStream, UnixStream)>) {
        let pairs: Vec<_> = (0..2 * FEW).map(|_| UnixStream::pair().unwrap()).collect();
        let mut set = WatchSet::new(vec![PollFd::UNUSED]);
        for (number, (ours, _)) in pairs.iter().enumerate() {
            set.set(number + 1, PollFd::new(ours.as_fd(), true, false));
        }
        (set, pairs)
    }

    fn cool(set: &mut WatchSet) {
        for _ in 0..HOT_FOR {
            set.sweep(Some(Instant::now())).unwrap();
        }
        assert!(set.hot.is_empty(), "{:?} stay hot", set.hot);
    }

    #[test]
    fn what_happens_in_a_cold_place_ends_the_wait_and_makes_it_hot() {
        let (mut set, mut pairs) = crowd();
        cool(&mut set);
        pairs[7].1.write_all(b"x").unwrap();
        set.wait(None).unwrap();
        assert_eq!((set.ready(), set.hot.as_slice(), set.is_ready(7)), (&[8][..], &[8][..], false));
    }

    #[test]
    fn a_place_that_is_always_ready_keeps_no_other_from_its_turn() {
        let (mut set, mut pairs) = crowd();
        cool(&mut set);
        for number in [3, 90] {
            pairs[number].1.write_all(b"x").unwrap();
        }
        set.set(4, set.entries[4]);
        let pause = PAUSE_PER_PLACE * u32::try_from(set.entries.len()).unwrap();
        let began = Instant::now();
        while !set.is_ready(91) {
            set.wait(None).unwrap();
            assert!(set.is_ready(4) || set.is_ready(91), "the wait ended for nothing");
            assert!(began.elapsed() < Duration::from_secs(10), "no sweep comes; the pause is {pause:?}");
        }
    }

    #[test]
    fn while_nobody_is_favoured_all_wait_for_the_sweep() {
        let (mut set, mut pairs) = crowd();
        set.wait(Some(Duration::ZERO)).unwrap();
        set.favour_nobody();
        for number in [3, 90] {
            set.set(number + 1, set.entries[number + 1]);
            pairs[number].1.write_all(b"x").unwrap();
        }
        set.wait(None).unwrap();
        assert_eq!(set.ready(), [4, 91]);
        assert_eq!(set.hot, [4, 91], "after the sweep the ready ones are hot again");
    }

    #[test]
    fn a_wait_ends_in_time_and_a_place_with_nothing_to_watch_is_never_ready() {
        let (mut set, mut pairs) = crowd();
        pairs[5].1.write_all(b"x").unwrap();
        set.set(6, PollFd::UNUSED);
        for timeout in [Duration::ZERO, Duration::from_millis(3)] {
            let began = Instant::now();
            set.wait(Some(timeout)).unwrap();
            assert!(set.ready().is_empty() && began.elapsed() >= timeout);
        }
    }
}
