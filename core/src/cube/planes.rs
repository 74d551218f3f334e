//! Codes as bits: which of 64 leads have a code is a few ANDs.

use std::ops::BitAnd;

use std::sync::Arc;

use crate::cube::bits;
use crate::query::Dimension;
use crate::snapshot::Snapshot;
use crate::tables::Leads;

/// A column of codes, one bit a lead for each binary digit of the codes.
#[derive(Debug)]
pub(crate) struct Planes {
    digits: usize,
    /// The digits of the first 64 leads from the lowest on, then those of the next.
    words: Vec<u64>,
}

/// Comparisons of a word with codes, digit by digit, beyond which it is faster to look up what is said of each lead's.
const MOST: usize = 96;

/// Codes up to which each is compared by itself rather than all at once.
const DIRECT: usize = 3;
/// Digits up to which leads are parted by all of them.
const SPLIT: usize = 5;

impl Planes {
    /// Looks through codes, all of them below `count`.
    pub(crate) fn of<T>(codes: &[T], count: usize) -> Self
    where
        T: Copy + Default + PartialEq + BitAnd<Output = T> + TryFrom<usize>,
    {
        let digits = (usize::BITS - count.saturating_sub(1).leading_zeros()) as usize;
        let all: Vec<T> = (0..digits).filter_map(|digit| (1_usize << digit).try_into().ok()).collect();
        let words = codes.chunks(64).flat_map(|codes| all.iter().map(|&one| bits::sharing(codes, one)));
        Self { digits: all.len(), words: words.collect() }
    }

    /// The leads of a word with this code. Where a word is not full, nought is the code of those that are not there.
    pub(crate) fn equal(&self, word: usize, code: usize) -> u64 {
        let digits = &self.words[word * self.digits..][..self.digits];
        digits.iter().enumerate().fold(u64::MAX, |equal, (digit, set)| {
            let other = if code >> digit & 1 == 0 { u64::MAX } else { 0 };
            equal & (set ^ other)
        })
    }

    /// Calls for each code of some leads of a word, with those that have it. Leads with other codes than `among` may
    /// be left out; `code` is a lead's, by its place in the word.
    #[inline]
    pub(crate) fn each(
        &self,
        word: usize,
        leads: u64,
        among: &[usize],
        code: impl Fn(usize) -> usize,
        mut take: impl FnMut(usize, u64),
    ) {
        let count = leads.count_ones() as usize;
        if count <= among.len() || among.len() > DIRECT && self.digits > SPLIT {
            bits::places(0, leads).for_each(|at| take(code(at), 1 << at));
        } else if among.len() <= DIRECT {
            for &code in among {
                take(code, leads & self.equal(word, code));
            }
        } else {
            let sets = self.split(word, leads);
            for (code, own) in sets.into_iter().enumerate().filter(|(_, own)| *own != 0) {
                take(code, own);
            }
        }
    }

    /// Some leads of a word by code: parted by the highest digit, each part by the next, and so on.
    fn split(&self, word: usize, leads: u64) -> [u64; 1 << SPLIT] {
        let mut sets = [0; 1 << SPLIT];
        sets[0] = leads;
        let digits = &self.words[word * self.digits..][..self.digits];
        for (done, set) in digits.iter().rev().enumerate() {
            for at in (0..1 << done).rev() {
                let own: u64 = sets[at];
                sets[2 * at + 1] = own & set;
                sets[2 * at] = own & !set;
            }
        }
        sets
    }

    /// Keeps of the leads those whose code does not fail. What fails is said by code; `codes` are those that this
    /// was made of.
    pub(crate) fn keep<T: Copy + Into<usize>>(&self, leads: &mut [u64], codes: &[T], fails: &[bool]) {
        #[inline(never)]
        fn look_up<T: Copy + Into<usize>>(leads: &mut [u64], codes: &[T], fails: &[bool]) {
            for (word, codes) in leads.iter_mut().zip(codes.chunks(64)) {
                *word &= bits::of(codes, |code| !fails[code.into()]);
            }
        }
        let failing = fails.iter().filter(|&&fail| fail).count();
        let fail = failing < fails.len() - failing;
        let few: Vec<usize> = (0..fails.len()).filter(|&code| fails[code] == fail).collect();
        if few.len() * self.digits > MOST {
            for (leads, codes) in leads.chunks_mut(64).zip(codes.chunks(64 * 64)) {
                look_up(leads, codes, fails);
            }
        } else {
            for (block, leads) in leads.chunks_mut(64).enumerate() {
                self.compare(block * 64, leads, &few, fail);
            }
        }
    }

    #[inline(never)]
    fn compare(&self, first: usize, leads: &mut [u64], codes: &[usize], fail: bool) {
        for (word, leads) in (first..).zip(leads) {
            let among = codes.iter().fold(0, |among, &code| among | self.equal(word, code));
            *leads &= if fail { !among } else { among };
        }
    }
}

impl Snapshot {
    /// The planes of one of those dimensions, made when they are first asked for.
    pub(crate) fn planes(&self, dimension: Dimension, leads: &Leads<'_>) -> Arc<Planes> {
        let count = self.words(dimension).len();
        self.memory.planes(dimension.id(), || match dimension {
            Dimension::Series => Planes::of(leads.series, count),
            Dimension::Origin => Planes::of(leads.origin, count),
            Dimension::Kind => Planes::of(leads.kind, count),
            _ => Planes::of(leads.temperature, count),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_again_and_pass_however_many_of_them_fail() {
        // More than one block of words, and a last word that is not full.
        for count in [1_usize, 2, 20, 33] {
            let codes: Vec<u8> = (0..u8::try_from(count).unwrap()).cycle().take(64 * 64 + 150).collect();
            let planes = Planes::of(&codes, count);
            let all: Vec<u64> =
                (0..67).map(|word| if word == 66 { 0x3F_FFFF } else { 0xF0F0_FFFF_1248_FFFF }).collect();
            for code in 0..count {
                let expected: Vec<u64> = bits::test(&codes, |c| usize::from(c) == code).collect();
                let equal: Vec<u64> = (0..67).map(|word| planes.equal(word, code)).collect();
                assert_eq!(equal[..66], expected[..66], "{code}");
                assert_eq!(equal[66] & all[66], expected[66]);
            }
            let all_codes: Vec<usize> = (0..count).collect();
            for (among, leads) in
                [(&all_codes[..], all[0]), (&all_codes, 0b1011), (&all_codes[count - 1..], all[0])]
            {
                let mut left = leads & among.iter().fold(0, |all, &code| all | planes.equal(0, code));
                planes.each(
                    0,
                    leads,
                    among,
                    |at| codes[at].into(),
                    |code, own| {
                        assert_eq!(own & !planes.equal(0, code), 0);
                        left &= !own;
                    },
                );
                assert_eq!(left, 0, "{among:?}");
            }
            for mask in [0_u64, 1, 0b10_0000, 0xF_FFFF, 0xF_FFFE, 0b1010_1010_1010, 0x7_F0F0, 0xF_EFFF] {
                let fails: Vec<bool> = (0..count).map(|code| mask >> code & 1 == 1).collect();
                let passing = bits::test(&codes, |code| !fails[usize::from(code)]);
                let expected: Vec<u64> = passing.zip(&all).map(|(passing, all)| passing & all).collect();
                let mut kept = all.clone();
                planes.keep(&mut kept, &codes, &fails);
                assert_eq!(kept, expected, "{mask:b}");
            }
        }
    }
}
