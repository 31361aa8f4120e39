//! Servers for the tests of the clients: one that sends back what it gets, and one that sends back something else.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread;

/// Starts the first.
pub(super) fn echo() -> SocketAddr {
    each(|byte| byte)
}

/// Starts the second: each byte has another last bit.
pub(super) fn wrong() -> SocketAddr {
    each(|byte| byte ^ 1)
}

fn each(change: fn(u8) -> u8) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || -> io::Result<()> {
                let mut room = vec![0; 64 * 1024];
                loop {
                    let count = stream.read(&mut room)?;
                    if count == 0 {
                        return Ok(());
                    }
                    room[..count].iter_mut().for_each(|byte| *byte = change(*byte));
                    stream.write_all(&room[..count])?;
                }
            });
        }
    });
    address
}
