//! lesson: 10
//! mistake: predicts that nobody is ever refused
//! expect: can_refuse(69, 1) said false

impl Limits {
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        let _ = (clients, depth);
        false
    }
}
