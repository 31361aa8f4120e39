//! The values that several commands take: what is accepted, and how a refusal names the range.

use anyhow::{Context, Result};
use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

/// The longest time that a flag takes, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// The shortest time that a flag takes, in seconds.
const MIN_SECONDS: f64 = 0.001;

/// A parser for whole numbers from `min` to `max`.
pub(super) fn whole(min: u64, max: u64) -> impl Fn(&str) -> Result<u64, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        _ => Err(format!("expected a whole number from {min} to {max}")),
    }
}

/// Parses seconds, perhaps with a fraction.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds) if (MIN_SECONDS..=MAX_SECONDS).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(format!("expected seconds from {MIN_SECONDS} to {MAX_SECONDS}, such as 0.5")),
    }
}

/// `HOST:PORT`, not looked up yet.
#[derive(Debug, Clone)]
pub(super) struct Address(String);

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(Self(text.to_owned()))
            }
            _ => Err("expected HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:9000".to_owned()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Address {
    /// The addresses that the name stands for, at least one.
    pub(super) fn resolve(&self) -> Result<Vec<SocketAddr>> {
        let addresses: Vec<_> =
            self.0.to_socket_addrs().with_context(|| format!("cannot look up {self}"))?.collect();
        anyhow::ensure!(!addresses.is_empty(), "{self} has no address");
        Ok(addresses)
    }
}
