//! Frames that have been answered, kept for the next requests.

/// A store of empty buffers. In the steady state each request finds one here, and nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct SpareFrames {
    frames: Vec<Vec<u8>>,
    /// The room in all of them, in bytes.
    room: usize,
}

impl SpareFrames {
    /// The most bytes kept: what one burst of large requests left behind must not stay forever.
    const MAX_ROOM: usize = 4 << 20;

    /// A copy of `frame`, in a used buffer if there is one.
    pub(super) fn copy_of(&mut self, frame: &[u8]) -> Vec<u8> {
        let mut copy = self.frames.pop().unwrap_or_default();
        self.room -= copy.capacity();
        copy.extend_from_slice(frame);
        copy
    }

    /// Takes a buffer back.
    pub(super) fn put(&mut self, mut frame: Vec<u8>) {
        if self.room + frame.capacity() <= Self::MAX_ROOM {
            self.room += frame.capacity();
            frame.clear();
            self.frames.push(frame);
        }
    }
}
