//! What stands in for the browser's number formats where there is no browser: in tests on the host.

use dealerscope_core::query::Lang;

use super::Style;

/// Writes a number that is not negative.
pub(super) fn write(lang: Lang, style: Style, currency: &str, x: f64) -> String {
    match style {
        Style::Whole => grouped(x, 0),
        Style::Decimal => trimmed(&grouped(x, 1)),
        Style::Percent => format!("{}%", grouped(x * 100.0, 1)),
        Style::WholePercent => format!("{}%", grouped(x * 100.0, 0)),
        Style::Compact => compact(lang, x),
        Style::WholeMoney if currency == "CNY" => format!("¥{}", grouped(x, 0)),
        Style::WholeMoney => format!("{currency} {}", grouped(x, 0)),
        Style::Money if currency == "CNY" => format!("¥{}", compact(lang, x)),
        Style::Money => format!("{currency} {}", compact(lang, x)),
    }
}

fn compact(lang: Lang, x: f64) -> String {
    let steps = match lang {
        Lang::Zh => [(1e8, "亿"), (1e4, "万")],
        Lang::En => [(1e6, "M"), (1e3, "K")],
    };
    match steps.into_iter().find(|(size, _)| x >= *size) {
        Some((size, sign)) => trimmed(&grouped(x / size, 1)) + sign,
        None => trimmed(&grouped(x, 1)),
    }
}

fn trimmed(text: &str) -> String {
    text.strip_suffix(".0").unwrap_or(text).to_owned()
}

fn grouped(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}
