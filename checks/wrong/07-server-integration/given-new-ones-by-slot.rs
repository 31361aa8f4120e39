//! lesson: 07
//! mistake: takes the slot of a new connection for its place in the list: wrong once a slot in the midst is used again
//! expect: each client must get its own replies, whoever leaves
//! file: capstone/src/net/slab.rs

impl<T> Slab<T> {
    pub(super) fn insert(&mut self, value: T) -> Token {
        self.inserted += 1;
        let token = Token { slot: self.free_slot(), generation: self.inserted };
        self.slots[token.slot] = Slot { generation: token.generation, place: token.slot };
        self.values.push((token, value));
        token
    }
}
