//! Thrift's compact protocol, as far as the footer and the page headers of Parquet need it.
//!
//! Nothing here trusts a number that it has read: no list is given room before its members have come, and what ends
//! too early, or nests too deep, is `None`.

/// The kinds of values that are told apart.
pub(super) const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const INTEGERS: std::ops::RangeInclusive<u8> = 4..=6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// How deep values that are passed over may nest.
const MOST_DEPTH: u8 = 16;

/// Bytes that are read from their beginning.
#[derive(Clone, Copy)]
pub(super) struct Compact<'a> {
    rest: &'a [u8],
}

impl<'a> Compact<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// What was not read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// The next so many bytes.
    pub(super) fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number of seven bits a byte, the lowest first.
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number whose lowest bit is its sign.
    pub(super) fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// The value of a field of this kind, which must be an integer.
    pub(super) fn integer(&mut self, kind: u8) -> Option<i64> {
        if INTEGERS.contains(&kind) { self.zigzag() } else { None }
    }

    /// The same, which must be a length or a number of things.
    pub(super) fn count(&mut self, kind: u8) -> Option<u64> {
        self.integer(kind)?.try_into().ok()
    }

    /// The text of a field of this kind.
    pub(super) fn text(&mut self, kind: u8) -> Option<&'a str> {
        if kind != BINARY {
            return None;
        }
        let length = self.varint()?.try_into().ok()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// Goes over the fields of a struct: `take` is given the number and the kind of each, and tells whether it has
    /// read the value.
    pub(super) fn fields(&mut self, mut take: impl FnMut(&mut Self, i64, u8) -> Option<bool>) -> Option<()> {
        let mut id: i64 = 0;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            id = match head >> 4 {
                0 => self.zigzag()?,
                step => id.wrapping_add(step.into()),
            };
            if !take(self, id, head & 15)? {
                self.skip(head & 15, 0)?;
            }
        }
    }

    /// Goes over the structs of a list.
    pub(super) fn structs(&mut self, kind: u8, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if kind != LIST {
            return None;
        }
        let (kind, length) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        // Each takes a byte at least, so that the bytes end before a length that is made up.
        (0..length).try_for_each(|_| each(self))
    }

    /// Goes into a struct; `None` for another kind.
    pub(super) fn inner(
        &mut self,
        kind: u8,
        take: impl FnMut(&mut Self, i64, u8) -> Option<bool>,
    ) -> Option<bool> {
        if kind != STRUCT {
            return None;
        }
        self.fields(take)?;
        Some(true)
    }

    /// The kind of a list's members, and how many there are.
    fn list(&mut self) -> Option<(u8, u64)> {
        let head = self.byte()?;
        let length = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
        Some((head & 15, length))
    }

    fn skip(&mut self, kind: u8, depth: u8) -> Option<()> {
        if depth == MOST_DEPTH {
            return None;
        }
        match kind {
            // Within a struct these are their own value.
            TRUE | FALSE if depth == 0 => {}
            TRUE | FALSE | BYTE => drop(self.byte()?),
            kind if INTEGERS.contains(&kind) => drop(self.varint()?),
            DOUBLE => drop(self.take(8)?),
            BINARY => {
                let length = self.varint()?.try_into().ok()?;
                self.take(length)?;
            }
            LIST | SET => {
                let (kind, length) = self.list()?;
                for _ in 0..length {
                    self.skip(kind, depth + 1)?;
                }
            }
            MAP => {
                let length = self.varint()?;
                let kinds = if length > 0 { self.byte()? } else { 0 };
                for _ in 0..length {
                    self.skip(kinds >> 4, depth + 1)?;
                    self.skip(kinds & 15, depth + 1)?;
                }
            }
            STRUCT => loop {
                let head = self.byte()?;
                if head == 0 {
                    break;
                }
                if head >> 4 == 0 {
                    self.zigzag()?;
                }
                if head & 15 != TRUE && head & 15 != FALSE {
                    self.skip(head & 15, depth + 1)?;
                }
            },
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_none_is_longer_than_64_bits() {
        let zigzag = |bytes: &[u8]| Compact::new(bytes).zigzag();
        assert_eq!([zigzag(&[0]), zigzag(&[1]), zigzag(&[2]), zigzag(&[3])], [0, -1, 1, -2].map(Some));
        assert_eq!(Compact::new(&[0xAC, 2]).varint(), Some(300));
        assert_eq!(Compact::new(&[0xff; 9]).varint(), None);
        assert_eq!(Compact::new(&[0xff; 20]).varint(), None);
    }

    #[test]
    fn fields_that_nobody_wants_are_passed_over() {
        // 1: [2, 3], 2: true, 3: {1: "ab", 2: false}, 4: {7: 8.0}, 5: 21, 40: 9.
        let mut bytes = vec![0x19, 0x25, 4, 6, 0x11, 0x1c, 0x18, 2, b'a', b'b', 0x12, 0];
        bytes.extend([0x1b, 1, 0x57, 14, 0, 0, 0, 0, 0, 0, 0x20, 0x40, 0x15, 42, 5, 80, 18, 0]);
        let mut compact = Compact::new(&bytes);
        let mut seen = Vec::new();
        let read = compact.fields(|compact, id, kind| {
            if id < 5 {
                seen.push((id, None));
                return Some(false);
            }
            seen.push((id, Some(compact.integer(kind)?)));
            Some(true)
        });
        assert_eq!((read, compact.rest().len()), (Some(()), 0));
        assert_eq!(seen, [(1, None), (2, None), (3, None), (4, None), (5, Some(21)), (40, Some(9))]);
        for cut in 0..bytes.len() {
            assert_eq!(Compact::new(&bytes[..cut]).fields(|_, _, _| Some(false)), None, "{cut}");
        }
    }

    #[test]
    fn depth_and_length_have_an_end() {
        let deep = vec![0x19; 100_000];
        assert_eq!(Compact::new(&deep).fields(|_, _, _| Some(false)), None);
        let long = [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x7f, 0];
        assert_eq!(Compact::new(&long).fields(|_, _, _| Some(false)), None);
    }
}
