//! lesson: 08
//! mistake: a thread's row gets the acquisitions and waits of its locks, and not their holds
//! expect: acquisitions, waits, waited, holds and held of worker-0 are others

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle).saturating_sub(profile.waited());
        let row = self.thread_row(thread);
        row.life += life;
        row.idle += idle;
        for (_, stats) in &profile.locks {
            row.stats.acquisitions += stats.acquisitions;
            row.stats.wait.add(&stats.wait);
        }
        for (name, stats) in &profile.locks {
            let row = self.lock_row(*name);
            row.stats.add(stats);
            row.threads += 1;
            row.busy += busy;
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(*name).sleep.add(sleep);
        }
    }
}
