//! Attacks on the sink: targets that block, fail, recover and fail again, and many threads at once.
#![cfg(not(feature = "shuttle"))]

use capstone::observe::Sink;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Long enough for any machine: reaching it is a failure, not a slow success.
const DEADLINE: Duration = Duration::from_secs(30);

/// What a target has taken so far, for the test to look at.
#[derive(Clone, Default)]
struct Taken(Arc<Mutex<Vec<u8>>>);

impl Taken {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Taken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A target that reports each write, and blocks in it until the test drops the other end of `gate`.
struct Blocked {
    entered: Sender<()>,
    gate: Receiver<()>,
    taken: Taken,
}

impl Write for Blocked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.entered.send(());
        let _ = self.gate.recv();
        self.taken.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A sink whose writer is inside a write of `first\n`, and what it takes to let it go on.
fn blocked_sink(capacity: usize) -> (Sink, Sender<()>, Taken) {
    let (entered, has_entered) = mpsc::channel();
    let (open_gate, gate) = mpsc::channel();
    let taken = Taken::default();
    let sink = Sink::new("blocked", capacity, Blocked { entered, gate, taken: taken.clone() }).unwrap();
    assert!(sink.push(b"first\n"));
    has_entered.recv_timeout(DEADLINE).expect("the writer never wrote");
    (sink, open_gate, taken)
}

#[test]
fn a_blocked_target_holds_nobody_up_and_costs_only_what_does_not_fit() {
    let (sink, gate, taken) = blocked_sink(100);
    // Ten bytes each: ten of them are the bound.
    let accepted: Vec<bool> = (0..15).map(|n| sink.push(format!("entry {n:03}\n").as_bytes())).collect();
    assert_eq!(accepted, [[true; 10].as_slice(), &[false; 5]].concat());
    assert_eq!(sink.dropped(), 5);
    assert!(!sink.flush(Duration::from_millis(1)), "nothing can have been written");

    drop(gate);
    assert!(sink.flush(DEADLINE));
    let expected: String = (0..10).map(|n| format!("entry {n:03}\n")).collect();
    assert_eq!(taken.text(), format!("first\n{expected}"));
    assert_eq!(sink.dropped(), 5);
    assert!(sink.push(b"there is room again\n"));
}

#[test]
fn an_entry_that_could_never_fit_is_dropped_and_the_next_is_not() {
    let taken = Taken::default();
    let sink = Sink::new("small", 10, taken.clone()).unwrap();
    assert!(!sink.push(b"eleven....\n"));
    assert!(sink.push(b"ten......\n"));
    assert!(sink.flush(DEADLINE));
    assert_eq!((taken.text().as_str(), sink.dropped()), ("ten......\n", 1));
}

#[test]
fn dropping_the_sink_writes_what_waits() {
    let (sink, gate, taken) = blocked_sink(100);
    assert!(sink.push(b"second\n"));
    drop(gate);
    drop(sink);
    assert_eq!(taken.text(), "first\nsecond\n");
}

#[test]
fn dropping_the_sink_of_a_blocked_target_gives_up_in_the_end() {
    let (sink, gate, taken) = blocked_sink(100);
    let (done, is_done) = mpsc::channel();
    thread::spawn(move || {
        drop(sink);
        let _ = done.send(());
    });
    is_done.recv_timeout(DEADLINE).expect("Sink::drop hangs on a blocked target");
    assert_eq!(taken.text(), "");
    drop(gate);
}

/// A target that fails whenever the test says so.
#[derive(Clone, Default)]
struct Unreliable {
    fails: Arc<AtomicBool>,
    taken: Taken,
}

impl Write for Unreliable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.taken.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn push_three(sink: &Sink, name: &str) {
    for n in 0..3 {
        assert!(sink.push(format!("{name} {n}\n").as_bytes()));
    }
    assert!(sink.flush(DEADLINE));
}

#[test]
fn a_target_that_fails_loses_its_entries_and_those_after_it_arrive() {
    let target = Unreliable::default();
    let sink = Sink::new("unreliable", 1000, target.clone()).unwrap();
    push_three(&sink, "before");
    target.fails.store(true, Ordering::SeqCst);
    push_three(&sink, "lost");
    assert_eq!(sink.dropped(), 3);
    target.fails.store(false, Ordering::SeqCst);
    push_three(&sink, "after");
    assert_eq!(sink.dropped(), 3);
    assert_eq!(target.taken.text(), "before 0\nbefore 1\nbefore 2\nafter 0\nafter 1\nafter 2\n");
}

#[test]
fn a_buffered_target_that_fails_only_at_its_flush_is_found_out() {
    let target = Unreliable::default();
    target.fails.store(true, Ordering::SeqCst);
    let sink = Sink::new("buffered", 1000, BufWriter::new(target)).unwrap();
    push_three(&sink, "lost");
    assert_eq!(sink.dropped(), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_drops_every_entry_and_stops_nothing() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let sink = Sink::new("full", 1000, full).unwrap();
    push_three(&sink, "lost");
    push_three(&sink, "lost too");
    assert_eq!(sink.dropped(), 6);
}

/// Eight threads push a thousand numbered lines each; returns what arrived and how many entries were dropped.
fn push_from_eight_threads(capacity: usize) -> (String, u64) {
    let taken = Taken::default();
    let sink = Sink::new("shared", capacity, taken.clone()).unwrap();
    let accepted: usize = thread::scope(|scope| {
        let push_all =
            |name| (0..1000).filter(|n| sink.push(format!("thread {name} says {n:04}\n").as_bytes())).count();
        let threads: Vec<_> = (0..8).map(|name| scope.spawn(move || push_all(name))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(sink.flush(DEADLINE));
    assert_eq!(accepted as u64 + sink.dropped(), 8000);
    assert_eq!(taken.text().lines().count(), accepted);
    (taken.text(), sink.dropped())
}

fn assert_whole_and_in_order(text: &str) {
    let mut next: HashMap<&str, u32> = HashMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let ["thread", name, "says", number] = words[..] else { panic!("a line in pieces: {line:?}") };
        let number: u32 = number.parse().unwrap();
        let next = next.entry(name).or_default();
        assert!(number >= *next, "thread {name}: {number} came after {next}");
        *next = number + 1;
    }
}

#[test]
fn eight_threads_lose_nothing_while_there_is_room_and_keep_their_order() {
    let (text, dropped) = push_from_eight_threads(8000 * 20);
    assert_eq!(dropped, 0);
    assert_whole_and_in_order(&text);
}

#[test]
fn eight_threads_in_a_buffer_too_small_drop_whole_entries_and_keep_their_order() {
    let (text, _) = push_from_eight_threads(100);
    assert_whole_and_in_order(&text);
}
