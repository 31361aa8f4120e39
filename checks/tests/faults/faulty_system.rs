//! System calls that fail as those of a busy or unlucky system do.
//!
//! Not a module of the tests: `preload.rs` builds it as a library, which the dynamic linker then puts
//! before the C library (LD_PRELOAD, Linux). So the server runs as it is, and only the answers it gets are
//! worse. The variable FAULTY_SYSTEM chooses what fails; the first failure is told on stderr, lest a test
//! pass because nothing failed.

#[path = "faulty_system/clock.rs"]
mod clock;
#[path = "faulty_system/names.rs"]
mod names;

use std::ffi::{c_char, c_int, c_ulong, c_void};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[repr(C)]
pub struct PollFd {
    fd: c_int,
    events: i16,
    revents: i16,
}

const RTLD_NEXT: *mut c_void = -1_isize as *mut c_void;

// The C library's doors to the same calls, which the server itself does not use.
unsafe extern "C" {
    fn accept(socket: c_int, address: *mut c_void, length: *mut c_void) -> c_int;
    fn recvfrom(s: c_int, to: *mut c_void, n: usize, flags: c_int, a: *mut c_void, l: *mut c_void) -> isize;
    fn sendto(s: c_int, from: *const c_void, n: usize, flags: c_int, a: *const c_void, l: u32) -> isize;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    fn __errno_location() -> *mut c_int;
}

const EINTR: c_int = 4;
const EAGAIN: c_int = 11;
const ENOMEM: c_int = 12;
const ENFILE: c_int = 23;
const EPROTO: c_int = 71;
const ECONNABORTED: c_int = 103;
const ENOBUFS: c_int = 105;

/// What accept(2) answers before it works, again and again.
const ACCEPT_ERRORS: [c_int; 6] = [ECONNABORTED, ENFILE, ENOBUFS, EPROTO, EINTR, ENOMEM];

fn is_on(fault: &str) -> bool {
    static CHOSEN: OnceLock<String> = OnceLock::new();
    static TOLD: AtomicBool = AtomicBool::new(false);
    let is_on = *CHOSEN.get_or_init(|| std::env::var("FAULTY_SYSTEM").unwrap_or_default()) == fault;
    if is_on && !TOLD.swap(true, Ordering::Relaxed) {
        // In one write: the server's log goes the same way, and must not come in between.
        let _ = std::io::stderr().write_all(format!("faulty system: {fault}\n").as_bytes());
    }
    is_on
}

/// The number of this call, from 0.
fn turn(counter: &AtomicUsize) -> usize {
    counter.fetch_add(1, Ordering::Relaxed)
}

fn fail(error: c_int) -> c_int {
    // SAFETY: `errno` is this thread's own.
    unsafe { *__errno_location() = error };
    -1
}

/// # Safety
///
/// As accept4(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn accept4(s: c_int, address: *mut c_void, length: *mut c_void, flags: c_int) -> c_int {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    if is_inherited(flags) {
        return fail(EPROTO);
    }
    if is_on("aborted") && turn(&CALLS) > 0 {
        return fail(ECONNABORTED);
    }
    if is_on("accept") {
        let turn = turn(&CALLS) % (ACCEPT_ERRORS.len() + 1);
        if let Some(error) = ACCEPT_ERRORS.get(turn) {
            return fail(*error);
        }
    }
    // SAFETY: the caller's own arguments. The flags are lost: no test here starts a child of the server.
    unsafe { accept(s, address, length) }
}

/// Interrupted, then spuriously ready, then seven bytes at most.
///
/// # Safety
///
/// As recv(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn recv(s: c_int, to: *mut c_void, n: usize, flags: c_int) -> isize {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let faulty = is_on("transfer");
    match turn(&CALLS) % 3 {
        0 if faulty => return fail(EINTR) as isize,
        1 if faulty => return fail(EAGAIN) as isize,
        _ => {}
    }
    let n = if faulty { n.min(7) } else { n };
    // SAFETY: the caller's own arguments, with room for `n` bytes or more.
    unsafe { recvfrom(s, to, n, flags, std::ptr::null_mut(), std::ptr::null_mut()) }
}

/// Interrupted, then out of room, then five bytes at most.
///
/// # Safety
///
/// As send(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn send(s: c_int, from: *const c_void, n: usize, flags: c_int) -> isize {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let faulty = is_on("transfer");
    match turn(&CALLS) % 3 {
        0 if faulty => return fail(EINTR) as isize,
        1 if faulty => return fail(EAGAIN) as isize,
        _ => {}
    }
    let n = if faulty { n.min(5) } else { n };
    // SAFETY: the caller's own arguments, with `n` bytes or more.
    unsafe { sendto(s, from, n, flags, std::ptr::null(), 0) }
}

/// What poll(2) and ppoll(2) answer, if it is not for the system to say: interrupted, then everything is ready that was
/// asked for, then it works; or twice no memory, then it works.
///
/// # Safety
///
/// `entries` is a set of `count` entries.
unsafe fn faulty_poll(entries: *mut PollFd, count: c_ulong) -> Option<c_int> {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    if is_on("no memory for poll") {
        let error = [Some(ENOMEM), Some(EAGAIN), None][turn(&CALLS) % 3];
        return error.map(fail);
    }
    if !is_on("poll") {
        return None;
    }
    match turn(&CALLS) % 3 {
        0 => Some(fail(EINTR)),
        1 => {
            // SAFETY: the caller's own set, of `count` entries.
            let entries = unsafe { std::slice::from_raw_parts_mut(entries, count as usize) };
            entries.iter_mut().for_each(|entry| entry.revents = if entry.fd < 0 { 0 } else { entry.events });
            Some(entries.iter().filter(|entry| entry.revents != 0).count() as c_int)
        }
        _ => None,
    }
}

/// # Safety
///
/// As poll(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn poll(entries: *mut PollFd, count: c_ulong, timeout_ms: c_int) -> c_int {
    let ms = i64::from(timeout_ms);
    let timeout = [ms / 1000, ms % 1000 * 1_000_000];
    let timeout = if ms < 0 { std::ptr::null() } else { &raw const timeout };
    // SAFETY: the caller's own set; `timeout` is null or lives until the call returns.
    unsafe { ppoll(entries, count, timeout, std::ptr::null()) }
}

/// # Safety
///
/// As ppoll(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ppoll(
    entries: *mut PollFd,
    count: c_ulong,
    timeout: *const [i64; 2],
    mask: *const c_void,
) -> c_int {
    type Ppoll = unsafe extern "C" fn(*mut PollFd, c_ulong, *const [i64; 2], *const c_void) -> c_int;
    static NEXT: OnceLock<usize> = OnceLock::new();
    // SAFETY: the caller's own set.
    if let Some(answer) = unsafe { faulty_poll(entries, count) } {
        return answer;
    }
    // SAFETY: the name ends with a zero byte; the C library's function of that name is of this type; the arguments are the
    // caller's own.
    unsafe {
        let next = *NEXT.get_or_init(|| dlsym(RTLD_NEXT, c"ppoll".as_ptr()) as usize);
        std::mem::transmute::<usize, Ppoll>(next)(entries, count, timeout, mask)
    }
}

/// Whether a descriptor that is made like this could be inherited by a child that is started at the same moment.
fn is_inherited(flags: c_int) -> bool {
    const CLOEXEC: c_int = 0o2_000_000;
    is_on("inheritance") && flags & CLOEXEC == 0
}

/// # Safety
///
/// As socket(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn socket(domain: c_int, kind: c_int, protocol: c_int) -> c_int {
    type Socket = unsafe extern "C" fn(c_int, c_int, c_int) -> c_int;
    static NEXT: OnceLock<usize> = OnceLock::new();
    if is_inherited(kind) {
        return fail(EPROTO);
    }
    // SAFETY: as for ppoll.
    unsafe {
        let next = *NEXT.get_or_init(|| dlsym(RTLD_NEXT, c"socket".as_ptr()) as usize);
        std::mem::transmute::<usize, Socket>(next)(domain, kind, protocol)
    }
}

/// # Safety
///
/// As pipe2(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pipe2(ends: *mut c_int, flags: c_int) -> c_int {
    type Pipe2 = unsafe extern "C" fn(*mut c_int, c_int) -> c_int;
    static NEXT: OnceLock<usize> = OnceLock::new();
    if is_inherited(flags) {
        return fail(EPROTO);
    }
    // SAFETY: as for ppoll.
    unsafe {
        let next = *NEXT.get_or_init(|| dlsym(RTLD_NEXT, c"pipe2".as_ptr()) as usize);
        std::mem::transmute::<usize, Pipe2>(next)(ends, flags)
    }
}
