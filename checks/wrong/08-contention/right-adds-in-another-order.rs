//! lesson: 08
//! right: adds the locks and conditions of a profile before its thread, and ends a wait by two matches
//! file: capstone/src/observe/contention.rs
impl LockStats {
    pub fn add(&mut self, other: &Self) {
        let Self { acquisitions, wait, hold } = self;
        hold.add(&other.hold);
        wait.add(&other.wait);
        *acquisitions += other.acquisitions;
    }

    pub fn contended_share(&self) -> f64 {
        match (self.wait.count(), self.acquisitions) {
            (0, _) => 0.0,
            (waits, acquired) if waits >= acquired => 1.0,
            (waits, acquired) => waits as f64 / acquired as f64,
        }
    }
}

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        if let Some((place, since)) = self.waiting.take() {
            let waited = now.saturating_duration_since(since);
            let name = match place {
                Place::Lock(lock) => {
                    return row(&mut self.locks, lock, LockStats::default).wait.record(waited);
                }
                Place::Condition(name) => name,
                Place::Join(_) => JOIN,
                Place::Poll => "poll",
            };
            row(&mut self.sleeps, name, Summary::rough).record(waited);
        }
    }
}

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        let nothing = profile.locks.is_empty() && profile.sleeps.is_empty();
        if nothing {
            return;
        }
        let active = profile.life(now).saturating_sub(profile.idle());
        for (name, sleep) in &profile.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
        let mut all = LockStats::default();
        for (name, stats) in &profile.locks {
            all.add(stats);
            let row = self.lock_row(name);
            row.threads += 1;
            row.stats.add(stats);
            row.busy += active.saturating_sub(profile.waited());
        }
        let row = self.thread_row(thread);
        row.stats.add(&all);
        row.life += profile.life(now);
        row.idle += profile.idle();
    }
}
