//! Dates in every form, and columns that decide what theirs mean.

use serde_json::json;

use crate::check;
use crate::common::{Case, figures, row, rows};

const MEND: &str = "taken as not stated; the row is kept; write dates as YYYY-MM-DD";

/// Leads with a creation date that is known, and cells of `ordered_at`.
fn ordered(cells: &[&str]) -> Case {
    let rows: Vec<String> = cells.iter().map(|cell| format!("a,2026-01-01,website,{cell}")).collect();
    Case::new().leads("dealer_id,created_at,channel,ordered_at", &rows.join("\n"))
}

/// Checks on how many orders fall on a day.
#[track_caller]
fn orders(case: &Case, day: &str, want: u32) {
    figures(&case.ask(&format!("#/overview?basis=activity&period={day}")), &format!("orders={want}"));
}

#[test]
fn the_year_first_needs_no_decision() {
    for cell in ["2026-02-05", "2026/2/5", "2026.2.5", "2026年2月5日", "20260205", "２０２６－０２－０５"]
    {
        let case = ordered(&[cell]);
        check(&case, &[]);
        orders(&case, "2026-02-05", 1);
    }
}

#[test]
fn the_day_stands_first_where_one_cell_shows_it() {
    for cells in [
        ["05/02/2026", "13/02/2026"],
        ["13/02/2026", "05/02/2026"],
        ["5.2.2026", "13.2.2026"],
        ["5-2-2026 10:00", "13-2-2026"],
    ] {
        let case = ordered(&cells);
        check(&case, &[]);
        orders(&case, "2026-02-05", 1);
        orders(&case, "2026-02-13", 1);
    }
}

#[test]
fn the_month_stands_first_where_one_cell_shows_it() {
    for cells in [["02/05/2026", "02/13/2026"], ["2/13/2026", "2/5/2026"]] {
        let case = ordered(&cells);
        check(&case, &[]);
        orders(&case, "2026-02-05", 1);
        orders(&case, "2026-02-13", 1);
    }
}

#[test]
fn a_column_that_shows_nothing_is_not_guessed() {
    let case = ordered(&["05/02/2026", "06/03/2026", "04/04/2026"]);
    check(
        &case,
        &[
            &format!("leads.csv, row 2, column ordered_at: ambiguous date \"05/02/2026\"; {MEND}"),
            &format!("leads.csv, row 3, column ordered_at: ambiguous date \"06/03/2026\"; {MEND}"),
        ],
    );
    figures(&case.ask("#/overview"), "leads=3 orders=1");
    assert_eq!(case.ask("#/overview").coverage.touched, 2);
}

#[test]
fn a_column_that_shows_both_is_not_guessed() {
    let case = ordered(&["05/02/2026", "13/02/2026", "02/14/2026"]);
    check(&case, &[&format!("leads.csv, row 2, column ordered_at: ambiguous date \"05/02/2026\"; {MEND}")]);
    orders(&case, "2026-02-13", 1);
    orders(&case, "2026-02-14", 1);
    figures(&case.ask("#/overview"), "orders=2");
}

#[test]
fn each_column_decides_for_itself() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,visited_at,ordered_at",
        "a,2026-01-01,website,05/02/2026,06/03/2026\na,2026-01-01,website,13/02/2026,",
    );
    check(&case, &[&format!("leads.csv, row 2, column ordered_at: ambiguous date \"06/03/2026\"; {MEND}")]);
    figures(&case.ask("#/overview?basis=activity&period=2026-02-05"), "visited=1");
}

#[test]
fn a_date_that_there_is_not_is_unreadable() {
    let done = "taken as not stated; the row is kept; write the value in the form that the contract gives for the column";
    for cell in ["31/02/2026", "32/01/2026", "13/13/2026", "5/2/26"] {
        check(
            &ordered(&[cell]),
            &[&format!("leads.csv, row 2, column ordered_at: unreadable value {cell:?}; {done}")],
        );
    }
}

/// The same leads with ISO dates and with the day first: every figure that follows from dates.
#[test]
fn what_follows_from_dates_is_right_once_they_are_decided() {
    let columns = "dealer_id,created_at,channel,routed_at,contacted_at,visited_at,ordered_at,delivered_at,lost_at,prefers_brand,intended_on,next_contact_on,amount";
    let iso = "a,2026-01-05T09:00,website,2026-01-05T10:00,2026-01-05T10:20,,2026-02-03,2026-03-04,,1,,,100
        a,2026-01-06,website,,2026-01-07,2026-01-08,,,,1,2026-07-09,2026-07-10,
        b,2026-02-25,website,,2026-03-04,,,,2026-04-05,1,2026-12-11,,
        b,2026-03-04,event,,2026-03-05,,2026-03-02,,,1,2027-01-12,,200
        b,2026-05-06,event,,,2026-08-07,,,,0,2027-11-05,,
        a,2026-01-25,website,2026-01-26,2026-01-27,2026-01-28,2026-01-29,2026-01-30,2026-01-31,1,2026-01-13,2026-01-14,300";
    let turned = |sep: &str| {
        let cell = |cell: &str| {
            let (date, time) =
                cell.split_once('T').map_or((cell, String::new()), |(d, t)| (d, format!(" {t}")));
            match date.split('-').collect::<Vec<_>>()[..] {
                [y, m, d] if y.len() == 4 => format!("{d}{sep}{m}{sep}{y}{time}"),
                _ => cell.to_owned(),
            }
        };
        let lines = iso.lines().map(|line| line.trim().split(',').map(cell).collect::<Vec<_>>().join(","));
        Case::new().leads(columns, &lines.collect::<Vec<_>>().join("\n"))
    };
    let plain = Case::new().leads(columns, iso);
    for sep in ["/", ".", "-"] {
        let case = turned(sep);
        for page in [
            "#/overview?period=2026-01..2026-06",
            "#/overview?basis=activity",
            "#/regions",
            "#/channels",
            "#/dealers?dealer=a",
        ] {
            assert_eq!(case.ask(page), plain.ask(page), "{page} with {sep}");
        }
        let said = |case: &Case| {
            let snapshot = case.load().unwrap();
            let mut said: Vec<_> = snapshot
                .problems()
                .kept()
                .iter()
                .map(|p| (p.row, p.kind, p.column.clone(), p.detail.clone()))
                .collect();
            said.sort();
            said
        };
        assert_eq!(said(&case), said(&plain));
        assert_eq!(said(&case).len(), 2);
    }
}

#[test]
fn serial_numbers_count_from_1900_unless_the_descriptor_says_so() {
    let case = ordered(&["46058", "46058.75"]);
    check(
        &case,
        &[
            "leads.csv, column ordered_at: serial dates; read as days counted from 1900; write dates as YYYY-MM-DD, or state the file's epoch in datapackage.json",
        ],
    );
    orders(&case, "2026-02-05", 2);
    let with = |epoch: u16, cell: &str| {
        let mut case = ordered(&[cell]);
        case.descriptor["resources"] = json!([
            { "name": "dealers", "path": "dealers.csv" },
            { "name": "leads", "path": "leads.csv", "dealerscope": { "epoch": epoch } }
        ]);
        case
    };
    for (epoch, cell) in [(1900, "46058"), (1904, "44596")] {
        let case = with(epoch, cell);
        check(&case, &[]);
        orders(&case, "2026-02-05", 1);
    }
    let said = with(1970, "1").load().err().expect("refused").to_string();
    assert_eq!(said, "leads.csv: the epoch 1970 is not known; state 1900 or 1904");
}

#[test]
fn months_of_other_tables_are_months() {
    let month = |cell: &str| Case::new().targets(&format!("{cell},a,orders,5"));
    for cell in [
        "2026-02",
        "2026/2",
        "2026年2月",
        "202602",
        "2/2026",
        "02-2026",
        "2026-02-01",
        "13/02/2026",
        "２０２６年２月",
    ] {
        check(&month(cell), &[]);
        let case =
            month(cell).leads("dealer_id,created_at,channel,ordered_at", "a,2026-02-01,website,2026-02-03");
        figures(&case.ask("#/overview?period=2026-02"), "orders.target=5");
    }
    check(
        &month("01/02/2026"),
        &[&format!("targets.csv, row 2, column month: ambiguous date \"01/02/2026\"; {MEND}")],
    );
}

#[test]
fn dealers_have_dates_too() {
    let columns = "dealer_id,name,region,province,opened_on";
    check(&Case::new().dealers(columns, "a,甲店,东,广东,05/06/2020\nb,乙店,西,四川,13/06/2020"), &[]);
    check(
        &Case::new().dealers(columns, "a,甲店,东,广东,05/06/2020"),
        &[&format!("dealers.csv, row 2, column opened_on: ambiguous date \"05/06/2020\"; {MEND}")],
    );
}

#[test]
fn a_lead_that_waits_keeps_its_place() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,series",
        "a,05/02/2026,website,X\nb,2026-02-06,event,Y\na,07/02/2026,website,X\nb,13/02/2026,event,Z",
    );
    check(&case, &[]);
    rows(&case.ask("#/channels?period=2026-02-05"), "channels", "channel leads", "website 1");
    row(&case.ask("#/channels?period=2026-02-13"), "channels", "event", "leads=1");
    figures(&case.ask("#/overview?period=2026-02-06"), "leads=1");
}
