//! Connections by token, so that a late reply cannot reach the wrong one.
//!
//! A freed slot is used again by the next connection, as the system reuses descriptors. So a token is a slot *and* the
//! generation of its owner: a job that ends after its client has disconnected still has the old generation, and finds
//! no connection.
//!
//! The values lie side by side, so the time to visit all of them, and their memory, depend on how many there are, and
//! not on how many there have been.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The name of a value in a [`Slab`]. Never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Token {
    pub(super) slot: usize,
    generation: u64,
}

/// Values in numbered slots. The lowest free slot is used first.
#[derive(Debug)]
pub(super) struct Slab<T> {
    /// Each value with its name, in no order.
    values: Vec<(Token, T)>,
    /// The owner of each slot. The last slot is never free.
    slots: Vec<Slot>,
    /// The free slots, and numbers that are no slots any more.
    free: BinaryHeap<Reverse<usize>>,
    /// How many values there have been: the generation of the last one.
    inserted: u64,
}

/// A generation and the index of its value in `values`. No value has generation 0.
#[derive(Debug, Clone, Copy)]
struct Slot {
    generation: u64,
    place: usize,
}

const FREE: Slot = Slot { generation: 0, place: 0 };

impl<T> Slab<T> {
    pub(super) fn new() -> Self {
        Self { values: Vec::new(), slots: Vec::new(), free: BinaryHeap::new(), inserted: 0 }
    }

    pub(super) fn insert(&mut self, value: T) -> Token {
        self.inserted += 1;
        let token = Token { slot: self.free_slot(), generation: self.inserted };
        self.slots[token.slot] = Slot { generation: token.generation, place: self.values.len() };
        self.values.push((token, value));
        token
    }

    /// The value of this name, unless it was removed.
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get(token.slot)?;
        if slot.generation == token.generation { Some(&mut self.values[slot.place].1) } else { None }
    }

    pub(super) fn remove(&mut self, token: Token) -> Option<T> {
        self.get_mut(token)?;
        let place = self.slots[token.slot].place;
        let (_, value) = self.values.swap_remove(place);
        if let Some((moved, _)) = self.values.get(place) {
            self.slots[moved.slot].place = place;
        }
        self.free(token.slot);
        Some(value)
    }

    /// The name of the value in a slot.
    pub(super) fn token(&self, slot: usize) -> Option<Token> {
        let generation = self.slots.get(slot)?.generation;
        (generation > 0).then_some(Token { slot, generation })
    }

    pub(super) fn tokens(&self) -> Vec<Token> {
        self.values.iter().map(|(token, _)| *token).collect()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.values.iter().map(|(_, value)| value)
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    fn free_slot(&mut self) -> usize {
        while let Some(Reverse(slot)) = self.free.pop() {
            if slot < self.slots.len() {
                return slot;
            }
        }
        self.slots.push(FREE);
        self.slots.len() - 1
    }

    /// Frees a slot, and gives memory back if most of it is unused.
    fn free(&mut self, slot: usize) {
        self.slots[slot] = FREE;
        self.free.push(Reverse(slot));
        while self.slots.last().is_some_and(|last| last.generation == 0) {
            self.slots.pop();
        }
        if self.slots.capacity() > 4 * self.slots.len() + 64 {
            let slots = self.slots.len();
            self.free.retain(|Reverse(slot)| *slot < slots);
            self.free.shrink_to_fit();
            self.slots.shrink_to_fit();
            self.values.shrink_to(2 * self.values.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_name_never_finds_the_slots_next_owner() {
        let mut slab = Slab::new();
        let first = slab.insert("first");
        assert_eq!(slab.remove(first), Some("first"));
        let second = slab.insert("second");
        assert_eq!(second.slot, first.slot);
        assert_eq!(slab.get_mut(first), None);
        assert_eq!(slab.remove(first), None);
        assert_eq!(slab.get_mut(second), Some(&mut "second"));
        assert!(!slab.is_empty());
    }

    #[test]
    fn every_name_finds_its_value_however_others_come_and_go() {
        let (mut slab, mut present, mut gone) = (Slab::new(), Vec::new(), Vec::new());
        for round in 0..10_000_usize {
            if round % 5 < 3 {
                present.push((slab.insert(round), round));
            } else {
                let (token, value) = present.swap_remove(round * 7919 % present.len());
                assert_eq!(slab.remove(token), Some(value));
                gone.push(token);
            }
        }
        assert_eq!((slab.len(), slab.tokens().len(), slab.values().count()), (2000, 2000, 2000));
        for (token, value) in present {
            assert_eq!(slab.token(token.slot), Some(token));
            assert_eq!(slab.get_mut(token).copied(), Some(value));
        }
        assert!(gone.into_iter().all(|token| slab.get_mut(token).is_none()));
    }

    #[test]
    fn it_is_as_large_as_what_it_holds_now() {
        let mut slab = Slab::new();
        let mut tokens: Vec<Token> = (0..10_000).map(|_| slab.insert([0_u8; 300])).collect();
        let staying = tokens.split_off(9_998);
        assert!(tokens.into_iter().all(|token| slab.remove(token).is_some()));
        assert_eq!((slab.values().count(), slab.len()), (2, 2));
        // The two were in the last slots. Now they leave one after the other, and others take the lowest.
        for token in staying {
            slab.insert([0; 300]);
            slab.remove(token);
        }
        assert_eq!(slab.slots.len(), 2);
        let room = (slab.slots.capacity(), slab.values.capacity(), slab.free.capacity());
        assert!(room.0 <= 128 && room.1 <= 128 && room.2 <= 128, "room for {room:?} for two values");
    }
}
