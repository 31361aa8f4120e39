//! Whether the system allows as many connections as a load generator needs, checked before the first is opened.
//!
//! In the middle of a run a failure would look like a fault of the server, and the run would be useless.

use crate::net::sys;
use std::io;

/// Descriptors that the process needs beside those of the clients.
const OTHER_DESCRIPTORS: u64 = 16;

/// Makes room for a connection for each client.
pub(super) fn require_descriptors(clients: usize) -> io::Result<()> {
    let clients = clients as u64;
    let allowed = sys::raise_descriptor_limit(clients + OTHER_DESCRIPTORS)?;
    refusal(clients, allowed, sys::MOST_POLLED).map_or(Ok(()), |text| Err(io::Error::other(text)))
}

/// Why so many clients are impossible, with `allowed` descriptors and a poll that takes at most `most_polled`.
fn refusal(clients: u64, allowed: u64, most_polled: Option<u64>) -> Option<String> {
    let needed = clients + OTHER_DESCRIPTORS;
    if let Some(most) = most_polled.filter(|most| needed > *most) {
        return Some(format!("{clients} clients need {needed} descriptors, and poll takes at most {most}"));
    }
    (allowed < needed)
        .then(|| format!("{clients} clients need {needed} descriptors and the hard limit is {allowed}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_clients_are_refused_with_the_limit_that_they_meet() {
        assert_eq!(refusal(100, 116, None), None);
        assert_eq!(refusal(100, 1000, Some(116)), None);
        let text = refusal(100, 115, None).unwrap();
        assert_eq!(text, "100 clients need 116 descriptors and the hard limit is 115");
        let text = refusal(100, 1000, Some(115)).unwrap();
        assert_eq!(text, "100 clients need 116 descriptors, and poll takes at most 115");
    }
}
