//! What a WORK request asks a peer for.

use capstone::net::envelope::{HEADER_LEN, Header, MessageType};
use capstone::net::work::{WorkMode, WorkSpec};
use std::time::Instant;
use std::{hint, thread};

/// Does what an envelope asks for. Nothing, if it is not a WORK request.
pub(super) fn do_work(envelope: &[u8]) {
    let Some((header, payload)) = envelope.split_first_chunk::<HEADER_LEN>() else { return };
    if Header::parse(header).msg_type != MessageType::Work.code() {
        return;
    }
    match WorkSpec::parse(payload) {
        Ok(WorkSpec { mode: WorkMode::Sleep, duration }) => thread::sleep(duration),
        Ok(WorkSpec { mode: WorkMode::Spin, duration }) => {
            let start = Instant::now();
            while start.elapsed() < duration {
                hint::spin_loop();
            }
        }
        _ => {}
    }
}
