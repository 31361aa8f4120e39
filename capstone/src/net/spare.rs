//! Memory that has served, kept for what comes next.

/// A store of empty vectors. In the steady state each request finds one here, and nothing is allocated.
///
/// They go round: a vector holds a request, is the reply, waits in an outbox, and comes back. For large messages that
/// counts: the allocator returns such memory to the system, and then the system hands it out anew, zeroed page by page.
#[derive(Debug, Default)]
pub(crate) struct SpareMemory {
    vectors: Vec<Vec<u8>>,
    /// The room in all of them, in bytes.
    room: usize,
}

impl SpareMemory {
    /// The most bytes kept: what one burst of large requests left behind must not stay forever.
    const MAX_ROOM: usize = 4 << 20;

    /// A copy of `bytes`, in used memory if there is any.
    pub(crate) fn copy_of(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut copy = self.vectors.pop().unwrap_or_default();
        self.room -= copy.capacity();
        copy.extend_from_slice(bytes);
        copy
    }

    /// Takes a vector's memory, if it has any and there is room for it.
    pub(crate) fn put(&mut self, mut vector: Vec<u8>) {
        let room = vector.capacity();
        if room > 0 && self.room + room <= Self::MAX_ROOM {
            self.room += room;
            vector.clear();
            self.vectors.push(vector);
        }
    }
}
