//! lesson: 13
//! mistake: only keeps one section for each name, so a second one of that name is dropped, and its flaw with it
//! expect: only the chosen sections must be left, and the first name that no section has must be the error
impl<A> Script<A> {
    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        if names.is_empty() {
            return Ok(self);
        }
        let mut missing: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        self.sections.retain(|section| missing.remove(section.name));
        match names.iter().find(|name| missing.contains(name.as_str())) {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(self),
        }
    }
}
