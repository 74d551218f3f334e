//! Which fields each lead states, one bit a lead.

use crate::cube::bits;
use crate::tables::Leads;
use crate::time::Day;

/// A field whose cells may be empty, by its place in [`Stated`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// A channel that is stated and known.
    Channel,
    Origin,
    Kind,
    Series,
    Consultant,
    Customer,
    NextContact,
    LostReason,
    LostBy,
    Amount,
}

impl Field {
    pub(crate) const COUNT: usize = Self::Amount as usize + 1;
}

/// What each of 64 leads states, one bit a lead, by field.
pub(crate) type Stated = [u64; Field::COUNT];

/// Looks through the leads; `unknown` is the number of the channel that stands for those that nobody knows.
pub(crate) fn of(leads: &Leads<'_>, unknown: u8) -> Vec<Stated> {
    let mut words = vec![Stated::default(); bits::count_words(leads.len())];
    let mut mark = |field: Field, bits: &mut dyn Iterator<Item = u64>| {
        for (word, bits) in words.iter_mut().zip(bits) {
            word[field as usize] = bits;
        }
    };
    mark(Field::Channel, &mut bits::test(leads.channel, |code| code != 0 && code != unknown));
    mark(Field::Origin, &mut bits::test(leads.origin, |code| code != 0));
    mark(Field::Kind, &mut bits::test(leads.kind, |code| code != 0));
    mark(Field::Series, &mut bits::test(leads.series, |word| word != 0));
    mark(Field::Consultant, &mut bits::test(leads.consultant, |word| word != 0));
    mark(Field::Customer, &mut bits::test(leads.customer, |word| word != 0));
    mark(Field::NextContact, &mut bits::test(leads.next_contact, |day| day != Day::NONE));
    mark(Field::LostReason, &mut bits::test(leads.lost_reason, |code| code != 0));
    mark(Field::LostBy, &mut bits::test(leads.lost_by, |code| code != 0));
    mark(Field::Amount, &mut bits::test(leads.amount, |amount: f64| !amount.is_nan()));
    words
}
