//! lesson: 01
//! right: makes the threads by a fold that ends at the first refusal, and keeps one body for each
impl Crew {
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body: Arc<dyn Fn(usize) + Send + Sync> = Arc::new(body);
        let mut bodies = vec![body; size];
        Self::assemble(name, size, move |name, index, gate| {
            let body = bodies.pop().expect("there is one for each member");
            let begin = move || {
                if gate.opens() {
                    body(index)
                }
            };
            thread::Builder::new().name(name).spawn(begin)
        })
    }

    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let gate = Arc::new(Gate(AtomicU8::new(CLOSED)));
        let assembly = Assembly { gate: Arc::clone(&gate), crew: Self::default() };
        let mut assembly = (0..size).try_fold(assembly, |mut assembly, created| {
            let name = format!("{name}-{created}");
            match create(name.clone(), created, Arc::clone(&gate)) {
                Ok(member) => {
                    assembly.crew.members.push(member);
                    Ok(assembly)
                }
                Err(reason) => Err(SpawnError { name, created, wanted: size, reason }),
            }
        })?;
        let crew = mem::take(&mut assembly.crew);
        gate.open(crew.threads());
        Ok(crew)
    }
}
