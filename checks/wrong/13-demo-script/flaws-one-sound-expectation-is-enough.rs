//! lesson: 13
//! mistake: does not mind an expectation that allows everything beside a sound one
//! expect: of xq7 [exactly 3, at least 0] the flaws were [], and should be 1

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
        }
        flaws
    }
}
