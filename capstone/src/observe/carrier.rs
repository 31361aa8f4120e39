//! Bringing whole entries to a target that may fail half-way or be exchanged, and knowing which of them arrived.

use std::io::{ErrorKind, Write};

/// Whole entries, one after the other.
#[derive(Default)]
pub(super) struct Chunk {
    bytes: Vec<u8>,
    /// Where each entry ends in `bytes`.
    ends: Vec<usize>,
}

impl Chunk {
    /// Room for `capacity` bytes. The system backs it with memory only as far as it is ever used.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), ends: Vec::new() }
    }

    pub(super) fn push(&mut self, entry: &[u8]) {
        self.bytes.extend_from_slice(entry);
        self.ends.push(self.bytes.len());
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Size in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// How many entries it holds.
    pub(super) fn entries(&self) -> u64 {
        self.ends.len() as u64
    }
}

/// Writes chunks to a target, and does not give up on it when it fails.
pub(super) struct Carrier<W> {
    target: Target<W>,
    /// `None`: there is only one.
    reopen: Option<Reopen<W>>,
}

/// Where entries go.
pub(super) struct Target<W> {
    pub(super) stream: W,
    /// Its last line is a piece of an entry: the next one would become a part of it.
    pub(super) torn: bool,
}

/// Gives the target to go on with, or an entry that says why there is none.
pub(super) type Reopen<W> = Box<dyn FnMut() -> Result<Target<W>, String> + Send>;

impl<W: Write> Carrier<W> {
    pub(super) fn new(stream: W) -> Self {
        Self { target: Target { stream, torn: false }, reopen: None }
    }

    /// One that goes on with what `reopen` gives, whenever it is told to.
    pub(super) fn reopenable(target: Target<W>, reopen: Reopen<W>) -> Self {
        Self { target, reopen: Some(reopen) }
    }

    /// Goes on with another target. That happens between two chunks, so every entry is in one of the two, whole. If there is
    /// no other, goes on with the old one, where it says why. Returns how many entries are lost.
    pub(super) fn reopen(&mut self) -> u64 {
        match self.reopen.as_mut().map(|reopen| reopen()) {
            None => 0,
            Some(Ok(target)) => {
                self.target = target;
                0
            }
            Some(Err(entry)) => self.carry(&Chunk { ends: vec![entry.len()], bytes: entry.into_bytes() }),
        }
    }

    /// Writes as much of the chunk as the target takes; returns how many entries are lost.
    ///
    /// The rest of a chunk is not tried again: a target that fails, fails for long, and the writer must come
    /// back to the buffer before it is full.
    pub(super) fn carry(&mut self, chunk: &Chunk) -> u64 {
        // After a piece of an entry the next one starts on a line of its own, or it would be lost as well.
        if self.target.torn && self.write(b"\n") == 0 {
            return chunk.entries();
        }
        let written = self.write(&chunk.bytes);
        self.target.torn = written > 0 && chunk.ends.binary_search(&written).is_err();
        if self.target.stream.flush().is_err() {
            // A target with a buffer of its own does not say how much it lost. Suspect the worst.
            self.target.torn = true;
            return chunk.entries();
        }
        // An entry that lacks only its newline is there: the newline comes before anything else does.
        let reached = if self.target.torn { written + 1 } else { written };
        let arrived = chunk.ends.partition_point(|end| *end <= reached);
        (chunk.ends.len() - arrived) as u64
    }

    /// Like `write_all`, but returns how many bytes the target took.
    fn write(&mut self, bytes: &[u8]) -> usize {
        let mut written = 0;
        while written < bytes.len() {
            match self.target.stream.write(&bytes[written..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
                Ok(count) => written += count,
            }
        }
        written
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;
    use std::io;

    /// Takes so many bytes, then none.
    struct Disk {
        file: Vec<u8>,
        room: usize,
    }

    impl Write for &mut Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let count = bytes.len().min(self.room);
            self.room -= count;
            self.file.extend_from_slice(&bytes[..count]);
            if count == 0 { Err(ErrorKind::StorageFull.into()) } else { Ok(count) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn chunk(entries: &[&str]) -> Chunk {
        let mut chunk = Chunk::with_capacity(100);
        entries.iter().for_each(|entry| chunk.push(entry.as_bytes()));
        chunk
    }

    #[test]
    fn a_target_that_is_exchanged_begins_with_a_whole_line_and_one_that_is_not_says_why() {
        let disk = |torn| Target { stream: Vec::new(), torn };
        let mut found = vec![Err("no file\n".to_owned()), Ok(disk(true)), Ok(disk(false))].into_iter();
        let mut carrier =
            Carrier::reopenable(disk(false), Box::new(move || found.next().expect("asked three times")));
        let mut written = Vec::new();
        for entry in ["one\n", "two\n", "six\n"] {
            assert_eq!(carrier.carry(&chunk(&[entry])), 0);
            written.push(carrier.target.stream.clone());
            assert_eq!(carrier.reopen(), 0);
        }
        let texts = written.iter().map(|text| String::from_utf8_lossy(text)).collect::<Vec<_>>();
        assert_eq!(texts, ["one\n", "one\nno file\ntwo\n", "\nsix\n"]);
        assert!(carrier.target.stream.is_empty());
    }

    #[test]
    fn a_disk_that_fills_up_loses_what_did_not_arrive_whole_and_nothing_else() {
        for room in 0..=12 {
            let mut disk = Disk { file: Vec::new(), room };
            let mut carrier = Carrier::new(&mut disk);
            let lost = carrier.carry(&chunk(&["one\n", "two\n", "six\n"]));
            let lost_too = carrier.carry(&chunk(&["ten\n"]));
            carrier.target.stream.room = 100;
            assert_eq!(carrier.carry(&chunk(&["end\n"])), 0);
            drop(carrier);

            let text = String::from_utf8(disk.file).unwrap();
            let whole =
                text.lines().filter(|line| ["one", "two", "six", "ten", "end"].contains(line)).count();
            assert_eq!(whole as u64 + lost + lost_too, 5, "room for {room} bytes gave {text:?}");
            assert!(text.ends_with("\nend\n") || text == "end\n", "room for {room} bytes gave {text:?}");
        }
    }
}
