//! lesson: 01
//! mistake: if a thread is refused, those that exist are forgotten where they wait
//! expect: a refused crew must name the thread that is missing, and leave none behind
impl Crew {
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let gate = Arc::new(Gate(AtomicU8::new(CLOSED)));
        let mut crew = Self::default();
        for index in 0..size {
            let name = format!("{name}-{index}");
            match create(name.clone(), index, Arc::clone(&gate)) {
                Ok(member) => crew.members.push(member),
                Err(reason) => {
                    crew.detach();
                    return Err(SpawnError { name, created: index, wanted: size, reason });
                }
            }
        }
        gate.open(crew.threads());
        Ok(crew)
    }
}
