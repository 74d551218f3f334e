//! The hierarchy of places, from the region down to the dealer.

use dealerscope_charts::ordered;
use dealerscope_core::info::DealerInfo;
use dealerscope_core::query::Dimension;

/// A place and what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its level.
    pub dimension: Dimension,
    /// Its key: a name, or a dealer's id.
    pub key: String,
    /// A dealer's name; the key for other places.
    pub name: String,
    /// How many dealers it holds.
    pub dealers: usize,
    /// The places in it, at the next level that is filled.
    pub below: Vec<Place>,
}

/// Builds the tree. A level that is empty for every dealer of a place is skipped there.
#[must_use]
pub fn tree(dealers: &[DealerInfo]) -> Vec<Place> {
    let all: Vec<&DealerInfo> = dealers.iter().collect();
    below(&all, 0)
}

fn below(dealers: &[&DealerInfo], level: usize) -> Vec<Place> {
    let Some(&dimension) = Dimension::PLACES.get(level) else { return Vec::new() };
    if dimension == Dimension::Dealer {
        return dealers.iter().map(|d| leaf(d)).collect();
    }
    if dealers.iter().all(|d| key(d, dimension).is_empty()) {
        return below(dealers, level + 1);
    }
    let mut groups: Vec<(&str, Vec<&DealerInfo>)> = Vec::new();
    for dealer in dealers {
        let key = key(dealer, dimension);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, inside)) => inside.push(dealer),
            None => groups.push((key, vec![dealer])),
        }
    }
    let largest = |a: usize, b: usize| {
        let ((one, inside), (other, within)) = (&groups[a], &groups[b]);
        within.len().cmp(&inside.len()).then(one.cmp(other))
    };
    let place = |at: usize| {
        let (key, inside) = &groups[at];
        Place {
            dimension,
            key: (*key).to_owned(),
            name: (*key).to_owned(),
            dealers: inside.len(),
            below: below(inside, level + 1),
        }
    };
    ordered((0..groups.len()).collect(), &largest).into_iter().map(place).collect()
}

fn leaf(dealer: &DealerInfo) -> Place {
    let (key, name) = (dealer.id.clone(), dealer.name.clone());
    Place { dimension: Dimension::Dealer, key, name, dealers: 1, below: Vec::new() }
}

/// The key of a dealer at a level.
#[must_use]
pub fn key(dealer: &DealerInfo, dimension: Dimension) -> &str {
    match dimension {
        Dimension::Region => &dealer.region,
        Dimension::Center => &dealer.center,
        Dimension::Province => &dealer.province,
        Dimension::City => &dealer.city,
        _ => &dealer.id,
    }
}

/// The places whose name or key holds the text, from the widest, at most `most` of them.
#[must_use]
pub fn search<'a>(places: &'a [Place], text: &str, most: usize) -> Vec<&'a Place> {
    let wanted = text.trim().to_ascii_lowercase();
    let mut found = Vec::new();
    let mut layer: Vec<&Place> = places.iter().collect();
    while !layer.is_empty() && !wanted.is_empty() {
        let holds = |p: &Place| {
            p.name.to_ascii_lowercase().contains(&wanted) || p.key.to_ascii_lowercase().contains(&wanted)
        };
        found.extend(layer.iter().filter(|p| holds(p)));
        layer = layer.into_iter().flat_map(|p| &p.below).collect();
    }
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dealer(id: &str, region: &str, province: &str) -> DealerInfo {
        DealerInfo {
            id: id.into(),
            name: format!("店{id}"),
            region: region.into(),
            center: String::new(),
            province: province.into(),
            city: String::new(),
        }
    }

    fn sample() -> Vec<Place> {
        tree(&[
            dealer("1", "华东", "江苏"),
            dealer("2", "华东", "上海"),
            dealer("3", "华北", "北京"),
            dealer("4", "华东", "江苏"),
        ])
    }

    #[test]
    fn levels_that_nobody_fills_are_skipped() {
        let tree = sample();
        assert_eq!((tree[0].key.as_str(), tree[0].dealers), ("华东", 3));
        let provinces = &tree[0].below;
        assert_eq!((provinces[0].dimension, provinces[0].key.as_str()), (Dimension::Province, "江苏"));
        assert_eq!(provinces[0].below[0].dimension, Dimension::Dealer);
    }

    #[test]
    fn search_reaches_down_to_the_dealer() {
        let tree = sample();
        let names = |text| search(&tree, text, 9).iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("店3"), ["店3"]);
        assert_eq!(names(" 江"), ["江苏"]);
        assert!(names(" ").is_empty());
        assert_eq!(search(&tree, "店", 2).len(), 2);
    }
}
