//! Items of a policy, explained: what each wants and why, what it hangs together with, and its own text.

use std::fmt::Write as _;

use crate::policy::ast::ItemKind;
use crate::policy::model::{Block, Decl, Need, Needed, Policy, Within};
use crate::policy::parse::parse_file;
use crate::report::counted;
use crate::span::Lines;

/// An item of the policy: its code, its declaration, what it says to people, and how it hangs together with the rest.
pub(super) struct Item<'p> {
    pub code: String,
    pub decl: &'p Decl,
    say: &'p [String],
    facts: Vec<String>,
}

impl<'p> Item<'p> {
    fn new(kind: ItemKind, decl: &'p Decl, say: &'p [String], facts: Vec<String>) -> Self {
        Self { code: format!("{}/{}", kind.word(), decl.name), decl, say, facts }
    }
}

/// What the items of a kind are for; the families of codes, in the order of the grammar.
pub(super) const FAMILIES: &[(&str, &str)] = &[
    ("policy", "what a policy file is, and faults of policies"),
    ("document", "a kind of document: which files are one, and who may see them"),
    ("evidence", "a fact that a document proves"),
    ("role", "who must be named, and by when"),
    ("gate", "a stage of the launch: what it needs before it opens"),
    ("step", "a week of the timeline"),
    ("block", "wording that may not be claimed until a gate opens"),
    ("secret", "what may never stand in a public document"),
    ("require", "what a document must contain"),
    ("words", "a list of alternatives that phrases call"),
    ("key", "a public key that signs evidence"),
    ("launch", "one engagement: its tenant, its target, its folder"),
    ("waiver", "an exception, granted by a role until a day"),
    ("artifact", "faults of documents"),
];

/// Every item of the policy that has a code.
pub(super) fn items(policy: &Policy) -> Vec<Item<'_>> {
    use ItemKind as Kind;
    let mut all = Vec::new();
    all.extend(policy.about.iter().map(|one| Item::new(Kind::Policy, &one.decl, &one.stance, Vec::new())));
    all.extend(
        policy
            .documents
            .iter()
            .enumerate()
            .map(|(number, one)| Item::new(Kind::Document, &one.decl, &[], document(policy, number))),
    );
    all.extend(
        policy
            .evidence
            .iter()
            .enumerate()
            .map(|(number, one)| Item::new(Kind::Evidence, &one.decl, &[], evidence(policy, number))),
    );
    all.extend(
        policy
            .roles
            .iter()
            .enumerate()
            .map(|(number, one)| Item::new(Kind::Role, &one.decl, &one.decides, role(policy, number))),
    );
    all.extend(
        policy
            .gates
            .iter()
            .enumerate()
            .map(|(number, one)| Item::new(Kind::Gate, &one.decl, &one.if_missing, gate(policy, number))),
    );
    all.extend(policy.steps.iter().map(|one| {
        let owner = one.owner.as_ref().map_or_else(String::new, |owner| format!(", by {owner}"));
        let facts = vec![format!("in week {} after the start{owner}", one.week), needs(policy, &one.needs)];
        Item::new(Kind::Step, &one.decl, &one.exit, facts)
    }));
    all.extend(policy.blocks.iter().map(|one| Item::new(Kind::Block, &one.decl, &one.wording.say, block(policy, one))));
    all.extend(policy.secrets.iter().map(|one| {
        let facts = vec![format!(
            "may not stand {}; reports mask it, and only a waiver excuses it",
            within(policy, &one.wording.within)
        )];
        Item::new(Kind::Secret, &one.decl, &one.wording.say, facts)
    }));
    all.extend(policy.requires.iter().map(|one| {
        Item::new(Kind::Require, &one.decl, &one.say, vec![format!("asked {}", within(policy, &one.within))])
    }));
    all.extend(policy.words.iter().map(|one| Item::new(Kind::Words, &one.decl, &[], words(policy, &one.decl.name))));
    all.extend(policy.keys.iter().enumerate().map(|(number, one)| {
        let signed = policy
            .evidence
            .iter()
            .filter(|evidence| evidence.signed.as_ref().is_some_and(|(keys, _)| keys.contains(&number)));
        let names = signed.map(|evidence| format!("evidence/{}", evidence.decl.name)).collect();
        Item::new(Kind::Key, &one.decl, &[], used("signs", names))
    }));
    all.extend(policy.launches.iter().map(|one| {
        let target = one.target.and_then(|gate| policy.gates.get(gate));
        let target =
            target.map_or_else(|| "no target gate".to_owned(), |gate| format!("goes for gate/{}", gate.decl.name));
        let starts = one.starts.map_or_else(String::new, |day| format!(", starts on {day}"));
        Item::new(
            Kind::Launch,
            &one.decl,
            &[],
            vec![format!("{target}{starts}"), "`gatelint status` on its folder shows where it stands".to_owned()],
        )
    }));
    all.extend(policy.waivers.iter().map(|one| {
        let facts = vec![format!("excuses {} in `{}` until {}", one.rule, one.file, one.expires)];
        Item::new(Kind::Waiver, &one.decl, &one.because, facts)
    }));
    all
}

fn named<'n>(family: &str, names: impl Iterator<Item = &'n Decl>) -> Vec<String> {
    names.map(|decl| format!("{family}/{}", decl.name)).collect()
}

fn used(verb: &str, codes: Vec<String>) -> Vec<String> {
    if codes.is_empty() { Vec::new() } else { vec![format!("{verb} {}", codes.join(", "))] }
}

fn document(policy: &Policy, number: usize) -> Vec<String> {
    let Some(kind) = policy.documents.get(number) else { return Vec::new() };
    let mut facts = Vec::new();
    if !kind.files.is_empty() {
        let globs: Vec<String> = kind.files.iter().map(|glob| format!("`{glob}`")).collect();
        facts.push(format!("files that fit {}", globs.join(", ")));
    }
    facts.push(match (kind.locked, kind.public) {
        (true, _) => "locked: it stays in the house, so rules `in public` leave it alone".to_owned(),
        (false, true) => "public: it may leave the house, so rules `in public` apply".to_owned(),
        (false, false) => "rules `in public` apply, for nothing says that it stays in the house".to_owned(),
    });
    let mut readers =
        named("evidence", policy.evidence.iter().filter(|one| one.from.contains(&number)).map(|one| &one.decl));
    let names = |role: &&crate::policy::model::Role| role.named.iter().any(|named| named.documents.contains(&number));
    readers.extend(named("role", policy.roles.iter().filter(names).map(|one| &one.decl)));
    let asked = policy.requires.iter().filter(|one| one.within.contains(&Within::Kind(number)));
    readers.extend(named("require", asked.map(|one| &one.decl)));
    facts.extend(used("looked at by", readers));
    facts
}

fn evidence(policy: &Policy, number: usize) -> Vec<String> {
    let Some(one) = policy.evidence.get(number) else { return Vec::new() };
    let kinds = one.from.iter().filter_map(|kind| policy.documents.get(*kind)).map(|kind| &kind.decl);
    let mut facts = used("proved by one", named("document", kinds));
    facts.extend(one.fresh.map(|(days, _)| format!("counts for {}", counted(days as usize, "day"))));
    facts.extend(needed_by(policy, Needed::Evidence(number)));
    facts.extend(one.command.as_ref().map(|command| format!("made by: {command}")));
    facts
}

fn needed_by(policy: &Policy, wanted: Needed) -> Vec<String> {
    let needs = |needs: &[Need]| needs.iter().any(|need| need.of.contains(&wanted));
    let mut codes = named("gate", policy.gates.iter().filter(|one| needs(&one.needs)).map(|one| &one.decl));
    codes.extend(named("step", policy.steps.iter().filter(|one| needs(&one.needs)).map(|one| &one.decl)));
    used("needed by", codes)
}

fn role(policy: &Policy, number: usize) -> Vec<String> {
    let Some(one) = policy.roles.get(number) else { return Vec::new() };
    let due =
        policy.gates.get(one.due).map_or_else(String::new, |gate| format!(", before gate/{} opens", gate.decl.name));
    let mut facts = vec![format!("named by the {}{due}", one.of)];
    facts.extend(needed_by(policy, Needed::Role(number)));
    facts
}

fn needs(policy: &Policy, needs: &[Need]) -> String {
    let name = |needed: &Needed| match needed {
        Needed::Evidence(number) => policy.evidence.get(*number).map(|one| format!("evidence/{}", one.decl.name)),
        Needed::Role(number) => policy.roles.get(*number).map(|one| format!("role/{}", one.decl.name)),
    };
    let shown = needs.iter().map(|need| {
        let names: Vec<String> = need.of.iter().filter_map(name).collect();
        if names.len() > 1 { format!("at least {} of {}", need.at_least, names.join(", ")) } else { names.join("") }
    });
    format!("needs {}", shown.collect::<Vec<_>>().join("; "))
}

fn gate(policy: &Policy, number: usize) -> Vec<String> {
    let Some(one) = policy.gates.get(number) else { return Vec::new() };
    let before = one.after.iter().filter_map(|before| policy.gates.get(*before)).map(|gate| &gate.decl);
    let mut facts = used("comes after", named("gate", before));
    if !one.needs.is_empty() {
        facts.push(needs(policy, &one.needs));
    }
    facts.extend(used(
        "due before it:",
        named("role", policy.roles.iter().filter(|role| role.due == number).map(|role| &role.decl)),
    ));
    let opened = policy.blocks.iter().filter(|block| block.opens == Some(number));
    facts.extend(used("opens the wording of", named("block", opened.map(|block| &block.decl))));
    facts
}

fn block(policy: &Policy, block: &Block) -> Vec<String> {
    let gate = block.opens.and_then(|gate| policy.gates.get(gate));
    let mut facts = vec![match gate {
        Some(gate) => {
            format!("blocked {} until gate/{} is open", within(policy, &block.wording.within), gate.decl.name)
        }
        None => {
            format!("blocked {}; no gate opens it, so a waiver is the only way", within(policy, &block.wording.within))
        }
    }];
    facts.extend(block.wording.instead.as_ref().map(|instead| format!("write instead: {instead}")));
    facts
}

fn words(policy: &Policy, name: &str) -> Vec<String> {
    let calls = |phrases: &[(crate::policy::phrase::Phrase, crate::policy::model::At)]| {
        phrases.iter().any(|(phrase, _)| phrase.lists().contains(&name))
    };
    let mut codes = named("block", policy.blocks.iter().filter(|one| calls(&one.wording.phrases)).map(|one| &one.decl));
    codes.extend(named("secret", policy.secrets.iter().filter(|one| calls(&one.wording.phrases)).map(|one| &one.decl)));
    used(&format!("called as {{{name}}} by"), codes)
}

fn within(policy: &Policy, within: &[Within]) -> String {
    let place = |place: &Within| match place {
        Within::Public => "public documents".to_owned(),
        Within::Locked => "locked documents".to_owned(),
        Within::Kind(kind) => {
            policy.documents.get(*kind).map_or_else(String::new, |kind| format!("document/{}", kind.decl.name))
        }
    };
    let places: Vec<String> = within.iter().map(place).collect();
    if places.is_empty() { "in every document".to_owned() } else { format!("in {}", places.join(" and ")) }
}

/// The item as its policy states it, with its place.
pub(super) fn text(policy: &Policy, item: &Item<'_>) -> String {
    let mut text = format!("{}  {}\n", item.code, item.decl.title);
    for line in item.say.iter().chain(&item.facts) {
        let _ = writeln!(text, "  {line}");
    }
    if let Some((place, lines)) = written(policy, item.decl) {
        let _ = writeln!(text, "\n{place}\n{lines}");
    }
    text
}

/// An item as it is written in its policy: its file and line, and its lines.
pub(super) fn written(policy: &Policy, decl: &Decl) -> Option<(String, String)> {
    let file = policy.files.get(decl.at.file)?;
    let lines = Lines::new(&file.text);
    let first = lines.position(&file.text, decl.at.span.start).line;
    let all = (first..=lines.count()).filter_map(|number| Some(lines.span(&file.text, number)?.slice(&file.text)));
    let belongs = |line: &&str| !line.trim().is_empty() && line.starts_with([' ', '\t']);
    let own = all.clone().take(1).chain(all.skip(1).take_while(belongs));
    let own: Vec<String> = own.map(|line| format!("  {line}")).collect();
    Some((format!("{}:{first}", file.path), own.join("\n")))
}

/// What a line of a policy file belongs to.
pub(super) enum Found {
    /// The item with this code.
    Item(String),
    /// A `use` of this policy.
    Use(String),
    /// The file has no such line.
    Past,
    /// No item stands there.
    Nothing,
}

/// The item around line `line` of a policy file; of a comment or a blank line, the item below it.
pub(super) fn at_line(source: &str, line: usize) -> Found {
    let lines = Lines::new(source);
    let Some(span) = lines.span(source, line) else { return Found::Past };
    let words = span.slice(source);
    let file = parse_file(source, 0).file;
    let starts = |item: &&crate::policy::ast::Item| lines.position(source, item.word.start).line;
    let found = match words.trim().is_empty() || words.starts_with('#') {
        true => file.items.iter().find(|item| starts(item) > line),
        false => file.items.iter().rfind(|item| starts(item) <= line),
    };
    match found {
        None => Found::Nothing,
        Some(item) if item.kind == ItemKind::Use => Found::Use(item.name.value.clone()),
        Some(item) => Found::Item(format!("{}/{}", item.kind.word(), item.name.value)),
    }
}
