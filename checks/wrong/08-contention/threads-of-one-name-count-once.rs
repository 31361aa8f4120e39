//! lesson: 08
//! mistake: a second thread of a name that the table has already does not count among the threads of a lock
//! expect: two threads named worker-0
impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let is_new = self.thread(thread).is_none();
        let (life, idle) = (profile.life(now), profile.idle());
        let row = self.thread_row(thread);
        row.life = row.life.saturating_add(life);
        row.idle = row.idle.saturating_add(idle);
        for (_, stats) in &profile.locks {
            row.stats.add(stats);
        }
        let busy = life.saturating_sub(idle).saturating_sub(profile.waited());
        for (name, stats) in &profile.locks {
            let row = self.lock_row(*name);
            row.stats.add(stats);
            if is_new || row.threads == 0 {
                row.threads += 1;
            }
            row.busy = row.busy.saturating_add(busy);
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(*name).sleep.add(sleep);
        }
    }
}
