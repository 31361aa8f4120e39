//! lesson: 13
//! mistake: takes the number of clients for the number of the last
//! expect: the longest wait was 510ms and not 500ms

impl Volley {
    pub fn longest(&self, workers: u32) -> Duration {
        if self.clients == 0 { Duration::ZERO } else { self.wait(self.clients, workers) }
    }
}
