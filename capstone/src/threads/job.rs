//! What a pool runs.

/// A piece of work that one worker does once.
///
/// Every `FnOnce() + Send + 'static` closure is a job. A type of your own avoids the box that a pool of different
/// closures needs.
pub trait Job: Send + 'static {
    /// Does the work.
    fn run(self);
}

/// A job of unknown type: what a pool of different closures holds.
pub type Task = Box<dyn FnOnce() + Send>;

impl<F: FnOnce() + Send + 'static> Job for F {
    fn run(self) {
        self();
    }
}
