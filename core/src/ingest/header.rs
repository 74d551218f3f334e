//! Which cell of a record belongs to which column of the contract.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::contract::{self, Table, names};
use crate::ingest::fold;
use crate::ingest::report::{Detail, Reporter};
use crate::order;
use crate::problem::{ProblemKind, Refusal};

/// A file's header, matched with its table of the contract.
pub(crate) struct Header {
    /// For each column of the contract, the cell's place in a record.
    at: Vec<Option<usize>>,
    /// How many cells a full record has; nameless columns at the end do not count.
    pub(crate) width: usize,
    /// The file's own names.
    names: Vec<String>,
    /// The places of columns that the contract does not know.
    pub(crate) extra: Vec<usize>,
    /// The columns of the contract whose personal data was kept on purpose.
    kept: Vec<usize>,
}

/// What a name is compared by: small letters of half width, without spaces, `_` and `-`, and
/// without the star or colon that forms put behind it.
pub(crate) fn folded(name: &str) -> String {
    let folded = fold::folded(name);
    folded.trim_matches(['*', ':']).replace(['_', '-'], "")
}

impl Header {
    /// Matches the first record: by the descriptor's names, the contract's, and those that exports
    /// commonly have. Columns that the contract does not know become problems.
    ///
    /// # Errors
    /// Refuses a file that lacks a required column, naming the columns that are there; one in which
    /// two columns claim to be the same; and a descriptor that names a column which there is not.
    pub(crate) fn read(
        names: Vec<String>,
        table: &'static Table,
        stated: &BTreeMap<String, String>,
        reporter: &mut Reporter<'_>,
    ) -> Result<Self, Refusal> {
        let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        let stated = stated_columns(table, stated, reporter)?;
        let mut at: Vec<Option<usize>> = vec![None; table.columns.len()];
        let mut sure = vec![false; table.columns.len()];
        let mut extra = Vec::new();
        for (place, name) in names[..width].iter().enumerate() {
            let key = folded(name);
            let by_descriptor = stated.iter().find(|(header, _)| *header == key).map(|(_, column)| *column);
            let Some(column) = by_descriptor.unwrap_or_else(|| known(table, &key)) else {
                extra.push(place);
                continue;
            };
            match at[column] {
                Some(other) if sure[column] == by_descriptor.is_some() => {
                    return Err(claimed_twice(&names[other], name, table, column, reporter));
                }
                // What the descriptor says goes before a name that is merely known.
                Some(other) if by_descriptor.is_some() => extra.push(other),
                Some(_) => {
                    extra.push(place);
                    continue;
                }
                None => {}
            }
            at[column] = Some(place);
            sure[column] = by_descriptor.is_some();
        }
        order::sort(&mut extra, &|a, b| a.cmp(&b));
        for &place in &extra {
            let number = place + 1;
            let nameless =
                || Detail::both(format!("column {number} has no name"), format!("第 {number} 列没有名称"));
            let name = Some(names[place].as_str()).filter(|name| !name.is_empty());
            reporter.file(ProblemKind::ExtraColumn, name, name.is_none().then(nameless));
        }
        let absent: Vec<&str> = table
            .columns
            .iter()
            .zip(&at)
            .filter(|(c, at)| c.required && at.is_none())
            .map(|(c, _)| c.name)
            .collect();
        if !absent.is_empty() {
            let (absent, present) = (absent.join(", "), names[..width].join(", "));
            return Err(Refusal::both(
                reporter.path(),
                (
                    format!("the table {} lacks required columns: {absent}; it has: {present}", table.name),
                    format!("数据表 {} 缺少必需的列：{absent}；现有的列：{present}", table.name),
                ),
                ("name the columns as the contract does, in the first row", "请在首行按契约命名各列"),
            )
            .absent());
        }
        Ok(Self { at, width, names, extra, kept: Vec::new() })
    }

    /// Takes the columns that the descriptor says were kept on purpose, whatever they look like.
    ///
    /// # Errors
    /// Refuses the name of a column that the contract has not.
    pub(crate) fn keep(
        mut self,
        kept: &[String],
        table: &Table,
        reporter: &Reporter<'_>,
    ) -> Result<Self, Refusal> {
        for name in kept {
            self.kept.push(table.position(name).ok_or_else(|| {
                Refusal::both(
                    reporter.path(),
                    (
                        format!("{name:?} is to be kept, and the table {} has no such column", table.name),
                        format!("要保留的 {name:?} 不是数据表 {} 的列", table.name),
                    ),
                    (
                        "name a column of the contract under dealerscope.kept in datapackage.json",
                        "请在 datapackage.json 的 dealerscope.kept 中填写契约中的列名",
                    ),
                )
            })?);
        }
        Ok(self)
    }

    /// Whether a column's personal data was kept on purpose.
    pub(crate) fn keeps(&self, column: usize) -> bool {
        self.kept.contains(&column)
    }

    /// Where a column's cell stands in a record, by the column's place in the contract.
    pub(crate) fn place(&self, column: usize) -> Option<usize> {
        self.at[column]
    }

    /// Whether the file has the column.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.at[column].is_some()
    }

    /// What the file itself calls a column of the contract.
    pub(crate) fn own_name(&self, column: usize) -> &str {
        self.at[column].and_then(|place| self.names.get(place)).map_or("", |name| name)
    }

    /// What a cell's column is called: as the contract does, or as the file does.
    pub(crate) fn name(&self, place: usize, table: &'static Table) -> &str {
        let column = self.at.iter().position(|&at| at == Some(place));
        column.map_or_else(|| self.names.get(place).map_or("", |name| name), |c| table.columns[c].name)
    }
}

/// The columns of each table by all their names, folded. Of a name that two columns have, the
/// first means it.
static COLUMNS: LazyLock<HashMap<&'static str, HashMap<String, usize>>> = LazyLock::new(|| {
    let columns = |table: &'static Table| {
        let mut columns = HashMap::new();
        for (column, spec) in table.columns.iter().enumerate() {
            for name in std::iter::once(spec.name).chain(names::of(table, column).split('|')) {
                columns.entry(folded(name)).or_insert(column);
            }
        }
        columns.remove("");
        (table.name, columns)
    };
    contract::TABLES.into_iter().map(columns).collect()
});

/// The column that a folded name means.
pub(crate) fn known(table: &Table, key: &str) -> Option<usize> {
    COLUMNS.get(table.name)?.get(key).copied()
}

/// The descriptor's names, folded, with the columns that they stand for; with none where the descriptor leaves
/// them out.
fn stated_columns(
    table: &Table,
    stated: &BTreeMap<String, String>,
    reporter: &Reporter<'_>,
) -> Result<Vec<(String, Option<usize>)>, Refusal> {
    let column = |(header, name): (&String, &String)| {
        if name.is_empty() {
            return Ok((folded(header), None));
        }
        let column = table.position(name).ok_or_else(|| {
            Refusal::both(
                reporter.path(),
                (
                    format!(
                        "its header {header:?} stands for {name:?}, and the table {} has no such column",
                        table.name
                    ),
                    format!("表头 {header:?} 对应 {name:?}，而数据表 {} 没有该列", table.name),
                ),
                (
                    "name a column of the contract under dealerscope.columns in datapackage.json",
                    "请在 datapackage.json 的 dealerscope.columns 中填写契约中的列名",
                ),
            )
        })?;
        Ok((folded(header), Some(column)))
    };
    stated.iter().map(column).collect()
}

fn claimed_twice(one: &str, two: &str, table: &Table, column: usize, reporter: &Reporter<'_>) -> Refusal {
    let name = table.columns[column].name;
    Refusal::both(
        reporter.path(),
        (
            format!("the columns {one:?} and {two:?} both stand for {name}"),
            format!("{one:?} 与 {two:?} 两列都对应 {name}"),
        ),
        (
            "leave one out, or say which is meant under dealerscope.columns in datapackage.json",
            "请删去其一，或在 datapackage.json 的 dealerscope.columns 中指明",
        ),
    )
}
