//! Tables as JSON say the same as tables as CSV.

use serde_json::{Value as Json, json};

use crate::common::{Case, figures};
use crate::{check, count};

const PAGES: [&str; 4] = [
    "#/overview?period=2026-01",
    "#/regions",
    "#/channels?basis=activity&period=2026-01",
    "#/dealers?dealer=a",
];

/// A case whose dealers and leads are JSON files.
fn json_case(dealers: &Json, leads: &Json) -> Case {
    let mut case = Case::new();
    case.files.clear();
    case.file("dealers.json", dealers.to_string()).file("leads.json", leads.to_string())
}

/// Two dealers as JSON.
fn dealers() -> Json {
    json!([
        { "dealer_id": "a", "name": "甲店", "region": "东", "province": "广东", "annual_sales_target": 700, "crm_team": true },
        { "dealer_id": "b", "name": "乙店", "region": "西", "province": 51, "annual_sales_target": null, "crm_team": false }
    ])
}

/// Five leads as JSON.
fn leads() -> Json {
    json!([
        { "lead_id": "1", "dealer_id": "a", "created_at": "2026-01-05T09:00", "channel": "website", "contacted_at": "2026-01-05T09:20", "amount": null, "prefers_brand": true, "intended_on": "2026-07-01" },
        { "lead_id": "2", "dealer_id": "a", "created_at": "2026-01-06", "channel": "网站", "ordered_at": "2026-01-09", "amount": 1234.5 },
        { "lead_id": "3", "dealer_id": "b", "created_at": "2026-01-07", "channel": "event", "lost_at": "2026-02-01", "lost_reason": "price", "lost_by": "dealer" },
        { "lead_id": 4, "dealer_id": "", "created_at": "2026-01-08", "channel": "pigeon" },
        { "lead_id": "5", "created_at": "2026-02-08", "channel": "" }
    ])
}

#[test]
fn answers_do_not_depend_on_the_format() {
    let csv = Case::new()
        .dealers("dealer_id,name,region,province,annual_sales_target,crm_team", "a,甲店,东,广东,700,true\nb,乙店,西,51,,false")
        .file(
            "leads.csv",
            "lead_id,dealer_id,created_at,channel,contacted_at,amount,prefers_brand,intended_on,ordered_at,lost_at,lost_reason,lost_by\n\
             1,a,2026-01-05T09:00,website,2026-01-05T09:20,,true,2026-07-01,,,,\n\
             2,a,2026-01-06,网站,,1234.5,,,2026-01-09,,,\n\
             3,b,2026-01-07,event,,,,,,2026-02-01,price,dealer\n\
             4,,2026-01-08,pigeon,,,,,,,,\n\
             5,,2026-02-08,,,,,,,,,\n",
        );
    let json = json_case(&dealers(), &leads());
    for page in PAGES {
        assert_eq!(csv.ask(page), json.ask(page), "{page}");
    }
    let said = |case: &Case| {
        case.load()
            .unwrap()
            .problems()
            .kept()
            .iter()
            .map(|p| (p.row, p.kind, p.value.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&csv), said(&json));
}

#[test]
fn problems_name_the_file_and_the_row() {
    let case = json_case(
        &dealers(),
        &json!([
            { "lead_id": "1", "created_at": "2026-01-05", "channel": "website" },
            { "lead_id": "2", "created_at": "soon", "channel": "website", "amount": "much" }
        ]),
    );
    let mend = "taken as not stated; the row is kept; write the value in the form that the contract gives for the column";
    check(
        &case,
        &[
            &format!("leads.json, row 3, column created_at: unreadable value \"soon\"; {mend}"),
            &format!("leads.json, row 3, column amount: unreadable value \"much\"; {mend}"),
        ],
    );
    figures(&case.ask("#/overview"), "leads=2");
}

#[test]
fn values_that_are_no_cells_are_said() {
    let case = json_case(
        &dealers(),
        &json!([{ "lead_id": "1", "created_at": [2026, 1, 5], "channel": "website", "amount": { "CNY": 5 } }]),
    );
    let snapshot = case.load().unwrap();
    assert_eq!(snapshot.problems().total(), 2);
    figures(&case.ask("#/overview"), "leads=1");
}

#[test]
fn further_members_are_named_once() {
    let case = json_case(
        &dealers(),
        &json!([
            { "lead_id": "1", "created_at": "2026-01-05", "channel": "website", "mood": "good" },
            { "lead_id": "2", "created_at": "2026-01-05", "channel": "website", "mood": "bad" }
        ]),
    );
    check(
        &case,
        &[
            "leads.json, column mood: extra column; left out of the reports; leave the column out, or name it as the contract does",
        ],
    );
}

#[test]
fn three_forms_are_read() {
    let lead =
        |id: u32| format!("{{\"lead_id\":\"{id}\",\"created_at\":\"2026-01-05\",\"channel\":\"website\"}}");
    for text in [
        format!("[{},{}]", lead(1), lead(2)),
        format!("{}\n{}\n", lead(1), lead(2)),
        format!("{{\"data\":[{},{}]}}", lead(1), lead(2)),
    ] {
        let case = json_case(&dealers(), &json!([])).file("leads.json", text);
        check(&case, &[]);
        count(&case, "leads", 2);
    }
}

#[test]
fn codes_may_stand_in_a_list() {
    let case = json_case(
        &dealers(),
        &json!([
            { "lead_id": "1", "created_at": "2026-01-05", "channel": "website", "missing_fields": ["phone", "gender"] },
            { "lead_id": "2", "created_at": "2026-01-05", "channel": "website", "missing_fields": [] }
        ]),
    );
    check(&case, &[]);
    figures(&case.ask("#/channels"), "qualified_rate=0.5");
}

#[test]
fn what_is_no_list_of_objects_is_refused() {
    for text in
        ["{", "", "{\"lead_id\":\"1\"}", "[1,2]", "[{\"lead_id\":\"1\",\"created_at\":\"2026-01-05\"", "null"]
    {
        let case = json_case(&dealers(), &json!([])).file("leads.json", text);
        let said = case.load().err().unwrap_or_else(|| panic!("{text:?} is not refused")).to_string();
        assert!(said.starts_with("leads.json: "), "{said}");
    }
}

/// A case with these leads as text.
fn text_case(leads: &str) -> Case {
    json_case(&dealers(), &json!([])).file("leads.json", leads)
}

#[test]
fn columns_may_be_lists() {
    for text in [
        r#"{"lead_id":["1","2"],"created_at":["2026-01-05","2026-01-06"],"channel":["website","网站"]}"#,
        r#"{"lead_id":{"0":"1","1":"2"},"created_at":{"0":"2026-01-05","1":"2026-01-06"},"channel":{"0":"website","1":"网站"}}"#,
        r#"{"data":{"lead_id":[1,2],"created_at":["2026-01-05","2026-01-06"],"channel":["website","网站"]}}"#,
    ] {
        check(&text_case(text), &[]);
        figures(&text_case(text).ask("#/channels?channel=website"), "leads=2");
    }
    let said =
        text_case(r#"{"lead_id":["1","2"],"created_at":["2026-01-05"]}"#).load().err().expect("refused");
    assert!(said.to_string().contains("the columns lead_id and created_at have different rows"), "{said}");
}

#[test]
fn a_byte_order_mark_may_stand_before_json() {
    let text = "\u{feff}[{\"lead_id\":\"1\",\"created_at\":\"2026-01-05\",\"channel\":\"website\"}]";
    check(&text_case(text), &[]);
    count(&text_case(text), "leads", 1);
}

#[test]
fn of_a_member_that_stands_twice_the_first_is_read_and_the_other_said() {
    let case =
        text_case(r#"[{"lead_id":"1","created_at":"2026-01-05","channel":"website","channel":"event"}]"#);
    check(
        &case,
        &[
            "leads.json, row 2, column channel: extra column \"event\" (the member stands twice; the first is read); left out of the reports; leave the column out, or name it as the contract does",
        ],
    );
    let answer = case.ask("#/overview?channel=website");
    figures(&answer, "leads=1");
    assert_eq!((answer.coverage.rows, answer.coverage.touched), (1, 1));
}

#[test]
fn a_row_whose_member_stands_twice_is_touched_and_no_other() {
    let lead = |id: u32, more: &str| {
        format!(r#"{{"lead_id":{id},"created_at":"2026-01-05","channel":"website"{more}}}"#)
    };
    let leads = [lead(1, ""), lead(2, r#","channel":"event","channel":"x""#), lead(3, "")];
    let case = text_case(&format!("[{}]", leads.join(",")));
    let answer = case.ask("#/overview");
    assert_eq!((answer.coverage.rows, answer.coverage.touched), (3, 1));
    let rows: Vec<_> = case.load().unwrap().problems().kept().iter().map(|p| p.row).collect();
    assert_eq!(rows, [Some(3), Some(3)]);
    // Columns that stand twice are the header's.
    let case = text_case(
        r#"{"lead_id":[1,2],"created_at":["2026-01-05","2026-01-05"],"channel":["event","event"],"channel":["x","y"]}"#,
    );
    assert_eq!(case.load().unwrap().problems().kept()[0].row, Some(1));
    assert_eq!(case.ask("#/overview").coverage.touched, 0);
}

#[test]
fn long_numbers_keep_their_digits() {
    let lead = |id: &str| format!(r#"{{"lead_id":{id},"created_at":"2026-01-05","channel":"website"}}"#);
    // As numbers of 53 bits the two would be one.
    let case = text_case(&format!("[{},{}]", lead("9007199254740993"), lead("9007199254740992")));
    check(&case, &[]);
    let case = text_case(&format!("[{},{}]", lead("9007199254740993"), lead("\"9007199254740993\"")));
    assert_eq!(case.load().unwrap().problems().total(), 1);
}

#[test]
fn members_may_be_named_in_chinese() {
    let case = text_case(r#"[{"线索编号":"1","创建日期":"2026-01-05","渠道":"网站"}]"#);
    check(&case, &[]);
    figures(&case.ask("#/overview?channel=website"), "leads=1");
    let said = text_case(r#"[{"线索编号":"1","lead_id":"1"}]"#).load().err().expect("refused").to_string();
    assert!(said.contains("both stand for lead_id"), "{said}");
}

#[test]
fn depth_is_no_danger() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let case = text_case(&format!(r#"[{{"lead_id":"1","created_at":{deep},"channel":"website"}}]"#));
    assert_eq!(case.load().unwrap().problems().total(), 1);
    assert!(text_case(&deep).load().is_err());
    assert!(text_case(&"{\"data\":".repeat(200_000)).load().is_err());
}
