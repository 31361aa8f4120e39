//! What Prometheus gets: a page in its format, in time, whatever the server and other clients do.

mod scrape;

use checks::{Process, RawFrame, Server, Signal, binary, msg_type, until};
use scrape::{Exporter, LONG, Page, within};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_scrape_has_the_servers_figures_and_says_in_which_format() {
    within(LONG, || {
        let server = Server::start(&[]);
        server.connect().expect_echo(1, b"to be counted");
        let exporter = Exporter::of(server.addr());
        for (count, path) in [(1, "/metrics"), (2, "/metrics?from=prometheus")] {
            let page = exporter.get(path);
            assert_eq!(page.status, 200, "{page:?}");
            assert_eq!(
                page.header("content-type"),
                Some("text/plain; version=0.0.4; charset=utf-8"),
                "{page:?}"
            );
            let metrics = page.metrics();
            assert_eq!(metrics.get("capstone_up"), 1.0, "{metrics}");
            let requests = ["echo", "stats"]
                .map(|kind| metrics.get(&format!("capstone_requests_total{{type=\"{kind}\"}}")));
            assert_eq!(
                requests,
                [1.0, f64::from(count)],
                "one ECHO, and one STATS for each scrape\n{metrics}"
            );
            assert_eq!(
                metrics.get("capstone_connections_accepted_total"),
                2.0,
                "all scrapes share a connection\n{metrics}"
            );
        }
    });
}

#[test]
fn a_server_without_requests_has_no_quantiles_and_one_with_requests_has() {
    within(LONG, || {
        let server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        let p99 = |page: &Page| page.metrics().get("capstone_queue_wait_seconds{quantile=\"0.99\"}");
        let page = exporter.get("/metrics");
        assert!(p99(&page).is_nan(), "{}", page.body);
        server.connect().expect_echo(1, b"to be counted");
        let page = exporter.get("/metrics");
        assert!(p99(&page) > 0.0, "{}", page.body);
    });
}

#[test]
fn a_server_that_is_killed_is_down_at_once_and_one_that_is_back_is_up() {
    within(LONG, || {
        let mut server = Server::start(&[]);
        let addr = server.addr().to_string();
        let exporter = Exporter::of(server.addr());
        assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
        server.process().signal(Signal::KILL);
        server.wait(LONG);
        assert_is_down(&exporter.get("/metrics"));
        assert_is_down(&exporter.get("/metrics"));

        let _back = Server::of(Process::start(&binary("capstone"), &["serve", "--addr", &addr]));
        let metrics = exporter.get("/metrics").metrics();
        let counted = metrics.get("capstone_requests_total{type=\"stats\"}");
        assert_eq!(
            (metrics.get("capstone_up"), counted),
            (1.0, 1.0),
            "a new server counts from nothing\n{metrics}"
        );
        let ended = exporter.stop(Signal::TERM);
        let told: Vec<&str> = ended.stderr.lines().collect();
        assert_eq!(told.len(), 3, "each change is told once, and no scrape is: {told:?}");
        assert!(told[1].contains(&format!("{addr} does not answer: ")), "{told:?}");
        assert_eq!(told[2], format!("capstone: {addr} answers"));
    });
}

fn assert_is_down(page: &Page) {
    let expected = "# HELP capstone_up Whether the server has answered STATS.\n# TYPE capstone_up gauge\ncapstone_up 0\n";
    assert_eq!((page.status, page.body.as_str()), (200, expected));
}

#[test]
fn a_server_that_does_not_answer_keeps_no_scrape_waiting_however_many_there_are() {
    within(LONG, || {
        let mut server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        server.process().signal(Signal::STOP);
        let began = Instant::now();
        thread::scope(|scope| {
            let scrapes: Vec<_> = (0..20).map(|_| scope.spawn(|| exporter.get("/metrics"))).collect();
            for scrape in scrapes {
                assert_is_down(&scrape.join().expect("a scrape does not panic"));
            }
        });
        // One after the other they would take twenty seconds. Prometheus waits for ten.
        assert!(began.elapsed() < Duration::from_secs(10), "twenty scrapes took {:?}", began.elapsed());
        server.process().signal(Signal::CONT);
        until("the server is up again", || exporter.get("/metrics").metrics().get("capstone_up") == 1.0);
    });
}

#[test]
fn a_drain_can_be_watched_to_its_end() {
    within(LONG, || {
        let mut server = Server::start(&["--workers", "1", "--max-work-ms", "3000"]);
        let exporter = Exporter::of(server.addr());
        assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
        let mut client = server.connect();
        client.send(RawFrame::work(1, 0, 3_000_000).bytes());
        until("the request is at work", || {
            exporter.get("/metrics").metrics().get("capstone_workers_busy") == 1.0
        });
        server.process().signal(Signal::TERM);
        let mut refused = || {
            client.send(RawFrame::new(msg_type::ECHO, 2, "too late?").bytes());
            exporter.get("/metrics").metrics().get("capstone_errors_total{code=\"shutting-down\"}") > 0.0
        };
        until("a scrape shows that the server drains", &mut refused);
        assert_eq!(server.wait(LONG).code, Some(0), "a scrape holds no drain up");
        assert_is_down(&exporter.get("/metrics"));
    });
}

#[test]
fn everything_but_get_metrics_is_refused_in_words() {
    within(LONG, || {
        let server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        for (method, path, status) in
            [("GET", "/", 404), ("GET", "/metrics/", 404), ("GET", "/metric", 404), ("POST", "/metrics", 405)]
        {
            let page = exporter.ask(method, path);
            assert_eq!(page.status, status, "{method} {path}: {page:?}");
            assert!(page.body.ends_with("here\n"), "{page:?}");
        }
        let head = exporter.ask("HEAD", "/metrics");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{head:?}");
    });
}

#[test]
fn bytes_that_are_not_http_are_refused_in_words() {
    within(LONG, || {
        let exporter = Exporter::of("127.0.0.1:1".parse().expect("it is an address"));
        let long = format!("GET /metrics HTTP/1.1\r\nX: {}", "x".repeat(9000));
        for request in ["\0\0\0\x16 what is this?\r\n\r\n", &long] {
            let mut client = exporter.connect();
            client.write_all(request.as_bytes()).expect("the exporter reads");
            let mut answer = String::new();
            client.read_to_string(&mut answer).expect("the exporter answers");
            assert!(answer.starts_with("HTTP/1.1 400 ") && answer.ends_with(" here\n"), "{answer}");
        }
    });
}

#[test]
fn sigint_and_sigterm_end_it_in_order() {
    within(LONG, || {
        for signal in [Signal::INT, Signal::TERM] {
            let ended = Exporter::of("127.0.0.1:1".parse().expect("it is an address")).stop(signal);
            assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{signal:?}");
        }
    });
}

#[test]
fn what_is_wrong_is_one_line_with_the_flag_or_the_address() {
    within(LONG, || {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let taken = taken.local_addr().expect("it is bound").to_string();
        for (args, code, words) in [
            (&["--listen", "9464"][..], 2, "'--listen <HOST:PORT>': expected HOST:PORT"),
            (&["--addr", ""], 2, "--addr"),
            (&["--port", "1"], 2, "--port"),
            (&["more"], 2, "more"),
            (
                &["--listen", &taken],
                1,
                &format!("cannot listen on {taken}: give another address with --listen"),
            ),
            (&["--addr", "no-such-host.invalid:9000"], 1, "cannot look up no-such-host.invalid:9000"),
            (&["--addr", "127.0.0.1:9464"], 1, "--listen and --addr are both 127.0.0.1:9464"),
        ] {
            let mut process = Process::start(&binary("capstone-export"), args);
            let status = process.wait(LONG).code();
            let (stdout, stderr) = (process.stdout_text(), process.stderr_text());
            assert_eq!((status, stdout.as_str()), (Some(code), ""), "{args:?}: {stderr}");
            assert!(stderr.lines().count() == 1 && stderr.contains(words), "{args:?}: {stderr}");
        }
    });
}

#[test]
fn capstone_export_hands_over_and_says_what_to_build_where_there_is_nothing_to_hand_over_to() {
    within(LONG, || {
        let server = Server::start(&[]);
        binary("capstone-export"); // builds it beside the other
        let addr = server.addr().to_string();
        let args = ["export", "--listen", "127.0.0.1:0", "--addr", &addr];
        let exporter = Exporter::started(Process::start(&binary("capstone"), &args));
        assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
        assert_eq!(exporter.stop(Signal::TERM).code, Some(0));

        let folder = tempfile::tempdir().expect("there is room for a folder");
        let alone = folder.path().join("capstone");
        fs::copy(binary("capstone"), &alone).expect("there is room for a copy");
        let mut command = Command::new(&alone);
        command.arg("export").env("PATH", folder.path());
        let mut process =
            Process::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()));
        let code = process.wait(LONG).code();
        let told = process.stderr_text();
        assert!(told.contains("build it with `cargo build --release -p capstone-export`"), "{told}");
        assert_eq!((code, told.lines().count()), (Some(1), 1), "{told}");
    });
}
