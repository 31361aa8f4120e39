//! lesson: 13
//! mistake: tells one flaw of a section and leaves out the others
//! expect: each flaw must be told, also beside another

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let (mut flaws, mut names) = (Vec::new(), BTreeSet::new());
        for section in &self.sections {
            let name = section.name;
            let own = flaws.len();
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
            if flaws.len() == own && !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
            if !names.insert(name) {
                flaws.push(format!("there are two sections called {name}"));
            }
        }
        flaws
    }
}
