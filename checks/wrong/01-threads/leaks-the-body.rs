//! lesson: 01
//! mistake: leaks the body, to have a reference to it that every member can copy
//! expect: an `Arc` that the body had captured still had

impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        // One body for all members, without a counter that each of them has to touch.
        let body: &'static _ = Box::leak(Box::new(body));
        Self::assemble(name, size, move |name, index, gate| {
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    body(index);
                }
            })
        })
    }
}
