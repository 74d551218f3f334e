//! Notices as sentences.

use dealerscope_core::answer::Notice;

/// What a notice says, in one line.
pub(super) fn sentence(notice: &Notice) -> String {
    match notice {
        Notice::UnknownKey(key) => format!("the fragment's key {key:?} is not known, and was left out"),
        Notice::UnreadableValue(key, value) => {
            format!("the fragment's {key}={value} cannot be read, and was left out")
        }
        Notice::NotInSnapshot(key, value) => {
            format!("the snapshot holds no {key} {value:?}, and the filter was left out")
        }
        Notice::TableAbsent(table, report) => {
            format!("{report}: the snapshot brings no table {table}, and what rests on it is left out")
        }
        Notice::Unavailable(figure, reason) => {
            format!("{figure} cannot be given: {}", reason.replace('_', " "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_name_what_was_left_out() {
        #[track_caller]
        fn check(notice: &Notice, want: &str) {
            assert_eq!(sentence(notice), want);
        }
        check(
            &Notice::UnknownKey("colour".into()),
            "the fragment's key \"colour\" is not known, and was left out",
        );
        check(
            &Notice::NotInSnapshot("region".into(), "火星".into()),
            "the snapshot holds no region \"火星\", and the filter was left out",
        );
    }
}
