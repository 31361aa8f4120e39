//! lesson: 13
//! mistake: calls every expectation a flaw
//! expect: the flaws were

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
            for expectation in section.expectations() {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
        }
        flaws
    }
}
