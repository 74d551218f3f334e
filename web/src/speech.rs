//! What the page calls things: the snapshot's own labels before the contract's, in one language.

use std::rc::Rc;

use dealerscope_charts as charts;
use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::problem::ProblemKind;
use dealerscope_core::query::{Dimension, Lang};
use dealerscope_core::{glossary, labels};

use crate::format::{DASH, Format, Style};
use crate::i18n::{self, Words};
use crate::text_width::text_width;

/// The words and numbers of the page in one language, for one snapshot.
#[derive(Clone, Debug)]
pub struct Speech {
    /// How numbers and dates are written.
    pub format: Format,
    /// The words of the interface.
    pub words: &'static Words,
    info: Option<Rc<SnapshotInfo>>,
}

impl PartialEq for Speech {
    fn eq(&self, other: &Self) -> bool {
        let of = |s: &Self| s.info.as_ref().map(Rc::as_ptr);
        self.format == other.format && of(self) == of(other)
    }
}

impl Speech {
    /// Speaks a language about a snapshot.
    #[must_use]
    pub fn new(lang: Lang, info: Option<Rc<SnapshotInfo>>) -> Self {
        let currency = info.as_ref().map(|i| i.currency.clone()).unwrap_or_default().into();
        Self { format: Format { lang, currency }, words: i18n::words(lang), info }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.format.lang
    }

    /// What a value of a dimension is called.
    #[must_use]
    pub fn value(&self, dimension: Dimension, code: &str) -> String {
        if dimension == Dimension::Dealer
            && let Some(dealer) = self.info.as_ref().and_then(|i| i.dealers.iter().find(|d| d.id == code))
        {
            return dealer.name.clone();
        }
        self.label(dimension.id(), code)
    }

    /// What a dimension is called.
    #[must_use]
    pub fn dimension(&self, dimension: Dimension) -> &'static str {
        let w = self.words;
        match dimension {
            Dimension::Region => w.region,
            Dimension::Center => w.center,
            Dimension::Province => w.province,
            Dimension::City => w.city,
            Dimension::Dealer => w.dealer,
            Dimension::Channel => w.channel,
            Dimension::Series => w.series,
            Dimension::Origin => w.origin,
            Dimension::Kind => w.kind,
            Dimension::Temperature => w.temperature,
        }
    }

    /// What a code of a field is called; empty is "not stated".
    #[must_use]
    pub fn label(&self, field: &str, code: &str) -> String {
        let own = self.info.as_ref().and_then(|info| {
            let dimension = info.dimensions.iter().find(|d| d.dimension.id() == field)?;
            let value = dimension.values.iter().find(|v| v.code == code)?;
            Some(if self.lang() == Lang::Zh { value.zh.clone() } else { value.en.clone() })
        });
        match own.filter(|label| !label.is_empty()) {
            Some(label) => label,
            None if code.is_empty() => labels::not_stated(self.lang()).to_owned(),
            None => labels::label(field, code, self.lang()).unwrap_or(code).to_owned(),
        }
    }

    /// What a metric or column is called.
    #[must_use]
    pub fn metric<'a>(&self, id: &'a str) -> &'a str {
        let w = self.words;
        match id {
            "table" => w.problem_table,
            "file" => w.problem_file,
            "column" => w.problem_column,
            "detail" => w.problem_detail,
            "remedy" => w.problem_remedy,
            _ => glossary::name(id, self.lang()),
        }
    }

    /// A cell as words: codes by their labels, numbers by their units.
    #[must_use]
    pub fn cell(&self, table: &Table, row: usize, column: usize) -> String {
        let (Some(head), Some(value)) =
            (table.columns.get(column), table.rows.get(row).and_then(|r| r.get(column)))
        else {
            return DASH.to_owned();
        };
        let text = |id: &str| table.cell(row, id).text().unwrap_or_default().to_owned();
        match (head.id.as_str(), value) {
            ("metric" | "dimension" | "level" | "numerator" | "denominator", Value::Text(id)) => {
                self.metric(id).to_owned()
            }
            ("unit", Value::Text(_)) if table.id == "profile" => self.format.measure(Unit::Text, None),
            ("unit", Value::Text(id)) => self.label("unit", id),
            ("problem", Value::Text(id)) => {
                let kind = ProblemKind::ALL.into_iter().find(|kind| kind.id() == id);
                kind.map_or_else(|| id.clone(), |kind| self.words.problem(kind).to_owned())
            }
            ("table" | "measure", Value::Text(id)) => self.label(&head.id, id),
            ("province", Value::Text(code)) => self.label("province", code),
            ("verdict", Value::Text(code)) => self.verdict(code).to_owned(),
            ("bucket", Value::Text(code)) => self.bucket(code),
            ("name" | "key", Value::Text(code)) if code.is_empty() => {
                labels::not_stated(self.lang()).to_owned()
            }
            ("name" | "key", Value::Text(code)) => match text("dimension").as_str() {
                "" if table.id == "provinces" => self.label("province", code),
                "" if text("level") == "province" => self.label("province", code),
                "" | "dealer" | "region" => code.clone(),
                field if head.id == "name" => self.label(field, &text("key")),
                field => self.label(field, code),
            },
            (field, Value::Text(code)) if head.unit == Unit::Code => self.label(field, code),
            (_, Value::Int(_) | Value::Num(_)) if table.id == "profile" => {
                let unit = match head.id.as_str() {
                    "rank" | "peers" => Unit::Count,
                    _ => unit_named(&text("unit")),
                };
                self.format.measure(unit, value.number())
            }
            ("year", Value::Int(year)) => year.to_string(),
            _ => self.format.cell(head.unit, value),
        }
    }

    /// Why a figure cannot be given.
    #[must_use]
    pub fn reason<'a>(&self, id: &'a str) -> &'a str {
        match id {
            "margin_not_set" => self.words.reason_margin,
            "missing_fields_absent" => self.words.reason_fields,
            _ => id,
        }
    }

    fn verdict(&self, code: &str) -> &'static str {
        match code {
            "above" => self.words.above,
            "below" => self.words.below,
            "level" => self.words.level,
            _ => self.words.small_group,
        }
    }

    fn bucket(&self, code: &str) -> String {
        if code == "before" { self.words.before_lead.to_owned() } else { code.replace('-', "–") }
    }
}

/// The unit with this name in an answer.
fn unit_named(name: &str) -> Unit {
    match name {
        "rate" => Unit::Rate,
        "points" => Unit::Points,
        "money" => Unit::Money,
        "days" => Unit::Days,
        "minutes" => Unit::Minutes,
        "count" => Unit::Count,
        _ => Unit::Number,
    }
}

impl charts::Words for Speech {
    fn lang(&self) -> Lang {
        self.format.lang
    }

    fn number(&self, value: Option<f64>, unit: Unit) -> String {
        self.format.short(unit, value)
    }

    fn compact(&self, value: Option<f64>, unit: Unit) -> String {
        let Some(x) = value.filter(|x| x.is_finite()) else { return DASH.to_owned() };
        match unit {
            Unit::Rate if (x * 100.0 - (x * 100.0).round()).abs() < 0.05 => {
                self.format.number(Style::WholePercent, x)
            }
            Unit::Rate => self.format.number(Style::Percent, x),
            Unit::Points => self.format.points(x),
            Unit::Money => self.format.number(Style::Money, x),
            _ => self.format.number(Style::Compact, x),
        }
    }

    fn signed(&self, value: Option<f64>, unit: Unit) -> String {
        match (value.filter(|x| x.is_finite()), unit) {
            (None, _) => DASH.to_owned(),
            // What has grown by a tenth has not grown by ten points.
            (Some(x), Unit::Rate) => self.format.relative(x),
            (Some(x), _) => self.format.difference(unit, x),
        }
    }

    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        text_width(text, size, bold)
    }

    fn name(&self, field: &str, code: &str) -> String {
        let places = [Dimension::Dealer];
        match places.into_iter().find(|d| d.id() == field) {
            Some(dimension) => self.value(dimension, code),
            None => self.label(field, code),
        }
    }

    fn title(&self, id: &str) -> String {
        self.metric(id).to_owned()
    }

    fn month(&self, month: &str, form: charts::MonthForm) -> String {
        self.format.month_form(month, form)
    }
}
