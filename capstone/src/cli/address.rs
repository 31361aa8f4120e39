//! Where a server is: a name and a port on the command line, and the address that it comes down to.

use anyhow::{Context, Result};
use capstone::client::OneShot;
use std::fmt;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

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

    /// Looks for the server: of several addresses that a name stands for, the first that takes a connection.
    ///
    /// That connection is then the first one used, so that looking takes no place at the server. A single address needs no
    /// look.
    pub(super) fn find(&self, timeout: Duration) -> Result<Found> {
        let addresses = self.resolve()?;
        let connected = if addresses.len() > 1 { first_connected(&addresses, timeout) } else { None };
        Ok(connected.unwrap_or(Found { address: addresses[0], connected: None }))
    }
}

/// Where a server is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) address: SocketAddr,
    /// A connection to it, if it had to be looked for.
    pub(super) connected: Option<TcpStream>,
}

impl Found {
    /// A client that uses that connection.
    pub(super) fn one_shot(self, timeout: Duration) -> Result<OneShot> {
        let client = OneShot::new(self.address, timeout);
        Ok(match self.connected {
            Some(connected) => client.over(connected)?,
            None => client,
        })
    }
}

fn first_connected(addresses: &[SocketAddr], timeout: Duration) -> Option<Found> {
    let connect = |address: &SocketAddr| {
        let stream = TcpStream::connect_timeout(address, timeout).ok()?;
        // A free port of our own machine can be given to both ends of one connection: then there is no server.
        let is_own = stream.local_addr().is_ok_and(|own| own == *address);
        (!is_own).then_some(Found { address: *address, connected: Some(stream) })
    };
    addresses.iter().find_map(connect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn of_several_addresses_the_first_that_takes_a_connection_is_meant_and_takes_one() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (nobody, somebody) = ("127.0.0.1:1".parse().unwrap(), listener.local_addr().unwrap());
        let found = first_connected(&[nobody, somebody, somebody], Duration::from_secs(10)).unwrap();
        let (_, peer) = listener.accept().unwrap();
        assert_eq!((found.address, found.connected.unwrap().local_addr().unwrap()), (somebody, peer));
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "a second connection was opened");
        assert!(first_connected(&[nobody, nobody], Duration::from_secs(10)).is_none());
    }
}
