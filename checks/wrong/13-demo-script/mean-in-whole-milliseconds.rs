//! lesson: 13
//! mistake: cuts the mean to whole milliseconds
//! expect: the mean was 67ms and not 67.6ms

impl Volley {
    pub fn mean(&self, workers: u32) -> Duration {
        let sum: u128 = (0..self.clients).map(|place| self.wait(place, workers).as_millis()).sum();
        Duration::from_millis((sum / u128::from(self.clients.max(1))) as u64)
    }
}
