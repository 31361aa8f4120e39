//! lesson: 13
//! mistake: the flaws come kind by kind, not section by section
//! expect: in this order
impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        for section in &self.sections {
            if !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {} cannot fail, so it shows nothing", section.name));
            }
        }
        for section in &self.sections {
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {} allows every value of {}", section.name, expectation.figure));
            }
        }
        let mut names = BTreeSet::new();
        for section in &self.sections {
            if !names.insert(section.name) {
                flaws.push(format!("there are two sections called {}", section.name));
            }
        }
        flaws
    }
}
