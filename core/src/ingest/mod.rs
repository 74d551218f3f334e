//! Reading: bytes become tables, and everything that is wrong with them is said.

mod archive;
mod bit_counts;
mod builders;
pub(crate) mod cell;
mod cells;
pub mod columnar;
mod columns;
mod control;
pub(crate) mod csv;
mod cutter;
pub(crate) mod dates;
mod dealers;
pub mod decimal;
mod dictionary;
mod escapes;
mod file;
mod fold;
pub(crate) mod gzip;
pub(crate) mod header;
pub(crate) mod json;
mod keys;
mod leads;
mod memo;
mod monthly;
mod needs;
mod odd;
#[cfg(test)]
mod papa;
mod part;
pub(crate) mod personal;
pub(crate) mod record;
mod records;
mod report;
mod rows;
pub(crate) mod signs;
mod source;
#[cfg(test)]
mod spectrum;
mod suspects;
pub(crate) mod text;
mod times;
mod verify;
#[cfg(test)]
mod whatwg;

pub use archive::{unpack, unzip};
pub use needs::Needs;
pub use part::{HEAD, Part, Told};

use crate::contract;
use crate::descriptor::{DESCRIPTOR, Descriptor, Resource};
use crate::problem::{Problems, Refusal};
use crate::snapshot::Snapshot;

use builders::Builders;
use columnar::ColumnarFile;
use file::File;

/// A file that is being read, in either form.
enum Open {
    Text(Box<File>),
    Columnar(Box<ColumnarFile>),
}

/// Reads a snapshot file by file, each in pieces of any size.
pub struct Loader {
    descriptor: Descriptor,
    resources: Vec<Resource>,
    builders: Builders,
    problems: Problems,
    file: Option<Open>,
    /// Whether no other file of the same table follows.
    last: bool,
}

impl Loader {
    /// Begins a snapshot. Files of tables that this build does not read are passed over.
    #[must_use]
    pub fn new(descriptor: Descriptor) -> Self {
        let resources: Vec<Resource> =
            contract::READING.iter().flat_map(|table| descriptor.files(table.name)).collect();
        let builders = Builders::new(&descriptor);
        Self { descriptor, resources, builders, problems: Problems::default(), file: None, last: true }
    }

    /// What the snapshot says of itself.
    #[must_use]
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// The files to read, in this order.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// Begins a file: an index into [`Loader::resources`].
    ///
    /// # Errors
    /// Refuses an encoding, compression or dialect that is not known.
    pub fn begin(&mut self, index: usize) -> Result<(), Refusal> {
        let file = File::begin(self.resource(index)?)?;
        self.open(index, Open::Text(Box::new(file)));
        Ok(())
    }

    /// Begins a file in its columnar form: the bytes are those of the Parquet file that lies beside it.
    ///
    /// # Errors
    /// Refuses a file beside which none is listed, and one whose length and hash are not stated.
    pub fn begin_columnar(&mut self, index: usize) -> Result<(), Refusal> {
        let file = ColumnarFile::begin(self.resource(index)?)?;
        self.open(index, Open::Columnar(Box::new(file)));
        Ok(())
    }

    /// Leaves the SHA-256 of a columnar file's bytes, of which none has been pushed, to the host, who may be far quicker:
    /// it is told by [`Loader::tell_hash`], and taken here where it is not.
    pub fn leave_hash(&mut self) {
        if let Some(Open::Columnar(file)) = &mut self.file {
            file.leave_hash();
        }
    }

    /// All bytes that were pushed of a columnar file whose hash was left to the host, until the first step.
    #[must_use]
    pub fn unhashed(&self) -> Option<&[u8]> {
        match &self.file {
            Some(Open::Columnar(file)) => file.unhashed(),
            _ => None,
        }
    }

    /// Takes the SHA-256 of the bytes that [`Loader::unhashed`] gives.
    pub fn tell_hash(&mut self, hash: [u8; 32]) {
        if let Some(Open::Columnar(file)) = &mut self.file {
            file.tell_hash(hash);
        }
    }

    fn resource(&self, index: usize) -> Result<&Resource, Refusal> {
        self.resources.get(index).ok_or_else(|| {
            Refusal::both(
                DESCRIPTOR,
                (format!("there is no file {index}"), format!("没有第 {index} 个文件")),
                ("read the files that are listed", "请读取所列的文件"),
            )
        })
    }

    fn open(&mut self, index: usize, file: Open) {
        self.file = Some(file);
        // A table's totals are those of all its files.
        let next = self.resources.get(index + 1);
        self.last = next.is_none_or(|next| next.name != self.resources[index].name);
    }

    /// Says how many bytes the file has, where that is known before they come: room is made for its rows at
    /// once. What the descriptor states goes before.
    pub fn expect(&mut self, bytes: u64) {
        if let Some(Open::Text(file)) = &mut self.file {
            file.expect(bytes);
        }
    }

    /// Takes the file's next bytes.
    ///
    /// # Errors
    /// Refuses a file that unpacks to more than it should, and a table without its required columns.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match &mut self.file {
            Some(Open::Text(file)) => file.push(bytes, &mut self.builders, &mut self.problems),
            Some(Open::Columnar(file)) => file.push(bytes),
            None => Ok(()),
        }
    }

    /// Hands on some rows of a columnar file all of whose bytes are there, and gives whether more are left. Whoever
    /// has something else to do meanwhile calls it before [`Loader::end`], which hands on the rest.
    ///
    /// # Errors
    /// As the end of the file.
    pub fn step(&mut self) -> Result<bool, Refusal> {
        match &mut self.file {
            Some(Open::Columnar(file)) => file.step(&mut self.builders, &mut self.problems),
            _ => Ok(false),
        }
    }

    /// Whether a file can be read by two at once: it is the whole of `leads`, as CSV that is not packed.
    #[must_use]
    pub fn is_divisible(&self, index: usize) -> bool {
        self.resources.get(index).is_some_and(|resource| {
            let parts = self.resources.iter().filter(|other| other.name == resource.name).count();
            resource.name == contract::LEADS.name && parts == 1 && File::is_plain(resource)
        })
    }

    /// Makes this the second reader of the file at hand. What was pushed of it has shown how it is written, and is
    /// forgotten; what will be pushed are its last `rest` bytes, which begin a line further down. Gives whether it can.
    pub fn begin_part(&mut self, rest: u64) -> bool {
        let Some(Open::Text(file)) = &mut self.file else { return false };
        self.problems = Problems::default();
        file.begin_part(rest, &mut self.builders)
    }

    /// Whether all that was pushed since [`Loader::begin_part`] can be told to the first reader.
    #[must_use]
    pub fn is_apart(&mut self) -> bool {
        let Self { file, builders, problems, .. } = self;
        matches!(file, Some(Open::Text(file)) if file.is_apart(builders, problems))
    }

    /// Ends the part, and gives it if it can be told to the first reader.
    #[must_use]
    pub fn part(mut self) -> Option<Part> {
        let Some(Open::Text(file)) = self.file.take() else { return None };
        file.part(self.builders, self.problems)
    }

    /// Whether a file's bytes are all wanted, whoever reads them: its hash is stated.
    #[must_use]
    pub fn is_hashed(&self, index: usize) -> bool {
        self.resources.get(index).is_some_and(|resource| resource.hash.is_some())
    }

    /// Takes the length and the hash of the file's next bytes, which a second reader reads. Where that is in vain they
    /// are pushed afterwards.
    pub fn pass(&mut self, bytes: &[u8]) {
        if let Some(Open::Text(file)) = &mut self.file {
            file.pass(bytes);
        }
    }

    /// Takes over what a second reader has found in the `rest` last bytes of the file, of which the first lie directly
    /// behind what was pushed; `fill` writes those bytes
    /// that [`Part::columns`] shows at a place. Gives `false`, and
    /// changes nothing, where what was pushed makes a difference to it: then the bytes are to be pushed.
    pub fn join(&mut self, told: Told, rest: u64, fill: impl FnMut(usize, &mut [u8])) -> bool {
        let Self { file, builders, problems, .. } = self;
        match file {
            Some(Open::Text(text)) => text.join(told, rest, fill, builders, problems),
            _ => false,
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Refuses a file whose length or hash is not what the descriptor states, a table without
    /// its required columns, and a columnar file that is damaged.
    pub fn end(&mut self) -> Result<(), Refusal> {
        let Self { builders, problems, descriptor, last, .. } = self;
        match self.file.take() {
            Some(Open::Text(file)) => file.end(builders, problems, descriptor, *last),
            Some(Open::Columnar(file)) => file.end(builders, problems, descriptor, *last),
            None => Ok(()),
        }
    }

    /// How many rows were read so far, over all files.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.builders.rows()
    }

    /// Ends the snapshot.
    ///
    /// # Errors
    /// Refuses a snapshot without dealers or leads.
    pub fn finish(self) -> Result<Snapshot, Refusal> {
        for table in [contract::DEALERS.name, contract::LEADS.name] {
            if self.descriptor.resource(table).is_none() {
                return Err(Refusal::both(
                    DESCRIPTOR,
                    (
                        format!("no resource is named {table}, and a snapshot needs that table"),
                        format!("缺少名为 {table} 的资源，快照必须有此表"),
                    ),
                    ("list the table's file under resources", "请在 resources 中列出该表的文件"),
                ));
            }
        }
        self.builders.finish(self.descriptor, self.problems)
    }
}

/// Reads a whole snapshot through a function that gives the bytes of a path.
///
/// # Errors
/// As [`Descriptor::read`] and the steps of a [`Loader`].
pub fn read(mut file: impl FnMut(&str) -> Result<Vec<u8>, Refusal>) -> Result<Snapshot, Refusal> {
    let mut loader = Loader::new(Descriptor::read(&file(DESCRIPTOR)?)?);
    for index in 0..loader.resources().len() {
        let bytes = file(&loader.resources()[index].path.clone())?;
        loader.begin(index)?;
        loader.push(&bytes)?;
        loader.end()?;
    }
    loader.finish()
}
