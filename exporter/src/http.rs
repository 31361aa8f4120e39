//! The HTTP side: `GET /metrics`, and nothing else.
//!
//! Each connection has a thread and one request, and ends after its answer. The number of connections is limited, and so is
//! the time of each: a client that stalls delays no other, and costs a thread for some seconds.

use crate::console;
use crate::pages::Pages;
use httparse::Status;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The format of <https://prometheus.io/docs/instrumenting/exposition_formats/>, and its version.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The most connections at the same time. One that comes then is closed at once.
const MOST: usize = 64;

/// How long a connection may take for its request, its answer and its end. The server has a second of that.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest request, in bytes.
const LONGEST: usize = 8192;

/// The wait after a connection could not be accepted, for example because no descriptor was free.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers for ever.
pub(crate) fn serve(listener: &TcpListener, pages: &Arc<Pages>) {
    loop {
        match listener.accept() {
            // Each connection holds a reference, and so does the caller.
            Ok((stream, _)) if Arc::strong_count(pages) <= MOST => start(stream, Arc::clone(pages)),
            Ok(_) => console::tell(&format!("closed a connection, because {MOST} others are open")),
            Err(error) => {
                console::tell(&format!("cannot accept connections, trying again: {error}"));
                thread::sleep(PAUSE);
            }
        }
    }
}

fn start(stream: TcpStream, pages: Arc<Pages>) {
    // If no thread can be started, or the client has gone, Prometheus reports a failed scrape.
    let run = move || drop(converse(&stream, &pages));
    let _ = thread::Builder::new().name("connection".to_owned()).spawn(run);
}

fn converse(mut stream: &TcpStream, pages: &Pages) -> io::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = read_request(stream, deadline)?;
    stream.write_all(answer_to(request, pages).as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    // A socket that is closed with bytes unread resets its connection, and the client may lose the answer.
    while read(stream, &mut [0; 1024], deadline)? > 0 {}
    Ok(())
}

/// Method and path. `None` if it is not HTTP, or too long.
fn read_request(stream: &TcpStream, deadline: Instant) -> io::Result<Option<(String, String)>> {
    let (mut text, mut part) = (Vec::new(), [0; 1024]);
    while text.len() < LONGEST {
        match read(stream, &mut part, deadline)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => text.extend_from_slice(&part[..count]),
        }
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(&text) {
            Ok(Status::Partial) => {}
            Ok(Status::Complete(_)) => {
                let own = |(method, path): (&str, &str)| (method.to_owned(), path.to_owned());
                return Ok(request.method.zip(request.path).map(own));
            }
            Err(_) => break,
        }
    }
    Ok(None)
}

/// Reads what is there, and waits for it until `deadline` at most.
fn read(mut stream: &TcpStream, buffer: &mut [u8], deadline: Instant) -> io::Result<usize> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    stream.read(buffer)
}

fn answer_to(request: Option<(String, String)>, pages: &Pages) -> String {
    let Some((method, path)) = request else {
        return answer("400 Bad Request", TEXT, "only HTTP requests are served here\n");
    };
    match (path.split('?').next(), method.as_str()) {
        (Some("/metrics"), "GET") => answer("200 OK", METRICS, &pages.next()),
        // The same without its body.
        (Some("/metrics"), "HEAD") => {
            let mut whole = answer("200 OK", METRICS, &pages.next());
            whole.truncate(whole.find(END_OF_HEAD).map_or(0, |at| at + END_OF_HEAD.len()));
            whole
        }
        (Some("/metrics"), _) => {
            answer("405 Method Not Allowed\r\nAllow: GET, HEAD", TEXT, "GET is the only method here\n")
        }
        _ => answer("404 Not Found", TEXT, "there is only /metrics here\n"),
    }
}

const END_OF_HEAD: &str = "\r\n\r\n";

fn answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close{END_OF_HEAD}{body}"
    )
}
