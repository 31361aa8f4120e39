//! lesson: 07
//! right: finds a value by a chain of filters, and a place by subtracting
//! file: capstone/src/net/slab.rs
impl<T> Slab<T> {
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get(token.slot).filter(|slot| slot.generation == token.generation)?;
        self.values.get_mut(slot.place).map(|(_, value)| value)
    }
}

impl Admission {
    pub(super) fn is_full(&self) -> bool {
        match self.limit {
            None => false,
            Some(limit) => limit.saturating_sub(self.in_pool) == 0,
        }
    }
}

impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        self.state = RequestState::Panicked;
        let made = catch_unwind(AssertUnwindSafe(|| {
            self.make_reply(logger);
            self.state = RequestState::Served;
        }));
        drop_quietly(made);
    }
}
