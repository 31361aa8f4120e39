//! A value that panics when it is dropped, as an unknown destructor may.

use std::panic::resume_unwind;
use std::thread::panicking;

/// Panics when it is dropped, and so does the payload of that panic, as often as the number says; not while its thread panics
/// already, for that would end the process. Nothing is printed.
///
/// ```
/// use checks::Bomb;
/// use std::panic::catch_unwind;
///
/// let payload = catch_unwind(|| drop(Bomb(0))).unwrap_err();
/// assert!(payload.is::<&str>());
/// let payload = catch_unwind(|| drop(Bomb(1))).unwrap_err();
/// assert_eq!(payload.downcast_ref::<Bomb>().unwrap().0, 0);
/// std::mem::forget(payload); // or it goes off here
/// ```
#[derive(Debug)]
pub struct Bomb(pub u32);

impl Drop for Bomb {
    fn drop(&mut self) {
        if !panicking() {
            match self.0 {
                0 => resume_unwind(Box::new("a destructor fails")),
                more => resume_unwind(Box::new(Self(more - 1))),
            }
        }
    }
}
