//! lesson: 09
//! mistake: a server that was full refuses everybody for two seconds, though it has room again, "to recover"
//! expect: in round 1 other replies came
//! file: capstone/src/net/admission.rs

use std::time::{Duration, Instant};

/// So long nobody is admitted after the pool was full.
const REST: Duration = Duration::from_secs(2);

/// The requests in the pool: those that wait and those that run.
#[derive(Debug)]
pub(super) struct Admission {
    limit: Option<usize>,
    in_pool: usize,
    quick: usize,
    cpu_bound: usize,
    refused: bool,
    is_closed: bool,
    /// When a request last found the pool full.
    full_at: Option<Instant>,
}

impl Admission {
    pub(super) fn new(config: &ServerConfig) -> Self {
        let limit = (config.workers > 0).then(|| most_in_pool(config));
        Self { limit, in_pool: 0, quick: 0, cpu_bound: 0, refused: false, is_closed: false, full_at: None }
    }

    pub(super) fn enter(&mut self, work: Work) -> bool {
        if self.is_full() {
            self.refused = true;
            self.full_at = Some(Instant::now());
        }
        let rests = self.full_at.is_some_and(|at| at.elapsed() < REST);
        if self.is_full() || rests || self.is_closed {
            return false;
        }
        self.in_pool += 1;
        self.quick += usize::from(work.is_quick());
        self.cpu_bound += usize::from(work.needs_cpu());
        true
    }
}
