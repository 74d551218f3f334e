//! The rules that a maker may set.

use serde::{Deserialize, Serialize};

use crate::time::Day;

/// The rules that a maker may set, each with the default that the reports name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Open leads that intend to buy within so many calendar months are hot.
    pub hot_months: u8,
    /// Beyond hot and within so many, warm; later, cold.
    pub warm_months: u8,
    /// A cohort younger than this is still ripening.
    pub maturity_days: u16,
    /// Rates over fewer than this are greyed, and not ranked.
    pub smallest_group: u32,
    /// The month, 1 to 12, in which the fiscal year starts.
    pub fiscal_year_start: u8,
    /// Upper edges of the annual sales target for the staffing bands; an edge belongs below.
    pub staffing_edges: Vec<u32>,
    /// CRM managers and specialists that each band needs: one pair more than there are edges.
    pub staffing_needs: Vec<(u32, u32)>,
    /// Upper edges of the annual sales target for the volume bands of peer groups.
    pub volume_edges: Vec<u32>,
    /// Gross margin on the order amount, for the return on marketing; unknown when absent.
    pub margin: Option<f64>,
    /// The share of dealers with a CRM team that a region should have.
    pub crm_team_mark: f64,
    /// The share of orders that market events should bring.
    pub event_mark: f64,
    /// Channels that bring leads without being worked.
    pub passive_channels: Vec<String>,
}

impl Settings {
    /// The last day on which a lead was created that has had its time by `as_of`.
    #[must_use]
    pub fn ripe_until(&self, as_of: Day) -> Day {
        Day(as_of.0.saturating_sub(self.maturity_days))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hot_months: 3,
            warm_months: 12,
            maturity_days: 90,
            smallest_group: 30,
            fiscal_year_start: 1,
            staffing_edges: vec![600, 1000, 1500],
            staffing_needs: vec![(1, 1), (1, 2), (1, 3), (1, 4)],
            volume_edges: vec![600, 1000, 1500],
            margin: None,
            crm_team_mark: 0.8,
            event_mark: 0.3,
            passive_channels: ["showroom", "referral", "second_tier", "website"].map(Into::into).into(),
        }
    }
}
