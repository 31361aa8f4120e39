//! lesson: 13
//! right: goes through the sections once for each kind of flaw

impl<A> Script<A> {
    pub fn flaws(&self) -> Vec<String> {
        let sections = || self.sections.iter();
        let sound =
            |section: &Section<A>| section.expectations().any(|expectation| expectation.bound.can_fail());
        let idle = sections().filter(|section| !sound(section));
        let mut flaws: Vec<String> = idle
            .map(|section| format!("section {} cannot fail, so it shows nothing", section.name))
            .collect();
        for (place, section) in sections().enumerate() {
            let name = section.name;
            if sections().take(place).any(|earlier| earlier.name == name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            let wide = section.steps.iter().flat_map(|step| &step.expectations);
            let wide = wide.filter(|expectation| !expectation.bound.can_fail());
            flaws.extend(
                wide.map(|expectation| {
                    format!("section {name} allows every value of {}", expectation.figure)
                }),
            );
        }
        flaws
    }
}
