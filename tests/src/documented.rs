//! The tables and columns that `docs/answers.md` promises.

use std::collections::BTreeMap;

const ANSWERS: &str = include_str!("../../docs/answers.md");

/// Columns by page and table, in the order of the page.
pub type Columns = BTreeMap<(String, String), Vec<String>>;

/// Reads the tables of each page's chapter: a row `| table | columns — explanation |`.
///
/// # Panics
/// On a row without its two cells.
#[must_use]
pub fn columns() -> Columns {
    let mut columns = Columns::new();
    let mut page = String::new();
    for line in ANSWERS.lines() {
        if let Some(chapter) = line.strip_prefix("## `") {
            chapter.trim_end_matches('`').clone_into(&mut page);
        }
        if !line.starts_with("| `") || page.is_empty() {
            continue;
        }
        let mut cells = line.trim_matches('|').splitn(2, '|');
        let table = quoted(cells.next().expect("a table")).remove(0);
        let listed = cells.next().expect("columns").split(" — ").next().unwrap_or_default();
        let listed =
            if listed.trim_start().starts_with("as on") { Vec::new() } else { quoted(&plain(listed)) };
        columns.insert((page.clone(), table), listed);
    }
    let regions = columns[&("regions".to_owned(), "regions".to_owned())].clone();
    columns.insert(("overview".to_owned(), "regions".to_owned()), regions);
    columns
}

/// A text without what stands in brackets.
fn plain(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(*c == '(');
            let keep = depth == 0;
            depth -= i32::from(*c == ')');
            keep
        })
        .collect()
}

/// The words between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_read_as_it_is_meant() {
        let columns = columns();
        let of = |page: &str, table: &str| columns[&(page.to_owned(), table.to_owned())].join(" ");
        assert_eq!(
            of("channels", "funnel"),
            "stage reached step_rate overall_rate skipped lost reached_prior"
        );
        assert_eq!(of("regions", "crm_team"), "key name dealers with_team rate mark");
        assert_eq!(of("overview", "regions"), of("regions", "regions"));
        assert!(of("dealers", "profile_consultants").ends_with("share_of_leads"));
    }
}
