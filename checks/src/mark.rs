//! The mark of a model, which its seeds carry. `cargo week` is compiled with this file, too: it finds a model by its mark.

/// Four characters by which a model's schedules are told from those of others: one that was run in the wrong model would
/// pass, and look like a mistake that is mended. (FNV-1a, by Fowler, Noll and Vo, folded to 16 bits.)
pub(crate) fn mark(test: &str) -> String {
    let hash =
        test.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_have_marks_of_their_own() {
        assert_ne!(mark("lesson04::a"), mark("lesson04::b"));
        assert_eq!(mark("lesson04::a").len(), 4);
    }

    #[test]
    fn a_mark_is_the_one_that_the_texts_show() {
        // As lesson 4 shows it: MODEL_SEED=4-7577.
        assert_eq!(mark("lesson04::no_order_lets_a_pop_end_before_the_queue_is_closed_and_drained"), "7577");
    }
}
