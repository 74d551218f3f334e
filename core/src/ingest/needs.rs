//! How much memory the reading of a snapshot takes, as far as that can be said before it is read.

use crate::contract;
use crate::descriptor::{Descriptor, Resource};
use crate::problem::Refusal;

/// What a lead takes at most while a snapshot is read and made ready. Of a million leads, a worker's memory grew to
/// 80 bytes each where they come in order and fill few columns, to 152 for the sample, and to 179 where they come
/// in no order and each has a customer of its own; a quarter more is left for what nobody has measured.
const LEAD: u64 = 240;
/// The length of a lead as CSV where the rows are not stated: that of the sample, which fills most columns.
const LEAD_AS_CSV: u64 = 150;
/// How many times its length a table takes as JSON, which must be whole before its rows are read.
const JSON: u64 = 4;
/// How many times its length a packed table unpacks to. CSV packs to between a fifth and a tenth.
const PACKED: u64 = 8;
/// What there is besides the tables.
const BASE: u64 = 16 << 20;
/// The most that a worker is trusted with: three of the four gigabytes that it can address, as memory that grows
/// is copied and leaves gaps.
const MOST: u64 = 3 << 30;

/// How much memory a snapshot needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Bytes at the height of the reading.
    pub bytes: u64,
    /// The file that takes most.
    pub file: String,
    /// Whether packed files leave it to a guess.
    pub guessed: bool,
}

impl Needs {
    /// What the files of a descriptor need by their lengths: those that `length` knows, otherwise those that
    /// are stated. A file of unknown length counts for nothing.
    pub fn of(descriptor: &Descriptor, length: impl Fn(&Resource) -> Option<u64>) -> Self {
        let mut needs = Self { bytes: BASE, file: String::new(), guessed: false };
        let mut most = 0;
        for table in contract::TABLES {
            let stated = descriptor.dealerscope.controls.get(table.name).and_then(|control| control.rows);
            let files = descriptor.files(table.name);
            // Rows that are stated for a table in several files are not known of each.
            let stated = stated.filter(|_| files.len() == 1);
            for resource in &files {
                let Some(length) = length(resource).or(resource.bytes) else { continue };
                let packed =
                    resource.compression == "gz" || resource.path.to_ascii_lowercase().ends_with(".gz");
                let length = if packed { length.saturating_mul(PACKED) } else { length };
                let json = resource.format == "json" || resource.path.to_ascii_lowercase().contains(".json");
                let rows = if table.name == contract::LEADS.name {
                    stated.unwrap_or(length / LEAD_AS_CSV).saturating_mul(LEAD)
                } else {
                    length
                };
                let bytes = rows.saturating_add(if json { length.saturating_mul(JSON) } else { 0 });
                needs.bytes = needs.bytes.saturating_add(bytes);
                needs.guessed |= packed;
                if bytes > most {
                    most = bytes;
                    needs.file.clone_from(&resource.path);
                }
            }
        }
        needs
    }

    /// What an archive needs that is unpacked before its tables are read.
    #[must_use]
    pub fn of_archive(path: &str, length: u64) -> Self {
        // Packed and unpacked it is there at the same time, as far as an archive may unpack at all.
        let unpacked = length.saturating_mul(PACKED).min(super::archive::MOST_BYTES);
        let bytes = length.saturating_add(unpacked.saturating_mul(3)).saturating_add(BASE);
        Self { bytes, file: path.to_owned(), guessed: true }
    }

    /// What a snapshot of so many leads needs.
    #[must_use]
    pub fn of_leads(file: &str, leads: u64) -> Self {
        let bytes = leads.saturating_mul(LEAD).saturating_add(BASE);
        Self { bytes, file: file.to_owned(), guessed: false }
    }

    /// Checks that a browser's worker has room for it beside the `held` bytes that it holds already, on a device
    /// of so many bytes of memory where that is known.
    ///
    /// # Errors
    /// Refuses what is too large, with the estimate.
    pub fn fit(&self, held: u64, device: Option<u64>) -> Result<(), Refusal> {
        let most = device.map_or(MOST, |bytes| MOST.min(bytes / 4 * 3));
        let room = most.saturating_sub(held);
        if self.bytes <= room {
            return Ok(());
        }
        let (needs, room) = (giga(self.bytes), giga(room));
        let (guess, zh_guess) =
            if self.guessed { (" at a guess", "（按压缩比推测）") } else { ("", "") };
        Err(Refusal::both(
            self.file.clone(),
            (
                format!(
                    "the snapshot needs about {needs} GB of memory{guess}, and {room} GB are there for it"
                ),
                format!("快照约需 {needs} GB 内存{zh_guess}，可用 {room} GB"),
            ),
            (
                "export fewer leads, such as those of the last years, or leave out columns that no report needs",
                "请导出较少的线索（如最近几年），或去掉报表不需要的列",
            ),
        ))
    }
}

/// Bytes in gigabytes with one decimal.
fn giga(bytes: u64) -> String {
    let tenths = bytes.saturating_add(50_000_000) / 100_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::Control;
    use crate::query::Lang;

    fn descriptor(path: &str, bytes: u64) -> Descriptor {
        let resource = |name: &str, path: &str, bytes| Resource {
            name: name.into(),
            path: path.into(),
            bytes: Some(bytes),
            ..Resource::default()
        };
        let resources = vec![resource("dealers", "dealers.csv", 50_000), resource("leads", path, bytes)];
        Descriptor { resources, ..Descriptor::default() }
    }

    fn needs(path: &str, bytes: u64) -> Needs {
        Needs::of(&descriptor(path, bytes), |_| None)
    }

    #[test]
    fn a_million_leads_are_no_trouble_and_twenty_million_are() {
        let million = needs("leads.csv", 155_783_456);
        // Measured: 241 MB beyond what there is without leads.
        assert!((240_000_000..300_000_000).contains(&million.bytes), "{million:?}");
        assert_eq!(million.fit(0, None), Ok(()));
        let refusal = needs("leads.csv", 3_200_000_000).fit(0, None).unwrap_err();
        assert_eq!(refusal.file, "leads.csv");
        assert!(
            refusal.what.contains("about 5.1 GB") && refusal.what.contains("3.2 GB are there"),
            "{refusal}"
        );
        assert!(refusal.said(Lang::Zh).0.contains("约需 5.1 GB"));
    }

    #[test]
    fn what_is_held_and_a_small_device_leave_less_room() {
        let needs = needs("leads.csv", 600_000_000);
        assert!(needs.fit(0, None).is_ok() && needs.fit(1 << 30, Some(8 << 30)).is_ok());
        assert!(needs.fit(5 << 29, None).is_err());
        assert!(needs.fit(0, Some(1 << 30)).is_err());
    }

    #[test]
    fn packed_files_are_a_guess_and_json_takes_more() {
        let (plain, packed) = (needs("leads.csv", 80_000_000), needs("leads.csv.gz", 10_000_000));
        assert_eq!((plain.bytes, plain.guessed, packed.guessed), (packed.bytes, false, true));
        assert!(needs("leads.csv.gz", 900_000_000).fit(0, None).unwrap_err().what.contains("at a guess"));
        assert!(needs("leads.json", 80_000_000).bytes > 2 * plain.bytes);
        assert!(Needs::of_archive("a.zip", 1_000_000_000).fit(0, None).is_ok());
        assert!(Needs::of_archive("a.zip", 4_000_000_000).fit(0, None).is_err());
    }

    #[test]
    fn stated_rows_go_before_lengths_and_no_length_overflows() {
        let mut stated = descriptor("leads.csv", 100);
        let rows = Some(50_000_000);
        stated.dealerscope.controls.insert("leads".into(), Control { rows, ..Control::default() });
        assert!(Needs::of(&stated, |_| None).fit(0, None).is_err());
        assert!(needs("leads.json.gz", u64::MAX).fit(0, None).is_err());
        assert_eq!(Needs::of_leads("", 1_000_000).bytes, 240_000_000 + BASE);
    }
}
