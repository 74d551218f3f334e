//! The snapshot that the benchmarks run on: of any size, and the same on every machine.
//!
//! 500 dealers in seven regions, eleven channels, eight series, two years. The leads have the contract's
//! columns that the benchmarked views need, and `region` besides: Dealerscope takes that from the dealers and
//! passes the column over, the engines it is held against need no join. About one lead in a hundred has no
//! dealer, some have no series, and some stages carry no stamp of their own, so that an engine that treats
//! what is empty differently is found out.

mod chance;
mod row;

use std::io::{self, Write};

use chance::Chance;
use row::Days;

/// The seven regions.
pub const REGIONS: [&str; 7] = ["华东", "华南", "华北", "华中", "西南", "西北", "东北"];
/// How many dealers there are.
pub const DEALERS: u32 = 500;
/// The moment that the snapshot describes.
pub const AS_OF: &str = "2026-06-30";

const HEADER: &[u8] =
    b"lead_id,dealer_id,region,created_at,channel,series,prefers_brand,intended_on,contacted_at,visited_at,\
test_drive_at,quoted_at,ordered_at,delivered_at,lost_at,amount\n";
const PROVINCES: [&str; 7] = ["31", "44", "11", "42", "51", "61", "21"];
/// Written at once.
const PIECE: usize = 1 << 20;

/// The descriptor. It states the rules that the temperatures rest on.
#[must_use]
pub fn descriptor() -> String {
    let resource =
        |name| format!(r#"{{"name":"{name}","path":"{name}.csv","format":"csv","encoding":"utf-8"}}"#);
    format!(
        r#"{{"name":"bench","title":"Benchmark","resources":[{},{}],"dealerscope":{{"contract":1,"as_of":"{AS_OF}","timezone":"Asia/Shanghai","currency":"CNY","locale":"zh","settings":{{"hot_months":3,"warm_months":12}}}}}}"#,
        resource("dealers"),
        resource("leads"),
    )
}

/// The file of the dealers.
#[must_use]
pub fn dealers() -> String {
    let rows = (1..=DEALERS).map(|dealer| {
        let region = region_of(dealer);
        format!("{},经销商{dealer},{},{}\n", dealer_id(dealer), REGIONS[region], PROVINCES[region])
    });
    ["dealer_id,name,region,province\n".to_owned()].into_iter().chain(rows).collect()
}

/// Writes the file of the leads, about 73 bytes a row.
///
/// # Errors
/// As the writer's.
pub fn leads(rows: u32, out: &mut impl Write) -> io::Result<()> {
    let (mut chance, days) = (Chance::new(), Days::new());
    let mut piece = Vec::with_capacity(PIECE + 512);
    piece.extend_from_slice(HEADER);
    for lead in 0..rows {
        row::write(lead, &mut chance, &days, &mut piece);
        if piece.len() >= PIECE {
            out.write_all(&piece)?;
            piece.clear();
        }
    }
    out.write_all(&piece)
}

/// A file of the snapshot by its path; `None` for one that it does not have.
#[must_use]
pub fn file(path: &str, rows: u32) -> Option<Vec<u8>> {
    match path {
        "datapackage.json" => Some(descriptor().into_bytes()),
        "dealers.csv" => Some(dealers().into_bytes()),
        "leads.csv" => {
            let mut bytes = Vec::new();
            leads(rows, &mut bytes).ok()?;
            Some(bytes)
        }
        _ => None,
    }
}

fn dealer_id(dealer: u32) -> String {
    format!("D{dealer:03}")
}

fn region_of(dealer: u32) -> usize {
    // Uneven, as regions are.
    [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6][dealer as usize % 12]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: u32) -> String {
        String::from_utf8(file("leads.csv", rows).unwrap()).unwrap()
    }

    #[test]
    fn the_file_is_the_same_each_time_and_begins_alike_at_every_size() {
        let (short, long) = (text(1000), text(2000));
        assert_eq!(short, text(1000));
        assert!(long.starts_with(&short));
        assert_eq!(short.lines().count(), 1001);
    }

    #[test]
    fn rows_are_as_wide_as_the_header_and_as_long_as_is_said() {
        let text = text(20_000);
        let columns = text.lines().next().unwrap().split(',').count();
        assert!(text.lines().all(|line| line.split(',').count() == columns));
        assert!((70..76).contains(&(text.len() / 20_000)), "{} bytes a row", text.len() / 20_000);
    }

    #[test]
    fn a_lead_lies_in_its_dealers_region() {
        let dealers = dealers();
        let region = |id: &str| {
            let line = dealers.lines().find(|line| line.starts_with(id))?;
            line.split(',').nth(2)
        };
        for line in text(2000).lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let expected = if cells[1].is_empty() { Some("") } else { region(cells[1]) };
            assert_eq!(Some(cells[2]), expected, "{line}");
        }
    }

    #[test]
    fn no_stamp_lies_behind_the_snapshot() {
        for line in text(20_000).lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert!([3, 8, 9, 10, 11, 12, 13, 14].into_iter().all(|at| cells[at] <= AS_OF), "{line}");
        }
    }
}
