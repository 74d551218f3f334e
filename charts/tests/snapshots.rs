//! Every chart as a committed picture, wide and narrow, light and dark, Chinese and English.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p dealerscope-charts` writes them anew.

mod common;

use std::path::Path;
use std::{env, fs};

use common::{TestWords, svg, tables};
use dealerscope_charts::{Chart, Frame, Highlight, Theme};
use dealerscope_core::answer::Table;
use dealerscope_core::query::Lang;
use similar::TextDiff;

fn compare(name: &str, picture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.svg"));
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, picture).expect("the snapshots can be written");
        return;
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed != picture {
        let diff = TextDiff::from_lines(committed.as_str(), picture);
        let diff = diff.unified_diff().context_radius(2).header("committed", "drawn now").to_string();
        panic!("{name} has changed; UPDATE_SNAPSHOTS=1 accepts it\n{diff}");
    }
}

fn draw(chart: Chart, table: &Table, width: f64, theme: &Theme, lang: Lang, measure: Option<&str>) -> String {
    let words = TestWords(lang);
    let frame = Frame { measure, ..Frame::new(width, chart.height(table, width), theme, &words) };
    svg(&chart.layout(table, &frame))
}

/// Wide in Chinese, narrow in English, and wide on a dark page.
fn check(name: &str, chart: Chart, table: &Table, measure: Option<&str>) {
    compare(&format!("{name}-wide"), &draw(chart, table, 880.0, &Theme::LIGHT, Lang::Zh, measure));
    compare(&format!("{name}-narrow"), &draw(chart, table, 344.0, &Theme::LIGHT, Lang::En, measure));
    compare(&format!("{name}-dark"), &draw(chart, table, 640.0, &Theme::DARK, Lang::En, measure));
}

#[test]
fn trend() {
    check("trend", Chart::Trend, &tables::trend(), None);
    check("trend-target", Chart::Trend, &tables::trend(), Some("orders_placed"));
}

#[test]
fn sparkline() {
    let words = TestWords(Lang::Zh);
    for (name, theme) in [("sparkline", Theme::LIGHT), ("sparkline-dark", Theme::DARK)] {
        let scene = Chart::Sparkline.layout(&tables::trend(), &Frame::new(120.0, 32.0, &theme, &words));
        compare(name, &svg(&scene));
    }
}

#[test]
fn ranked() {
    check("regions", Chart::Ranked, &tables::regions(), None);
    check("regions-conversion", Chart::Ranked, &tables::regions(), Some("conversion"));
    check("channels", Chart::Ranked, &tables::channels(), None);
}

#[test]
fn movers() {
    check("movers", Chart::Movers, &tables::movers(), None);
}

#[test]
fn provinces() {
    check("provinces", Chart::Provinces, &tables::provinces(), None);
    check("provinces-conversion", Chart::Provinces, &tables::provinces(), Some("conversion"));
    check("provinces-change", Chart::Provinces, &tables::provinces(), Some("orders_prior"));
}

#[test]
fn ranges() {
    check("gap", Chart::Ranges, &tables::gap(), None);
    check("days-by-channel", Chart::Ranges, &tables::days_by_channel(), None);
}

#[test]
fn funnel() {
    check("funnel", Chart::Funnel, &tables::funnel(), None);
    check("profile-funnel", Chart::Funnel, &tables::profile_funnel(), None);
}

#[test]
fn strengths() {
    check("strengths", Chart::Strengths, &tables::strengths(), None);
}

#[test]
fn efficiency() {
    check("efficiency", Chart::Efficiency, &tables::channels(), None);
}

#[test]
fn days_to_order() {
    check("days-to-order", Chart::DaysToOrder, &tables::days_to_order(), None);
}

#[test]
fn vintage() {
    check("vintage", Chart::Vintage, &tables::vintage(), None);
}

#[test]
fn lost_reasons() {
    check("lost-reasons", Chart::LostReasons, &tables::lost_reasons(), None);
}

#[test]
fn dealers() {
    check("dealers", Chart::Dealers, &tables::dealers(16), None);
}

#[test]
fn profile() {
    check("profile", Chart::Profile, &tables::profile(), None);
}

#[test]
fn highlights() {
    let words = TestWords(Lang::Zh);
    let highlight = Highlight { selected: &[1, 3], hovered: Some(4), focused: Some(1) };
    for (name, chart, table) in [
        ("highlight-regions", Chart::Ranked, tables::regions()),
        ("highlight-provinces", Chart::Provinces, tables::provinces()),
        ("highlight-trend", Chart::Trend, tables::trend()),
    ] {
        let height = chart.height(&table, 480.0);
        let frame = Frame { highlight, ..Frame::new(480.0, height, &Theme::LIGHT, &words) };
        compare(name, &svg(&chart.layout(&table, &frame)));
    }
}

#[test]
fn empty() {
    let table = Table::new("regions", &[]);
    compare("empty", &draw(Chart::Ranked, &table, 480.0, &Theme::LIGHT, Lang::Zh, None));
}
