//! The texts of a page.

use super::bits::lengths;
use super::page::MOST_BYTES;

/// Texts by their place; place 0 is the empty one, which a cell that states nothing has.
#[derive(Debug)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0, 0] }
    }
}

/// How the texts of a page are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Each behind its length.
    Plain,
    /// All lengths, then all texts.
    Lengths,
    /// What each has in common with the one before, and what is its own.
    Prefixes,
}

impl Texts {
    /// Reads so many texts; `None` for bytes that do not hold just so many, or are no text.
    pub(super) fn read(bytes: &[u8], form: Form, count: usize) -> Option<Self> {
        let mut ends = Vec::with_capacity(count + 2);
        ends.extend([0, 0]);
        let mut all = Vec::with_capacity(bytes.len());
        match form {
            Form::Plain => {
                let mut rest = bytes;
                for _ in 0..count {
                    let (length, behind) = rest.split_first_chunk()?;
                    let length = u32::from_le_bytes(*length).try_into().ok()?;
                    let (text, behind) = behind.split_at_checked(length)?;
                    all.extend_from_slice(text);
                    ends.push(u32::try_from(all.len()).ok()?);
                    rest = behind;
                }
                if !rest.is_empty() {
                    return None;
                }
            }
            Form::Lengths => {
                let (lengths, texts) = lengths(bytes, count)?;
                let mut end: u32 = 0;
                for length in lengths {
                    end = end.checked_add(length)?;
                    ends.push(end);
                }
                if end as usize != texts.len() {
                    return None;
                }
                all.extend_from_slice(texts);
            }
            Form::Prefixes => {
                let (prefixes, rest) = lengths(bytes, count)?;
                let (suffixes, mut rest) = lengths(rest, count)?;
                let mut start = 0;
                for (prefix, suffix) in prefixes.into_iter().zip(suffixes) {
                    let (own, behind) = rest.split_at_checked(suffix as usize)?;
                    let (end, common) = (all.len(), prefix as usize);
                    if common > end - start || end + common + own.len() > MOST_BYTES {
                        return None;
                    }
                    all.extend_from_within(start..start + common);
                    all.extend_from_slice(own);
                    ends.push(u32::try_from(all.len()).ok()?);
                    (start, rest) = (end, behind);
                }
                if !rest.is_empty() {
                    return None;
                }
            }
        }
        // No cell of a file that `pack` has taken holds NUL.
        let text = String::from_utf8(all).ok().filter(|text| memchr::memchr(0, text.as_bytes()).is_none())?;
        let whole = ends.iter().all(|&end| text.is_char_boundary(end as usize));
        whole.then_some(Self { text, ends })
    }

    /// How many there are, the empty one not counted.
    pub(super) fn len(&self) -> usize {
        self.ends.len() - 2
    }

    /// How many bytes they have together.
    pub(super) fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// The text at a place.
    #[inline]
    pub(super) fn get(&self, place: u32) -> &str {
        let Some(&[start, end]) = self.ends.get(place as usize..).and_then(|ends| ends.first_chunk()) else {
            return "";
        };
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], form: Form, want: &[&str]) {
        let texts = Texts::read(bytes, form, want.len()).expect("texts");
        assert_eq!(texts.len(), want.len());
        assert_eq!(texts.get(0), "");
        let got: Vec<&str> = (1..).take(want.len()).map(|place| texts.get(place)).collect();
        assert_eq!(got, want);
        for count in [0, want.len() - 1, want.len() + 1] {
            assert!(Texts::read(bytes, form, count).is_none(), "{count}");
        }
        for cut in 0..bytes.len() {
            assert!(Texts::read(&bytes[..cut], form, want.len()).is_none(), "{cut}");
        }
    }

    #[test]
    fn every_form_is_read_whole_or_not_at_all() {
        check(b"\x02\0\0\0ab\0\0\0\0\x03\0\0\0\xe5\xb1\x95", Form::Plain, &["ab", "", "展"]);
        // Lengths 2, 0, 3.
        let lengths = [8, 1, 3, 4, 3, 3, 0b0010_1000, 0, 0];
        check(&[&lengths[..], b"ab\xe5\xb1\x95"].concat(), Form::Lengths, &["ab", "", "展"]);
        // Prefixes 0, 2; suffixes 3, 1.
        let prefixes = [8, 1, 2, 0, 4, 0, 8, 1, 2, 6, 3, 0];
        check(&[&prefixes[..], b"abcx"].concat(), Form::Prefixes, &["abc", "abx"]);
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        assert!(Texts::read(b"\x01\0\0\0\xe5", Form::Plain, 1).is_none());
        assert!(Texts::read(b"\x01\0\0\0\0", Form::Plain, 1).is_none());
        // A letter that is cut in two.
        assert!(Texts::read(b"\x01\0\0\0\xe5\x02\0\0\0\xb1\x95", Form::Plain, 2).is_none());
        // More in common than there is.
        assert!(
            Texts::read(&[8, 1, 2, 0, 8, 0, 8, 1, 2, 6, 3, 0, b'a', b'b', b'c', b'x'], Form::Prefixes, 2)
                .is_none()
        );
        assert_eq!(Texts::default().get(7), "");
    }
}
