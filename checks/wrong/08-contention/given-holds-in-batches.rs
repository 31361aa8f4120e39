//! lesson: 08
//! mistake: adds a thread's holds to its profile eight at a time, and does not show those that wait for the eighth
//! expect: and it says 0ns
//! file: capstone/src/observe/contention/collect.rs

/// So many holds go to the profile together.
const BATCH: usize = 8;

struct Figures {
    /// All but the acquisitions.
    profile: Profile,
    counters: Vec<Counter>,
    /// Holds on their way to the profile.
    holds: Vec<(&'static str, Duration, u32)>,
}

impl Observer for Collector {
    fn hold_ended(&self, lock: &'static str, held: Duration, times: u32) {
        with_figures(|figures| {
            figures.holds.push((lock, held, times));
            // One that stands for many does not wait.
            if figures.holds.len() == BATCH || times > 1 {
                for (lock, held, times) in figures.holds.drain(..) {
                    figures.profile.record_hold(lock, held, times);
                }
            }
        });
    }
}

impl Mine {
    fn open() -> Self {
        let thread = thread::current().name().unwrap_or("unnamed").to_owned();
        let profile = Profile::new(Instant::now());
        let figures = Figures { profile, counters: Vec::new(), holds: Vec::new() };
        let record = Arc::new(Record { thread, figures: Mutex::new(figures) });
        lock(&REGISTRY).alive.push(Arc::clone(&record));
        Self(record)
    }
}

impl Figures {
    fn restart(&mut self, now: Instant) {
        self.holds.clear();
        self.profile.restart(now);
        self.counters.iter_mut().for_each(|counter| counter.before = counter.taken.load(Relaxed));
    }
}
