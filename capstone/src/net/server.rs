//! The event loop: one thread, one poll, all sockets.
//!
//! Each turn sleeps until something is ready, and then: collects what workers have finished, reads what clients have
//! sent, hands the requests to the pool together, and writes each connection's replies in one go. Nothing in a turn
//! blocks, and nobody gets more than one read of it. Without workers the loop runs the requests itself, and then it
//! does block: that is the baseline the pool is measured against.

mod accepting;
mod drain;
mod traffic;

use super::completion::Completion;
use super::completions::Completions;
use super::config::ServerConfig;
use super::connection::Connection;
use super::executor::Executor;
use super::listener::Listener;
use super::request::Office;
use super::service::Service;
use super::signals::Signals;
use super::slab::{Slab, Token};
use super::sys::PollFd;
use super::timers::Timers;
use super::watch_set::WatchSet;
use crate::observe::{Contention, Logger, Sink};
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::thread;
use crate::threads::{Place, ShutdownReport, Wait};
use anyhow::{Context, Result};
use drain::Drain;
use std::io;
use std::mem;
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Places in the watch set. A connection in slot n of the slab has place `FIRST_CONNECTION + n`.
const COMPLETIONS: usize = 0;
const SIGNALS: usize = 1;
const LISTENER: usize = 2;
const FIRST_CONNECTION: usize = 3;

/// Bytes taken from one connection in one read.
const READ_LEN: usize = 64 * 1024;

/// A server that listens and does not serve yet; [`run`](Self::run) is the event loop.
///
/// ```
/// use capstone::net::{Server, ServerConfig};
/// use capstone::observe::{Level, Logger};
///
/// let server = Server::bind("127.0.0.1:0".parse()?, ServerConfig::default(), Logger::to_stderr(Level::Warn)?)?;
/// let stopper = server.stopper();
/// let serving = std::thread::spawn(move || server.run());
/// stopper.stop();
/// assert_eq!(serving.join().unwrap()?.requests, 0);
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug)]
pub struct Server {
    service: Service,
    /// None once the server drains.
    listener: Option<Listener>,
    connections: Slab<Connection>,
    /// How many of them are over the limit and only linger.
    refused: usize,
    /// What poll watches; kept up to date as connections change, not built anew for each poll.
    watched: WatchSet,
    timers: Timers,
    /// The place in the watch set with which the last turn's reading began.
    first_read: usize,
    /// Connections that something has happened to in this turn.
    touched: Vec<Token>,
    /// Connections with requests left over for the next turn, which then comes at once.
    unfinished: Vec<Token>,
    /// Empty between turns; kept for its room.
    finished: Vec<Completion>,
    /// Where every read goes first. Only what is not a whole frame moves on to a connection's own buffer.
    read_buffer: Box<[u8]>,
    stop: Arc<AtomicBool>,
    signals: Option<Signals>,
    /// Where the metrics go on SIGUSR1.
    reports: Option<Arc<Sink>>,
    drain: Option<Drain>,
}

/// Asks a running server to drain, from another thread.
#[derive(Debug, Clone)]
pub struct Stopper {
    stop: Arc<AtomicBool>,
    office: Arc<Office>,
}

/// What a server has done, told at its end.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Requests received, those refused and those that closed their connection included.
    pub requests: u64,
    /// Replies made, without errors.
    pub replies: u64,
    /// ERROR replies made, of all codes.
    pub errors: u64,
    /// Those of them that said the queue was full.
    pub busy: u64,
    /// What became of the jobs.
    pub jobs: ShutdownReport,
    /// Whether every accepted request was finished, and its reply taken by the system, before the deadline.
    pub complete: bool,
    /// Who waited for which lock, if a [`Meter`](crate::observe::Meter) is running.
    pub contention: Option<Contention>,
}

impl Server {
    /// Listens on `addr`, and starts the workers.
    ///
    /// # Errors
    ///
    /// If the address cannot be bound, a thread cannot be created, or the limit on descriptors is too low for the
    /// connections that `config` allows.
    pub fn bind(addr: SocketAddr, config: ServerConfig, logger: Logger) -> Result<Self> {
        accepting::make_room_for(config.max_connections)?;
        let listener = Listener::bind(addr)?;
        let completions = Completions::new().context("cannot make the pipe that wakes the event loop")?;
        let office = Arc::new(Office { completions, logger });
        let executor = Executor::start(&config).context("cannot start the workers")?;
        let watched = WatchSet::new(vec![
            PollFd::new(office.completions.as_fd(), true, false),
            PollFd::UNUSED,
            listener.interest(),
        ]);
        Ok(Self {
            service: Service::new(config, office, executor),
            listener: Some(listener),
            connections: Slab::new(),
            refused: 0,
            watched,
            timers: Timers::default(),
            first_read: 0,
            touched: Vec::new(),
            unfinished: Vec::new(),
            finished: Vec::new(),
            read_buffer: vec![0; READ_LEN].into_boxed_slice(),
            stop: Arc::default(),
            signals: None,
            reports: None,
            drain: None,
        })
    }

    /// The address it listens on, with the port that the system chose if port 0 was asked for.
    ///
    /// # Errors
    ///
    /// What getsockname(2) reports.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.as_ref().map_or_else(|| Err(io::ErrorKind::NotConnected.into()), Listener::local_addr)
    }

    /// Heeds SIGINT, SIGTERM and SIGUSR1; the metrics that the latter asks for go to `reports`.
    pub fn heed_signals(&mut self, signals: Signals, reports: Arc<Sink>) {
        self.watched.set(SIGNALS, PollFd::new(signals.as_fd(), true, false));
        self.signals = Some(signals);
        self.reports = Some(reports);
    }

    /// A handle to end [`run`](Self::run) with.
    pub fn stopper(&self) -> Stopper {
        Stopper { stop: Arc::clone(&self.stop), office: Arc::clone(&self.service.office) }
    }

    /// Serves until it is asked to stop, then drains.
    ///
    /// # Errors
    ///
    /// If poll(2) itself fails. No client can cause that.
    pub fn run(mut self) -> Result<Summary> {
        while !self.is_drained() {
            self.watch_listener();
            if mem::take(&mut self.service.has_refused) {
                self.watched.favour_nobody();
            }
            self.give_way();
            let timeout = self.timeout();
            let idle = Wait::begin(&Place::Condition("poll")); // a loop that sleeps here has nothing to do
            self.watched.wait(timeout).context("poll failed")?;
            drop(idle);
            self.service.clock.tick(timeout);
            self.wake_up();
            self.look_at_signals();
            self.collect();
            let may_read = self.may_read();
            self.go_on();
            if may_read {
                self.read_ready();
            }
            self.service.submit();
            self.settle_touched();
            self.accept();
            self.expire();
            self.settle_touched();
            self.service.submit();
        }
        Ok(self.end())
    }

    /// Lets the workers go first, once, if requests that need a CPU wait for one.
    ///
    /// When they and the loop share a CPU, the loop would else be woken for the first reply, and interrupt the work on
    /// the next. This way it finds what they could do in a slice of the CPU, and takes all of it in one turn. For
    /// requests that sleep it would be wrong: the CPU would go to strangers.
    fn give_way(&self) {
        if self.service.cpu_in_pool > self.service.config.workers {
            thread::yield_now();
        }
    }

    /// How long poll may sleep. Asking the completions comes last: from their answer on, workers ring.
    fn timeout(&self) -> Option<Duration> {
        let now = self.service.clock.listening();
        let rest = self.listener.as_ref().and_then(Listener::resting_until);
        let next =
            self.timers.next().into_iter().chain(rest).min().map(|at| at.saturating_duration_since(now));
        let drain = self.drain.as_ref().map(|drain| drain.deadline.saturating_duration_since(Instant::now()));
        if self.unfinished.is_empty() && self.service.office.completions.may_sleep() {
            next.into_iter().chain(drain).min()
        } else {
            Some(Duration::ZERO)
        }
    }

    /// Empties the pipe that may have ended the sleep, before anything that its bytes announce is looked at: finished
    /// work, and the order to stop. Once a turn: whoever rings after this ends the next sleep.
    fn wake_up(&self) {
        self.service.office.completions.awake(self.watched.is_ready(COMPLETIONS));
    }

    fn look_at_signals(&mut self) {
        if let Some(signals) = &self.signals {
            // Emptied before the flags are read: a signal that comes in between rings again.
            if self.watched.is_ready(SIGNALS) {
                signals.drain();
            }
            if signals.stop_requested() {
                self.stop.store(true, Ordering::Relaxed);
            }
            if let Some(reports) = self.reports.as_ref().filter(|_| signals.take_report_request()) {
                reports.push(self.service.metrics_text().as_bytes());
            }
        }
        if self.stop.load(Ordering::Relaxed) && self.drain.is_none() {
            self.begin_drain();
        }
    }
}

impl Stopper {
    /// Makes the server drain and [`Server::run`] return.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.office.completions.wake_loop();
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
