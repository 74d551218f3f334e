//! What the kinds of problems are called.

use dealerscope_core::problem::ProblemKind as K;

use super::{Words, ZH};

impl Words {
    /// What a kind of problem is, and what was done with it.
    #[must_use]
    pub fn problem(&self, kind: K) -> &'static str {
        let (zh, en) = match kind {
            K::UnreadableValue => ("无法读取的值，按未填处理", "unreadable values, taken as not stated"),
            K::SpreadsheetError => {
                ("表格软件的错误值，按未填处理", "spreadsheet errors, taken as not stated")
            }
            K::ShortenedNumber => {
                ("被科学计数法截短的数字，按原样保留", "numbers shortened by a spreadsheet, kept as written")
            }
            K::AmbiguousDate => ("日月顺序不明的日期，按未填处理", "ambiguous dates, taken as not stated"),
            K::SerialDates => {
                ("以序列号书写的日期，按 1900 纪元读取", "serial dates, read as counted from 1900")
            }
            K::UnknownCode => ("未知代码，计入“未知”", "unknown codes, counted under “unknown”"),
            K::LookAlike => {
                ("仅大小写、空格或全半角不同的名称，分别计数", "look-alike words, each counted on its own")
            }
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
            K::TotalsRow => ("合计行，不计入", "totals rows, set aside and not counted"),
            K::RowSetAside => {
                ("空行或无主键的行，不计入", "rows without data or key, set aside and not counted")
            }
            K::ExtraColumn => ("契约之外的列，未进入报表", "extra columns, left out of the reports"),
            K::PersonalData => (
                "疑似个人信息，显示时均已遮盖",
                "what looks like personal data, covered wherever it is shown",
            ),
            K::BrokenText => ("无法解码的文字，以替代符显示", "broken text, shown with a replacement sign"),
            K::GuessedEncoding => ("未声明编码，按推断读取", "guessed encodings, read as fits"),
            K::ControlTotal => ("与控制总数不符", "control totals that differ"),
        };
        if self.all == ZH.all { zh } else { en }
    }

    /// How a kind of problem is mended in the export.
    #[must_use]
    pub fn remedy(&self, kind: K) -> &'static str {
        if self.all != ZH.all {
            return kind.remedy();
        }
        match kind {
            K::UnreadableValue => "按契约规定的格式填写该列",
            K::SpreadsheetError => "更正公式或加宽列后重新导出",
            K::ShortenedNumber => "将该列设为文本或显示全部位数后重新导出",
            K::AmbiguousDate => "日期写作 YYYY-MM-DD",
            K::SerialDates => "日期写作 YYYY-MM-DD，或在 datapackage.json 中注明纪元",
            K::LookAlike => "同一名称只用一种写法",
            K::TotalsRow => "导出时不含合计行",
            K::RowSetAside => "补填主键，或不导出该行",
            K::PersonalData => "删去该列，或改用化名",
            K::UnknownCode => "使用契约中的代码，或在 datapackage.json 中为其添加标签",
            K::MissingValue => "在源系统中补填",
            K::DoubledRow | K::DoubledKey => "每个主键只导出一次",
            K::OrphanKey => "导出主键所指的记录，或将单元格留空",
            K::StagesOutOfOrder => "在源系统中更正时间",
            K::AfterAsOf => "更正日期，或更正描述文件中的 as_of",
            K::NegativeNumber => "在源系统中更正数值",
            K::RaggedRow => "给含分隔符的单元格加引号，并写全每行的列",
            K::ExtraColumn => "删去该列，或按契约命名",
            K::BrokenText => "以 UTF-8 导出，或在 datapackage.json 中注明编码",
            K::GuessedEncoding => "在 datapackage.json 中注明编码",
            K::ControlTotal => "与来源核对后重新导出",
        }
    }
}
