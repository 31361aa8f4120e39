//! lesson: 01
//! mistake: the members do not wait at the gate
//! expect: a crew that cannot be completed must not run its body in any thread
impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body = Arc::new(body);
        Self::assemble(name, size, |name, index, _gate| {
            let body = Arc::clone(&body);
            thread::Builder::new().name(name).spawn(move || body(index))
        })
    }
}
