//! Jobs that leave a trace: whether they ran, were dropped without running, or ended with their worker.

use capstone::threads::ThreadPool;
use checks::{Gate, Pass, until};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) fn pool(workers: usize, capacity: usize) -> ThreadPool {
    ThreadPool::new(workers, capacity).expect("the system refused a thread")
}

pub(crate) fn submit(pool: &ThreadPool, job: impl FnOnce() + Send + 'static) {
    pool.submit(Box::new(job)).expect("the pool refused a job though nobody had closed it");
}

/// Submits `count` jobs that wait at the gate, one after the other, each when the one before it runs.
pub(crate) fn hold(pool: &ThreadPool, gate: &Gate, count: usize) {
    for number in 1..=count {
        let pass = gate.pass();
        submit(pool, move || pass.wait());
        until("each worker runs a job", || gate.waiting() == number);
    }
}

/// What became of jobs, by their own account.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Counts>);

#[derive(Default)]
struct Counts {
    ran: AtomicUsize,
    dropped: AtomicUsize,
    workers_ended: AtomicUsize,
}

/// One job's entry. Without a call of [`ran`](Self::ran) it counts as dropped.
pub(crate) struct Entry {
    ledger: Ledger,
    ran: bool,
}

impl Ledger {
    pub(crate) fn entry(&self) -> Entry {
        Entry { ledger: self.clone(), ran: false }
    }

    /// Submits `count` jobs that do nothing but run.
    pub(crate) fn submit(&self, pool: &ThreadPool, count: usize) {
        for _ in 0..count {
            let entry = self.entry();
            submit(pool, move || entry.ran());
        }
    }

    pub(crate) fn ran(&self) -> usize {
        self.0.ran.load(Ordering::SeqCst)
    }

    pub(crate) fn dropped(&self) -> usize {
        self.0.dropped.load(Ordering::SeqCst)
    }

    pub(crate) fn workers_ended(&self) -> usize {
        self.0.workers_ended.load(Ordering::SeqCst)
    }
}

impl Entry {
    pub(crate) fn ran(mut self) {
        self.ran = true;
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let counts = &self.ledger.0;
        if self.ran { &counts.ran } else { &counts.dropped }.fetch_add(1, Ordering::SeqCst);
    }
}

/// Counts itself when the thread that holds it ends, and holds the thread up in its end if it is told to.
struct Farewell {
    ledger: Ledger,
    gate: Option<Pass>,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        if let Some(gate) = &self.gate {
            gate.wait();
        }
        self.ledger.0.workers_ended.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local! {
    static FAREWELL: RefCell<Option<Farewell>> = const { RefCell::new(None) };
}

/// Gives the worker that runs this call something that counts in the ledger when the worker ends.
#[cfg(target_os = "linux")]
pub(crate) fn note_the_end_of_this_worker(ledger: &Ledger) {
    FAREWELL.set(Some(Farewell { ledger: ledger.clone(), gate: None }));
}

/// Gives each of the pool's `workers` something that counts in the ledger when the worker ends.
pub(crate) fn note_the_end_of_each_worker(pool: &ThreadPool, workers: usize, ledger: &Ledger) {
    give_each_worker(pool, workers, || Farewell { ledger: ledger.clone(), gate: None });
}

/// The same, and no worker gets past its end before `gate` is open: it has left `Shared::work`, and is still there.
pub(crate) fn hold_up_the_end_of_each_worker(
    pool: &ThreadPool,
    workers: usize,
    ledger: &Ledger,
    gate: &Gate,
) {
    give_each_worker(pool, workers, || Farewell { ledger: ledger.clone(), gate: Some(gate.pass()) });
}

fn give_each_worker(pool: &ThreadPool, workers: usize, farewell: impl Fn() -> Farewell) {
    let gate = Gate::new();
    for number in 1..=workers {
        let (pass, farewell) = (gate.pass(), farewell());
        submit(pool, move || {
            FAREWELL.set(Some(farewell));
            pass.wait();
        });
        until("each worker runs a job", || gate.waiting() == number);
    }
    gate.open();
    until("the jobs have ended", || pool.totals().busy == 0);
}
