//! Where the dealers are: the codes of region, centre, province and city for each dealer.

use std::collections::HashMap;

use polars_lite::prelude::PolarsResult;

use crate::frame::Frame;
use crate::query::Dimension;
use crate::seed::Seeded;

/// The place hierarchy. Dealer 0 is "no dealer" and stands under the empty name at every level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    levels: [Level; 5],
}

/// One level: its names, 0 being the empty one, and the name of each dealer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Level {
    keys: Vec<String>,
    names: Vec<String>,
    of_dealer: Vec<u16>,
}

impl Places {
    /// Takes the places from the frame of the dealers.
    pub(crate) fn of(dealers: &Frame) -> PolarsResult<Self> {
        let mut places = Self::default();
        for (level, column) in places.levels.iter_mut().zip(["region", "center", "province", "city"]) {
            let mut numbers: HashMap<String, u16, Seeded> = HashMap::default();
            numbers.insert(String::new(), 0);
            level.keys.push(String::new());
            level.of_dealer.push(0);
            for name in dealers.text(column)?.iter() {
                let name = name.unwrap_or_default();
                let next = u16::try_from(level.keys.len()).unwrap_or(0);
                let number = *numbers.entry(name.to_owned()).or_insert_with(|| {
                    level.keys.push(name.to_owned());
                    next
                });
                level.of_dealer.push(number);
            }
            level.names.clone_from(&level.keys);
        }
        let [.., last] = &mut places.levels;
        *last = Level { keys: vec![String::new()], names: vec![String::new()], of_dealer: vec![0] };
        let ids = dealers.text("dealer_id")?.iter();
        let names = dealers.text("name")?.iter();
        for (number, (id, name)) in (1..=u16::MAX).zip(ids.zip(names)) {
            last.keys.push(id.unwrap_or_default().to_owned());
            last.names.push(name.unwrap_or_default().to_owned());
            last.of_dealer.push(number);
        }
        Ok(places)
    }

    fn level(&self, dimension: Dimension) -> &Level {
        let index = Dimension::PLACES.iter().position(|d| *d == dimension).unwrap_or(4);
        &self.levels[index]
    }

    /// The keys of a level by number; 0 is the empty one.
    pub(crate) fn keys(&self, dimension: Dimension) -> &[String] {
        &self.level(dimension).keys
    }

    /// The names of a level by number: the keys, but for dealers.
    pub(crate) fn names(&self, dimension: Dimension) -> &[String] {
        &self.level(dimension).names
    }

    /// The number of a level for each dealer, dealer 0 included.
    pub(crate) fn of_dealer(&self, dimension: Dimension) -> &[u16] {
        &self.level(dimension).of_dealer
    }

    /// How many dealers there are, "no dealer" included.
    pub(crate) fn len(&self) -> usize {
        self.levels[4].keys.len()
    }

    /// Whether the level is empty for every dealer, and so passed over when drilling.
    pub(crate) fn is_unused(&self, dimension: Dimension) -> bool {
        self.level(dimension).of_dealer.iter().all(|&n| n == 0)
    }
}
