//! lesson: 07
//! mistake: asks whether the slot's generation is not newer: a free slot, whose generation is 0, finds somebody
//! expect: a reply whose client has gone must never reach another client
//! file: capstone/src/net/slab.rs
impl<T> Slab<T> {
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get(token.slot)?;
        if slot.generation <= token.generation { Some(&mut self.values[slot.place].1) } else { None }
    }
}
