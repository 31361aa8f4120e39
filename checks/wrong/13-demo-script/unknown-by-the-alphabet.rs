//! lesson: 13
//! mistake: tells of two unknown names the first of the alphabet
//! expect: for ["x2", "x1"]

impl<A> Script<A> {
    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        if names.is_empty() {
            return Ok(self);
        }
        let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let there: BTreeSet<&str> = self.sections.iter().map(|section| section.name).collect();
        if let Some(unknown) = wanted.difference(&there).next() {
            return Err((*unknown).to_owned());
        }
        self.sections.retain(|section| wanted.contains(section.name));
        Ok(self)
    }
}
