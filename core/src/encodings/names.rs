//! The names that the Encoding Standard gives to encodings.

pub(crate) const UTF_8: &str = "UTF-8";
pub(crate) const UTF_16LE: &str = "UTF-16LE";
pub(crate) const UTF_16BE: &str = "UTF-16BE";
pub(crate) const GB18030: &str = "gb18030";
const ISO_2022_JP: &str = "ISO-2022-JP";

/// Each as the standard writes it; browsers write small letters.
const NAMES: [&str; 39] = [
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    GB18030,
    ISO_2022_JP,
    "GBK",
    "Big5",
    "EUC-JP",
    "EUC-KR",
    "IBM866",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-6",
    "ISO-8859-7",
    "ISO-8859-8",
    "ISO-8859-8-I",
    "KOI8-R",
    "KOI8-U",
    "Shift_JIS",
    "macintosh",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "x-mac-cyrillic",
    "x-user-defined",
];

/// The name as the standard writes it; `None` for one that is not among its names.
pub(super) fn known(name: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a line break is always one in the encoding of this name, whatever stands before it.
pub(crate) fn is_ascii_compatible(name: &str) -> bool {
    ![UTF_16LE, UTF_16BE, ISO_2022_JP].contains(&name)
}
