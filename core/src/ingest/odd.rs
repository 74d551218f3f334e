//! Cells as spreadsheets and people write them, looked at only when the plain reading has failed.

use crate::ingest::cell;
use crate::ingest::decimal::decimal;
use crate::ingest::fold;

/// What stands in a cell whose formula failed.
const ERRORS: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#GETTING_DATA",
];

/// Whether a cell shows a spreadsheet's error, or the signs of a column that was too narrow.
pub(crate) fn is_error(cell: &str) -> bool {
    cell.starts_with('#')
        && (ERRORS.iter().any(|e| e.eq_ignore_ascii_case(cell))
            || cell.len() > 2 && cell.bytes().all(|b| b == b'#'))
}

/// What stands where a row's key should, when the row sums up others.
const TOTALS: [&str; 11] =
    ["合计", "总计", "共计", "小计", "总和", "汇总", "total", "totals", "grandtotal", "subtotal", "sum"];

/// Whether a cell says that its row sums up others.
#[inline]
pub(crate) fn is_total(cell: &str) -> bool {
    let may_be = match cell.as_bytes() {
        [a, b, ..] => !a.is_ascii() || matches!((a | 32, b | 32), (b't', b'o') | (b'g', b'r') | (b's', b'u')),
        _ => false,
    };
    may_be && cell.len() < 40 && TOTALS.contains(&fold::folded(cell).trim_end_matches(':'))
}

/// Whether a cell is a number in a spreadsheet's short form, such as `1.38E+10`: the digits that
/// are not shown are lost.
pub(crate) fn is_shortened(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once("E+") else { return false };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    whole.len() == 1 && digits(whole) && digits(fraction) && exponent.len() >= 2 && digits(exponent)
}

/// A number as people write it: full width, spaces between thousands, `45%`, `12.5万`, `1.2亿元`,
/// `(300)` for a negative one.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = fold::width(text);
    let (text, power) = [("%", -2), ("万元", 4), ("亿元", 8), ("万", 4), ("亿", 8), ("元", 0)]
        .into_iter()
        .find_map(|(sign, power)| Some((text.strip_suffix(sign)?, power)))
        .unwrap_or((&text, 0));
    let text = text.trim_matches(fold::is_space);
    // Spaces may stand where commas may, and not beside them.
    let spaced = text.contains(fold::is_space);
    let mut plain =
        if spaced && !text.contains(',') { text.replace(fold::is_space, ",") } else { text.to_owned() };
    if let Some(inner) = plain.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        plain = format!("-{inner}");
    }
    let value = cell::number(&plain)?;
    if power == 0 {
        return Some(value);
    }
    // The point is moved in the digits, so that 12.3万 is exactly 123,000.
    decimal(&format!("{}e{power}", plain.replace(',', "")))
}

/// A whole number as in [`number`].
pub(crate) fn integer(text: &str) -> Option<i64> {
    cell::whole(number(text)?)
}

/// Yes or no in full width.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    cell::boolean(&fold::width(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_a_spreadsheet_are_known() {
        for cell in ["#N/A", "#REF!", "#value!", "#DIV/0!", "########"] {
            assert!(is_error(cell), "{cell}");
        }
        for cell in ["", "#", "#1", "N/A", "#N/A!"] {
            assert!(!is_error(cell), "{cell}");
        }
    }

    #[test]
    fn totals_are_known() {
        for cell in ["合计", "合 计：", "总计", "Total", "Grand Total:", "TOTALS", "ＴＯＴＡＬ"] {
            assert!(is_total(cell), "{cell}");
        }
        for cell in ["", "T1", "合计店", "Total Auto", "s"] {
            assert!(!is_total(cell), "{cell}");
        }
    }

    #[test]
    fn a_shortened_number_is_known() {
        for cell in ["1.38E+10", "1E+05", "4.40106E+17"] {
            assert!(is_shortened(cell), "{cell}");
        }
        for cell in ["1e3", "E+10", "A1.3E+10", "1.38E+1", "13800000000", "12.3E+10"] {
            assert!(!is_shortened(cell), "{cell}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, want) in [
            ("１２３４", 1234.0),
            ("１，２３４．５", 1234.5),
            ("1 234 567", 1_234_567.0),
            ("1\u{a0}234", 1234.0),
            ("45%", 0.45),
            ("12.3万", 123_000.0),
            ("1.1亿", 110_000_000.0),
            ("22.18 万元", 221_800.0),
            ("(300)", -300.0),
            ("1,200元", 1200.0),
        ] {
            assert_eq!(number(cell), Some(want), "{cell}");
        }
        for cell in
            ["", "万", "%", "12 34", "1 2345", "12万5", "twelve", "12%%", "¥100", "1 234 56", "1 234万5"]
        {
            assert_eq!(number(cell), None, "{cell}");
        }
        assert_eq!(
            (integer("1.1亿"), integer("1.23456万"), integer("12.34567万")),
            (Some(110_000_000), None, None)
        );
        assert_eq!((boolean("１"), boolean("ＦＡＬＳＥ"), boolean("二")), (Some(true), Some(false), None));
    }
}
