//! One column of a file, cell by cell.

use super::Fault;
use super::footer::Chunk;
use super::page::{self, Page};
use super::plain::{LATER, NEW, ODD};
use super::texts::Texts;
use crate::ingest::keys::mixed;
use crate::ingest::record::trim;

/// The row of a longer text is put together: what that costs is counted, however often the text stands.
const LONGEST: usize = 1 << 10;

/// A column that is read; of its pages one is held at a time.
pub(super) struct Column {
    name: String,
    optional: bool,
    chunk: Chunk,
    dictionary: Texts,
    /// The texts of a page that does not refer to the dictionary.
    own: Option<Texts>,
    cells: Vec<u32>,
    /// The cells at hand, and where the next ones begin.
    first: usize,
    next: usize,
    /// What the texts of the dictionary were found to be, and their hashes.
    known: Vec<(u32, u32)>,
}

impl Column {
    pub(super) fn new(name: &str, optional: bool) -> Self {
        Self {
            name: name.to_owned(),
            optional,
            chunk: Chunk { packing: page::Packing::Plain, at: 0..0 },
            dictionary: Texts::default(),
            own: None,
            cells: Vec::new(),
            first: 0,
            next: 0,
            known: Vec::new(),
        }
    }

    /// Begins its part of the next group.
    pub(super) fn begin(&mut self, chunk: &Chunk) {
        self.chunk = chunk.clone();
        (self.dictionary, self.own) = (Texts::default(), None);
        self.known.clear();
        self.cells.clear();
        (self.first, self.next) = (0, 0);
    }

    /// Bytes of it are not what they should be.
    pub(super) fn damaged(&self) -> Fault {
        Fault::Damaged(Some(self.name.clone()))
    }

    /// How many cells of its page are still to come.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.cells.len() - self.next
    }

    /// Takes the next cells in hand.
    #[inline]
    pub(super) fn advance(&mut self, cells: usize) {
        (self.first, self.next) = (self.next, self.cells.len().min(self.next + cells));
    }

    /// One of the cells at hand.
    #[inline]
    pub(super) fn cell(&self, at: usize) -> &str {
        let place = self.cells.get(self.first + at).copied().unwrap_or(0);
        self.own.as_ref().unwrap_or(&self.dictionary).get(place)
    }

    /// Writes what the cells at hand are, and adds them to what their rows hold. A text of the dictionary is looked at
    /// once, unless that says nothing for good.
    #[inline(never)]
    pub(super) fn read(
        &mut self,
        values: &mut [u32],
        contents: &mut [u32],
        read: impl Fn(&str) -> u32,
        hash: impl Fn(&str) -> u32,
    ) {
        let looked_at = |text: &str| {
            let value = if text.len() > LONGEST { ODD } else { read(trim(text)) };
            (value, hash(text))
        };
        let cells = values.iter_mut().zip(contents).zip(&self.cells[self.first..self.next]);
        if let Some(own) = &self.own {
            for ((value, content), &place) in cells {
                let (found, hash) = looked_at(own.get(place));
                (*value, *content) = (found, mixed(*content, hash));
            }
            return;
        }
        self.known.resize(self.dictionary.len() + 1, (NEW, 0));
        for ((value, content), &place) in cells {
            let Some(known) = self.known.get_mut(place as usize) else { continue };
            let mut found = *known;
            if found.0 == NEW {
                found = looked_at(self.dictionary.get(place));
                if found.0 < LATER || found.0 == ODD {
                    *known = found;
                }
            }
            (*value, *content) = (found.0, mixed(*content, found.1));
        }
    }

    /// Reads pages until there are cells; the budget is what pages may still unpack to.
    #[cold]
    pub(super) fn load(&mut self, file: &[u8], budget: &mut u64) -> Result<(), Fault> {
        loop {
            let bytes = file
                .get(self.chunk.at.clone())
                .filter(|bytes| !bytes.is_empty())
                .ok_or_else(|| self.damaged())?;
            let (page, rest) =
                page::next(bytes, self.chunk.packing, self.optional, self.dictionary.len(), budget)
                    .map_err(|fault| fault.unwrap_or_else(|| self.damaged()))?;
            self.chunk.at.start = self.chunk.at.end - rest.len();
            match page {
                Some(Page::Dictionary(texts)) => {
                    self.dictionary = texts;
                    self.known.clear();
                }
                Some(Page::Cells(cells, own)) => {
                    (self.cells, self.own) = (cells, own);
                    (self.first, self.next) = (0, 0);
                    if !self.cells.is_empty() {
                        return Ok(());
                    }
                }
                None => {}
            }
        }
    }
}
