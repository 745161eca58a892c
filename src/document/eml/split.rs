//! Where the parts of a mail begin and end (RFC 2046, 5.1): its lines are gone over once, whatever its boundaries say.

use super::head::Head;
use super::media::Media;
use crate::document::{Budget, Fault, FaultCode};

/// How deep parts may lie in parts. Mails in mails don't count: they are opened in turn.
const DEPTH_MAX: usize = 50;

/// A stretch of a mail.
pub(super) enum Piece<'b> {
    /// A part that holds no others.
    Part(Part<'b>),
    /// Lines before, between or after the parts.
    Between(&'b [u8]),
}

/// A part that holds no others.
pub(super) struct Part<'b> {
    pub(super) head: Head<'b>,
    pub(super) media: Media,
    pub(super) body: &'b [u8],
    /// The group of parts that say the same, by number: a reader shows one of them.
    pub(super) group: Option<usize>,
}

/// A mail in pieces, in the order of the file.
pub(super) struct Split<'b> {
    pub(super) head: Head<'b>,
    pub(super) pieces: Vec<Piece<'b>>,
    pub(super) faults: Vec<Fault>,
    /// Whether its parts are locked (RFC 1847).
    pub(super) locked: bool,
}

/// A part that holds others, while they are read.
struct Frame {
    boundary: String,
    group: Option<usize>,
    /// Whether its parts are mails unless they say otherwise (RFC 2046, 5.1.5).
    digest: bool,
    parts: usize,
}

/// A line that parts two parts.
struct Border {
    /// Where the line begins, and the one after it.
    start: usize,
    next: usize,
    /// Number of the frame whose boundary it is.
    frame: usize,
    last: bool,
}

/// Takes the mail `bytes` apart.
pub(super) fn split<'b>(bytes: &'b [u8], budget: &mut Budget) -> Split<'b> {
    let (head, body) = Head::first(bytes);
    let media = media(&head, false);
    let split = Split { head: head.clone(), pieces: Vec::new(), faults: Vec::new(), locked: false };
    let mut splitting = Splitting { bytes, split, frames: Vec::new(), groups: 0 };
    let mut border = splitting.part(head, media, body);
    while let Some(Border { next, frame, last, .. }) = border {
        let inner = splitting.frames.split_off(frame + usize::from(!last));
        inner.iter().for_each(|frame| splitting.ended(frame));
        border = match last {
            true => splitting.between(next),
            false => match budget.member() {
                Ok(()) => splitting.next_part(next),
                Err(fault) => {
                    splitting.split.faults.push(fault);
                    return splitting.split;
                }
            },
        };
    }
    for frame in std::mem::take(&mut splitting.frames) {
        splitting.ended(&frame);
        splitting.cut(&frame);
    }
    splitting.split
}

/// What a part with this head holds.
fn media(head: &Head<'_>, digest: bool) -> Media {
    let default = if digest { "message/rfc822" } else { "text/plain" };
    Media::read(head.value("content-type").as_deref().unwrap_or(default))
}

struct Splitting<'b> {
    bytes: &'b [u8],
    split: Split<'b>,
    /// The parts that are open, outermost first.
    frames: Vec<Frame>,
    groups: usize,
}

impl<'b> Splitting<'b> {
    /// The part whose head begins at `start`; gives what ends it.
    fn next_part(&mut self, start: usize) -> Option<Border> {
        let digest = self.frames.last_mut().is_some_and(|frame| {
            frame.parts += 1;
            frame.digest
        });
        let (head, length) = Head::read(self.bytes.get(start..).unwrap_or_default());
        let media = media(&head, digest);
        self.part(head, media, start + length)
    }

    fn part(&mut self, head: Head<'b>, media: Media, body: usize) -> Option<Border> {
        if media.is("multipart", "") {
            match media.param("boundary").map(|own| own.trim_end().to_owned()).filter(|own| !own.is_empty()) {
                Some(boundary) if self.frames.len() < DEPTH_MAX => {
                    self.open(&media, boundary);
                    return self.between(body);
                }
                Some(_) => {
                    let message = format!("its parts lie in each other more than {DEPTH_MAX} deep");
                    self.fault(FaultCode::TooDeep, message);
                }
                None => {
                    let message = "its parts can't be told apart: the head names no boundary between them";
                    self.fault(FaultCode::Unreadable, message.to_owned());
                }
            }
        }
        let group = self.frames.last().and_then(|frame| frame.group);
        let (body, border) = self.upto(body);
        self.split.pieces.push(Piece::Part(Part { head, media, body, group }));
        border
    }

    fn open(&mut self, media: &Media, boundary: String) {
        self.split.locked |= media.is("multipart", "encrypted");
        self.groups += usize::from(media.is("multipart", "alternative"));
        let group = match media.is("multipart", "alternative") {
            true => Some(self.groups),
            false => self.frames.last().and_then(|frame| frame.group),
        };
        self.frames.push(Frame { boundary, group, digest: media.is("multipart", "digest"), parts: 0 });
    }

    /// Lines from `start` on that belong to no part; gives what ends them.
    fn between(&mut self, start: usize) -> Option<Border> {
        let (lines, border) = self.upto(start);
        if !lines.trim_ascii().is_empty() {
            self.split.pieces.push(Piece::Between(lines));
        }
        border
    }

    /// What stands from `start` up to the next boundary, whose own line end is no part of it.
    fn upto(&self, start: usize) -> (&'b [u8], Option<Border>) {
        let border = self.border(start);
        let end = border.as_ref().map_or(self.bytes.len(), |border| border.start);
        let body = self.bytes.get(start..end).unwrap_or_default();
        if border.is_none() {
            return (body, border);
        }
        let body = body.strip_suffix(b"\n").unwrap_or(body);
        (body.strip_suffix(b"\r").unwrap_or(body), border)
    }

    /// The first line from `start` on that is a boundary of an open part: the innermost, where two have the same.
    fn border(&self, start: usize) -> Option<Border> {
        if self.frames.is_empty() {
            return None;
        }
        let mut at = start;
        while at < self.bytes.len() {
            let (line, next) = line(self.bytes, at);
            if let Some(words) = line.strip_prefix(b"--") {
                let words = words.trim_ascii_end();
                for (number, frame) in self.frames.iter().enumerate().rev() {
                    let rest = words.strip_prefix(frame.boundary.as_bytes());
                    if let Some(b"" | b"--") = rest {
                        return Some(Border { start: at, next, frame: number, last: rest != Some(b"") });
                    }
                }
            }
            at = next;
        }
        None
    }

    /// A part that holds others has ended: it should have held some.
    fn ended(&mut self, frame: &Frame) {
        if frame.parts == 0 {
            let message = format!("its parts can't be told apart: no line is the boundary `{}`", frame.boundary);
            self.fault(FaultCode::Unreadable, message);
        }
    }

    /// The mail ends before the part does.
    fn cut(&mut self, frame: &Frame) {
        if frame.parts > 0 {
            let message =
                format!("it may be cut off: the line `--{}--` at the end of its parts is missing", frame.boundary);
            self.fault(FaultCode::Unread, message);
        }
    }

    fn fault(&mut self, code: FaultCode, message: String) {
        self.split.faults.push(Fault::new(code, message));
    }
}

/// The line at `start` without its end, and where the next one starts.
pub(super) fn line(bytes: &[u8], start: usize) -> (&[u8], usize) {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    let end = match rest.get(length..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([_, ..]) => 1,
        Some([]) | None => 0,
    };
    (rest.get(..length).unwrap_or_default(), start + length + end)
}
