//! Numbers as a terminal shows them.

use dealerscope_core::answer::{Unit, Value};

/// How an unknown value is shown.
pub const UNKNOWN: &str = "–";

/// A whole number with a comma between groups of three digits.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with so many places after the point, its whole part grouped.
fn fixed(x: f64, places: usize) -> String {
    let text = format!("{:.places$}", x.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    let zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if x.is_sign_negative() && !zero { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A number in its unit.
#[must_use]
pub fn measure(x: f64, unit: Unit) -> String {
    let places = |many: usize| if x.fract() == 0.0 { 0 } else { many };
    match unit {
        Unit::Rate => format!("{} %", fixed(x * 100.0, 2)),
        Unit::Points => format!("{}{} pp", if x > 0.0 { "+" } else { "" }, fixed(x * 100.0, 2)),
        Unit::Money | Unit::Count | Unit::Rank => fixed(x, places(2)),
        Unit::Days | Unit::Minutes => fixed(x, places(1)),
        Unit::Flag => if x == 0.0 { "no" } else { "yes" }.to_owned(),
        Unit::Number | Unit::Code | Unit::Month | Unit::Date | Unit::Text => fixed(x, places(3)),
    }
}

/// A cell in its column's unit.
#[must_use]
pub fn cell(value: &Value, unit: Unit) -> String {
    match value {
        Value::Null => UNKNOWN.to_owned(),
        Value::Text(text) => one_line(text),
        Value::Int(_) | Value::Num(_) => {
            value.number().map_or_else(|| UNKNOWN.to_owned(), |x| measure(x, unit))
        }
    }
}

/// The text without line ends and other control signs, so that it can do a terminal no harm.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_carry_their_unit() {
        #[track_caller]
        fn check(x: f64, unit: Unit, want: &str) {
            assert_eq!(measure(x, unit), want);
        }
        check(1_234_567.0, Unit::Count, "1,234,567");
        check(-1234.0, Unit::Count, "-1,234");
        check(0.1053, Unit::Rate, "10.53 %");
        check(-0.021, Unit::Points, "-2.10 pp");
        check(0.021, Unit::Points, "+2.10 pp");
        check(-0.000_001, Unit::Rate, "0.00 %");
        check(4598.5, Unit::Money, "4,598.50");
        check(25.0, Unit::Minutes, "25");
        check(12.25, Unit::Days, "12.2");
        check(1.0, Unit::Flag, "yes");
        assert_eq!(cell(&Value::Null, Unit::Count), "–");
        assert_eq!(cell(&Value::Text("a\u{1b}[31m\nb".into()), Unit::Text), "a [31m b");
    }
}
