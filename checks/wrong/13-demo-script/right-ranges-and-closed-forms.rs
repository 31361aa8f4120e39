//! lesson: 13
//! right: every bound is a range; flaws are listed by kind; mean is a closed form in integers; pool is made from a table
impl Expectation {
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = match measured {
            Some(figure) => self.bound.allows(figure, evidence),
            None => false,
        };
        Finding { expectation: self.clone(), measured, passed }
    }
}

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let (low, high) = match self {
            Self::Exactly(figure) => (figure.value, figure.value),
            Self::AtLeast(figure) => (figure.value, f64::INFINITY),
            Self::AtMost(figure) => (f64::NEG_INFINITY, figure.value),
            Self::SameAs(name) => match evidence.get(name) {
                Some(other) => (other.value, other.value),
                None => return false,
            },
            Self::Near { predicted, low, high } => {
                (predicted.times(*low).value, predicted.times(*high).value)
            }
        };
        low <= measured.value && measured.value <= high
    }

    pub fn can_fail(&self) -> bool {
        match self {
            Self::AtLeast(figure) if figure.value <= 0.0 => false,
            Self::AtMost(figure) if figure.value == f64::INFINITY => false,
            Self::Near { predicted, low, high } if *low <= 0.0 && *high == f64::INFINITY => {
                predicted.value.is_nan()
            }
            _ => true,
        }
    }
}

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let names: Vec<&str> = self.sections.iter().map(|section| section.name).collect();
        let earlier = names.iter().enumerate().filter(|&(number, name)| names[..number].contains(name));
        let twice = earlier.map(|(_, name)| format!("there are two sections called {name}"));
        let every_value = self.sections.iter().flat_map(|section| {
            let vacuous = section.expectations().filter(|expectation| !expectation.bound.can_fail());
            vacuous
                .map(move |found| format!("section {} allows every value of {}", section.name, found.figure))
        });
        let idle = self
            .sections
            .iter()
            .filter(|section| section.expectations().all(|expectation| !expectation.bound.can_fail()));
        let nothing =
            idle.map(|section| format!("section {} cannot fail, so it shows nothing", section.name));
        twice.chain(every_value).chain(nothing).collect()
    }

    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let mut all = Vec::new();
        for section in &self.sections {
            for step in &section.steps {
                for expectation in &step.expectations {
                    if expectation.bound.predicted().is_some() {
                        all.push((section.name, expectation));
                    }
                }
            }
        }
        all
    }

    pub fn only(self, names: &[String]) -> Result<Self, String> {
        for name in names {
            if self.sections.iter().all(|section| section.name != name.as_str()) {
                return Err(name.clone());
            }
        }
        let wanted =
            |section: &Section<A>| names.is_empty() || names.iter().any(|name| name.as_str() == section.name);
        Ok(Self { sections: self.sections.into_iter().filter(wanted).collect() })
    }
}

impl Volley {
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        let before = place.checked_div(workers).unwrap_or(place);
        self.service * before + self.service
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
        let (full, rest) = (clients / at_once, clients % at_once);
        let rounds = at_once * (full * (full + 1) / 2) + rest * (full + 1);
        let nanos = self.service.as_nanos() * rounds / clients;
        Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
    }
}

pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    let servers = [
        (0, "without workers", "N·S: one after the other", "(N+1)/2·S"),
        (4, "with 4 workers", "N/c rounds of S, rounded up", "the mean of all rounds"),
    ];
    let steps = servers.into_iter().flat_map(|(workers, server, why_longest, why_mean)| {
        let serve = Action::Serve(args(&format!("--workers {workers}")));
        let clients = Step::new("50 clients at once", Action::Volley(volley, workers))
            .expect(
                format!("longest wait, {workers} workers"),
                predicted_time(volley.longest(workers)),
                why_longest,
            )
            .expect(format!("mean wait, {workers} workers"), predicted_time(volley.mean(workers)), why_mean);
        [Step::new(format!("Start a server {server}"), serve), clients]
    });
    Section {
        name: "pool",
        shows: "50 clients come at once, each with 10 ms of work: with workers, nobody waits for everybody",
        look: "capstone/src/threads/pool.rs (lessons/05-thread-pool)",
        steps: steps.collect(),
    }
}
