//! How many tests passed and failed, read from what the test runners report.

use std::ops::AddAssign;

use serde_json::Value;

/// Tests that were run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// One failure that no test reported: a suite that could not be run at all.
    pub(crate) const BROKEN: Self = Self { passed: 0, failed: 1 };

    /// Reads one line of cargo's; `None` if it is not the end of a suite.
    pub(crate) fn of_cargo_line(line: &str) -> Option<Self> {
        let rest = line.strip_prefix("test result: ")?;
        let of = |word: &str| {
            let part = rest.split([';', '.']).find_map(|part| part.trim().strip_suffix(word))?;
            part.trim().parse().ok()
        };
        Some(Self { passed: of("passed")?, failed: of("failed")? })
    }

    /// Reads the JSON report of Playwright; `None` if it is not one. A test that passed only when it
    /// was tried again counts as failed.
    pub(crate) fn of_playwright(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let stats = report.get("stats")?;
        let of = |key: &str| stats.get(key).and_then(Value::as_u64);
        let broken = report.get("errors").and_then(Value::as_array).map_or(0, |e| e.len() as u64);
        Some(Self { passed: of("expected")?, failed: of("unexpected")? + of("flaky")? + broken })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_last_line_of_a_suite() {
        let line = "test result: FAILED. 41 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s";
        assert_eq!(Counts::of_cargo_line(line), Some(Counts { passed: 41, failed: 2 }));
        assert_eq!(Counts::of_cargo_line("test counts::tests ... ok"), None);
    }

    #[test]
    fn reads_the_report_of_the_browser_tests() {
        let report =
            r#"{"errors": [], "stats": {"expected": 30, "unexpected": 1, "flaky": 2, "skipped": 4}}"#;
        assert_eq!(Counts::of_playwright(report), Some(Counts { passed: 30, failed: 3 }));
        let broken =
            r#"{"errors": [{}], "stats": {"expected": 0, "unexpected": 0, "flaky": 0, "skipped": 0}}"#;
        assert_eq!(Counts::of_playwright(broken), Some(Counts::BROKEN));
        assert_eq!(Counts::of_playwright("{}"), None);
    }
}
