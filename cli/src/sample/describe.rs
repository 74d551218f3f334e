//! `datapackage.json` of the sample.

use std::collections::BTreeMap;

use dealerscope_core::descriptor::{CONTRACT, Control, Descriptor, Meta, Note, Resource, Settings};
use serde_json::json;

use super::calendar::DAY;
use super::market::SERIES;
use super::places::REGIONS;
use super::records;
use super::row::Sums;
use super::sink::Written;
use super::spend::Totals;
use super::tables::schema;
use super::world::World;

const BRAND: &str = "远岫汽车";

/// What was written, table by table.
pub(super) struct Contents {
    pub(super) dealers: Written,
    pub(super) leads: (Written, Sums),
    pub(super) targets: (Written, u64, f64),
    pub(super) spend: (Written, Totals),
    /// Complaints and visits to the workshop.
    pub(super) records: [records::Table; 2],
}

/// The descriptor of a snapshot with these contents.
pub(super) fn descriptor(world: &World, contents: Contents) -> Descriptor {
    let today = world.options.as_of_day();
    let of_day = world.options.as_of % DAY;
    let as_of = format!("{today}T{:02}:{:02}", of_day / 60, of_day % 60);
    let controls = controls(world, &contents);
    let [complaints, visits] = contents.records;
    let files = [
        ("dealers", contents.dealers),
        ("leads", contents.leads.0),
        ("targets", contents.targets.0),
        ("spend", contents.spend.0),
        ("complaints", complaints.0),
        ("service_visits", visits.0),
    ];
    Descriptor {
        name: format!("sample-{today}"),
        title: format!("{BRAND} CRM 快照 {today}（虚构）"),
        version: "1.0.0".to_owned(),
        created: format!("{as_of}:00+08:00"),
        sources: vec![json!({ "title": "dealerscope sample: a fictional maker, drawn by chance" })],
        licenses: vec![json!({
            "name": "CC0-1.0",
            "title": "CC0 1.0 Universal",
            "path": "https://creativecommons.org/publicdomain/zero/1.0/"
        })],
        resources: files.into_iter().map(|(table, written)| resource(table, written)).collect(),
        dealerscope: Meta {
            contract: CONTRACT,
            as_of,
            timezone: "Asia/Shanghai".to_owned(),
            currency: "CNY".to_owned(),
            locale: "zh".to_owned(),
            brand: BRAND.to_owned(),
            controls,
            labels: labels(),
            settings: Settings { margin: Some(0.085), ..Settings::default() },
            notes: notes(world),
        },
    }
}

fn resource(table: &str, written: Written) -> Resource {
    Resource {
        name: table.to_owned(),
        path: format!("{table}.csv"),
        format: "csv".to_owned(),
        encoding: "utf-8".to_owned(),
        bytes: Some(written.bytes),
        hash: Some(written.hash),
        schema: Some(schema(table)),
        ..Resource::default()
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53")]
fn controls(world: &World, contents: &Contents) -> BTreeMap<String, Control> {
    let control = |rows: u64, sums: &[(&str, f64)]| Control {
        rows: Some(rows),
        sums: sums.iter().map(|&(column, sum)| (column.to_owned(), sum)).collect(),
    };
    let of_dealers = |value: fn(&super::dealers::Dealer) -> u32| {
        world.dealers.iter().map(value).map(f64::from).sum::<f64>()
    };
    let leads = contents.leads.1;
    let spend = contents.spend.1;
    let dealers = [
        ("annual_sales_target", of_dealers(|d| d.annual_target)),
        ("consultants", of_dealers(|d| d.consultants)),
    ];
    BTreeMap::from([
        ("dealers".to_owned(), control(world.dealers.len() as u64, &dealers)),
        ("leads".to_owned(), control(leads.rows, &[("amount", leads.amount as f64)])),
        ("targets".to_owned(), control(contents.targets.1, &[("target", contents.targets.2)])),
        ("complaints".to_owned(), control(contents.records[0].1, &[("claimed", contents.records[0].2)])),
        ("service_visits".to_owned(), control(contents.records[1].1, &[("revenue", contents.records[1].2)])),
        ("spend".to_owned(), control(spend.rows, &[("actual", spend.actual), ("budget", spend.budget)])),
    ])
}

/// The names of the fictional series, and the regions in English.
fn labels() -> BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> {
    let names = |zh: &str, en: &str| {
        BTreeMap::from([("zh".to_owned(), zh.to_owned()), ("en".to_owned(), en.to_owned())])
    };
    let series = SERIES.iter().map(|s| (s.code.to_owned(), names(s.zh, s.en))).collect();
    let regions = REGIONS.iter().map(|&(zh, en)| (zh.to_owned(), names(zh, en))).collect();
    BTreeMap::from([("series".to_owned(), series), ("region".to_owned(), regions)])
}

/// Commentary on the season, the advertising and the snapshot, as far as it was written by `as_of`.
fn notes(world: &World) -> Vec<Note> {
    let today = world.options.as_of_day();
    let last = world.calendar.last;
    let festival = super::calendar::spring_festival(last.year()).unwrap_or(today);
    let note = |date: String, page: &str, author: &str, text: &str| Note {
        date,
        page: page.to_owned(),
        author: author.to_owned(),
        text: text.to_owned(),
    };
    let all = [
        (
            festival,
            note(festival.month().to_string(), "overview", "市场部", "春节假期，到店与线索均为全年低点。"),
        ),
        (
            last.plus(-8).first_day(),
            note(
                last.plus(-8).to_string(),
                "channels",
                "市场部",
                "广告代理合同更新，单价上调；请关注每单成本。",
            ),
        ),
        (
            today,
            note(
                today.to_string(),
                "",
                "CRM 项目组",
                "本快照为虚构样例：经销商、车系与客户均不存在，数据由固定种子随机生成。",
            ),
        ),
    ];
    let from = world.calendar.first.first_day();
    all.into_iter().filter(|(day, _)| (from..=today).contains(day)).map(|(_, note)| note).collect()
}
