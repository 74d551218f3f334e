//! Small hostile snapshots, each from a seed: everything that the contract allows, and what
//! exports do in spite of it.

mod dealers;
mod leads;
mod monthly;
mod records;

use std::collections::BTreeMap;

use dealerscope_core::descriptor::{CONTRACT, Control, DESCRIPTOR, Descriptor, Meta, Resource, Settings};
use dealerscope_core::problem::Refusal;
use dealerscope_core::time::Day;
use fastrand::Rng;

/// A snapshot in memory.
pub struct Generated {
    /// Its descriptor.
    pub descriptor: Descriptor,
    files: BTreeMap<String, Vec<u8>>,
}

impl Generated {
    /// A file's bytes by its path, as a reader of snapshots asks for them.
    ///
    /// # Errors
    /// Refuses a path that the snapshot does not hold.
    pub fn file(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        self.files.get(path).cloned().ok_or_else(|| Refusal::new(path, "not there", "generate it"))
    }

    /// A table's bytes by its name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Vec<u8>> {
        self.files.get(&self.descriptor.resource(name)?.path).cloned()
    }
}

/// What all tables of a snapshot agree on.
struct Plan {
    as_of: Day,
    /// Days before `as_of` on which the first lead may be created.
    days: i32,
    dealers: usize,
    leads: usize,
    /// Leads created before it came further than later ones.
    turn: Day,
    /// Whether most leads have no problem at all.
    neat: bool,
    /// Whether every order states its amount.
    priced: bool,
    /// Whether every row of spend states its amount.
    paid: bool,
}

impl Plan {
    fn dealer(&self, rng: &mut Rng) -> String {
        format!("D{:03}", rng.usize(..self.dealers))
    }
}

/// Makes the snapshot of a seed.
///
/// # Panics
/// Never: everything that is written can be written.
#[must_use]
pub fn snapshot(seed: u64) -> Generated {
    let mut rng = Rng::with_seed(seed);
    let as_of = Day::new(2025, 1, 1).expect("a day").plus(rng.i32(30..480));
    let days = rng.i32(150..720);
    let plan = Plan {
        as_of,
        days,
        dealers: rng.usize(4..45),
        leads: rng.usize(200..2500),
        turn: as_of.plus(-rng.i32(0..2 * days)),
        neat: once_in(&mut rng, 3),
        priced: rng.bool(),
        paid: rng.bool(),
    };
    let mut tables = vec![("dealers", dealers::csv(&mut rng, &plan)), ("leads", leads::csv(&mut rng, &plan))];
    if rng.u8(..6) > 0 {
        tables.push(("targets", monthly::targets(&mut rng, &plan)));
    }
    if rng.u8(..6) > 0 {
        tables.push(("spend", monthly::spend(&mut rng, &plan)));
    }
    let meta = meta(&mut rng, &plan);
    // A stream of chance of its own, so that what was drawn before stays as it is.
    let mut rng = Rng::with_seed(!seed);
    if rng.u8(..4) > 0 {
        tables.push(("complaints", records::complaints(&mut rng, &plan)));
    }
    if rng.u8(..4) > 0 {
        tables.push(("service_visits", records::service_visits(&mut rng, &plan)));
    }
    let controls = controls(&mut rng, &tables);
    let resource = |name: &str| Resource {
        name: name.to_owned(),
        path: format!("{name}.csv"),
        encoding: "utf-8".to_owned(),
        ..Resource::default()
    };
    let descriptor = Descriptor {
        name: format!("generated-{seed}"),
        resources: tables.iter().map(|(name, _)| resource(name)).collect(),
        dealerscope: Meta { controls, ..meta },
        ..Descriptor::default()
    };
    let mut files: BTreeMap<String, Vec<u8>> =
        tables.into_iter().map(|(name, bytes)| (format!("{name}.csv"), bytes)).collect();
    files.insert(DESCRIPTOR.to_owned(), serde_json::to_vec(&descriptor).expect("a descriptor"));
    Generated { descriptor, files }
}

/// Control totals of some tables, one that is not there among them; most hold.
fn controls(rng: &mut Rng, tables: &[(&str, Vec<u8>)]) -> BTreeMap<String, Control> {
    let mut controls = BTreeMap::new();
    for (table, bytes) in tables {
        if rng.bool() {
            let rows = csv::Reader::from_reader(&bytes[..]).records().count() as u64;
            let rows = rows + u64::from(once_in(rng, 4));
            let column = match *table {
                "targets" => Some("target"),
                "complaints" => Some("claimed"),
                _ => None,
            };
            let sum = column.map(|column| (column.to_owned(), sum(bytes, column) + f64::from(rng.bool())));
            controls
                .insert((*table).to_owned(), Control { rows: Some(rows), sums: sum.into_iter().collect() });
        }
    }
    if !tables.iter().any(|(table, _)| *table == "spend") {
        controls.insert("spend".to_owned(), Control { rows: Some(7), ..Control::default() });
    }
    controls
}

/// The sum of a column's numbers.
fn sum(bytes: &[u8], column: &str) -> f64 {
    let mut reader = csv::Reader::from_reader(bytes);
    let place = reader.headers().expect("a header").iter().position(|h| h == column).expect("the column");
    reader.records().filter_map(|row| row.ok()?.get(place)?.parse::<f64>().ok()).sum()
}

fn meta(rng: &mut Rng, plan: &Plan) -> Meta {
    let label = [("zh".to_owned(), "直播".to_owned()), ("en".to_owned(), "Live stream".to_owned())];
    let own = BTreeMap::from([(leads::OWN_CHANNEL.to_owned(), BTreeMap::from(label))]);
    let settings = Settings {
        hot_months: rng.u8(1..5),
        warm_months: rng.u8(6..15),
        maturity_days: rng.u16(20..120),
        smallest_group: rng.u32(1..40),
        fiscal_year_start: [1, 1, 4, 10][rng.usize(..4)],
        margin: rng.bool().then_some(0.125),
        ..Settings::default()
    };
    Meta {
        contract: CONTRACT,
        as_of: format!("{}T18:00", plan.as_of),
        timezone: "Asia/Shanghai".to_owned(),
        currency: "CNY".to_owned(),
        locale: "zh".to_owned(),
        brand: "Generated".to_owned(),
        labels: BTreeMap::from([("channel".to_owned(), own)]),
        settings,
        ..Meta::default()
    }
}

/// Writes rows as CSV.
fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(header).expect("memory takes all");
    for row in rows {
        csv.write_record(&row).expect("memory takes all");
    }
    csv.into_inner().expect("memory takes all")
}

/// One of a list.
fn any(rng: &mut Rng, of: &[&str]) -> String {
    of[rng.usize(..of.len())].to_owned()
}

/// Once in so many times.
fn once_in(rng: &mut Rng, times: u32) -> bool {
    rng.u32(..times) == 0
}
