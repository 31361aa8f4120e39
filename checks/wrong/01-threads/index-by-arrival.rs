//! lesson: 01
//! mistake: a member takes its index when it has passed the gate, from a counter that all share
//! expect: each member must get an index of its own, and the name that goes with it
use crate::sync::atomic::AtomicUsize;

impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let (body, next) = (Arc::new(body), Arc::new(AtomicUsize::new(0)));
        Self::assemble(name, size, |name, _, gate| {
            let (body, next) = (Arc::clone(&body), Arc::clone(&next));
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    body(next.fetch_add(1, Ordering::Relaxed));
                }
            })
        })
    }
}
