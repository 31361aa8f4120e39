//! lesson: 08
//! mistake: divides without a limit, though a thread's first wait begins a moment before its profile
//! expect: a wait share must be 1 at most
impl ThreadUse {
    pub fn wait_share(&self) -> f64 {
        let active = self.active().as_secs_f64();
        if active == 0.0 { 0.0 } else { self.stats.wait.sum().as_secs_f64() / active }
    }
}
