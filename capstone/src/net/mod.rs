//! The server: one event loop over poll(2), which alone owns the sockets.

pub mod sys;
