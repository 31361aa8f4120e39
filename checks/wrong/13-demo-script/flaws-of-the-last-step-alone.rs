//! lesson: 13
//! mistake: looks at the expectations of the last step alone
//! expect: each expectation of each step must be looked at

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let (mut flaws, mut names) = (Vec::new(), BTreeSet::new());
        for section in &self.sections {
            let name = section.name;
            if !names.insert(name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            if !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
            let last = section.steps.last().map(|step| step.expectations.as_slice()).unwrap_or_default();
            for expectation in last.iter().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
        }
        flaws
    }
}
