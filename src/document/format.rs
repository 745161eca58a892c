//! Which format a file has, by its content and by its name: one table.

use super::limits::Budget;
use super::{
    Content, Decoded, Extract, Fault, FaultCode, Unreadable, csv, decode, decode_page, docx, eml, html, json, markdown,
    ods, package, pdf, plain, pptx, toml, xlsx, yaml, zip,
};

/// The format of a file. One row a format in the table of this file, one file a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark with tables, strikethrough, task lists, footnotes and front matter.
    Markdown,
    /// Text without markup.
    Text,
    /// HTML as browsers read it.
    Html,
    /// RFC 8259.
    Json,
    /// YAML 1.2.
    Yaml,
    /// Cells between commas or their like (RFC 4180).
    Csv,
    /// TOML 1.1.
    Toml,
    /// Office Open XML text (ECMA-376), as Word writes it.
    Docx,
    /// Office Open XML sheets, as Excel writes them.
    Xlsx,
    /// OpenDocument sheets, as LibreOffice writes them.
    Ods,
    /// Office Open XML slides, as PowerPoint writes them.
    Pptx,
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// Mail (RFC 5322, MIME) with what is attached to it.
    Eml,
    /// An archive: what it holds is linted.
    Zip,
}

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// The file is text, and every span is bytes of it.
    Text(fn(&str) -> Content),
    /// Text is extracted from the bytes; spans are of that text, and [`super::Places`] says where it stands. What would
    /// unpack without measure is counted against the budget.
    Extract(fn(&[u8], &mut Budget) -> Extract),
}

/// One format.
struct Row {
    format: Format,
    /// What people call it, with its article.
    title: &'static str,
    /// File name extensions, in lower case.
    extensions: &'static [&'static str],
    /// What every such file begins with; none for text.
    magic: &'static [&'static [u8]],
    reader: Reader,
    /// Whether it is data: values first, a block for each string on demand.
    data: bool,
    /// Whether it is there to hold other files.
    holds: bool,
}

const fn text(
    format: Format,
    title: &'static str,
    extensions: &'static [&'static str],
    read: fn(&str) -> Content,
) -> Row {
    Row { format, title, extensions, magic: &[], reader: Reader::Text(read), data: false, holds: false }
}

const fn packed(
    format: Format,
    title: &'static str,
    extensions: &'static [&'static str],
    read: fn(&[u8], &mut Budget) -> Extract,
) -> Row {
    Row { format, title, extensions, magic: PK, reader: Reader::Extract(read), data: false, holds: false }
}

/// How archives begin: with a member, or with the end of an empty one (APPNOTE.TXT 4.3.7, 4.3.16).
const PK: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06"];

/// Every format. Of several whose content is alike the first is taken whose extension fits.
static TABLE: &[Row] = &[
    text(Format::Markdown, "Markdown", &["md", "markdown", "mdown", "mkd", "mdx"], markdown::read),
    text(Format::Text, "plain text", &["txt", "text", "log"], plain::read),
    text(Format::Html, "HTML", &["html", "htm", "xhtml"], html::read),
    Row { data: true, ..text(Format::Json, "JSON", &["json"], json::read) },
    Row { data: true, ..text(Format::Yaml, "YAML", &["yaml", "yml"], yaml::read) },
    text(Format::Csv, "a table of cells", &["csv", "tsv", "tab"], csv::read),
    Row { data: true, ..text(Format::Toml, "TOML", &["toml"], toml::read) },
    packed(Format::Docx, "a Word document", &["docx", "docm", "dotx", "dotm"], docx::read),
    packed(Format::Xlsx, "an Excel workbook", &["xlsx", "xlsm", "xltx", "xltm"], xlsx::read),
    packed(Format::Ods, "an OpenDocument spreadsheet", &["ods", "ots"], ods::read),
    packed(Format::Pptx, "a PowerPoint presentation", &["pptx", "pptm", "ppsx", "potx"], pptx::read),
    Row { magic: &[b"%PDF-"], ..packed(Format::Pdf, "a PDF file", &["pdf"], pdf::read) },
    Row { magic: &[], holds: true, ..packed(Format::Eml, "mail", &["eml", "mht", "mhtml", "mbox"], eml::read) },
    Row { holds: true, ..packed(Format::Zip, "an archive", &["zip"], zip::read) },
];

/// What is known and not read: how it begins, and what to do.
const REFUSED: &[(&[u8], FaultCode, &str)] = &[(
    b"{\\rtf",
    FaultCode::Unreadable,
    "it is rich text (RTF), which gatelint does not read: save it as a Word document (.docx)",
)];

impl Format {
    /// The format of the text file at `path`, by its extension whatever the case. A file with an unknown extension or
    /// without one is JSON if `head`, the start of its text, looks like an object, and plain text otherwise.
    ///
    /// ```
    /// use gatelint::document::Format;
    /// assert_eq!(Format::of("orders/ACME.MD", ""), Format::Markdown);
    /// assert_eq!(Format::of("proof", "{\"checks\": []}"), Format::Json);
    /// assert_eq!(Format::of("notes.org", "Sales"), Format::Text);
    /// ```
    #[must_use]
    pub fn of(path: &str, head: &str) -> Self {
        match by_name(path) {
            Some(row) => row.format,
            None if looks_like_object(head) => Self::Json,
            None => Self::Text,
        }
    }

    /// The format of the file called `path` that holds `bytes`: what it is, whatever it is called, where that can be
    /// seen; else by its name.
    ///
    /// # Errors
    /// When it is of a known format that is not read, or not of the format that its name promises: a text called
    /// `draft.docx` is no Word document, and to read it as plain text would be a guess. Never for other text.
    ///
    /// ```
    /// use gatelint::document::{FaultCode, Format};
    /// assert_eq!(Format::detect("order.md", b"# Order"), Ok(Format::Markdown));
    /// assert_eq!(Format::detect("order.docx", b"# Order").unwrap_err().code, FaultCode::Unreadable);
    /// ```
    pub fn detect(path: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let begins = |magic: &[&[u8]]| magic.iter().any(|magic| bytes.starts_with(magic));
        if let Some((_, code, message)) = REFUSED.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
            return Err(Fault::new(*code, *message));
        }
        if begins(&[OLE]) {
            return Err(ole(bytes));
        }
        let found = match begins(PK) {
            true => Some(package::kind(bytes)?),
            false => TABLE.iter().find(|row| begins(row.magic)).map(|row| row.format),
        };
        let found =
            found.or_else(|| (!by_name(path).is_some_and(|row| row.data) && eml::is_mail(bytes)).then_some(Self::Eml));
        let named = by_name(path).filter(|row| !row.magic.is_empty());
        match (found, named) {
            (Some(Self::Zip), Some(row)) if row.format != Self::Zip => Err(unlike(row)),
            (Some(found), _) => Ok(found),
            (None, Some(row)) => Err(unlike(row)),
            (None, None) => {
                let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
                Ok(Self::of(path, &String::from_utf8_lossy(head)))
            }
        }
    }

    /// Whether it is data: values first, a block for each string on demand.
    pub(crate) fn is_data(self) -> bool {
        TABLE.iter().any(|row| row.format == self && row.data)
    }

    /// Whether a file of this name is there to hold other files.
    #[must_use]
    pub fn holds_files(path: &str) -> bool {
        by_name(path).is_some_and(|row| row.holds)
    }

    /// The text of a file of this format; see [`decode`] and, for pages, [`decode_page`].
    ///
    /// # Errors
    /// When its bytes are no text.
    pub fn decode(self, bytes: Vec<u8>) -> Result<Decoded, Unreadable> {
        if self == Self::Html { decode_page(bytes) } else { decode(bytes) }
    }

    /// Whether files of this name are of a format of their own.
    pub(super) fn knows(path: &str) -> bool {
        by_name(path).is_some()
    }

    pub(super) fn reader(self) -> Reader {
        TABLE.iter().find(|row| row.format == self).map_or(Reader::Text(plain::read), |row| row.reader)
    }
}

fn by_name(path: &str) -> Option<&'static Row> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
    TABLE.iter().find(|row| row.extensions.contains(&extension.as_str()))
}

/// A file that is not what its name says.
fn unlike(row: &Row) -> Fault {
    let message =
        format!("it is named like {} and is none: give it the name of what it is, or save it anew", row.title);
    Fault::new(FaultCode::Unreadable, message)
}

/// How compound files begin ([MS-CFB] 2.2): Office files before 2007, Outlook messages, and encrypted Office files.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Why a compound file is not read: a stream called `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4) holds a locked one.
fn ole(bytes: &[u8]) -> Fault {
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match memchr::memmem::find(bytes, &stream) {
        Some(_) => {
            Fault::new(FaultCode::Encrypted, "it is locked with a password: take the password off, and check it again")
        }
        None => Fault::new(
            FaultCode::Unreadable,
            "it is an old binary Office file or an Outlook message, which gatelint does not read: save it as .docx, .xlsx, .pptx or .eml",
        ),
    }
}

/// `{` and then a name or the end of the object.
fn looks_like_object(head: &str) -> bool {
    let inner = head.trim_start_matches('\u{feff}').trim_start().strip_prefix('{');
    inner.is_some_and(|inner| inner.trim_start().starts_with(['"', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, head: &str, expected: Format) {
        assert_eq!(Format::of(path, head), expected, "{path}");
        assert_eq!(Format::detect(path, head.as_bytes()), Ok(expected), "{path}");
    }

    #[test]
    fn by_extension_then_by_head() {
        check("a.md", "{\"a\": 1}", Format::Markdown);
        check("a.b/c.YML", "", Format::Yaml);
        check("dir.md/readme", "text", Format::Text);
        check("C:\\x\\order.Json", "", Format::Json);
        check("-", "\u{feff} {\n  \"kind\": 1}", Format::Json);
        check("-", "{{name}} is the owner", Format::Text);
        check("", "", Format::Text);
    }

    #[test]
    fn what_is_not_read_says_so() {
        let refused = |path: &str, bytes: &[u8]| Format::detect(path, bytes).unwrap_err();
        let old = [OLE, b"..."].concat();
        let locked = [OLE, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"].concat();
        assert!(refused("a.doc", &old).message.starts_with("it is an old binary Office file"));
        assert_eq!(refused("a.docx", &locked).code, FaultCode::Encrypted);
        assert!(refused("a.txt", b"{\\rtf1 x}").message.starts_with("it is rich text"));
        assert!(refused("a.docx", b"plain").message.starts_with("it is named like a Word document and is none"));
        assert_eq!(refused("a.zip", b"PK\x03\x04 and no more").code, FaultCode::Unreadable);
    }
}
