//! A wall clock that jumps. The monotonic one does not, for it cannot.

use super::{RTLD_NEXT, dlsym, is_on};
use std::ffi::{OsString, c_int};
use std::sync::OnceLock;

const CLOCK_REALTIME: c_int = 0;

#[repr(C)]
pub struct TimeSpec {
    seconds: i64,
    nanos: i64,
}

/// How far ahead the wall clock is: the seconds in the file that FAULTY_CLOCK names, or none while there is
/// no file.
fn jump() -> i64 {
    static PATH: OnceLock<OsString> = OnceLock::new();
    let path = PATH.get_or_init(|| std::env::var_os("FAULTY_CLOCK").unwrap_or_default());
    std::fs::read_to_string(path).ok().and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
}

/// The wall clock jumps; the monotonic one does not, for it cannot.
///
/// # Safety
///
/// As clock_gettime(2).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: c_int, time: *mut TimeSpec) -> c_int {
    static NEXT: OnceLock<usize> = OnceLock::new();
    // SAFETY: the name ends with a zero byte.
    let next = *NEXT.get_or_init(|| unsafe { dlsym(RTLD_NEXT, c"clock_gettime".as_ptr()) as usize });
    // SAFETY: what the next library has under that name is the C library's function of this type.
    let next: unsafe extern "C" fn(c_int, *mut TimeSpec) -> c_int = unsafe { std::mem::transmute(next) };
    // SAFETY: the caller's own arguments.
    let result = unsafe { next(clock, time) };
    if clock == CLOCK_REALTIME && result == 0 && is_on("clock") {
        // SAFETY: the call has just written there.
        unsafe { (*time).seconds += jump() };
    }
    result
}
