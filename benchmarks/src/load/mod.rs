//! What servers are put through, and the clients that do it as cheaply as they can.

pub(crate) mod blocking_client;
pub(crate) mod script;
pub(crate) mod shape;
#[cfg(test)]
mod test_server;
pub(crate) mod volley;
