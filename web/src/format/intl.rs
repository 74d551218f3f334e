//! The browser's own number formats, each made once.

use std::cell::RefCell;

use dealerscope_core::query::Lang;
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::Style;

thread_local! {
    static FORMATS: RefCell<Vec<(Lang, Style, String, Function)>> = RefCell::default();
}

/// Writes a number that is not negative.
pub(super) fn write(lang: Lang, style: Style, currency: &str, x: f64) -> String {
    FORMATS.with_borrow_mut(|formats| {
        // There are a dozen of them at most: to look through them costs less than a hash.
        let known = formats.iter().position(|f| (f.0, f.1, f.2.as_str()) == (lang, style, currency));
        let at = known.unwrap_or_else(|| {
            formats.push((lang, style, currency.to_owned(), make(lang, style, currency)));
            formats.len() - 1
        });
        let text = formats[at].3.call1(&JsValue::UNDEFINED, &x.into());
        text.ok().and_then(|t| t.as_string()).unwrap_or_else(|| super::digits(x))
    })
}

fn make(lang: Lang, style: Style, currency: &str) -> Function {
    let options = Object::new();
    let set = |key: &str, value: JsValue| {
        // Setting a plain property of an object of our own cannot fail.
        let _ = Reflect::set(&options, &key.into(), &value);
    };
    let digits = |least: u32, most: u32| {
        set("minimumFractionDigits", least.into());
        set("maximumFractionDigits", most.into());
    };
    match style {
        Style::Whole => digits(0, 0),
        Style::Decimal => digits(0, 1),
        Style::Compact => {
            set("notation", "compact".into());
            digits(0, 1);
        }
        Style::Percent => {
            set("style", "percent".into());
            digits(1, 1);
        }
        Style::WholePercent => {
            set("style", "percent".into());
            digits(0, 0);
        }
        Style::Money | Style::WholeMoney => {
            if currency.len() == 3 && currency.bytes().all(|c| c.is_ascii_alphabetic()) {
                set("style", "currency".into());
                set("currency", currency.into());
                set("currencyDisplay", "narrowSymbol".into());
            }
            if style == Style::Money {
                set("notation", "compact".into());
            }
            digits(0, u32::from(style == Style::Money));
            // Short Chinese amounts would otherwise run to four digits without a comma.
            set("useGrouping", "always".into());
        }
    }
    let locale = if lang == Lang::Zh { "zh-CN" } else { "en" };
    Intl::NumberFormat::new(&Array::of1(&locale.into()), &options).format()
}
