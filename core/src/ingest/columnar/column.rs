//! One column of a file, cell by cell.

use super::Fault;
use super::footer::Chunk;
use super::page::{self, Page};
use super::texts::Texts;

/// A column that is read; of its pages one is held at a time.
pub(super) struct Column {
    name: String,
    optional: bool,
    chunk: Chunk,
    dictionary: Texts,
    /// The texts of a page that does not refer to the dictionary.
    own: Option<Texts>,
    cells: Vec<u32>,
    next: usize,
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
            next: 0,
        }
    }

    /// Begins its part of the next group.
    pub(super) fn begin(&mut self, chunk: &Chunk) {
        self.chunk = chunk.clone();
        (self.dictionary, self.own) = (Texts::default(), None);
        self.cells.clear();
        self.next = 0;
    }

    /// Bytes of it are not what they should be.
    pub(super) fn damaged(&self) -> Fault {
        Fault::Damaged(Some(self.name.clone()))
    }

    /// Whether a page is at its end.
    #[inline]
    pub(super) fn is_spent(&self) -> bool {
        self.next == self.cells.len()
    }

    /// The next cell; empty at the end of a page.
    #[inline]
    pub(super) fn cell(&mut self) -> &str {
        let place = self.cells.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        self.own.as_ref().unwrap_or(&self.dictionary).get(place)
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
                Some(Page::Dictionary(texts)) => self.dictionary = texts,
                Some(Page::Cells(cells, own)) => {
                    (self.cells, self.own, self.next) = (cells, own, 0);
                    if !self.cells.is_empty() {
                        return Ok(());
                    }
                }
                None => {}
            }
        }
    }
}
