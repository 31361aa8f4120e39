//! lesson: 09
//! mistake: jitters also where none is asked for
//! expect: without jitter each wait must be as long as its ceiling

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let nanos = self.ceiling(retry).as_nanos() as u64;
        Duration::from_nanos(random.below(nanos + 1))
    }
}
