//! lesson: 02
//! mistake: refuses to give the value after a panic
//! expect: into_inner must give the value, also after a panic with the guard in hand
impl<T> Lock<T> {
    pub fn into_inner(self) -> T {
        self.mutex.into_inner().unwrap_or_else(|_| panic!("the value may be half changed"))
    }
}
