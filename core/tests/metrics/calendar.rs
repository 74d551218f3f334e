//! The calendar, walked day by day over its whole range.

use dealerscope_core::time::{Day, Month, Span};

/// How many days a month has, by the rule that children learn.
fn length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn every_day_follows_the_one_before() {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    for n in 0..=Day::MAX.0 {
        let text = format!("{year:04}-{month:02}-{day:02}");
        assert_eq!(Day(n).to_string(), text);
        assert_eq!(Day::parse(&text), Some(Day(n)));
        assert_eq!(Day::new(year, month, day), Some(Day(n)));
        assert_eq!(Day(n).month(), Month::new(year, month), "{text}");
        day += 1;
        if day > length(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!((year, month, day), (2149, 6, 6));
}

#[test]
fn every_month_has_its_days() {
    for year in 1970..2149 {
        for month in 1..=12 {
            let of = Month::new(year, month);
            assert_eq!((of.year(), of.of_year()), (year, i32::from(month)));
            assert_eq!(of.days(), u16::from(length(year, month)), "{of}");
            assert_eq!(of.first_day().plus(i32::from(of.days()) - 1), of.last_day());
            assert_eq!(of.plus(1).first_day(), of.last_day().plus(1));
            assert_eq!(Month::parse(&of.to_string()), Some(of));
            assert_eq!(Day::new(year, month, length(year, month) + 1), None);
        }
    }
}

/// Checks the day so many months from another.
#[track_caller]
fn check(day: &str, months: i32, want: &str) {
    assert_eq!(Day::parse(day).unwrap().plus_months(months).to_string(), want);
}

#[test]
fn months_later_is_the_same_day_or_the_last() {
    check("2026-01-31", 1, "2026-02-28");
    check("2028-01-31", 1, "2028-02-29");
    check("2026-01-31", 3, "2026-04-30");
    check("2026-03-31", -1, "2026-02-28");
    check("2028-02-29", 12, "2029-02-28");
    check("2028-02-29", 48, "2032-02-29");
    check("2026-12-15", 1, "2027-01-15");
    check("2026-01-15", -1, "2025-12-15");
    check("2026-06-30", 0, "2026-06-30");
    check("1970-02-01", -5, "1970-01-01");
    check("2149-06-01", 5, "2149-06-05");
}

#[test]
fn parts_of_a_month_add_up_to_it() {
    let june = Month::parse("2026-06").unwrap();
    let parts = (june.first_day().0..=june.last_day().0).map(|n| Span::new(Day(n), Day(n)).share_of(june));
    assert!((parts.sum::<f64>() - 1.0).abs() < 1e-12);
}
