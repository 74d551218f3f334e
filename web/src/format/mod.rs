//! Numbers, amounts, dates and changes as people read them, in either language.

mod calendar;
mod digits;
#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(not(target_arch = "wasm32"))]
mod plain;

#[cfg(target_arch = "wasm32")]
use intl as numbers;
#[cfg(not(target_arch = "wasm32"))]
use plain as numbers;

pub use digits::digits;

use dealerscope_core::answer::{Unit, Value};
use dealerscope_core::query::Lang;
use yew::AttrValue;

/// What stands for a value that is not known.
pub const DASH: &str = "–";
/// The sign of a fall; a hyphen is too short beside figures.
const MINUS: char = '−';

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// All digits of a whole number.
    Whole,
    /// At most one decimal.
    Decimal,
    /// Short, with 万 and 亿 or K and M.
    Compact,
    /// A fraction as percent with one decimal.
    Percent,
    /// A fraction as whole percent, for axes.
    WholePercent,
    /// An amount of money, to the whole unit.
    WholeMoney,
    /// A large amount of money, short.
    Money,
}

/// Writes values in one language and currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// The language.
    pub lang: Lang,
    /// ISO 4217; amounts are plain numbers when it is empty.
    pub currency: AttrValue,
}

impl Format {
    /// A number in a style.
    #[must_use]
    pub fn number(&self, style: Style, x: f64) -> String {
        let text = numbers::write(self.lang, style, &self.currency, x.abs());
        if x < 0.0 && text.bytes().any(|c| (b'1'..=b'9').contains(&c)) {
            format!("{MINUS}{text}")
        } else {
            text
        }
    }

    /// How many things there are.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn count(&self, n: u64) -> String {
        self.number(Style::Whole, n as f64)
    }

    /// A measure in full, as tables show it.
    #[must_use]
    pub fn measure(&self, unit: Unit, x: Option<f64>) -> String {
        let Some(x) = x else { return DASH.to_owned() };
        match unit {
            Unit::Rate => self.number(Style::Percent, x),
            Unit::Points => self.points(x),
            Unit::Money if x.abs() < 100_000.0 => self.number(Style::WholeMoney, x),
            Unit::Money => self.number(Style::Money, x),
            Unit::Days | Unit::Minutes | Unit::Number => self.number(Style::Decimal, x),
            _ => self.number(Style::Whole, x),
        }
    }

    /// A measure with its unit, short: as cards and tooltips show it.
    #[must_use]
    pub fn short(&self, unit: Unit, x: Option<f64>) -> String {
        let Some(value) = x else { return DASH.to_owned() };
        let zh = self.lang == Lang::Zh;
        match unit {
            Unit::Count if value.abs() >= 100_000.0 => self.number(Style::Compact, value),
            Unit::Days => self.number(Style::Decimal, value) + if zh { " 天" } else { " d" },
            Unit::Minutes => self.number(Style::Decimal, value) + if zh { " 分钟" } else { " min" },
            _ => self.measure(unit, x),
        }
    }

    /// A cell, as words.
    #[must_use]
    pub fn cell(&self, unit: Unit, value: &Value) -> String {
        match (unit, value) {
            (_, Value::Null) => DASH.to_owned(),
            (Unit::Month, Value::Text(text)) => self.month_text(text),
            (Unit::Flag, v) => match (v.number(), self.lang) {
                (Some(x), Lang::Zh) if x > 0.0 => "是".into(),
                (Some(x), Lang::En) if x > 0.0 => "yes".into(),
                (Some(_), Lang::Zh) => "否".into(),
                (Some(_), Lang::En) => "no".into(),
                _ => DASH.to_owned(),
            },
            (_, Value::Text(text)) => text.clone(),
            (unit, v) => self.measure(unit, v.number()),
        }
    }

    /// A difference of two fractions in percentage points, with its sign.
    #[must_use]
    pub fn points(&self, x: f64) -> String {
        let unit = if self.lang == Lang::Zh { " 个百分点" } else { " pp" };
        signed(x, &self.number(Style::Decimal, (x * 100.0).abs())) + unit
    }

    /// A difference of two measures, with its sign.
    #[must_use]
    pub fn difference(&self, unit: Unit, x: f64) -> String {
        if matches!(unit, Unit::Rate | Unit::Points) {
            return self.points(x);
        }
        signed(x, &self.short(unit, Some(x.abs())))
    }

    /// A change relative to what it was, as percent with its sign.
    #[must_use]
    pub fn relative(&self, x: f64) -> String {
        signed(x, &self.number(Style::Percent, x.abs()))
    }
}

/// Puts a sign before a number, unless it was rounded to nothing.
fn signed(x: f64, text: &str) -> String {
    if !text.bytes().any(|c| (b'1'..=b'9').contains(&c)) {
        return format!("±{text}");
    }
    format!("{}{text}", if x < 0.0 { MINUS } else { '+' })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(lang: Lang) -> Format {
        Format { lang, currency: "CNY".into() }
    }

    #[test]
    fn a_rate_has_one_decimal_and_a_difference_its_sign() {
        let en = format(Lang::En);
        assert_eq!(en.measure(Unit::Rate, Some(0.10525)), "10.5%");
        assert_eq!(en.points(-0.0123), "−1.2 pp");
        assert_eq!(en.points(0.0004), "±0 pp");
        assert_eq!(en.difference(Unit::Count, 1234.0), "+1,234");
        assert_eq!(en.relative(-0.0751), "−7.5%");
        assert_eq!(format(Lang::Zh).points(0.021), "+2.1 个百分点");
    }

    #[test]
    fn what_is_not_known_is_a_dash_and_not_a_nought() {
        let en = format(Lang::En);
        assert_eq!(en.measure(Unit::Rate, None), DASH);
        assert_eq!(en.cell(Unit::Count, &Value::Null), DASH);
        assert_eq!(en.measure(Unit::Rate, Some(0.0)), "0.0%");
    }

    #[test]
    fn large_counts_are_short_in_each_language() {
        assert_eq!(format(Lang::Zh).short(Unit::Count, Some(1_234_567.0)), "123.5万");
        assert_eq!(format(Lang::En).short(Unit::Count, Some(1_234_567.0)), "1.2M");
        assert_eq!(format(Lang::En).short(Unit::Money, Some(1_531.6)), "¥1,532");
        assert_eq!(format(Lang::Zh).short(Unit::Money, Some(58_424_000.0)), "¥5,842.4万");
        assert_eq!(format(Lang::Zh).short(Unit::Days, Some(12.5)), "12.5 天");
    }

    #[test]
    fn a_month_is_written_in_the_readers_language() {
        assert_eq!(format(Lang::Zh).cell(Unit::Month, &"2026-02".into()), "2026年2月");
        assert_eq!(format(Lang::En).cell(Unit::Month, &"2026-02".into()), "Feb 2026");
    }
}
