//! lesson: 16
//! mistake: takes any ERROR as the answer to a job that panics, also one that says that no job may
//! expect: panics counted: expected 20, came 0
//! file: checks/src/quality/points/robustness.rs

fn panics(server: &mut Server) {
    let mut client = server.connect();
    for id in 0..PANICS {
        client.send(RawFrame::work(id, 2, 0).bytes());
        let reply = client.reply();
        assert!(reply.error().is_some(), "a job that panics got a message of type {}", reply.msg_type);
        client.expect_echo(id, b"the worker lives");
    }
}
