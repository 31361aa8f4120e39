//! The configuration of a server, with the defaults of its command line.

use std::time::Duration;

/// The limits of a server. Every queue and every wait in it has one.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Threads that run requests. 0: the event loop runs them itself, one after the other.
    pub workers: usize,
    /// Requests that may wait while every worker has one.
    pub queue: usize,
    /// Connections served at once; one more is refused with a busy.
    pub max_connections: usize,
    /// Requests of one connection in the pool at once; at the limit the connection is not read.
    pub max_in_flight: usize,
    /// The largest payload of a request, in bytes.
    pub max_payload: u32,
    /// The longest time that a WORK request may ask for.
    pub max_work: Duration,
    /// How long a connection may stay open with nothing to do.
    pub idle_timeout: Duration,
    /// How long a frame may take from its first byte to its last.
    pub frame_timeout: Duration,
    /// How long a client may go without reading a byte of its replies.
    pub write_timeout: Duration,
    /// How long a drain may take.
    pub drain_timeout: Duration,
    /// Whether a WORK request may ask for a panic.
    pub allow_panic: bool,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            queue: 64,
            max_connections: 1024,
            max_in_flight: 64,
            max_payload: 1 << 20,
            max_work: Duration::from_secs(1),
            idle_timeout: Duration::from_secs(30),
            frame_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(5),
            drain_timeout: Duration::from_secs(10),
            allow_panic: false,
        }
    }
}
