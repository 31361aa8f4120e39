//! The HTTP side: `GET /metrics`, and nothing else.
//!
//! Scrapes that come while the server is being asked share its answer. So a scrape takes as long as one STATS at most, however
//! many scrapes there are. Each connection has a thread, and so has each answer until its client has taken it. Their number
//! has no limit, so only machines that you trust should reach the exporter.

use crate::console;
use crate::source::Source;
use std::io;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// The format of <https://prometheus.io/docs/instrumenting/exposition_formats/>, and its version.
const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The wait after a connection could not be accepted, for example because no descriptor was free.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers for ever. tiny_http stops at the first connection that it cannot accept, and then this starts it again.
pub(crate) fn serve(listener: &TcpListener, mut source: Source) {
    loop {
        let Err(error) = serve_until_error(listener, &mut source);
        console::tell(&format!("cannot accept connections, trying again: {error}"));
        thread::sleep(PAUSE);
    }
}

fn serve_until_error(listener: &TcpListener, source: &mut Source) -> io::Result<std::convert::Infallible> {
    let server = Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)?;
    loop {
        let mut waiting = vec![server.recv()?];
        let page = source.page();
        while let Some(request) = server.try_recv()? {
            waiting.push(request);
        }
        waiting.into_iter().for_each(|request| answer(request, &page));
    }
}

/// Answers in a thread of its own, so a client that does not take its answer delays no other client.
fn answer(request: Request, page: &str) {
    let response = response_to(&request, page);
    // If no thread can be started, the connection ends without an answer, and Prometheus reports that.
    let _ = thread::Builder::new().name("answer".to_owned()).spawn(move || request.respond(response));
}

fn response_to(request: &Request, page: &str) -> Response<io::Cursor<Vec<u8>>> {
    let path = request.url().split('?').next().unwrap_or_default();
    let (status, text) = match (path, request.method()) {
        ("/metrics", Method::Get | Method::Head) => (200, page),
        ("/metrics", _) => (405, "GET is the only method here\n"),
        _ => (404, "there is only /metrics here\n"),
    };
    let content_type = if status == 200 { CONTENT_TYPE } else { "text/plain; charset=utf-8" };
    let header = Header::from_bytes("Content-Type", content_type).expect("it is ASCII");
    Response::from_string(text).with_status_code(status).with_header(header)
}
