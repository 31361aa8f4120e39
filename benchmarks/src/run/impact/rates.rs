//! What was measured of a layer.

/// The rates of a layer, round by round.
#[derive(Debug, Default, Clone)]
pub(super) struct Rates {
    pub(super) echo: Vec<f64>,
    pub(super) sleep: Vec<f64>,
    /// CPU time of the server for one ECHO, in seconds; empty where the system does not tell.
    pub(super) cpu: Vec<f64>,
}
