//! lesson: 13
//! mistake: does not mind two sections of one name
//! expect: two sections with one name must be a flaw

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        for section in &self.sections {
            let name = section.name;
            if !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
        }
        flaws
    }
}
