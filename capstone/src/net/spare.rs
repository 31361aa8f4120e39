//! Used memory, kept for the next requests.

/// A store of empty vectors. In the steady state each request finds one here, and nothing is allocated.
///
/// They are used in turn: a vector holds a request, becomes the reply, and comes back. A large one is also the inbox
/// before, and the outbox after. This matters for large ones: the allocator returns such memory to the system, which
/// would give it out again zeroed, page by page.
///
/// Small and large ones are kept separately. A message of three bytes that waits for its rest must not hold a megabyte
/// of an earlier large one, and many small ones must not leave a large one without memory.
#[derive(Debug, Default)]
pub(super) struct SpareMemory {
    small: Shelf,
    large: Shelf,
}

/// A stack of empty vectors: the last one in is the one that the CPU's cache still holds.
#[derive(Debug, Default)]
struct Shelf {
    vectors: Vec<Vec<u8>>,
    /// The room in all of them, in bytes.
    room: usize,
}

impl SpareMemory {
    /// Up to so many bytes a message is small.
    const SMALL: usize = 4 << 10;

    /// From so many bytes on a message is large. In between, the allocator is fast enough.
    pub(super) const LARGE: usize = 64 << 10;

    /// A copy of `bytes`, in used memory if there is any that suits it.
    pub(super) fn copy_of(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut copy = self.shelf(bytes.len()).and_then(Shelf::take).unwrap_or_default();
        copy.extend_from_slice(bytes);
        copy
    }

    /// Memory for a large message, empty, with room for at least `size` bytes.
    pub(super) fn large(&mut self, size: usize) -> Vec<u8> {
        let mut vector = self.large.take().unwrap_or_default();
        vector.reserve_exact(size);
        vector
    }

    /// Takes a vector's memory, if it has any and there is room for it.
    pub(super) fn put(&mut self, vector: Vec<u8>) {
        if let Some(shelf) = self.shelf(vector.capacity()) {
            shelf.put(vector);
        }
    }

    fn shelf(&mut self, size: usize) -> Option<&mut Shelf> {
        match size {
            ..=Self::SMALL => Some(&mut self.small),
            Self::LARGE.. => Some(&mut self.large),
            _ => None,
        }
    }
}

impl Shelf {
    /// The most bytes kept: the memory of one burst of requests must not stay for ever.
    const MAX_ROOM: usize = 4 << 20;

    fn take(&mut self) -> Option<Vec<u8>> {
        let vector = self.vectors.pop()?;
        self.room -= vector.capacity();
        Some(vector)
    }

    fn put(&mut self, mut vector: Vec<u8>) {
        let room = vector.capacity();
        if room > 0 && self.room + room <= Self::MAX_ROOM {
            self.room += room;
            vector.clear();
            self.vectors.push(vector);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGE: usize = 1 << 20;

    #[test]
    fn memory_that_was_put_here_is_used_again() {
        for size in [1, 100, SpareMemory::LARGE, LARGE] {
            let mut spare = SpareMemory::default();
            let vector = vec![1; size];
            let place = vector.as_ptr();
            spare.put(vector);
            let copy = spare.copy_of(&vec![2; size]);
            assert_eq!((copy.as_ptr(), &copy), (place, &vec![2; size]), "{size} bytes");
        }
    }

    #[test]
    fn a_small_message_does_not_hold_the_memory_of_a_large_one() {
        let mut spare = SpareMemory::default();
        spare.put(vec![0; LARGE]);
        assert!(spare.copy_of(b"wait").capacity() <= SpareMemory::SMALL);
    }

    #[test]
    fn small_ones_do_not_leave_a_large_one_without_room() {
        let mut spare = SpareMemory::default();
        for _ in 0..=Shelf::MAX_ROOM / 100 {
            spare.put(vec![0; 100]);
        }
        spare.put(vec![0; LARGE]);
        assert_eq!(spare.copy_of(&[0; SpareMemory::LARGE]).capacity(), LARGE);
    }

    #[test]
    fn it_keeps_so_much_and_no_more() {
        let mut spare = SpareMemory::default();
        for _ in 0..100 {
            spare.put(vec![0; LARGE]);
        }
        for _ in 0..100 {
            let used = spare.copy_of(&[0; LARGE]);
            spare.put(used);
        }
        assert_eq!((spare.large.room, spare.large.vectors.len()), (Shelf::MAX_ROOM, Shelf::MAX_ROOM / LARGE));
    }
}
