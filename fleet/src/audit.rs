//! What the servers have logged, to be compared with what the clients have sent.

use crate::capstone_child::CapstoneChild;
use anyhow::Result;
use capstone::observe::Entry;
use std::collections::HashMap;

/// How often each text is in the log of each server.
#[derive(Debug)]
pub(crate) struct Audit(HashMap<String, [u32; 3]>);

impl Audit {
    /// Reads the logs of the servers. The log of a server that has ended in order is complete.
    pub(crate) fn of(servers: &[CapstoneChild]) -> Result<Self> {
        let logs = servers.iter().map(CapstoneChild::log).collect::<Result<Vec<_>>>()?;
        Ok(Self::of_logs(&logs))
    }

    fn of_logs(logs: &[String]) -> Self {
        let mut counts: HashMap<String, [u32; 3]> = HashMap::new();
        for (server, log) in logs.iter().enumerate() {
            for text in log.lines().filter_map(text_of) {
                counts.entry(text).or_default()[server] += 1;
            }
        }
        Self(counts)
    }

    /// How often this text is in the logs of all servers.
    pub(crate) fn count(&self, text: &str) -> u32 {
        self.0.get(text).map_or(0, |counts| counts.iter().sum())
    }

    /// How many of these texts are in the logs so often.
    pub(crate) fn logged(&self, texts: &[String], times: u32) -> usize {
        texts.iter().filter(|text| self.count(text) == times).count()
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The text of a LOG request, if this entry comes from one.
fn text_of(entry: &str) -> Option<String> {
    let entry = Entry::parse(entry)?;
    (entry.component == "client").then(|| entry.message.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_texts_of_clients_count_each_as_often_as_the_logs_have_it() {
        let entry =
            |component: &str, text: &str| format!("2026-11-29T10:00:00.000Z\tINFO\t{component}\t7\t{text}\n");
        let logs =
            [entry("client", "x") + &entry("net.accept", "y"), entry("client", "x"), entry("client", "z")];
        let audit = Audit::of_logs(&logs);
        assert_eq!(["x", "y", "z"].map(|text| audit.count(text)), [2, 0, 1]);
        assert_eq!((audit.len(), audit.logged(&["x".to_owned(), "z".to_owned()], 1)), (2, 1));
    }
}
