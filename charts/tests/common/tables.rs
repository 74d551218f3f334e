//! Realistic tables: what a year and a half of a maker's leads look like.

use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::labels::{CHANNELS, PROVINCES};
use dealerscope_core::time::Month;

const REGIONS: [&str; 7] = ["华东", "华南", "华北", "华中", "西南", "西北", "东北"];
const DEALERS: [&str; 12] = [
    "上海浦东金桥店",
    "杭州滨江店",
    "南京河西中心店",
    "苏州工业园区销售服务有限公司",
    "广州天河店",
    "Shenzhen Nanshan Flagship",
    "北京朝阳店",
    "天津滨海店",
    "成都高新店",
    "西安曲江店",
    "沈阳浑南店",
    "武汉光谷店",
];

/// Numbers that look like chance and are the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number from 0 to 1.
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
    }

    /// A whole number from `low` to `high`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    pub(crate) fn whole(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() * (high - low) as f64) as i64
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: i64, whole: i64) -> Value {
    if whole == 0 { Value::Null } else { Value::Num(part as f64 / whole as f64) }
}

/// The 95 % interval of a rate, near enough to look right.
#[allow(clippy::cast_precision_loss)]
fn interval(part: i64, whole: i64) -> [Value; 2] {
    if whole == 0 {
        return [Value::Null, Value::Null];
    }
    let (n, p, z) = (whole as f64, part as f64 / whole as f64, 1.96);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    [Value::Num(middle - half), Value::Num(middle + half)]
}

fn table(id: &str, columns: &[(&str, Unit)], rows: Vec<Vec<Value>>) -> Table {
    let mut out = Table::new(id, columns);
    assert!(rows.iter().all(|r| r.len() == columns.len()), "{id}: a row is not as long as the columns");
    out.rows = rows;
    out
}

pub(crate) fn trend() -> Table {
    use Unit::{Count, Flag, Rate};
    let columns = [
        ("month", Unit::Month),
        ("in_period", Flag),
        ("leads", Count),
        ("ordered", Count),
        ("conversion", Rate),
        ("orders_placed", Count),
        ("target", Count),
        ("ripening", Flag),
    ];
    let (mut dice, first) = (Dice::new(7), Month::new(2025, 1));
    let rows = (0..18).map(|i| {
        let leads = 3200 + dice.whole(-500, 900) + if i % 12 == 1 { -900 } else { 0 } + i64::from(i) * 40;
        let ordered = leads * dice.whole(9, 13) / 100 / if i > 15 { 2 } else { 1 };
        let placed = leads * dice.whole(9, 13) / 100;
        vec![
            first.plus(i).to_string().into(),
            (i >= 6).into(),
            leads.into(),
            ordered.into(),
            share(ordered, leads),
            placed.into(),
            (380 + i64::from(i) * 6).into(),
            (i > 14).into(),
        ]
    });
    table("trend", &columns, rows.collect())
}

pub(crate) fn regions() -> Table {
    use Unit::{Count, Rate};
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("level", Unit::Code),
        ("leads", Count),
        ("orders", Count),
        ("conversion", Rate),
        ("conversion_low", Rate),
        ("conversion_high", Rate),
        ("small", Unit::Flag),
        ("leads_prior", Count),
        ("orders_prior", Count),
        ("conversion_prior", Rate),
    ];
    let leads = [18420, 12310, 9875, 7640, 4130, 1260, 24];
    let orders = [2180, 1290, 1205, 702, 365, 88, 3];
    let prior = [16900, 13020, 9410, 7700, 3900, 1400, 0];
    let rows = (0..7).map(|i| {
        let [low, high] = interval(orders[i], leads[i]);
        vec![
            REGIONS[i].into(),
            REGIONS[i].into(),
            "region".into(),
            leads[i].into(),
            orders[i].into(),
            share(orders[i], leads[i]),
            low,
            high,
            (leads[i] < 30).into(),
            prior[i].into(),
            (prior[i] / 9).into(),
            share(prior[i] / 9, prior[i]),
        ]
    });
    table("regions", &columns, rows.collect())
}

pub(crate) fn channels() -> Table {
    use Unit::{Count, Money, Rate};
    let columns = [
        ("channel", Unit::Code),
        ("leads", Count),
        ("ordered", Count),
        ("conversion", Rate),
        ("conversion_low", Rate),
        ("conversion_high", Rate),
        ("small", Unit::Flag),
        ("cost_per_order", Money),
        ("leads_prior", Count),
    ];
    let leads = [14200, 6100, 5200, 4900, 310, 2600, 7800, 9100, 720, 3100, 12800];
    let rates = [0.162, 0.121, 0.048, 0.208, 0.24, 0.112, 0.081, 0.052, 0.067, 0.021, 0.074];
    let costs = [
        None,
        None,
        Some(2100.0),
        Some(650.0),
        None,
        None,
        Some(5400.0),
        Some(8800.0),
        Some(3900.0),
        Some(11200.0),
        Some(2900.0),
    ];
    let rows = (0..11).map(|i| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let orders = (leads[i] as f64 * rates[i]) as i64;
        let [low, high] = interval(orders, leads[i]);
        vec![
            CHANNELS[i].0.into(),
            leads[i].into(),
            orders.into(),
            share(orders, leads[i]),
            low,
            high,
            (leads[i] < 400).into(),
            costs[i].into(),
            (leads[i] - 300 + 70 * i64::try_from(i).unwrap()).into(),
        ]
    });
    table("channels", &columns, rows.collect())
}

pub(crate) fn movers() -> Table {
    use Unit::{Code, Count, Rate};
    let columns = [
        ("dimension", Code),
        ("key", Code),
        ("name", Unit::Text),
        ("orders", Count),
        ("orders_prior", Count),
        ("change", Count),
        ("share_of_change", Rate),
    ];
    let mut dice = Dice::new(11);
    let members =
        |dimension: &'static str, names: Vec<String>| names.into_iter().map(move |n| (dimension, n));
    let all = members("region", REGIONS.map(str::to_owned).to_vec())
        .chain(members("dealer", DEALERS.map(str::to_owned).to_vec()))
        .chain(members("channel", CHANNELS.map(|c| c.0.to_owned()).to_vec()))
        .chain(members(
            "series",
            ["Tiguan L", "朗逸", "帕萨特", "ID.4 X", "途岳"].map(str::to_owned).to_vec(),
        ));
    let rows = all.map(|(dimension, name)| {
        let (orders, change) = (dice.whole(40, 900), dice.whole(-60, 110));
        vec![
            dimension.into(),
            name.clone().into(),
            name.into(),
            orders.into(),
            (orders - change).into(),
            change.into(),
            share(change, 640),
        ]
    });
    table("movers", &columns, rows.collect())
}

pub(crate) fn provinces() -> Table {
    use Unit::{Count, Number, Rate};
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("col", Number),
        ("row", Number),
        ("leads", Count),
        ("orders", Count),
        ("conversion", Rate),
        ("small", Unit::Flag),
        ("attainment", Rate),
        ("orders_prior", Count),
    ];
    let mut dice = Dice::new(5);
    let mut rows: Vec<Vec<Value>> = PROVINCES
        .iter()
        .map(|p| {
            let place = [p.zh.into(), p.zh.into(), i64::from(p.col).into(), i64::from(p.row).into()];
            if ["西藏", "台湾", "香港", "澳门"].contains(&p.zh) {
                return place.into_iter().chain(std::iter::repeat_n(Value::Null, 6)).collect();
            }
            let leads = [18, 60, 240, 700, 1500, 2900, 5200][usize::try_from(dice.whole(0, 7)).unwrap()];
            let leads = leads + dice.whole(0, 40);
            let orders = leads * dice.whole(5, 17) / 100;
            let attainment = Value::Num(0.7 + dice.next() * 0.55);
            let numbers = [
                leads.into(),
                orders.into(),
                share(orders, leads),
                (leads < 30).into(),
                attainment,
                (orders * 9 / 10 + 3).into(),
            ];
            place.into_iter().chain(numbers).collect()
        })
        .collect();
    rows.push(vec![
        "Vientiane".into(),
        "Vientiane".into(),
        Value::Null,
        Value::Null,
        120_i64.into(),
        9_i64.into(),
        0.075.into(),
        false.into(),
        Value::Null,
        8_i64.into(),
    ]);
    table("provinces", &columns, rows)
}

pub(crate) fn gap() -> Table {
    use Unit::Rate;
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("dealers", Unit::Count),
        ("min", Rate),
        ("q1", Rate),
        ("median", Rate),
        ("q3", Rate),
        ("max", Rate),
    ];
    let mut dice = Dice::new(3);
    let rows = REGIONS.iter().enumerate().map(|(i, name)| {
        let middle = 0.08 + dice.next() * 0.05;
        let spread =
            [-0.045, -0.018, 0.0, 0.02, 0.06].map(|d| Value::Num(middle + d * (0.6 + dice.next() * 0.6)));
        let spread = if i == 6 { [const { Value::Null }; 5] } else { spread };
        let count = if i == 6 { 0 } else { dice.whole(4, 40) };
        [(*name).into(), (*name).into(), count.into()].into_iter().chain(spread).collect()
    });
    table("gap", &columns, rows.collect())
}

pub(crate) fn days_by_channel() -> Table {
    use Unit::Days;
    let columns =
        [("channel", Unit::Code), ("orders", Unit::Count), ("q1", Days), ("median", Days), ("q3", Days)];
    let mut dice = Dice::new(21);
    let rows = CHANNELS.iter().map(|c| {
        let median = 9.0 + (dice.next() * 60.0).round();
        let orders = dice.whole(20, 2400);
        vec![c.0.into(), orders.into(), (median * 0.4).into(), median.into(), (median * 2.1).into()]
    });
    table("days_by_channel", &columns, rows.collect())
}

const STAGES: [&str; 7] = ["leads", "contacted", "visited", "test_drive", "quoted", "ordered", "delivered"];

pub(crate) fn funnel() -> Table {
    use Unit::{Count, Rate};
    let columns = [
        ("stage", Unit::Code),
        ("reached", Count),
        ("step_rate", Rate),
        ("overall_rate", Rate),
        ("skipped", Count),
        ("lost", Count),
        ("reached_prior", Count),
    ];
    let reached = [53700, 44120, 21890, 13020, 9910, 5840, 4790];
    let skipped: [i64; 7] = [0, 610, 0, 1930, 240, 35, 0];
    let lost: [i64; 7] = [5200, 12400, 6100, 2200, 3100, 210, 0];
    let rows = (0..7).map(|i| {
        let step = if i == 0 { Value::Null } else { share(reached[i], reached[i - 1]) };
        let prior = reached[i] * [96, 94, 103, 101, 99, 108, 112][i] / 100;
        vec![
            STAGES[i].into(),
            reached[i].into(),
            step,
            share(reached[i], reached[0]),
            skipped[i].into(),
            lost[i].into(),
            prior.into(),
        ]
    });
    table("funnel", &columns, rows.collect())
}

pub(crate) fn profile_funnel() -> Table {
    use Unit::{Count, Rate};
    let columns = [("stage", Unit::Code), ("reached", Count), ("step_rate", Rate), ("peer_rate", Rate)];
    let reached = [840, 702, 391, 260, 190, 104, 88];
    let rows = (0..7).map(|i| {
        let step = if i == 0 { Value::Null } else { share(reached[i], reached[i - 1]) };
        let peers = if i == 0 { Value::Null } else { Value::Num([0.8, 0.5, 0.62, 0.75, 0.6, 0.81][i - 1]) };
        vec![STAGES[i].into(), reached[i].into(), step, peers]
    });
    table("profile_funnel", &columns, rows.collect())
}

pub(crate) fn strengths() -> Table {
    use Unit::{Code, Points, Rate};
    let columns = [
        ("channel", Code),
        ("stage", Code),
        ("rate", Rate),
        ("average", Rate),
        ("difference", Points),
        ("low", Rate),
        ("high", Rate),
        ("n", Unit::Count),
        ("verdict", Code),
    ];
    let mut dice = Dice::new(17);
    let average = [0.822, 0.496, 0.595, 0.761, 0.589, 0.82];
    let rows = CHANNELS.iter().enumerate().flat_map(|(i, channel)| {
        let rolls: Vec<f64> = (0..6).map(|_| dice.next()).collect();
        (0..6).map(move |s| {
            let difference = (rolls[s] - 0.5) * 0.3;
            let verdict = match difference {
                _ if i == 4 => "small",
                d if d > 0.04 => "above",
                d if d < -0.04 => "below",
                _ => "level",
            };
            let rate = (average[s] + difference).min(1.0);
            vec![
                channel.0.into(),
                STAGES[s + 1].into(),
                rate.into(),
                average[s].into(),
                difference.into(),
                (rate - 0.03).into(),
                (rate + 0.03).into(),
                if i == 4 { 21_i64 } else { 940 }.into(),
                verdict.into(),
            ]
        })
    });
    table("strengths", &columns, rows.collect())
}

pub(crate) fn days_to_order() -> Table {
    use Unit::{Count, Days, Rate};
    let columns = [
        ("bucket", Unit::Code),
        ("from", Days),
        ("to", Days),
        ("orders", Count),
        ("share", Rate),
        ("cumulative", Rate),
    ];
    let buckets = ["before", "0", "1-3", "4-7", "8-14", "15-30", "31-60", "61-90", "91-180", "181+"];
    let orders = [12, 310, 620, 840, 1105, 1390, 810, 402, 280, 71];
    let total: i64 = orders.iter().sum();
    let from = [
        None,
        Some(0.0),
        Some(1.0),
        Some(4.0),
        Some(8.0),
        Some(15.0),
        Some(31.0),
        Some(61.0),
        Some(91.0),
        Some(181.0),
    ];
    let rows = (0..10).map(|i| {
        let so_far: i64 = orders[..=i].iter().sum();
        vec![
            buckets[i].into(),
            from[i].into(),
            Value::Null,
            orders[i].into(),
            share(orders[i], total),
            share(so_far, total),
        ]
    });
    table("days_to_order", &columns, rows.collect())
}

pub(crate) fn vintage() -> Table {
    use Unit::{Count, Days, Rate};
    let columns =
        [("month", Unit::Month), ("age", Days), ("leads", Count), ("ordered", Count), ("rate", Rate)];
    let (mut dice, first) = (Dice::new(29), Month::new(2025, 1));
    let rows = (0..14).flat_map(|i| {
        let (leads, level) = (dice.whole(2800, 4200), 0.1 + dice.next() * 0.03 + f64::from(i) * 0.001);
        (1..=(12_i32.min(17 - i))).map(move |step| {
            let rate = level * (1.0 - (-f64::from(step) * 0.55).exp());
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            let ordered = (leads as f64 * rate) as i64;
            vec![
                first.plus(i).to_string().into(),
                i64::from(step * 30).into(),
                leads.into(),
                ordered.into(),
                rate.into(),
            ]
        })
    });
    table("vintage", &columns, rows.collect())
}

pub(crate) fn lost_reasons() -> Table {
    use Unit::{Count, Rate};
    let columns = [("reason", Unit::Code), ("lost", Count), ("share", Rate), ("by_dealer", Count)];
    let reasons = [
        "price",
        "competitor",
        "unreachable",
        "postponed",
        "model_price",
        "no_stock",
        "finance",
        "service",
        "other",
        "",
    ];
    let lost: [i64; 10] = [6120, 5480, 4410, 2950, 2100, 1480, 690, 310, 240, 5430];
    let by_dealer: [i64; 9] = [734, 1096, 3793, 1210, 210, 74, 207, 186, 120];
    let rows = (0..10).map(|i| {
        vec![reasons[i].into(), lost[i].into(), share(lost[i], 29_210), by_dealer.get(i).copied().into()]
    });
    table("lost_reasons", &columns, rows.collect())
}

pub(crate) fn dealers(count: usize) -> Table {
    use Unit::{Code, Count, Rate};
    let columns = [
        ("dealer_id", Code),
        ("name", Unit::Text),
        ("leads", Count),
        ("orders", Count),
        ("conversion", Rate),
        ("conversion_low", Rate),
        ("conversion_high", Rate),
        ("small", Unit::Flag),
        ("peer_group", Code),
        ("rank", Unit::Rank),
    ];
    let mut dice = Dice::new(41);
    let rows = (0..count).map(|i| {
        let small = i + 2 >= count;
        let leads = if small { dice.whole(5, 29) } else { dice.whole(180, 2600) };
        let place = i64::try_from(i * 12 / count.max(1)).unwrap();
        let orders = leads * (18 - place) / 100 + dice.whole(0, 4);
        let [low, high] = interval(orders, leads);
        let name =
            format!("{}{}", DEALERS[i % 12], if i < 12 { String::new() } else { format!(" {}", i / 12 + 1) });
        vec![
            format!("D{i:03}").into(),
            name.into(),
            leads.into(),
            orders.into(),
            share(orders, leads),
            low,
            high,
            small.into(),
            ["华东/2", "华南/1"][i % 2].into(),
            if small { Value::Null } else { i64::try_from(i + 1).unwrap().into() },
        ]
    });
    table("dealers", &columns, rows.collect())
}

pub(crate) fn profile() -> Table {
    use Unit::{Code, Number, Rank};
    let columns = [
        ("metric", Code),
        ("unit", Code),
        ("value", Number),
        ("peer_median", Number),
        ("peer_top", Number),
        ("rank", Rank),
        ("peers", Unit::Count),
    ];
    let some: fn(f64) -> Option<f64> = Some;
    let rows = [
        ("conversion", "rate", some(0.131), 0.104, 0.127, 2),
        ("attainment", "rate", some(0.91), 1.02, 1.11, 9),
        ("median_response_minutes", "minutes", some(46.0), 31.0, 18.0, 8),
        ("within_30_minutes", "rate", some(0.38), 0.49, 0.63, 9),
        ("within_24_hours", "rate", some(0.94), 0.93, 0.97, 5),
        ("followed_up", "rate", some(0.82), 0.82, 0.9, 6),
        ("qualified_rate", "rate", None, 0.71, 0.8, 0),
        ("leads_per_consultant", "number", some(52.5), 61.0, 74.0, 8),
        ("overdue", "count", some(14.0), 35.0, 12.0, 4),
        ("orders", "count", some(212.0), 180.0, 240.0, 3),
    ];
    let rows = rows.map(|(metric, unit, value, median, top, rank)| {
        let rank: Value = if rank == 0 { Value::Null } else { i64::from(rank).into() };
        vec![metric.into(), unit.into(), value.into(), median.into(), top.into(), rank, 11_i64.into()]
    });
    table("profile", &columns, rows.to_vec())
}
