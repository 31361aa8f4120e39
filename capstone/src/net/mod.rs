//! The server: one event loop over poll(2), which alone owns the sockets.

mod admission;
mod batch;
mod buffer;
mod clock;
mod completions;
mod config;
mod connection;
mod context;
pub mod envelope;
pub mod error_code;
mod executor;
pub mod frame;
mod listener;
mod metrics;
mod request;
mod server;
mod service;
mod signals;
mod slab;
mod spare;
#[allow(unsafe_code, reason = "the one door to the system calls")]
pub mod sys;
mod timers;
pub mod violation;
mod waker;
mod watch_set;
pub mod work;

pub(crate) use buffer::Buffer;
pub(crate) use clock::wall_ms;
pub use completions::Completions;
pub use config::ServerConfig;
pub use metrics::CloseReason;
pub use server::{BindError, Server, ServerReport, Stopper};
pub use signals::Signals;
pub use waker::Waker;
