//! lesson: 08
//! mistake: takes what a thread worked from the row of its name: a second thread of that name adds the work of the first once more
//! expect: what the threads of `queue` and of `ledger` neither slept nor waited is another time

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let row = self.thread_row(thread);
        row.life = row.life.saturating_add(profile.life(now));
        row.idle = row.idle.saturating_add(profile.idle());
        for (_, stats) in &profile.locks {
            row.stats.add(stats);
        }
        let busy = row.active().saturating_sub(row.stats.wait.sum());
        for (name, stats) in &profile.locks {
            let row = self.lock_row(*name);
            row.stats.add(stats);
            row.threads += 1;
            row.busy = row.busy.saturating_add(busy);
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(*name).sleep.add(sleep);
        }
    }
}
