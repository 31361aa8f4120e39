//! A server is killed in the midst of its work: who loses what, and who knows.
//!
//! What must come: a client loses the request that it had there, and no other. Whether that one was served, the client cannot
//! know. And a server that is killed takes with it what it had not written yet, also of what it had acknowledged.

use crate::audit::Audit;
use crate::clients::{self, Unanswered};
use crate::group::Fleet;
use crate::verdict;
use anyhow::Result;

const CLIENTS: usize = 16;
const KILLED: usize = 1;

pub(crate) fn run() -> Result<bool> {
    println!("server b of 3 is killed, under {CLIENTS} clients that do not try again\n");
    let mut fleet = Fleet::start("leastconn", &[])?;
    let (books, connections) = clients::run(fleet.address(), CLIENTS, Unanswered::Note, |progress| {
        progress.wait_for(2_000)?;
        let connections = fleet.balancer.rows()?[KILLED].connections;
        fleet.servers[KILLED].kill()?;
        fleet.wait_until_down(KILLED)?;
        progress.wait_for(2_000)?;
        Ok(connections)
    })?;
    for server in [0, 2] {
        fleet.servers[server].stop()?;
    }
    let audit = Audit::of(&fleet.servers)?;
    let lost = books.unanswered.len();
    let done = audit.noted(&books.unanswered, 1);
    let forgotten = audit.noted(&books.acknowledged, 0);
    for (count, what) in [
        (books.requests() as usize, "requests"),
        (books.acknowledged.len(), "have a reply"),
        (lost, "have none: their connection ended"),
        (done, "  of these, b has noted: to send them again would do them twice"),
        (lost - done, "  of these, nobody has noted, which does not say that b has not served them"),
        (forgotten, "have a reply, and nobody has noted them: b had not written that entry yet"),
        (connections as usize, "connections b had, each with one request at most"),
    ] {
        println!("{count:>9}  {what}");
    }
    if let Some(text) = books.unanswered.first() {
        println!("\nthe first of the lost: {text:?}");
    }
    println!();
    let twice = books.acknowledged.iter().chain(&books.unanswered).any(|text| audit.count(text) > 1);
    let is_known = audit.len() + forgotten + (lost - done) == books.requests() as usize;
    // A client may lose another one to a connection that the kernel took in the moment of the server's end.
    Ok(verdict(
        "at most the requests that b had are lost, and the books say which",
        (1..=2 * CLIENTS).contains(&lost) && !twice && is_known && books.are_settled(),
    ))
}
