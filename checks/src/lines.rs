//! What a child has written so far, line by line.
//!
//! A thread reads as fast as the child writes, so the child never waits for a full pipe, and whoever wants a
//! line can wait for it with a deadline.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// One of a child's streams.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    read: Arc<Mutex<Progress>>,
}

#[derive(Debug, Default)]
struct Progress {
    /// Each with its newline, if it has one.
    lines: Vec<String>,
    ended: bool,
}

impl Lines {
    /// Reads `stream` to its end in a thread of its own, named `name`.
    pub(crate) fn of(stream: impl Read + Send + 'static, name: &str) -> Self {
        let lines = Self::default();
        let progress = Arc::clone(&lines.read);
        let read = move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while stream.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
                with(&progress, |progress| progress.lines.push(String::from_utf8_lossy(&line).into_owned()));
                line.clear();
            }
            with(&progress, |progress| progress.ended = true);
        };
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(read)
            .expect("the system refused to make a thread");
        lines
    }

    /// A stream that nobody reads, because the child has none.
    pub(crate) fn none() -> Self {
        let lines = Self::default();
        with(&lines.read, |progress| progress.ended = true);
        lines
    }

    /// The first whole line that begins with `prefix`, without its newline.
    pub(crate) fn find(&self, prefix: &str) -> Option<String> {
        let is_it = |line: &&String| line.starts_with(prefix) && line.ends_with('\n');
        with(&self.read, |progress| progress.lines.iter().find(is_it).map(|line| line.trim_end().to_owned()))
    }

    pub(crate) fn text(&self) -> String {
        with(&self.read, |progress| progress.lines.concat())
    }

    /// Whether the stream has ended: nothing will be added.
    pub(crate) fn ended(&self) -> bool {
        with(&self.read, |progress| progress.ended)
    }
}

fn with<R>(progress: &Mutex<Progress>, act: impl FnOnce(&mut Progress) -> R) -> R {
    act(&mut progress.lock().unwrap_or_else(PoisonError::into_inner))
}
