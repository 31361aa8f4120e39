//! The entries of a poll set, ordered so that each part of them lies in one piece: first the pinned ones, then the
//! active ones, then the quiet ones; of these first those that have been looked at in this round. An entry that changes
//! its part is swapped with the one at the border.

use crate::net::sys::PollFd;
use std::ops::Range;

/// Entries by place, in three parts.
#[derive(Debug)]
pub(super) struct Partition {
    pub(super) entries: Vec<PollFd>,
    /// What belongs to each of them, in the same order.
    notes: Vec<Note>,
    /// For each place the index of its entry, or `NOWHERE`.
    index: Vec<usize>,
    pinned: usize,
    /// How many entries are active, the pinned ones included.
    active: usize,
    /// The first quiet entry that has not been looked at in this round.
    cursor: usize,
}

#[derive(Debug, Clone, Copy)]
struct Note {
    place: usize,
    /// The round at whose end an active entry becomes quiet.
    quiet_from: u64,
}

/// The index of a place that has no entry.
const NOWHERE: usize = usize::MAX;

impl Partition {
    /// These entries, in the first places, for good.
    pub(super) fn new(pinned: Vec<PollFd>) -> Self {
        let count = pinned.len();
        Self {
            entries: pinned,
            notes: (0..count).map(|place| Note { place, quiet_from: u64::MAX }).collect(),
            index: (0..count).collect(),
            pinned: count,
            active: count,
            cursor: count,
        }
    }

    /// How many entries there are beside the pinned ones.
    pub(super) fn len(&self) -> usize {
        self.entries.len() - self.pinned
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.entries.len()
    }

    /// The pinned and the active entries.
    pub(super) fn active(&self) -> Range<usize> {
        0..self.active
    }

    pub(super) fn quiet(&self) -> Range<usize> {
        self.active..self.entries.len()
    }

    /// The next `count` quiet entries that have not been looked at in this round, or as many as there are. From now on they
    /// have been.
    pub(super) fn next_quiet(&mut self, count: usize) -> Range<usize> {
        let begin = self.cursor;
        self.cursor = (begin + count).min(self.entries.len());
        begin..self.cursor
    }

    /// Whether all quiet entries have been looked at in this round.
    pub(super) fn is_round_over(&self) -> bool {
        self.cursor == self.entries.len()
    }

    pub(super) fn place(&self, index: usize) -> usize {
        self.notes[index].place
    }

    /// Replaces the entry of `place`, or adds one, which is quiet. [`PollFd::UNUSED`] takes it out.
    pub(super) fn set(&mut self, place: usize, entry: PollFd) {
        match self.index_of(place) {
            Some(index) if entry.is_unused() && index >= self.pinned => self.remove(index),
            Some(index) => self.entries[index] = entry,
            None if entry.is_unused() => {}
            None => self.add(place, entry),
        }
    }

    /// Makes the entry of `place` active until the end of this round.
    pub(super) fn activate(&mut self, place: usize, quiet_from: u64) {
        let Some(index) = self.index_of(place).filter(|index| *index >= self.pinned) else { return };
        self.notes[index].quiet_from = quiet_from;
        if index >= self.active {
            self.swap(index, self.active);
            self.active += 1;
            self.cursor = self.cursor.max(self.active);
        }
    }

    /// Begins a round: no connection has been looked at. Those that were active until the end of round number `round`
    /// become quiet.
    pub(super) fn begin_round_after(&mut self, round: u64) {
        for index in (self.pinned..self.active).rev() {
            if self.notes[index].quiet_from <= round {
                self.active -= 1;
                self.swap(index, self.active);
            }
        }
        self.cursor = self.active;
    }

    /// Makes all but the pinned entries quiet.
    pub(super) fn quiet_all(&mut self) {
        (self.active, self.cursor) = (self.pinned, self.pinned);
    }

    fn index_of(&self, place: usize) -> Option<usize> {
        self.index.get(place).copied().filter(|index| *index != NOWHERE)
    }

    fn add(&mut self, place: usize, entry: PollFd) {
        if place >= self.index.len() {
            self.index.resize(place + 1, NOWHERE);
        }
        self.index[place] = self.entries.len();
        self.entries.push(entry);
        self.notes.push(Note { place, quiet_from: 0 });
    }

    /// Takes an entry out, past the last active one and past the last one looked at, so that each part keeps its own.
    fn remove(&mut self, mut index: usize) {
        let place = self.place(index);
        if index < self.active {
            self.active -= 1;
            self.swap(index, self.active);
            index = self.active;
        }
        if index < self.cursor {
            self.cursor -= 1;
            self.swap(index, self.cursor);
            index = self.cursor;
        }
        self.swap(index, self.entries.len() - 1);
        self.entries.pop();
        self.notes.pop();
        self.index[place] = NOWHERE;
        while self.index.last() == Some(&NOWHERE) {
            self.index.pop();
        }
        shrink(&mut self.entries);
        shrink(&mut self.notes);
        shrink(&mut self.index);
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.entries.swap(one, other);
        self.notes.swap(one, other);
        self.index[self.notes[one].place] = one;
        self.index[self.notes[other].place] = other;
    }
}

/// Gives memory back, if most of it is unused after many connections have closed.
fn shrink<T>(list: &mut Vec<T>) {
    if list.capacity() > 4 * list.len() + 64 {
        list.shrink_to(2 * list.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::os::fd::AsFd;

    /// A pinned entry, and quiet ones in the places from 1 on.
    fn partition(count: usize) -> Partition {
        let mut partition = Partition::new(vec![PollFd::UNUSED]);
        (1..=count).for_each(|place| partition.set(place, entry()));
        partition
    }

    fn entry() -> PollFd {
        PollFd::new(io::stdin().as_fd(), true, false)
    }

    fn places(partition: &Partition, range: Range<usize>) -> Vec<usize> {
        range.map(|index| partition.place(index)).collect()
    }

    #[test]
    fn a_round_looks_at_everybody_who_stays_quiet_however_others_come_and_go() {
        const COUNT: usize = 400;
        let mut partition = partition(COUNT);
        let mut random = crate::client::Random::new(1);
        for round in 1..50 {
            partition.begin_round_after(round);
            let mut present = vec![false; COUNT + 1];
            places(&partition, partition.quiet()).into_iter().for_each(|place| present[place] = true);
            let mut seen = vec![false; COUNT + 1];
            while !partition.is_round_over() {
                let looked_at = partition.next_quiet(7);
                places(&partition, looked_at).into_iter().for_each(|place| seen[place] = true);
                let [gone, active, back] = [(); 3].map(|()| random.below(COUNT as u64) as usize + 1);
                partition.set(gone, PollFd::UNUSED);
                partition.activate(active, round + 2);
                present[gone] = false;
                present[active] = false;
                if !seen[back] {
                    partition.set(back, entry());
                }
            }
            let missed: Vec<usize> = (1..=COUNT).filter(|place| present[*place] && !seen[*place]).collect();
            assert!(missed.is_empty(), "in round {round} nobody looked at {missed:?}");
        }
    }

    #[test]
    fn whoever_has_left_costs_nothing_any_more() {
        let mut partition = partition(10_000);
        partition.activate(5_000, 9);
        (1..=9_998).for_each(|place| partition.set(place, PollFd::UNUSED));
        assert_eq!((partition.len(), places(&partition, partition.active())), (2, vec![0]));
        (9_999..=10_000).for_each(|place| partition.set(place, PollFd::UNUSED));
        let Partition { entries, notes, index, .. } = &partition;
        let room = [entries.capacity(), notes.capacity(), index.capacity()];
        assert!(room.iter().all(|room| *room < 100), "room for {room:?} entries, and nobody is there");
    }
}
