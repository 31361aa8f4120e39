//! lesson: 10
//! mistake: compares the clients with the places, and not the requests that each of them has in flight
//! expect: can_refuse(35, 2) said false

impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        self.workers > 0 && depth > 0 && clients > self.most_in_pool()
    }
}
