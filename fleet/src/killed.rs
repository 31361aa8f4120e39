//! A server is killed while it works: which clients lose which requests, and how one can know.
//!
//! The prediction: a client loses the request that it had on that server, and no other. It cannot know whether the server has
//! served that request. What the server had not yet written to its log is lost, though its clients may have the replies.

use crate::audit::Audit;
use crate::clients::{self, Unanswered};
use crate::group::Fleet;
use crate::verdict;
use anyhow::Result;

const CLIENTS: usize = 16;
const KILLED: usize = 1;

pub(crate) fn run() -> Result<bool> {
    println!("server b of 3 is killed, under {CLIENTS} clients that do not retry\n");
    let mut fleet = Fleet::start("leastconn", &[])?;
    let (books, connections) = clients::run(fleet.address(), CLIENTS, Unanswered::GiveUp, |progress| {
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
    let done = audit.logged(&books.unanswered, 1);
    let forgotten = audit.logged(&books.acknowledged, 0);
    for (count, what) in [
        (books.requests() as usize, "requests"),
        (books.acknowledged.len(), "have a reply"),
        (lost, "have none: their connection ended"),
        (done, "  of these are in b's log: a retry would have done them twice"),
        (lost - done, "  of these are in no log, and b may have served them all the same"),
        (forgotten, "have a reply and are in no log: b died before it wrote them"),
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
    // A client may lose a second request: on a connection that the kernel accepted for b just before b's end.
    Ok(verdict(
        "no more is lost than the requests that b had, and replies and logs say which",
        (1..=2 * connections as usize).contains(&lost) && !twice && is_known && books.are_settled(),
    ))
}
