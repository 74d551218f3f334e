//! What the rules of an answer are called.

use super::{Words, ZH};

impl Words {
    /// What a setting of the snapshot is called; `None` for one that is not known here.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&'static str> {
        let (zh, en) = match id {
            "hot_months" => ("热情客户：意向购买在几个月内", "Hot: intends to buy within so many months"),
            "warm_months" => ("温和客户：意向购买在几个月内", "Warm: intends to buy within so many months"),
            "maturity_days" => ("批次成熟天数", "Days until a cohort is matured"),
            "smallest_group" => ("最小样本量", "Smallest group that is judged"),
            "fiscal_year_start" => ("财年起始月", "First month of the fiscal year"),
            "staffing_edges" => ("人员配置的年销量分档", "Edges of the staffing bands"),
            "staffing_needs" => ("各档所需经理与专员", "Managers and specialists for each band"),
            "volume_edges" => ("同组的年销量分档", "Edges of the volume bands of peers"),
            "margin" => ("订单毛利率", "Margin on the order amount"),
            "crm_team_mark" => ("CRM 团队覆盖标准", "Mark for CRM team coverage"),
            "event_mark" => ("市场活动订单占比标准", "Mark for orders from events"),
            "passive_channels" => ("被动渠道", "Passive channels"),
            _ => return None,
        };
        Some(if self.all == ZH.all { zh } else { en })
    }
}
