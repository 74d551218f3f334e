//! What the columns are called in exports that do not write them as the contract does.

use crate::contract::Table;

/// The names of each column of `dealers`, in its order.
const DEALERS: [&str; 17] = [
    "经销商代码|经销商编号|经销商编码|经销商ID|门店代码|门店编号|门店编码|dealer code|dealer no|dealer number",
    "经销商名称|经销商全称|门店名称|网点名称|dealer name",
    "大区|区域|所属大区|所属区域|销售大区|大区名称|sales region|region name",
    "分销中心|所属分销中心|分中心|distribution center|distribution centre|centre",
    "省份|省|所在省|所在省份|省市自治区|province name",
    "城市|市|所在城市|地级市|city name",
    "城市级别|城市等级|城市线级|tier",
    "开业日期|开业时间|成立日期|建店日期|opening date|opened|open date",
    "年度销售目标|年销售目标|年销量目标|年度销量目标|年度目标|annual target|yearly target",
    "销售顾问人数|销售顾问数|销售顾问数量|销售顾问|sales consultants|number of consultants",
    "CRM团队|是否有CRM团队|独立CRM团队|CRM部门|has CRM team",
    "CRM经理|CRM经理人数|CRM经理数|number of CRM managers",
    "CRM专员|CRM专员人数|CRM专员数|number of CRM specialists",
    "基盘客户|基盘客户数|基盘数|保有客户数|保有量|owner base",
    "车主俱乐部|俱乐部|是否有俱乐部|owners club|has club",
    "经度|longitude|lon",
    "纬度|latitude",
];

/// The names of each column of `leads`, in its order.
const LEADS: [&str; 32] = [
    "线索编号|线索ID|线索号|线索编码|线索代码|潜客编号|潜客ID|lead no|lead number|lead code",
    "经销商代码|经销商编号|经销商编码|经销商ID|门店代码|门店编号|门店编码|dealer code|dealer no|dealer number",
    "创建时间|创建日期|线索创建时间|线索创建日期|建档时间|建档日期|录入时间|录入日期|created|created on|creation date|create time|created time",
    "渠道|线索渠道|线索来源|来源渠道|客户来源|一级渠道|lead source|source|lead channel",
    "开发方式|来源归属|开发主体|线索归属|originator",
    "下发去向|分配去向|派发对象|routed",
    "下发时间|下发日期|分配时间|分配日期|派发时间|派发日期|routing time|assigned at|assigned on",
    "活动编号|活动ID|活动代码|市场活动编号|campaign|campaign no|campaign code",
    "意向车系|车系|意向车型|感兴趣车系|model|car series|model series",
    "销售顾问编号|销售顾问ID|销售顾问代码|顾问编号|顾问ID|销售顾问工号|consultant|consultant no|sales consultant",
    "客户编号|客户ID|客户代码|客户号|customer|customer no|customer number",
    "客户类型|客户类别|客户性质|个人或公司|customer type|customer kind",
    "大客户类别|大客户类型|客户分类|大客户分类|key account class",
    "竞争品牌|竞品品牌|竞品|对比品牌|competitor brand|competitor",
    "现有品牌|目前品牌|现有车辆品牌|在用品牌|current car brand",
    "偏好本品牌|品牌偏好|喜欢本品牌|prefers our brand|brand preference",
    "意向购买日期|意向购车日期|预计购买日期|预计购车日期|计划购车日期|intended date|intended purchase date|expected purchase date",
    "缺失字段|缺失项|未填字段|missing",
    "真实性核查|是否真实|核查真实|抽查真实|authentic",
    "是否有效|有效线索|有效|线索是否有效|is valid|valid lead",
    "首次联系时间|首次联系日期|联系时间|联系日期|首次跟进时间|first contact|first contacted at|contacted on|contact date",
    "到店时间|到店日期|首次到店时间|首次到店日期|进店时间|visited on|visit date|first visit",
    "试驾时间|试驾日期|首次试驾时间|首次试驾日期|test drive|test drive date|test drive on",
    "报价时间|报价日期|quoted on|quote date|quotation date",
    "订单时间|订单日期|下订时间|下订日期|下单时间|下单日期|签约日期|ordered on|order date",
    "交付时间|交付日期|交车时间|交车日期|提车日期|delivered on|delivery date",
    "战败时间|战败日期|流失时间|流失日期|lost on|lost date",
    "战败原因|流失原因|失败原因|loss reason|reason lost",
    "战败方|战败责任方|战败主体|战败归因|lost through",
    "下次联系日期|下次联系时间|下次跟进日期|下次跟进时间|计划联系日期|next contact|next contact date|next contact at",
    "联系次数|跟进次数|接触次数|number of contacts|contact count",
    "订单金额|成交金额|成交价|成交价格|订单金额(元)|成交金额(元)|order amount|order value|price",
];

const TARGETS: [&str; 4] = [
    "月份|月|年月|目标月份|统计月份|year month|period",
    DEALERS[0],
    "指标|指标名称|目标类型|目标指标|measure|kpi|target type",
    "目标值|目标|目标数|目标数量|target value|goal",
];

const SPEND: [&str; 6] = [
    "月份|月|年月|费用月份|统计月份|year month|period",
    LEADS[3],
    DEALERS[0],
    LEADS[7],
    "预算|预算金额|预算费用|预算(元)|planned|budgeted",
    "实际费用|实际金额|实际|实际支出|实际花费|费用|实际费用(元)|actual cost|actual spend|cost|spend",
];

/// The names of each column of `complaints`, in its order.
const COMPLAINTS: [&str; 18] = [
    "投诉编号|投诉ID|投诉单号|投诉编码|complaint no|complaint number|case no",
    DEALERS[0],
    LEADS[10],
    "投诉时间|投诉日期|受理时间|受理日期|接收时间|接收日期|received|received on",
    "投诉渠道|投诉途径|受理渠道|complaint channel|received via",
    "投诉类型|投诉类别|投诉种类|complaint type|complaint kind",
    "车系|车型|series name|car series|model",
    "严重程度|投诉等级|投诉级别|severity level|priority",
    "首次响应时间|响应时间|响应日期|responded on|first response",
    "到场时间|到场日期|上门时间|on site|at the site",
    "是否属实|属实|核实结果|justified",
    "投诉原因|责任方|原因归属|root cause|responsible",
    "是否抽查|抽查|spot check",
    "索赔金额|要求赔偿金额|索赔金额(元)|claimed amount|claim",
    "赔偿金额|实际赔偿金额|赔偿金额(元)|compensation|compensated amount",
    "解决时间|解决日期|关闭时间|结案时间|结案日期|resolved on|closed at",
    "是否重开|重复投诉|重新打开|is reopened",
    "满意度|处理满意度|satisfaction score",
];

/// The names of each column of `service_visits`, in its order.
const SERVICE_VISITS: [&str; 9] = [
    "工单号|工单编号|维修单号|进厂编号|service order|repair order|visit no",
    DEALERS[0],
    LEADS[10],
    "车辆编号|车辆ID|车辆代码|vehicle|vehicle no",
    "维修类型|服务类型|业务类型|工单类型|service kind|service type",
    "进厂日期|进厂时间|到厂日期|到厂时间|来店日期|visited at|visit date|service date",
    "产值|维修金额|结算金额|产值(元)|service revenue|invoice amount",
    "配件金额|配件产值|配件金额(元)|parts amount|parts revenue",
    "技师编号|技师工号|技师代码|technician|technician no",
];

/// The names by which a column of a table is also known, with `|` between.
pub(crate) fn of(table: &Table, column: usize) -> &'static str {
    let names: &[&str] = match table.name {
        "dealers" => &DEALERS,
        "leads" => &LEADS,
        "targets" => &TARGETS,
        "spend" => &SPEND,
        "complaints" => &COMPLAINTS,
        "service_visits" => &SERVICE_VISITS,
        _ => &[],
    };
    names.get(column).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::TABLES;

    #[test]
    fn every_column_has_names_and_no_two_share_one() {
        for table in TABLES {
            let mut seen: Vec<String> = table.columns.iter().map(|c| c.name.replace('_', "")).collect();
            for column in 0..table.columns.len() {
                let names = of(table, column);
                assert!(names.contains('|'), "{} {column}", table.name);
                for name in names.split('|') {
                    let name = name.replace(' ', "").to_lowercase();
                    assert!(!seen.contains(&name), "{} {name}", table.name);
                    seen.push(name);
                }
            }
        }
    }
}
