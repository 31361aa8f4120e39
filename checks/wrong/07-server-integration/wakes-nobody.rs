//! lesson: 07
//! mistake: writes no byte into the pipe
//! expect: a completion that arrives while the loop sleeps must wake it
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn wake(&self) {}
}
