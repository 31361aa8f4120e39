//! The commands that are run here. A command of a text that is not in this table, and that no other check runs, turns
//! the check red: add it, in a session with those that it needs.

use crate::session::{Beside, Output, Session, Step};

const fn run(command: &'static str) -> Step {
    Step::new(command)
}

const BENCHMARKS: &str = "benchmarks/README.md";
const LESSON_01: &str = "lessons/01-threads/README.md";
const LESSON_02: &str = "lessons/02-mutex/README.md";
const LESSON_03: &str = "lessons/03-condition-variable/README.md";
const LESSON_04: &str = "lessons/04-bounded-queue/README.md";
const LESSON_05: &str = "lessons/05-thread-pool/README.md";
const HINTS_07: &str = "lessons/07-server-integration/hints.md";
const LESSON_08: &str = "lessons/08-contention/README.md";
const LESSON_09: &str = "lessons/09-backpressure/README.md";
const LESSON_10: &str = "lessons/10-overload/README.md";
const LESSON_11: &str = "lessons/11-benchmark-plan/README.md";
const LESSON_12: &str = "lessons/12-benchmark-run/README.md";
const LESSON_13: &str = "lessons/13-demo-script/README.md";
const LESSON_14: &str = "lessons/14-demo-run/README.md";
const LESSON_15: &str = "lessons/15-thread-pool-impact/README.md";
const LESSON_16: &str = "lessons/16-quality-gate/README.md";
const AFTER_THE_WEEK: &str = "lessons/after-the-week/README.md";

/// All of them. `cargo test` runs the short ones, and takes `capstone` and the examples as they were built for it, with
/// `--release` or not; the campaign runs the long ones, as the text says.
pub(crate) const SESSIONS: &[Session] = &[
    Session::of(
        "README.md",
        &[
            run("cargo run --release -p capstone -- serve"),
            run("cargo run --release -p capstone -- send hello"),
            run("cargo run --release -p capstone -- send --type stats"),
            run("cargo run --release -p capstone -- stress --clients 50 --frames 100"),
        ],
    ),
    Session::of("README.md", &[run("cargo run --release -p capstone -- demo")])
        .long("twenty seconds; `cargo test --test demo` runs it with --fast"),
    Session::of(
        LESSON_01,
        &[
            run("cargo build --quiet --example lesson01"),
            run("(ulimit -v 200000; RUST_MIN_STACK=64000000 target/debug/examples/lesson01)").code(1),
        ],
    )
    .on_linux(),
    Session::of(LESSON_02, &[run("cargo run --quiet --release --example lesson02")]),
    Session::of(
        LESSON_03,
        &[
            run("cargo build --quiet --example lesson03"),
            run("taskset -c 0 target/debug/examples/lesson03"),
        ],
    )
    .on_linux(),
    Session::of(LESSON_04, &[run("cargo run --release --example lesson04")]),
    Session::of(LESSON_05, &[run("cargo run --release --example lesson05")]),
    Session::of(
        HINTS_07,
        &[run("cargo run -p capstone -- serve --log-level debug"), run("cargo run -p capstone -- send hello")],
    ),
    Session::of(LESSON_08, &[run("cargo run --release -p benchmarks -- meter").quick("--smoke")])
        .output(Output::Not("its verdict depends on the machine"))
        .long("a minute"),
    Session::of(
        LESSON_08,
        &[
            run("cargo run --release -p capstone -- serve --workers 2 --log-level error"),
            run("cargo run --release -p capstone -- stress --clients 50 --frames 2000"),
        ],
    ),
    Session::of(
        LESSON_08,
        &[
            run("cargo build --quiet --example lesson08-crosscheck"),
            run("perf trace -s -e futex target/debug/examples/lesson08-crosscheck"),
        ],
    )
    .long("needs `perf`, and the right to trace")
    .on_linux(),
    Session::of(LESSON_09, &[run("cargo run --quiet -p capstone -- send hello").code(1)])
        .beside(Beside::FullServer),
    Session::of(
        LESSON_09,
        &[
            run("cargo run --release -p capstone -- serve --workers 4 --log busy.log"),
            run("cargo run --release -p capstone -- stress --clients 100 --frames 40 --sleep-us 10000 --retries 1000"),
            run("cargo run --release -p capstone -- log busy.log --level warn"),
        ],
    )
    .long("ten seconds"),
    Session::of(
        LESSON_10,
        &[
            run("cargo run --release -p capstone -- serve --workers 4 --queue 64 --log-level error").quick(""),
            run("cargo run --release -p capstone -- ramp --sleep-us 1000 --retries 5").quick("--step-seconds 0.1"),
            run("cargo run --release -p capstone -- load --rate 2000 --sleep-us 1000").quick("--duration 0.2"),
            run("cargo run --release -p capstone -- load --rate 8000 --sleep-us 1000 --connections 200")
                .quick("--duration 0.2"),
        ],
    )
    .long("25 seconds and twice ten"),
    Session::of(
        LESSON_10,
        &[run("cargo run --release -p benchmarks -- chart lessons/10-overload/ramp.json")],
    ),
    Session::of(LESSON_11, &[run("cargo run --release -p benchmarks -- plan --toml")]),
    Session::of(LESSON_11, &[run("cargo run --release -p benchmarks -- plan")]),
    Session::of(LESSON_12, &[run("cargo run --release -p benchmarks -- run").more("--record new")])
        .long("five minutes; lesson 12's example runs a part of it with --smoke"),
    Session::of(
        LESSON_12,
        &[run("cargo run --release -p benchmarks -- compare benchmarks/record/2026-11-23-amd-epyc-2-cpus \
               benchmarks/record/2026-11-23-amd-epyc-2-cpus-2")],
    ),
    Session::of(
        BENCHMARKS,
        &[run("cargo run --release -p benchmarks -- compare benchmarks/record/ONE benchmarks/record/OTHER")],
    ),
    Session::of(LESSON_13, &[run("cargo run --release -p capstone -- demo --only pool")]),
    Session::of(LESSON_14, &[run("cargo run --release -p capstone -- demo --fast --runs 3")])
        .long("twenty seconds; lesson 14's check runs two of its sections"),
    Session::of(
        LESSON_14,
        &[run("cargo run --release -p capstone -- demo --only pool,overload --record lessons/14-demo-run/demo.svg")],
    )
    .long("ten seconds"),
    Session::of(LESSON_14, &[run("ps ax -o pid,args | grep '[c]apstone serve'")])
        .beside(Beside::Server)
        .output(Output::AmongOthers),
    Session::of(LESSON_15, &[run("cargo run --release -p benchmarks -- impact").more("--record new")])
        .long("two minutes; lesson 15's check runs it with --smoke"),
    Session::of(LESSON_16, &[run("cargo test --test sabotage -- --ignored --nocapture")])
        .long("builds ten copies of the tree: a quarter of an hour"),
    Session::of(LESSON_16, &[run("cargo run --quiet --example lesson16 -- --only backpressure")]),
    Session::of(LESSON_16, &[run("cargo run --quiet --example lesson16")])
        .long("recurses: it runs the CI script, and so all checks"),
    Session::of(LESSON_16, &[run("cargo run --quiet --example lesson16 -- --only server")])
        .output(Output::Not("it is that of changed code")),
    Session::of(BENCHMARKS, &[run("cargo run --release -p benchmarks -- targets")]).long("many minutes"),
    Session::of(BENCHMARKS, &[run("cargo run --release -p benchmarks -- growth --rounds 3")]).long("many minutes"),
    Session::of(BENCHMARKS, &[run("cargo run --release -p benchmarks -- queues").quick("--smoke")]).long("minutes"),
    Session::of(BENCHMARKS, &[run("cargo run --release -p benchmarks -- pools").quick("--smoke")]).long("minutes"),
    Session::of(BENCHMARKS, &[run("cargo run --release -p benchmarks -- servers")]).long("minutes"),
    Session::of(
        BENCHMARKS,
        &[run("cargo run --release -p benchmarks -- overload --rounds 10").quick("--smoke")],
    )
    .output(Output::Not("its verdicts depend on the machine"))
    .long("nine minutes"),
    Session::of(
        BENCHMARKS,
        &[
            run("cargo run --release -p capstone -- ramp --sleep-us 1000 --retries 5 --json > ramp.json")
                .quick("--step-seconds 0.1"),
            run("cargo run --release -p benchmarks -- chart ramp.json > ramp.svg").quick(""),
        ],
    )
    .beside(Beside::Server)
    .long("25 seconds"),
    Session::of(
        AFTER_THE_WEEK,
        &[run("cargo test -p capstone-export --test prometheus -- --ignored --nocapture")],
    )
    .needs("promtool")
    .output(Output::AmongOthers)
    .long("a minute and a half"),
    Session::of(
        AFTER_THE_WEEK,
        &[
            run("cargo build --release -p capstone"),
            run("cargo run --release -p fleet -- balance"),
        ],
    )
    .needs("haproxy"),
    Session::of(AFTER_THE_WEEK, &[run("cargo run --release -p fleet -- restarts").quick("--quick")])
        .needs("haproxy")
        .long("half a minute"),
    Session::of(AFTER_THE_WEEK, &[run("cargo run --release -p fleet -- killed")]).needs("haproxy"),
    Session::of(AFTER_THE_WEEK, &[run("cargo run --release -p fleet -- slow").quick("--quick")])
        .needs("haproxy")
        .output(Output::Not("its verdict depends on the machine"))
        .long("six seconds, and a machine that has nothing else to do"),
    Session::of(AFTER_THE_WEEK, &[run("cargo run --release -p fleet -- scaling").quick("--quick")])
        .needs("haproxy")
        .output(Output::Not("its verdict depends on the machine"))
        .long("half a minute, and a machine that has nothing else to do"),
];
