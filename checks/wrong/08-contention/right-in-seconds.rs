//! lesson: 08
//! right: computes in seconds, and lets the sums decide what is zero
//! file: capstone/src/observe/contention.rs
impl ThreadUse {
    pub fn wait_share(&self) -> f64 {
        let (waited, active) = (self.stats.wait.sum(), self.active());
        if active > Duration::ZERO { (waited.as_secs_f64() / active.as_secs_f64()).min(1.0) } else { 0.0 }
    }
}

impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        match self.stats.held() {
            Duration::ZERO => None,
            held if held >= self.busy => Some(1.0),
            held => Some(self.busy.div_duration_f64(held)),
        }
    }
}

impl Contention {
    pub fn wait_share(&self) -> f64 {
        let all: f64 = self.threads.iter().map(|thread| thread.active().as_secs_f64()).sum();
        let waited: f64 = self.threads.iter().map(|thread| thread.stats.wait.sum().as_secs_f64()).sum();
        if all == 0.0 { 0.0 } else { (waited / all).min(1.0) }
    }
}
