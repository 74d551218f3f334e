//! What the page and its worker say to each other.

use dealerscope_core::answer::Answer;
#[cfg(feature = "engine")]
use dealerscope_core::answer::Notice;
use dealerscope_core::descriptor::Catalog;
use dealerscope_core::foreign::{Choice, Foreign};
use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::problem::{Problem, Refusal};
use dealerscope_core::query::Query;
#[cfg(feature = "engine")]
use dealerscope_core::views::{Grid, View};
use serde::{Deserialize, Serialize};

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToEngine {
    /// Read a snapshot. The one shown before stays until this one is whole.
    Open {
        /// Numbers the attempt, so that a later one silences an earlier one.
        id: u64,
        /// Where it lies.
        source: Source,
    },
    /// Stop reading; what was shown before stays.
    Cancel,
    /// Answer a query; a later question silences an earlier one that was not answered yet.
    Ask {
        /// Numbers the question.
        id: u64,
        /// What is asked.
        query: Query,
    },
    /// The page shows once more what was answered to a query before: there is nothing to say, but to prepare.
    Shown(Query),
    /// Tell the problems one by one.
    Problems,
    /// Write the descriptor that a choice comes to, for the reader to save.
    Describe(Choice),
    /// Say that you are there.
    Ping,
    /// Add up views of the snapshot; a question as [`ToEngine::Ask`] is, and silenced like it. No page
    /// asks for them.
    #[cfg(feature = "engine")]
    View {
        /// Numbers the question.
        id: u64,
        /// The filters and the period.
        query: Query,
        /// The tables that are wanted.
        views: Vec<View>,
    },
    /// Read the end of the leads for another worker, which says it: the files that are needed and the leads lie beside
    /// the word.
    #[cfg(feature = "engine")]
    Assist {
        /// The descriptor, as JSON.
        descriptor: Vec<u8>,
        /// The byte that the first of the lines begins with.
        from: u64,
    },
}

/// Where a snapshot lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Among those that the site offers.
    Site {
        /// The address that the catalogue's folder is relative to.
        base: String,
        /// Its name in the catalogue; the newest when `None`.
        name: Option<String>,
    },
    /// On the reader's own machine.
    Local {
        /// The folder's or archive's name.
        name: String,
        /// The paths of its files within what was dropped. The files themselves come beside the word, in this
        /// order.
        paths: Vec<String>,
        /// What the reader makes of files without a descriptor, once that is known.
        choice: Option<Choice>,
    },
}

/// What a second reader tells the first, beside what it has found in the end: the first words of [`FromEngine`], so
/// that the first need not know how answers are read.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromSecond {
    /// It is there.
    Ready,
    /// It still is.
    Alive,
    /// How far it has come.
    Progress {
        /// Which attempt.
        id: u64,
        /// How far.
        progress: Progress,
    },
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine is there.
    Ready,
    /// It still is: the reply to a ping.
    Alive,
    /// How far the reading has come.
    Progress {
        /// Which attempt.
        id: u64,
        /// How far.
        progress: Progress,
    },
    /// The snapshots that the site offers.
    Catalog(Catalog),
    /// A snapshot is whole, and is the one that is asked from now on.
    Opened {
        /// Which attempt.
        id: u64,
        /// What the page must know of it.
        info: Box<SnapshotInfo>,
    },
    /// A snapshot cannot be shown; the one before still is.
    Failed {
        /// Which attempt.
        id: u64,
        /// Why.
        trouble: Trouble,
    },
    /// What was dropped has no descriptor: what its files hold, for the reader to say what they are.
    Foreign {
        /// Which attempt.
        id: u64,
        /// The files.
        foreign: Box<Foreign>,
    },
    /// The descriptor that was asked for.
    Described(String),
    /// The reading was stopped, as was asked.
    Cancelled {
        /// Which attempt.
        id: u64,
    },
    /// The problems of the snapshot that is open, the first of each kind.
    Problems(Vec<Problem>),
    /// The answer to a question.
    Answered {
        /// Which question.
        id: u64,
        /// What was asked.
        query: Query,
        /// The answer.
        answer: Box<Answer>,
    },
    /// The answer that a link without a fragment opens with, computed when the site was built. No worker says it:
    /// the page's script does, once it has seen that the snapshot is the one it was computed from.
    Prepared {
        /// The snapshots that the site offered then.
        catalog: Catalog,
        /// What the page must know of the newest.
        info: Box<SnapshotInfo>,
        /// What is asked.
        query: Query,
        /// The answer.
        answer: Box<Answer>,
    },
    /// The views that were asked for.
    #[cfg(feature = "engine")]
    Viewed {
        /// Which question.
        id: u64,
        /// The tables, in the order in which they were asked for.
        grids: Vec<Grid>,
        /// What the query asks in vain.
        notices: Vec<Notice>,
    },
}

/// What the worker is doing while it opens a snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Looking for the catalogue and the descriptor.
    #[default]
    Finding,
    /// Unpacking an archive.
    Unpacking,
    /// Reading the tables.
    Reading,
    /// Building what filters and sums run on.
    Building,
}

/// How far the opening of a snapshot has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// The file that is being read.
    pub file: String,
    /// Bytes read so far.
    pub bytes: u64,
    /// Bytes in all, where they are known beforehand.
    pub total: Option<u64>,
    /// Rows read so far.
    pub rows: u64,
}

/// Why a snapshot cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The engine refuses it.
    Refused(Refusal),
    /// An address gives nothing: the address and the browser's or the host's reason.
    Unreachable(String, String),
    /// The descriptor names a file that was not dropped with it.
    FileAbsent(String),
    /// The site's catalogue names no snapshot.
    EmptyCatalog,
    /// The worker ended at this file, for the browser's reason.
    Stopped(String, String),
    /// The worker did not answer any more at this file.
    Hung(String),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

#[cfg(all(test, feature = "engine"))]
mod tests {
    use super::*;

    #[test]
    fn a_second_reader_is_understood() {
        let said = |word: &FromEngine| postcard::from_bytes(&postcard::to_allocvec(word).unwrap());
        assert_eq!(said(&FromEngine::Ready), Ok(FromSecond::Ready));
        assert_eq!(said(&FromEngine::Alive), Ok(FromSecond::Alive));
        let progress = Progress { bytes: 1 << 30, rows: 300, ..Progress::default() };
        let word = FromEngine::Progress { id: 7, progress: progress.clone() };
        assert_eq!(said(&word), Ok(FromSecond::Progress { id: 7, progress }));
    }

    /// The benchmark speaks to the worker as it is shipped, and knows its words by their numbers.
    #[test]
    fn the_benchmark_knows_the_words_by_their_numbers() {
        let script = include_str!("../../bench/engines/dealerscope.js");
        let said = |name: &str, bytes: postcard::Result<Vec<u8>>| {
            let line = format!("\nconst {name} = {};\n", bytes.unwrap()[0]);
            assert!(script.contains(&line), "bench/engines/dealerscope.js: {}", line.trim());
        };
        let (id, query) = (1, Query::opening());
        let source = Source::Local { name: String::new(), paths: Vec::new(), choice: None };
        said("LOCAL", postcard::to_allocvec(&source));
        said("OPEN", postcard::to_allocvec(&ToEngine::Open { id, source }));
        said("VIEW", postcard::to_allocvec(&ToEngine::View { id, query, views: Vec::new() }));
        said("READY", postcard::to_allocvec(&FromEngine::Ready));
        said("ALIVE", postcard::to_allocvec(&FromEngine::Alive));
        let (grids, notices) = (Vec::new(), Vec::new());
        said("VIEWED", postcard::to_allocvec(&FromEngine::Viewed { id, grids, notices }));
    }
}
