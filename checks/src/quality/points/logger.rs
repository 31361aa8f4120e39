//! What goes into the log comes out of it: the same texts, byte for byte, and what a filter asks for.

use crate::quality::checkout::Checkout;
use crate::quality::findings::Findings;
use crate::{ErrorCode, RawFrame, Server, Signal, msg_type};
use std::fs;
use std::ops::Range;

/// Each is hard on a format of one line an entry.
const TEXTS: [&str; 8] = [
    "plain",
    "a\ttab and a\nline break and a\rreturn",
    "a \\ backslash, and \\n is not a line break",
    "\u{1}\u{1b}[31mcontrol\u{7f}\u{85}",
    "2026-01-01T00:00:00.000Z\tERROR\tnet.error\t1\tnot an entry of its own",
    "größer, 日本語, 🦀",
    "",
    " blanks at both ends ",
];

/// The text that goes by way of the command line.
const SENT: &str = "-- sent by a\tprogram \\ --";

/// The request ids of the others. `capstone send` has ids of its own, which are small.
const IDS: Range<u64> = 1001..1041;

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("server.log").display().to_string();
    findings.step("LOG requests", "a reply each");
    let server = checkout.serve(&["--log", &file, "--log-level", "info"]);
    write_entries(checkout, &server);
    let dropped = server.metrics().get("capstone_log_entries_dropped_total");
    findings.equal("entries dropped", 0.0, dropped);
    findings.step("SIGTERM", "exit code 0");
    let stopped = server.stop(Signal::TERM);
    findings.exit_0(stopped.code, &stopped.stderr);

    findings.step("the log file", "entries of five fields");
    let log = fs::read_to_string(&file).expect("the file of --log can be read");
    let lines: Vec<&str> = log.lines().collect();
    let entries: Vec<Entry<'_>> = lines.iter().map(|line| Entry::parse(line)).collect();
    let read_back = IDS.filter(|id| {
        let of_it: Vec<_> = entries.iter().filter(|entry| entry.is_of_client(&id.to_string())).collect();
        of_it.len() == 1 && unescape(of_it[0].message).as_deref() == Some(text(*id))
    });
    findings.equal("texts read back, byte for byte", IDS.count(), read_back.count());
    let sent = entries.iter().filter(|entry| unescape(entry.message).as_deref() == Some(SENT)).count();
    findings.equal("by `capstone send`", 1, sent);
    filters(checkout, findings, &file, &entries);
}

fn text(id: u64) -> &'static str {
    TEXTS[id as usize % TEXTS.len()]
}

fn write_entries(checkout: &Checkout, server: &Server) {
    let mut client = server.connect();
    for id in IDS {
        let reply = client.request(&RawFrame::new(msg_type::LOG, id, text(id)));
        assert_eq!((reply.msg_type, reply.request_id), (msg_type::LOG, id), "LOG was answered otherwise");
    }
    // A refusal is a warning.
    client.send(RawFrame::new(msg_type::LOG, 999, [0xff]).bytes());
    client.expect_error(ErrorCode::BadRequest);
    let sent = checkout.client(server, "send", &["--type", "log", "--", SENT]);
    assert_eq!(sent.code, Some(0), "`capstone send` failed: {}", sent.stderr);
}

/// Each filter of `capstone log` must find what a search by hand finds.
fn filters(checkout: &Checkout, findings: &Findings, file: &str, entries: &[Entry<'_>]) {
    let middle = entries[entries.len() / 2].time;
    type Keeps<'a> = &'a dyn Fn(&Entry<'_>) -> bool;
    let cases: [(&[&str], Keeps<'_>); 7] = [
        (&[], &|_| true),
        (&["--level", "warn"], &|entry| matches!(entry.level, "WARN" | "ERROR")),
        (&["--component", "client"], &|entry| entry.component == "client"),
        (&["--request-id", "1007"], &|entry| entry.request_id == "1007"),
        (&["--since", middle], &|entry| entry.time >= middle),
        (&["--until", middle], &|entry| entry.time < middle),
        (&["--component", "client", "--request-id", "1008"], &|entry| entry.is_of_client("1008")),
    ];
    let mut agree = 0;
    for (args, keeps) in cases {
        let command = format!("`{}`", [&["log"], args].concat().join(" "));
        findings.step(command.clone(), "exit code 0");
        let found = checkout.run(&[&["log", file], args].concat());
        assert_eq!(found.code, Some(0), "it failed: {}", found.stderr);
        let due: Vec<&str> = entries.iter().filter(|entry| keeps(entry)).map(|entry| entry.line).collect();
        let lines: Vec<&str> = found.stdout.lines().collect();
        if lines == due {
            agree += 1;
        } else {
            let (what, due) = (format!("lines by {command}"), due.len().to_string());
            findings.that(&what, &format!("{due}, as by hand"), format!("{} or others", lines.len()), false);
        }
    }
    findings.equal("filters that agree with a search by hand", cases.len(), agree);
}

/// One line of a log, taken apart a second time, from the specification alone.
struct Entry<'a> {
    line: &'a str,
    time: &'a str,
    level: &'a str,
    component: &'a str,
    request_id: &'a str,
    message: &'a str,
}

impl<'a> Entry<'a> {
    fn parse(line: &'a str) -> Self {
        let fields: Vec<&str> = line.split('\t').collect();
        let [time, level, component, request_id, message] = fields[..] else {
            panic!("a line has {} fields: {line:?}", fields.len())
        };
        Self { line, time, level, component, request_id, message }
    }

    fn is_of_client(&self, id: &str) -> bool {
        self.component == "client" && self.request_id == id
    }
}

/// The text that was escaped; none if this is no escaped text.
fn unescape(message: &str) -> Option<String> {
    let (mut text, mut rest) = (String::new(), message.chars());
    while let Some(letter) = rest.next() {
        let plain = match letter {
            '\\' => match rest.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                'u' => {
                    let digits: String = rest.by_ref().take_while(|digit| *digit != '}').collect();
                    char::from_u32(u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?)?
                }
                _ => return None,
            },
            _ => letter,
        };
        text.push(plain);
    }
    Some(text)
}
