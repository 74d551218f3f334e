//! A snapshot that was read.

use crate::blocks;
use crate::contract::Table;
use crate::cube::{Index, Memory};
use crate::descriptor::Descriptor;
use crate::frame::Frame;
use crate::info::{DealerInfo, DimensionInfo, SnapshotInfo, ValueInfo};
use crate::intake::{Intake, Reconciliation};
use crate::order;
use crate::places::Places;
use crate::problem::Problems;
use crate::query::{Dimension, Lang};
use crate::tables::Leads;
use crate::time::{Day, Month};
use crate::{glossary, labels};

/// A snapshot that was read: tables, dictionaries and what is wrong with them.
pub struct Snapshot {
    pub(crate) descriptor: Descriptor,
    pub(crate) as_of: Day,
    pub(crate) dealers: Frame,
    pub(crate) leads: Frame,
    pub(crate) targets: Option<Frame>,
    pub(crate) spend: Option<Frame>,
    /// Rows of `complaints` by dealer, "no dealer" first.
    pub(crate) complaints: Option<Vec<u32>>,
    /// Rows of `service_visits` by dealer, "no dealer" first.
    pub(crate) service_visits: Option<Vec<u32>>,
    pub(crate) places: Places,
    pub(crate) words: Words,
    /// Whether `leads` has the column `missing_fields`.
    pub(crate) knows_missing: bool,
    pub(crate) rows: Vec<(String, u64)>,
    /// What was read, file by file.
    pub(crate) intakes: Vec<Intake>,
    /// The control totals of the descriptor, and what was loaded.
    pub(crate) reconciled: Vec<Reconciliation>,
    pub(crate) problems: Problems,
    pub(crate) index: Index,
    pub(crate) memory: Memory,
    /// The month of the first lead, and of `as_of`.
    pub(crate) months: (Month, Month),
}

/// The words behind the codes of `leads`, by number; 0 is the empty one.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) channel: Vec<String>,
    pub(crate) origin: Vec<String>,
    pub(crate) kind: Vec<String>,
    pub(crate) temperature: Vec<String>,
    pub(crate) lost_reason: Vec<String>,
    pub(crate) lost_by: Vec<String>,
    pub(crate) series: Vec<String>,
    pub(crate) consultant: Vec<String>,
}

impl Snapshot {
    /// Everything that is wrong with the snapshot's files.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// What the snapshot says of itself.
    #[must_use]
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Rows by table that was loaded, as the files have them.
    #[must_use]
    pub fn rows(&self) -> &[(String, u64)] {
        &self.rows
    }

    /// What was read of a table, file by file.
    pub(crate) fn intakes_of(&self, table: &Table) -> impl Iterator<Item = &Intake> {
        let name = table.name;
        self.intakes.iter().filter(move |intake| intake.table.name == name)
    }

    /// The words of a dimension by number; 0 is the empty one.
    pub(crate) fn words(&self, dimension: Dimension) -> &[String] {
        match dimension {
            Dimension::Channel => &self.words.channel,
            Dimension::Series => &self.words.series,
            Dimension::Origin => &self.words.origin,
            Dimension::Kind => &self.words.kind,
            Dimension::Temperature => &self.words.temperature,
            place => self.places.keys(place),
        }
    }

    /// The label of a code: the snapshot's own, the contract's, or the code itself.
    pub(crate) fn label(&self, field: &str, code: &str, lang: Lang) -> String {
        if code.is_empty() {
            return labels::not_stated(lang).to_owned();
        }
        let key = if lang == Lang::Zh { "zh" } else { "en" };
        let own =
            self.descriptor.dealerscope.labels.get(field).and_then(|f| f.get(code)).and_then(|l| l.get(key));
        own.cloned()
            .or_else(|| labels::label(field, code, lang).map(str::to_owned))
            .unwrap_or_else(|| code.to_owned())
    }

    /// What the page must know before it asks anything.
    #[must_use]
    pub fn info(&self) -> SnapshotInfo {
        let meta = &self.descriptor.dealerscope;
        let leads = Leads::of(&self.leads);
        let place = |dimension: Dimension, dealer: usize| {
            let number = self.places.of_dealer(dimension)[dealer];
            self.places.keys(dimension)[usize::from(number)].clone()
        };
        let dealers = (1..self.places.len())
            .map(|d| DealerInfo {
                id: self.places.keys(Dimension::Dealer)[d].clone(),
                name: self.places.names(Dimension::Dealer)[d].clone(),
                region: place(Dimension::Region, d),
                center: place(Dimension::Center, d),
                province: place(Dimension::Province, d),
                city: place(Dimension::City, d),
            })
            .collect();
        SnapshotInfo {
            name: self.descriptor.name.clone(),
            title: self.descriptor.title.clone(),
            brand: meta.brand.clone(),
            currency: meta.currency.clone(),
            as_of: self.as_of,
            as_of_text: meta.as_of.clone(),
            months: self.months,
            settings: meta.settings.clone(),
            notes: meta.notes.clone(),
            rows: self.rows.clone(),
            dealers,
            dimensions: leads.map(|l| self.dimensions(&l)).unwrap_or_default(),
            formulas: glossary::formulas(),
            problems: self.problems.counted(),
        }
    }

    fn dimensions(&self, leads: &Leads<'_>) -> Vec<DimensionInfo> {
        [Dimension::Channel, Dimension::Series, Dimension::Origin, Dimension::Kind, Dimension::Temperature]
            .into_iter()
            .map(|dimension| {
                let values = self.values(dimension, leads).into_iter().map(|(code, leads)| ValueInfo {
                    code: code.to_owned(),
                    zh: self.label(dimension.id(), code, Lang::Zh),
                    en: self.label(dimension.id(), code, Lang::En),
                    leads: leads.into(),
                });
                DimensionInfo { dimension, values: values.collect() }
            })
            .collect()
    }

    /// The codes of a dimension that is no place, those of most leads first, and their leads; none without any.
    pub(crate) fn values(&self, dimension: Dimension, leads: &Leads<'_>) -> Vec<(&str, u32)> {
        let words = self.words(dimension);
        let mut counts = vec![0; words.len()];
        match dimension {
            Dimension::Channel => blocks::count(&mut counts, leads.channel),
            Dimension::Origin => blocks::count(&mut counts, leads.origin),
            Dimension::Kind => blocks::count(&mut counts, leads.kind),
            Dimension::Temperature => blocks::count(&mut counts, leads.temperature),
            Dimension::Series => blocks::count(&mut counts, leads.series),
            _ => {}
        }
        let counted = words.iter().map(String::as_str).zip(counts);
        let values = counted.filter(|(_, leads)| *leads > 0).collect();
        order::sorted(values, |a: &(_, u32), b| b.1.cmp(&a.1))
    }
}
