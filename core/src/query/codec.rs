//! The one total codec between a URL fragment and a [`Query`].
//!
//! Every text reads as some query, with a notice for each part that was left out, and every query
//! that was read is written so that it reads back the same.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::{Basis, Compare, Dimension, Lang, Page, Period, Query, Sort, Theme};
use crate::answer::Notice;
use crate::time::{Day, Month};

/// What must be escaped in a value: our own separators, and what a browser or a chat program
/// would cut a link at.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b',')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'[')
    .add(b']');

/// Reads a fragment, with or without its `#/`. Keys that are unknown and values that cannot be
/// read are left out, each with a notice; of a key given twice the last counts.
#[must_use]
pub fn from_fragment(fragment: &str) -> (Query, Vec<Notice>) {
    let mut query = Query::default();
    let mut notices = Vec::new();
    let body = fragment.strip_prefix('#').unwrap_or(fragment);
    let body = body.strip_prefix('/').unwrap_or(body);
    let (page, pairs) = body.split_once('?').unwrap_or((body, ""));
    match Page::ALL.into_iter().find(|p| p.id() == page) {
        Some(page) => query.page = page,
        None if page.is_empty() => {}
        None => notices.push(Notice::UnreadableValue("page".into(), decode(page))),
    }
    for pair in pairs.split('&').filter(|p| !p.is_empty()) {
        let (key, raw) = pair.split_once('=').unwrap_or((pair, ""));
        if let Err(notice) = set(&mut query, key, raw) {
            notices.push(notice);
        }
    }
    (query, notices)
}

fn set(query: &mut Query, key: &str, raw: &str) -> Result<(), Notice> {
    if let Some(dimension) = Dimension::ALL.into_iter().find(|d| d.id() == key) {
        let mut values = BTreeSet::new();
        for value in raw.split(',') {
            values.insert(decode(value));
        }
        query.filters.insert(dimension, values);
        return Ok(());
    }
    let value = decode(raw);
    let unreadable = || Notice::UnreadableValue(key.to_owned(), value.clone());
    match key {
        "period" => query.period = Some(read_period(&value).ok_or_else(unreadable)?),
        "compare" => {
            query.compare = match value.as_str() {
                "previous" => Compare::Previous,
                "year" => Compare::Year,
                "none" => Compare::None,
                _ => return Err(unreadable()),
            }
        }
        "basis" => {
            query.basis = match value.as_str() {
                "cohort" => Basis::Cohort,
                "activity" => Basis::Activity,
                _ => return Err(unreadable()),
            }
        }
        "lang" => {
            query.lang = Some(match value.as_str() {
                "zh" => Lang::Zh,
                "en" => Lang::En,
                _ => return Err(unreadable()),
            });
        }
        "theme" => {
            query.theme = Some(match value.as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => return Err(unreadable()),
            });
        }
        "sort" => query.sort = Some(read_sort(&value).ok_or_else(unreadable)?),
        "snapshot" if !value.is_empty() => query.snapshot = Some(value),
        "against" if !value.is_empty() => query.against = Some(value),
        "snapshot" | "against" => return Err(unreadable()),
        _ => return Err(Notice::UnknownKey(decode(key))),
    }
    Ok(())
}

fn read_sort(text: &str) -> Option<Sort> {
    let (column, descending) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    (!column.is_empty() && column.bytes().all(plain)).then(|| Sort { column: column.to_owned(), descending })
}

fn read_period(text: &str) -> Option<Period> {
    match text {
        "last12" => return Some(Period::Last12),
        "ytd" => return Some(Period::YearToDate),
        "qtd" => return Some(Period::QuarterToDate),
        "mtd" => return Some(Period::MonthToDate),
        _ => {}
    }
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    if let (Some(a), Some(b)) = (Month::parse(first), Month::parse(last)) {
        return (a <= b).then_some(Period::Months(a, b));
    }
    let (a, b) = (Day::parse(first)?, Day::parse(last)?);
    (a <= b).then_some(Period::Days(a, b))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Writes a query as a fragment, `#/` included. What stands at its default is not written.
#[must_use]
pub fn to_fragment(query: &Query) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if let Some(period) = query.period {
        pairs.push(("period", write_period(period)));
    }
    match query.compare {
        Compare::Previous => {}
        Compare::Year => pairs.push(("compare", "year".into())),
        Compare::None => pairs.push(("compare", "none".into())),
    }
    if query.basis == Basis::Activity {
        pairs.push(("basis", "activity".into()));
    }
    for (dimension, values) in &query.filters {
        let list: Vec<String> = values.iter().map(|v| encode(v)).collect();
        pairs.push((dimension.id(), list.join(",")));
    }
    if let Some(name) = &query.snapshot {
        pairs.push(("snapshot", encode(name)));
    }
    if let Some(name) = &query.against {
        pairs.push(("against", encode(name)));
    }
    if let Some(sort) = &query.sort {
        pairs.push(("sort", format!("{}{}", if sort.descending { "-" } else { "" }, sort.column)));
    }
    if let Some(lang) = query.lang {
        pairs.push(("lang", if lang == Lang::Zh { "zh" } else { "en" }.into()));
    }
    if let Some(theme) = query.theme {
        pairs.push(("theme", if theme == Theme::Light { "light" } else { "dark" }.into()));
    }
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("#/{}{mark}{}", query.page.id(), pairs.join("&"))
}

fn encode(text: &str) -> String {
    // Letters of every script stay as they are: the link is read by people, and browsers take it.
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                utf8_percent_encode(c.encode_utf8(&mut [0; 4]), ESCAPED).to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}

fn write_period(period: Period) -> String {
    match period {
        Period::Months(a, b) if a == b => a.to_string(),
        Period::Months(a, b) => format!("{a}..{b}"),
        Period::Days(a, b) => format!("{a}..{b}"),
        Period::Last12 => "last12".into(),
        Period::YearToDate => "ytd".into(),
        Period::QuarterToDate => "qtd".into(),
        Period::MonthToDate => "mtd".into(),
    }
}
