//! lesson: 09
//! mistake: the rest of a division of 64 random bits: with a very high ceiling short waits are likelier than long ones
//! expect: of 40,000 waits of up to 438 years
impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        if self.jitter == Jitter::None {
            return ceiling;
        }
        let nanos = u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX);
        let bits = random.next_u64();
        Duration::from_nanos(nanos.checked_add(1).map_or(bits, |span| bits % span))
    }
}
