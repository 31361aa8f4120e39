//! lesson: 13
//! mistake: lets the clients be served one after the other, however many workers there are
//! expect: number 3 waits 40ms and not 10ms

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        let _ = workers;
        self.service * (place + 1)
    }
}
