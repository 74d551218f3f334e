//! What each metric measures, what it is a share of, and where its rule comes from.

use crate::answer::Unit;

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// BMW China's dealer CRM.
    Bmw,
    /// Shanghai Volkswagen's dealer CRM.
    ShanghaiVolkswagen,
    /// Shanghai GM's CRM.
    ShanghaiGm,
    /// The paper forms of customer relationship management.
    Forms,
    /// A method of statistics.
    Statistics,
    /// The snapshot contract: a column, or a number that is stated in one.
    Contract,
    /// A rule chosen here, where the sources leave one open.
    Rule,
}

impl Source {
    /// Its name in Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Bmw => "宝马中国经销商 CRM",
            Self::ShanghaiVolkswagen => "上海大众经销商 CRM",
            Self::ShanghaiGm => "上海通用 CRM",
            Self::Forms => "客户关系管理表单",
            Self::Statistics => "统计方法",
            Self::Contract => "快照约定",
            Self::Rule => "本看板规则",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Bmw => "BMW China, dealer CRM",
            Self::ShanghaiVolkswagen => "Shanghai Volkswagen, dealer CRM",
            Self::ShanghaiGm => "Shanghai GM, CRM",
            Self::Forms => "Forms of customer relationship management",
            Self::Statistics => "Statistics",
            Self::Contract => "Snapshot contract",
            Self::Rule => "Rule of this dashboard",
        }
    }
}

/// What is known of a metric beside its names and formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it measures; `None` for a column whose cells measure different things.
    pub unit: Option<Unit>,
    /// Of a quotient: the metrics above and below the line.
    pub share: Option<(&'static str, &'static str)>,
    /// Where its rule comes from.
    pub source: Source,
}

/// What is known of a metric.
#[must_use]
pub fn fact(metric: &str) -> Fact {
    Fact { unit: unit(metric), share: share(metric), source: source(metric) }
}

/// The metrics of each unit, with spaces between; all others are counts.
static UNITS: &[(Unit, &str)] = &[
    (
        Unit::Rate,
        "conversion conversion_matured conversion_low conversion_high conversion_prior attainment return \
         lost_by_dealer qualified_rate hot_ratio event_share within_30_minutes within_24_hours followed_up \
         crm_team_rate peer_rate peer_conversion share share_of_leads share_of_orders share_of_change \
         share_of_customers share_of_amount step_rate overall_rate contacted_rate visited_rate test_drive_rate \
         quoted_rate ordered_rate delivered_rate average rate min max cumulative touched_rate filled_rate \
         controls_agree recording_gap channel_known origin_stated kind_stated series_stated consultant_stated \
         customer_stated next_contact_stated lost_reason_stated lost_by_stated amount_stated",
    ),
    (Unit::Points, "rate_effect mix_effect difference"),
    (Unit::Money, "cost_per_order cost_per_lead spend amount"),
    (Unit::Days, "median_days_to_order q1_days_to_order q3_days_to_order from to age"),
    (Unit::Minutes, "median_response_minutes"),
    (Unit::Number, "target leads_per_consultant col row stated loaded deviation"),
    (Unit::Rank, "rank rank_prior quartile severity"),
    (Unit::Flag, "small in_period ripening guessed hashed agrees required"),
    (Unit::Month, "month"),
    (
        Unit::Code,
        "key dealer_id channel stage reason origin temperature series direction problem records_lacking \
         metric",
    ),
    (
        Unit::Text,
        "peer_group consultant name level region center province city dealer year bucket verdict dimension kind \
         unit table file encoding measure column name_zh name_en formula_zh formula_en numerator \
         denominator source_zh source_en detail remedy",
    ),
];

/// The columns whose cells measure different things from row to row or from table to table.
const MIXED: &str = "value prior low high q1 median q3 peer_median peer_top mark";

/// The metrics of each source, with spaces between; all others rest on rules of this dashboard.
static SOURCES: &[(Source, &str)] = &[
    (
        Source::ShanghaiVolkswagen,
        "leads contacted visited test_drive quoted orders ordered deliveries delivered conversion open overdue \
         order_bank followed_up attainment orders_placed median_response_minutes responses",
    ),
    (
        Source::Bmw,
        "hot hot_ratio qualified qualified_rate leads_per_consultant crm_team_rate with_team short_of_staff \
         managers_needed specialists_needed managers_short specialists_short staff_short channel lost \
         lost_by_dealer by_dealer cost_per_lead cost_per_order return",
    ),
    (Source::ShanghaiGm, "event_share event_orders recording_gap records_lacking"),
    (Source::Forms, "customers share_of_customers share_of_amount difference verdict"),
    (
        Source::Statistics,
        "conversion_low conversion_high low high q1 q3 median min max q1_days_to_order median_days_to_order \
         q3_days_to_order rate_effect mix_effect",
    ),
    (
        Source::Contract,
        "target spend amount consultants annual_sales_target crm_managers crm_specialists dealers dealer_id name \
         region center province city dealer series origin kind reason consultant complaints service_visits stated \
         table file column encoding bytes hashed required",
    ),
];

/// Every name that stands in a list.
#[cfg(test)]
pub(super) fn listed() -> impl Iterator<Item = &'static str> {
    let units = UNITS.iter().map(|(_, list)| *list);
    units.chain([MIXED]).chain(SOURCES.iter().map(|(_, list)| *list)).flat_map(str::split_whitespace)
}

fn names(list: &str, metric: &str) -> bool {
    list.split_whitespace().any(|name| name == metric)
}

fn unit(metric: &str) -> Option<Unit> {
    let listed = UNITS.iter().find(|(_, list)| names(list, metric)).map(|(unit, _)| *unit);
    (!names(MIXED, metric)).then(|| listed.unwrap_or(Unit::Count))
}

fn source(metric: &str) -> Source {
    SOURCES.iter().find(|(_, list)| names(list, metric)).map_or(Source::Rule, |(source, _)| *source)
}

fn share(metric: &str) -> Option<(&'static str, &'static str)> {
    Some(match metric {
        "conversion" | "overall_rate" => ("orders", "leads"),
        "conversion_matured" => ("matured_orders", "matured_leads"),
        "conversion_prior" => ("orders_prior", "leads_prior"),
        "attainment" => ("orders_placed", "target"),
        "cost_per_order" => ("spend", "orders"),
        "cost_per_lead" => ("spend", "leads"),
        "lost_by_dealer" => ("by_dealer", "judged"),
        "qualified_rate" => ("qualified", "leads"),
        "hot_ratio" => ("hot", "open"),
        "event_share" => ("event_orders", "orders"),
        "within_30_minutes" | "within_24_hours" => ("answered_in_time", "responses"),
        "followed_up" | "contacted_rate" => ("contacted", "leads"),
        "crm_team_rate" => ("with_team", "dealers"),
        "leads_per_consultant" => ("leads", "consultants"),
        "visited_rate" => ("visited", "contacted"),
        "test_drive_rate" => ("test_drive", "visited"),
        "quoted_rate" => ("quoted", "test_drive"),
        "ordered_rate" => ("ordered", "quoted"),
        "delivered_rate" => ("delivered", "ordered"),
        "touched_rate" => ("touched", "rows"),
        "filled_rate" => ("filled", "rows"),
        _ => return None,
    })
}
