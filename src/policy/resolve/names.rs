//! Names: what is declared, what is referred to, and what to say when the two don't meet.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::policy::ast::{ItemKind, Name};
use crate::policy::diagnostic::{Diagnostic, nearest};
use crate::policy::model::At;

/// Every declared name with its number among the items of its kind, and every reference.
#[derive(Debug, Default)]
pub(crate) struct Names {
    declared: HashMap<(ItemKind, String), (usize, At)>,
    counts: HashMap<ItemKind, usize>,
    used: HashSet<(ItemKind, String)>,
    unresolved: Vec<(ItemKind, String, At)>,
    /// Words of lines that could not be read: they count as declared and as used.
    broken: HashSet<String>,
    nameless: HashSet<ItemKind>,
    /// A used file could not be read, so nobody knows what is declared.
    incomplete: bool,
    /// How often each part of a name or word of a title stands in the policy.
    vocabulary: HashMap<String, usize>,
}

impl Names {
    pub(super) fn note_broken(&mut self, words: &[String], nameless: &[ItemKind]) {
        self.broken.extend(words.iter().cloned());
        self.nameless.extend(nameless);
    }

    pub(super) fn note_incomplete(&mut self) {
        self.incomplete = true;
    }

    /// Counts the words of `text`; a mistyped word is the one that stands nowhere else.
    pub(super) fn note_vocabulary(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *self.vocabulary.entry(word.to_lowercase()).or_default() += 1;
        }
    }

    /// Declares `name`; a second declaration of it is a fault.
    pub(super) fn declare(&mut self, kind: ItemKind, name: &Name, file: usize) -> Result<usize, Box<Diagnostic>> {
        let at = At { file, span: name.span };
        if let Some((_, first)) = self.declared.get(&(kind, name.value.clone())) {
            let message = format!("{} `{}` is declared twice", kind.word(), name.value);
            let diagnostic = Diagnostic::error("policy/duplicate", file, name.span, message);
            return Err(Box::new(diagnostic.related(first.file, first.span, "declared first here")));
        }
        let number = self.counts.entry(kind).or_default();
        let index = *number;
        *number += 1;
        self.declared.insert((kind, name.value.clone()), (index, at));
        Ok(index)
    }

    /// The number of the item that `name` refers to; a name that is not declared is noted and reported later.
    pub(super) fn refer(&mut self, kind: ItemKind, name: &Name, file: usize) -> Option<usize> {
        let key = (kind, name.value.clone());
        match self.declared.get(&key) {
            Some((index, _)) => {
                let index = *index;
                self.used.insert(key);
                Some(index)
            }
            None => {
                self.unresolved.push((kind, name.value.clone(), At { file, span: name.span }));
                None
            }
        }
    }

    /// Whether `name` is declared as an item of `kind`.
    pub(super) fn is_declared(&self, kind: ItemKind, name: &str) -> bool {
        self.declared.contains_key(&(kind, name.to_owned()))
    }

    /// How many items of `kind` are declared.
    pub(super) fn count(&self, kind: ItemKind) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// Where `name` is declared.
    pub(super) fn place(&self, kind: ItemKind, name: &str) -> Option<At> {
        self.declared.get(&(kind, name.to_owned())).map(|(_, at)| *at)
    }

    /// One diagnostic for each undeclared name.
    ///
    /// When a declared name that nothing uses is nearly the same, one of the two is mistyped. It is the one whose
    /// parts stand nowhere else in the policy; the message is put there.
    pub(super) fn undeclared(&self) -> Vec<Diagnostic> {
        if self.incomplete {
            return Vec::new();
        }
        let mut groups: BTreeMap<(ItemKind, &str), Vec<At>> = BTreeMap::new();
        for (kind, name, at) in &self.unresolved {
            let nameless = kinds(*kind).iter().any(|kind| self.nameless.contains(kind));
            if !self.broken.contains(name) && !nameless {
                groups.entry((*kind, name)).or_default().push(*at);
            }
        }
        groups.into_iter().filter_map(|((kind, name), places)| self.explain(kind, name, &places)).collect()
    }

    fn explain(&self, kind: ItemKind, name: &str, places: &[At]) -> Option<Diagnostic> {
        let first = places.first()?;
        let of_kind = || self.declared.iter().filter(move |((k, _), _)| kinds(kind).contains(k));
        let unused = of_kind().filter(|((k, n), _)| !self.used.contains(&(*k, n.clone())));
        let mut unused: Vec<(&str, At)> = unused.map(|((_, n), (_, at))| (n.as_str(), *at)).collect();
        unused.sort_unstable_by_key(|(name, _)| *name);
        let twin = nearest(name, unused.iter().map(|(name, _)| *name));
        let word = if kind == ItemKind::Evidence { "evidence or role" } else { kind.word() };
        let twin = twin.and_then(|twin| unused.iter().find(|(name, _)| *name == twin));
        if let Some((twin, at)) = twin.filter(|(twin, _)| self.strangeness(twin) > self.strangeness(name)) {
            let message = format!("{word} `{twin}` is used nowhere, and `{name}` is used but declared nowhere");
            let mut diagnostic = Diagnostic::error("policy/undeclared", at.file, at.span, message)
                .help(format!("did you mean to declare `{name}`?"));
            for place in places {
                diagnostic = diagnostic.related(place.file, place.span, "used here");
            }
            return Some(diagnostic);
        }
        let mut names: Vec<&str> = of_kind().map(|((_, name), _)| name.as_str()).collect();
        names.sort_unstable();
        let message = format!("no {word} `{name}` is declared");
        let mut diagnostic = Diagnostic::error("policy/undeclared", first.file, first.span, message);
        diagnostic = match nearest(name, names) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("declare it with `{} {name} \"Title\"`", kind.word())),
        };
        for place in places.iter().skip(1) {
            diagnostic = diagnostic.related(place.file, place.span, "and used here");
        }
        Some(diagnostic)
    }

    /// How many parts of a name stand nowhere else in the policy.
    fn strangeness(&self, name: &str) -> usize {
        name.split('-').filter(|part| self.vocabulary.get(*part).is_none_or(|count| *count < 2)).count()
    }

    /// Declared items of `kind` that nothing refers to, in the order of their declaration.
    pub(crate) fn unused(&self, kind: ItemKind) -> Vec<(&str, At)> {
        let mut unused: Vec<(&str, At)> = self
            .declared
            .iter()
            .filter(|((k, name), _)| *k == kind && !self.used.contains(&(*k, name.clone())))
            .map(|((_, name), (_, at))| (name.as_str(), *at))
            .collect();
        unused.sort_by_key(|(_, at)| (at.file, at.span));
        unused
    }
}

/// The kinds of item that a reference of this kind may mean: `needs` takes evidence and roles.
fn kinds(kind: ItemKind) -> &'static [ItemKind] {
    match kind {
        ItemKind::Evidence => &[ItemKind::Evidence, ItemKind::Role],
        ItemKind::Document => &[ItemKind::Document],
        ItemKind::Gate => &[ItemKind::Gate],
        ItemKind::Block => &[ItemKind::Block],
        ItemKind::Secret => &[ItemKind::Secret],
        ItemKind::Require => &[ItemKind::Require],
        ItemKind::Words => &[ItemKind::Words],
        ItemKind::Key => &[ItemKind::Key],
        ItemKind::Role => &[ItemKind::Role],
        ItemKind::Policy | ItemKind::Use | ItemKind::Step | ItemKind::Launch | ItemKind::Waiver => &[],
    }
}
