//! lesson: 08
//! right: counts with fetch_add; fills the rows from the conditions to the thread, backwards; the limit's minimum is
//! applied to the work
//! file: capstone/src/observe/contention.rs
impl LockStats {
    pub fn add(&mut self, other: &Self) {
        let Self { acquisitions, wait, hold } = other;
        self.hold.add(hold);
        self.wait.add(wait);
        self.acquisitions = self.acquisitions.saturating_add(*acquisitions);
    }

    pub fn contended_share(&self) -> f64 {
        let contended = self.wait.count();
        let others = self.acquisitions.saturating_sub(contended);
        if contended == 0 { 0.0 } else { 1.0 / (1.0 + others as f64 / contended as f64) }
    }
}

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = std::mem::take(&mut self.waiting) else { return };
        let waited = now.saturating_duration_since(since);
        let name = match place {
            Place::Poll => "poll",
            Place::Join(_) => JOIN,
            Place::Condition(name) => name,
            Place::Lock(name) => {
                return row(&mut self.locks, name, LockStats::default).wait.record(waited);
            }
        };
        row(&mut self.sleeps, name, Summary::rough).record(waited);
    }
}

impl Sampler {
    fn count(&mut self) -> u32 {
        let taken = self.taken.fetch_add(1, Relaxed) + 1;
        match self.next.checked_sub(taken) {
            Some(1..) => 0,
            Some(0) | None => self.draw(taken),
        }
    }
}

impl Stopwatch {
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        (times > 0).then(|| {
            self.times.store(times, Relaxed);
            self.since.store(now(), Relaxed);
            self
        })
    }

    fn end_hold(&self) {
        let nanos = now().saturating_sub(self.since.swap(0, Relaxed));
        let times = self.times.swap(0, Relaxed);
        leave(Hold { lock: self.lock, held: Duration::from_nanos(nanos), times });
    }
}

impl Severity {
    pub fn of(share: f64) -> Self {
        match share {
            share if !(share >= 0.01) => Self::Low,
            share if !(share > 0.1) => Self::Moderate,
            _ => Self::High,
        }
    }
}

impl ThreadUse {
    pub fn wait_share(&self) -> f64 {
        let waited = self.stats.wait.sum();
        share(waited, self.active()).min(1.0)
    }
}

impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        let under_the_lock = self.stats.held();
        let work = self.busy.max(under_the_lock);
        (!under_the_lock.is_zero()).then(|| work.as_secs_f64() / under_the_lock.as_secs_f64())
    }
}

impl Contention {
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return;
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle).saturating_sub(profile.waited());
        for (name, sleep) in profile.sleeps.iter().rev() {
            self.condition_row(*name).sleep.add(sleep);
        }
        let mut all = LockStats::default();
        for (name, stats) in profile.locks.iter().rev() {
            all.add(stats);
            let row = self.lock_row(*name);
            row.threads += 1;
            row.busy = row.busy.saturating_add(busy);
            row.stats.add(stats);
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
        let mut sorted: Vec<&LockUse> = self.locks.iter().collect();
        sorted.sort_by_key(|lock| Reverse(lock.stats.wait.sum()));
        let worst = sorted.first().filter(|_| self.severity() > Severity::Moderate)?;
        Some(worst.as_cause(self.waited()))
    }
}
