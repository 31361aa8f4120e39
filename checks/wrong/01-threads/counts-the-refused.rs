//! lesson: 01
//! mistake: counts the thread that was refused as created
//! expect: a refused crew must name the thread that is missing, and leave none behind
impl Crew {
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let mut assembly = Assembly { gate: Arc::new(Gate(AtomicU8::new(CLOSED))), crew: Self::default() };
        for (index, created) in (0..size).zip(1..) {
            let name = format!("{name}-{index}");
            match create(name.clone(), index, Arc::clone(&assembly.gate)) {
                Ok(member) => assembly.crew.members.push(member),
                Err(reason) => return Err(SpawnError { name, created, wanted: size, reason }),
            }
        }
        assembly.gate.open(assembly.crew.threads());
        Ok(mem::take(&mut assembly.crew))
    }
}
