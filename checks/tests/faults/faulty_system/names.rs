//! A name with two addresses.

use super::{RTLD_NEXT, dlsym, is_on};
use std::ffi::{CStr, c_char, c_int, c_void};

#[repr(C)]
pub struct AddrInfo {
    about: [c_int; 4],
    length: u32,
    address: *mut c_void,
    name: *mut c_char,
    next: *mut AddrInfo,
}

/// `localhost` is first ::1 and then 127.0.0.1, as on many machines.
///
/// # Safety
///
/// As getaddrinfo(3).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn getaddrinfo(
    node: *const c_char,
    service: *const c_char,
    hints: *const AddrInfo,
    result: *mut *mut AddrInfo,
) -> c_int {
    // SAFETY: the name ends with a zero byte.
    let next = unsafe { dlsym(RTLD_NEXT, c"getaddrinfo".as_ptr()) };
    type Lookup =
        unsafe extern "C" fn(*const c_char, *const c_char, *const AddrInfo, *mut *mut AddrInfo) -> c_int;
    // SAFETY: what the next library has under that name is the C library's function of this type.
    let next: Lookup = unsafe { std::mem::transmute(next) };
    // SAFETY: the caller's own name.
    let is_local = !node.is_null() && unsafe { CStr::from_ptr(node) } == c"localhost";
    // SAFETY: the caller's own arguments, with another name; each list belongs to the caller in the end.
    unsafe {
        if !is_local || !is_on("names") {
            return next(node, service, hints, result);
        }
        let mut last = result;
        for name in [c"::1", c"127.0.0.1"] {
            let failed = next(name.as_ptr(), service, hints, last);
            if failed != 0 {
                return failed;
            }
            while !(*last).is_null() {
                last = &raw mut (**last).next;
            }
        }
    }
    0
}
