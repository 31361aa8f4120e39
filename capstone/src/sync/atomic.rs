//! The explorer's atomics. Those that the course's threads use say when they are read and written.

pub use shuttle::sync::atomic::*;

use super::super::trace::{Action, Event, tell};
use std::fmt;
use std::ops::Deref;

macro_rules! told {
    ($name:ident, $value:ty) => {
        /// The explorer's, which says when it is read and written.
        #[derive(Default)]
        pub struct $name(shuttle::sync::atomic::$name);

        impl $name {
            /// With this value.
            pub const fn new(value: $value) -> Self {
                Self(shuttle::sync::atomic::$name::new(value))
            }

            /// The value.
            pub fn load(&self, order: Ordering) -> $value {
                tell(Event::Next(Action::Read));
                self.0.load(order)
            }

            /// Puts another value in its place.
            pub fn store(&self, value: $value, order: Ordering) {
                tell(Event::Next(Action::Write(value.to_string())));
                self.0.store(value, order);
            }
        }

        /// The value: who looks on is no thread of the model.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Deref for $name {
            type Target = shuttle::sync::atomic::$name;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}

told!(AtomicU8, u8);
told!(AtomicU64, u64);
