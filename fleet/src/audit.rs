//! The books of the servers, held against those of the clients.

use crate::capstone_child::CapstoneChild;
use anyhow::Result;
use capstone::observe::Entry;
use std::collections::HashMap;

/// Which text was noted where, and how often: a count for each server.
#[derive(Debug)]
pub(crate) struct Audit(HashMap<String, [u32; 3]>);

impl Audit {
    /// Reads the logs of the servers. Those that have ended in order have written all of it.
    pub(crate) fn of(servers: &[CapstoneChild]) -> Result<Self> {
        let logs = servers.iter().map(CapstoneChild::log).collect::<Result<Vec<_>>>()?;
        Ok(Self::of_logs(&logs))
    }

    fn of_logs(logs: &[String]) -> Self {
        let mut noted: HashMap<String, [u32; 3]> = HashMap::new();
        for (server, log) in logs.iter().enumerate() {
            for text in log.lines().filter_map(text_of) {
                noted.entry(text).or_default()[server] += 1;
            }
        }
        Self(noted)
    }

    /// How often this text was noted, by all servers.
    pub(crate) fn count(&self, text: &str) -> u32 {
        self.0.get(text).map_or(0, |counts| counts.iter().sum())
    }

    /// How many of these were noted so often.
    pub(crate) fn noted(&self, texts: &[String], times: u32) -> usize {
        texts.iter().filter(|text| self.count(text) == times).count()
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What a client has sent, if this entry is of a LOG request.
fn text_of(entry: &str) -> Option<String> {
    let entry = Entry::parse(entry)?;
    (entry.component == "client").then(|| entry.message.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_clients_have_sent_counts_and_it_counts_as_often_as_it_stands_there() {
        let entry =
            |component: &str, text: &str| format!("2026-11-29T10:00:00.000Z\tINFO\t{component}\t7\t{text}\n");
        let logs =
            [entry("client", "x") + &entry("net.accept", "y"), entry("client", "x"), entry("client", "z")];
        let audit = Audit::of_logs(&logs);
        assert_eq!(["x", "y", "z"].map(|text| audit.count(text)), [2, 0, 1]);
        assert_eq!((audit.len(), audit.noted(&["x".to_owned(), "z".to_owned()], 1)), (2, 1));
    }
}
