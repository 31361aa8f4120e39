//! A page for each scrape, with one STATS at a time.
//!
//! Scrapes that come while the server is being asked share its answer. So a scrape takes as long as one STATS at most, however
//! many scrapes there are.

use crate::source::Source;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug)]
pub(crate) struct Pages {
    /// How many pages there have been.
    count: AtomicU64,
    source_and_last: Mutex<(Source, Arc<str>)>,
}

impl Pages {
    pub(crate) fn of(source: Source) -> Self {
        Self { count: AtomicU64::new(0), source_and_last: Mutex::new((source, "".into())) }
    }

    /// The page for one scrape.
    pub(crate) fn next(&self) -> Arc<str> {
        let before = self.count.load(Ordering::SeqCst);
        let mut locked = self.source_and_last.lock().unwrap_or_else(PoisonError::into_inner);
        let (source, last) = &mut *locked;
        // While this scrape waited for the lock, another one may have got a page: it is as new as this scrape needs.
        if self.count.load(Ordering::SeqCst) == before {
            *last = source.page().into();
            self.count.fetch_add(1, Ordering::SeqCst);
        }
        Arc::clone(last)
    }
}
