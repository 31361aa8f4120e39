//! lesson: 01
//! mistake: reports the first line of a panic's text only
//! expect: join must report every panic, with the thread's name and the message, but it told something else

impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let ended = while_waiting(Place::Join(name.clone()), || member.join());
            if let Err(payload) = ended {
                // One thread, one line of the report.
                let text = panic_message(payload);
                let line = text.lines().next().unwrap_or_default().to_owned();
                panics.push((name, line));
            }
        }
        panics
    }
}
