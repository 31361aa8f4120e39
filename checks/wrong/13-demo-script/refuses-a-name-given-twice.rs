//! lesson: 13
//! mistake: only moves each named section out, so a name that is given twice is refused although a section has it
//! expect: only the chosen sections must be left, and the first name that no section has must be the error
impl<A> Script<A> {
    pub fn only(mut self, names: &[String]) -> Result<Self, String> {
        if names.is_empty() {
            return Ok(self);
        }
        let order: Vec<&'static str> = self.sections.iter().map(|section| section.name).collect();
        let mut sections = Vec::new();
        for name in names {
            let Some(place) = self.sections.iter().position(|section| section.name == name.as_str()) else {
                return Err(name.clone());
            };
            sections.push(self.sections.remove(place));
        }
        sections.sort_by_key(|section| order.iter().position(|name| *name == section.name));
        Ok(Self { sections })
    }
}
