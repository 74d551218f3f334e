//! What the contract's codes are called, and the provinces of China.

use crate::query::Lang;

/// One code of a field: code, Chinese label, English label.
type Label = (&'static str, &'static str, &'static str);

/// The eleven channels in the contract's order, without `unknown`.
pub const CHANNELS: [Label; 11] = [
    ("showroom", "展厅到访", "Showroom"),
    ("self_developed", "销售顾问自我开发", "Self-developed"),
    ("telemarketing", "电话营销", "Telemarketing"),
    ("referral", "亲友推荐", "Referral"),
    ("key_account", "大客户", "Key accounts"),
    ("second_tier", "二级经销商", "Second tier"),
    ("event", "市场活动", "Events"),
    ("advertising", "市场宣传", "Advertising"),
    ("co_brand", "品牌合作", "Co-branding"),
    ("purchased_data", "购买数据", "Purchased data"),
    ("website", "网站", "Website"),
];

const ORIGINS: [Label; 2] = [("hq", "总部开发", "Headquarters"), ("dealer", "经销商自营", "Dealer")];
const KINDS: [Label; 2] = [("person", "个人", "Person"), ("company", "公司", "Company")];
const ROUTED: [Label; 3] = [
    ("dealer", "经销商", "Dealer"),
    ("direct_mail", "直邮中心", "Direct mail"),
    ("call_center", "呼叫中心", "Call centre"),
];
const CLASSES: [Label; 2] =
    [("A", "A 类 直接用户", "A · direct users"), ("B", "B 类 政府与系统采购", "B · government and system")];
const LOST_BY: [Label; 2] =
    [("customer", "客户", "Customer"), ("dealer", "经销商主观战败", "Dealer gave up")];
const LOST_REASONS: [Label; 10] = [
    ("price", "价格", "Price"),
    ("model_price", "车型价格", "Price of the model"),
    ("price_unclear", "价格不明", "Price unclear"),
    ("competitor", "竞品", "Competitor"),
    ("no_stock", "无现车", "No stock"),
    ("finance", "金融", "Finance"),
    ("postponed", "推迟购买", "Postponed"),
    ("unreachable", "联系不上", "Unreachable"),
    ("service", "服务", "Service"),
    ("other", "其他", "Other"),
];
const TEMPERATURES: [Label; 5] = [
    ("hot", "热情", "Hot"),
    ("warm", "温和", "Warm"),
    ("cold", "冷淡", "Cold"),
    ("unclassified", "未分级", "Unclassified"),
    ("closed", "已关闭", "Closed"),
];
const STAGES: [Label; 7] = [
    ("leads", "线索", "Leads"),
    ("contacted", "已联系", "Contacted"),
    ("visited", "到店", "Visited"),
    ("test_drive", "试驾", "Test drive"),
    ("quoted", "报价", "Quoted"),
    ("ordered", "订单", "Ordered"),
    ("delivered", "交付", "Delivered"),
];
const MISSING: [Label; 11] = [
    ("consultant", "销售顾问", "Consultant"),
    ("type", "客户类型", "Customer type"),
    ("source", "客户来源", "Source"),
    ("person_company", "个人或公司", "Person or company"),
    ("gender", "性别", "Gender"),
    ("surname", "姓", "Surname"),
    ("phone", "电话号码", "Phone"),
    ("current_vehicle", "目前车辆", "Current vehicle"),
    ("intended_on", "意向购买日期", "Intended date"),
    ("series", "意向车系", "Series"),
    ("next_contact", "下次联系计划", "Next contact"),
];
const METRICS: [Label; 5] = [
    ("leads", "线索", "Leads"),
    ("visits", "到店", "Visits"),
    ("test_drives", "试驾", "Test drives"),
    ("orders", "订单", "Orders"),
    ("deliveries", "交付", "Deliveries"),
];

const VIA: [Label; 5] = [
    ("call_center", "呼叫中心", "Call centre"),
    ("dealer", "经销商", "Dealer"),
    ("website", "网站", "Website"),
    ("letter", "信函", "Letter"),
    ("social", "社交媒体", "Social media"),
];
const COMPLAINT_KINDS: [Label; 12] = [
    ("quality", "质量", "Quality"),
    ("transport_damage", "运输损坏", "Damaged in transport"),
    ("wrong_goods", "发错货", "Wrong goods"),
    ("short_delivery", "短缺", "Short delivery"),
    ("out_of_stock", "缺货", "Out of stock"),
    ("delivery_time", "交货期", "Time of delivery"),
    ("address_change", "变更地址", "Change of address"),
    ("refund_exchange", "退换货", "Refund or exchange"),
    ("service", "服务", "Service"),
    ("price", "价格", "Price"),
    ("rights", "权益", "Rights"),
    ("other", "其他", "Other"),
];
const SUBSTANTIATED: [Label; 3] =
    [("yes", "属实", "Yes"), ("partly", "部分属实", "Partly"), ("no", "不属实", "No")];
const CAUSES: [Label; 5] = [
    ("seller", "销售方", "Seller"),
    ("maker", "厂家", "Maker"),
    ("carrier", "承运方", "Carrier"),
    ("customer", "客户", "Customer"),
    ("other", "其他", "Other"),
];
const SERVICE_KINDS: [Label; 6] = [
    ("maintenance", "保养", "Maintenance"),
    ("repair", "维修", "Repair"),
    ("warranty", "保修", "Warranty"),
    ("recall", "召回", "Recall"),
    ("inspection", "检测", "Inspection"),
    ("accident", "事故", "Accident"),
];

const TABLES: [Label; 6] = [
    ("dealers", "经销商", "Dealers"),
    ("leads", "线索", "Leads"),
    ("targets", "目标", "Targets"),
    ("spend", "费用", "Spend"),
    ("complaints", "投诉", "Complaints"),
    ("service_visits", "维修记录", "Service visits"),
];
const MEASURES: [Label; 1] = [("rows", "行数", "Rows")];
const DIRECTIONS: [Label; 2] = [("up", "越高越好", "More is better"), ("down", "越低越好", "Less is better")];
const LACKING: [Label; 3] = [
    ("both", "两者皆无", "Both"),
    ("complaints", "无投诉", "Complaints"),
    ("service_visits", "无维修记录", "Service visits"),
];
const UNITS: [Label; 13] = [
    ("count", "个", "Count"),
    ("rate", "比率", "Rate"),
    ("points", "百分点", "Points"),
    ("money", "金额", "Money"),
    ("days", "天", "Days"),
    ("minutes", "分钟", "Minutes"),
    ("number", "数", "Number"),
    ("rank", "名次", "Rank"),
    ("flag", "是否", "Yes or no"),
    ("code", "代码", "Code"),
    ("month", "月份", "Month"),
    ("date", "日期", "Date"),
    ("text", "文字", "Text"),
];

/// The contract's codes of a field, in its order; empty for a field without codes.
#[must_use]
pub fn codes(field: &str) -> &'static [Label] {
    match field {
        "channel" => &CHANNELS,
        "origin" => &ORIGINS,
        "kind" => &KINDS,
        "routed_to" => &ROUTED,
        "account_class" => &CLASSES,
        "lost_by" => &LOST_BY,
        "lost_reason" | "reason" => &LOST_REASONS,
        "temperature" => &TEMPERATURES,
        "stage" => &STAGES,
        "missing_fields" => &MISSING,
        "metric" => &METRICS,
        "table" => &TABLES,
        "measure" => &MEASURES,
        "direction" => &DIRECTIONS,
        "records_lacking" => &LACKING,
        "unit" => &UNITS,
        "via" => &VIA,
        "complaints.kind" => &COMPLAINT_KINDS,
        "substantiated" => &SUBSTANTIATED,
        "cause" => &CAUSES,
        "service_visits.kind" => &SERVICE_KINDS,
        _ => &[],
    }
}

/// The label of a contract code within its field, such as `channel` and `website`, or of a
/// province; `None` for a code that is not the contract's. The fields are the contract's columns,
/// and `stage`, `temperature`, `province`.
#[must_use]
pub fn label(field: &str, code: &str, lang: Lang) -> Option<&'static str> {
    let pick = |zh, en| if lang == Lang::Zh { zh } else { en };
    if code == "unknown" {
        return Some(pick("未知", "Unknown"));
    }
    if field == "province" {
        return PROVINCES.iter().find(|p| p.zh == code).map(|p| pick(p.zh, p.en));
    }
    codes(field).iter().find(|(c, _, _)| *c == code).map(|&(_, zh, en)| pick(zh, en))
}

/// What an empty code is called.
#[must_use]
pub fn not_stated(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "未填",
        Lang::En => "not stated",
    }
}

/// A province-level division of GB/T 2260, and its tile on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// The two digits of its code.
    pub code: &'static str,
    /// Its short Chinese name.
    pub zh: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// The tile's column, from the west.
    pub col: u8,
    /// The tile's row, from the north.
    pub row: u8,
}

const fn province(code: &'static str, zh: &'static str, en: &'static str, col: u8, row: u8) -> Province {
    Province { code, zh, en, col, row }
}

/// The 34 divisions by code. The tiles keep the neighbourhood of places; no border is drawn.
pub const PROVINCES: [Province; 34] = [
    province("11", "北京", "Beijing", 4, 1),
    province("12", "天津", "Tianjin", 5, 1),
    province("13", "河北", "Hebei", 4, 2),
    province("14", "山西", "Shanxi", 3, 2),
    province("15", "内蒙古", "Inner Mongolia", 3, 1),
    province("21", "辽宁", "Liaoning", 6, 1),
    province("22", "吉林", "Jilin", 7, 1),
    province("23", "黑龙江", "Heilongjiang", 7, 0),
    province("31", "上海", "Shanghai", 6, 3),
    province("32", "江苏", "Jiangsu", 5, 3),
    province("33", "浙江", "Zhejiang", 5, 4),
    province("34", "安徽", "Anhui", 4, 3),
    province("35", "福建", "Fujian", 5, 5),
    province("36", "江西", "Jiangxi", 4, 4),
    province("37", "山东", "Shandong", 5, 2),
    province("41", "河南", "Henan", 3, 3),
    province("42", "湖北", "Hubei", 3, 4),
    province("43", "湖南", "Hunan", 3, 5),
    province("44", "广东", "Guangdong", 4, 5),
    province("45", "广西", "Guangxi", 3, 6),
    province("46", "海南", "Hainan", 3, 7),
    province("50", "重庆", "Chongqing", 2, 4),
    province("51", "四川", "Sichuan", 1, 4),
    province("52", "贵州", "Guizhou", 2, 5),
    province("53", "云南", "Yunnan", 1, 5),
    province("54", "西藏", "Xizang", 0, 4),
    province("61", "陕西", "Shaanxi", 2, 3),
    province("62", "甘肃", "Gansu", 1, 2),
    province("63", "青海", "Qinghai", 1, 3),
    province("64", "宁夏", "Ningxia", 2, 2),
    province("65", "新疆", "Xinjiang", 0, 2),
    province("71", "台湾", "Taiwan", 6, 5),
    province("81", "香港", "Hong Kong", 5, 6),
    province("82", "澳门", "Macao", 4, 6),
];

/// What a province's full name ends with.
const ENDINGS: [&str; 7] = ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市"];

/// The province that a cell means: a code of two or six digits, a short or full Chinese name, or
/// the English name.
#[must_use]
pub fn province_of(cell: &str) -> Option<&'static Province> {
    let digits = cell.bytes().all(|b| b.is_ascii_digit());
    if digits {
        let code = match cell.len() {
            2 => cell,
            6 if cell.ends_with("0000") => &cell[..2],
            _ => return None,
        };
        return PROVINCES.iter().find(|p| p.code == code);
    }
    let short = ENDINGS.iter().find_map(|e| cell.strip_suffix(e)).unwrap_or(cell);
    PROVINCES.iter().find(|p| p.zh == short || p.en.eq_ignore_ascii_case(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_known_by_code_and_by_name() {
        for cell in ["45", "450000", "广西", "广西壮族自治区", "guangxi"] {
            assert_eq!(province_of(cell).map(|p| p.zh), Some("广西"), "{cell}");
        }
        for cell in ["", "450100", "99", "Ohio", "4"] {
            assert_eq!(province_of(cell), None, "{cell}");
        }
    }

    #[test]
    fn no_two_tiles_share_a_place() {
        for (i, a) in PROVINCES.iter().enumerate() {
            assert!(PROVINCES[..i].iter().all(|b| (a.col, a.row) != (b.col, b.row)), "{}", a.zh);
        }
    }

    #[test]
    fn codes_have_labels_in_both_languages() {
        assert_eq!(label("channel", "website", Lang::Zh), Some("网站"));
        assert_eq!(label("channel", "unknown", Lang::En), Some("Unknown"));
        assert_eq!(label("channel", "organic", Lang::En), None);
        assert_eq!(label("province", "内蒙古", Lang::En), Some("Inner Mongolia"));
    }
}
