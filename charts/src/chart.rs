//! The charts there are, and which table each is drawn from.

use dealerscope_core::answer::Table;

use crate::draw;
use crate::frame::Frame;
use crate::scene::Scene;

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
        match self {
            Self::Ranked => draw::ranked::layout(table, frame),
            _ => crate::sketch::Sketch::new(frame).empty(),
        }
    }

    /// The height that suits a table at a width, in CSS pixels.
    #[must_use]
    pub fn height(self, table: &Table, width: f64) -> f64 {
        match self {
            Self::Ranked => draw::ranked::height(table, width),
            _ => 240.0,
        }
    }
}
