//! The data page of a dirty sample: what it says of files, columns, totals and problems is what the list of
//! faults says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dealerscope_core::answer::{Answer, Table, Value};
use serde_json::Value as Json;

/// The data page as the dirty sample gives it, and as the others give it.
pub(crate) struct Pages<'a> {
    /// Of the dirty sample.
    pub(crate) got: &'a Answer,
    /// Of the clean sample with the effects of the faults laid on.
    pub(crate) want: &'a Answer,
    /// Of the clean sample.
    pub(crate) before: &'a Answer,
    pub(crate) faults: &'a [Json],
    /// Where the dirty sample lies.
    pub(crate) folder: &'a Path,
}

impl Pages<'_> {
    /// Checks what is not compared table by table with the mended sample.
    pub(crate) fn check(&self) {
        self.files();
        self.controls();
        self.problem_counts();
        self.fields();
        let figure = |id: &str| self.got.figure(id).unwrap().value;
        let total = self.faults.len();
        assert_eq!(figure("problems"), Some(number(total)));
        let rows = table(self.got, "files").numbers("rows").into_iter().flatten().sum();
        assert_eq!(figure("rows_read"), Some(rows));
        assert_eq!(figure("touched_rate"), self.want.figure("touched_rate").unwrap().value);
        let agrees = table(self.got, "controls").numbers("agrees");
        let share = agrees.iter().flatten().sum::<f64>() / number(agrees.len());
        assert_eq!(figure("controls_agree"), Some(share));
        assert_eq!(table(self.got, "glossary"), table(self.want, "glossary"));
    }

    /// How many faults of a table there are that pass.
    fn count(&self, table: &str, passes: impl Fn(&Json) -> bool) -> usize {
        self.faults.iter().filter(|fault| fault["table"] == table && passes(fault)).count()
    }

    /// How many rows a table has: those of the mended one. Of dealers, rows whose key stands twice or is
    /// missing are read and add no dealer; they are not told from blank ones here.
    fn check_rows(&self, name: &str, got: Option<f64>) {
        let files = table(self.want, "files");
        let at = files.texts("table").iter().position(|table| *table == name).unwrap();
        let want = files.numbers("rows")[at];
        if name == "dealers" {
            let doubled = self.count(name, |fault| fault["kind"].as_str().unwrap().starts_with("doubled"));
            let aside = self.count(name, |fault| fault["kind"] == "row_set_aside");
            let least = want.unwrap() + number(doubled);
            assert!(got.is_some_and(|rows| rows >= least && rows <= least + number(aside)), "{got:?}");
        } else {
            assert_eq!(got, want, "{name}");
        }
    }

    fn files(&self) {
        let (got, before) = (table(self.got, "files"), table(self.before, "files"));
        for (at, name) in got.texts("table").into_iter().enumerate() {
            let number_of = |column: &str| got.cell(at, column).number();
            self.check_rows(name, number_of("rows"));
            for column in ["table", "file", "columns", "columns_absent", "hashed"] {
                assert_eq!(got.cell(at, column), before.cell(at, column), "{name} {column}");
            }
            let of_kind = |kind: &str| number(self.count(name, |fault| fault["kind"] == kind));
            assert_eq!(number_of("columns_extra"), Some(of_kind("extra_column")), "{name}");
            assert_eq!(number_of("guessed"), Some(of_kind("guessed_encoding")), "{name}");
            assert_eq!(number_of("problems"), Some(number(self.count(name, |_| true))), "{name}");
            let bytes = fs::metadata(self.folder.join(got.cell(at, "file").text().unwrap())).unwrap().len();
            assert_eq!(got.cell(at, "bytes"), &Value::from(bytes), "{name}");
        }
    }

    fn controls(&self) {
        let got = table(self.got, "controls");
        for at in 0..got.rows.len() {
            let text = |column: &str| got.cell(at, column).text().unwrap();
            let measure = Some(text("measure")).filter(|measure| *measure != "rows");
            let differs = self.count(text("table"), |fault| {
                fault["kind"] == "control_total" && fault["column"].as_str() == measure
            });
            let line = format!("{} {}", text("table"), text("measure"));
            assert_eq!(got.cell(at, "agrees"), &Value::from(differs == 0), "{line}");
            let number = |column: &str| got.cell(at, column).number().unwrap();
            assert!((number("loaded") - number("stated") - number("deviation")).abs() < 1e-6, "{line}");
        }
        assert_eq!(got.rows.len(), table(self.before, "controls").rows.len());
    }

    fn problem_counts(&self) {
        let mut want: BTreeMap<[&str; 3], usize> = BTreeMap::new();
        for fault in self.faults {
            let text = |key: &str| fault[key].as_str().unwrap_or_default();
            *want.entry(["kind", "table", "column"].map(text)).or_default() += 1;
        }
        let table = table(self.got, "problem_counts");
        let line = |at: usize| {
            let text = |column: &str| table.cell(at, column).text().unwrap_or_default();
            let count = table.cell(at, "problems").number().unwrap();
            ([text("problem"), text("table"), text("column")], count)
        };
        let got: BTreeMap<[&str; 3], f64> = (0..table.rows.len()).map(line).collect();
        assert_eq!(got, want.into_iter().map(|(place, count)| (place, number(count))).collect());
    }

    fn fields(&self) {
        let (got, want) = (table(self.got, "fields"), table(self.want, "fields"));
        assert_eq!(got.rows.len(), want.rows.len());
        for at in 0..got.rows.len() {
            let [name, column] = ["table", "column"].map(|id| got.cell(at, id).text().unwrap());
            let line = format!("{name} {column}");
            assert_eq!(got.cell(at, "column"), want.cell(at, "column"));
            assert_eq!(got.cell(at, "required"), want.cell(at, "required"), "{line}");
            let number_of = |id: &str| got.cell(at, id).number();
            self.check_rows(name, number_of("rows"));
            let problems = self.count(name, |fault| fault["column"] == column);
            assert_eq!(number_of("problems"), Some(number(problems)), "{line}");
            let share = number_of("filled").zip(number_of("rows")).map(|(filled, rows)| filled / rows);
            assert_eq!(number_of("filled_rate"), share, "{line}");
            // The mark of touched leads stands in a column that the sample does not have, and a dealer's
            // rows that are not its first are not in the mended sample.
            if column == "contacts" || name == "dealers" {
                continue;
            }
            // A cell that says what cannot be read states something all the same.
            let filled = want.cell(at, "filled").number();
            let most = filled.map(|filled| filled + number(problems));
            assert!(number_of("filled") >= filled && number_of("filled") <= most, "{line}: {filled:?}");
        }
    }
}

fn table<'a>(answer: &'a Answer, id: &str) -> &'a Table {
    answer.table(id).unwrap_or_else(|| panic!("there is no table {id}"))
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).expect("a small number"))
}
