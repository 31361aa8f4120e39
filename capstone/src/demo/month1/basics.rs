//! Weeks 1 to 3: the logger, the server, the protocol; and clients that break its rules.

use super::action::Action;
use super::bounds::{args, at_least, count};
use crate::demo::script::{Section, Step};

/// Characters that would end a field or a line of the log, if they were not written otherwise.
const TEXTS: [&str; 3] = ["hello", "a\ttab and a\nnewline", "naïve café ☕"];

pub(super) fn logger() -> Section<Action> {
    Section {
        name: "logger",
        shows: "what the server logs is one line an entry, reads back exactly, and can be searched",
        look: "capstone/src/observe/entry.rs and search.rs (week 1; the text of lessons/07-server-integration)",
        steps: vec![
            Step::new(
                "Start a server that logs to a file",
                Action::Serve(args("--workers 2 --log-level debug")),
            ),
            Step::new(
                "Send it three texts to log, one with a tab and a newline",
                Action::Log(TEXTS.to_vec()),
            )
            .expect("texts logged", count(3), "three were sent"),
            Step::new("Send it a frame of a version that does not exist", Action::Offend).expect(
                "error code",
                count(3),
                "3 is unsupported-version",
            ),
            Step::new("Stop the server; then the file is complete", Action::Stop).expect(
                "exit code",
                count(0),
                "an orderly end",
            ),
            Step::new("Read the file again", Action::ReadBack(TEXTS.to_vec())).expect(
                "texts read back",
                count(3),
                "every text, byte for byte",
            ),
            Step::new(
                "Search it for what clients logged",
                Action::Find("from clients", vec!["--component", "client"]),
            )
            .expect("from clients", count(3), "three texts, three entries"),
            Step::new("Search it for warnings", Action::Find("warnings", vec!["--level", "warn"])).expect(
                "warnings",
                count(1),
                "one client has broken a rule",
            ),
            Step::new(
                "Search it for what has not happened yet",
                Action::Find("from the future", vec!["--since", "9999-01-01T00:00:00Z"]),
            )
            .expect(
                "from the future",
                count(0),
                "a filter that lets everything through would show here",
            ),
        ],
    }
}

pub(super) fn server() -> Section<Action> {
    Section {
        name: "server",
        shows: "a byte stream has no messages; frames put them into it",
        look: "capstone/src/net/frame.rs and connection.rs (lessons/07-server-integration)",
        steps: vec![
            Step::new("Start a server on a free port", Action::Serve(args("--workers 2"))),
            Step::new("Send a text and get it back", Action::Echo("hello")).expect(
                "echoed bytes",
                count(5),
                "`hello` has five",
            ),
            Step::new("Look at the same bytes on the wire", Action::Dissect("hello"))
                .expect("frame bytes sent", count(31), "4 of length, 22 of header, 5 of payload")
                .expect("frame bytes received", count(31), "an ECHO is answered with the same payload")
                .expect("bytes that differ", count(0), "but for the timestamp"),
            Step::new("Send a frame in single bytes, then two frames at once", Action::Fragment)
                .expect("replies to one frame in pieces", count(1), "31 packets, one message")
                .expect("replies to two frames at once", count(2), "one packet, two messages"),
        ],
    }
}

pub(super) fn protocol() -> Section<Action> {
    Section {
        name: "protocol",
        shows: "what cannot be served is refused with a reason that people can read",
        look: "capstone/PROTOCOL.md and capstone/src/net/violation.rs (lessons/07-server-integration)",
        steps: vec![
            Step::new("Start a server", Action::Serve(args("--workers 2"))),
            Step::new("Send it what no client should send", Action::Misbehave)
                .expect("a frame of version 2", count(3), "unsupported-version")
                .expect("a frame of 3 bytes", count(2), "malformed: shorter than a header")
                .expect("a payload of two lengths", count(2), "malformed: frame and header disagree")
                .expect("a frame of 2 GiB", count(5), "too-large, decided from its length alone")
                .expect("a web browser", count(5), "too-large: `GET ` read as a length is 1.2 GB")
                .expect("a message of type 77", count(4), "unknown-type")
                .expect("a job of mode 9", count(8), "bad-request")
                .expect(
                    "connections that lived",
                    count(2),
                    "well-formed messages do not cost the connection",
                ),
        ],
    }
}

pub(super) fn robustness() -> Section<Action> {
    Section {
        name: "robustness",
        shows: "clients that break every rule harm nobody but themselves",
        look: "the table of faults in capstone/README.md (lessons/07-server-integration)",
        steps: vec![
            Step::new(
                "Start a server that closes frames not finished within 0.3 s",
                Action::Serve(args("--workers 4 --frame-timeout 0.3 --allow-panic")),
            ),
            Step::new(
                "10 good clients beside some that send garbage, stop in mid-frame, vanish, never read, or panic",
                Action::StressBesideBadClients(args("--clients 10 --frames 50 --sleep-us 5000")),
            )
            .expect("bad clients", count(10), "two of each kind")
            .expect("ok", count(500), "10 clients, 50 requests each")
            .expect("lost", count(0), "no good client may notice anything")
            .expect("corrupted", count(0), "nor get another's bytes")
            .expect("exit code", count(0), "stress says so itself"),
            Step::new(
                "Ask the server what it has seen",
                Action::Stats(vec![
                    "jobs_panicked_total",
                    "errors_total{code=\"internal\"}",
                    "errors_total{code=\"too-large\"}",
                    "errors_total{code=\"malformed\"}",
                ]),
            )
            .expect("server: jobs_panicked_total", count(2), "the workers survived both")
            .expect("server: errors_total{code=\"internal\"}", count(2), "each panic was answered")
            .expect("server: errors_total{code=\"too-large\"}", count(2), "the garbage, read as a length")
            .expect("server: errors_total{code=\"malformed\"}", at_least(2), "those who stopped in mid-frame"),
            Step::new("Is it still well?", Action::Echo("still here?")).expect(
                "echoed bytes",
                count(11),
                "a new client is served as if nothing had happened",
            ),
        ],
    }
}
