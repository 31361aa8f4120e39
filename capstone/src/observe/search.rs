//! Finding entries in a log that is too long to read.
//!
//! Lines are returned byte for byte as they are in the file. Times need not ascend, because the wall clock may have
//! been set back, so a search reads to the end.

use super::{Entry, Level, Logger, Timestamp};
use std::io::{self, BufRead, Read};

/// What an entry must have to be found. Each `None` asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// This level or a graver one.
    pub level: Option<Level>,
    /// This component exactly.
    pub component: Option<String>,
    /// This request.
    pub request_id: Option<u64>,
    /// This time or a later one.
    pub since: Option<Timestamp>,
    /// A time before this one.
    pub until: Option<Timestamp>,
}

impl Filter {
    /// Whether the entry has all that is asked for.
    pub fn matches(&self, entry: &Entry<'_>) -> bool {
        self.level.is_none_or(|threshold| entry.level >= threshold)
            && self.component.as_ref().is_none_or(|component| entry.component == component)
            && self.request_id.is_none_or(|id| entry.request_id == Some(id))
            && self.since.is_none_or(|since| entry.time >= since)
            && self.until.is_none_or(|until| entry.time < until)
    }
}

/// A log on its way through a filter, a line at a time.
///
/// ```
/// use capstone::observe::{Filter, Level, Search};
///
/// let log = "2026-11-23T02:35:00.000Z\tINFO\tserver\t-\tlistening\n\
///            2026-11-23T02:35:01.000Z\tWARN\tpool\t7\tqueue full (64/64)\n\
///            Traceback (most recent call last):\n";
/// let mut search = Search::new(log.as_bytes(), Filter { level: Some(Level::Warn), ..Filter::default() });
/// let line = search.next_match()?.unwrap();
/// assert!(line.ends_with(b"queue full (64/64)\n"));
/// assert!(search.next_match()?.is_none());
/// assert_eq!(search.strangers, 1);
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Search<R> {
    input: R,
    filter: Filter,
    line: Vec<u8>,
    /// Lines so far that are no entries.
    pub strangers: u64,
}

impl<R: BufRead> Search<R> {
    /// A search of `input` from where it stands.
    pub fn new(input: R, filter: Filter) -> Self {
        Self { input, filter, line: Vec::new(), strangers: 0 }
    }

    /// The next line that is an entry and passes the filter, with its newline if it has one; `None` at the
    /// end.
    ///
    /// # Errors
    ///
    /// What reading the input reports.
    pub fn next_match(&mut self) -> io::Result<Option<&[u8]>> {
        while self.read_line()? {
            let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
            match std::str::from_utf8(line).ok().and_then(Entry::parse) {
                Some(entry) if self.filter.matches(&entry) => return Ok(Some(&self.line)),
                Some(_) => {}
                None => self.strangers += 1,
            }
        }
        Ok(None)
    }

    /// False at the end of the input.
    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let length = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut self.line)?;
        if length as u64 == LONGEST && !self.line.ends_with(b"\n") {
            // Cut off with no newline in it, which no logger writes: it counts as one line, and is no entry.
            self.input.skip_until(b'\n')?;
            self.line = b"\n".to_vec();
        }
        Ok(length > 0)
    }
}

/// In bytes. A log's buffer takes no longer line, so only a file that is no log has one.
const LONGEST: u64 = Logger::CAPACITY as u64;
