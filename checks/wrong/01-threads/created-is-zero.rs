//! lesson: 01
//! mistake: after a refusal the error is made once the members are joined, so `created` is always 0 ("after 0 of 4")
//! expect: and said that 0 had been created before it

impl Crew {
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let gate = Arc::new(Gate(AtomicU8::new(CLOSED)));
        let mut assembly = Assembly { gate: Arc::clone(&gate), crew: Crew::default() };
        for index in 0..size {
            let thread = format!("{name}-{index}");
            match create(thread.clone(), index, Arc::clone(&gate)) {
                Ok(member) => assembly.crew.members.push(member),
                Err(reason) => {
                    // No thread may be left when the caller gets the error.
                    gate.0.store(CANCELLED, Ordering::Release);
                    assembly.crew.threads().for_each(Thread::unpark);
                    assembly.crew.join_members();
                    let created = assembly.crew.size();
                    return Err(SpawnError { name: thread, created, wanted: size, reason });
                }
            }
        }
        gate.open(assembly.crew.threads());
        Ok(mem::take(&mut assembly.crew))
    }

    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}
