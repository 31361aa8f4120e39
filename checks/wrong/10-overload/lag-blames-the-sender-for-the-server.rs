//! lesson: 10
//! mistake: counts the wait for the connection as lag
//! expect: the lag was Some(90ms): due at 10 ms, but free only at 90

impl Timestamps {
    pub fn lag(&self) -> Option<Duration> {
        Some(self.sent - self.intended)
    }
}
