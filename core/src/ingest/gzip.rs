//! What deflate packed: gzip (RFC 1952), and the files of an archive.
//!
//! `flate2` unpacks deflate. Its own gzip brings a table of 16 KB with it for the check sum, which nothing makes
//! smaller on its way to the browser; here the table is made when it is first wanted.

use std::sync::LazyLock;

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};
use flate2::{Decompress, FlushDecompress, Status};

/// Sixteen bytes at a time.
type Sliced = Table<16>;

static CHECK: LazyLock<Crc<u32, Sliced>> = LazyLock::new(|| Crc::<u32, Sliced>::new(&CRC_32_ISO_HDLC));

/// So many bytes are unpacked at a time.
const ROOM: usize = 1 << 15;
/// How many times its own length deflate unpacks to at most.
const MOST_TIMES: usize = 1032;

const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Nobody knows what these say.
const RESERVED: u8 = 0xe0;
const CHECKED: u8 = 1 << 1;
const EXTRA: u8 = 1 << 2;
const NAMED: u8 = 1 << 3;
const COMMENTED: u8 = 1 << 4;

/// What is wrong with bytes that end within a member.
pub(crate) const CUT: &str = "it ends too early";
const DAMAGED: &str = "it is not what deflate packs";

/// Where in a member the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Among the ten bytes that every member begins with.
    Start,
    ExtraLength,
    Extra(usize),
    Name,
    Comment,
    HeaderCheck,
    Body,
    Trailer,
}

/// Unpacks gzip, one member behind another, in pieces of any size.
pub(crate) struct Gunzip {
    stage: Stage,
    /// The bytes of a piece of the header or the trailer that is not complete.
    held: Vec<u8>,
    flags: u8,
    inflate: Decompress,
    /// None where all of the bytes come at once, and there is room for what they come to.
    room: Option<Box<[u8]>>,
    check: Digest<'static, u32, Sliced>,
    length: u32,
    /// Whether a member has ended.
    any: bool,
}

impl Gunzip {
    pub(crate) fn new() -> Self {
        Self::with(Some(room()))
    }

    fn with(room: Option<Box<[u8]>>) -> Self {
        Self {
            stage: Stage::Start,
            held: Vec::new(),
            flags: 0,
            inflate: Decompress::new(false),
            room,
            check: CHECK.digest(),
            length: 0,
            any: false,
        }
    }

    /// Appends what the next bytes unpack to.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub(crate) fn push(&mut self, mut bytes: &[u8], unpacked: &mut Vec<u8>) -> Result<(), &'static str> {
        while !bytes.is_empty() {
            match self.stage {
                Stage::Start => {
                    let Some([one, two, method, flags, ..]) = self.take::<10>(&mut bytes) else {
                        return Ok(());
                    };
                    if [one, two, method] != MAGIC || flags & RESERVED > 0 {
                        return Err("it is not gzip");
                    }
                    self.flags = flags;
                    self.stage = self.header(Stage::Start);
                }
                Stage::ExtraLength => {
                    let Some(length) = self.take::<2>(&mut bytes) else { return Ok(()) };
                    self.stage = Stage::Extra(u16::from_le_bytes(length).into());
                }
                Stage::Extra(length) => {
                    let passed = length.min(bytes.len());
                    bytes = &bytes[passed..];
                    self.stage = match length - passed {
                        0 => self.header(self.stage),
                        rest => Stage::Extra(rest),
                    };
                }
                Stage::Name | Stage::Comment => {
                    let end = bytes.iter().position(|&byte| byte == 0);
                    bytes = end.map_or(&[], |end| &bytes[end + 1..]);
                    if end.is_some() {
                        self.stage = self.header(self.stage);
                    }
                }
                Stage::HeaderCheck => {
                    let Some([..]) = self.take::<2>(&mut bytes) else { return Ok(()) };
                    self.stage = Stage::Body;
                }
                Stage::Body => self.body(&mut bytes, unpacked)?,
                Stage::Trailer => {
                    let Some([a, b, c, d, length @ ..]) = self.take::<8>(&mut bytes) else { return Ok(()) };
                    let check = std::mem::replace(&mut self.check, CHECK.digest()).finalize();
                    if check != u32::from_le_bytes([a, b, c, d]) {
                        return Err("its check sum does not match");
                    }
                    if std::mem::take(&mut self.length) != u32::from_le_bytes(length) {
                        return Err("its length does not match");
                    }
                    self.inflate.reset(false);
                    self.any = true;
                    self.stage = Stage::Start;
                }
            }
        }
        Ok(())
    }

    /// Whether the bytes may end here.
    pub(crate) fn is_whole(&self) -> bool {
        self.any && self.stage == Stage::Start && self.held.is_empty()
    }

    /// The next piece of so many bytes, once it is complete.
    fn take<const N: usize>(&mut self, bytes: &mut &[u8]) -> Option<[u8; N]> {
        let (now, later) = bytes.split_at((N - self.held.len()).min(bytes.len()));
        *bytes = later;
        self.held.extend_from_slice(now);
        let piece = <[u8; N]>::try_from(&self.held[..]).ok()?;
        self.held.clear();
        Some(piece)
    }

    /// What stands in the header behind a piece of it.
    fn header(&self, behind: Stage) -> Stage {
        let flags = match behind {
            Stage::Start => self.flags,
            Stage::Extra(_) => self.flags & !EXTRA,
            Stage::Name => self.flags & (COMMENTED | CHECKED),
            _ => self.flags & CHECKED,
        };
        match flags {
            flags if flags & EXTRA > 0 => Stage::ExtraLength,
            flags if flags & NAMED > 0 => Stage::Name,
            flags if flags & COMMENTED > 0 => Stage::Comment,
            flags if flags & CHECKED > 0 => Stage::HeaderCheck,
            _ => Stage::Body,
        }
    }

    fn body(&mut self, bytes: &mut &[u8], unpacked: &mut Vec<u8>) -> Result<(), &'static str> {
        let start = unpacked.len();
        let ended = match &mut self.room {
            Some(room) => inflate(&mut self.inflate, room, bytes, unpacked, usize::MAX)?,
            None => at_once(&mut self.inflate, bytes, unpacked)?,
        };
        self.check.update(&unpacked[start..]);
        #[expect(clippy::cast_possible_truncation, reason = "a member tells its length by its last 32 bits")]
        let length = (unpacked.len() - start) as u32;
        self.length = self.length.wrapping_add(length);
        if ended {
            self.stage = Stage::Trailer;
        }
        Ok(())
    }
}

/// Unpacks bytes until they are used up or have ended, or have come to more than `most` bytes; gives whether they
/// have ended. Of what they come to, some may be held back until it is called again.
fn inflate(
    state: &mut Decompress,
    room: &mut [u8],
    bytes: &mut &[u8],
    unpacked: &mut Vec<u8>,
    most: usize,
) -> Result<bool, &'static str> {
    loop {
        let (read, written) = (state.total_in(), state.total_out());
        let status = state.decompress(bytes, room, FlushDecompress::None).map_err(|_| DAMAGED)?;
        let so_many = |total: u64, before: u64| usize::try_from(total - before).unwrap_or(0);
        let (read, written) = (so_many(state.total_in(), read), so_many(state.total_out(), written));
        *bytes = &bytes[read..];
        unpacked.try_reserve(written).map_err(|_| "there is no memory left for it")?;
        unpacked.extend_from_slice(&room[..written]);
        if status == Status::StreamEnd {
            return Ok(true);
        }
        if unpacked.len() > most || bytes.is_empty() && written < room.len() {
            return Ok(false);
        }
        if read == 0 && written == 0 {
            return Err(DAMAGED);
        }
    }
}

/// Unpacks bytes that end among these, into the room that there is.
fn at_once(state: &mut Decompress, bytes: &mut &[u8], unpacked: &mut Vec<u8>) -> Result<bool, &'static str> {
    let before = state.total_in();
    let status = state.decompress_vec(bytes, unpacked, FlushDecompress::Finish).map_err(|_| DAMAGED)?;
    *bytes = &bytes[usize::try_from(state.total_in() - before).unwrap_or(0)..];
    if status == Status::StreamEnd { Ok(true) } else { Err(DAMAGED) }
}

/// Room for some of what bytes unpack to.
fn room() -> Box<[u8]> {
    vec![0; ROOM].into()
}

/// Unpacks gzip that comes to so many bytes; `None` if it does not.
pub(crate) fn gunzip(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    // However much is stated, no more comes out of so few bytes. One more than there should be shows that there are
    // more.
    let mut unpacked = Vec::with_capacity(length.min(packed.len().saturating_mul(MOST_TIMES)) + 1);
    // All at once, and so without a copy of what was unpacked last.
    let mut gunzip = Gunzip::with(None);
    gunzip.push(packed, &mut unpacked).ok()?;
    (gunzip.is_whole() && unpacked.len() == length).then_some(unpacked)
}

/// Unpacks a file of an archive, but not to more than `most` bytes and a few, which it is cut off behind.
///
/// # Errors
/// Says what is wrong with it.
pub(crate) fn inflated(mut packed: &[u8], most: usize, check: u32) -> Result<Vec<u8>, &'static str> {
    let mut unpacked = Vec::new();
    let (state, room) = (&mut Decompress::new(false), &mut room());
    loop {
        let before = unpacked.len();
        let ended = inflate(state, room, &mut packed, &mut unpacked, most)?;
        if unpacked.len() > most {
            return Ok(unpacked);
        }
        if ended {
            return checked(&unpacked, check).map(|()| unpacked);
        }
        if unpacked.len() == before {
            return Err(CUT);
        }
    }
}

/// Holds bytes against their check sum.
///
/// # Errors
/// They are not those that it was made of.
pub(crate) fn checked(bytes: &[u8], check: u32) -> Result<(), &'static str> {
    if CHECK.checksum(bytes) == check { Ok(()) } else { Err("its check sum does not match") }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{CUT, Gunzip, gunzip};

    const TEXT: &[u8] = b"LeadId,City,City,City,City\n1,\xe5\x8c\x97\xe4\xba\xac\n";

    /// What another program packs, with everything in the header that a header may have.
    fn packed(text: &[u8], level: u32) -> Vec<u8> {
        let builder =
            flate2::GzBuilder::new().extra(vec![7; 300]).filename("leads.csv").comment("no comment");
        let mut writer = builder.write(Vec::new(), Compression::new(level));
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    fn bare(text: &[u8]) -> Vec<u8> {
        let mut writer = GzEncoder::new(Vec::new(), Compression::default());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    /// Unpacks in pieces of a size; what is wrong otherwise.
    fn unpacked(packed: &[u8], size: usize) -> Result<Vec<u8>, &'static str> {
        let (mut gz, mut all) = (Gunzip::new(), Vec::new());
        for piece in packed.chunks(size) {
            gz.push(piece, &mut all)?;
        }
        if gz.is_whole() { Ok(all) } else { Err(CUT) }
    }

    #[test]
    fn members_of_every_kind_are_unpacked_in_pieces_of_every_size() {
        let long: Vec<u8> =
            (0..200_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3] % 9).collect();
        for text in [b"", TEXT, &long] {
            let mut all = packed(text, 9);
            all.extend(bare(b""));
            // With a check sum of the header, which no writer here makes.
            let header = [0x1f, 0x8b, 8, 2, 0, 0, 0, 0, 0, 255, 1, 2];
            all.extend(header.into_iter().chain(bare(TEXT).into_iter().skip(10)));
            all.extend(packed(text, 0));
            let expected = [text, TEXT, text].concat();
            for size in [1, 2, 3, 511, 512, 70_000, all.len()] {
                assert!(unpacked(&all, size).as_ref() == Ok(&expected), "{} bytes by {size}", text.len());
            }
            assert_eq!(gunzip(&all, expected.len()).as_ref(), Some(&expected));
            for length in [0, 1, expected.len() - 1, expected.len() + 1, usize::MAX - 1] {
                assert_eq!(gunzip(&all, length), None, "{} bytes are {length}", text.len());
            }
        }
    }

    #[test]
    fn what_is_cut_off_or_changed_is_damaged() {
        let good = [bare(TEXT), bare(b"more")].concat();
        let expected = [TEXT, b"more"].concat();
        for end in 0..good.len() {
            let whole = end == bare(TEXT).len();
            assert_eq!(unpacked(&good[..end], 7).is_ok(), whole, "cut at {end}");
        }
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            // Bits that say nothing of the packed bytes are of no matter.
            let told = unpacked(&bad, 5);
            assert!(told.is_err() || told.as_ref() == Ok(&expected), "bit {bit}");
        }
        assert_eq!(unpacked(b"LeadId,City\n", 5), Err("it is not gzip"));
    }
}
