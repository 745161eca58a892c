//! Syntax trees to one [`Policy`]: files that use each other are read, names become numbers, queries and patterns
//! are compiled. Every fault of every file comes out of one run.

mod demand;
mod item;
pub(crate) mod names;
mod shape;
mod wording;

use sha2::{Digest, Sha256};

use crate::policy::ast::{self, Item, ItemKind, Name};
use crate::policy::check;
use crate::policy::diagnostic::{Diagnostic, nearest};
use crate::policy::embedded::{EMBEDDED, embedded};
use crate::policy::model::{At, Decl, Policy, PolicyFile};
use crate::policy::parse::{ParsedFile, parse_file};
use crate::span::Span;
use names::Names;

/// A policy file's text under the path it is shown by.
#[derive(Debug, Clone)]
pub struct PolicyText {
    /// The path.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A policy and everything that is wrong with it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read; usable for gates and rules only while no diagnostic is an error.
    pub policy: Policy,
    /// Errors, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    names: Names,
}

impl Loaded {
    /// What is sound and still doubtful (unused, covered by another, …), in the order of files and lines. Nothing while
    /// there is an error: half a policy would raise doubts that are none.
    #[must_use]
    pub fn doubts(&self) -> Vec<Diagnostic> {
        let mut doubts = if self.is_sound() { check::doubts(&self.policy, &self.names) } else { Vec::new() };
        doubts.sort_by_key(|diagnostic| (diagnostic.file, diagnostic.span));
        doubts
    }

    /// Whether nothing is an error.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != ast::Severity::Error)
    }
}

/// Reads the files and all that they `use`, and checks the whole.
///
/// `read` gives the text of a file that a policy uses by path: the path of the using file and the path as written.
/// It is the only way to the outside; its error is the reason shown to the user.
///
/// ```
/// use gatelint::policy::{PolicyText, load};
/// let text = "gate setup \"Setup\"\n  needs scope\n".to_owned();
/// let loaded = load(vec![PolicyText { path: "a.gate".into(), text }], &|_, _| Err("no files here".into()));
/// assert_eq!(loaded.diagnostics[0].message, "no evidence or role `scope` is declared");
/// ```
pub fn load(files: Vec<PolicyText>, read: &dyn Fn(&str, &str) -> Result<PolicyText, String>) -> Loaded {
    let mut resolver = Resolver::default();
    for file in files {
        resolver.open(file);
    }
    let mut next = 0;
    while next < resolver.parsed.len() {
        resolver.follow_uses(next, read);
        next += 1;
    }
    resolver.finish()
}

#[derive(Default)]
pub(super) struct Resolver {
    policy: Policy,
    parsed: Vec<ParsedFile>,
    diagnostics: Vec<Diagnostic>,
    pub(super) names: Names,
}

impl Resolver {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn open(&mut self, file: PolicyText) {
        let number = self.parsed.len();
        let mut parsed = parse_file(&file.text, number);
        if parsed.file.items.is_empty() && parsed.diagnostics.is_empty() {
            let message = "this policy file holds no item, so it says nothing";
            let help = "start it with `policy NAME \"Title\"`, or build on a policy with `use NAME`";
            self.report(Diagnostic::error("policy/empty", number, Span::at(0), message).help(help));
        }
        self.diagnostics.append(&mut parsed.diagnostics);
        self.names.note_broken(&parsed.broken_words, &parsed.nameless);
        let sha256 = Sha256::digest(file.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let about = parsed.file.items.iter().find(|item| item.kind == ItemKind::Policy);
        let stem = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = about.map_or(stem.split('.').next().unwrap_or_default(), |item| &item.name.value).to_owned();
        self.policy.files.push(PolicyFile { name, path: file.path, text: file.text, sha256 });
        self.parsed.push(parsed);
    }

    fn follow_uses(&mut self, number: usize, read: &dyn Fn(&str, &str) -> Result<PolicyText, String>) {
        let uses: Vec<Item> = self
            .parsed
            .get(number)
            .map(|parsed| parsed.file.items.iter().filter(|item| item.kind == ItemKind::Use).cloned().collect())
            .unwrap_or_default();
        for item in uses {
            match self.used_text(&item, number, read) {
                Ok(text) => {
                    // The same text under another path is the same policy.
                    let known =
                        self.policy.files.iter().position(|file| file.path == text.path || file.text == text.text);
                    if known == Some(number) {
                        let fault = Diagnostic::error("policy/use", number, item.name.span, "this file uses itself");
                        self.report(fault.help("take the line out, or use another file"));
                        continue;
                    }
                    let index = known.unwrap_or_else(|| {
                        self.open(text);
                        self.parsed.len() - 1
                    });
                    self.check_pin(&item, number, index);
                }
                Err(diagnostic) => {
                    self.names.note_incomplete();
                    self.report(*diagnostic);
                }
            }
        }
    }

    fn used_text(
        &self,
        item: &Item,
        number: usize,
        read: &dyn Fn(&str, &str) -> Result<PolicyText, String>,
    ) -> Result<PolicyText, Box<Diagnostic>> {
        let wanted = item.name.value.as_str();
        let fault = |message: String| Diagnostic::error("policy/use", number, item.name.span, message);
        let base = self.policy.files.get(number).map_or("", |file| file.path.as_str());
        if item.quoted {
            return read(base, wanted).map_err(|reason| Box::new(fault(format!("`{wanted}` can't be used: {reason}"))));
        }
        match embedded(wanted) {
            Some(policy) => Ok(PolicyText { path: policy.path.to_owned(), text: policy.text.to_owned() }),
            None => {
                let names = EMBEDDED.iter().map(|policy| policy.name);
                let beside = format!("{wanted}.gate");
                let help = match nearest(wanted, names) {
                    _ if read(base, &beside).is_ok() => {
                        format!("`{beside}` lies beside this file: write `use \"{beside}\"`")
                    }
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a file is used by its path in quotes: use \"./shared.gate\"".to_owned(),
                };
                Err(Box::new(fault(format!("no policy `{wanted}` ships with gatelint")).help(help)))
            }
        }
    }

    fn check_pin(&mut self, item: &Item, number: usize, used: usize) {
        let (Some(pin), Some(file)) = (&item.sha256, self.policy.files.get(used)) else { return };
        if !pin.value.eq_ignore_ascii_case(&file.sha256) {
            let message = format!("`{}` is not the file that is pinned here", file.path);
            let help = format!("its SHA-256 is {}; review it, then pin that", file.sha256);
            self.report(Diagnostic::error("policy/pin", number, pin.span, message).help(help));
        }
    }

    /// Declares every name, then reads every item, then checks the whole.
    fn finish(mut self) -> Loaded {
        let parsed = std::mem::take(&mut self.parsed);
        for (file, parsed) in parsed.iter().enumerate() {
            self.declare(file, &parsed.file.items);
        }
        for (file, parsed) in parsed.iter().enumerate() {
            for item in &parsed.file.items {
                if !self.is_second(file, item) {
                    self.item(file, item);
                }
            }
        }
        if self.names.has_undeclared() {
            self.note_vocabulary(&parsed);
        }
        let mut undeclared = self.names.undeclared();
        self.diagnostics.append(&mut undeclared);
        let trees: Vec<&ast::File> = parsed.iter().map(|parsed| &parsed.file).collect();
        check::check(&self.policy, &trees, &mut self.diagnostics);
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.file, diagnostic.span));
        Loaded { policy: self.policy, diagnostics: self.diagnostics, names: self.names }
    }

    /// The words of the whole policy: a mistyped name is the one whose parts stand nowhere else.
    fn note_vocabulary(&mut self, parsed: &[ParsedFile]) {
        for item in parsed.iter().flat_map(|parsed| &parsed.file.items) {
            self.names.note_vocabulary(&item.name.value);
            self.names.note_vocabulary(item.title.as_ref().map_or("", |title| &title.value));
            for clause in &item.clauses {
                self.names.note_vocabulary(&clause.body.to_string());
            }
        }
    }

    fn declare(&mut self, file: usize, items: &[Item]) {
        for item in items {
            if item.kind == ItemKind::Use {
                continue;
            }
            if let Err(diagnostic) = self.names.declare(item.kind, &item.name, file) {
                self.report(*diagnostic);
            }
        }
    }

    /// Whether an item of that name stands before: it has been reported and is left out.
    fn is_second(&self, file: usize, item: &Item) -> bool {
        item.kind != ItemKind::Use && self.names.place(item.kind, &item.name.value) != Some(at(file, &item.name))
    }
}

pub(super) fn at(file: usize, name: &Name) -> At {
    At { file, span: name.span }
}

pub(super) fn decl(file: usize, item: &Item) -> Decl {
    let title = item.title.as_ref().map_or(&item.name.value, |title| &title.value).clone();
    Decl { name: item.name.value.clone(), title, at: at(file, &item.name) }
}
