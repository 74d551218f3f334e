//! Decoders of `encoding_rs`.

use encoding_rs::{CoderResult, Encoding};

use super::Decoder;

/// Encodings by [`super::Find`]. The standard has labels of encodings that must not be decoded; none of them is known.
pub(super) fn find(label: &str) -> Option<(String, Box<dyn Decoder>)> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    let decoder = encoding.new_decoder_without_bom_handling();
    Some((encoding.name().to_owned(), Box::new(Library(decoder))))
}

struct Library(encoding_rs::Decoder);

impl Decoder for Library {
    fn decode(&mut self, mut bytes: &[u8], last: bool, out: &mut String) -> bool {
        let mut broken = false;
        loop {
            out.reserve(self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
            let (result, read, replaced) = self.0.decode_to_string(bytes, out, last);
            broken |= replaced;
            bytes = &bytes[read..];
            if result == CoderResult::InputEmpty {
                return broken;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encodings::names;

    #[test]
    fn the_names_are_the_librarys() {
        let labels =
            ["utf8", "ucs-2", "utf-16be", "gb2312", "gb18030", "big5-hkscs", "cp1252", "sjis", "euc-kr"];
        for label in labels {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (name, _) = crate::encodings::find(label).unwrap();
            assert_eq!(name, encoding.name());
            assert_eq!(names::is_ascii_compatible(name), encoding.is_ascii_compatible());
        }
        for label in ["klingon", "", "iso-2022-kr", "replacement"] {
            assert!(find(label).is_none(), "{label}");
        }
    }
}
