//! lesson: 07
//! mistake: takes the slot for the place of its value: right until somebody in the middle leaves
//! expect: each client must get its own replies, whoever leaves
//! file: capstone/src/net/slab.rs
impl<T> Slab<T> {
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get(token.slot)?;
        if slot.generation != token.generation {
            return None;
        }
        self.values.get_mut(token.slot).map(|(_, value)| value)
    }
}
