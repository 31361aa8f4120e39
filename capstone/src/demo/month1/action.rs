//! The actions of the steps of the Month 1 demo. They are only names and numbers: the stage performs them.

use super::volley::Volley;

/// One action, in the demo's own folder and with its own server.
///
/// Programs are started as child processes, so the demo shows what a user gets. The figures that an action gives are
/// named after it.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Starts `capstone serve` on a free port, with these arguments, in place of an earlier one.
    Serve(Vec<String>),
    /// Interrupts the server as Ctrl+C does and waits for its end. Gives its `exit code`.
    Stop,
    /// Sends the text with `capstone send`. Gives `echoed bytes`: how many came back the same.
    Echo(&'static str),
    /// Sends each text with `capstone send --type log`. Gives `texts logged`.
    Log(Vec<&'static str>),
    /// Sends a frame of a version that does not exist. Gives `error code`.
    Offend,
    /// Reads the log with `capstone log` and these filters. Gives how many entries it found, under the name.
    Find(&'static str, Vec<&'static str>),
    /// Reads the log and looks for these messages, byte for byte. Gives `texts read back`.
    ReadBack(Vec<&'static str>),
    /// Shows one request and its reply, byte by byte. Gives `frame bytes sent`, `frame bytes received` and
    /// `bytes that differ`, the timestamp aside.
    Dissect(&'static str),
    /// Sends a frame in single bytes, then two frames at once. Gives `replies to one frame in pieces` and
    /// `replies to two frames at once`.
    Fragment,
    /// Sends bytes that break the protocol. Gives the code of each reply, and `connections that lived`.
    Misbehave,
    /// All clients at once. Gives `longest wait, c workers` and `mean wait, c workers`.
    Volley(Volley, u32),
    /// Runs `capstone stress` with these arguments. Gives the numbers of its report, and its `exit code`.
    Stress(Vec<String>),
    /// The same, while clients that break every rule are connected. Also gives `bad clients`.
    StressBesideBadClients(Vec<String>),
    /// Asks the server for its STATS. Gives `server: ` and the name of each of these counters.
    Stats(Vec<&'static str>),
    /// Runs `capstone ramp` with these arguments and watches the server meanwhile. Gives the numbers of its
    /// report, such as `refused with 50 clients`, and `deepest queue seen`.
    Ramp(Vec<String>),
    /// Asks the server how often its queue's lock was taken, and how often it was found taken. Gives `lock
    /// taken`, `found taken` and `waiting for locks`.
    Contention,
    /// Starts `capstone stress` with these arguments, and while it runs, interrupts the server as Ctrl+C
    /// does. Gives what both have counted, and the server's `exit code`.
    Interrupt(Vec<String>),
}
