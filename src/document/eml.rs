//! Mail (RFC 5322, MIME): its head and its texts, decoded; what is attached is linted in turn.
//!
//! Decisions:
//! - The text is the head's telling fields, one a line, and then each text that is no attachment, as it was decoded. Its
//!   places are `header Subject` and `part 2, line 5`; parts that hold no others are counted, in the order of the file.
//! - A plain text is read as plain text, so `>` keeps its quote depth, and one in HTML as a page. Of a page that says the
//!   same words as the plain text beside it only what stands beside its prose is read.
//! - Attached files, nested mails among them, are members: `mail.eml!/order.docx`. Their names stand in the text.
//! - Lines that belong to no part are read as plain text: readers show them or not.
//! - What is locked, cut off by a limit, not decoded, or in a character set that is not known is a fault.

mod head;
mod mailbox;
mod media;
mod split;
mod transfer;
mod words;

use head::Head;
use media::Media;
use split::{Part, Piece, Split, split};

use super::{
    Address, Block, BlockKind, Budget, Content, Extract, Fault, FaultCode, Format, Held, Link, Places, Text, charset,
    html, plain,
};
use crate::span::{Source, Span};

/// The fields of the head that are read, in the order they are told.
const FIELDS: [&str; 6] = ["Subject", "From", "To", "Cc", "Reply-To", "Date"];

/// Fields one of which every mail has that was on its way, and a note with the head of a mail has not.
const SENT: [&str; 5] = ["Message-ID", "Received", "MIME-Version", "Return-Path", "Content-Transfer-Encoding"];

/// Whether `bytes` are a mail, whatever they are called: they begin with the head of one.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let (head, _) = Head::first(bytes);
    head.has("From") && SENT.iter().any(|name| head.has(name))
}

/// Reads the mail `bytes`, or the mailbox.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mails = mailbox::mails(bytes);
    if mails.len() > 1 {
        let mut reading = Reading::default();
        for (number, mail) in (1..).zip(mails) {
            reading.hold(format!("mail-{number}.eml"), mail, budget);
        }
        return reading.finish();
    }
    let Split { head, pieces, faults, locked } = split(bytes, budget);
    let mut reading = Reading::default();
    if head.is_empty() {
        let message = "it is named like a mail and has no head: give it the name of what it is";
        reading.content.faults.push(Fault::new(FaultCode::Unreadable, message));
        return reading.finish();
    }
    reading.head(&head);
    let mut number = 0;
    for piece in pieces {
        match piece {
            Piece::Part(part) => {
                number += 1;
                reading.part(number, &part, budget);
            }
            Piece::Between(lines) => reading.between(number, lines),
        }
    }
    reading.content.faults.extend(faults);
    if locked {
        let message = "it is locked (PGP): save the mail as it shows when it is opened";
        reading.content.faults.push(Fault::new(FaultCode::Encrypted, message));
    } else if !reading.says && reading.content.faults.is_empty() {
        let message = "no text was found in it but its head: there is nothing to check";
        reading.content.faults.push(Fault::new(FaultCode::NoTextLayer, message));
    }
    reading.finish()
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reading {
    text: String,
    content: Content,
    places: Places,
    members: Vec<Held>,
    /// Where the text of the field or part begins that is being read.
    here: usize,
    /// Whether there are words below the head, or files that may hold some.
    says: bool,
    /// How many texts there are, and lists and tables in them.
    texts: usize,
    lists: u32,
    tables: u32,
    /// What the plain texts say that others may say too: their group, and their letters and digits.
    said: Option<(usize, String)>,
}

impl Reading {
    fn head(&mut self, head: &Head<'_>) {
        for title in FIELDS {
            for (value, sound) in head.told(title) {
                self.begin(&format!("header {title}"));
                self.line(BlockKind::Paragraph, &format!("{title}: {value}"));
                if !sound {
                    let message = format!("the field `{title}` is written in an encoding that is broken or not known");
                    self.doubt(FaultCode::Unreadable, &message);
                }
            }
        }
    }

    /// A block of one line.
    fn line(&mut self, kind: BlockKind, words: &str) {
        let words = words.replace(['\n', '\r'], " ");
        let (start, end) = (self.here, self.here + words.len());
        let (text, span) = (Text::verbatim(&words, start), Span::new(start, end));
        self.content.blocks.push(Block { kind, span, text, quote: 0, items: Vec::new() });
        self.text.push_str(&words);
    }

    /// A part that holds no others.
    fn part(&mut self, number: usize, part: &Part<'_>, budget: &mut Budget) {
        let Part { head, media, .. } = part;
        self.begin(&format!("part {number}"));
        for name in ["Content-Type", "Content-Transfer-Encoding"] {
            if head.all(name).nth(1).is_some() {
                let message = format!("part {number} has two fields `{name}`, and nobody can say which of them holds");
                self.doubt(FaultCode::Unreadable, &message);
            }
        }
        let disposition = Media::read(&head.value("Content-Disposition").unwrap_or_default());
        let name = disposition.param("filename").or_else(|| media.param("name"));
        if let Some((code, why)) = sealed(media) {
            self.line(BlockKind::Code, &format!("Attachment: {}", name.as_deref().unwrap_or(media.kind())));
            return self.doubt(code, &format!("part {number} is {why}"));
        }
        let bytes = self.decoded(number, part);
        let apart = disposition.is("attachment", "") || name.is_some();
        match extension(media) {
            "txt" if !apart => {
                let words = self.words(number, media, &bytes);
                self.plain(number, part.group, &words);
            }
            "html" if !apart => {
                let words = self.words(number, media, &bytes);
                self.page(number, part.group, &words);
            }
            extension => {
                let name = self.named(number, &name.unwrap_or_default(), extension);
                self.line(BlockKind::Code, &format!("Attachment: {name}"));
                self.says |= !media.is("image", "");
                self.hold(name, &attached(media, bytes), budget);
            }
        }
    }

    /// The bytes of a part.
    fn decoded(&mut self, number: usize, part: &Part<'_>) -> Vec<u8> {
        let encoding = part.head.value("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase();
        match encoding.split([';', ' ', '(']).next().unwrap_or_default() {
            "" | "7bit" | "8bit" | "binary" => part.body.to_vec(),
            "quoted-printable" => transfer::quoted_printable(part.body),
            "base64" => {
                let transfer::Decoded { mut bytes, rest } = transfer::base64(part.body);
                if !rest.is_empty() && !part.media.is("image", "") {
                    let message = format!("part {number} is not in base64 to its end, as it says it is");
                    self.doubt(FaultCode::Unreadable, &message);
                    bytes.push(b'\n');
                    bytes.extend_from_slice(rest);
                }
                bytes
            }
            other => {
                let message = format!("part {number} is in the encoding `{other}`, which gatelint does not read");
                self.doubt(FaultCode::Unreadable, &message);
                part.body.to_vec()
            }
        }
    }

    /// The words of a text, with one kind of line end.
    fn words(&mut self, number: usize, media: &Media, bytes: &[u8]) -> String {
        let page = || html::declared(bytes).filter(|_| extension(media) == "html").map(|own| own.name().to_owned());
        let (words, why) = charset::decoded(media.param("charset").or_else(page).as_deref(), bytes);
        if let Some(why) = why {
            self.doubt(FaultCode::Unreadable, &format!("part {number} {why}: save its text as UTF-8"));
        }
        if words.lines().any(|line| line.trim_end() == "-----BEGIN PGP MESSAGE-----") {
            let message = format!("part {number} is locked (PGP): save the mail as it shows when it is opened");
            self.doubt(FaultCode::Encrypted, &message);
        }
        if words.lines().zip(words.lines().skip(1)).any(|(line, next)| begins_file(line, next)) {
            let message = format!("part {number} has a file in its text (uuencode), which gatelint does not read");
            self.doubt(FaultCode::Unreadable, &message);
        }
        words.replace("\r\n", "\n").replace('\r', "\n")
    }

    fn plain(&mut self, number: usize, group: Option<usize>, words: &str) {
        let content = plain::read(words);
        self.said = group.map(|group| (group, said(&content.blocks)));
        self.add(&format!("part {number}"), words, content);
    }

    fn page(&mut self, number: usize, group: Option<usize>, words: &str) {
        let mut content = html::read(words);
        if self.said.as_ref().is_some_and(|(other, plain)| Some(*other) == group && *plain == said(&content.blocks)) {
            content.blocks.retain(|block| block.kind == BlockKind::Aside);
        }
        content.links = html::links(words);
        self.add(&format!("part {number}"), words, content);
    }

    /// Lines that belong to no part, after so many of them.
    fn between(&mut self, after: usize, lines: &[u8]) {
        let (words, _) = charset::decoded(None, lines);
        let content = plain::read(&words);
        let name = if after == 0 { "before part 1".to_owned() } else { format!("after part {after}") };
        let says = self.says;
        self.add(&name, &words, content);
        self.says = says;
    }

    /// The blocks of a text, moved behind what was read before.
    fn add(&mut self, name: &str, words: &str, content: Content) {
        self.says |= content.blocks.iter().any(|block| !block.text.plain().trim().is_empty());
        self.begin(name);
        let start = self.here;
        if self.texts > 0 {
            self.end_part(start);
        }
        self.texts += 1;
        self.text.push_str(words);
        let mut at = start;
        for (number, line) in (1..).zip(words.split_inclusive('\n')) {
            self.places.push(at, Address::Named(format!("{name}, line {number}").into()));
            at += line.len();
        }
        let (lists, tables) = (self.lists, self.tables);
        for mut block in content.blocks {
            block.text.shift(start);
            block.span = block.span.shifted(start);
            for item in &mut block.items {
                item.list += lists;
                self.lists = self.lists.max(item.list + 1);
            }
            if let BlockKind::Cell(cell) = &mut block.kind {
                cell.table += tables;
                self.tables = self.tables.max(cell.table + 1);
            }
            self.content.blocks.push(block);
        }
        let moved = |link: Link| Link { span: link.span.shifted(start), ..link };
        self.content.links.extend(content.links.into_iter().map(moved));
    }

    /// The name of a file that lies in the mail: its own, without folders, where no other has it.
    fn named(&self, number: usize, own: &str, extension: &str) -> String {
        let own = own.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        let kept: String = own.chars().filter(|letter| !letter.is_control()).collect();
        let name = match kept.as_str() {
            "" | "." | ".." => format!("part-{number}.{extension}"),
            _ if extension != "bin" && !Format::knows(&kept) => format!("{kept}.{extension}"),
            _ => kept,
        };
        match self.members.iter().any(|held| held.name == name) {
            true => format!("{number}-{name}"),
            false => name,
        }
    }

    /// A file that lies in the mail.
    fn hold(&mut self, name: String, bytes: &[u8], budget: &mut Budget) {
        match budget.member().and_then(|()| budget.unpack(&name, bytes.len() as u64, bytes)) {
            Ok(bytes) => self.members.push(Held { name, bytes }),
            Err(fault) => self.content.faults.push(fault),
        }
    }

    fn doubt(&mut self, code: FaultCode, message: &str) {
        self.content.faults.push(Fault { span: Span::at(self.here), ..Fault::new(code, message) });
    }

    /// A line of its own begins, which stands at `address`.
    fn begin(&mut self, address: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.here = self.text.len();
        self.places.push(self.here, Address::Named(address.into()));
    }

    /// An empty heading ends what the part before left open.
    fn end_part(&mut self, start: usize) {
        let (kind, span) = (BlockKind::Heading(1), Span::<Source>::at(start));
        self.content.blocks.push(Block { kind, span, text: Text::default(), quote: 0, items: Vec::new() });
    }

    fn finish(self) -> Extract {
        let Self { text, content, places, members, .. } = self;
        Extract { text, content, places, members }
    }
}

/// Why nothing can be had of a part of this kind.
fn sealed(media: &Media) -> Option<(FaultCode, &'static str)> {
    let outlook = "wrapped by Outlook (winmail.dat), which gatelint does not read: save what lies in it";
    let signed = media.param("smime-type").is_some_and(|kind| kind.eq_ignore_ascii_case("signed-data"));
    match media.kind() {
        "application/pkcs7-mime" | "application/x-pkcs7-mime" if signed => Some((
            FaultCode::Unreadable,
            "wrapped in its signature (S/MIME): save the mail as it shows when it is opened",
        )),
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            Some((FaultCode::Encrypted, "locked (S/MIME): save the mail as it shows when it is opened"))
        }
        "application/ms-tnef" | "application/vnd.ms-tnef" => Some((FaultCode::Unreadable, outlook)),
        "message/partial" => Some((
            FaultCode::Unreadable,
            "one piece of a mail that was sent in pieces: put them together, and check it again",
        )),
        "message/external-body" => {
            Some((FaultCode::External, "a file outside of the mail, which is neither fetched nor checked"))
        }
        _ => None,
    }
}

/// Whether a file in letters begins with these two lines of a text: `begin 644 order.docx`, and how many bytes stand in the
/// line before those bytes, four letters for three of them.
fn begins_file(line: &str, next: &str) -> bool {
    let named = line.strip_prefix("begin ").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    let (length, letters) = next.as_bytes().split_first().unwrap_or((&b' ', &[]));
    let bytes = usize::from(length.saturating_sub(b' '));
    named && (1..=45).contains(&bytes) && letters.len() == bytes.div_ceil(3) * 4
}

/// The extension that a file of this kind has. `txt` and `html` are read as parts of the mail where they have no name.
fn extension(media: &Media) -> &'static str {
    match media.kind() {
        "text/html" | "application/xhtml+xml" => "html",
        "text/csv" => "csv",
        "text/markdown" => "md",
        "application/json" => "json",
        "message/rfc822" | "message/global" => "eml",
        _ if ["text", "message", "multipart"].iter().any(|kind| media.is(kind, "")) => "txt",
        _ => "bin",
    }
}

/// The bytes of an attached file. The character set of a text is named in the mail and not in the file, so it is put in
/// UTF-8, and says so.
fn attached(media: &Media, bytes: Vec<u8>) -> Vec<u8> {
    match media.param("charset").filter(|_| media.is("text", "")) {
        Some(label) => match charset::decoded(Some(&label), &bytes) {
            (words, None) if words.as_bytes() != bytes => [b"\xef\xbb\xbf", words.as_bytes()].concat(),
            (_, _) => bytes,
        },
        None => bytes,
    }
}

/// The letters and digits of the prose of `blocks`; addresses are left out, for a plain text spells them out.
fn said(blocks: &[Block]) -> String {
    let prose = blocks.iter().filter(|block| block.kind != BlockKind::Aside);
    let words = prose.flat_map(|block| block.text.plain().split([' ', '\n', '<', '>']));
    let own = words.filter(|word| !word.contains("://") && !word.starts_with("mailto:"));
    own.flat_map(str::chars).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
