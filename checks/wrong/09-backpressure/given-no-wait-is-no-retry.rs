//! lesson: 09
//! mistake: a simulated client takes a wait of zero for no retry at all, and its request has failed
//! expect: the others 200 times
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
        if let Heard::Served = answer {
            if heard < self.plan.length {
                self.report.served(index, heard, heard - client.begun.take()?);
            }
            return Some(heard.saturating_add(self.pause()));
        }
        let mut wait = self.retries.next_wait(&mut client.past).unwrap_or_default();
        if wait.is_zero() {
            client.begun = None;
            self.report.failed += 1;
            wait = self.pause();
        }
        Some(heard.saturating_add(wait))
    }
}
