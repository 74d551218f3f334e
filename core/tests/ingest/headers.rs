//! The first row: its order, its capitals, and columns too many or too few.

use dealerscope_core::problem::ProblemKind;
use serde_json::{Value as Json, json};

use crate::common::{Case, figures, row};
use crate::{check, refused};

/// A case whose leads are this file.
fn leads(text: &str) -> Case {
    Case::new().file("leads.csv", text)
}

#[test]
fn columns_stand_in_any_order() {
    let case = leads("channel,ordered_at,created_at,lead_id,dealer_id\nwebsite,2026-01-08,2026-01-05,L1,b\n");
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "b", "leads=1 orders=1");
}

#[test]
fn capitals_and_spaces_in_headers_do_not_matter() {
    let case = leads("Lead_ID, CREATED_AT ,Channel,DEALER_ID\nL1,2026-01-05,website,a\n");
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "a", "leads=1");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    let case = leads("\u{feff}lead_id,created_at,channel,dealer_id\nL1,2026-01-05,website,a\n");
    check(&case, &[]);
    figures(&case.ask("#/overview"), "leads=1");
}

#[test]
fn further_columns_are_named_and_left_out() {
    let case =
        leads("lead_id,created_at,channel,dealer_id,weather,mood\nL1,2026-01-05,website,a,rain,good\n");
    let mend = "left out of the reports; leave the column out, or name it as the contract does";
    check(
        &case,
        &[
            &format!("leads.csv, column weather: extra column; {mend}"),
            &format!("leads.csv, column mood: extra column; {mend}"),
        ],
    );
    assert_eq!(case.ask("#/overview").coverage.touched, 0);
}

#[test]
fn a_column_counts_wherever_it_stands_among_hundreds() {
    for before in [0, 59, 60, 62, 64, 300] {
        let names: Vec<String> = (0..before).map(|n| format!("further{n},")).collect();
        let names = names.concat();
        let cells = ["x,".repeat(before), ",".repeat(before)];
        let case = leads(&format!(
            "{names}lead_id,dealer_id,created_at,channel,ordered_at\n\
             {}L1,b,2026-01-05,website,2026-01-08\n{}L2,b,2026-01-06,,\n",
            cells[0], cells[1]
        ));
        row(&case.ask("#/dealers"), "dealers", "b", "leads=2 orders=1");
        let problems = case.load().expect("read").problems().clone();
        let missing = problems.kept().iter().filter(|p| p.kind == ProblemKind::MissingValue);
        let missing: Vec<_> = missing.map(|p| (p.row, p.column.as_deref())).collect();
        assert_eq!(missing, [(Some(3), Some("channel"))], "{before}");
    }
}

#[test]
fn two_columns_that_claim_to_be_the_same_are_refused() {
    let mend = "leave one out, or say which is meant under dealerscope.columns in datapackage.json";
    for (one, two) in
        [("channel", "Channel"), ("线索渠道", "channel"), ("渠道", "Lead Source"), ("channel", "channel")]
    {
        refused(
            &leads(&format!("lead_id,dealer_id,created_at,{one},{two}\nL1,a,2026-01-05,website,event\n")),
            &format!("leads.csv: the columns {one:?} and {two:?} both stand for channel; {mend}"),
        );
    }
}

/// A case whose leads are this file, with some of its headers explained.
fn explained(columns: &Json, text: &str) -> Case {
    let mut case = leads(text);
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": "leads.csv", "dealerscope": { "columns": columns } }
    ]);
    case
}

#[test]
fn the_descriptor_explains_headers() {
    let columns = json!({ "Nummer": "lead_id", "Händler": "dealer_id", "Angelegt am": "created_at", "kanal": "channel" });
    let case = explained(&columns, "Nummer,HÄNDLER, Angelegt  am ,KANAL\nL1,a,2026-01-05,website\n");
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "a", "leads=1");
}

#[test]
fn what_the_descriptor_says_goes_before_what_is_merely_known() {
    let text = "lead_id,dealer_id,created_at,channel,渠道\nL1,a,2026-01-05,website,event\n";
    let case = explained(&json!({ "渠道": "channel" }), text);
    let mend = "left out of the reports; leave the column out, or name it as the contract does";
    check(&case, &[&format!("leads.csv, column channel: extra column; {mend}")]);
    figures(&case.ask("#/overview?channel=event"), "leads=1");
    let case = explained(&json!({ "channel": "channel" }), text);
    check(&case, &[&format!("leads.csv, column 渠道: extra column; {mend}")]);
    figures(&case.ask("#/overview?channel=website"), "leads=1");
}

#[test]
fn the_descriptor_cannot_name_a_column_that_there_is_not() {
    refused(
        &explained(&json!({ "天气": "weather" }), "lead_id,created_at,channel\n"),
        "leads.csv: its header \"天气\" stands for \"weather\", and the table leads has no such column; name a column of the contract under dealerscope.columns in datapackage.json",
    );
}

#[test]
fn headers_may_be_chinese() {
    let case = Case::new()
        .file("dealers.csv", "经销商代码,经销商名称,大区,省份,城市,年度销售目标\na,甲店,东,广东,广州,700\nb,乙店,西,四川,成都,\n")
        .file("leads.csv", "线索编号,经销商代码,创建时间,渠道,意向车系,订单日期,订单金额(元)\nL1,a,2026年1月5日,网站,X,2026/1/9,12.5万\n")
        .file("targets.csv", "月份,经销商代码,指标,目标值\n2026年1月,a,订单,5\n")
        .file("spend.csv", "月份,渠道,经销商代码,预算,实际费用\n2026年1月,网站,a,100,90\n");
    check(&case, &[]);
    row(&case.ask("#/channels?series=X"), "channels", "website", "leads=1 ordered=1 amount=125000");
    row(&case.ask("#/channels"), "channels", "website", "leads=1 spend=90");
    row(&case.ask("#/regions"), "regions", "东", "leads=1");
}

#[test]
fn headers_may_be_english_words() {
    let case = leads(
        "Lead No.,Dealer Code,Creation Date,Lead Source,Order Date\nL1,a,2026-01-05,Website,2026-01-09\n",
    );
    assert!(case.load().is_err(), "a full stop is no part of a known name");
    let case = leads(
        "*Lead No,DEALER-CODE,Creation  Date:,ｌｅａｄ ｓｏｕｒｃｅ,Order Date\nL1,a,2026-01-05,Website,2026-01-09\n",
    );
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "a", "leads=1 orders=1");
}

#[test]
fn a_column_without_a_name_is_said() {
    let mend = "left out of the reports; leave the column out, or name it as the contract does";
    let case = leads(",lead_id,,created_at,channel,,\n0,L1,,2026-01-05,website,,\n");
    check(
        &case,
        &[
            &format!("leads.csv: extra column (column 1 has no name); {mend}"),
            &format!("leads.csv: extra column (column 3 has no name); {mend}"),
        ],
    );
}

#[test]
fn a_required_column_cannot_be_missing() {
    let said = leads("lead_id,dealer_id,channel\nL1,a,website\n").load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.csv: ") && said.contains("created_at"), "{said}");
    let said =
        Case::new().dealers("dealer_id,name,region", "a,甲店,东").load().err().expect("refused").to_string();
    assert!(said.starts_with("dealers.csv: ") && said.contains("province"), "{said}");
    let case = Case::new().file("targets.csv", "month,dealer_id,target\n2026-01,a,5\n");
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("targets.csv: ") && said.contains("metric"), "{said}");
}

#[test]
fn an_empty_file_has_no_columns() {
    assert!(leads("").load().is_err());
    assert!(leads("\n\n").load().is_err());
}
