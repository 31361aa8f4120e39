//! lesson: 08
//! mistake: leaves the sleeps in poll out of a thread's idleness, for to poll is the event loop's work
//! expect: left: (0ns, 0ns)
//! file: capstone/src/observe/contention/profile.rs

impl Profile {
    pub fn idle(&self) -> Duration {
        sum(self.sleeps.iter().filter(|(name, _)| *name != "poll").map(|(_, sleep)| sleep.sum()))
    }
}
