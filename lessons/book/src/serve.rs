//! Serves the book to a browser on this machine: files of one folder, and nothing else.
//!
//! The book works without it, from its files. A served one can be opened on a phone's emulator or through a tunnel. One
//! request a connection, and a thread for each: a browser opens some before it knows what to ask on them.

use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A request line longer than this is none of a browser's.
const LONGEST: u64 = 8 * 1024;

/// Serves `folder` until the process ends. `ready` hears the address once, when a browser can ask for it. What it does then may
/// take as long as the browser is open: it has a thread of its own.
///
/// # Errors
///
/// If no port of this machine can be listened on.
pub fn serve(folder: PathBuf, ready: impl FnOnce(&str) + Send + 'static) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port could be listened on")?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || ready(&address));
    let folder: Arc<Path> = folder.into();
    for client in listener.incoming().flatten() {
        let folder = Arc::clone(&folder);
        // A browser that goes away in the middle of a page has wanted no more of it.
        thread::spawn(move || answer(client, &folder));
    }
    Ok(())
}

fn answer(mut client: TcpStream, folder: &Path) -> Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut line = String::new();
    BufReader::new(client.try_clone()?.take(LONGEST)).read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or("/");
    let found = file(folder, path).and_then(|file| Some((fs::read(&file).ok()?, kind(&file))));
    let (status, body, kind) = match found {
        Some((body, kind)) => ("200 OK", body, kind),
        None => ("404 Not Found", b"there is no such page".to_vec(), "text/plain"),
    };
    let length = body.len();
    write!(
        client,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    client.write_all(&body)?;
    Ok(())
}

/// The file that is asked for, if it lies in `folder`.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    stays_inside.then(|| folder.join(path))
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::sync::mpsc::channel;

    /// What `ready` makes of the address of this crate's folder `web`, served.
    fn served<T: Send + 'static>(ready: impl FnOnce(&str) -> T + Send + 'static) -> T {
        let (sender, made) = channel();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
        thread::spawn(move || {
            serve(folder, move |address| sender.send(ready(address)).expect("it is awaited"))
        });
        made.recv().expect("it serves")
    }

    fn connect(address: &str) -> TcpStream {
        let client =
            TcpStream::connect(address["http://".len()..].trim_end_matches('/')).expect("it listens");
        client.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket can be told so");
        client
    }

    fn get(client: &mut TcpStream) -> String {
        client.write_all(b"GET /page.js HTTP/1.1\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        client.read_to_string(&mut answer).expect("it answers");
        answer
    }

    #[test]
    fn pages_are_served_while_an_opener_waits_for_its_browser() {
        let answer = served(|address| get(&mut connect(address)));
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("window.Page"), "{answer}");
    }

    #[test]
    fn a_connection_that_asks_nothing_holds_no_other_up() {
        let address = served(str::to_owned);
        let (mut silent, mut asks) = (connect(&address), connect(&address));
        assert!(get(&mut asks).contains("window.Page"));
        silent.set_nonblocking(true).expect("a socket can be told so");
        let is_open = silent.read(&mut [0]).expect_err("it was closed before the other had its answer");
        assert_eq!(is_open.kind(), ErrorKind::WouldBlock);
    }

    #[test]
    fn only_files_of_the_folder_are_served() {
        let folder = Path::new("/book");
        assert_eq!(file(folder, "/"), Some(folder.join("index.html")));
        assert_eq!(file(folder, "/a/b.html?search=x#y"), Some(folder.join("a/b.html")));
        assert_eq!(file(folder, "/../secret"), None);
        assert_eq!(file(folder, "//etc/passwd"), Some(folder.join("etc/passwd")));
    }
}
