//! How many problems pass.

use dealerscope_core::problem::{ProblemKind, Problems};
use serde::Serialize;

/// The most problems that pass, in all or of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    kind: Option<ProblemKind>,
    most: u64,
}

/// What a limit says of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Judged {
    /// The kind that it limits; `None` for all together.
    kind: Option<ProblemKind>,
    /// The most that pass.
    most: u64,
    /// How many there are.
    found: u64,
    /// Whether there are no more than pass.
    passed: bool,
}

/// A kind's name, as the report in JSON writes it.
pub(super) fn id(kind: ProblemKind) -> String {
    let written = serde_json::to_value(kind).ok();
    written.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Reads `N` or `KIND=N`.
pub(super) fn parse(text: &str) -> Result<Limit, String> {
    let (kind, number) = match text.split_once('=') {
        Some((name, number)) => (Some(named(name)?), number),
        None => (None, text),
    };
    let most =
        number.parse().map_err(|_| format!("{number:?} is not a number; write 100 or orphan_key=0"))?;
    Ok(Limit { kind, most })
}

fn named(name: &str) -> Result<ProblemKind, String> {
    ProblemKind::ALL.into_iter().find(|&kind| id(kind) == name).ok_or_else(|| {
        let known: Vec<String> = ProblemKind::ALL.into_iter().map(id).collect();
        format!("{name:?} is no kind of problem; the kinds are {}", known.join(", "))
    })
}

impl Limit {
    /// Holds it against the problems of a snapshot.
    pub(super) fn judge(self, problems: &Problems) -> Judged {
        let found = self.kind.map_or_else(|| problems.total(), |kind| problems.count(kind));
        Judged { kind: self.kind, most: self.most, found, passed: found <= self.most }
    }
}

impl Judged {
    /// Whether there are no more than pass.
    pub(super) fn passed(&self) -> bool {
        self.passed
    }

    /// What is over the limit, as a part of a sentence.
    pub(super) fn sentence(&self) -> String {
        let what = self.kind.map_or_else(|| "problems".to_owned(), id);
        format!("{} {what}, and --max-problems allows {}", self.found, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_in_both_forms() {
        assert_eq!(parse("12"), Ok(Limit { kind: None, most: 12 }));
        assert_eq!(parse("orphan_key=0"), Ok(Limit { kind: Some(ProblemKind::OrphanKey), most: 0 }));
        for kind in ProblemKind::ALL {
            assert_eq!(parse(&format!("{}=3", id(kind))), Ok(Limit { kind: Some(kind), most: 3 }));
        }
        assert!(parse("many").is_err_and(|e| e.contains("write 100 or orphan_key=0")));
        assert!(parse("-1").is_err() && parse("orphan_key=").is_err());
        assert!(parse("typo=1").is_err_and(|e| e.contains("the kinds are unreadable_value, ")));
    }
}
