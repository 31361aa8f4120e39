//! lesson: 13
//! mistake: leaves an unknown name out of account
//! expect: for ["a", "lunch"] it gave Ok(["a"])

impl<A> Script<A> {
    pub fn only(self, names: &[String]) -> Result<Self, String> {
        let chosen = |section: &Section<A>| names.is_empty() || names.iter().any(|name| name == section.name);
        Ok(Self { sections: self.sections.into_iter().filter(chosen).collect() })
    }
}
