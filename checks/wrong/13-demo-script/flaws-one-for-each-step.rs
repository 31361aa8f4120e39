//! lesson: 13
//! mistake: tells the first expectation of a step that every value meets, and not the others of that step
//! expect: "section xq7 allows every value of x2"], and should be 3

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
            for step in &section.steps {
                let mut expectations = step.expectations.iter();
                if let Some(useless) = expectations.find(|expectation| !expectation.bound.can_fail()) {
                    flaws.push(format!("section {name} allows every value of {}", useless.figure));
                }
            }
        }
        flaws
    }
}
