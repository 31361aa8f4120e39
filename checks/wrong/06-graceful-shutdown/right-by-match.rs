//! lesson: 06
//! right: decides by one match how the wait ends, and adds the discarded up by a closure
impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        enum Wait {
            Joined,
            GivenUp,
        }
        let crew = mem::take(&mut self.crew);
        self.close();
        let early = matches!(how, Shutdown::Discard).then(|| self.discard_waiting());
        let wait = match (crew.contains_current(), deadline) {
            (false, Some(deadline)) if !self.shared.working.wait_until(deadline) => Wait::GivenUp,
            (true, Some(deadline)) if Instant::now() >= deadline => Wait::GivenUp,
            (false, _) => Wait::Joined,
            (true, _) => {
                crew.detach();
                return self.account(early.unwrap_or(0));
            }
        };
        let late = match wait {
            Wait::Joined => {
                let _ = crew.join();
                0
            }
            Wait::GivenUp => {
                crew.detach();
                self.discard_waiting()
            }
        };
        self.account(early.unwrap_or(0) + late)
    }
}
