//! lesson: 08
//! mistake: a thread that has ended does not count among the threads of its locks any more
//! expect: four threads locked, and it says otherwise
//! file: capstone/src/observe/contention/collect.rs

impl Drop for Mine {
    fn drop(&mut self) {
        let mut registry = lock(&REGISTRY);
        registry.alive.retain(|record| !Arc::ptr_eq(record, &self.0));
        let _ = catch_unwind(AssertUnwindSafe(|| {
            self.0.add_to(&mut registry.ended);
            registry.ended.locks.iter_mut().for_each(|row| row.threads = 0);
        }));
    }
}
