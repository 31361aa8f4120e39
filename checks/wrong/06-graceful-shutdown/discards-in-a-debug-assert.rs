//! lesson: 06
//! mistake: drops the waiting jobs inside a `debug_assert_eq!`: a release build drops them otherwise, and a panic of one goes on
//! expect: a release build must do all that a debug build does
impl<J: Job> ThreadPool<J> {
    fn discard_waiting(&self) -> u64 {
        let mut waiting = self.shared.queue.take_all().into_iter();
        let count = waiting.len();
        debug_assert_eq!(waiting.by_ref().map(drop_quietly).count(), count, "each is dropped once");
        count as u64
    }
}
