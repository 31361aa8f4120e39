//! The sink with real threads.

use super::*;

#[test]
fn a_flush_without_a_limit_returns_when_all_is_written() {
    let sink = Sink::new("test", 1024, io::sink()).unwrap();
    for _ in 0..3 {
        assert!(sink.push(b"entry\n"));
        assert!(sink.flush(Duration::MAX));
    }
}
