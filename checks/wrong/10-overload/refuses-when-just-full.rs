//! lesson: 10
//! mistake: calls a pool that is exactly full too small
//! expect: can_refuse(68, 1) said true

impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        self.workers > 0 && clients * depth >= self.most_in_pool()
    }
}
