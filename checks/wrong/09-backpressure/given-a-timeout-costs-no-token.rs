//! lesson: 09
//! mistake: a simulated client pays for a retry after a busy alone: one after a timeout needs no token
//! expect: with a budget of 10 % the server must recover from its stall, but the requests served in time
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
            // Nobody has refused it, so it is no retry that the budget has to pay for.
            Heard::Nothing if client.past.count < self.retries.limit => {
                Some(self.retries.wait_to_connect(&mut client.past))
            }
            Heard::Busy | Heard::Nothing => self.retries.next_wait(&mut client.past),
        };
        if wait.is_none() {
            client.begun = None;
            self.report.failed += 1;
        }
        Some(heard.saturating_add(wait.unwrap_or_else(|| self.pause())))
    }
}
