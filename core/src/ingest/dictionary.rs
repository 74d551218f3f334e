//! Dictionaries: words become small numbers, 0 meaning "not stated".

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use hashbrown::HashTable;

use crate::ingest::fold;
use crate::ingest::memo::Memo;
use crate::labels;
use crate::order;
use crate::query::Lang;
use crate::seed::Seeded;

/// Words in the order in which they were met.
#[derive(Debug)]
pub(crate) struct Dictionary {
    /// The numbers by the hash of their words.
    numbers: HashTable<u32>,
    hasher: Seeded,
    words: Vec<Box<str>>,
    /// Words that were met and about which nothing is to be said.
    met: Memo<u32>,
    /// Words that are put down wherever they stand, by number; as long as it must be.
    odd: Vec<bool>,
    /// The words of a dimension by what they are compared by.
    folds: Option<HashMap<String, u32, Seeded>>,
}

impl Default for Dictionary {
    fn default() -> Self {
        let (numbers, hasher) = (HashTable::new(), Seeded::default());
        Self { numbers, hasher, words: vec!["".into()], met: Memo::default(), odd: Vec::new(), folds: None }
    }
}

impl Dictionary {
    /// A dictionary that tells words which look alike.
    pub(crate) fn of_dimension() -> Self {
        Self { folds: Some(HashMap::default()), ..Self::default() }
    }

    /// The number of a word that is there, and about which nothing is to be said.
    pub(crate) fn known(&self, word: &str) -> Option<u32> {
        if word.is_empty() {
            return Some(0);
        }
        self.met.find(word, || self.find(word).filter(|&n| !self.odd.get(n as usize).is_some_and(|odd| *odd)))
    }

    /// The number of a word, a new one if it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if word.is_empty() {
            return 0;
        }
        if let Some(n) = self.find(word) {
            return n;
        }
        let n = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.into());
        let hash = |word: &str| self.hasher.hash_one(word);
        self.numbers.insert_unique(hash(word), n, |&n| hash(&self.words[n as usize]));
        n
    }

    /// The word that was met before this one and looks like it.
    pub(crate) fn twin(&mut self, word: u32) -> Option<&str> {
        let first = *self.folds.as_mut()?.entry(fold::folded(&self.words[word as usize])).or_insert(word);
        (first != word).then(|| &*self.words[first as usize])
    }

    /// The words by number, and which are put down wherever they stand.
    pub(crate) fn told(&self) -> (Vec<Box<str>>, Vec<bool>) {
        (self.words.clone(), self.odd.clone())
    }

    /// Whether none of the words, met after those that are here, looks like another one.
    pub(crate) fn goes_on_with(&self, words: &[Box<str>]) -> bool {
        let Some(folds) = &self.folds else { return true };
        let twin = |word: &str| {
            folds.get(fold::folded(word).as_str()).is_some_and(|&first| *self.words[first as usize] != *word)
        };
        !words.iter().filter(|word| !word.is_empty()).any(|word| twin(word))
    }

    /// Goes on with words that were met after those that are here: gives the number of each.
    pub(crate) fn go_on(&mut self, words: &[Box<str>], odd: &[bool]) -> Vec<u32> {
        let mut number = |old: usize, word: &str| {
            let number = self.number(word);
            // It has none, but others may look like it from here on.
            let _ = self.twin(number);
            if odd.get(old).is_some_and(|odd| *odd) {
                self.mark(number);
            }
            number
        };
        words.iter().enumerate().map(|(old, word)| number(old, word)).collect()
    }

    /// Marks a new word that is to be put down wherever it stands.
    pub(crate) fn mark(&mut self, word: u32) {
        self.odd.resize(self.odd.len().max(word as usize + 1), false);
        self.odd[word as usize] = word != 0;
    }

    /// The number of a word that is there.
    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        if word.is_empty() {
            return Some(0);
        }
        self.numbers.find(self.hasher.hash_one(word), |&n| *self.words[n as usize] == *word).copied()
    }

    /// The word of a number.
    pub(crate) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |word| word)
    }

    /// The words in their own order, "not stated" first, and the new number of each old one.
    pub(crate) fn into_sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut order: Vec<usize> = (0..self.words.len()).collect();
        order::sort(&mut order, &|a, b| self.words[a].cmp(&self.words[b]));
        let mut numbers = vec![0; order.len()];
        for (number, &old) in (0u32..).zip(&order) {
            numbers[old] = number;
        }
        (order.iter().map(|&n| self.words[n].to_string()).collect(), numbers)
    }

    /// The words by number.
    pub(crate) fn into_words(self) -> Vec<String> {
        self.words.into_iter().map(Into::into).collect()
    }

    /// How many words there are, "not stated" included.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// The codes of one field: those of the contract, the snapshot's own, and `unknown` last.
#[derive(Debug)]
pub(crate) struct Codes {
    known: HashMap<Box<str>, u8, Seeded>,
    met: Memo<u8>,
    /// The codes by number; 0 is "not stated".
    pub(crate) all: Vec<String>,
}

impl Codes {
    /// The codes of a field, with those that the snapshot's labels bring. A label of a code means
    /// the code, unless it is a code itself.
    pub(crate) fn new(
        field: &str,
        own: &BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    ) -> Self {
        let mut codes = vec![String::new()];
        codes.extend(labels::codes(field).iter().map(|(code, _, _)| (*code).to_owned()));
        let empty = BTreeMap::new();
        for code in own.get(field).unwrap_or(&empty).keys() {
            // One number is kept for `unknown`.
            if !code.is_empty()
                && code != "unknown"
                && !codes.contains(code)
                && codes.len() < usize::from(u8::MAX)
            {
                codes.push(code.clone());
            }
        }
        codes.push("unknown".to_owned());
        let mut known: HashMap<Box<str>, u8, Seeded> = HashMap::default();
        for (number, code) in (0..=u8::MAX).zip(&codes) {
            known.insert(code.as_str().into(), number);
        }
        for (number, code) in (0..=u8::MAX).zip(&codes) {
            let labels = own
                .get(field)
                .and_then(|f| f.get(code))
                .into_iter()
                .flat_map(BTreeMap::values)
                .map(String::as_str);
            let contract =
                [Lang::Zh, Lang::En].into_iter().filter_map(|lang| labels::label(field, code, lang));
            for label in labels.chain(contract).filter(|l| !l.is_empty()) {
                known.entry(label.into()).or_insert(number);
                known.entry(fold::folded(label).into()).or_insert(number);
            }
        }
        Self { known, met: Memo::default(), all: codes }
    }

    /// The number of a code, and whether the code is known. Capitals, full width and spaces are no
    /// difference.
    pub(crate) fn number(&self, code: &str) -> (u8, bool) {
        if code.is_empty() {
            return (0, true);
        }
        let known = || self.known.get(code).or_else(|| self.known.get(fold::folded(code).as_str())).copied();
        match self.met.find(code, known) {
            Some(n) => (n, true),
            None => (u8::try_from(self.all.len() - 1).unwrap_or(u8::MAX), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers() {
        let mut d = Dictionary::default();
        assert_eq!([d.number(""), d.number("b"), d.number("a"), d.number("b")], [0, 1, 2, 1]);
        assert_eq!((d.find("a"), d.find("z"), d.len()), (Some(2), None, 3));
        assert_eq!(d.into_sorted(), (vec![String::new(), "a".into(), "b".into()], vec![0, 2, 1]));
    }

    #[test]
    fn own_codes_follow_the_contract_and_unknown_is_last() {
        let mut own = BTreeMap::new();
        let label = |text: &str| BTreeMap::from([("en".to_owned(), text.to_owned())]);
        own.insert("channel".to_owned(), BTreeMap::from([("organic".to_owned(), label("Organic search"))]));
        let codes = Codes::new("channel", &own);
        assert_eq!(codes.all.len(), 14);
        assert_eq!(codes.number("organic"), (12, true));
        assert_eq!(codes.number("Organic search"), (12, true));
        assert_eq!(codes.number("网站"), (11, true));
        assert_eq!(codes.number("Website"), (11, true));
        assert_eq!(codes.number("unknown"), (13, true));
        assert_eq!(codes.number("telepathy"), (13, false));
        assert_eq!(codes.number(""), (0, true));
    }
}
