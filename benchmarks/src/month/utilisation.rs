//! Which resource was the limit, judged from how busy each of them was.
//!
//! A resource that was idle for a quarter of the time delayed no request. So the bottleneck is the one that was busy
//! nearly all the time. This is evidence, not a guess: the shares are measured while the requests run.

use serde::Deserialize;
use std::fmt;

/// Something that a request needs, and that can be busy with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Resource {
    #[serde(rename = "event loop")]
    EventLoop,
    #[serde(rename = "workers")]
    Workers,
    /// All CPUs of the machine, for the server and its clients together.
    #[serde(rename = "CPUs")]
    Cpus,
    /// The load generator's thread. If this is the bottleneck, the server has not been measured.
    #[serde(rename = "generator")]
    Generator,
}

/// How busy the resources were: shares of the time, from 0 to about 1. None where this system does not show it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Utilisation {
    /// The event loop's CPU time; without workers, with the time for which it slept in requests.
    pub(crate) event_loop: Option<f64>,
    /// X S / c, by the utilisation law; for ECHO, the workers' CPU time. None without workers.
    pub(crate) workers: Option<f64>,
    /// The CPU time of the server and the load generator, of what all CPUs have.
    pub(crate) cpus: Option<f64>,
    /// The CPU time of the load generator.
    pub(crate) generator: Option<f64>,
}

/// A resource that was busy for less than this share of the time was no bottleneck.
pub(crate) const BUSY: f64 = 0.8;

impl Utilisation {
    /// The known shares, in the order in which a request uses the resources.
    pub(crate) fn shares(&self) -> Vec<(Resource, f64)> {
        let all = [
            (Resource::Generator, self.generator),
            (Resource::EventLoop, self.event_loop),
            (Resource::Workers, self.workers),
            (Resource::Cpus, self.cpus),
        ];
        all.into_iter().filter_map(|(resource, share)| Some((resource, share?))).collect()
    }

    /// The busiest resource. None if not even that one was busy for [`BUSY`] of the time: then something delayed the
    /// requests that was not measured.
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busiest = self.shares().into_iter().max_by(|one, other| one.1.total_cmp(&other.1));
        busiest.filter(|(_, share)| *share >= BUSY).map(|(resource, _)| resource)
    }
}

impl Resource {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::EventLoop => "event loop",
            Self::Workers => "workers",
            Self::Cpus => "CPUs",
            Self::Generator => "generator",
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
