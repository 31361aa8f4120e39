//! lesson: 13
//! mistake: `only` trims the names and drops empty ones: [""] is every section, and [" pool"] is pool, instead of an error
//! expect: the first name that no section has must be the error
impl<A> Script<A> {
    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        // `--only "pool, overload"` and `--only pool,` are clear enough.
        let wanted: Vec<&str> =
            names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        let is_there = |name: &&str| self.sections.iter().any(|section| section.name == *name);
        if let Some(unknown) = wanted.iter().copied().find(|name| !is_there(name)) {
            return Err(unknown.to_owned());
        }
        if !wanted.is_empty() {
            self.sections.retain(|section| wanted.contains(&section.name));
        }
        Ok(self)
    }
}
