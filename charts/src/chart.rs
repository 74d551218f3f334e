//! The charts there are, and which table each is drawn from.

use dealerscope_core::answer::Table;

use crate::draw;
use crate::frame::Frame;
use crate::scene::Scene;
use crate::sketch::PAD;

/// The height of a table without rows.
const EMPTY: f64 = 96.0;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Bars by month with a line or target ticks; `trend`, `profile_trend`. Measures: any number
    /// column, `leads` by default (`orders_placed` for a dealer's profile).
    Trend,
    /// A small line by month without labels; any table with rows in time. Measures: any number column.
    Sparkline,
    /// Rows with a bar, a comparison tick, an interval or a mark; any table with a measure. Measures: any
    /// number column, `leads` by default. Columns named after the measure are used where they are there:
    /// `…_prior`, `…_low`, `…_high`, `peer_…`; and `mark`, `small`.
    Ranked,
    /// What explains a change, by region, dealer, channel and series; `movers`.
    Movers,
    /// Tiles of the provinces; `provinces`. Measures: `leads` by default, `orders`, `conversion`,
    /// `attainment`, `orders_prior` for the change in orders.
    Provinces,
    /// The spread of dealers inside each place, or of days by channel; `gap`, `days_by_channel`.
    Ranges,
    /// Stages with step rates between; `funnel`, `profile_funnel`.
    Funnel,
    /// Channel × stage against the average; `strengths`.
    Strengths,
    /// Leads against conversion, the circle's area being the cost of an order; `channels`.
    Efficiency,
    /// How long an order takes, with the cumulative share; `days_to_order`.
    DaysToOrder,
    /// Cumulative conversion by age, one line a cohort; `vintage`.
    Vintage,
    /// Reasons of loss, with the part that dealers gave up; `lost_reasons`.
    LostReasons,
    /// Dealers' conversion with intervals against the median of their peers; `dealers`.
    Dealers,
    /// A dealer's figures against its peers' median and top quarter; `profile`.
    Profile,
}

impl Chart {
    /// The chart of a table; `None` for one that is shown as a table only.
    #[must_use]
    pub fn of(table: &str) -> Option<Self> {
        Some(match table {
            "trend" | "profile_trend" => Self::Trend,
            "regions" | "channels" | "crm_team" | "profile_channels" | "profile_consultants" => Self::Ranked,
            "movers" => Self::Movers,
            "provinces" => Self::Provinces,
            "gap" | "days_by_channel" => Self::Ranges,
            "funnel" | "profile_funnel" => Self::Funnel,
            "strengths" => Self::Strengths,
            "days_to_order" => Self::DaysToOrder,
            "vintage" => Self::Vintage,
            "lost_reasons" => Self::LostReasons,
            "dealers" => Self::Dealers,
            "profile" => Self::Profile,
            _ => return None,
        })
    }

    /// Lays a table out. Any table will do: what is missing is left out, and a table without anything
    /// to draw gives an empty state.
    #[must_use]
    pub fn layout(self, table: &Table, frame: &Frame) -> Scene {
        let pad = if self == Self::Sparkline { 0.0 } else { PAD };
        let inner = Frame { width: frame.width - 2.0 * pad, ..*frame };
        self.draw(table, &inner).padded(pad).ringed(frame.highlight.focused, frame.theme.accent, pad)
    }

    fn draw(self, table: &Table, frame: &Frame) -> Scene {
        match self {
            Self::Trend => draw::trend::layout(table, frame),
            Self::Sparkline => draw::sparkline::layout(table, frame),
            Self::Ranked => draw::ranked::layout(table, frame),
            Self::Movers => draw::movers::layout(table, frame),
            Self::Provinces => draw::provinces::layout(table, frame),
            Self::Ranges => draw::ranges::layout(table, frame),
            Self::Funnel => draw::funnel::layout(table, frame),
            Self::Strengths => draw::strengths::layout(table, frame),
            Self::Efficiency => draw::efficiency::layout(table, frame),
            Self::DaysToOrder => draw::days::layout(table, frame),
            Self::Vintage => draw::vintage::layout(table, frame),
            Self::LostReasons => draw::lost::layout(table, frame),
            Self::Dealers => draw::dealers::layout(table, frame),
            Self::Profile => draw::profile::layout(table, frame),
        }
    }

    /// The height that suits a table at a width, in CSS pixels.
    #[must_use]
    pub fn height(self, table: &Table, width: f64) -> f64 {
        if table.rows.is_empty() && self != Self::Sparkline {
            return EMPTY;
        }
        let width = width - 2.0 * PAD;
        match self {
            Self::Trend => draw::trend::height(table, width),
            Self::Sparkline => draw::sparkline::HEIGHT,
            Self::Ranked => draw::ranked::height(table, width),
            Self::Movers => draw::movers::height(table, width),
            Self::Provinces => draw::provinces::height(table, width),
            Self::Ranges => draw::ranges::height(table, width),
            Self::Funnel => draw::funnel::height(table, width),
            Self::Strengths => draw::strengths::height(table, width),
            Self::Efficiency => draw::efficiency::height(table, width),
            Self::DaysToOrder => draw::days::height(table, width),
            Self::Vintage => draw::vintage::height(table, width),
            Self::LostReasons => draw::lost::height(table, width),
            Self::Dealers => draw::dealers::height(table, width),
            Self::Profile => draw::profile::height(table, width),
        }
    }
}
