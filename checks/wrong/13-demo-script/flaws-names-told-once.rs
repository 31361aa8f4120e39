//! lesson: 13
//! mistake: tells a name that several sections have once, so three sections of one name are one flaw and not two
//! expect: and should be 2 that name ["xq7", "xq7"]

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        let (mut seen, mut told) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        for section in &self.sections {
            if !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {} cannot fail, so it shows nothing", section.name));
            }
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {} allows every value of {}", section.name, expectation.figure));
            }
            if !seen.insert(section.name) && told.insert(section.name) {
                flaws.push(format!("there are two sections called {}", section.name));
            }
        }
        flaws
    }
}
