//! One file of a snapshot on its way from bytes to rows.

use sha2::{Digest, Sha256};

use crate::contract::{self, Table};
use crate::descriptor::{Descriptor, Resource};
use crate::ingest::builders::Builders;
use crate::ingest::gzip::{CUT, Gunzip};
use crate::ingest::part::{Part, Told};
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::rows::Rows;
use crate::ingest::source::{Seam, Source, is_packed};
use crate::ingest::verify::verify;
use crate::intake::Intake;
use crate::problem::{ProblemKind, Problems, Refusal};

/// So many bytes a compressed file may unpack to beyond [`MOST_RATIO`] times the packed ones, wherever it
/// does: rows that pack worse before them vouch for nothing.
const SUSPECT_BYTES: u64 = 2 << 20;
const MOST_RATIO: u64 = 200;
/// So many rows show how long a row is.
const FEW_ROWS: u64 = 500;

/// Room for the rows of so many bytes where `rows` stand in the first ones.
fn rooms(rows: u64, first: u64, bytes: u64) -> u64 {
    let all = u128::from(rows) * u128::from(bytes) / u128::from(first.max(1));
    u64::try_from(all + all / 32).unwrap_or(0)
}

/// A file that is being read.
pub(crate) struct File {
    resource: Resource,
    table: &'static Table,
    /// How many bytes it has, as long as no room was made for its rows.
    expected: Option<u64>,
    hash: Sha256,
    bytes: u64,
    /// How many packed bytes were unpacked, and to how many.
    packed: u64,
    unpacked: u64,
    /// How many more these are than a table would give.
    beyond: u64,
    gz: Option<Gunzip>,
    source: Source,
    rows: Rows,
    /// Where a second reader has begun.
    seam: Option<Seam>,
    /// How many of the bytes to come were passed already.
    passed: usize,
}

impl File {
    pub(crate) fn begin(resource: &Resource) -> Result<Self, Refusal> {
        let refuse = |what: (String, String), remedy| Refusal::both(resource.path.clone(), what, remedy);
        let table = contract::table(&resource.name).ok_or_else(|| {
            let name = &resource.name;
            refuse(
                (format!("the contract has no table {name}"), format!("契约中没有数据表 {name}")),
                ("name a table of the contract", "请使用契约中的表名"),
            )
        })?;
        let (source, gz) = (Source::begin(resource)?, is_packed(resource)?);
        if let Some(epoch) = resource.dealerscope.epoch.filter(|epoch| ![1900, 1904].contains(epoch)) {
            return Err(refuse(
                (format!("the epoch {epoch} is not known"), format!("无法识别日期起点 {epoch}")),
                ("state 1900 or 1904", "请填写 1900 或 1904"),
            ));
        }
        Ok(Self {
            expected: resource.bytes.filter(|_| !gz && !source.is_json()),
            resource: resource.clone(),
            table,
            hash: Sha256::new(),
            bytes: 0,
            packed: 0,
            unpacked: 0,
            beyond: 0,
            gz: gz.then(Gunzip::new),
            // A JSON string may hold any sign behind a backslash.
            rows: Rows::new(source.is_json()),
            source,
            seam: None,
            passed: 0,
        })
    }

    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> Result<(), Refusal> {
        let known = self.passed.min(bytes.len());
        self.passed -= known;
        self.weigh(&bytes[known..]);
        let Some(mut gz) = self.gz.take() else {
            self.take(bytes, false, builders, problems)?;
            self.make_room(builders);
            return Ok(());
        };
        // Packed bytes are unpacked in small pieces, so that a bomb is seen early: no byte unpacks to more than
        // 1032.
        let mut unpacked = Vec::new();
        for piece in bytes.chunks(1 << 9) {
            unpacked.clear();
            gz.push(piece, &mut unpacked).map_err(|why| self.damaged(why))?;
            self.packed += piece.len() as u64;
            self.unpacked += unpacked.len() as u64;
            let fair = piece.len() as u64 * MOST_RATIO;
            self.beyond = (self.beyond + unpacked.len() as u64).saturating_sub(fair);
            if self.beyond > SUSPECT_BYTES {
                let (packed, unpacked) = (self.packed, self.unpacked);
                return Err(Refusal::both(
                    self.resource.path.clone(),
                    (
                        format!("it unpacks to far more than a table would: {packed} bytes to {unpacked}"),
                        format!("解压后远大于正常的数据表：{packed} 字节解压为 {unpacked} 字节"),
                    ),
                    ("compress the table again", "请重新压缩该表"),
                ));
            }
            self.take(&unpacked, false, builders, problems)?;
        }
        self.gz = Some(gz);
        Ok(())
    }

    /// Takes the length and the hash of bytes.
    fn weigh(&mut self, bytes: &[u8]) {
        if self.resource.hash.is_some() {
            self.hash.update(bytes);
        }
        self.bytes += bytes.len() as u64;
    }

    /// Takes the length and the hash of the next bytes, whose rows somebody else reads.
    pub(crate) fn pass(&mut self, bytes: &[u8]) {
        self.passed += bytes.len();
        self.weigh(bytes);
    }

    /// Whether a file is CSV that is not packed.
    pub(crate) fn is_plain(resource: &Resource) -> bool {
        let source = Source::begin(resource);
        is_packed(resource) == Ok(false) && source.is_ok_and(|source| !source.is_json())
    }

    /// Begins anew with the file's last bytes, so many, which begin a line further down; what was read so far has
    /// shown how it is written. Gives whether it has.
    pub(crate) fn begin_part(&mut self, rest: u64, builders: &mut Builders) -> bool {
        let rows = self.rows.taken();
        self.seam = self.source.seam();
        if self.seam.is_none() || !self.rows.begin_part(self.table) {
            return false;
        }
        builders.leads().forget();
        builders.expect(self.table, rooms(rows, self.bytes, rest));
        self.expected = None;
        true
    }

    /// Whether nothing in the part so far depends on what stands before it.
    pub(crate) fn is_apart(&self, builders: &mut Builders, problems: &Problems) -> bool {
        let beyond = [ProblemKind::LookAlike, ProblemKind::DoubledKey, ProblemKind::DoubledRow];
        beyond.iter().all(|&kind| problems.count(kind) == 0)
            && builders.leads().are_settled()
            && self.rows.counted().is_some()
    }

    /// Ends the part, and gives it if nothing in it depends on what stands before it.
    pub(crate) fn part(mut self, mut builders: Builders, mut problems: Problems) -> Option<Part> {
        let seam = self.seam.take()?;
        self.take(b"", true, &mut builders, &mut problems).ok()?;
        let (counted, end) = (self.rows.counted()?, self.source.seam()?);
        end.behind(&seam).filter(|_| self.is_apart(&mut builders, &problems))?;
        Some(Part::new(seam, counted, problems.into_later(), builders))
    }

    /// Takes over what was found in the file's last bytes, so many; gives whether it could be.
    pub(crate) fn join(
        &mut self,
        told: Told,
        rest: u64,
        fill: impl FnMut(usize, &mut [u8]),
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> bool {
        let Told { seam, counted, problems: later, leads, constant } = told;
        let rows = self.source.seam().and_then(|here| here.behind(&seam));
        let (Some(rows), Some(control)) = (rows, self.rows.control()) else { return false };
        if !builders.leads().go_on(leads, constant, fill) {
            return false;
        }
        control.add_counted(&counted);
        problems.go_on(later, rows);
        // Without a hash nobody has seen them here.
        self.bytes += rest.saturating_sub(std::mem::take(&mut self.passed) as u64);
        true
    }

    /// Says how many bytes will come, where the descriptor does not.
    pub(crate) fn expect(&mut self, bytes: u64) {
        let plain = self.gz.is_none() && !self.source.is_json();
        self.expected = Some(bytes).filter(|_| plain && self.resource.bytes.is_none());
    }

    /// Makes room for as many rows as the first ones let expect.
    fn make_room(&mut self, builders: &mut Builders) {
        let rows = self.rows.taken();
        if let Some(expected) = self.expected.take_if(|_| rows >= FEW_ROWS) {
            builders.expect(self.table, rooms(rows, self.bytes, expected).saturating_sub(rows));
        }
    }

    fn damaged(&self, why: &str) -> Refusal {
        Refusal::both(
            self.resource.path.clone(),
            (format!("the compressed file is damaged: {why}"), format!("压缩文件已损坏：{why}")),
            ("copy or export the file again", "请重新复制或导出该文件"),
        )
    }

    /// Decodes bytes and hands on the rows that they complete.
    fn take(
        &mut self,
        bytes: &[u8],
        last: bool,
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> Result<(), Refusal> {
        let Self { resource, table, source, rows, .. } = self;
        let mut reporter = Reporter::new(problems, table.name, &resource.path);
        source.push(bytes, last, table, |record, notes, suspect| {
            rows.suspect |= suspect;
            rows.take(record, notes, resource, table, builders, &mut reporter);
        })?;
        if last && source.is_late() {
            let detail = Detail::both(
                "quotes far down have a backslash before them, and earlier cells may have been read as if they had none: state escapeChar",
                "后文的引号之前有反斜杠，此前的单元格可能未照此读取：请注明 escapeChar",
            );
            reporter.file(ProblemKind::RaggedRow, None, Some(detail));
        }
        match self.rows.refused.take() {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    pub(crate) fn end(
        mut self,
        builders: &mut Builders,
        problems: &mut Problems,
        descriptor: &Descriptor,
        last: bool,
    ) -> Result<(), Refusal> {
        let path = self.resource.path.clone();
        let Resource { bytes, hash, .. } = &self.resource;
        verify(&path, *bytes, hash.as_deref(), self.bytes, || self.hash.finalize_reset())?;
        if self.gz.take().is_some_and(|gz| !gz.is_whole()) {
            return Err(self.damaged(CUT));
        }
        self.take(&[], true, builders, problems)?;
        let outcome = self.source.outcome();
        let mut reporter = Reporter::new(problems, self.table.name, &path);
        if let Some(encoding) = outcome.guessed {
            reporter.file(ProblemKind::GuessedEncoding, None, Some(Detail::name(encoding)));
        }
        // What is broken in no cell is in the header.
        if outcome.broken && !self.rows.broken {
            reporter.file(ProblemKind::BrokenText, None, None);
        }
        let sheet = self.rows.end(self.table, builders, descriptor, &mut reporter, last)?;
        builders.intakes.push(Intake {
            table: self.table,
            bytes: self.bytes,
            hashed: self.resource.hash.is_some(),
            encoding: self.source.encoding(),
            guessed: outcome.guessed.is_some(),
            rows: sheet.control.rows,
            filled: sheet.control.filled(),
            extra: sheet.header.extra.len() as u64,
            file: path,
        });
        Ok(())
    }
}
