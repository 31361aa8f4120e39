//! lesson: 08
//! right: sums up a thread's locks first and fills its row last; counts with fetch_add; stores for how many, then looks

impl LockStats {
    pub fn add(&mut self, other: &Self) {
        self.hold.add(&other.hold);
        self.wait.add(&other.wait);
        self.acquisitions = self.acquisitions.saturating_add(other.acquisitions);
    }

    pub fn contended_share(&self) -> f64 {
        let contended = self.wait.count();
        // A thread that waits now is among the waits, and not yet among the acquisitions.
        match self.acquisitions.max(contended) {
            0 => 0.0,
            attempts => contended as f64 / attempts as f64,
        }
    }
}

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        if let Some((place, since)) = self.waiting.take() {
            let summary = match place {
                Place::Lock(name) => &mut row(&mut self.locks, name, LockStats::default).wait,
                Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough),
                Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough),
                Place::Poll => row(&mut self.sleeps, "poll", Summary::rough),
            };
            summary.record(now.saturating_duration_since(since));
        }
    }
}

impl Sampler {
    #[inline]
    fn count(&mut self) -> u32 {
        let taken = self.taken.fetch_add(1, Relaxed) + 1;
        if taken >= self.next { self.draw(taken) } else { 0 }
    }
}

impl Stopwatch {
    #[cold]
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        self.times.store(times, Relaxed);
        if times == 0 {
            return None;
        }
        self.since.store(now(), Relaxed);
        Some(self)
    }

    #[cold]
    fn end_hold(&self) {
        let until = now();
        let held = Duration::from_nanos(until.saturating_sub(self.since.load(Relaxed)));
        leave(Hold { lock: self.lock, held, times: self.times.load(Relaxed) });
    }
}

impl Severity {
    pub fn of(share: f64) -> Self {
        if share > 0.1 {
            Self::High
        } else if share >= 0.01 {
            Self::Moderate
        } else {
            Self::Low
        }
    }
}

impl ThreadUse {
    pub fn wait_share(&self) -> f64 {
        share(self.stats.wait.sum(), self.active()).min(1.0)
    }
}

impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        let held = self.stats.held();
        (!held.is_zero()).then(|| self.busy.max(held).as_secs_f64() / held.as_secs_f64())
    }
}

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle.saturating_add(profile.waited()));
        let mut all = LockStats::default();
        for (name, stats) in &profile.locks {
            all.add(stats);
            let row = self.lock_row(*name);
            row.threads += 1;
            row.busy = row.busy.saturating_add(busy);
            row.stats.add(stats);
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(*name).sleep.add(sleep);
        }
        let row = self.thread_row(thread);
        row.stats.add(&all);
        row.life = row.life.saturating_add(life);
        row.idle = row.idle.saturating_add(idle);
    }

    pub fn wait_share(&self) -> f64 {
        share(self.waited(), self.active()).min(1.0)
    }

    pub fn cause(&self) -> Option<Cause> {
        if self.severity() < Severity::High {
            return None;
        }
        let mut locks: Vec<&LockUse> = self.locks.iter().collect();
        locks.sort_by_key(|lock| Reverse(lock.stats.wait.sum()));
        locks.first().map(|lock| lock.as_cause(self.waited()))
    }
}
