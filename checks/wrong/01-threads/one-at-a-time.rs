//! lesson: 01
//! mistake: the members share one body, so each runs it under a lock: one after the other
//! expect: all members of a crew must run at the same time
use std::sync::Mutex;

impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body = Arc::new(Mutex::new(body));
        Self::assemble(name, size, |name, index, gate| {
            let body = Arc::clone(&body);
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    let body = body.lock().unwrap();
                    body(index);
                }
            })
        })
    }
}
