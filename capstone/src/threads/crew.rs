//! A named set of threads that start together and are joined together.
//!
//! A bare `spawn` leaves three things to chance: whether all threads could be created, whether a thread waits for them,
//! and whether a panic is reported. A crew starts whole or not at all, and [`Crew::join`] reports every panic. It does
//! not distribute work: the pool does.

use super::error::{CrewPanic, SpawnError};
use super::place::Place;
use super::tally::drop_quietly;
use super::waiting::while_waiting;
use crate::sync::atomic::{AtomicU8, Ordering};
use crate::sync::thread::{self, JoinHandle, Thread};
use std::any::Any;
use std::sync::Arc;
use std::{io, mem};

/// Threads named `name-0`, `name-1` and so on. Dropping a crew joins it.
///
/// ```
/// use capstone::threads::Crew;
///
/// let crew = Crew::spawn("adder", 4, |index| assert!(index < 4))?;
/// crew.join()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Crew {
    members: Vec<JoinHandle<()>>,
}

impl Crew {
    /// Starts `size` threads that each run `body` with their index, from 0.
    ///
    /// # Errors
    ///
    /// The system may refuse a thread, because memory is short or a limit is reached. Then the threads that exist end
    /// without having run a line of `body`, and the error names the thread that could not be created.
    pub fn spawn(
        name: &str,
        size: usize,
        body: impl Fn(usize) + Send + Sync + 'static,
    ) -> Result<Self, SpawnError> {
        let body = Arc::new(body);
        Self::assemble(name, size, |name, index, gate| {
            let body = Arc::clone(&body);
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    body(index);
                }
            })
        })
    }

    /// Waits until every thread has ended.
    ///
    /// # Errors
    ///
    /// Names each thread that panicked, with its message. The others have still run to their end.
    pub fn join(mut self) -> Result<(), CrewPanic> {
        let size = self.members.len();
        let panics = self.join_members();
        if panics.is_empty() { Ok(()) } else { Err(CrewPanic { size, panics }) }
    }

    /// Detaches the threads: they run on, and end by themselves or with the process.
    pub fn detach(mut self) {
        self.members.clear();
    }

    /// How many threads the crew has.
    pub fn size(&self) -> usize {
        self.members.len()
    }

    /// Whether the calling thread is one of the crew. It must not join itself: that would never return.
    pub fn contains_current(&self) -> bool {
        let current = thread::current().id();
        self.members.iter().any(|member| member.thread().id() == current)
    }

    /// Creates all threads behind a closed gate, and opens it only when the last one exists.
    fn assemble(
        name: &str,
        size: usize,
        mut create: impl FnMut(String, usize, Arc<Gate>) -> io::Result<JoinHandle<()>>,
    ) -> Result<Self, SpawnError> {
        let mut assembly = Assembly { gate: Arc::new(Gate(AtomicU8::new(CLOSED))), crew: Self::default() };
        for index in 0..size {
            let name = format!("{name}-{index}");
            match create(name.clone(), index, Arc::clone(&assembly.gate)) {
                Ok(member) => assembly.crew.members.push(member),
                Err(reason) => return Err(SpawnError { name, created: index, wanted: size, reason }),
            }
        }
        assembly.gate.open(assembly.crew.threads());
        Ok(mem::take(&mut assembly.crew))
    }

    fn threads(&self) -> impl Iterator<Item = &Thread> {
        self.members.iter().map(JoinHandle::thread)
    }

    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}

impl Drop for Crew {
    /// Joins, unless it is a member of the crew that drops it. A panic found here has already been printed.
    fn drop(&mut self) {
        if !self.contains_current() {
            self.join_members();
        }
    }
}

/// A crew that is being made: its threads wait at the gate.
///
/// If it is dropped before the gate has opened, it cancels the gate, whatever the reason: a thread that the system
/// refused, or a panic. Its field `crew` is dropped next, and joins threads that end.
struct Assembly {
    gate: Arc<Gate>,
    crew: Crew,
}

impl Drop for Assembly {
    fn drop(&mut self) {
        // An open gate stays open.
        let _ = self.gate.0.compare_exchange(CLOSED, CANCELLED, Ordering::Release, Ordering::Relaxed);
        self.crew.threads().for_each(Thread::unpark);
    }
}

const CLOSED: u8 = 0;
const OPEN: u8 = 1;
const CANCELLED: u8 = 2;

/// Each new thread waits at the gate until it is known whether the crew is complete.
struct Gate(AtomicU8);

impl Gate {
    /// Waits until the gate opens, or is cancelled. `park` may return early, hence the loop; an `unpark` that comes
    /// before it is stored.
    fn opens(&self) -> bool {
        while self.0.load(Ordering::Acquire) == CLOSED {
            thread::park();
        }
        self.0.load(Ordering::Acquire) == OPEN
    }

    /// Lets the threads in `waiting` begin.
    fn open<'a>(&self, waiting: impl Iterator<Item = &'a Thread>) {
        self.0.store(OPEN, Ordering::Release);
        waiting.for_each(Thread::unpark);
    }
}

/// The text of a panic: `panic!` gives a `&str` or a `String`, `panic_any` any value, which may have none.
///
/// It drops the payload. A payload may have a destructor that panics, too: that panic goes no further.
///
/// ```
/// let payload = std::thread::spawn(|| panic!("job {} has no input", 1)).join().unwrap_err();
/// assert_eq!(capstone::threads::panic_message(payload), "job 1 has no input");
/// ```
pub fn panic_message(payload: Box<dyn Any + Send>) -> String {
    let text = if let Some(text) = payload.downcast_ref::<&str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text
    } else {
        "a panic without a text"
    };
    let text = text.to_owned();
    drop_quietly(payload);
    text
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;
    use crate::sync::atomic::AtomicUsize;

    #[test]
    fn a_crew_that_cannot_be_completed_runs_nothing() {
        let ran = Arc::new(AtomicUsize::new(0));
        let error = Crew::assemble("worker", 4, |name, index, gate| {
            if index == 3 {
                return Err(io::Error::other("no more threads"));
            }
            let ran = Arc::clone(&ran);
            thread::Builder::new().name(name).spawn(move || {
                if gate.opens() {
                    ran.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .unwrap_err();
        // The failed crew was dropped, and dropping joins: every thread that runs its body has run it by now.
        assert_eq!(ran.load(Ordering::SeqCst), 0);
        assert_eq!(error.name, "worker-3");
    }

    #[test]
    fn a_panic_while_the_crew_is_made_leaves_no_thread_at_the_gate() {
        let (ended, end) = std::sync::mpsc::channel();
        let making = thread::spawn(move || {
            let made = std::panic::catch_unwind(|| {
                Crew::assemble("worker", 4, |name, index, gate| {
                    if index == 3 {
                        std::panic::resume_unwind(Box::new("dies while the others wait"));
                    }
                    thread::Builder::new().name(name).spawn(move || assert!(!gate.opens()))
                })
            });
            ended.send(made.is_err()).unwrap();
        });
        // Dropping the crew joins its threads: as long as one of them waits at the gate, this line does not run.
        assert_eq!(end.recv_timeout(std::time::Duration::from_secs(30)), Ok(true));
        making.join().unwrap();
    }

    #[test]
    fn every_panic_is_reported_with_its_thread() {
        let crew = Crew::spawn("worker", 3, |index| {
            if index != 1 {
                std::panic::resume_unwind(Box::new(format!("job {index} failed")));
            }
        })
        .unwrap();
        let error = crew.join().unwrap_err();
        let expected = [("worker-0", "job 0 failed"), ("worker-2", "job 2 failed")];
        assert_eq!(error.panics, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }
}
