//! lesson: 13
//! mistake: divides the time of a request by the number of clients before it adds up: what is cut off adds up, too
//! expect: of 3001 clients, with 0 workers
impl Volley {
    pub fn mean(&self, workers: u32) -> Duration {
        if self.clients == 0 {
            return Duration::ZERO;
        }
        let share = Self { clients: self.clients, service: self.service / self.clients };
        (0..self.clients).map(|place| share.wait(place, workers)).sum()
    }
}
