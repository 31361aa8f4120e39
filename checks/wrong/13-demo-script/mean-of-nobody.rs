//! lesson: 13
//! mistake: divides by zero when there is nobody
//! expect: divide by zero

impl Volley {
    pub fn mean(&self, workers: u32) -> Duration {
        let sum: Duration = (0..self.clients).map(|place| self.wait(place, workers)).sum();
        sum / self.clients
    }
}
