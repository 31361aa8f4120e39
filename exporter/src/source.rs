//! Where the figures come from: the server answers one STATS for each scrape. The page is ready in time whatever the server
//! does.
//!
//! If the server is gone, is stuck, or refuses, the page has `capstone_up 0` and no other figure. Prometheus then draws a gap
//! and not a zero.

use crate::console;
use capstone::client::{Answer, OneShot};
use capstone::net::envelope::MessageType;
use std::net::SocketAddr;
use std::time::Duration;

/// How long the server may take for its answer. Prometheus gives up on a scrape after 10 s, or after the interval between two
/// scrapes if that is shorter.
const PATIENCE: Duration = Duration::from_secs(1);

/// The server, asked over a connection that stays open. So the server counts one connection for all scrapes. It answers also
/// when it is at its limit of connections, or drains.
#[derive(Debug)]
pub(crate) struct Source {
    /// What the server is called on the command line.
    name: String,
    /// One for each address that the name stands for. The first is the one that has answered last.
    clients: Vec<OneShot>,
    /// What was reported last, so that each change is reported once.
    is_up: Option<bool>,
}

impl Source {
    /// `None` without any address.
    pub(crate) fn new(name: String, addresses: Vec<SocketAddr>) -> Option<Self> {
        // All addresses together get that time.
        let patience = PATIENCE.checked_div(addresses.len() as u32)?;
        let clients = addresses.into_iter().map(|address| OneShot::new(address, patience)).collect();
        Some(Self { name, clients, is_up: None })
    }

    /// The page for one scrape.
    pub(crate) fn page(&mut self) -> String {
        let stats = self.ask();
        self.tell_a_change(&stats);
        let up = u8::from(stats.is_ok());
        let mut page = stats.unwrap_or_default();
        page.push_str(
            "# HELP capstone_up Whether the server has answered STATS.\n# TYPE capstone_up gauge\n",
        );
        page.push_str(&format!("capstone_up {up}\n"));
        page
    }

    fn ask(&mut self) -> Result<String, String> {
        let mut why = String::new();
        for index in 0..self.clients.len() {
            match self.clients[index].ask(MessageType::Stats, b"") {
                Ok(Answer::Payload(stats)) => {
                    self.clients.swap(0, index);
                    return String::from_utf8(stats).map_err(|_| "its STATS are not UTF-8".to_owned());
                }
                Ok(Answer::Error { text, .. }) => why = format!("it refuses STATS: {text}"),
                Err(broken) => why = broken.to_string(),
            }
        }
        Err(why)
    }

    fn tell_a_change(&mut self, stats: &Result<String, String>) {
        if self.is_up.replace(stats.is_ok()) == Some(stats.is_ok()) {
            return;
        }
        match stats {
            Ok(_) => console::tell(&format!("{} answers", self.name)),
            Err(why) => console::tell(&format!("{} does not answer: {why}", self.name)),
        }
    }
}
