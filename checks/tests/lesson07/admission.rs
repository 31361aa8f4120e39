//! Who gets into the pool: exactly as many as there is room for.

use crate::ADMISSION;
use crate::hold::Hold;
use crate::server::{Running, config, log};
use checks::{ErrorCode, RawFrame, Reply, msg_type};

#[test]
fn queue_plus_workers_requests_are_admitted_and_the_next_is_busy() {
    ADMISSION.claim("exactly queue + workers requests must be admitted, and the next refused").holds(|| {
        let server = Running::start(config(2, 3));
        let mut client = server.connect();
        // Twice requests that the workers are held up in, and once some that sleep for a second.
        let sleep = |id| RawFrame::work(id, 0, 1_000_000).bytes();
        for (round, kind, request) in
            [(10, "LOG", log as fn(u64) -> Vec<u8>), (20, "LOG", log), (30, "sleeping WORK", sleep)]
        {
            let hold = Hold::workers();
            // In one write, while both workers sleep: a queue that holds three must not refuse the fourth. STATS, which
            // the loop answers itself, comes last: so nobody need wait for a refusal that does not come.
            let last = RawFrame::new(msg_type::STATS, 0, "").bytes();
            client.send((round..round + 6).flat_map(request).chain(last).collect::<Vec<u8>>());
            let first = client.reply();
            assert_ne!(first.msg_type, msg_type::STATS, "all six {kind} requests were admitted");
            let Some((code, text)) = first.error() else { panic!("a held request was answered: {first:?}") };
            assert_eq!(code, ErrorCode::Busy as u16, "the refusal was ERROR {code} ({text})");
            let number = first.request_id - round + 1;
            assert_eq!(number, 6, "with 2 workers and a queue of 3, {kind} {number} was the first refused");
            assert!(text.starts_with("server busy"), "the text of the refusal was {text:?}");
            assert_eq!(client.reply().msg_type, msg_type::STATS, "more than one of six was refused");
            drop(hold);
            let mut served: Vec<u64> = (0..5).map(|_| served_id(&client.reply())).collect();
            served.sort_unstable();
            assert_eq!(served, (round..round + 5).collect::<Vec<_>>(), "others were served");
        }
        assert_eq!(server.end(client).busy, 3, "the summary counts otherwise");
    });
}

#[test]
fn without_workers_no_request_is_busy() {
    let claim = ADMISSION.claim("without workers there is no queue, and no request must be refused as busy");
    claim.holds(|| {
        let server = Running::start(config(0, 1));
        let mut client = server.connect();
        client.send((0..20).flat_map(log).collect::<Vec<u8>>());
        for id in 0..20 {
            assert_eq!(served_id(&client.reply()), id, "the replies came in another order");
        }
        server.end(client);
    });
}

fn served_id(reply: &Reply) -> u64 {
    let is_served = [msg_type::LOG, msg_type::WORK].contains(&reply.msg_type);
    assert!(is_served, "one too many was refused: {:?}", reply.error());
    reply.request_id
}
