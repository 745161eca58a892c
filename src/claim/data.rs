//! Hits in data: the names of the members around a string, and the members beside it.

use super::ScopeRule;
use super::reader::{Found, Reader};
use super::table::decides;
use super::token::tokens;
use crate::document::{Block, BlockKind, Node, Value};
use crate::span::{Source, Span};

/// How many blocks on each side are looked at for members of the same object.
const NEAR: usize = 12;

impl Reader<'_> {
    /// What the data around the string of block `at` says of it: a member beside it that holds a decision
    /// (`"status": "excluded"`, `"included": false`), else the names of the members above it (`/exclusions/0`).
    pub(super) fn data(&self, at: usize, block: &Block) -> Option<Found> {
        let BlockKind::Value(pointer) = &block.kind else { return None };
        let (parent, own) = pointer.rsplit_once('/')?;
        self.beside(at, parent, own).or_else(|| self.flag(parent, block.span)).or_else(|| self.members(pointer))
    }

    fn beside(&self, at: usize, parent: &str, own: &str) -> Option<Found> {
        let blocks = &self.document().blocks;
        (at.saturating_sub(NEAR)..(at + NEAR).min(blocks.len())).find_map(|other| {
            let BlockKind::Value(pointer) = &blocks.get(other)?.kind else { return None };
            let (above, name) = pointer.rsplit_once('/')?;
            let found = (above == parent && name != own && decides(&spaced(name))).then(|| self.statement(other))??;
            Some(Found { rule: ScopeRule::Row, ..found })
        })
    }

    /// A member beside the string that is true or false: its name is the status, or the opposite.
    fn flag(&self, parent: &str, near: Span<Source>) -> Option<Found> {
        let object = node(self.document().values()?, parent, near)?;
        let Value::Object(members) = &object.value else { return None };
        members.iter().find_map(|member| {
            let Value::Bool(set) = member.node.value else { return None };
            let found = self.label_sign(0, tokens(&spaced(&member.name), &[], &[]))?;
            let sign = if set { found.sign } else { -found.sign };
            Some(Found { sign, block: usize::MAX, rule: ScopeRule::Member, ..found })
        })
    }

    /// The names of the members above a value.
    fn members(&self, pointer: &str) -> Option<Found> {
        let named = |name: &&str| !name.chars().all(|letter| letter.is_ascii_digit());
        pointer.split('/').rev().filter(named).find_map(|name| {
            let found = self.label_sign(0, tokens(&spaced(name), &[], &[]))?;
            Some(Found { rule: ScopeRule::Member, block: usize::MAX, ..found })
        })
    }
}

/// The node that a pointer names. It holds the bytes `near`, as a rule: that is where it is looked for first.
fn node<'n>(root: &'n Node, pointer: &str, near: Span<Source>) -> Option<&'n Node> {
    pointer.split('/').skip(1).try_fold(root, |node, name| match &node.value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        Value::Object(members) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            let after = members.partition_point(|member| member.name_span.start <= near.start);
            let likely = after.checked_sub(1).and_then(|at| members.get(at)).filter(|member| member.name == name);
            let member = likely.or_else(|| members.iter().find(|member| member.name == name))?;
            Some(&member.node)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

/// `blocked_wording` and `blockedWording` as words.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        match letter {
            '_' | '-' | '.' => words.push(' '),
            letter if letter.is_uppercase() => {
                words.push(' ');
                words.extend(letter.to_lowercase());
            }
            letter => words.push(letter),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::claim::{Hit, ProofWords, Reader, Status};
    use crate::document::{Document, Format};
    use crate::span::Span;

    fn check(source: &str, expected: Status) {
        let document = Document::read(Format::Json, source);
        let (block, start) = document
            .blocks
            .iter()
            .enumerate()
            .find_map(|(at, block)| Some((at, block.text.plain().find("checkout")?)))
            .unwrap();
        let hit = Hit { block, span: Span::new(start, start + 8) };
        assert_eq!(Reader::new(&document).read(hit, &ProofWords::default()).status, expected, "{source}");
    }

    #[test]
    fn reads_members_above_and_beside() {
        check(r#"{"exclusions": ["checkout"]}"#, Status::Denied);
        check(r#"{"included": ["checkout"]}"#, Status::Claimed);
        check(r#"{"blocked_wording": ["checkout"]}"#, Status::Mentioned);
        check(r#"{"items": [{"name": "checkout", "status": "excluded"}]}"#, Status::Denied);
        check(r#"{"items": [{"name": "checkout", "status": "live"}]}"#, Status::Claimed);
        check(r#"{"items": [{"name": "checkout", "included": false}]}"#, Status::Denied);
        check(r#"{"items": [{"name": "checkout", "included": true}]}"#, Status::Claimed);
    }
}
