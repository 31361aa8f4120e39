//! The sink under a schedule explorer.

use super::*;
use crate::observe::carrier;

/// Says how many bytes it has taken, and when that changes.
#[derive(Clone)]
struct Target(Arc<(Lock<usize>, Condition)>);

impl Default for Target {
    fn default() -> Self {
        Self(Arc::new((Lock::new("taken", 0), Condition::new("taken_more"))))
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.0.lock() += bytes.len();
        self.0.1.notify_one();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A push that wrongly takes the writer for awake leaves it asleep for good, and then this waits for ever.
#[test]
fn the_writer_never_sleeps_on_an_accepted_entry() {
    let model = || {
        let target = Target::default();
        let sink = Arc::new(Sink::new("model", 6, target.clone()).unwrap());
        let push_two = |sink: Arc<Sink>| (0..2).filter(|_| sink.push(b"x\n")).count() * 2;
        let other = thread::spawn({
            let sink = Arc::clone(&sink);
            move || push_two(sink)
        });
        let accepted = push_two(Arc::clone(&sink)) + other.join().unwrap();
        assert_eq!(accepted + 2 * sink.dropped() as usize, 8);
        drop(target.0.1.wait_while(target.0.0.lock(), |taken| *taken < accepted));
    };
    shuttle::check_random(model, 2000);
    shuttle::check_pct(model, 2000, 3);
}

/// The same of a target that is to be opened anew while nothing waits.
#[test]
fn the_writer_never_sleeps_on_an_order_to_reopen() {
    let model = || {
        let (target, reopened) = (Target::default(), Target::default());
        let carrier = Carrier::reopenable(
            opened(target),
            Box::new({
                let reopened = reopened.clone();
                move || {
                    *reopened.0.0.lock() += 1;
                    reopened.0.1.notify_one();
                    Ok(opened(reopened.clone()))
                }
            }),
        );
        let sink = Sink::start("model", 6, carrier).unwrap();
        sink.push(b"x\n");
        sink.reopen();
        drop(reopened.0.1.wait_while(reopened.0.0.lock(), |times| *times == 0));
    };
    shuttle::check_random(model, 2000);
    shuttle::check_pct(model, 2000, 3);
}

fn opened(stream: Target) -> carrier::Target<Target> {
    carrier::Target { stream, torn: false }
}
