//! SIGHUP: a log that was rotated goes on under its name; without a log file the server ends in order.

use crate::account::Account;
use crate::launch::serve_after;
use crate::logging::log_until_entries_are_lost;
use crate::scratch::ScratchFile;
use crate::subject::{Subject, promise, while_repeating};
use capstone::observe::Entry;
use checks::{RawFrame, Server, Signal, Stopped, hangup_is_ignored, msg_type, until};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

fn hang_up(subject: &Subject) {
    let server = i32::try_from(subject.process_id()).ok().and_then(Pid::from_raw);
    kill_process(server.expect("a process id is positive"), Signal::HUP).expect("the server runs");
}

/// A LOG text of a length that depends on its number.
fn text_of(id: u64) -> String {
    format!("{id},").repeat(1 + id as usize * 7 % 60)
}

/// Logs one text after the other while `body` runs; returns how many.
fn logging_while(subject: &Subject, body: impl FnOnce()) -> u64 {
    let (mut client, mut next) = (subject.connect(), 0);
    let log = || {
        let reply = client.request(&RawFrame::new(msg_type::LOG, next, text_of(next)));
        assert_eq!((reply.error(), reply.request_id), (None, next), "LOG got another reply");
        next += 1;
    };
    while_repeating(log, body);
    next
}

/// The numbers of the texts that are in the file, in order.
///
/// # Panics
///
/// If an entry is not whole.
#[track_caller]
fn logged_in(file: &Path) -> Vec<u64> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file:?} cannot be read: {error}"));
    assert!(text.is_empty() || text.ends_with('\n'), "{file:?} ends inside a line");
    let entries = text.lines().map(|line| {
        let entry = Entry::parse(line).unwrap_or_else(|| panic!("no entry: {line:?}"));
        let id = entry.request_id.filter(|_| entry.component == "client")?;
        assert_eq!(entry.message, text_of(id), "an entry in {file:?} is not whole");
        Some(id)
    });
    entries.flatten().collect()
}

/// Checks that each text is in the files, once.
#[track_caller]
fn assert_all_logged(count: u64, files: &[&Path]) {
    let mut found: Vec<u64> = files.iter().flat_map(|file| logged_in(file)).collect();
    found.sort_unstable();
    let number = found.len();
    assert!(
        found.into_iter().eq(0..count),
        "of {count} entries {number} are there: some are missing, or there twice"
    );
}

#[test]
fn f53_a_rotated_log_goes_on_under_its_name_and_no_entry_is_lost() {
    if hangup_is_ignored() {
        return;
    }
    promise("SIGHUP must go on in a new log file, and each entry must be in one of the two").holds(|| {
        let log = ScratchFile::new("f53-rotated.log");
        let old: Vec<ScratchFile> =
            (0..10).map(|n| ScratchFile::new(&format!("f53-rotated.log.{n}"))).collect();
        let subject = Subject::start(&["--log", log.as_arg()]);
        let count = logging_while(&subject, || {
            for old in &old {
                fs::rename(&*log, &**old).expect("a log can be renamed");
                hang_up(&subject);
                until("entries go to a new file", || fs::metadata(&*log).is_ok_and(|log| log.len() > 1_000));
            }
        });
        let lost = subject.metrics().get("capstone_log_entries_dropped_total");
        subject.assert_unharmed();
        let files: Vec<&Path> = old.iter().map(|old| &**old).chain([&*log]).collect();
        assert_all_logged(count, &files);
        assert_eq!(lost, 0.0, "so many entries are told lost");
    });
}

#[test]
fn f53_a_log_that_cannot_be_opened_anew_goes_on_in_the_old_file() {
    if hangup_is_ignored() {
        return;
    }
    promise("a log that cannot be opened anew must go on in the old file, and say why").holds(|| {
        let (folder, moved) = (ScratchFile::new("f53-folder"), ScratchFile::new("f53-moved"));
        fs::create_dir(&*folder).expect("the test may make a folder");
        let (named, old) = (folder.join("server.log"), moved.join("server.log"));
        let subject = Subject::start(&["--log", named.to_str().expect("a name in UTF-8")]);
        let count = logging_while(&subject, || {
            fs::rename(&*folder, &*moved).expect("a folder can be renamed");
            let why = format!("\tERROR\tserver\t-\tcannot open the log file {named:?}: ");
            for times in 1..=3 {
                hang_up(&subject);
                let is_told = |text: String| text.matches(&why).count() == times;
                until("the log says why", || fs::read_to_string(&old).is_ok_and(is_told));
            }
        });
        subject.assert_unharmed();
        assert_all_logged(count, &[&old]);
        fs::remove_dir_all(&*moved).expect("the folder can be removed");
    });
}

#[test]
fn f53_a_log_that_is_opened_anew_and_blocks_does_not_hold_the_loop_up() {
    if hangup_is_ignored() {
        return;
    }
    promise("opening a log anew must not hold up the event loop, whatever is there").holds(|| {
        let (log, old) = (ScratchFile::new("f53-fifo.log"), ScratchFile::new("f53-fifo.log.1"));
        let subject = Subject::start(&["--log", log.as_arg()]);
        fs::rename(&*log, &*old).expect("a log can be renamed");
        let made = Command::new("mkfifo").arg(log.as_arg()).status();
        assert!(made.is_ok_and(|status| status.success()), "the test could not make a FIFO");
        hang_up(&subject);
        log_until_entries_are_lost(&subject); // nobody reads the FIFO
        hang_up(&subject);
        subject.connect().expect_echo(1, b"and still");
        subject.assert_unharmed();
    });
}

#[test]
fn f53_without_a_log_file_sighup_ends_the_server_in_order() {
    if hangup_is_ignored() {
        return;
    }
    promise("without --log, SIGHUP must end the server as SIGTERM does, and twice no other way").holds(
        || {
            for times in 1..=2 {
                let mut server = Server::start(&["--workers", "2"]);
                let mut client = server.connect();
                client
                    .send((0..40).flat_map(|id| RawFrame::work(id, 0, 10_000).bytes()).collect::<Vec<u8>>());
                until("a job runs", || server.metrics().get("capstone_workers_busy") > 0.0);
                (0..times).for_each(|_| server.process().signal(Signal::HUP));
                (0..40).for_each(|_| drop(client.reply()));
                client.expect_close();
                let stopped = server.wait(Duration::from_secs(20));
                assert_eq!(
                    stopped.code,
                    Some(0),
                    "{times} SIGHUP ended it with this code\n{}",
                    stopped.stderr
                );
                Account::of(&stopped).assert_balanced();
            }
        },
    );
}

#[test]
fn f53_an_ignored_sighup_stays_ignored() {
    promise("a server that nohup has started must not notice SIGHUP").holds(|| {
        let log = ScratchFile::new("f53-nohup.log");
        for args in [&[][..], &["--log", log.as_arg()]] {
            let subject = Subject::of(Server::of(serve_after("trap '' HUP", "127.0.0.1:0", args)));
            let mut client = subject.connect();
            for id in 0..5 {
                hang_up(&subject);
                client.expect_echo(id, b"as before");
            }
            drop(client);
            let Stopped { stderr, .. } = subject.assert_unharmed();
            assert!(!stderr.contains("SIGHUP"), "it noticed\n{stderr}");
        }
        let text = fs::read_to_string(&*log).expect("there is a log");
        assert!(!text.contains("SIGHUP"), "it noticed\n{text}");
    });
}
