//! lesson: 01
//! mistake: names count from 1, indices from 0
//! expect: each member must get an index of its own, and the name that goes with it
impl Crew {
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let mut assembly = Assembly { gate: Arc::new(Gate(AtomicU8::new(CLOSED))), crew: Self::default() };
        for index in 0..size {
            let name = format!("{name}-{}", index + 1);
            match create(name.clone(), index, Arc::clone(&assembly.gate)) {
                Ok(member) => assembly.crew.members.push(member),
                Err(reason) => return Err(SpawnError { name, created: index, wanted: size, reason }),
            }
        }
        assembly.gate.open(assembly.crew.threads());
        Ok(mem::take(&mut assembly.crew))
    }
}
