//! How the loop sleeps, and what wakes it: a socket, a worker, a signal, a deadline.

use super::{SIGNALS, Server};
use crate::net::listener::Listener;
use crate::sync::atomic::Ordering;
use crate::sync::thread;
use crate::threads::{Place, while_waiting};
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

/// How long the loop waits before it polls again, when the system had no memory for a poll.
const POLL_RETRY: Duration = Duration::from_millis(10);

/// How often the loop looks for quick requests that come back, before it sleeps. With a CPU to spare, that takes as long as
/// a worker needs to wake up: about 20 µs.
const LOOKS: usize = 50;

impl Server {
    /// Lets the workers run first, if that saves the loop a sleep.
    ///
    /// A few quick requests come back before the loop could go to sleep and be woken: a single client gets its reply a fifth
    /// earlier. Of many requests that need a CPU, some wait for one. If the workers share the loop's CPU, the first reply would
    /// wake the loop, which would interrupt the work on the next. This way the loop finds all that the workers did in their
    /// slice of the CPU, and takes it in one turn. For requests that sleep it would be wrong: the CPU would go to other programs.
    pub(super) fn yield_to_workers(&self) {
        let (admission, completions) = (&self.service.admission, &self.service.worker_context.completions);
        if admission.cpu_bound() > self.context.config.workers {
            thread::yield_now();
        } else if admission.quick() > 0 && admission.quick() == admission.in_pool() {
            for _ in 0..LOOKS {
                if completions.has_finished() {
                    return;
                }
                thread::yield_now();
            }
        }
    }

    /// Sleeps until something is ready or due.
    pub(super) fn sleep(&mut self) -> io::Result<()> {
        let timeout = self.timeout();
        match while_waiting(Place::Poll, || self.watched.wait(timeout)) {
            // The system had no memory for the call. That passes, and no client has to lose its connection for it.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::OutOfMemory) => {
                self.context.logger.warn(
                    "net.error",
                    None,
                    format_args!("cannot poll, will try again: {error}"),
                );
                thread::sleep(POLL_RETRY);
            }
            other => other?,
        }
        self.context.clock.tick(timeout);
        Ok(())
    }

    /// How long poll may sleep. The loop announces its sleep last: from then on workers ring.
    fn timeout(&self) -> Option<Duration> {
        let now = self.context.clock.listening();
        let rest = self.listener.as_ref().and_then(Listener::resting_until);
        let next =
            self.timers.next().into_iter().chain(rest).min().map(|at| at.saturating_duration_since(now));
        let drain = self.drain.as_ref().map(|drain| drain.deadline.saturating_duration_since(Instant::now()));
        if self.unfinished.is_empty() && self.service.worker_context.completions.announce_sleep() {
            next.into_iter().chain(drain).min()
        } else {
            Some(Duration::ZERO)
        }
    }

    pub(super) fn look_at_signals(&mut self) {
        if let Some(signals) = &self.signals {
            // Cleared before the flags are read: a signal that comes in between rings again.
            if self.watched.is_ready(SIGNALS) {
                signals.clear();
            }
            if signals.stop_requested() {
                self.stop.store(true, Ordering::Relaxed);
            }
            if signals.take_reopen_request() {
                let logger = &self.context.logger;
                logger.info("server", None, format_args!("SIGHUP: opening the log file anew"));
                logger.reopen();
            }
            if let Some(reports) = self.reports.as_ref().filter(|_| signals.take_report_request()) {
                reports.push(self.service.metrics_text(&self.context).as_bytes());
            }
        }
        if self.stop.load(Ordering::Relaxed) && self.drain.is_none() {
            self.begin_drain();
        }
    }
}
