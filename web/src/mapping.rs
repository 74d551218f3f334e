//! What a reader has said so far of files that came without a descriptor.

use dealerscope_core::foreign::{Choice, Chosen, Foreign, Sheet, SheetColumn};
use dealerscope_core::time::Day;

/// The choices so far, by the files in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The name of what the files came in.
    name: String,
    /// A title for people.
    pub title: String,
    /// The day that the files describe; the latest in them until another one is chosen.
    pub as_of: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// What each file is.
    pub files: Vec<Part>,
}

/// What one file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its path.
    path: String,
    /// Its headers: the choices hold as long as these do.
    headers: Vec<String>,
    /// The table that it holds.
    pub table: Option<usize>,
    /// The file's column for each of the table's.
    pub columns: Vec<Option<usize>>,
}

/// What is missing before the files can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No file is said to hold this table, which no snapshot can be without.
    Table(usize),
    /// Two files are said to hold this table.
    Twice(usize),
    /// A file, and a required column of its table.
    Column(usize, usize),
    /// The day that the files describe.
    Day,
}

impl Draft {
    /// What the files seem to be; what was said of them before goes before that.
    #[must_use]
    pub fn new(foreign: &Foreign, before: &Self) -> Self {
        let part = |sheet: &Sheet| {
            let headers: Vec<String> = sheet.columns.iter().map(|column| column.name.clone()).collect();
            // With further files beside them, files may lie below another folder.
            let same = |part: &&Part| {
                part.headers == headers
                    && (part.path.ends_with(&sheet.path) || sheet.path.ends_with(&part.path))
            };
            let (table, columns) = match before.files.iter().find(same) {
                Some(known) => (known.table, known.columns.clone()),
                None => (sheet.table, proposed(sheet, sheet.table)),
            };
            Part { path: sheet.path.clone(), headers, table, columns }
        };
        let files = foreign.files.iter().map(part).collect();
        if before.name == foreign.name {
            return Self { files, ..before.clone() };
        }
        Self {
            name: foreign.name.clone(),
            title: foreign.title.clone(),
            as_of: foreign.as_of.clone(),
            currency: foreign.currency.clone(),
            files,
        }
    }

    /// Takes what was entered into the control of this name. Names are `title`, `as_of`, `currency`,
    /// `table:FILE` and `column:FILE:COLUMN`; an index that is empty means none.
    pub fn enter(&mut self, foreign: &Foreign, name: &str, value: String) {
        let mut parts = name.split(':');
        let kind = parts.next().unwrap_or_default();
        let mut index = || parts.next().and_then(|text| text.parse::<usize>().ok());
        match kind {
            "title" => self.title = value,
            "as_of" => self.as_of = Some(value),
            "currency" => self.currency = value,
            _ => {
                let (Some(file), column) = (index(), index()) else { return };
                let (Some(part), Some(sheet)) = (self.files.get_mut(file), foreign.files.get(file)) else {
                    return;
                };
                let chosen = value.parse().ok();
                match column.and_then(|column| part.columns.get(column).map(|_| column)) {
                    None => {
                        part.table = chosen;
                        part.columns = proposed(sheet, chosen);
                    }
                    Some(column) => {
                        // One column of a file cannot be two of the table.
                        let twice = part.columns.iter_mut().filter(|at| at.is_some() && **at == chosen);
                        twice.for_each(|at| *at = None);
                        part.columns[column] = chosen;
                    }
                }
            }
        }
    }

    /// The day that the files describe: what was entered, otherwise the latest on which anything has happened.
    #[must_use]
    pub fn day(&self, foreign: &Foreign) -> Option<Day> {
        match &self.as_of {
            Some(text) => Day::parse(text),
            None => self.latest(foreign),
        }
    }

    fn latest(&self, foreign: &Foreign) -> Option<Day> {
        let mut latest = None;
        for (part, sheet) in self.files.iter().zip(&foreign.files) {
            let Some(table) = part.table.and_then(|table| foreign.tables.get(table)) else { continue };
            for (_, at) in table.columns.iter().zip(&part.columns).filter(|(column, _)| column.happened) {
                latest = latest.max(at.and_then(|at| sheet.columns.get(at)?.latest));
            }
        }
        latest
    }

    /// What is still missing, in the order of the form.
    #[must_use]
    pub fn missing(&self, foreign: &Foreign) -> Vec<Missing> {
        let mut missing = Vec::new();
        for (place, table) in foreign.tables.iter().enumerate() {
            match self.files.iter().filter(|part| part.table == Some(place)).count() {
                0 if table.required => missing.push(Missing::Table(place)),
                0 | 1 => {}
                _ => missing.push(Missing::Twice(place)),
            }
        }
        for (file, part) in self.files.iter().enumerate() {
            let Some(table) = part.table.and_then(|table| foreign.tables.get(table)) else { continue };
            let empty = |(place, at): (usize, &Option<usize>)| {
                (table.columns[place].required && at.is_none()).then_some(Missing::Column(file, place))
            };
            missing.extend(part.columns.iter().enumerate().filter_map(empty));
        }
        missing.extend(self.day(foreign).is_none().then_some(Missing::Day));
        missing
    }

    /// The choice as the worker takes it.
    #[must_use]
    pub fn choice(&self, foreign: &Foreign) -> Choice {
        let chosen = |(part, sheet): (&Part, &Sheet)| {
            let table = foreign.tables.get(part.table?)?;
            let columns = table.columns.iter().zip(&part.columns).filter_map(|(column, at)| {
                Some((sheet.columns.get((*at)?)?.name.clone(), column.name.clone()))
            });
            Some(Chosen { facts: sheet.facts.clone(), table: table.name.clone(), columns: columns.collect() })
        };
        Choice {
            title: self.title.clone(),
            as_of: self.day(foreign).map(|day| day.to_string()).unwrap_or_default(),
            currency: self.currency.clone(),
            base: foreign.base.clone(),
            files: self.files.iter().zip(&foreign.files).filter_map(chosen).collect(),
        }
    }
}

fn proposed(sheet: &Sheet, table: Option<usize>) -> Vec<Option<usize>> {
    table.and_then(|table| sheet.proposed.get(table)).cloned().unwrap_or_default()
}

/// The columns of a file that can be chosen, with their places.
pub fn offered(sheet: &Sheet) -> impl Iterator<Item = (usize, &SheetColumn)> {
    sheet.columns.iter().enumerate().filter(|(_, column)| column.named)
}

#[cfg(test)]
mod tests {
    use dealerscope_core::foreign::{Inspector, recognise};

    use super::*;

    fn look(files: &[(&str, &str)]) -> Foreign {
        let sheet = |(path, text): &(&str, &str)| {
            let mut inspector = Inspector::begin(path);
            inspector.push(text.as_bytes());
            inspector.end()
        };
        recognise("六月", files.iter().map(sheet).collect(), None)
    }

    const LEADS: (&str, &str) =
        ("leads.csv", "单号,创建时间,哪来,下次联系日期\n1,2026-05-02,网站,2026-09-01\n2,2026-06-11,网站,\n");
    const DEALERS: (&str, &str) = ("dealers.csv", "经销商代码,经销商名称,大区,省份\n甲,一店,华东,上海\n");

    fn place(foreign: &Foreign, table: usize, column: &str) -> usize {
        foreign.tables[table].columns.iter().position(|c| c.name == column).unwrap()
    }

    #[test]
    fn what_is_missing_is_said_until_it_is_entered() {
        let foreign = look(&[LEADS]);
        let mut draft = Draft::new(&foreign, &Draft::default());
        let (id, channel) = (place(&foreign, 1, "lead_id"), place(&foreign, 1, "channel"));
        let columns = [Missing::Column(0, id), Missing::Column(0, channel)];
        assert_eq!(draft.missing(&foreign), [[Missing::Table(0)].as_slice(), &columns].concat());
        let further = look(&[LEADS, DEALERS]);
        draft.enter(&foreign, &format!("column:0:{id}"), "0".into());
        let mut draft = Draft::new(&further, &draft);
        assert_eq!(draft.missing(&further), [columns[1]]);
        draft.enter(&further, &format!("column:0:{channel}"), "2".into());
        assert!(draft.missing(&further).is_empty());
        draft.enter(&further, "table:1", "1".into());
        assert_eq!(draft.missing(&further)[..2], [Missing::Table(0), Missing::Twice(1)]);
        draft.enter(&further, "table:1", String::new());
        assert_eq!(draft.missing(&further), [Missing::Table(0)]);
    }

    #[test]
    fn the_day_is_the_latest_on_which_anything_has_happened_or_what_is_entered() {
        let foreign = look(&[DEALERS, LEADS]);
        let mut draft = Draft::new(&foreign, &Draft::default());
        assert_eq!(draft.choice(&foreign).as_of, "2026-06-11");
        for (entered, want) in [("2026-06-30", "2026-06-30"), ("", "")] {
            draft.enter(&foreign, "as_of", entered.into());
            assert_eq!(draft.choice(&foreign).as_of, want);
            assert_eq!(draft.missing(&foreign).contains(&Missing::Day), want.is_empty());
        }
    }

    #[test]
    fn a_column_of_a_file_is_one_of_the_table() {
        let foreign = look(&[LEADS]);
        let mut draft = Draft::new(&foreign, &Draft::default());
        let channel = place(&foreign, 1, "channel");
        draft.enter(&foreign, &format!("column:0:{channel}"), "1".into());
        let created = place(&foreign, 1, "created_at");
        assert_eq!((draft.files[0].columns[channel], draft.files[0].columns[created]), (Some(1), None));
        let choice = draft.choice(&foreign);
        assert!(choice.files[0].columns.contains(&("创建时间".into(), "channel".into())));
        // Nonsense changes nothing.
        let before = draft.clone();
        for name in ["column:9:0", "column:x:y", "", "table"] {
            draft.enter(&foreign, name, "0".into());
        }
        assert_eq!(draft, before);
    }
}
