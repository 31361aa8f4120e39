//! What a hold costs: how often the meter reads the clock. (On Linux, where this program can count that.)

use crate::stopwatch::SWITCH;
use capstone::observe::Meter;
use capstone::threads::Lock;
use std::cell::Cell;

thread_local! {
    /// How often this thread has read a clock.
    static READINGS: Cell<u32> = const { Cell::new(0) };
}

/// How often the calling thread reads a clock while it runs `work`.
fn readings(work: impl FnOnce()) -> u32 {
    let before = READINGS.get();
    work();
    READINGS.get() - before
}

#[test]
fn a_hold_that_is_not_timed_reads_no_clock() {
    SWITCH.claim("a hold that is not timed must read no clock").holds(|| {
        const COUNT: u32 = 10_000;
        let (meter, lock) = (Meter::start(), Lock::new("often", 0));
        let readings = readings(|| (0..COUNT).for_each(|_| *lock.lock() += 1));
        drop(meter);
        // About 172 are timed: the first 16, and one in 64 of the others.
        assert!(
            readings < COUNT / 10,
            "a thread that took a free lock {COUNT} times read the clock {readings} times, and about 172 of these \
             holds are timed"
        );
    });
}

/// The clock of this program counts how often it is read.
#[cfg(target_os = "linux")]
mod counting {
    use super::{READINGS, readings};
    use std::ffi::{c_char, c_int, c_void};
    use std::sync::OnceLock;
    use std::time::Instant;

    const RTLD_NEXT: *mut c_void = -1_isize as *mut c_void;

    unsafe extern "C" {
        fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    }

    /// The linker finds this function before the C library's, for everything in this program.
    ///
    /// # Safety
    ///
    /// As clock_gettime(2).
    #[unsafe(no_mangle)]
    unsafe extern "C" fn clock_gettime(clock: c_int, time: *mut c_void) -> c_int {
        static NEXT: OnceLock<usize> = OnceLock::new();
        READINGS.set(READINGS.get() + 1);
        // SAFETY: the name ends with a zero byte.
        let next = *NEXT.get_or_init(|| unsafe { dlsym(RTLD_NEXT, c"clock_gettime".as_ptr()) as usize });
        // SAFETY: what the next library has under that name is the C library's function of this type.
        let next: unsafe extern "C" fn(c_int, *mut c_void) -> c_int = unsafe { std::mem::transmute(next) };
        // SAFETY: the caller's own arguments.
        unsafe { next(clock, time) }
    }

    #[test]
    fn each_reading_of_the_clock_counts() {
        assert_eq!(readings(|| (0..3).for_each(|_| _ = Instant::now())), 3);
    }
}
