//! lesson: 13
//! mistake: the load generator divides the time of a run by its clients, as if they had come one after the other
//! expect: the last of a volley must not be served before its round, but 50 were served in
//! file: capstone/src/client/closed_loop.rs

impl ClosedLoop {
    pub fn run_with(self, control: Control<'_>) -> io::Result<ClosedTally> {
        assert!(self.clients <= MAX_CLIENTS && self.depth <= MAX_DEPTH, "ids have no room for so many");
        require_descriptors(self.clients)?;
        let run = ClosedRun::new(self.address, self.workload, self.retries, self.timeout);
        let (mut run, stop) = (run.with(control.connected), Interruption(control.stop));
        let mut crowd = Crowd::new(stop);
        for client in 0..self.clients {
            crowd.admit(client, self.depth, Rest::Count(self.frames), &mut run);
        }
        while !crowd.is_over() {
            crowd.round(None, &mut run)?;
            if stop.is_requested() && !run.tally.interrupted {
                run.tally.interrupted = true;
                crowd.dismiss(0, &mut run);
            }
        }
        let attempts = std::mem::take(run.stage());
        // So long for each of them.
        let elapsed = run.tally.elapsed / self.clients.max(1) as u32;
        Ok(ClosedTally { attempts, elapsed, ..run.tally })
    }
}
