//! A snapshot of headers alone.

use crate::common::{Case, figures, row, table};

/// Dealers and leads without a row.
fn empty() -> Case {
    Case::new().dealers("dealer_id,name,region,province", "").targets("").spend("")
}

#[test]
fn every_page_answers_under_every_query() {
    for page in ["overview", "regions", "channels", "dealers"] {
        for query in [
            "",
            "period=mtd",
            "period=last12&basis=activity",
            "period=ytd&compare=year",
            "period=2020-01..2030-12",
        ] {
            let answer = empty().ask(&format!("#/{page}?{query}"));
            figures(
                &answer,
                "leads=0 contacted=0 visited=0 test_drive=0 orders=0 deliveries=0 open=0 hot=0 overdue=0 order_bank=0",
            );
            figures(&answer, "conversion=- conversion_matured=- attainment=- cost_per_order=-");
            assert!(answer.tables.iter().all(|t| t.rows.iter().all(|row| row.len() == t.columns.len())));
            assert!(answer.table("findings").is_none_or(|t| t.rows.is_empty()), "{page} {query}");
        }
    }
}

#[test]
fn every_page_answers_for_a_dealer_that_is_not_there() {
    for page in ["overview", "regions", "channels", "dealers"] {
        let answer = empty().ask(&format!("#/{page}?dealer=a&region=东&channel=website&temperature=hot"));
        figures(&answer, "leads=0");
    }
}

#[test]
fn pages_have_their_own_figures() {
    figures(
        &empty().ask("#/channels"),
        "lost=0 lost_by_dealer=- median_days_to_order=- qualified_rate=- event_share=-",
    );
    figures(
        &empty().ask("#/dealers"),
        "ranked_dealers=0 short_of_staff=0 median_response_minutes=- within_30_minutes=- within_24_hours=- followed_up=-",
    );
    figures(&empty().ask("#/regions"), "dealers=0 crm_team_rate=-");
}

#[test]
fn tables_are_empty_but_for_what_is_always_there() {
    let regions = empty().ask("#/regions");
    assert!(table(&regions, "regions").rows.is_empty());
    assert_eq!(table(&regions, "provinces").rows.len(), 34);
    let channels = empty().ask("#/channels");
    assert!(table(&channels, "channels").rows.is_empty());
    assert_eq!(table(&channels, "funnel").rows.len(), 7);
    row(&channels, "funnel", "ordered", "reached=0 step_rate=- overall_rate=-");
    assert_eq!(table(&channels, "days_to_order").numbers("orders"), vec![Some(0.0); 10]);
    row(&channels, "days_to_order", "0", "share=- cumulative=-");
    assert!(table(&empty().ask("#/dealers"), "dealers").rows.is_empty());
}

#[test]
fn dealers_without_leads_are_there() {
    let answer = Case::new().ask("#/dealers");
    row(&answer, "dealers", "a", "leads=0 orders=0 conversion=- rank=- quartile=- followed_up=- overdue=0");
    row(&Case::new().ask("#/regions"), "regions", "东", "dealers=1 leads=0 conversion=- share_of_leads=-");
    row(&Case::new().ask("#/dealers?dealer=a"), "profile", "conversion", "value=- rank=- peers=0");
}

#[test]
fn tables_that_are_absent_break_nothing() {
    let case = Case::new().leads("dealer_id,created_at,channel", "a,2026-01-05,website");
    for page in ["overview", "regions", "channels", "dealers"] {
        figures(&case.ask(&format!("#/{page}?period=2026-01")), "leads=1 attainment=- cost_per_order=-");
    }
}
