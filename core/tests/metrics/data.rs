//! The data page, counted by hand.

use dealerscope_core::answer::{Answer, Value};
use dealerscope_core::glossary::{self, METRICS};

use crate::common::Case;

/// One row of a table as `column=value` words, chosen columns only.
fn row(answer: &Answer, table: &str, key: (&str, &str), columns: &[&str]) -> String {
    let table = answer.table(table).unwrap_or_else(|| panic!("{table}: no such table"));
    let at = table.texts(key.0).iter().position(|text| *text == key.1);
    let at = at.unwrap_or_else(|| panic!("{}: no row {}", table.id, key.1));
    let cell = |id: &&str| match table.cell(at, id) {
        Value::Null => format!("{id}=-"),
        Value::Int(n) => format!("{id}={n}"),
        Value::Num(x) => format!("{id}={x:.3}"),
        Value::Text(text) => format!("{id}={text}"),
    };
    columns.iter().map(cell).collect::<Vec<_>>().join(" ")
}

fn figure(answer: &Answer, id: &str) -> (Option<f64>, Option<f64>, Option<f64>) {
    let figure = answer.figure(id).unwrap_or_else(|| panic!("{id}: no such figure"));
    (figure.value, figure.numerator, figure.denominator)
}

/// Five leads: `a` has four of them, one with an order without amount, one lost without reason; `b` has
/// one of an unknown channel.
fn case() -> Case {
    Case::new().leads(
        "dealer_id,created_at,channel,origin,series,ordered_at,amount,lost_at,lost_reason,next_contact_on",
        "a,2026-06-01,website,hq,X,2026-06-05,120000,,,
         a,2026-06-02,website,,X,2026-06-06,,,,
         a,2026-06-03,event,hq,,,,2026-06-10,price,
         a,2026-06-04,event,hq,,,,2026-06-11,,
         b,2026-06-05,pigeon,,,,,,,2026-07-01",
    )
}

#[test]
fn each_dealer_s_fields_are_counted_over_the_leads_that_can_state_them() {
    let answer = case().ask("#/data");
    let of = |dealer: &str, columns: &[&str]| row(&answer, "dealer_quality", ("dealer_id", dealer), columns);
    assert_eq!(of("a", &["rows", "touched", "touched_rate"]), "rows=4 touched=0 touched_rate=0.000");
    assert_eq!(of("b", &["rows", "touched", "touched_rate"]), "rows=1 touched=1 touched_rate=1.000");
    assert_eq!(of("a", &["origin_stated", "series_stated"]), "origin_stated=0.750 series_stated=0.500");
    assert_eq!(
        of("a", &["lost_reason_stated", "amount_stated"]),
        "lost_reason_stated=0.500 amount_stated=0.500"
    );
    // The file has no such columns; nobody of `a` is open; the unknown channel is none that is known.
    assert_eq!(
        of("a", &["kind_stated", "qualified_rate", "lost_by_stated"]),
        "kind_stated=- qualified_rate=- lost_by_stated=-"
    );
    assert_eq!(
        of("a", &["next_contact_stated", "channel_known"]),
        "next_contact_stated=- channel_known=1.000"
    );
    assert_eq!(
        of("b", &["next_contact_stated", "channel_known"]),
        "next_contact_stated=1.000 channel_known=0.000"
    );
    assert_eq!(figure(&answer, "touched_rate"), (Some(0.2), Some(1.0), Some(5.0)));
    // The dealer with the most rows that have a problem stands first, whatever dealer is filtered by.
    let all = answer.table("dealer_quality").unwrap().texts("dealer_id").join(" ");
    let one = case().ask("#/data?dealer=a");
    assert_eq!(
        (all.as_str(), one.table("dealer_quality").unwrap().texts("dealer_id").join(" ").as_str()),
        ("b a", "b a")
    );
    assert_eq!(figure(&one, "touched_rate"), (Some(0.0), Some(0.0), Some(4.0)));
}

#[test]
fn files_and_fields_say_what_was_read() {
    let answer = case().file("spend.csv", "month,channel,colour\n2026-06,website,red\n").ask("#/data");
    let file = |table: &str, columns: &[&str]| row(&answer, "files", ("table", table), columns);
    assert_eq!(
        file("leads", &["file", "rows", "columns", "problems"]),
        "file=leads.csv rows=5 columns=11 problems=1"
    );
    assert_eq!(file("leads", &["encoding", "guessed", "hashed"]), "encoding=UTF-8 guessed=0 hashed=0");
    assert_eq!(
        file("spend", &["columns", "columns_absent", "columns_extra"]),
        "columns=2 columns_absent=4 columns_extra=1"
    );
    assert_eq!(file("targets", &["file", "rows", "problems"]), "file=- rows=- problems=0");
    let field = |column: &str| {
        row(&answer, "fields", ("column", column), &["rows", "filled", "filled_rate", "problems"])
    };
    assert_eq!(field("origin"), "rows=5 filled=3 filled_rate=0.600 problems=0");
    assert_eq!(field("channel"), "rows=5 filled=5 filled_rate=1.000 problems=1");
    assert_eq!(field("verified"), "rows=5 filled=- filled_rate=- problems=0");
    // Two dealers, five leads, one row of spend; an unknown channel and a column too many.
    assert_eq!(figure(&answer, "rows_read").0, Some(8.0));
    assert_eq!(figure(&answer, "problems").0, Some(2.0));
    let counts = answer.table("problem_counts").unwrap();
    assert_eq!(counts.texts("problem"), ["unknown_code", "extra_column"]);
    assert_eq!(counts.texts("column"), ["channel", "colour"]);
}

#[test]
fn control_totals_are_reconciled() {
    let mut case = case();
    case.descriptor["dealerscope"]["controls"] = serde_json::json!({
        "leads": { "rows": 5, "sums": { "amount": 120_001 } },
        "complaints": { "rows": 3 }
    });
    let answer = case.ask("#/data");
    let line = |measure: &str| {
        row(&answer, "controls", ("measure", measure), &["table", "stated", "loaded", "deviation", "agrees"])
    };
    assert_eq!(line("amount"), "table=leads stated=120001.000 loaded=120000.000 deviation=-1.000 agrees=0");
    let controls = answer.table("controls").unwrap();
    assert_eq!(controls.texts("table"), ["leads", "leads", "complaints"]);
    assert_eq!(controls.cell(2, "loaded"), &Value::Null);
    assert_eq!(figure(&answer, "controls_agree"), (Some(1.0 / 3.0), Some(1.0), Some(3.0)));
}

#[test]
fn who_delivers_and_records_nothing_is_listed() {
    let delivered = |complaints: &str, visits: &str| {
        Case::new()
            .dealers("dealer_id,name,region,province", "a,甲,东,广东\nb,乙,西,四川\nc,丙,西,四川")
            .leads(
                "dealer_id,created_at,channel,delivered_at",
                "a,2026-06-01,website,2026-06-05\n3* b,2026-06-01,website,2026-06-05\nc,2026-06-01,website,",
            )
            .file("complaints.csv", format!("complaint_id,dealer_id,received_at,kind\n{complaints}"))
            .file("service_visits.csv", format!("visit_id,dealer_id,kind,visited_on\n{visits}"))
    };
    let both = delivered("C1,a,2026-06-07,quality\nC2,x,2026-06-07,quality\n", "V1,c,repair,2026-06-08\n")
        .ask("#/data");
    let line = |dealer: &str| {
        row(
            &both,
            "recording_gap",
            ("dealer_id", dealer),
            &["deliveries", "complaints", "service_visits", "records_lacking"],
        )
    };
    assert_eq!(line("a"), "deliveries=1 complaints=1 service_visits=0 records_lacking=service_visits");
    assert_eq!(line("b"), "deliveries=3 complaints=0 service_visits=0 records_lacking=both");
    // `c` delivers nothing; the complaint about `x` is nobody's; the dealer without any record comes first.
    assert_eq!(both.table("recording_gap").unwrap().texts("dealer_id"), ["b", "a"]);
    assert_eq!(figure(&both, "recording_gap"), (Some(0.5), Some(1.0), Some(2.0)));
    let west = delivered("", "").ask("#/data?region=西&period=2020-01");
    assert_eq!(figure(&west, "recording_gap"), (Some(1.0), Some(1.0), Some(1.0)));
    let neither = case().ask("#/data");
    assert_eq!(figure(&neither, "recording_gap").0, None);
    let absent = neither.notices.iter().filter(|n| format!("{n:?}").contains("TableAbsent")).count();
    assert_eq!(absent, 4);
}

#[test]
fn the_glossary_knows_the_unit_of_whatever_is_shown() {
    let all = ["overview", "regions", "channels", "dealers?dealer=a", "data"].map(|page| {
        let spend = "2026-06,website,a,100";
        case().spend(spend).targets("2026-06,a,orders,3").ask(&format!("#/{page}"))
    });
    let (mut seen, mut wrong) = (0, Vec::new());
    for answer in &all {
        let figures = answer.figures.iter().map(|f| (f.id.as_str(), f.unit));
        let columns = answer.tables.iter().flat_map(|t| t.columns.iter().map(|c| (c.id.as_str(), c.unit)));
        for (id, unit) in figures.chain(columns) {
            if glossary::metric(id).is_none() {
                wrong.push(format!("{id}: not in the glossary"));
            }
            let known = glossary::fact(id).unit;
            if known.is_some_and(|known| known != unit) {
                wrong.push(format!("{id} on {:?}: {unit:?}, and the glossary says {known:?}", answer.page));
            }
            seen += usize::from(known.is_some());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 200, "{seen}");
    let glossary = all[4].table("glossary").unwrap();
    assert_eq!(glossary.rows.len(), METRICS.len());
    let line = row(
        &all[4],
        "glossary",
        ("metric", "event_share"),
        &["numerator", "denominator", "unit", "mark", "source_en"],
    );
    assert_eq!(
        line,
        "numerator=event_orders denominator=orders unit=rate mark=0.300 source_en=Shanghai GM, CRM"
    );
}
