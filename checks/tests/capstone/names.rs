//! A name that stands for several addresses, as `localhost` often does: who looks for the server takes no place there.

#![cfg(target_os = "linux")]

use crate::preload::put_in_faulty_system;
use crate::subject::promise;
use checks::{Ended, Process, Server, Signal, binary};
use std::process::{Command, Stdio};

/// Starts `capstone` in a system where `localhost` is first ::1 and then 127.0.0.1.
fn start(args: &[&str]) -> Process {
    let mut command = Command::new(binary("capstone"));
    put_in_faulty_system(command.args(args), "names");
    Process::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
}

#[test]
fn clients_of_a_server_that_has_a_place_for_each_find_it_and_are_served() {
    promise("who looks for the server at two addresses must take no place there").holds(|| {
        let commands: [(&[&str], f64); 4] = [
            (&["send", "hello"], 1.0),
            (&["stress", "--clients", "5", "--frames", "20", "--retries", "0"], 5.0),
            (&["load", "--rate", "200", "--duration", "0.5", "--connections", "5"], 5.0),
            (&["ramp", "--steps", "5", "--step-seconds", "0.5"], 5.0),
        ];
        for (args, connections) in commands {
            let server = Server::start(&["--max-connections", "5"]);
            let addr = format!("localhost:{}", server.addr().port());
            let ended = Ended::of(start(&[args, &["--addr", &addr]].concat()));
            assert!(ended.stderr.contains("faulty system: names"), "the name was not looked up: {ended:?}");
            assert_eq!(ended.code, Some(0), "{ended:?}");
            let metrics = server.metrics();
            let accepted = metrics.get("capstone_connections_accepted_total") - 1.0; // the last is our own
            let rejected = metrics.get("capstone_connections_rejected_total");
            assert_eq!((accepted, rejected), (connections, 0.0), "{args:?} took and was refused so many");
        }
    });
}

#[test]
fn a_server_says_on_which_of_several_addresses_it_listens() {
    promise("a server whose name has two addresses must say on which of them it listens").holds(|| {
        let stopped = Server::of(start(&["serve", "--addr", "localhost:0"])).stop(Signal::TERM);
        let warning = stopped.stderr.lines().find(|line| line.contains("\tWARN\tserver\t-\t"));
        let warning = warning.unwrap_or_else(|| panic!("no warning in {}", stopped.stderr));
        for part in ["localhost:0", "[::1]:0, 127.0.0.1:0"] {
            assert!(warning.contains(part), "{warning}");
        }
    });
}
