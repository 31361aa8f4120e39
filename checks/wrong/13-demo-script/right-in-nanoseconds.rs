//! lesson: 13
//! right: the mean is a closed formula in whole nanoseconds; the section pool comes from a loop; flaws looks back
impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        let round = u64::from(place / workers.max(1)) + 1;
        let nanos = self.service.as_nanos() * u128::from(round);
        Duration::new(
            u64::try_from(nanos / 1_000_000_000).expect("a wait that a Duration can hold"),
            (nanos % 1_000_000_000) as u32,
        )
    }

    pub fn longest(&self, workers: u32) -> Duration {
        match self.clients.checked_sub(1) {
            Some(last) => self.wait(last, workers),
            None => Duration::ZERO,
        }
    }

    pub fn mean(&self, workers: u32) -> Duration {
        if self.clients == 0 {
            return Duration::ZERO;
        }
        let (clients, at_once) = (u128::from(self.clients), u128::from(workers.max(1)));
        // All workers are busy in the full rounds; the rest of the clients come in one more.
        let (full, rest) = (clients / at_once, clients % at_once);
        let rounds = at_once * full * (full + 1) / 2 + rest * (full + 1);
        let nanos = rounds * self.service.as_nanos() / clients;
        Duration::new(
            u64::try_from(nanos / 1_000_000_000).expect("a wait that a Duration can hold"),
            (nanos % 1_000_000_000) as u32,
        )
    }
}

pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    let mut steps = Vec::new();
    for (workers, server, longest, mean) in [
        (0, "Start a server without workers", "N·S: one after the other", "(N+1)/2·S"),
        (4, "Start a server with 4 workers", "N/c rounds of S, rounded up", "the mean of all rounds"),
    ] {
        let start = vec!["--workers".to_owned(), format!("{workers}")];
        steps.push(Step::new(server, Action::Serve(start)));
        let mut fire = Step::new("50 clients at once", Action::Volley(volley, workers));
        for (what, wait, because) in
            [("longest", volley.longest(workers), longest), ("mean", volley.mean(workers), mean)]
        {
            let figure = format!("{what} wait, {workers} workers");
            fire = fire.expect(figure, predicted_time(wait), because);
        }
        steps.push(fire);
    }
    Section {
        name: "pool",
        shows: "50 clients come at once, each with 10 ms of work: with workers, nobody waits for everybody",
        look: "capstone/src/threads/pool.rs (lessons/05-thread-pool)",
        steps,
    }
}

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let of = |(place, section): (usize, &Section<A>)| {
            let name = section.name;
            let (sound, empty): (Vec<_>, Vec<_>) =
                section.expectations().partition(|expectation| expectation.bound.can_fail());
            let mut flaws = Vec::new();
            if sound.is_empty() {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
            flaws.extend(
                empty.into_iter().map(|vain| format!("section {name} allows every value of {}", vain.figure)),
            );
            if self.sections[..place].iter().any(|earlier| earlier.name == name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            flaws
        };
        self.sections.iter().enumerate().flat_map(of).collect()
    }

    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let mut found = Vec::new();
        for section in &self.sections {
            for expectation in section.expectations() {
                if expectation.bound.predicted().is_some() {
                    found.push((section.name, expectation));
                }
            }
        }
        found
    }

    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        for name in names {
            if self.sections.iter().all(|section| section.name != name.as_str()) {
                return Err(name.clone());
            }
        }
        self.sections.retain(|section| names.is_empty() || names.iter().any(|name| name == section.name));
        Ok(self)
    }
}
