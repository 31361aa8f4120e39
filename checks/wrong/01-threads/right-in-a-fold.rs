//! lesson: 01
//! right: joins the last member first; all threads are made in a fold; the gate collects its waiters before it opens, and
//! wakes them from the last to the first
impl Gate {
    fn opens(&self) -> bool {
        loop {
            match self.0.load(Ordering::Acquire) {
                CLOSED => thread::park(),
                state => return state == OPEN,
            }
        }
    }

    fn open<'a>(&self, waiting: impl Iterator<Item = &'a Thread>) {
        let waiting: Vec<&Thread> = waiting.collect();
        self.0.swap(OPEN, Ordering::AcqRel);
        for thread in waiting.into_iter().rev() {
            thread.unpark();
        }
    }
}

impl Crew {
    pub fn contains_current(&self) -> bool {
        let me = thread::current().id();
        !self.threads().all(|thread| thread.id() != me)
    }

    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        while let Some(member) = self.members.pop() {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let ended = while_waiting(Place::Join(name.clone()), move || member.join());
            panics.extend(ended.err().map(|payload| (name, panic_message(payload))));
        }
        panics
    }

    pub fn join(mut self) -> Result<(), CrewPanic> {
        let size = self.members.len();
        match self.join_members() {
            none if none.is_empty() => Ok(()),
            panics => Err(CrewPanic { size, panics }),
        }
    }

    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let empty = Assembly { gate: Arc::new(Gate(AtomicU8::new(CLOSED))), crew: Crew::default() };
        let mut whole = (0..size).try_fold(empty, |mut assembly, created| {
            let name = format!("{name}-{created}");
            match create(name.clone(), created, Arc::clone(&assembly.gate)) {
                Ok(member) => {
                    assembly.crew.members.push(member);
                    Ok(assembly)
                }
                // Here the assembly is dropped, which cancels the gate and joins.
                Err(reason) => Err(SpawnError { name, created, wanted: size, reason }),
            }
        })?;
        whole.gate.open(whole.crew.threads());
        Ok(mem::take(&mut whole.crew))
    }

    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body: Arc<dyn Fn(usize) + Send + Sync> = Arc::new(body);
        Self::assemble(name, size, move |name, index, gate| {
            let body = Arc::clone(&body);
            let begin = move || {
                let true = gate.opens() else { return };
                drop(gate);
                body(index);
            };
            thread::Builder::new().name(name).spawn(begin)
        })
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        match self.contains_current() {
            true => self.members.clear(),
            false => drop(self.join_members()),
        }
    }
}
