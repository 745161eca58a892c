//! New wording in a Word document: as tracked changes (ECMA-376-1, 17.13.5), or plainly.

use jiff::civil::Date;

use super::seam::{Cuts, deleted_name, escaped, name_of, prefix_of};
use super::{AUTHOR, Ids, parts, rewritten};
use crate::document::{Draft, Fault, Leaf, Part, Run};
use crate::edit::Edit;
use crate::span::{Raw, Source, Span};

/// The document with `edits` of its text in as changes that its readers accept or refuse. They are made by gatelint on
/// the day `on`.
///
/// # Errors
/// When a part can't be read or the package not be written.
pub fn track(draft: &Draft, edits: &[Edit<Source>], on: Date) -> Result<Vec<u8>, Fault> {
    let parts = parts(draft)?;
    let ids = Ids::apart_from(parts.iter().map(|part| part.text.as_str()));
    let mut stamp = Stamp { ids, on };
    in_parts(draft, &parts, edits, |cuts, stretches, words| {
        for (number, stretch) in stretches.iter().enumerate() {
            let inserted = if number == 0 { words } else { "" };
            delete(cuts, stretch, inserted, &mut stamp);
        }
    })
}

/// The document with `edits` of its text in, as if they had been typed.
///
/// # Errors
/// As [`track`].
pub fn accept(draft: &Draft, edits: &[Edit<Source>]) -> Result<Vec<u8>, Fault> {
    let parts = parts(draft)?;
    in_parts(draft, &parts, edits, |cuts, stretches, words| {
        let mut words = Some(escaped(words));
        for (number, raw) in stretches.iter().flatten() {
            let Some((leaf, run)) = cuts.leaf(*number) else { continue };
            let words = words.take().unwrap_or_default();
            cuts.keep_blanks(&leaf);
            let (span, words) = match leaf.text {
                Some(_) => (*raw, words),
                None if words.is_empty() => (leaf.span, words),
                None => {
                    let prefix = prefix_of(name_of(cuts.opening(&run)));
                    (leaf.span, format!("<{prefix}t xml:space=\"preserve\">{words}</{prefix}t>"))
                }
            };
            cuts.edits.push(Edit { span, words });
        }
    })
}

/// Leaves of one run that stand side by side, each with the bytes of it that are meant.
type Stretch = Vec<(usize, Span<Raw>)>;

/// Applies `write` to each edit, in the part that its words stand in.
fn in_parts(
    draft: &Draft,
    parts: &[Part],
    edits: &[Edit<Source>],
    mut write: impl FnMut(&mut Cuts<'_>, &[Stretch], &str),
) -> Result<Vec<u8>, Fault> {
    let trace = draft.trace();
    let mut all: Vec<Option<Cuts<'_>>> = parts.iter().map(|_| None).collect();
    for edit in edits {
        for leaves in trace.copies_of(edit.span) {
            let part = leaves.first().and_then(|(leaf, _)| Some(trace.runs.get(trace.leaves.get(*leaf)?.run)?.part));
            let Some((cuts, part)) = part.and_then(|part| Some((all.get_mut(part)?, parts.get(part)?))) else {
                continue;
            };
            let cuts = cuts.get_or_insert_with(|| Cuts::new(trace, &part.text));
            let stretches = stretches(cuts, leaves);
            write(cuts, &stretches, &edit.words);
        }
    }
    let changed = parts.iter().zip(all).filter_map(|(part, cuts)| {
        let cuts = cuts?;
        Some((part.name.clone(), rewritten(part, cuts.finish())))
    });
    draft.with(&changed.collect::<Vec<_>>())
}

/// Joins leaves that stand side by side: what lies between others (a note's sign, a picture) is not deleted with them.
fn stretches(cuts: &Cuts<'_>, leaves: Stretch) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last: Option<Leaf> = None;
    for (number, raw) in leaves {
        let leaf = cuts.leaf(number).map(|(leaf, _)| leaf);
        let beside =
            last.zip(leaf).is_some_and(|(last, leaf)| last.run == leaf.run && last.span.end == leaf.span.start);
        match stretches.last_mut().filter(|_| beside) {
            Some(stretch) => stretch.push((number, raw)),
            None => stretches.push(vec![(number, raw)]),
        }
        last = leaf;
    }
    stretches
}

/// Who changes what, and when.
struct Stamp {
    ids: Ids,
    on: Date,
}

impl Stamp {
    /// The start tag of the next change.
    fn tag(&mut self, prefix: &str, name: &str) -> String {
        let (id, on) = (self.ids.take(), self.on);
        format!("<{prefix}{name} {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\" {prefix}date=\"{on}T00:00:00Z\">")
    }
}

/// Marks a stretch as deleted, and `words` as inserted before it.
fn delete(cuts: &mut Cuts<'_>, stretch: &Stretch, words: &str, stamp: &mut Stamp) {
    let (Some((first, start)), Some((last, end))) = (stretch.first(), stretch.last()) else { return };
    let Some((_, run)) = cuts.leaf(*first) else { return };
    let prefix = cuts.prefix(*first);
    let deleted = stamp.tag(prefix, "del");
    let inserted = if words.is_empty() { String::new() } else { inserted(cuts, &run, words, stamp) };
    cuts.begin(*first, start.start, &format!("{inserted}{deleted}"), true);
    cuts.end(*last, end.end, &format!("</{prefix}del>"), true);
    for (number, raw) in stretch {
        rename(cuts, *number, *raw);
    }
}

/// An insertion of `words` that look like those of `run`, to stand beside it.
fn inserted(cuts: &Cuts<'_>, run: &Run, words: &str, stamp: &mut Stamp) -> String {
    let opening = cuts.opening(run);
    let name = name_of(opening);
    let prefix = prefix_of(name);
    let (tag, words) = (stamp.tag(prefix, "ins"), escaped(words));
    let inserted =
        format!("{tag}{opening}<{prefix}t xml:space=\"preserve\">{words}</{prefix}t></{name}></{prefix}ins>");
    // What someone else inserted ends before it and goes on behind it, so that each has inserted their own words.
    match run.holder.map(|tag| cuts.raw(tag)) {
        Some(tag) => format!("</{}>{inserted}{tag}", name_of(tag)),
        None => inserted,
    }
}

/// Gives the tags of a text the name of deleted text, those that are not cut off.
fn rename(cuts: &mut Cuts<'_>, number: usize, raw: Span<Raw>) {
    let Some((leaf, _)) = cuts.leaf(number) else { return };
    let Some(text) = leaf.text else { return };
    let name = name_of(cuts.raw(leaf.span));
    let mut put = |at: usize| cuts.edits.push(Edit { span: Span::new(at, at + name.len()), words: deleted_name(name) });
    if raw.start == text.start {
        put(leaf.span.start + 1);
    }
    if raw.end == text.end {
        put(text.end + 2);
    }
}
