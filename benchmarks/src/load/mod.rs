//! What servers are put through, and the clients that do it as cheaply as they can.

pub(crate) mod asker;
pub(crate) mod script;
pub(crate) mod shape;
pub(crate) mod volley;
