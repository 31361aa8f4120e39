//! Connecting without waiting.

use super::check;
#[cfg(not(target_os = "linux"))]
use super::set_nonblocking;
use std::io;
use std::net::{SocketAddr, TcpStream};
#[cfg(not(target_os = "linux"))]
use std::os::fd::AsFd;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// Begins to connect and does not wait, which the standard library cannot: one slow server would hold up a loop.
///
/// When the attempt has ended the socket is writable, and [`take_error`](TcpStream::take_error) says how it
/// went. The socket is nonblocking.
///
/// # Errors
///
/// What socket(2), fcntl(2) and connect(2) report.
pub fn start_connect(address: SocketAddr) -> io::Result<TcpStream> {
    let family = if address.is_ipv4() { libc::AF_INET } else { libc::AF_INET6 };
    let socket = new_socket(family)?;
    let result = match address {
        SocketAddr::V4(address) => {
            // SAFETY: a C struct of integers, for which all zeroes is a valid value.
            let mut name: libc::sockaddr_in = unsafe { std::mem::zeroed() };
            name.sin_family = family as libc::sa_family_t;
            name.sin_port = address.port().to_be();
            name.sin_addr.s_addr = u32::from_ne_bytes(address.ip().octets());
            connect(&socket, &name)
        }
        SocketAddr::V6(address) => {
            // SAFETY: as above.
            let mut name: libc::sockaddr_in6 = unsafe { std::mem::zeroed() };
            name.sin6_family = family as libc::sa_family_t;
            name.sin6_port = address.port().to_be();
            name.sin6_addr.s6_addr = address.ip().octets();
            name.sin6_scope_id = address.scope_id();
            connect(&socket, &name)
        }
    };
    match result.map_err(|error| error.raw_os_error()) {
        // One that is interrupted goes on by itself, as one that is in progress does.
        Ok(()) | Err(Some(libc::EINPROGRESS | libc::EINTR)) => Ok(TcpStream::from(socket)),
        Err(code) => Err(io::Error::from_raw_os_error(code.unwrap_or_default())),
    }
}

/// A stream socket that never blocks, and that no child process inherits.
///
/// Linux makes it so in one step. Elsewhere a child that another thread starts between two calls may inherit it.
fn new_socket(family: i32) -> io::Result<OwnedFd> {
    #[cfg(target_os = "linux")]
    let kind = libc::SOCK_STREAM | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
    #[cfg(not(target_os = "linux"))]
    let kind = libc::SOCK_STREAM;
    // SAFETY: socket takes no pointer.
    let fd = check(unsafe { libc::socket(family, kind, 0) })?;
    // SAFETY: the descriptor is open, and no other code has it.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    #[cfg(not(target_os = "linux"))]
    {
        // SAFETY: `F_SETFD` takes an int.
        check(unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) })?;
        set_nonblocking(socket.as_fd())?;
    }
    Ok(socket)
}

fn connect<T>(socket: &OwnedFd, name: &T) -> io::Result<()> {
    let (pointer, size) = ((&raw const *name).cast(), size_of::<T>() as libc::socklen_t);
    // SAFETY: connect reads `size` bytes, all of them part of `name`, and judges itself if they are an address.
    check(unsafe { libc::connect(socket.as_raw_fd(), pointer, size) }).map(drop)
}
