//! What was worked out for one question and serves the next: neighbouring questions differ by a
//! filter on a place or a channel, and those are sums over cells that are counted already.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::cube::dated::Calendar;
use crate::cube::days::Days;
use crate::cube::flows::Flow;
use crate::cube::months::MonthCounts;
use crate::cube::planes::Planes;
use crate::cube::stated::Stated;
use crate::cube::tally::Tally;
use crate::query::{Basis, Dimension};
use crate::time::Span;
use crate::views::Part;

/// The filters that are not on places or channels: for each dimension the numbers that do not pass.
pub(crate) type LeadFilters = Vec<(Dimension, Vec<bool>)>;

/// All filters: those on leads, and what the others make of dealers and channels.
type AllFilters = (Basis, LeadFilters, [Vec<u16>; 2]);

/// How many periods and counts are kept. Two of each serve a page with a comparison.
const KEPT: usize = 6;

/// How many more are kept that nobody has asked for yet: two, as for a page with a comparison.
const GUESTS: usize = 2;

/// Counts beyond which they are not kept: they would outweigh the leads.
pub(crate) const LARGEST: usize = 1 << 22;

/// Numbers by cell, for each part of some views.
pub(crate) type Parts = Vec<Vec<f64>>;

/// The newest periods and counts. Emptied with its snapshot.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    calendar: OnceLock<Calendar>,
    planes: Shelf<&'static str, Planes>,
    days: Shelf<(Basis, Span), Days>,
    cells: Shelf<(Basis, Span, LeadFilters), Vec<Tally>>,
    medians: Shelf<(Span, LeadFilters, Vec<u16>), Vec<Option<f64>>>,
    months: Shelf<AllFilters, Vec<MonthCounts>>,
    flows: Shelf<(Basis, Span, LeadFilters), Vec<Flow>>,
    views: Shelf<(Basis, Span, LeadFilters, Vec<Part>), Parts>,
    stated: OnceLock<Vec<Stated>>,
    /// Whether what is worked out now was not asked for.
    guests: AtomicBool,
}

/// As long as it lives, what is kept makes room for itself among guests alone.
pub(crate) struct Guest<'a>(&'a AtomicBool);

impl Drop for Guest<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Memory {
    /// From now on nothing that was asked for makes room for what is kept, as long as the result lives.
    pub(crate) fn guest(&self) -> Guest<'_> {
        self.guests.store(true, Ordering::Relaxed);
        Guest(&self.guests)
    }

    fn as_guest(&self) -> bool {
        self.guests.load(Ordering::Relaxed)
    }

    /// What the leads state, which depends on no question.
    pub(crate) fn stated(&self, make: impl FnOnce() -> Vec<Stated>) -> &[Stated] {
        self.stated.get_or_init(make)
    }

    /// The months, and the columns of days by month, which depend on no question.
    pub(crate) fn calendar(&self, make: impl FnOnce() -> Calendar) -> &Calendar {
        self.calendar.get_or_init(make)
    }

    /// The codes of a column as bits, which depend on no question.
    pub(crate) fn planes(&self, column: &'static str, make: impl FnOnce() -> Planes) -> Arc<Planes> {
        self.planes.get(self.as_guest(), column, |_| true, make)
    }

    /// The bits of a period.
    pub(crate) fn days(&self, basis: Basis, span: Span, make: impl FnOnce() -> Days) -> Arc<Days> {
        self.days.get(self.as_guest(), (basis, span), |_| true, make)
    }

    /// The counts by cell.
    pub(crate) fn cells(
        &self,
        basis: Basis,
        span: Span,
        filters: &LeadFilters,
        make: impl FnOnce() -> Vec<Tally>,
    ) -> Arc<Vec<Tally>> {
        let small = |cells: &Vec<Tally>| keeps_tallies(cells.len());
        self.cells.get(self.as_guest(), (basis, span, filters.clone()), small, make)
    }

    /// The medians of the responses by dealer, under filters on channels and leads.
    pub(crate) fn medians(
        &self,
        span: Span,
        filters: &LeadFilters,
        channels: &[u16],
        make: impl FnOnce() -> Vec<Option<f64>>,
    ) -> Arc<Vec<Option<f64>>> {
        self.medians.get(self.as_guest(), (span, filters.clone(), channels.to_owned()), |_| true, make)
    }

    /// The counts of each month, under filters on dealers, channels and leads.
    pub(crate) fn months(
        &self,
        basis: Basis,
        filters: &LeadFilters,
        fails: [&[u16]; 2],
        make: impl FnOnce() -> Vec<MonthCounts>,
    ) -> Arc<Vec<MonthCounts>> {
        self.months.get(self.as_guest(), (basis, filters.clone(), fails.map(<[u16]>::to_vec)), |_| true, make)
    }

    /// The flows by cell and series.
    pub(crate) fn flows(
        &self,
        basis: Basis,
        span: Span,
        filters: &LeadFilters,
        make: impl FnOnce() -> Vec<Flow>,
    ) -> Arc<Vec<Flow>> {
        self.flows.get(self.as_guest(), (basis, span, filters.clone()), |_| true, make)
    }

    /// The parts of views by cell.
    pub(crate) fn views(
        &self,
        basis: Basis,
        span: Span,
        filters: &LeadFilters,
        parts: &[Part],
        make: impl FnOnce() -> Parts,
    ) -> Arc<Parts> {
        self.views.get(self.as_guest(), (basis, span, filters.clone(), parts.to_vec()), |_| true, make)
    }
}

/// Whether so many tallies are kept.
pub(crate) fn keeps_tallies(count: usize) -> bool {
    count <= LARGEST / (size_of::<Tally>() / size_of::<u32>())
}

/// Values by key, the newest last: those that were asked for, and guests.
#[derive(Debug)]
struct Shelf<K, V>(Mutex<[Places<K, V>; 2]>);

type Places<K, V> = Vec<(K, Arc<V>)>;

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(Mutex::new([Vec::new(), Vec::new()]))
    }
}

impl<K: PartialEq, V> Shelf<K, V> {
    fn get(&self, guest: bool, key: K, keep: impl FnOnce(&V) -> bool, make: impl FnOnce() -> V) -> Arc<V> {
        // A panic in `make` leaves the shelf as it was, so a poisoned lock holds nothing broken.
        let mut both = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [kept, guests] = &mut *both;
        if let Some(at) = kept.iter().position(|(known, _)| *known == key) {
            let value = Arc::clone(&kept[at].1);
            if !guest {
                kept[at..].rotate_left(1);
            }
            return value;
        }
        let known = guests.iter().position(|(known, _)| *known == key);
        let (value, keep) = if let Some(at) = known {
            // It is asked for now, or stays a guest.
            (guests.remove(at).1, true)
        } else {
            let value = Arc::new(make());
            let keep = keep(&value);
            (value, keep)
        };
        if keep {
            let (places, most) = if guest { (guests, GUESTS) } else { (kept, KEPT) };
            if places.len() == most {
                places.remove(0);
            }
            places.push((key, Arc::clone(&value)));
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::Shelf;

    #[test]
    fn the_oldest_goes_first_and_nothing_is_made_twice() {
        let shelf: Shelf<u32, u32> = Shelf::default();
        let mut made = Vec::new();
        for key in [1, 2, 3, 4, 5, 6, 1, 7, 1, 2] {
            assert_eq!(
                *shelf.get(
                    false,
                    key,
                    |_| true,
                    || {
                        made.push(key);
                        key * 10
                    }
                ),
                key * 10
            );
        }
        assert_eq!(made, [1, 2, 3, 4, 5, 6, 7, 2]);
    }

    #[test]
    fn what_is_too_large_is_made_again() {
        let shelf: Shelf<u32, u32> = Shelf::default();
        let mut made = 0;
        for _ in 0..2 {
            shelf.get(
                false,
                1,
                |_| false,
                || {
                    made += 1;
                    made
                },
            );
        }
        assert_eq!(made, 2);
    }
    #[test]
    fn guests_make_room_for_each_other_alone() {
        for asked in [0, 2, 6] {
            let shelf: Shelf<u32, u32> = Shelf::default();
            let made = RefCell::new(Vec::new());
            let get = |guest, key| {
                let tenfold = || {
                    made.borrow_mut().push(key);
                    key * 10
                };
                assert_eq!(*shelf.get(guest, key, |_| true, tenfold), key * 10);
            };
            (1..=asked).for_each(|key| get(false, key));
            (11..=20).for_each(|key| get(true, key));
            // The last two guests are still there, and become what was asked for.
            for key in (1..=asked).chain([19, 20]) {
                get(true, key);
            }
            get(false, 20);
            (31..=34).for_each(|key| get(true, key));
            get(false, 20);
            (1..=asked).skip(1).for_each(|key| get(true, key));
            let all: Vec<u32> = (1..=asked).chain(11..=20).chain(31..=34).collect();
            assert_eq!(*made.borrow(), all);
        }
    }
}
