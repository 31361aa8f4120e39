//! `capstone/src/threads/watcher.rs` without anybody who could watch.

pub(crate) struct Wait;

impl Wait {
    pub(crate) fn begin<P>(_place: &P) -> Option<Self> {
        None
    }
}
