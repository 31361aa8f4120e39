//! The event loop: one thread, one poll, all sockets.
//!
//! Each turn sleeps until something is ready. Then it collects the completions, reads what clients have sent, submits
//! the requests together, and writes each connection's replies with one call. Nothing in a turn blocks, and no
//! connection gets more than a share of it. Without workers the loop runs the requests itself, and then it does block:
//! this is the baseline with which the pool is compared.

mod accepting;
mod bind_error;
mod deadlines;
mod drain;
mod report;
mod traffic;
mod waking;

pub use bind_error::BindError;
pub use report::ServerReport;

use super::admission::Admission;
use super::batch::{Batch, WorkerContext};
use super::completions::Completions;
use super::config::ServerConfig;
use super::connection::Connection;
use super::context::Context;
use super::executor::Executor;
use super::listener::Listener;
use super::service::Service;
use super::signals::Signals;
use super::slab::{Slab, Token};
use super::sys::PollFd;
use super::timers::Timers;
use super::watch_set::WatchSet;
use crate::observe::{Logger, Sink};
use crate::sync::atomic::{AtomicBool, Ordering};
use drain::Drain;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::sync::Arc;

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
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Server {
    /// The clock, the counters, the limits: each part of a turn gets them.
    context: Context,
    service: Service,
    /// None once the server drains and no client waits in the backlog any more.
    listener: Option<Listener>,
    connections: Slab<Connection>,
    /// How many of them were turned away and only linger.
    refused: usize,
    /// What poll watches; it is updated when a connection changes, and not built again for each poll.
    watched: WatchSet,
    timers: Timers,
    /// The place in the watch set with which the last turn's reading began.
    first_read: usize,
    /// Connections that something has happened to in this turn.
    touched: Vec<Token>,
    /// Connections with requests left over for the next turn, which then comes at once.
    unfinished: Vec<Token>,
    /// Completions that are not replies yet. Empty when the loop sleeps; its memory is used again.
    finished: Vec<Batch>,
    /// Where every read goes first. Only what is not a whole frame moves on to a connection's own buffer.
    read_buffer: Box<[u8]>,
    /// Set by a [`Stopper`] or a signal. It does not wake the loop, so the thread that sets it also rings.
    stop: Arc<AtomicBool>,
    signals: Option<Signals>,
    /// Where the metrics go on SIGUSR1.
    reports: Option<Arc<Sink>>,
    /// `Some` from the stop on.
    drain: Option<Drain>,
}

/// Asks a running server to drain, from another thread.
#[derive(Debug, Clone)]
pub struct Stopper {
    stop: Arc<AtomicBool>,
    worker_context: Arc<WorkerContext>,
}

impl Server {
    /// Listens on `addr`, and starts the workers.
    ///
    /// # Errors
    ///
    /// [`BindError`]: the address cannot be bound, a thread cannot be created, or the limit on descriptors is too low for
    /// the connections that `config` allows.
    pub fn bind(addr: SocketAddr, config: ServerConfig, logger: Logger) -> Result<Self, BindError> {
        accepting::make_room_for(config.max_connections)?;
        let listener = Listener::bind(addr).map_err(|reason| BindError::Listen { addr, reason })?;
        let completions = Completions::new().map_err(BindError::Pipe)?;
        let worker_context = Arc::new(WorkerContext { completions, logger: logger.clone() });
        let executor = Executor::start(&config).map_err(BindError::Workers)?;
        let watched = WatchSet::new(vec![
            PollFd::new(worker_context.completions.as_fd(), true, false),
            PollFd::UNUSED,
            listener.interest(),
        ]);
        Ok(Self {
            service: Service::new(executor, Admission::new(&config), worker_context),
            context: Context::new(config, logger),
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
        self.listener.as_ref().map_or_else(|| Err(ErrorKind::NotConnected.into()), Listener::local_addr)
    }

    /// Reacts to the process's signals from now on; the metrics that SIGUSR1 asks for go to `reports`.
    pub fn handle_signals(&mut self, signals: Signals, reports: Arc<Sink>) {
        self.watched.set(SIGNALS, PollFd::new(signals.as_fd(), true, false));
        self.signals = Some(signals);
        self.reports = Some(reports);
    }

    /// A handle to end [`run`](Self::run) with.
    pub fn stopper(&self) -> Stopper {
        let worker_context = Arc::clone(&self.service.worker_context);
        Stopper { stop: Arc::clone(&self.stop), worker_context }
    }

    /// Serves until it has to stop, then drains.
    ///
    /// # Errors
    ///
    /// If poll(2) fails for good. Neither a client nor a shortage of memory can cause that.
    pub fn run(mut self) -> io::Result<ServerReport> {
        while !self.is_drained() {
            self.watch_listener();
            if self.service.admission.take_refused() {
                self.watched.treat_all_alike();
            }
            self.yield_to_workers();
            self.sleep()?;
            self.collect();
            self.look_at_signals();
            let may_read = self.may_read();
            self.go_on();
            if may_read {
                self.read_ready();
            }
            self.submit();
            self.settle_all();
            self.accept();
            self.expire();
            self.settle_all();
            self.advance_drain();
        }
        Ok(self.end())
    }
}

impl Stopper {
    /// Makes the server drain and [`Server::run`] return.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.worker_context.completions.wake_loop();
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
