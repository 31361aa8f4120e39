//! Before lesson 7: a worker that writes the reply to the socket by itself.

use capstone::println;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// The server's connections, by slot. A worker has the slot's number; in C it would have the descriptor's.
type Slots = Arc<Mutex<Vec<Option<TcpStream>>>>;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let slots = Slots::new(Mutex::new(vec![None]));
    let connect = |slot: usize| -> io::Result<TcpStream> {
        let client = TcpStream::connect(listener.local_addr()?)?;
        slots.lock().unwrap()[slot] = Some(listener.accept()?.0);
        Ok(client)
    };

    let alice = connect(0)?;
    println!("alice connects, gets slot 0, and asks for her balance");
    let (finish, job_may_end) = mpsc::channel::<()>();
    let job = {
        let slots = Arc::clone(&slots);
        move || {
            job_may_end.recv().expect("main says when"); // a slow job
            if let Some(client) = &mut slots.lock().unwrap()[0] {
                client.write_all(b"your balance is 1,000").expect("the client reads");
            }
        }
    };
    let worker = thread::spawn(job);

    drop(alice);
    slots.lock().unwrap()[0] = None;
    println!("alice gives up; the server closes her connection, and slot 0 is free");
    let mut bob = connect(0)?;
    println!("bob connects, gets slot 0, and asks for nothing");
    finish.send(()).expect("the job waits");
    worker.join().expect("the job does not panic");
    let mut reply = [0; 21];
    bob.read_exact(&mut reply)?;
    println!("bob reads: {}", String::from_utf8_lossy(&reply));
    Ok(())
}
