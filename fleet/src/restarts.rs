//! Rolling restarts: each server in turn gets SIGTERM, drains, ends, and starts again, while clients send requests.
//!
//! The prediction: every request is in the log of exactly one server, once. A server that drains answers all that it has
//! accepted. So a request that it refuses, or that has no reply when the connection ends, was not served: a retry is safe.

use crate::audit::Audit;
use crate::clients::{self, Unanswered};
use crate::group::Fleet;
use crate::verdict;
use anyhow::Result;

const CLIENTS: usize = 16;

/// At least so many replies come between two restarts.
const BETWEEN: u64 = 200;

pub(crate) fn run(rounds: usize) -> Result<bool> {
    println!("{rounds} rolling restarts of 3 servers, under {CLIENTS} clients that retry\n");
    let mut fleet = Fleet::start("leastconn", &[])?;
    let (books, in_order) = clients::run(fleet.address(), CLIENTS, Unanswered::Retry, |progress| {
        let mut in_order = 0;
        for server in (0..rounds).flat_map(|_| 0..3) {
            progress.wait_for(BETWEEN)?;
            in_order += usize::from(fleet.restart(server)?.code() == Some(0));
        }
        progress.wait_for(BETWEEN)?;
        Ok(in_order)
    })?;
    // A server that ends in order completes its log.
    for server in &mut fleet.servers {
        server.stop()?;
    }
    let audit = Audit::of(&fleet.servers)?;
    let requests = books.requests();
    let [none, once] = [0, 1].map(|times| audit.logged(&books.acknowledged, times));
    let more = books.acknowledged.len() - none - once;
    for (count, what) in [
        (requests, "requests"),
        (books.attempts, "attempts"),
        (books.busy, "  refused by a busy server, and retried"),
        (books.draining, "  refused by a server that drains, and retried"),
        (books.broken, "  without a reply before the connection ended, and retried"),
        (books.unanswered.len() as u64, "requests given up"),
        (once as u64, "requests that one server has logged once"),
        (more as u64, "requests that are in the logs more than once"),
        (none as u64, "requests that have a reply and are in no log"),
    ] {
        println!("{count:>9}  {what}");
    }
    println!("{in_order:>9}  of {} restarts ended a server with exit code 0\n", 3 * rounds);
    let is_whole = once as u64 == requests && books.unanswered.is_empty() && books.are_settled();
    Ok(verdict("every request was served, and served once", is_whole && in_order == 3 * rounds))
}
