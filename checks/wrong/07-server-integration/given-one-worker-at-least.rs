//! lesson: 07
//! mistake: makes a pool of one worker where there should be none, because a pool needs one: the loop never runs a request itself
//! expect: the event loop itself is busy with the first client's request
//! file: capstone/src/net/executor.rs

impl Executor {
    pub(super) fn start(config: &ServerConfig) -> Result<Self, SpawnError> {
        // Without workers nobody is refused: there has to be room for all that the connections may have under way.
        let most = match config.workers {
            0 => config.max_connections * config.max_in_flight,
            _ => most_in_pool(config),
        };
        let pool = ThreadPool::start(config.workers.max(1), most)?;
        Ok(Self::Pool { pool, jobs: Vec::new() })
    }
}
