//! Filters: the values of a question become the codes that do not pass, and these the leads that do.

use std::collections::BTreeSet;

use crate::answer::Notice;
use crate::cube::bits;
use crate::cube::scope::{Dimensions, Scope};
use crate::labels;
use crate::query::Dimension;
use crate::snapshot::Snapshot;

impl Scope<'_> {
    /// Lays one filter on: on dealers, on channels or on the leads.
    pub(super) fn lay(&mut self, dimension: Dimension, fails: Vec<bool>) {
        let own = Dimensions::of(dimension).0;
        self.filtered.0 |= own;
        match dimension {
            Dimension::Channel => {
                self.channel_fail = fails.iter().map(|&f| if f { own } else { 0 }).collect();
            }
            Dimension::Origin => self.narrow(self.leads.origin, dimension, fails),
            Dimension::Kind => self.narrow(self.leads.kind, dimension, fails),
            Dimension::Temperature => self.narrow(self.leads.temperature, dimension, fails),
            Dimension::Series => self.narrow(self.leads.series, dimension, fails),
            place => {
                for (fail, &number) in self.dealer_fail.iter_mut().zip(self.snapshot.places.of_dealer(place))
                {
                    *fail |= if fails[usize::from(number)] { own } else { 0 };
                }
            }
        }
    }

    fn narrow<T>(&mut self, column: &[T], dimension: Dimension, fails: Vec<bool>)
    where
        T: Copy + Into<usize>,
    {
        let words = bits::count_words(column.len());
        let all = || (0..words).map(|word| bits::within(&(0..column.len()), word)).collect();
        let planes = self.snapshot.planes(dimension, &self.leads);
        planes.keep(self.mask.get_or_insert_with(all), column, &fails);
        self.filters.push((dimension, fails));
    }
}

/// For each number of a dimension, whether the value does not pass. `None` where no value of the
/// filter is known.
pub(super) fn failing(
    snapshot: &Snapshot,
    dimension: Dimension,
    values: &BTreeSet<String>,
    notices: &mut Vec<Notice>,
) -> Option<Vec<bool>> {
    let words = snapshot.words(dimension);
    let mut fails = vec![true; words.len()];
    let mut any = false;
    for value in values {
        let province = (dimension == Dimension::Province).then(|| labels::province_of(value)).flatten();
        let wanted = province.map_or(value.as_str(), |p| p.zh);
        if let Some(number) = words.iter().position(|w| w == wanted) {
            fails[number] = false;
            any = true;
        } else {
            notices.push(Notice::NotInSnapshot(dimension.id().to_owned(), value.clone()));
        }
    }
    any.then_some(fails)
}
