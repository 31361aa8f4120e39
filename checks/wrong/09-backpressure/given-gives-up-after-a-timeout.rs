//! lesson: 09
//! mistake: a simulated client tries again after a busy alone, and gives up if its reply does not come in time
//! expect: keep the server down after its stall, but it served [
//! file: capstone/src/client/simulation.rs

impl SimulationRun<'_> {
    fn attempt(&mut self, now: Duration, index: usize, client: &mut SimulatedClient) -> Option<Duration> {
        if client.begun.is_none() {
            client.unbegun = client.unbegun.checked_sub(1)?;
            client.begun = Some(now);
            client.past = PastRetries::default();
            self.retries.first_attempt();
        }
        let (answer, heard) = self.ask(now);
        self.report.attempted(&answer);
        let wait = match answer {
            Heard::Served => {
                if heard < self.plan.length {
                    self.report.served(index, heard, heard - client.begun.take()?);
                }
                return Some(heard.saturating_add(self.pause()));
            }
            Heard::Busy => self.retries.next_wait(&mut client.past),
            Heard::Nothing => None,
        };
        if wait.is_none() {
            client.begun = None;
            self.report.failed += 1;
        }
        Some(heard.saturating_add(wait.unwrap_or_else(|| self.pause())))
    }
}
