//! The codec between fragments and queries: total, and the same both ways.

use std::collections::{BTreeMap, BTreeSet};

use dealerscope_core::answer::Notice;
use dealerscope_core::query::{
    Basis, Compare, Dimension, Lang, Page, Period, Query, Sort, Theme, from_fragment, to_fragment,
};
use dealerscope_core::time::{Day, Month};
use proptest::collection::{btree_map, btree_set};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Words with all that could be mistaken for a separator, and the empty one.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z0-9_]{1,8}",
        "[,&%=#+?/ \"'<>|;:!@$.~()\\[\\]{}\\\\^`-]{1,6}",
        "[%][0-9a-fA-F]{0,2}",
        "[华东上海汽车，。？]{1,5}",
        "[😀🚗é\u{0301}\u{200d}\u{feff}]{1,4}",
        any::<String>(),
    ]
}

/// Words of which at least one letter is there.
fn names() -> impl Strategy<Value = String> {
    words().prop_filter("not empty", |word| !word.is_empty())
}

fn periods() -> impl Strategy<Value = Period> {
    let month = (1970..2149, 1_u8..=12).prop_map(|(year, month)| Month::new(year, month));
    let day = (0_u16..=Day::MAX.0).prop_map(Day);
    prop_oneof![
        (month.clone(), month).prop_map(|(a, b)| Period::Months(a.min(b), a.max(b))),
        (day.clone(), day).prop_map(|(a, b)| Period::Days(a.min(b), a.max(b))),
        Just(Period::Last12),
        Just(Period::YearToDate),
        Just(Period::QuarterToDate),
        Just(Period::MonthToDate),
    ]
}

fn filters() -> impl Strategy<Value = BTreeMap<Dimension, BTreeSet<String>>> {
    btree_map(select(Dimension::ALL.to_vec()), btree_set(words(), 1..4), 0..4)
}

fn queries() -> impl Strategy<Value = Query> {
    let sort =
        ("[a-z0-9_]{1,12}", any::<bool>()).prop_map(|(column, descending)| Sort { column, descending });
    let first = (
        select(Page::ALL.to_vec()),
        option::of(periods()),
        select(vec![Compare::Previous, Compare::Year, Compare::None]),
        select(vec![Basis::Cohort, Basis::Activity]),
        filters(),
    );
    let second = (
        option::of(names()),
        option::of(names()),
        option::of(sort),
        option::of(select(vec![Lang::Zh, Lang::En])),
        option::of(select(vec![Theme::Light, Theme::Dark])),
    );
    (first, second).prop_map(
        |((page, period, compare, basis, filters), (snapshot, against, sort, lang, theme))| Query {
            page,
            period,
            compare,
            basis,
            filters,
            snapshot,
            against,
            sort,
            lang,
            theme,
        },
    )
}

/// Text that looks somewhat like a fragment.
fn fragments() -> impl Strategy<Value = String> {
    let keys = "(period|compare|basis|region|dealer|sort|snapshot|lang|theme|temperature|x|)";
    let values = prop_oneof![
        words(),
        "[0-9-]{0,10}(\\.\\.)?[0-9-]{0,10}",
        "(last12|ytd|year|activity|-leads|zh|dark)"
    ];
    let pairs =
        proptest::collection::vec((keys, values).prop_map(|(key, value)| format!("{key}={value}")), 0..5);
    ("#?/?(overview|regions|dealers|channels|nowhere|)\\??", pairs)
        .prop_map(|(head, pairs)| head + &pairs.join("&"))
}

/// Checks that a query which was read is written so that it reads back the same.
fn settles(fragment: &str) -> Result<(), TestCaseError> {
    let (query, _) = from_fragment(fragment);
    let written = to_fragment(&query);
    let (again, notices) = from_fragment(&written);
    prop_assert_eq!(&again, &query);
    prop_assert_eq!(notices, vec![]);
    prop_assert_eq!(to_fragment(&again), written);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_some_query(text in any::<String>()) {
        settles(&text)?;
    }

    #[test]
    fn any_fragment_is_some_query(text in fragments()) {
        settles(&text)?;
    }

    #[test]
    fn every_query_comes_back(query in queries()) {
        let (again, notices) = from_fragment(&to_fragment(&query));
        prop_assert_eq!(again, query);
        prop_assert_eq!(notices, vec![]);
    }

    #[test]
    fn a_written_fragment_survives_a_link(query in queries()) {
        // Nothing in it ends an address early in a chat, or is changed by a browser.
        let written = to_fragment(&query);
        let rest = written.strip_prefix("#/").unwrap();
        prop_assert!(!rest.contains(['#', ' ', '"', '<', '>', '\'', '(', ')', '\n', '\t']), "{}", written);
    }
}

/// Checks what a fragment is written as once it was read, without a notice.
#[track_caller]
fn check(fragment: &str, want: &str) {
    let (query, notices) = from_fragment(fragment);
    assert_eq!((to_fragment(&query).as_str(), notices), (want, vec![]));
}

/// Checks what is left of a fragment, and what is said of the rest.
#[track_caller]
fn left_out(fragment: &str, want: &str, notices: &[Notice]) {
    let (query, said) = from_fragment(fragment);
    assert_eq!((to_fragment(&query).as_str(), said.as_slice()), (want, notices));
}

fn unreadable(key: &str, value: &str) -> Notice {
    Notice::UnreadableValue(key.into(), value.into())
}

#[test]
fn links_of_the_design_stay_as_they_are() {
    for link in [
        "#/channels?period=2026-01..2026-06&region=华东",
        "#/regions?period=2025-01..2025-12",
        "#/dealers?period=last12&compare=year&basis=activity&sort=-conversion",
        "#/overview?period=ytd&compare=none&lang=zh&theme=dark",
        "#/overview?period=qtd&snapshot=2026-06&against=2026-05",
        "#/overview?period=2026-03-11..2026-03-20",
        "#/overview",
    ] {
        check(link, link);
    }
}

#[test]
fn other_ways_to_write_mean_the_same() {
    check("#/channels?region=华东&period=2026-01..2026-06", "#/channels?period=2026-01..2026-06&region=华东");
    check("", "#/overview");
    check("#", "#/overview");
    check("/dealers", "#/dealers");
    check("dealers?", "#/dealers");
    check("#/overview?compare=previous&basis=cohort", "#/overview");
    check("#/overview?period=2026-03..2026-03", "#/overview?period=2026-03");
    check("#/overview?channel=website,event,website", "#/overview?channel=event,website");
    check("#/overview?region=%E5%8D%8E%E4%B8%9C", "#/overview?region=华东");
    check("#/overview?&&lang=en&", "#/overview?lang=en");
}

#[test]
fn of_a_key_given_twice_the_last_counts() {
    check("#/overview?region=东&region=西", "#/overview?region=西");
    check("#/overview?period=ytd&period=mtd", "#/overview?period=mtd");
}

#[test]
fn the_empty_value_is_a_value() {
    check("#/overview?region=", "#/overview?region=");
    check("#/overview?region=,东", "#/overview?region=,东");
    let (query, _) = from_fragment("#/overview?region=,东");
    assert_eq!(query.filter(Dimension::Region), Some(&BTreeSet::from([String::new(), "东".to_owned()])));
    assert_eq!(query.filter(Dimension::City), None);
}

#[test]
fn separators_within_a_value_are_escaped() {
    let mut query = Query::default();
    query.toggle(Dimension::Series, "a,b&c=d%e#f g+h");
    assert_eq!(to_fragment(&query), "#/overview?series=a%2Cb%26c%3Dd%25e%23f%20g%2Bh");
}

#[test]
fn what_is_not_known_is_left_out_and_said() {
    left_out("#/nowhere?lang=en", "#/overview?lang=en", &[unreadable("page", "nowhere")]);
    left_out("#/overview?colour=red", "#/overview", &[Notice::UnknownKey("colour".into())]);
    left_out("#/overview?Region=东&lang=en", "#/overview?lang=en", &[Notice::UnknownKey("Region".into())]);
    left_out(
        "#/overview?compare=never&basis=sand&lang=fr&theme=pink&period=ytd",
        "#/overview?period=ytd",
        &[
            unreadable("compare", "never"),
            unreadable("basis", "sand"),
            unreadable("lang", "fr"),
            unreadable("theme", "pink"),
        ],
    );
    left_out(
        "#/overview?snapshot=&against",
        "#/overview",
        &[unreadable("snapshot", ""), unreadable("against", "")],
    );
    left_out(
        "#/dealers?sort=Leads&sort=-",
        "#/dealers",
        &[unreadable("sort", "Leads"), unreadable("sort", "-")],
    );
}

#[test]
fn periods_that_are_none_are_left_out() {
    for text in [
        "",
        "2026",
        "2026-13",
        "2026-02-30",
        "2026-06..2026-01",
        "2026-01..",
        "..2026-01",
        "2026-01..2026-02-03",
        "last13",
        "1969-01",
    ] {
        left_out(&format!("#/overview?period={text}"), "#/overview", &[unreadable("period", text)]);
    }
}

#[test]
fn one_day_is_a_period_in_full() {
    let day = Day::parse("2026-03-11").unwrap();
    assert_eq!(from_fragment("#/overview?period=2026-03-11").0.period, Some(Period::Days(day, day)));
    check("#/overview?period=2026-03-11", "#/overview?period=2026-03-11..2026-03-11");
}

#[test]
fn a_value_is_put_on_and_taken_off() {
    let mut query = Query::default();
    query.toggle(Dimension::Channel, "website");
    query.toggle(Dimension::Channel, "");
    assert_eq!(to_fragment(&query), "#/overview?channel=,website");
    query.toggle(Dimension::Channel, "website");
    query.toggle(Dimension::Channel, "");
    assert_eq!(query, Query::default());
}

#[test]
fn a_long_query_is_read_whole() {
    let (query, notices) = from_fragment(&format!("#/overview?series={}", "(".repeat(6000)));
    assert!(notices.is_empty());
    assert_eq!(from_fragment(&to_fragment(&query)), (query, Vec::new()));
}
