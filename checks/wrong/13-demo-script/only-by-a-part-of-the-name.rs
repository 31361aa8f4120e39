//! lesson: 13
//! mistake: takes each section whose name begins so
//! expect: it gave Ok(["b", "abc", "a"])

impl<A> Script<A> {
    pub fn only(self, names: &[String]) -> Result<Self, String> {
        let known = |name: &String| self.sections.iter().any(|section| section.name == name);
        if let Some(unknown) = names.iter().find(|name| !known(name)) {
            return Err(unknown.clone());
        }

        let chosen = |section: &Section<A>| {
            names.is_empty() || names.iter().any(|name| section.name.starts_with(name.as_str()))
        };
        Ok(Self { sections: self.sections.into_iter().filter(chosen).collect() })
    }
}
