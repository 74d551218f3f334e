//! Columns as an export has them: under other names, in another order, with more of them.

use dealerscope_core::problem::ProblemKind as Kind;

use super::super::chance::Chance;
use super::cells::choose;
use super::personal;
use super::sheet::{Id, Sheet};

/// What the columns are called in Chinese exports.
const NAMES: [(&str, &str); 38] = [
    ("dealer_id", "经销商代码"),
    ("name", "经销商名称"),
    ("region", "大区"),
    ("center", "分销中心"),
    ("province", "省份"),
    ("city", "城市"),
    ("city_tier", "城市级别"),
    ("opened_on", "开业日期"),
    ("annual_sales_target", "年度销售目标"),
    ("consultants", "销售顾问人数"),
    ("crm_team", "CRM团队"),
    ("crm_managers", "CRM经理人数"),
    ("crm_specialists", "CRM专员人数"),
    ("owners", "基盘客户"),
    ("club", "车主俱乐部"),
    ("lead_id", "线索编号"),
    ("created_at", "创建时间"),
    ("channel", "线索来源"),
    ("origin", "开发方式"),
    ("routed_to", "下发去向"),
    ("routed_at", "下发时间"),
    ("series", "意向车系"),
    ("consultant_id", "销售顾问编号"),
    ("customer_id", "客户编号"),
    ("kind", "客户类型"),
    ("prefers_brand", "品牌偏好"),
    ("intended_on", "意向购买日期"),
    ("missing_fields", "缺失字段"),
    ("valid", "是否有效"),
    ("contacted_at", "首次联系时间"),
    ("visited_at", "到店日期"),
    ("test_drive_at", "试驾日期"),
    ("quoted_at", "报价日期"),
    ("ordered_at", "订单日期"),
    ("delivered_at", "交车日期"),
    ("lost_at", "战败日期"),
    ("lost_reason", "战败原因"),
    ("amount", "成交金额（元）"),
];

/// Remarks that are no fault, however they look.
const REMARKS: [&str; 7] =
    ["周末到店", "客户说：\"再看看\"", "第一行\n第二行", "a,b;c|d\te", "n/a", "'=1+1", "🚗 约1小时"];

/// Names the columns as Chinese exports do, some with blanks around or a star behind.
pub(super) fn rename(sheet: &mut Sheet, chance: &mut Chance) {
    for at in 0..sheet.columns.len() {
        let Some((_, name)) = NAMES.iter().find(|(column, _)| *column == sheet.columns[at]) else { continue };
        sheet.headers[at] = match chance.below(8) {
            0 => format!(" {name} "),
            1 => format!("{name}*"),
            2 => format!("\u{3000}{name}"),
            _ => (*name).to_owned(),
        };
        sheet.habit("Chinese headers");
    }
}

/// Puts the columns into another order.
pub(super) fn shuffle(sheet: &mut Sheet, chance: &mut Chance) {
    let last = sheet.columns.len() - 1;
    for one in (1..=last).rev() {
        swap(sheet, one, chance.below(u32::try_from(one + 1).unwrap_or(1)) as usize);
    }
    // A column without a name says nothing at the end, where spreadsheets leave such ones.
    if sheet.columns[last].is_empty() {
        swap(sheet, last, 0);
    }
    sheet.habit("columns in another order");
}

fn swap(sheet: &mut Sheet, one: usize, other: usize) {
    sheet.columns.swap(one, other);
    sheet.headers.swap(one, other);
    for row in &mut sheet.rows {
        row.cells.swap(one, other);
    }
}

/// Adds columns that the contract does not know: remarks with personal data in some, and one without a name.
pub(super) fn extra(sheet: &mut Sheet, chance: &mut Chance) {
    let name = choose(chance, &["备注", "店内备注", "remark"]);
    append(sheet, "", |_| String::new());
    sheet.fault(Kind::ExtraColumn, None, None, None);
    let start = chance.below(1000) as usize;
    append(sheet, name, |row| match (row + start) % 40 {
        0 => REMARKS[(row / 40) % REMARKS.len()].to_owned(),
        _ => String::new(),
    });
    sheet.fault(Kind::ExtraColumn, None, Some(name), None);
    for sort in 0..4 {
        for _ in 0..chance.between(1, 2) {
            let Some(row) = sheet.pick(chance, |_, _| true) else { break };
            let text = format!("请联系 {}，谢谢", personal::draw(chance, sort));
            sheet.plant(row, name, Kind::PersonalData, &text, &text);
        }
    }
    for damage in [super::write::DAMAGE, "\0"] {
        let Some(row) = sheet.pick(chance, |_, _| true) else { break };
        sheet.plant(row, name, Kind::BrokenText, &format!("请{damage}电"), "");
    }
}

/// Adds columns without name or content, as a spreadsheet does where cells were deleted; gives how many
/// columns there were.
pub(super) fn trailing(sheet: &mut Sheet, chance: &mut Chance) -> usize {
    let width = sheet.columns.len();
    for _ in 0..chance.below(4) {
        append(sheet, "", |_| String::new());
        sheet.habit("trailing empty columns");
    }
    width
}

fn append(sheet: &mut Sheet, name: &str, cell: impl Fn(Id) -> String) {
    sheet.columns.push(name.to_owned());
    sheet.headers.push(name.to_owned());
    for (id, row) in sheet.rows.iter_mut().enumerate() {
        row.cells.push(cell(id));
    }
}
