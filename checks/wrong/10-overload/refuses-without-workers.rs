//! lesson: 10
//! mistake: forgets that without workers the loop refuses nobody
//! expect: can_refuse(1000, 10) said true

impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        clients * depth > self.most_in_pool()
    }
}
