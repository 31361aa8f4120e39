//! lesson: 08
//! mistake: a lock's `busy` leaves out the waits for this lock only, not those for the other locks of the thread
//! expect: a thread that waited 10 ms for one lock and 20 ms for another
impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let row = self.thread_row(thread);
        row.life = row.life.saturating_add(life);
        row.idle = row.idle.saturating_add(idle);
        for (_, stats) in &profile.locks {
            row.stats.add(stats);
        }
        for (name, stats) in &profile.locks {
            let row = self.lock_row(*name);
            row.stats.add(stats);
            row.threads += 1;
            let busy = life.saturating_sub(idle).saturating_sub(stats.wait.sum());
            row.busy = row.busy.saturating_add(busy);
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(*name).sleep.add(sleep);
        }
    }
}
