//! A log that cannot be written, and texts that would break it.

use crate::launch::{run, serve_after};
use crate::scratch::ScratchFile;
use crate::subject::{Subject, promise};
use checks::{Process, RawClient, RawFrame, Server, binary, msg_type};
use std::fs;
use std::io::pipe;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Logs texts of half a megabyte until entries are lost, an ECHO after each.
pub(crate) fn log_until_entries_are_lost(subject: &Subject) {
    let text = "l".repeat(512 * 1024);
    let mut client = subject.connect();
    let mut observer = subject.observer();
    for id in 0..100 {
        let reply = client.request(&RawFrame::new(msg_type::LOG, id, &text));
        assert_eq!((reply.error(), reply.request_id), (None, id), "LOG got another reply");
        client.expect_echo(id, b"meanwhile");
        if observer.metrics().get("capstone_log_entries_dropped_total") > 0.0 {
            return;
        }
    }
    panic!("50 MiB of log were neither written nor counted as lost");
}

/// Other systems have no such device.
#[cfg(target_os = "linux")]
#[test]
fn f38_a_full_disk_costs_log_entries_and_nothing_else() {
    promise("a full disk must cost log entries, which are counted, and nothing else").holds(|| {
        let subject = Subject::start(&["--log", "/dev/full"]);
        log_until_entries_are_lost(&subject);
        subject.assert_unharmed();
    });
}

#[test]
fn f38_a_log_at_the_limit_on_file_sizes_does_not_end_the_server() {
    promise("a log at the limit on file sizes must cost entries, and nothing else").holds(|| {
        let log = ScratchFile::new("f38-limited.log");
        // Blocks of 512 or 1024 bytes, as the shell likes it.
        let server = serve_after("ulimit -f 100", "127.0.0.1:0", &["--log", log.as_arg()]);
        let subject = Subject::of(Server::of(server));
        log_until_entries_are_lost(&subject);
        subject.assert_unharmed();
        let size = fs::metadata(&*log).expect("the server made its log file").len();
        assert!((50_000..=110_000).contains(&size), "the log has {size} bytes: the limit was never reached");
    });
}

#[test]
fn f41_a_log_that_nobody_reads_does_not_hold_the_loop_up() {
    promise("a log target that blocks must not hold up the event loop").holds(|| {
        let fifo = ScratchFile::new("f41-unread.fifo");
        let made = Command::new("mkfifo").arg(fifo.as_arg()).status();
        assert!(made.is_ok_and(|status| status.success()), "the test could not make a FIFO");
        let subject = Subject::start(&["--log", fifo.as_arg()]);
        log_until_entries_are_lost(&subject);
        subject.assert_unharmed();
    });
}

#[test]
fn f41_a_stderr_that_nobody_reads_does_not_hold_the_loop_up() {
    promise("a log on a stderr that blocks must not hold up the event loop").holds(|| {
        let (unread, stderr) = pipe().expect("the test may open a pipe");
        let mut command = Command::new(binary("capstone"));
        command.args(["serve", "--addr", "127.0.0.1:0"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let subject = Subject::of(Server::of(Process::spawn(command.stderr(stderr))));
        log_until_entries_are_lost(&subject);
        subject.assert_unharmed();
        drop(unread);
    });
}

/// Reads an entry's message back, as the contract spells it.
fn unescaped(message: &str) -> String {
    let mut text = String::new();
    let mut chars = message.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('\\') => '\\',
                Some('u') => {
                    let digits: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                    let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    code.unwrap_or_else(|| panic!("an entry has the escape \\u{{{digits}}}"))
                }
                other => panic!("an entry has a backslash before {other:?}"),
            },
            c => c,
        });
    }
    text
}

#[test]
fn f42_any_text_becomes_one_entry_and_reads_back_exactly() {
    let claim = promise("a LOG text must become one entry that reads back exactly");
    claim.within(Duration::from_secs(30)).holds(|| {
        let every_control: String = (0..0xa0).filter_map(char::from_u32).filter(|c| c.is_control()).collect();
        let texts = [
            String::new(),
            "plain".to_owned(),
            "tab\tnewline\nreturn\rbackslash\\".to_owned(),
            "\n2026-11-23T02:35:00.123Z\tERROR\tnet.accept\t-\tforged".to_owned(),
            r"already \n escaped \u{1b} \\".to_owned(),
            "\u{1b}[2J\u{1b}]0;title\u{7} \u{85} \u{2028} \u{202e} \u{feff} \u{10ffff}".to_owned(),
            every_control.repeat(100),
            "\u{1}".repeat(1 << 20), // the longest LOG of all, in six times as many bytes
        ];
        let log = ScratchFile::new("f42.log");
        let subject = Subject::start(&["--log", log.as_arg()]);
        let mut client: RawClient = subject.connect();
        for (id, text) in (0..).zip(&texts) {
            let reply = client.request(&RawFrame::new(msg_type::LOG, id, text));
            assert_eq!((reply.error(), reply.payload.len()), (None, 0), "LOG {id} got another reply");
        }
        client.send(RawFrame::new(msg_type::LOG, 99, [b'a', 0xff]).bytes());
        client.expect_error(checks::ErrorCode::BadRequest);
        drop(client);
        subject.assert_unharmed();

        let found = run(&["log", log.as_arg(), "--component", "client"]);
        assert_eq!(
            (found.code, found.stderr.as_str()),
            (Some(0), ""),
            "`capstone log` could not read the file"
        );
        let lines: Vec<&str> = found.stdout.split_terminator('\n').collect();
        assert_eq!(lines.len(), texts.len(), "there are as many client entries");
        for (id, (line, text)) in lines.iter().zip(&texts).enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, level, component, request_id, message] = fields[..] else {
                panic!("the entry of LOG {id} has {} fields", fields.len());
            };
            assert_eq!(
                (level, component, request_id),
                ("INFO", "client", id.to_string().as_str()),
                "in LOG {id}"
            );
            assert!(unescaped(message) == *text, "LOG {id} reads back otherwise: {message:.200}");
        }
    });
}
