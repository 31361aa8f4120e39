//! What every part of a turn reads or changes. Only the event loop has it.

use super::clock::Clock;
use super::config::ServerConfig;
use super::metrics::Metrics;
use super::spare::SpareMemory;
use crate::observe::Logger;

/// The event loop passes it to each part of its work.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) config: ServerConfig,
    pub(super) clock: Clock,
    pub(super) metrics: Metrics,
    pub(super) spare: SpareMemory,
    pub(super) logger: Logger,
}

impl Context {
    pub(super) fn new(config: ServerConfig, logger: Logger) -> Self {
        let (metrics, spare) = (Metrics::default(), SpareMemory::default());
        Self { config, clock: Clock::new(), metrics, spare, logger }
    }
}
