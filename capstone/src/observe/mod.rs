//! The log, the figures, and the tools to read them. Nothing in here may delay the server.

mod blocking;
mod carrier;
pub mod contention;
mod entry;
mod hgrm;
mod level;
mod log_file;
mod logger;
mod search;
mod sink;
mod summary;
mod timestamp;

pub use blocking::Blocking;
pub use contention::{Contention, Meter, Severity};
pub use entry::Entry;
pub use hgrm::Hgrm;
pub use level::{Level, NoSuchLevel};
pub use logger::{LogError, Logger};
pub use search::{Filter, Search};
pub use sink::Sink;
pub use summary::Summary;
pub use timestamp::{InvalidTime, Timestamp};
