//! Archives: their members by name, unpacked within the budget; and which kind of package an archive is.

use std::collections::HashMap;
use std::io::Cursor;

use ::zip::ZipArchive;

use super::office::{Relations, content_type};
use super::{Budget, Fault, FaultCode, Format, decode};

/// An opened archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Number of each member by its name in lower case: part names are compared so (ECMA-376-2, 6.2.2.3).
    by_name: HashMap<String, usize>,
    names: Vec<String>,
}

impl<'b> Package<'b> {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    /// When it is broken or cut off, or two members have one name: what another program would open of it is unknown.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let unreadable = |why: String| Fault::new(FaultCode::Unreadable, why);
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| unreadable(format!("the archive is broken or cut off: {error}")))?;
        let mut names = Vec::with_capacity(archive.len());
        for name in archive.file_names() {
            let name = name.map_err(|error| unreadable(format!("the archive is broken: {error}")))?;
            names.push(name.into_owned());
        }
        let by_name: HashMap<String, usize> =
            names.iter().enumerate().map(|(number, name)| (key(name), number)).collect();
        if archive.has_duplicate_names() {
            let message = "two members of the archive have one name, and nobody can say which of them is opened";
            return Err(unreadable(message.to_owned()));
        }
        Ok(Self { archive, by_name, names })
    }

    /// The names of all members, in the order of the archive; those of folders end in `/`.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a member called `name`, whatever the case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(&key(name))
    }

    /// The bytes of the member called `name`.
    ///
    /// # Errors
    /// When there is none, it is locked, its bytes are broken, or the budget does not allow it.
    pub(super) fn bytes(&mut self, name: &str, budget: &mut Budget) -> Result<Vec<u8>, Fault> {
        let broken = |why: String| Fault::new(FaultCode::Unreadable, format!("`{name}` can't be unpacked: {why}"));
        let number = self.by_name.get(&key(name)).copied().ok_or_else(|| broken("it is not there".to_owned()))?;
        let locked = self.archive.by_index_raw(number).map(|file| file.flags().is_encrypted());
        if locked.map_err(|error| broken(error.to_string()))? {
            let message = format!("`{name}` is locked with a password: take the password off, and check it again");
            return Err(Fault::new(FaultCode::Encrypted, message));
        }
        let file = self.archive.by_index(number).map_err(|error| broken(error.to_string()))?;
        let packed = file.compressed_size();
        budget.unpack(name, packed, file)
    }

    /// The text of the part called `name`.
    ///
    /// # Errors
    /// As [`Package::bytes`], and when it is neither UTF-8 nor UTF-16.
    pub(super) fn text(&mut self, name: &str, budget: &mut Budget) -> Result<String, Fault> {
        let bytes = self.bytes(name, budget)?;
        let unread = |_| Fault::new(FaultCode::Unreadable, format!("`{name}` is neither UTF-8 nor UTF-16"));
        Ok(decode(bytes).map_err(unread)?.text)
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// Bytes that finding out the kind of a package may cost.
const KIND_MAX: u64 = 1 << 20;

/// What the media type of a package's main part says of its format (ECMA-376-1, 15).
const KINDS: &[(&str, Format)] = &[
    ("wordprocessingml.", Format::Docx),
    ("ms-word.", Format::Docx),
    ("spreadsheetml.", Format::Xlsx),
    ("ms-excel.", Format::Xlsx),
    ("presentationml.", Format::Pptx),
    ("ms-powerpoint.", Format::Pptx),
];

/// What the archive `bytes` is: an Office document says so by its first relationship (ECMA-376-2, 6.5), one of
/// OpenDocument by its member `mimetype`; else it is an archive like any other.
///
/// # Errors
/// When it can't be opened, or is a kind of Office document that is not read.
pub(super) fn kind(bytes: &[u8]) -> Result<Format, Fault> {
    let mut package = Package::open(bytes)?;
    let mut budget = Budget::new(super::Limits { unpacked: KIND_MAX, ..super::Limits::default() });
    if package.has("mimetype") {
        return open_document(&package.text("mimetype", &mut budget).unwrap_or_default());
    }
    let Some(main) = Relations::of(&mut package, "", &mut budget).ok().and_then(|relations| relations.main()) else {
        return Ok(Format::Zip);
    };
    let kind = content_type(&mut package, &main, &mut budget).unwrap_or_default();
    if kind.contains(".sheet.binary.") {
        return Err(unread("it is a binary workbook (.xlsb), which gatelint does not read: save it as .xlsx"));
    }
    let known = KINDS.iter().find(|(word, _)| kind.contains(word));
    Ok(known.map_or(Format::Zip, |(_, format)| *format))
}

fn open_document(kind: &str) -> Result<Format, Fault> {
    match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("spreadsheet") => Ok(Format::Ods),
        Some(_) => Err(unread("it is an OpenDocument file, which gatelint does not read: save it as .docx or .pptx")),
        None => Ok(Format::Zip),
    }
}

fn unread(why: &str) -> Fault {
    Fault::new(FaultCode::Unreadable, why)
}
