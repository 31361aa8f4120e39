//! lesson: 08
//! mistake: counts a sleep on its condition, and gives a row only to a thread that took a lock or waited for one
//! expect: its life and idle time are others
//! file: capstone/src/observe/contention.rs

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        for (name, sleep) in &profile.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
        if profile.locks.is_empty() {
            return;
        }
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
    }
}
