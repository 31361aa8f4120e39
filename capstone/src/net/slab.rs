//! Connections by number, in a way that a late answer cannot reach the wrong one.
//!
//! A freed slot is used again by the next connection, as the system reuses descriptors. So a name is a slot *and* the
//! generation of its owner: a job that ends after its client has gone still holds the old generation, and finds nobody.

/// The name of a value in a [`Slab`]. Never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Token {
    pub(super) slot: usize,
    generation: u64,
}

/// Values in numbered slots; freed slots are used again, the last freed first.
#[derive(Debug)]
pub(super) struct Slab<T> {
    slots: Vec<Slot<T>>,
    free: Vec<usize>,
}

#[derive(Debug)]
struct Slot<T> {
    /// How many values have left this slot.
    generation: u64,
    value: Option<T>,
}

impl<T> Slab<T> {
    pub(super) fn new() -> Self {
        Self { slots: Vec::new(), free: Vec::new() }
    }

    pub(super) fn insert(&mut self, value: T) -> Token {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot { generation: 0, value: None });
            self.slots.len() - 1
        });
        self.slots[slot].value = Some(value);
        Token { slot, generation: self.slots[slot].generation }
    }

    /// The value of this name, unless it has left.
    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut T> {
        let slot = self.slots.get_mut(token.slot)?;
        if slot.generation == token.generation { slot.value.as_mut() } else { None }
    }

    pub(super) fn remove(&mut self, token: Token) -> Option<T> {
        self.get_mut(token)?;
        let slot = &mut self.slots[token.slot];
        slot.generation += 1;
        self.free.push(token.slot);
        slot.value.take()
    }

    /// The name of whoever is in a slot.
    pub(super) fn token(&self, slot: usize) -> Option<Token> {
        let Slot { generation, value } = self.slots.get(slot)?;
        value.as_ref().map(|_| Token { slot, generation: *generation })
    }

    pub(super) fn tokens(&self) -> Vec<Token> {
        (0..self.slots.len()).filter_map(|slot| self.token(slot)).collect()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|slot| slot.value.as_ref())
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
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
}
