//! What the checks share: nothing.
