use super::*;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;

/// A set with pairs of sockets, watched in places from 1 on. Place 0 is pinned, and watches nothing.
struct Crowd {
    set: WatchSet,
    pairs: Vec<(UnixStream, UnixStream)>,
}

impl Crowd {
    /// More than are polled all together.
    fn new() -> Self {
        let pairs: Vec<_> = (0..2 * FEW).map(|_| UnixStream::pair().unwrap()).collect();
        let mut crowd = Self { set: WatchSet::new(vec![PollFd::UNUSED]), pairs };
        (1..=2 * FEW).for_each(|place| crowd.watch(place));
        crowd
    }

    fn watch(&mut self, place: usize) {
        let entry = PollFd::new(self.pairs[place - 1].0.as_fd(), true, false);
        self.set.set(place, entry);
    }

    fn write(&mut self, place: usize) {
        self.pairs[place - 1].1.write_all(b"x").unwrap();
    }

    /// Lets nobody be active any more.
    fn calm_down(&mut self) {
        (0..ACTIVE_FOR).for_each(|_| self.set.end_round());
        assert_eq!(self.active(), []);
    }

    /// As if somebody had just been ready: then poll does not sleep on all of them.
    fn keep_busy(&mut self) {
        self.set.last_ready = Instant::now() + Duration::from_secs(3600);
    }

    fn active(&self) -> Vec<usize> {
        self.set.entries.active().map(|index| self.set.entries.place(index)).skip(1).collect()
    }
}

#[test]
fn what_happens_in_a_quiet_place_ends_the_wait_and_makes_it_active() {
    let mut crowd = Crowd::new();
    crowd.calm_down();
    crowd.write(8);
    crowd.set.wait(None).unwrap();
    assert_eq!((crowd.set.ready(), crowd.set.is_ready(7), crowd.active()), (&[8][..], false, vec![8]));
}

#[test]
fn a_place_that_is_always_ready_keeps_no_other_from_its_turn() {
    let mut crowd = Crowd::new();
    crowd.calm_down();
    crowd.keep_busy();
    crowd.watch(4); // active from now on
    [4, 91].into_iter().for_each(|place| crowd.write(place));
    let began = Instant::now();
    while !crowd.set.is_ready(91) {
        crowd.set.wait(None).unwrap();
        assert!(crowd.set.is_ready(4) || crowd.set.is_ready(91), "the wait ended for nothing");
        assert!(began.elapsed() < Duration::from_secs(10), "no look at the quiet ones comes");
    }
}

#[test]
fn while_all_are_treated_alike_nobody_is_first() {
    let mut crowd = Crowd::new();
    crowd.set.wait(Some(Duration::ZERO)).unwrap();
    crowd.set.treat_all_alike();
    for place in [4, 91] {
        crowd.watch(place);
        crowd.write(place);
    }
    crowd.set.wait(None).unwrap();
    assert_eq!(crowd.set.ready(), [4, 91]);
    let mut active = crowd.active();
    active.sort_unstable();
    assert_eq!(active, [4, 91], "from then on the ready ones are active again");
}

#[test]
fn a_wait_ends_in_time_and_a_place_with_nothing_to_watch_is_never_ready() {
    for is_busy in [false, true] {
        let mut crowd = Crowd::new();
        if is_busy {
            crowd.keep_busy();
        }
        crowd.write(6);
        crowd.set.set(6, PollFd::UNUSED);
        for timeout in [Duration::ZERO, Duration::from_millis(3)] {
            let began = Instant::now();
            crowd.set.wait(Some(timeout)).unwrap();
            assert!(crowd.set.ready().is_empty() && began.elapsed() >= timeout);
        }
    }
}
