//! lesson: 01
//! mistake: lets two members run at a time, one for each processor that it counts on; the others wait for their turn
//! expect: all members of a crew must run at the same time
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};

/// More threads than that do not compute faster.
const PROCESSORS: usize = 2;

impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body = Arc::new(body);
        let processors = Arc::new((Mutex::new(PROCESSORS), Condvar::new()));
        Self::assemble(name, size, |name, index, gate| {
            let (body, processors) = (Arc::clone(&body), Arc::clone(&processors));
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    let (free, one_is_free) = &*processors;
                    *one_is_free.wait_while(free.lock().unwrap(), |free| *free == 0).unwrap() -= 1;
                    let ended = catch_unwind(AssertUnwindSafe(|| body(index)));
                    *free.lock().unwrap() += 1;
                    one_is_free.notify_one();
                    if let Err(payload) = ended {
                        resume_unwind(payload);
                    }
                }
            })
        })
    }
}
