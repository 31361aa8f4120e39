//! `capstone send`: one request, and what the server says to it.

use super::args::{ServerArgs, WorkArgs, whole};
use super::console::{print, tell};
use super::exit::Exit;
use super::report::human;
use anyhow::{Result, anyhow, bail};
use capstone::client::{Answer, OneShot, PastRetries, Retries};
use capstone::net::envelope::{MessageType, RequestType};
use capstone::net::error_code::ErrorCode;
use capstone::net::work::{WorkMode, WorkSpec};
use clap::Args;
use std::thread;
use std::time::Duration;

/// Send one request and print the payload of its reply
#[derive(Debug, Args)]
pub(super) struct Send {
    #[command(flatten)]
    server: ServerArgs,
    #[arg(long = "type", value_name = "TYPE", value_parser = request_type,
        help = format!("What to ask for: {} [default: echo, or work if work is described]", request_types()))]
    msg_type: Option<MessageType>,
    /// How often to try again while the server is busy
    #[arg(long, value_name = "N", default_value = "5", value_parser = whole(0, 1000))]
    retries: u64,
    #[command(flatten)]
    work: WorkArgs,
    /// The payload
    #[arg(default_value = "", hide_default_value = true, allow_negative_numbers = true)]
    text: String,
}

fn request_type(text: &str) -> Result<MessageType, String> {
    let named = RequestType::ALL.into_iter().find(|known| known.name() == text);
    named.map(RequestType::message_type).ok_or_else(|| format!("expected {}", request_types()))
}

/// The names of all types, as in a sentence.
fn request_types() -> String {
    let names: Vec<&str> = RequestType::ALL.iter().map(|known| known.name()).collect();
    let (last, others) = names.split_last().expect("a client can ask for something");
    format!("{} or {last}", others.join(", "))
}

impl Send {
    pub(super) fn run(self) -> Result<Exit> {
        let (msg_type, payload) = self.request();
        let ServerArgs { addr, timeout } = &self.server;
        let mut client = addr.find(*timeout)?.one_shot(*timeout)?;
        let mut reply = self.ask(&mut client, msg_type, &payload)?;
        if reply.last().is_some_and(|byte| *byte != b'\n') {
            reply.push(b'\n');
        }
        print(&reply)?;
        Ok(Exit::Success)
    }

    fn request(&self) -> (MessageType, Vec<u8>) {
        let work = self.work.spec();
        let default = if work.is_some() { MessageType::Work } else { MessageType::Echo };
        let msg_type = self.msg_type.unwrap_or(default);
        let mut payload = Vec::new();
        if msg_type == MessageType::Work {
            let nothing = WorkSpec { mode: WorkMode::Sleep, duration: Duration::ZERO };
            payload.extend_from_slice(&work.unwrap_or(nothing).encode());
        }
        payload.extend_from_slice(self.text.as_bytes());
        (msg_type, payload)
    }

    /// Asks until the server is not busy, or for the last time.
    fn ask(&self, client: &mut OneShot, msg_type: MessageType, payload: &[u8]) -> Result<Vec<u8>> {
        let mut retries = Retries::new(self.retries as u32);
        let mut past = PastRetries::default();
        loop {
            let answer = client
                .ask(msg_type, payload)
                .map_err(|error| anyhow!("{error:#}; is a server running at {}?", self.server.addr))?;
            let (code, text) = match answer {
                Answer::Payload(payload) => return Ok(payload),
                Answer::Error { code, text } => (code, text),
            };
            let busy = code == ErrorCode::Busy.code();
            let Some(wait) = busy.then(|| retries.next_wait(&mut past)).flatten() else {
                let name = ErrorCode::from_u16(code).map_or("an unknown error", ErrorCode::name);
                bail!("the server answered {name} ({code}): {text}");
            };
            tell(&format!("{text}; retry {} of {} in {}", past.count, self.retries, human(wait)));
            thread::sleep(wait);
        }
    }
}
