//! Sentences from fixed rules: what moved, by how much, where, how sure.

use crate::answer::Table;
use crate::glossary;
use crate::labels;
use crate::query::{Basis, Dimension, Lang};

/// The sentences of an overview's `findings`, one for each row, in its order; `movers` is the table of
/// that name, and says who moved a figure most.
#[must_use]
pub fn sentences(basis: Basis, findings: &Table, movers: Option<&Table>, lang: Lang) -> Vec<String> {
    (0..findings.rows.len()).map(|row| Finding { basis, findings, movers, row, lang }.sentence()).collect()
}

struct Finding<'a> {
    basis: Basis,
    findings: &'a Table,
    movers: Option<&'a Table>,
    row: usize,
    lang: Lang,
}

impl Finding<'_> {
    fn text(&self, column: &str) -> &str {
        self.findings.cell(self.row, column).text().unwrap_or_default()
    }

    fn number(&self, column: &str) -> f64 {
        self.findings.cell(self.row, column).number().unwrap_or(0.0)
    }

    fn name(&self) -> String {
        member(self.text("dimension"), self.text("key"), self.text("name"), self.lang)
    }

    fn pick(&self, zh: String, en: String) -> String {
        if self.lang == Lang::Zh { zh } else { en }
    }

    fn sentence(&self) -> String {
        let (value, prior) = (self.number("value"), self.number("prior"));
        let (low, high, n) = (self.number("low"), self.number("high"), whole(self.number("n")));
        let name = self.name();
        match self.text("kind") {
            "figure_moved" => self.moved(value, prior),
            "region_conversion" => {
                let (points, fell) = (signed((value - prior) * 100.0), value < prior);
                self.pick(
                    format!(
                        "{name}的转化率由 {} {}至 {}（{points} 个百分点，95% 区间 {} 至 {}，n = {n}）。",
                        percent(prior), if fell { "降" } else { "升" }, percent(value), percent(low), percent(high)
                    ),
                    format!(
                        "Conversion in {name} {} from {} to {} ({points} pp; 95 % interval {} to {}, n = {n}).",
                        if fell { "fell" } else { "rose" }, percent(prior), percent(value), percent(low), percent(high)
                    ),
                )
            }
            "channel_cost" => {
                let rise = percent(value / prior - 1.0);
                let (now, before) = (grouped(value), grouped(prior));
                self.pick(
                    format!("{name}渠道的单订单成本由 {before} 升至 {now}（+{rise}，{n} 单）。"),
                    format!("An order by {name} now costs {now}, up from {before} (+{rise}, {n} orders)."),
                )
            }
            "response_gamed" => self.pick(
                format!(
                    "{name}的首次响应中位数仅 {} 分钟，但联系后到店率不高于 {}（全部为 {}）：请核对时间戳（n = {n}）。",
                    whole(value), percent(high), percent(prior)
                ),
                format!(
                    "{name} answers in {} min (median), yet at most {} of its contacts visit (all: {}): check the stamps (n = {n}).",
                    whole(value), percent(high), percent(prior)
                ),
            ),
            "attainment_low" => self.pick(
                format!("{name}的订单目标只达成 {}（下单 {n}）。", percent(value)),
                format!("{name} has reached {} of its order target ({n} placed).", percent(value)),
            ),
            "data_quality" => self.pick(
                format!("{} 的线索行有数据问题（共 {} 行）。", percent(value), grouped(self.number("n"))),
                format!("{} of the lead rows carry a data problem (of {}).", percent(value), grouped(self.number("n"))),
            ),
            kind => kind.to_owned(),
        }
    }

    /// A headline figure that moved, and the region that moved it most.
    fn moved(&self, value: f64, prior: f64) -> String {
        let id = self.text("key");
        let metric = glossary::name(id, self.lang);
        let up = value >= prior;
        if id.starts_with("conversion") {
            let points = signed((value - prior) * 100.0);
            return self.pick(
                format!(
                    "{metric}由 {} {}至 {}（{points} 个百分点）。",
                    percent(prior),
                    if up { "升" } else { "降" },
                    percent(value)
                ),
                format!(
                    "{metric} {} from {} to {} ({points} pp).",
                    if up { "rose" } else { "fell" },
                    percent(prior),
                    percent(value)
                ),
            );
        }
        let relative = percent((value / prior - 1.0).abs());
        let (now, before) = (grouped(value), grouped(prior));
        let place = self
            .driver(if id == "orders_placed" { "orders" } else { id }, up)
            .filter(|_| id == "leads" || self.basis == Basis::Activity);
        self.pick(
            format!(
                "{metric} {now}，较对比期（{before}）{} {relative}{}。",
                if up { "增加" } else { "减少" },
                place
                    .as_ref()
                    .map_or(String::new(), |(name, change)| format!("；变化最大的是{name}（{change:+}）"))
            ),
            format!(
                "{metric} {} by {relative}, from {before} to {now}{}.",
                if up { "rose" } else { "fell" },
                place
                    .as_ref()
                    .map_or(String::new(), |(name, change)| format!("; most of it in {name} ({change:+})"))
            ),
        )
    }

    /// The region whose change goes furthest the way of the whole.
    #[allow(clippy::cast_possible_truncation, reason = "the cells hold counts")]
    fn driver(&self, id: &str, up: bool) -> Option<(String, i64)> {
        let movers = self.movers?;
        let region = Dimension::Region.id();
        let change = |row: usize| {
            Some((movers.cell(row, id).number()? - movers.cell(row, &format!("{id}_prior")).number()?) as i64)
        };
        let best = (0..movers.rows.len())
            .filter(|&row| movers.cell(row, "dimension").text() == Some(region))
            .max_by_key(|&row| change(row).map(|c| if up { c } else { -c }))?;
        let cell = |column: &str| movers.cell(best, column).text().unwrap_or_default();
        Some((member(region, cell("key"), cell("name"), self.lang), change(best)?))
    }
}

/// A member's name: the contract's label of its code, or the name in the data.
fn member(dimension: &str, key: &str, name: &str, lang: Lang) -> String {
    if dimension != "figure" && key.is_empty() {
        return labels::not_stated(lang).to_owned();
    }
    labels::label(dimension, key, lang)
        .map_or_else(|| if name.is_empty() { key } else { name }.to_owned(), str::to_owned)
}

fn percent(share: f64) -> String {
    tenths(share * 100.0) + "%"
}

/// A number with one decimal, rounded half away from zero.
#[allow(clippy::cast_possible_truncation, reason = "no figure comes near 2^53")]
fn tenths(value: f64) -> String {
    let tenths = (value.abs() * 10.0).round() as i64;
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// The same with a sign in any case.
fn signed(value: f64) -> String {
    let text = tenths(value);
    if value < 0.0 { text } else { format!("+{text}") }
}

/// A whole number.
#[allow(clippy::cast_possible_truncation, reason = "no figure comes near 2^53")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A whole number with its thousands set off.
fn grouped(value: f64) -> String {
    let digits = whole(value.abs()).to_string();
    let mut out = if whole(value) < 0 { "-".to_owned() } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_off() {
        assert_eq!([0.0, 999.0, 1000.0, -1_234_567.4].map(grouped), ["0", "999", "1,000", "-1,234,567"]);
    }

    #[test]
    fn members_are_named_in_the_language_asked_for() {
        assert_eq!(member("channel", "website", "网站", Lang::En), "Website");
        assert_eq!(member("region", "华东", "华东", Lang::En), "华东");
        assert_eq!(member("region", "", "", Lang::Zh), "未填");
    }
}
