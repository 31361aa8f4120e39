//! lesson: 13
//! right: what can fail is found by trying the two ends of all values, flaws of a section come in another order, `only`
//!   selects before it refuses, a wait is added up round by round, a mean is a closed formula, and `pool` is a loop

impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = measured.map(|figure| self.bound.allows(figure, evidence)).unwrap_or_default();
        Finding { measured, passed, expectation: self.clone() }
    }
}

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let to = |other: f64| measured.value.partial_cmp(&other);
        let from = |least: f64| to(least).is_some_and(std::cmp::Ordering::is_ge);
        let up_to = |most: f64| to(most).is_some_and(std::cmp::Ordering::is_le);
        match self {
            Self::Exactly(figure) => from(figure.value) && up_to(figure.value),
            Self::AtLeast(figure) => from(figure.value),
            Self::AtMost(figure) => up_to(figure.value),
            Self::SameAs(name) => {
                evidence.get(name).is_some_and(|figure| from(figure.value) && up_to(figure.value))
            }
            Self::Near { predicted, low, high } => {
                from(predicted.times(*low).value) && up_to(predicted.times(*high).value)
            }
        }
    }

    pub fn can_fail(&self) -> bool {
        let nothing = Evidence::default();
        let ends = [0.0, f64::INFINITY];
        ends.into_iter().any(|value| !self.allows(Figure { value, ..Figure::count(0) }, &nothing))
    }
}

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        for (number, section) in self.sections.iter().enumerate() {
            let name = section.name;
            if self.sections[..number].iter().any(|earlier| earlier.name == name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            let (can, cannot): (Vec<_>, Vec<_>) =
                section.expectations().partition(|expectation| expectation.bound.can_fail());
            for expectation in cannot {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
            if can.is_empty() {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
        }
        flaws
    }

    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let mut predictions = Vec::new();
        for section in self.sections.iter().rev() {
            let mut of_section: Vec<_> = section.expectations().map(|one| (section.name, one)).collect();
            of_section.retain(|(_, one)| one.bound.predicted().is_some());
            predictions.splice(0..0, of_section);
        }
        predictions
    }

    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        let mut unknown: Vec<&String> = names.iter().collect();
        self.sections.retain(|section| {
            unknown.retain(|name| name.as_str() != section.name);
            names.is_empty() || names.iter().any(|name| name.as_str() == section.name)
        });
        match unknown.first() {
            Some(name) => Err((*name).clone()),
            None => Ok(self),
        }
    }
}

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        (0..=place).step_by(workers.max(1) as usize).map(|_| self.service).sum()
    }

    pub fn longest(&self, workers: u32) -> Duration {
        (0..self.clients).map(|place| self.wait(place, workers)).max().unwrap_or_default()
    }

    pub fn mean(&self, workers: u32) -> Duration {
        let (all, width) = (u128::from(self.clients), u128::from(workers.max(1)));
        let (rounds, rest) = (all / width, all % width);
        let services = width * rounds * (rounds + 1) / 2 + rest * (rounds + 1);
        let nanos = (services * self.service.as_nanos()).checked_div(all).unwrap_or(0);
        Duration::from_nanos(nanos as u64)
    }
}

pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    let mut steps = Vec::new();
    for workers in [0, 4] {
        let (with, longest, mean) = if workers == 0 {
            ("without workers", "N·S: one after the other", "(N+1)/2·S")
        } else {
            ("with 4 workers", "N/c rounds of S, rounded up", "the mean of all rounds")
        };
        let server = vec!["--workers".to_owned(), workers.to_string()];
        steps.push(Step::new(format!("Start a server {with}"), Action::Serve(server)));
        let mut at_once = Step::new("50 clients at once", Action::Volley(volley, workers));
        for (what, wait, because) in
            [("longest", volley.longest(workers), longest), ("mean", volley.mean(workers), mean)]
        {
            let figure = format!("{what} wait, {workers} workers");
            at_once = at_once.expect(figure, predicted_time(wait), because);
        }
        steps.push(at_once);
    }
    Section {
        name: "pool",
        shows: "50 clients come at once, each with 10 ms of work: with workers, nobody waits for everybody",
        look: "capstone/src/threads/pool.rs (lessons/05-thread-pool)",
        steps,
    }
}
