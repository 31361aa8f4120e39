//! Rolling restarts: each server in turn gets SIGTERM, drains, ends, and is started anew, while clients go on.
//!
//! What must come: every request is noted by exactly one server, exactly once. A server that drains answers all that it has
//! accepted; so who gets a refusal, or no reply before the connection ends, may try again without doing it twice.

use crate::audit::Audit;
use crate::clients::{self, Unanswered};
use crate::group::Fleet;
use crate::verdict;
use anyhow::Result;

const CLIENTS: usize = 16;

/// So many replies lie between two restarts at least.
const BETWEEN: u64 = 200;

pub(crate) fn run(rounds: usize) -> Result<bool> {
    println!("{rounds} rolling restarts of 3 servers, under {CLIENTS} clients that try again\n");
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
    // In order: all that they had to note is then in their logs.
    for server in &mut fleet.servers {
        server.stop()?;
    }
    let audit = Audit::of(&fleet.servers)?;
    let requests = books.requests();
    let [none, once] = [0, 1].map(|times| audit.noted(&books.acknowledged, times));
    let more = books.acknowledged.len() - none - once;
    for (count, what) in [
        (requests, "requests"),
        (books.attempts, "attempts"),
        (books.busy, "  refused by a busy server, and made again"),
        (books.draining, "  refused by a server that drains, and made again"),
        (books.broken, "  without a reply before the connection ended, and made again"),
        (books.unanswered.len() as u64, "requests given up"),
        (once as u64, "requests that one server has noted, once"),
        (more as u64, "requests that were noted more than once"),
        (none as u64, "requests with a reply that nobody has noted"),
    ] {
        println!("{count:>9}  {what}");
    }
    println!("{in_order:>9}  of {} servers ended with exit code 0\n", 3 * rounds);
    let is_whole = once as u64 == requests && books.unanswered.is_empty() && books.are_settled();
    Ok(verdict("every request was served, and served once", is_whole && in_order == 3 * rounds))
}
