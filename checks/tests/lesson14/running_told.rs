//! Who is told of what happens, and when.

use crate::stage::{FakeStage, Notes, near, say, script};
use crate::{ORDER, exactly};
use capstone::demo::run;

#[test]
fn the_audience_is_told_of_everything_in_order() {
    ORDER.claim("whoever watches must be told of all that happens, and when it happens").holds(|| {
        let steps = [say("x", 1, exactly(1)), say("y", 1, exactly(2)), say("z", 1, exactly(1))];
        let script = script(&[("a", &[near(10)]), ("b", &steps)]);
        let mut stage = FakeStage { slow: 1, ..FakeStage::default() };
        let mut notes = Notes::beside(&stage);
        run(&script, &mut stage, &mut notes);
        let told: Vec<String> = stage.log.take();
        let slow = ["begin a, 0 of 2", "step time", "perform time", "seen time: 0 of 1 passed", "clear"];
        let again = ["again 2", "calm"];
        let quick = ["step time", "perform time", "seen time: 1 of 1 passed", "clear", "end a"];
        let sound = ["begin b, 1 of 2", "step x", "perform x", "seen x: 1 of 1 passed"];
        let wrong = ["step y", "perform y", "seen y: 0 of 1 passed", "clear", "end b"];
        let due = [&slow[..], &again, &quick, &sound, &wrong].concat();
        let same = told.iter().zip(&due).take_while(|(told, due)| told == *due).count();
        let (came, wanted) = (told.get(same), due.get(same));
        assert!(told == due, "after {:?} came {came:?}, and not {wanted:?}\n{told:#?}", &due[..same]);
    });
}
