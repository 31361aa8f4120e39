//! lesson: 13
//! mistake: forgets the round in which the client itself is served
//! expect: number 0 waits 0ns and not 10ms

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        self.service * (place / workers.max(1))
    }
}
