//! Quotes within cells that have a sign before them, mostly a backslash, instead of being doubled.
//!
//! They are doubled here, so that the reader of records knows one way only, and a backslash that
//! stands before anything else stays what it is.

use std::borrow::Cow;

use memchr::memchr2;
use serde::{Deserialize, Serialize};

use crate::ingest::signs::Signs;

/// What the sign before quotes is known to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Mode {
    /// Nothing: quotes are doubled.
    Off,
    /// Nothing so far.
    Looking,
    /// It stands before quotes.
    On,
}

/// Where the next sign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Outside,
    /// Within a cell's quotes.
    Within,
    /// Directly behind a quote that ends a cell, unless another follows.
    Behind,
}

/// Doubles quotes that have a sign before them, in text that comes in pieces of any size.
#[derive(Debug)]
pub(crate) struct Escapes {
    delimiter: u8,
    quote: u8,
    escape: u8,
    mode: Mode,
    place: Place,
    /// The sign before.
    before: u8,
    /// Signs at the end of a piece whose meaning the next one shows.
    held: String,
    /// Something was read that would mean another thing if the sign stood before quotes.
    unsure: bool,
    /// The sign turned out to stand before quotes only after that.
    pub(crate) late: bool,
}

impl Escapes {
    /// What the signs say; where none is stated before quotes, a backslash is looked for.
    pub(crate) fn new(signs: Signs) -> Self {
        let quote = signs.quote.unwrap_or(b'"');
        let escape = signs.escape.unwrap_or(b'\\');
        let mode = match signs.escape {
            _ if escape == quote => Mode::Off,
            Some(_) => Mode::On,
            None => Mode::Looking,
        };
        Self {
            delimiter: signs.delimiter.unwrap_or(b','),
            quote,
            escape,
            mode,
            place: Place::Outside,
            before: b'\n',
            held: String::new(),
            unsure: false,
            late: false,
        }
    }

    /// What is known where a line begins; `None` within quotes, or where the last signs are still unclear.
    pub(crate) fn mode_between_lines(&self) -> Option<Mode> {
        (self.held.is_empty() && self.place == Place::Outside).then_some(self.mode)
    }

    /// Whether a file that begins with this text has a backslash before quotes: somewhere one is
    /// followed by what could not stand behind a cell's last quote.
    pub(crate) fn stand_in(text: &str, signs: Signs) -> bool {
        let mut escapes = Self::new(signs);
        escapes.feed(text, false);
        escapes.mode == Mode::On
    }

    /// The next piece with its quotes doubled; `last` ends the file.
    pub(crate) fn feed<'a>(&mut self, piece: &'a str, last: bool) -> Cow<'a, str> {
        if self.mode == Mode::Off {
            return Cow::Borrowed(piece);
        }
        let joined = if self.held.is_empty() {
            Cow::Borrowed(piece)
        } else {
            Cow::Owned(std::mem::take(&mut self.held) + piece)
        };
        let bytes = joined.as_bytes();
        let mut out = String::new();
        let (mut at, mut kept) = (0, 0);
        while let Some(found) = memchr2(self.quote, self.escape, &bytes[at..]) {
            let place = at + found;
            if found > 0 {
                self.pass_plain(bytes[place - 1]);
            }
            if bytes[place] == self.quote || self.place != Place::Within {
                self.pass(bytes[place]);
                at = place + 1;
                continue;
            }
            let (next, then) = (bytes.get(place + 1).copied(), bytes.get(place + 2).copied());
            let quote = next == Some(self.quote);
            if !last && (next.is_none() || quote && then.is_none() && self.mode == Mode::Looking) {
                joined[place..].clone_into(&mut self.held);
                out.push_str(&joined[kept..place]);
                return Cow::Owned(out);
            }
            if self.mode == Mode::Looking {
                let ends = |c: u8| c == self.delimiter || c == self.quote || matches!(c, b'\n' | b'\r');
                if quote && then.is_some_and(|c| !ends(c)) {
                    (self.mode, self.late) = (Mode::On, self.unsure);
                } else {
                    self.unsure |= quote || next == Some(self.escape);
                    self.pass(self.escape);
                    at = place + 1;
                    continue;
                }
            }
            // Of a doubled sign one is left out, and one before a quote becomes a quote.
            if quote || next == Some(self.escape) {
                out.push_str(&joined[kept..place]);
                kept = place + 1;
                if quote {
                    out.push(char::from(self.quote));
                }
                at = place + 2;
            } else {
                at = place + 1;
            }
            self.before = self.escape;
        }
        if at < bytes.len() {
            self.pass_plain(bytes[bytes.len() - 1]);
        }
        if kept == 0 && out.is_empty() {
            return joined;
        }
        out.push_str(&joined[kept..]);
        Cow::Owned(out)
    }

    /// Passes a sign that means what it means without a sign before it.
    fn pass(&mut self, sign: u8) {
        let begins = self.before == self.delimiter || matches!(self.before, b'\n' | b'\r');
        self.place = match (self.place, sign == self.quote) {
            (Place::Within, true) => Place::Behind,
            (Place::Within, false) | (Place::Behind, true) => Place::Within,
            (Place::Outside, true) if begins => Place::Within,
            _ => Place::Outside,
        };
        self.before = sign;
    }

    /// Passes signs that are neither of the two, the last of which is this.
    fn pass_plain(&mut self, last: u8) {
        if self.place == Place::Behind {
            self.place = Place::Outside;
        }
        self.before = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds a text in pieces of every size, which must all agree.
    #[track_caller]
    fn check(escape: Option<u8>, text: &str, want: &str, late: bool) {
        for size in 1..=text.len() {
            let mut escapes = Escapes::new(Signs { escape, ..Signs::default() });
            let mut got = String::new();
            let pieces: Vec<&str> =
                text.as_bytes().chunks(size).map(|piece| std::str::from_utf8(piece).unwrap()).collect();
            for piece in pieces {
                got += &escapes.feed(piece, false);
            }
            got += &escapes.feed("", true);
            assert_eq!((got.as_str(), escapes.late), (want, late), "{text} in pieces of {size}");
        }
    }

    #[test]
    fn a_stated_sign_is_left_out_before_quotes_and_itself_alone() {
        let check = |text, want| check(Some(b'\\'), text, want, false);
        check(r#"a,"say \"hi\"",b"#, r#"a,"say ""hi""",b"#);
        check(r#""C:\dir","D:\\","\"""#, r#""C:\dir","D:\","""""#);
        check(r#"C:\dir,\"x,a\"b"#, r#"C:\dir,\"x,a\"b"#);
        check(r#""a""b\"","c""#, r#""a""b""","c""#);
        check("\"x\\", "\"x\\");
    }

    #[test]
    fn a_backslash_is_known_by_what_follows_the_quote() {
        let check = |text, want, late| check(None, text, want, late);
        check(r#"a,"say \"hi\"",b"#, r#"a,"say ""hi""",b"#, false);
        check("\"C:\\\",1\n\"D:\\\"\n\"E:\\\"", "\"C:\\\",1\n\"D:\\\"\n\"E:\\\"", false);
        check("a,5\\\" pipe\n\"b\"\n", "a,5\\\" pipe\n\"b\"\n", false);
        // What came before may have meant another thing.
        check("\"C:\\\",1\n\"a \\\"b\\\" c\"", "\"C:\\\",1\n\"a \"\"b\"\" c\"", true);
        check("\"C:\\\\d\",1\n\"a \\\"b\"", "\"C:\\\\d\",1\n\"a \"\"b\"", true);
        check("\"C:\\d\",1\n\"a \\\"b\"", "\"C:\\d\",1\n\"a \"\"b\"", false);
    }
}
