//! What is kept from question to question changes no answer.

use dealerscope_core::answer;
use dealerscope_core::query::from_fragment;

use crate::common::Case;

fn case() -> Case {
    let columns = "dealer_id,created_at,channel,series,origin,kind,contacted_at,visited_at,ordered_at,amount";
    Case::new()
        .leads(
            columns,
            "4* a,2026-04-05T09:00,website,X,oem,person,2026-04-05T09:10,2026-04-06,2026-04-20,1000
             3* a,2026-05-05T09:00,event,Y,dealer,company,2026-05-06T09:00,,,
             2* b,2026-05-05T09:00,website,Y,oem,company,2026-05-05T09:02,2026-05-20,2026-06-02,500
             5* b,2026-06-05T09:00,showroom,X,dealer,person,,,,",
        )
        .spend("2026-04,website,a,300\n2026-05,event,a,200\n2026-06,website,b,100")
        .targets("2026-04,a,orders,5\n2026-06,b,orders,4")
}

#[test]
fn an_answer_is_the_same_whatever_was_asked_before() {
    let snapshot = case().load().unwrap();
    let filters = [
        "",
        "&channel=website",
        "&region=西",
        "&series=Y",
        "&kind=company",
        "&series=Y&channel=website",
        "&dealer=a",
    ];
    for basis in ["cohort", "activity"] {
        for period in ["2026-05", "2026-06", "2026-04..2026-06", "2026-05"] {
            for page in ["overview", "regions", "channels", "dealers"] {
                for filter in filters {
                    let fragment = format!("#/{page}?period={period}&basis={basis}{filter}");
                    let (query, notices) = from_fragment(&fragment);
                    assert!(notices.is_empty(), "{notices:?}");
                    assert_eq!(answer(&snapshot, &query), case().ask(&fragment), "{fragment}");
                }
            }
        }
    }
}
