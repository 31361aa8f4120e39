//! lesson: 04
//! right: push, try_push and pop are batches of one
impl<T> BoundedQueue<T> {
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut one = vec![item];
        match self.push_batch(&mut one) {
            Ok(()) => Ok(()),
            Err(Closed(())) => Err(Closed(one.pop().expect("what was refused has stayed"))),
        }
    }

    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut one = vec![item];
        let tried = self.try_push_batch(&mut one);
        match (tried, one.pop()) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(item)) => Err(TryPushError::Full(item)),
            (Err(Closed(())), left) => Err(TryPushError::Closed(left.expect("what was refused has stayed"))),
        }
    }

    pub fn pop(&self) -> Option<T> {
        let mut one = Vec::with_capacity(1);
        self.pop_batch(1, &mut one);
        one.pop()
    }
}
