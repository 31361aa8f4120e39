//! lesson: 13
//! mistake: counts whole milliseconds
//! expect: number 4 waits 2ms and not 3ms

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        Duration::from_millis(self.service.as_millis() as u64 * u64::from(place / workers.max(1) + 1))
    }
}
