//! lesson: 10
//! mistake: a request counts as due when a connection takes it, so its wait for one is in no latency
//! expect: and hardly in the other, but the corrected p99 was
//! file: capstone/src/client/open_loop.rs

impl<'a> Connections<'a> {
    fn send_what_is_due(&mut self, due_requests: &mut DueRequests<'_>, run: &mut OpenRun) {
        while due_requests.due().is_some_and(|due| due <= run.now) {
            let Some(number) = self.free.pop_front() else { return };
            due_requests.next += 1;
            let now = run.now;
            self.connections[number].send(due_requests.next as u64, now, run);
            self.entries[number] = self.connections[number].poll_entry();
            run.tally.elapsed = run.tally.elapsed.max(run.now - due_requests.start);
        }
    }
}
