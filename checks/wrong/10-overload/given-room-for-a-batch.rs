//! lesson: 10
//! mistake: the server's queue has room for a whole batch of 32 requests, also where it was told to be shorter
//! expect: nobody was, in any step for which can_refuse had said that it could happen
//! file: capstone/src/net/admission.rs

pub(super) fn most_in_pool(config: &ServerConfig) -> usize {
    const BATCH: usize = 32; // requests that a worker takes together
    config.queue.max(BATCH).saturating_add(config.workers)
}
