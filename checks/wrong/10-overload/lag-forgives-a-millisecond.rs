//! lesson: 10
//! mistake: takes a connection that became free a little late for a free one
//! expect: but free only at 11

impl Timestamps {
    pub fn lag(&self) -> Option<Duration> {
        let grace = Duration::from_millis(1);
        (self.free <= self.intended + grace).then(|| self.sent - self.intended)
    }
}
