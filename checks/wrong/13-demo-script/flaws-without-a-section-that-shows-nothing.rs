//! lesson: 13
//! mistake: does not mind a section without an expectation
//! expect: of xq7 [exactly 3] and zk4 [] the flaws were [], and should be 1

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let (mut flaws, mut names) = (Vec::new(), BTreeSet::new());
        for section in &self.sections {
            let name = section.name;
            if !names.insert(name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
        }
        flaws
    }
}
