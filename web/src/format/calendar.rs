//! Months and days as people write them.

use dealerscope_charts::MonthForm;
use dealerscope_core::query::Lang;
use dealerscope_core::time::{Day, Month, Span};

use super::{DASH, Format};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn english(month: Month) -> &'static str {
    usize::try_from(month.of_year() - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or(DASH)
}

impl Format {
    /// A month with its year.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月", month.year(), month.of_year()),
            Lang::En => format!("{} {}", english(month), month.year()),
        }
    }

    /// A month that the data writes `YYYY-MM`, in one of the forms that charts know.
    #[must_use]
    pub fn month_form(&self, text: &str, form: MonthForm) -> String {
        let Some(month) = Month::parse(text) else { return text.to_owned() };
        match (self.lang, form) {
            (_, MonthForm::Full) => self.month(month),
            (Lang::Zh, MonthForm::Month) => format!("{}月", month.of_year()),
            (Lang::Zh, MonthForm::Year) => format!("{}年", month.year()),
            (Lang::En, MonthForm::Month) => english(month).to_owned(),
            (Lang::En, MonthForm::Year) => month.year().to_string(),
        }
    }

    /// A month that the data writes `YYYY-MM`.
    #[must_use]
    pub fn month_text(&self, text: &str) -> String {
        Month::parse(text).map_or_else(|| text.to_owned(), |m| self.month(m))
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let (year, month, of_month) = day.date();
        match self.lang {
            Lang::Zh => format!("{year}年{month}月{of_month}日"),
            Lang::En => format!("{of_month} {} {year}", english(day.month())),
        }
    }

    /// Days from the first to the last, as months where they are whole months.
    #[must_use]
    pub fn span(&self, span: Span) -> Option<String> {
        let (Some(from), Some(to)) = (span.from, span.to) else {
            return span.to.or(span.from).map(|day| self.day(day));
        };
        let (first, last) = (from.month(), to.month());
        let whole = from == first.first_day() && to == last.last_day();
        Some(match (whole, first == last) {
            (true, true) => self.month(first),
            (true, false) => format!("{} – {}", self.month(first), self.month(last)),
            (false, _) => format!("{} – {}", self.day(from), self.day(to)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_months_are_named_and_parts_are_dated() {
        let format = Format { lang: Lang::En, currency: "CNY".into() };
        let span = |a: &str, b: &str| Span::new(Day::parse(a).unwrap(), Day::parse(b).unwrap());
        let write = |s| format.span(s).unwrap();
        assert_eq!(write(span("2026-01-01", "2026-06-30")), "Jan 2026 – Jun 2026");
        assert_eq!(write(span("2026-06-01", "2026-06-30")), "Jun 2026");
        assert_eq!(write(span("2026-06-01", "2026-06-12")), "1 Jun 2026 – 12 Jun 2026");
        assert_eq!(format.span(Span::default()), None);
    }
}
