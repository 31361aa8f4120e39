//! lesson: 08
//! mistake: counts what a thread waited for a lock as its work
//! expect: the table must have the figures of all threads, lock by lock
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle);
        let row = self.thread_row(thread);
        row.life += life;
        row.idle += idle;
        for (_, stats) in &profile.locks {
            row.stats.add(stats);
        }
        for (name, stats) in &profile.locks {
            let row = self.lock_row(name);
            row.stats.add(stats);
            row.threads += 1;
            row.busy += busy;
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
    }
}
