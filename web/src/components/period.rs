//! The period: one of the common ones, or from month to month.

use dealerscope_core::query::Period as P;
use dealerscope_core::time::Month;
use yew::prelude::*;

use super::choice::choice;
use crate::state::Edit;
use crate::view::View;

/// The value of the choice "from month to month".
const CUSTOM: &str = "custom";

/// Chooses the period.
pub fn period(view: &View) -> Html {
    let w = view.words();
    let period = view.query().period;
    let options = [
        ("last12", w.last12),
        ("ytd", w.ytd),
        ("qtd", w.qtd),
        ("mtd", w.mtd),
        ("all", w.all_time),
        (CUSTOM, w.custom_period),
    ];
    let options = options.map(|(value, name)| (AttrValue::Static(value), AttrValue::Static(name))).to_vec();
    let months = months(view);
    let range = range(view, period);
    let onchoose = {
        let (edit, range) = (view.edit.clone(), range);
        Callback::from(move |value: String| {
            let next = match value.as_str() {
                "last12" => Some(P::Last12),
                "ytd" => Some(P::YearToDate),
                "qtd" => Some(P::QuarterToDate),
                "mtd" => Some(P::MonthToDate),
                CUSTOM => range.map(|(first, last)| P::Months(first, last)),
                _ => None,
            };
            edit.emit(Edit::Period(next));
        })
    };
    html! {
        <>
            { choice("period", w.period, options, name(period), onchoose) }
            if let (Some(P::Months(..) | P::Days(..)), Some((first, last))) = (period, range) {
                { bound(view, "period-from", w.from, &months, first, move |m| (m, last.max(m))) }
                { bound(view, "period-to", w.to, &months, last, move |m| (first.min(m), m)) }
            }
        </>
    }
}

fn name(period: Option<P>) -> &'static str {
    match period {
        None => "all",
        Some(P::Last12) => "last12",
        Some(P::YearToDate) => "ytd",
        Some(P::QuarterToDate) => "qtd",
        Some(P::MonthToDate) => "mtd",
        Some(P::Months(..) | P::Days(..)) => CUSTOM,
    }
}

/// The months that can be chosen, newest first.
fn months(view: &View) -> Vec<Month> {
    let Some(info) = &view.info else { return Vec::new() };
    let (first, last) = info.months;
    (first.0..=last.0).rev().map(Month).collect()
}

/// The months that the period covers now, for the choice to begin from.
fn range(view: &View, period: Option<P>) -> Option<(Month, Month)> {
    let info = view.info.as_ref()?;
    let Some(period) = period else { return Some(info.months) };
    let (from, to) = period.bounds(info.as_of, info.settings.fiscal_year_start);
    Some((from.month(), to.month().min(info.months.1).max(from.month())))
}

fn bound(
    view: &View,
    filter: &'static str,
    label: &'static str,
    months: &[Month],
    value: Month,
    range: impl Fn(Month) -> (Month, Month) + 'static,
) -> Html {
    let mut months = months.to_vec();
    if !months.contains(&value) {
        months.insert(0, value);
    }
    let format = &view.speech.format;
    let options: Vec<_> =
        months.into_iter().map(|m| (m.to_string().into(), format.month(m).into())).collect();
    let edit = view.edit.clone();
    let onchoose = Callback::from(move |value: String| {
        if let Some(month) = Month::parse(&value) {
            let (first, last) = range(month);
            edit.emit(Edit::Period(Some(P::Months(first, last))));
        }
    });
    choice(filter, label, options, &value.to_string(), onchoose)
}
