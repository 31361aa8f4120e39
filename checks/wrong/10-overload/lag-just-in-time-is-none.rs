//! lesson: 10
//! mistake: takes a connection that became free just in time for one that was late
//! expect: it was None: free at 10 ms

impl Timestamps {
    pub fn lag(&self) -> Option<Duration> {
        (self.free < self.intended).then(|| self.sent - self.intended)
    }
}
