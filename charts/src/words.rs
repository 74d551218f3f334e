//! What the charts must ask of the page: labels, and how numbers are written.

use dealerscope_core::answer::Unit;
use dealerscope_core::query::Lang;

use crate::text;

/// How a month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthForm {
    /// Without its year: `6月`, `Jun`.
    Month,
    /// The year alone: `2026年`, `2026`.
    Year,
    /// With its year: `2026年6月`, `Jun 2026`.
    Full,
}

/// The few words that charts say of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phrase {
    /// There is nothing to draw.
    Empty,
    /// The tick that stands for the comparison period.
    Comparison,
    /// The line that stands for a mark to be reached.
    Mark,
    /// The tick that stands for a target.
    Target,
    /// Hatched: the cohort is too young to be judged.
    Ripening,
    /// Paler: months outside the period.
    Outside,
    /// Reached a stage without a stamp of its own.
    Skipped,
    /// Lost at a stage.
    Lost,
    /// Paler part of a bar: lost at this stage.
    LostHere,
    /// The average of all.
    Average,
    /// Above the average, beyond chance.
    Above,
    /// Below the average, beyond chance.
    Below,
    /// Above the median of the peers, beyond chance.
    AbovePeers,
    /// Below the median of the peers, beyond chance.
    BelowPeers,
    /// The median of the peers.
    PeerMedian,
    /// The value that the best quarter of the peers reaches.
    TopQuarter,
    /// The share that was lost by the dealer's own judgement.
    ByDealer,
    /// The share up to and with this bucket.
    Cumulative,
    /// Days are negative: the order is older than the lead.
    Before,
    /// The median.
    Median,
    /// Hollow circle: the cost is not known.
    NoCost,
    /// Rows that are not drawn, said after their number.
    More,
    /// The whole of the peers in "against peers".
    Peers,
    /// Whiskers: the 95 % interval.
    Interval,
    /// Box: the middle half.
    MiddleHalf,
    /// Thin line: from the least to the most.
    Extremes,
    /// Days from the lead to its order.
    DaysToOrder,
    /// Days since the lead was created.
    Age,
}

impl Phrase {
    /// The phrase in a language.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Empty => ("没有可显示的数据", "Nothing to show"),
            Self::Comparison => ("对比期", "Comparison"),
            Self::Mark => ("标准", "Mark"),
            Self::Target => ("目标", "Target"),
            Self::Ripening => ("未成熟", "Still ripening"),
            Self::Outside => ("期间之外", "Outside the period"),
            Self::Skipped => ("跳过", "skipped"),
            Self::Lost => ("战败", "lost"),
            Self::LostHere => ("在此环节战败", "Lost at this stage"),
            Self::Average => ("平均", "Average"),
            Self::Above => ("显著高于平均", "Above average"),
            Self::Below => ("显著低于平均", "Below average"),
            Self::AbovePeers => ("显著高于", "Clearly above"),
            Self::BelowPeers => ("显著低于", "Clearly below"),
            Self::PeerMedian => ("同组中位数", "Peer median"),
            Self::TopQuarter => ("同组前四分之一", "Top quarter of peers"),
            Self::ByDealer => ("主观战败", "given up by the dealer"),
            Self::Cumulative => ("累计占比", "Cumulative share"),
            Self::Before => ("早于线索", "before"),
            Self::Median => ("中位数", "Median"),
            Self::NoCost => ("成本未知", "cost not known"),
            Self::More => ("项未画出，见表格", "more in the table"),
            Self::Peers => ("同组", "peers"),
            Self::Interval => ("95% 区间", "95% interval"),
            Self::MiddleHalf => ("中间一半", "Middle half"),
            Self::Extremes => ("最小到最大", "Least to most"),
            Self::DaysToOrder => ("成交天数", "Days to order"),
            Self::Age => ("线索天数", "Days since the lead"),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// Labels and number formats; the page answers with the browser's own `Intl`, tests with
/// [`PlainWords`](crate::PlainWords).
pub trait Words {
    /// The language that phrases are said in.
    fn lang(&self) -> Lang;

    /// A value in full, as a data label or tooltip writes it; unknown is a dash.
    fn number(&self, value: Option<f64>, unit: Unit) -> String;

    /// A value in as few characters as can be, as an axis writes it: `1.2万`, `12K`, `15%`.
    fn compact(&self, value: Option<f64>, unit: Unit) -> String;

    /// A change with its sign, `+12`, `−3.4`; the change of a rate comes as [`Unit::Points`].
    fn signed(&self, value: Option<f64>, unit: Unit) -> String {
        let size = value.map(f64::abs);
        let text = if matches!(unit, Unit::Rate | Unit::Points) {
            self.number(size, unit)
        } else {
            self.compact(size, unit)
        };
        match value {
            Some(x) if x > 0.0 => format!("+{text}"),
            Some(x) if x < 0.0 => format!("−{text}"),
            _ => text,
        }
    }

    /// What a code of a field is called, such as `channel` and `website`; an empty code is "not stated".
    fn name(&self, field: &str, code: &str) -> String;

    /// What a metric, column or dimension is called.
    fn title(&self, id: &str) -> String;

    /// A month `YYYY-MM`; a text that is not one is given back as it is.
    fn month(&self, month: &str, form: MonthForm) -> String;

    /// One of the charts' own phrases.
    fn phrase(&self, phrase: Phrase) -> String {
        phrase.text(self.lang()).to_owned()
    }

    /// The width of a text in pixels. The default needs no font; a page may ask its canvas.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        text::estimate(text, size, bold)
    }
}
