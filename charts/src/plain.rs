//! Words without a browser, for tests, files and the command line.

use dealerscope_core::answer::Unit;
use dealerscope_core::query::Lang;
use dealerscope_core::time::Month;
use dealerscope_core::{glossary, labels};

use crate::words::{MonthForm, Words};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The contract's labels and plain number formats in one of the two languages.
#[derive(Clone, Copy, Debug)]
pub struct PlainWords {
    /// The language.
    pub lang: Lang,
}

impl PlainWords {
    fn large(self, x: f64) -> String {
        let steps: [(f64, &str); 2] = match self.lang {
            Lang::Zh => [(1e8, "亿"), (1e4, "万")],
            Lang::En => [(1e6, "M"), (1e3, "K")],
        };
        let step = steps.iter().find(|(size, _)| x.abs() >= *size);
        step.map_or_else(
            || trimmed(x, usize::from(x.fract() != 0.0 && x.abs() < 100.0)),
            |(size, sign)| format!("{}{sign}", trimmed(x / size, 1)),
        )
    }
}

/// The number with at most so many decimals, without zeros at the end.
fn trimmed(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { grouped(text) }
}

/// Digits in groups of three, with the minus sign of typography.
fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out + rest
}

impl Words for PlainWords {
    fn lang(&self) -> Lang {
        self.lang
    }

    fn number(&self, value: Option<f64>, unit: Unit) -> String {
        let Some(x) = value.filter(|x| x.is_finite()) else { return "–".to_owned() };
        match unit {
            Unit::Rate => format!("{}%", grouped(&format!("{:.1}", x * 100.0))),
            Unit::Points => format!("{}pp", grouped(&format!("{:.1}", x * 100.0))),
            Unit::Money => format!("¥{}", trimmed(x, 0)),
            Unit::Number | Unit::Days | Unit::Minutes => trimmed(x, 1),
            _ => trimmed(x, 0),
        }
    }

    fn compact(&self, value: Option<f64>, unit: Unit) -> String {
        let Some(x) = value.filter(|x| x.is_finite()) else { return "–".to_owned() };
        match unit {
            Unit::Rate => format!("{}%", trimmed(x * 100.0, 1)),
            Unit::Points => format!("{}pp", trimmed(x * 100.0, 1)),
            Unit::Money => format!("¥{}", self.large(x)),
            _ => self.large(x),
        }
    }

    fn name(&self, field: &str, code: &str) -> String {
        if code.is_empty() {
            return labels::not_stated(self.lang).to_owned();
        }
        labels::label(field, code, self.lang).map_or_else(|| code.to_owned(), str::to_owned)
    }

    fn title(&self, id: &str) -> String {
        glossary::name(id, self.lang).to_owned()
    }

    fn month(&self, month: &str, form: MonthForm) -> String {
        let Some(parsed) = Month::parse(month) else { return month.to_owned() };
        let (year, of_year) = (parsed.year(), parsed.of_year());
        let short =
            usize::try_from(of_year - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default();
        match (self.lang, form) {
            (Lang::Zh, MonthForm::Month) => format!("{of_year}月"),
            (Lang::Zh, MonthForm::Year) => format!("{year}年"),
            (Lang::Zh, MonthForm::Full) => format!("{year}年{of_year}月"),
            (Lang::En, MonthForm::Month) => short.to_owned(),
            (Lang::En, MonthForm::Year) => year.to_string(),
            (Lang::En, MonthForm::Full) => format!("{short} {year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_in_both_languages() {
        let (zh, en) = (PlainWords { lang: Lang::Zh }, PlainWords { lang: Lang::En });
        assert_eq!(zh.compact(Some(123_456.0), Unit::Count), "12.3万");
        assert_eq!(en.compact(Some(123_456.0), Unit::Count), "123.5K");
        assert_eq!(en.number(Some(1_234_567.0), Unit::Count), "1,234,567");
        assert_eq!(en.number(Some(-0.0321), Unit::Rate), "−3.2%");
        assert_eq!(en.number(Some(f64::NAN), Unit::Rate), "–");
        assert_eq!(en.signed(Some(-0.012), Unit::Points), "−1.2pp");
        assert_eq!(zh.signed(Some(0.0), Unit::Count), "0");
    }

    #[test]
    fn months_are_written_in_three_forms() {
        let (zh, en) = (PlainWords { lang: Lang::Zh }, PlainWords { lang: Lang::En });
        assert_eq!(zh.month("2026-06", MonthForm::Full), "2026年6月");
        assert_eq!(en.month("2026-06", MonthForm::Month), "Jun");
        assert_eq!(en.month("later", MonthForm::Year), "later");
    }
}
