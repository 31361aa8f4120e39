//! What servers are put through in a contest.

use crate::load::volley::Volley;
use crate::processes::subject::Subject;
use capstone::client::Workload;
use capstone::net::work::{WorkMode, WorkSpec};
use std::time::Duration;

/// How a contest of servers is set up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) clients: usize,
    /// Requests that each client keeps in flight.
    pub(crate) depth: usize,
    /// Requests in all.
    pub(crate) requests: u64,
    /// Bytes of payload in each.
    pub(crate) payload: usize,
    /// What each asks for; None is an ECHO.
    pub(crate) work: Option<WorkSpec>,
    /// Connections to each server that do nothing meanwhile.
    pub(crate) idle: usize,
}

/// The usual load: 50 clients and ECHO requests of 100 bytes.
pub(crate) const ECHO: Shape =
    Shape { clients: 50, depth: 1, requests: 50_000, payload: 100, work: None, idle: 0 };

/// As many connections a server of ours takes if nothing else is said.
const DEFAULT_CONNECTIONS: usize = 1024;

impl Shape {
    pub(crate) fn volley(&self) -> Volley {
        let Self { clients, depth, requests, payload, work, .. } = *self;
        let workload = work.map_or_else(|| Workload::echo(payload), |spec| Workload::work(spec, payload));
        Volley { clients, depth, requests, workload }
    }

    /// The flags with which a server of ours bears it: an idle crowd must be let be, and more connections than the default
    /// need a limit of their own.
    pub(crate) fn fit(&self, subject: Subject) -> Subject {
        let connections = self.connections();
        let is_crowded = self.idle > 0 || connections > DEFAULT_CONNECTIONS;
        Subject { connections: is_crowded.then_some(connections), ..subject }
    }

    /// How many there can be at once. The clients count twice: those of one run may not all have gone when those of the
    /// next one come.
    pub(crate) fn connections(&self) -> usize {
        self.idle + 2 * self.clients
    }
}

pub(crate) const fn spin(micros: u64) -> Option<WorkSpec> {
    Some(WorkSpec { mode: WorkMode::Spin, duration: Duration::from_micros(micros) })
}

pub(crate) const fn sleep(duration: Duration) -> Option<WorkSpec> {
    Some(WorkSpec { mode: WorkMode::Sleep, duration })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_crowd_changes_the_flags_of_a_server() {
        let flags = |shape: Shape| shape.fit(Subject::REFERENCE).connections;
        assert_eq!(flags(ECHO), None);
        assert_eq!(flags(Shape { idle: 10, ..ECHO }), Some(110));
        assert_eq!(flags(Shape { clients: 512, ..ECHO }), None);
        assert_eq!(flags(Shape { clients: 1000, ..ECHO }), Some(2000));
    }
}
