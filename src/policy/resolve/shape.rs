//! The shape of an item: which clauses it must have, and which may stand more than once.

use super::{Resolver, at};
use crate::policy::ast::{self, Body, Clause, Item, ItemKind};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::embedded::sample;
use crate::policy::parse::clause_words;

impl Resolver {
    /// A clause that may stand once stands once, and what an item must have is there.
    pub(super) fn check_clauses(&mut self, file: usize, item: &Item) {
        let word_of = |clause: &Clause| first_word(&clause.body);
        for (number, clause) in item.clauses.iter().enumerate() {
            let word = word_of(clause);
            if adds_up(word) {
                continue;
            }
            let first = item.clauses.iter().take(number).find(|before| word_of(before) == word);
            if let Some(first) = first {
                let message = format!("a second `{word}` in {} `{}`", item.kind.word(), item.name.value);
                let diagnostic = Diagnostic::error("policy/duplicate", file, clause.word, message);
                self.report(diagnostic.related(file, first.word, "the first stands here"));
            }
        }
        if item.broken {
            return;
        }
        for set in required(item.kind) {
            if item.clauses.iter().any(|clause| set.contains(&word_of(clause))) {
                continue;
            }
            self.report(missing(file, item, set));
        }
    }
}

/// What an item must have: each row is a set of clause words of which one must stand there.
fn required(kind: ItemKind) -> &'static [&'static [&'static str]] {
    const DEMANDS: &[&str] = &["some", "each", "none", "count", "has", "field", "row", "section", "text"];
    const REQUIRE: &[&str] =
        &["field", "section", "attaches", "denies", "some", "each", "none", "count", "has", "row", "text"];
    match kind {
        ItemKind::Policy | ItemKind::Use | ItemKind::Gate => &[],
        ItemKind::Document => &[&["files", "where"]],
        ItemKind::Evidence => &[&["from"], DEMANDS],
        ItemKind::Role => &[&["of"], &["due"], &["named"]],
        ItemKind::Step => &[&["week"], &["owner"], &["exit"]],
        ItemKind::Block => &[&["phrase", "pattern"], &["opens"], &["say"], &["flags"], &["passes"]],
        ItemKind::Secret => &[&["pattern", "phrase"], &["say"], &["flags"], &["passes"]],
        ItemKind::Require => &[&["in"], REQUIRE],
        ItemKind::Words => &[&["any"]],
        ItemKind::Key => &[&["ed25519"]],
        ItemKind::Launch => &[&["tenant"]],
        ItemKind::Waiver => &[&["rule"], &["file"], &["granted"], &["expires"], &["because"]],
    }
}

/// Clauses that add up when they stand more than once; every other one may stand once.
fn adds_up(word: &str) -> bool {
    const MANY: &[&str] = &[
        "stance", "motion", "billing", "boundary", "files", "where", "from", "some", "each", "none", "count", "has",
        "field", "row", "section", "text", "same", "or", "decides", "proof", "named", "after", "needs", "if", "goal",
        "do", "exit", "phrase", "pattern", "in", "say", "flags", "passes", "attaches", "denies", "any", "because",
        "signed",
    ];
    MANY.contains(&word)
}

/// The word a clause starts with, as it prints.
pub(super) fn first_word(body: &Body) -> &'static str {
    match body {
        Body::Edition(_) => "edition",
        Body::Owner(_) => "owner",
        Body::Source(_) => "source",
        Body::Stance(_) => "stance",
        Body::Motion(..) => "motion",
        Body::Billing(_) => "billing",
        Body::Boundary(_) => "boundary",
        Body::Waivers(_) => "waivers",
        Body::Files(_) => "files",
        Body::Where(..) => "where",
        Body::Public => "public",
        Body::Locked => "locked",
        Body::From(_) => "from",
        Body::Demand(demand) => demand_word(demand),
        Body::Same(_) => "same",
        Body::Dated(_) => "dated",
        Body::Fresh(_) => "fresh",
        Body::Signed(_) => "signed",
        Body::Command(_) => "command",
        Body::Excuse { .. } => "or",
        Body::Of(_) => "of",
        Body::Due(_) => "due",
        Body::Decides(_) => "decides",
        Body::Proof(_) => "proof",
        Body::Named { .. } => "named",
        Body::After(_) => "after",
        Body::Asks(_) => "asks",
        Body::Needs(_) => "needs",
        Body::IfMissing(_) => "if",
        Body::Week(_) => "week",
        Body::Goal(_) => "goal",
        Body::Do(_) => "do",
        Body::Exit(_) => "exit",
        Body::Phrase(_) => "phrase",
        Body::Pattern(_) => "pattern",
        Body::Opens(_) => "opens",
        Body::When(_) => "when",
        Body::In(_) => "in",
        Body::ReadsCode => "reads",
        Body::Say(_) => "say",
        Body::Instead { .. } => "instead",
        Body::Flags(_) => "flags",
        Body::Passes(_) => "passes",
        Body::Attaches(_) => "attaches",
        Body::Denies(_) => "denies",
        Body::Any(_) => "any",
        Body::Ed25519(_) => "ed25519",
        Body::Tenant(_) => "tenant",
        Body::Target(_) => "target",
        Body::Starts(_) => "starts",
        Body::Folder(_) => "folder",
        Body::Rule { .. } => "rule",
        Body::FilePath(_) => "file",
        Body::Granted { .. } => "granted",
        Body::Expires(_) => "expires",
        Body::Because(_) => "because",
    }
}

fn demand_word(demand: &ast::Demand) -> &'static str {
    match demand {
        ast::Demand::Some(..) => "some",
        ast::Demand::Each(..) => "each",
        ast::Demand::None(..) => "none",
        ast::Demand::Count(..) => "count",
        ast::Demand::Has(_) => "has",
        ast::Demand::Field(..) => "field",
        ast::Demand::Row(..) => "row",
        ast::Demand::Section(_) => "section",
        ast::Demand::Text(_) => "text",
    }
}

fn missing(file: usize, item: &Item, set: &[&str]) -> Diagnostic {
    let (word, name) = (item.kind.word(), &item.name.value);
    let examples = matches!(set, ["flags" | "passes"]);
    let code = if examples { "policy/example" } else { "policy/missing-clause" };
    let shown: Vec<String> = set.iter().take(3).map(|word| format!("`{word}`")).collect();
    let message = format!("{word} `{name}` has no {} clause", shown.join(" or "));
    let help = match set {
        ["flags"] => "show a text it must flag, the exact words in brackets: flags \"… [[words]] …\"".to_owned(),
        ["passes"] => "show a text it must leave alone: passes \"… words … excluded\"".to_owned(),
        _ => match set.first().and_then(|clause| sample(item.kind, clause)) {
            Some(sample) => format!("add a line such as: {sample}"),
            None => format!("clauses of {word} are {}", clause_words(item.kind).collect::<Vec<_>>().join(", ")),
        },
    };
    Diagnostic::error(code, file, at(file, &item.name).span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::embedded::EMBEDDED;
    use crate::policy::parse::parse_file;

    #[test]
    fn first_words_are_those_that_print() {
        for policy in EMBEDDED {
            for clause in parse_file(policy.text, 0).file.items.iter().flat_map(|item| &item.clauses) {
                let printed = clause.body.to_string();
                assert_eq!(printed.split_whitespace().next(), Some(first_word(&clause.body)), "{printed}");
            }
        }
    }
}
