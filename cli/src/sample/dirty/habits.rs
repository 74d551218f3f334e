//! What is odd and no fault: a reader must take it without a word.

use super::super::chance::Chance;
use super::cells::choose;
use super::sheet::{Id, Sheet};

/// The share of cells that are written another way.
const SHARE: f64 = 0.04;

/// The channels as Chinese exports name them.
const CHANNELS: [(&str, &str); 5] = [
    ("showroom", "展厅到访"),
    ("website", "网站"),
    ("event", "市场活动"),
    ("referral", "亲友推荐"),
    ("telemarketing", "电话营销"),
];

/// Writes cells another way in rows that nothing is wrong with.
pub(super) fn adopt(sheet: &mut Sheet, chance: &mut Chance) {
    for place in 0..sheet.columns.len() {
        let column = sheet.columns[place].clone();
        for row in 0..sheet.rows.len() {
            let free = !sheet.rows[row].taken && !sheet.rows[row].cells[place].is_empty();
            if free && chance.happens(SHARE) {
                write(sheet, chance, row, &column);
            }
        }
    }
}

fn write(sheet: &mut Sheet, chance: &mut Chance, row: Id, column: &str) {
    let text = sheet.get(row, column).to_owned();
    let (habit, text) = match column {
        "amount"
        | "annual_sales_target"
        | "owners"
        | "target"
        | "budget"
        | "actual"
        | "claimed"
        | "revenue"
        | "parts" => number(chance, &text),
        "prefers_brand" | "valid" | "crm_team" | "club" => flag(chance, &text),
        "month" => month(chance, &text),
        "channel" | "metric" | "kind" | "origin" | "lost_reason" | "via" => code(chance, &text),
        _ if column.ends_with("_on") || column.ends_with("_at") => date(chance, &text),
        "dealer_id" | "lead_id" | "customer_id" | "consultant_id" | "complaint_id" | "visit_id" => {
            key(chance, &text)
        }
        "series" | "region" | "name" | "center" | "city" | "city_tier" => around(chance, &text),
        "province" => ("provinces of six digits", format!("{text}0000")),
        _ => return,
    };
    sheet.set(row, column, text);
    sheet.habit(habit);
}

/// The text in full width.
fn full(text: &str) -> String {
    let wide =
        |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
    text.chars().map(wide).collect()
}

fn around(chance: &mut Chance, text: &str) -> (&'static str, String) {
    let blank = choose(chance, &[" ", "\u{a0}", "\u{3000}", "\t"]);
    ("blanks around", if chance.happens(0.5) { format!("{blank}{text}") } else { format!("{text}{blank}") })
}

/// Whole numbers with their thousands set off.
fn thousands(text: &str, sign: &str) -> String {
    let mut groups: Vec<&str> =
        text.as_bytes().rchunks(3).filter_map(|g| std::str::from_utf8(g).ok()).collect();
    groups.reverse();
    groups.join(sign)
}

fn number(chance: &mut Chance, text: &str) -> (&'static str, String) {
    match chance.below(8) {
        0 => ("full-width digits", full(text)),
        1 => ("thousands separators", thousands(text, ",")),
        2 => ("thousands separators", thousands(text, "\u{a0}")),
        3 => ("thousands separators", full(&thousands(text, ","))),
        4 => ("empty fractions", format!("{text}.00")),
        5 if text.len() > 4 => {
            let (whole, rest) = text.split_at(text.len() - 4);
            ("numbers in 万", format!("{whole}.{rest}万"))
        }
        6 => ("numbers with 元", format!("{text}元")),
        _ => around(chance, text),
    }
}

fn flag(chance: &mut Chance, text: &str) -> (&'static str, String) {
    let words =
        if text == "1" { ["是", "Y", "TRUE", "yes", "１"] } else { ["否", "N", "FALSE", "no", "０"] };
    ("yes and no in other words", choose(chance, &words).to_owned())
}

fn month(chance: &mut Chance, text: &str) -> (&'static str, String) {
    let (year, month) = text.split_once('-').unwrap_or((text, "01"));
    let bare = month.trim_start_matches('0');
    let text = match chance.below(6) {
        0 => format!("{year}年{bare}月"),
        1 => format!("{year}/{bare}"),
        2 => format!("{year}{month}"),
        3 => format!("{bare}/{year}"),
        4 => format!("{year}-{month}-01"),
        _ => full(text),
    };
    ("months in other forms", text)
}

/// A date or moment, the year first.
fn date(chance: &mut Chance, text: &str) -> (&'static str, String) {
    let Some((date, time)) = text.split_at_checked(10) else { return ("blanks around", text.to_owned()) };
    let (year, month, day) = (&date[..4], &date[5..7], &date[8..10]);
    let bare = |part: &str| part.trim_start_matches('0').to_owned();
    let time = time.strip_prefix('T').map_or_else(String::new, |time| format!(" {time}:00"));
    match chance.below(6) {
        0 => ("dates with 年月日", format!("{year}年{}月{}日{time}", bare(month), bare(day))),
        1 => ("dates with other signs", format!("{year}/{}/{}{time}", bare(month), bare(day))),
        2 => ("dates with other signs", format!("{year}.{month}.{day}{time}")),
        3 if time.is_empty() => ("dates without signs", format!("{year}{month}{day}")),
        4 => ("full-width digits", format!("{}{time}", full(date))),
        _ => ("dates with seconds", format!("{date}{time}")),
    }
}

fn code(chance: &mut Chance, text: &str) -> (&'static str, String) {
    if let Some((_, name)) = CHANNELS.iter().find(|(code, _)| *code == text)
        && chance.happens(0.4)
    {
        return ("codes by their names", (*name).to_owned());
    }
    match chance.below(4) {
        0 => ("codes in capitals", text.to_uppercase()),
        1 => ("full-width letters", full(text)),
        _ => around(chance, text),
    }
}

fn key(chance: &mut Chance, text: &str) -> (&'static str, String) {
    match chance.below(3) {
        0 => ("keys kept as text by a formula", format!("=\"{text}\"")),
        1 => ("full-width letters", full(text)),
        _ => around(chance, text),
    }
}
