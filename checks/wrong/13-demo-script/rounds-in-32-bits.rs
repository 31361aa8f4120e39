//! lesson: 13
//! mistake: adds the rounds up in 32 bits, which are too few for a hundred thousand clients without workers
//! expect: attempt to add with overflow
impl Volley {
    pub fn mean(&self, workers: u32) -> Duration {
        if self.clients == 0 {
            return Duration::ZERO;
        }
        let workers = workers.max(1);
        let rounds: u32 = (0..self.clients).map(|place| place / workers + 1).sum();
        self.service * rounds / self.clients
    }
}
