//! lesson: 08
//! mistake: adds what a lock's holds are on average to its thread's row: count and sum are right, and no percentile is
//! expect: 99 holds of a thread of 1 ms
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle + profile.waited());
        for (name, stats) in &profile.locks {
            let row = self.lock_row(name);
            row.stats.add(stats);
            row.threads += 1;
            row.busy += busy;
            let row = self.thread_row(thread);
            row.stats.acquisitions += stats.acquisitions;
            row.stats.wait.add(&stats.wait);
            row.stats.hold.record_times(stats.hold.mean(), stats.hold.count() as u32);
        }
        let row = self.thread_row(thread);
        row.life += life;
        row.idle += idle;
        for (name, sleep) in &profile.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
    }
}
