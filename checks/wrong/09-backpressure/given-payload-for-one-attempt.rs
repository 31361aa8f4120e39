//! lesson: 09
//! mistake: `send` gives the payload away with the first attempt, so each later one asks for nothing
//! expect: left: (Some(0), "")
//! file: capstone/src/cli/send.rs

impl Send {
    fn ask(&self, client: &mut OneShot, msg_type: MessageType, payload: &[u8]) -> Result<Vec<u8>> {
        let mut retries = Retries::new(self.retries as u32);
        let mut past = PastRetries::default();
        let mut payload = payload.to_vec();
        loop {
            let answer = client
                .ask(msg_type, &std::mem::take(&mut payload))
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
