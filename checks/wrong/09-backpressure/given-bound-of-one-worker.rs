//! lesson: 09
//! mistake: lets in one request less for each worker but the first
//! expect: with 2 workers and 3 places number 5 was refused
//! file: capstone/src/net/admission.rs

pub(super) fn most_in_pool(config: &ServerConfig) -> usize {
    config.queue.saturating_add(config.workers.min(1))
}
