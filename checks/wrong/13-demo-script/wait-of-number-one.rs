//! lesson: 13
//! mistake: numbers the clients from 1
//! expect: number 3 waits 20ms and not 10ms

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        self.service * ((place + 1) / workers.max(1) + 1)
    }
}
