//! lesson: 01
//! right: a join is a drop that looks at what it has found; a crew without members is never anybody's own
impl Crew {
    pub fn join(mut self) -> Result<(), CrewPanic> {
        let size = self.size();
        match self.join_members() {
            panics if panics.is_empty() => Ok(()),
            panics => Err(CrewPanic { size, panics }),
        }
    }

    pub fn contains_current(&self) -> bool {
        let mine = |thread: &Thread| thread.id() == thread::current().id();
        self.threads().filter(|thread| mine(thread)).count() == 1
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        match self.contains_current() {
            true => self.members.clear(),
            false => drop(self.join_members()),
        }
    }
}
