//! lesson: 08
//! mistake: adds also a thread that had nothing to do with locks: its time makes every share smaller
//! expect: a thread that had nothing to do with locks must not be in the table
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle + profile.waited());
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
