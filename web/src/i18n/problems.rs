//! What the kinds of problems are called.

use dealerscope_core::problem::ProblemKind as K;

use super::{Words, ZH};

impl Words {
    /// What a kind of problem is, and what was done with it.
    #[must_use]
    pub fn problem(&self, kind: K) -> &'static str {
        let (zh, en) = match kind {
            K::UnreadableValue => ("无法读取的值，按未填处理", "unreadable values, taken as not stated"),
            K::UnknownCode => ("未知代码，计入“未知”", "unknown codes, counted under “unknown”"),
            K::MissingValue => ("缺失的必填值，保留为未填", "missing values, kept as not stated"),
            K::DoubledRow => ("重复行，均保留并计数", "doubled rows, all kept and counted"),
            K::DoubledKey => ("重复主键，均保留并计数", "doubled keys, all kept and counted"),
            K::OrphanKey => {
                ("指向不存在记录的键，保留但无归属", "orphan keys, kept with no place of their own")
            }
            K::StagesOutOfOrder => ("阶段时间倒序，按原样保留", "stages out of order, kept as written"),
            K::AfterAsOf => ("晚于数据日的日期，按原样保留", "dates after the snapshot's, kept as written"),
            K::NegativeNumber => ("不应为负的数，按未填处理", "negative numbers, taken as not stated"),
            K::RaggedRow => {
                ("列数不符的行，缺列按未填处理", "ragged rows, missing cells taken as not stated")
            }
            K::ExtraColumn => ("契约之外的列，未进入报表", "extra columns, left out of the reports"),
            K::BrokenText => ("无法解码的文字，以替代符显示", "broken text, shown with a replacement sign"),
            K::GuessedEncoding => ("未声明编码，按推断读取", "guessed encodings, read as fits"),
            K::ControlTotal => ("与控制总数不符", "control totals that differ"),
        };
        if self.all == ZH.all { zh } else { en }
    }
}
