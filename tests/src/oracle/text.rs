//! SQL as text: templates with places to fill, and the formulas that several of them need.

use std::collections::BTreeMap;
use std::fmt::Write;

/// What fills the places of a template, by name.
pub(super) type Words = BTreeMap<&'static str, String>;

/// Of the standard normal distribution, what leaves 2.5 % above.
const Z: &str = "1.959963984540054";

/// Fills the places of a template: `{name}` by a word, `{formula:argument}` by SQL.
///
/// # Panics
/// On a place that nothing fills, which is a mistake in the template.
pub(super) fn fill(template: &str, words: &Words) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').expect("a place that ends");
        out.push_str(before);
        match place.split_once(':') {
            Some((formula, argument)) => out.push_str(&apply(formula, argument, words)),
            None => out.push_str(words.get(place).unwrap_or_else(|| panic!("nothing fills {{{place}}}"))),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn apply(formula: &str, argument: &str, words: &Words) -> String {
    let day = |x: &str| {
        format!(
            "(case when length({x}) in (10, 16, 19) then cast(try_cast(substr({x}, 1, 10) as date) as int) end)"
        )
    };
    match formula {
        "day" => day(argument),
        "minute" => format!(
            "(case when length({argument}) in (16, 19) then {} * 1440 + try_cast(substr({argument}, 12, 2) as int) * 60 \
             + try_cast(substr({argument}, 15, 2) as int) end)",
            day(argument)
        ),
        "count" => {
            format!("(case when try_cast({argument} as bigint) >= 0 then try_cast({argument} as bigint) end)")
        }
        "amount" => {
            format!("(case when try_cast({argument} as double) >= 0 then try_cast({argument} as double) end)")
        }
        "flag" => format!(
            "(case when {argument} in ('true', '1', '是', 'Y') then true when {argument} in ('false', '0', '否', 'N') \
             then false end)"
        ),
        "code" => {
            let known = words.get(format!("codes_{argument}").as_str()).expect("the codes of a field");
            format!(
                "(case when {argument} is null then '' when {argument} in ({known}) then {argument} else 'unknown' end)"
            )
        }
        // A cell that says something which its column cannot take.
        "amiss" => {
            let (kind, column) = argument.split_once(':').expect("a kind and a column");
            format!("({column} is not null and {} is null)", apply(kind, column, words))
        }
        // A code, or one of several with `|` between, that nobody knows.
        "strange" => {
            let known = words.get(format!("codes_{argument}").as_str()).expect("the codes of a field");
            let known = known.replace("', '", "|").replace('\'', "");
            format!("coalesce(not regexp_like({argument}, '^({known}|unknown)([|]({known}))*$'), false)")
        }
        "prior" => format!("(case when {} then {argument} end)", words["has_prior"]),
        "ratio" | "low" | "high" => {
            let (up, down) = argument.split_once('/').expect("a numerator and a denominator");
            match formula {
                "ratio" => ratio(up, down),
                "low" => wilson(up, down, '-'),
                _ => wilson(up, down, '+'),
            }
        }
        _ => panic!("no formula {formula}"),
    }
}

fn ratio(up: &str, down: &str) -> String {
    format!("(case when {down} > 0 then cast({up} as double) / {down} end)")
}

/// One end of Wilson's interval.
fn wilson(up: &str, down: &str, sign: char) -> String {
    let p = format!("(cast({up} as double) / {down})");
    format!(
        "(case when {down} > 0 and {up} <= {down} then ({p} + {Z} * {Z} / (2 * {down}) {sign} {Z} * sqrt({p} * (1 - {p}) / {down} \
         + {Z} * {Z} / (4.0 * {down} * {down}))) / (1 + {Z} * {Z} / {down}) end)"
    )
}

/// A list of words in SQL's quotes.
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for word in words {
        let comma = if out.is_empty() { "" } else { ", " };
        write!(out, "{comma}'{}'", word.replace('\'', "''")).expect("a string takes all");
    }
    if out.is_empty() { "null".to_owned() } else { out }
}

/// `case` over bands with upper edges that belong below; `null` for what is not stated.
pub(super) fn banded(column: &str, edges: &[u32], values: &[String]) -> String {
    let mut out = format!("(case when {column} is null then null");
    for (edge, value) in edges.iter().zip(values) {
        write!(out, " when {column} <= {edge} then {value}").expect("a string takes all");
    }
    format!("{out} else {} end)", values.last().expect("one value more than there are edges"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled() {
        let words = Words::from([("a", "1".to_owned()), ("has_prior", "true".to_owned())]);
        assert_eq!(fill("x {a} {prior:y}", &words), "x 1 (case when true then y end)");
        assert_eq!(list(["a", "b'c"]), "'a', 'b''c'");
    }
}
