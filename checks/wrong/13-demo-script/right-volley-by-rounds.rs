//! lesson: 13
//! right: counts full rounds instead of clients

impl Volley {
    pub fn longest(&self, workers: u32) -> Duration {
        self.service * self.clients.div_ceil(workers.max(1))
    }
    pub fn mean(&self, workers: u32) -> Duration {
        if self.clients == 0 {
            return Duration::ZERO;
        }
        let (workers, clients) = (u64::from(workers.max(1)), u64::from(self.clients));
        let (full, rest) = (clients / workers, clients % workers);
        let rounds = workers * full * (full + 1) / 2 + rest * (full + 1);
        self.service.mul_f64(rounds as f64 / clients as f64)
    }
}
