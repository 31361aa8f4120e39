//! lesson: 09
//! mistake: tries again whatever the server has answered
//! expect: `send` must not try again what no later attempt can mend
//! file: capstone/src/cli/send.rs

impl Send {
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
            let Some(wait) = retries.next_wait(&mut past) else {
                let name = ErrorCode::from_u16(code).map_or("an unknown error", ErrorCode::name);
                bail!("the server answered {name} ({code}): {text}");
            };
            tell(&format!("{text}; retry {} of {} in {}", past.count, self.retries, human(wait)));
            thread::sleep(wait);
        }
    }
}
