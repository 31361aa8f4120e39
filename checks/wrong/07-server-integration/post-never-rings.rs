//! lesson: 07
//! mistake: a worker leaves its completion, and does not wake the loop
//! expect: a completion that arrives while the loop sleeps must wake it
//! file: capstone/src/net/completions.rs
impl<T> Completions<T> {
    pub fn post(&self, completion: T) {
        self.state.lock().finished.push(completion);
    }
}
