//! lesson: 09
//! mistake: the simulated server has a queue of 64 places at least, so that clients leave a queue that should be shorter
//! expect: with a queue that nobody leaves the server must recover even without a budget
//! file: capstone/src/client/simulation/virtual_server.rs
impl VirtualServer {
    pub(super) fn new(workers: usize, queue: usize, service: Duration, stall: Range<Duration>) -> Self {
        Self { done: VecDeque::new(), workers, queue: queue.max(64), service, stall }
    }
}
