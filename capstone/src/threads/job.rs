//! What a pool runs.

/// A piece of work that one worker does once.
///
/// Every `FnOnce() + Send + 'static` closure is a job. A type of your own avoids the box that a pool of different
/// closures needs.
pub trait Job: Send + 'static {
    /// Does the work.
    fn run(self);

    /// Whether this job takes microseconds, never sleeps, and never waits for another job.
    ///
    /// A worker may take several quick jobs from the queue at once, which saves locking, and run them one after the
    /// other. For a job that sleeps that would hold up those behind it while other workers stand idle; for one that
    /// waits for its neighbour it would be a deadlock. Hence the promise, and hence `false` unless you give it.
    ///
    /// The pool asks once, in the thread that submits the job.
    fn is_quick(&self) -> bool {
        false
    }
}

/// A job of unknown type: what a pool of different closures holds.
pub type Task = Box<dyn FnOnce() + Send>;

impl<F: FnOnce() + Send + 'static> Job for F {
    fn run(self) {
        self();
    }
}
