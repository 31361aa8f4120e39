//! lesson: 01
//! mistake: the reason of a refused crew is errno, which pthread_create does not set
//! expect: a refused crew must give the error with which the system refused the thread
impl Crew {
    /// Creates all threads behind a closed gate, and opens it only when the last one exists.
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let gate = Arc::new(Gate(AtomicU8::new(CLOSED)));
        let mut assembly = Assembly { gate, crew: Self::default() };
        for index in 0..size {
            let thread = format!("{name}-{index}");
            let Ok(member) = create(thread.clone(), index, Arc::clone(&assembly.gate)) else {
                let reason = io::Error::last_os_error();
                return Err(SpawnError { name: thread, created: index, wanted: size, reason });
            };
            assembly.crew.members.push(member);
        }
        assembly.gate.open(assembly.crew.threads());
        Ok(mem::take(&mut assembly.crew))
    }
}
