//! The ten points, in the order in which the month built them.

mod backpressure;
mod benchmarks;
mod ci;
mod clients;
mod demo;
mod logger;
mod pool;
mod protocol;
mod robustness;
mod server;

use super::point::Point;
use std::time::Duration;

/// A point that runs the program for some seconds.
const QUICK: Point = Point {
    name: "",
    look: "",
    slow: false,
    program: true,
    attempts: 1,
    // Longer than every wait of a point: a wait that ends earlier says what did not come.
    limit: Duration::from_secs(300),
    look_at: |_, _| (),
};

/// All of them.
pub(crate) const ALL: &[Point] = &[
    Point {
        name: "logger",
        look: "capstone/src/observe, capstone/src/cli/log.rs",
        look_at: logger::look_at,
        ..QUICK
    },
    Point { name: "server", look: "lessons/07-server-integration", look_at: server::look_at, ..QUICK },
    Point {
        name: "protocol",
        look: "capstone/PROTOCOL.md, capstone/src/net/frame.rs",
        look_at: protocol::look_at,
        ..QUICK
    },
    Point {
        name: "robustness",
        look: "capstone/README.md, section \"Faults\"",
        look_at: robustness::look_at,
        ..QUICK
    },
    Point {
        name: "pool",
        look: "lessons/05-thread-pool, lessons/06-graceful-shutdown",
        attempts: 3,
        look_at: pool::look_at,
        ..QUICK
    },
    Point { name: "backpressure", look: "lessons/09-backpressure", look_at: backpressure::look_at, ..QUICK },
    Point {
        name: "clients",
        look: "capstone/PROTOCOL.md, capstone/src/net/connection.rs",
        look_at: clients::look_at,
        ..QUICK
    },
    Point {
        name: "benchmarks",
        look: "benchmarks/README.md",
        program: false,
        look_at: benchmarks::look_at,
        ..QUICK
    },
    Point {
        name: "demo",
        look: "cargo run --release -p capstone -- demo",
        slow: true,
        limit: Duration::from_secs(900),
        look_at: demo::look_at,
        ..QUICK
    },
    Point {
        name: "ci",
        look: ".ci/run",
        slow: true,
        program: false,
        limit: Duration::from_secs(7200),
        look_at: ci::look_at,
        ..QUICK
    },
];
