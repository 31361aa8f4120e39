//! lesson: 13
//! mistake: calculates the wait in whole microseconds, so a service time of 2.5 µs counts as 2
//! expect: number 4 waits 4µs and not 5µs

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        let round = u64::from(place / workers.max(1)) + 1;
        Duration::from_micros(round * self.service.as_micros() as u64)
    }
}
