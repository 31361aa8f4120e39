//! lesson: 07
//! mistake: looks at the slot, and not at the generation: a late reply reaches the slot's next owner
//! expect: a reply whose client has gone must never reach the next client in its slot
//! file: capstone/src/net/slab.rs
impl<T> Slab<T> {
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get(token.slot).filter(|slot| slot.generation > 0)?;
        Some(&mut self.values[slot.place].1)
    }
}
