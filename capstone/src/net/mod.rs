//! The server: one event loop over poll(2), which alone owns the sockets.

pub mod envelope;
pub mod error_code;
pub mod frame;
pub mod sys;
pub mod violation;
pub mod work;
