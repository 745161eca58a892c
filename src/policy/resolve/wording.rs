//! Wording that a rule looks for: blocks, secrets and the word lists their phrases use.

use super::demand::values;
use super::{Resolver, decl};
use crate::policy::ast::{Body, Item, ItemKind, Name, Severity, Str};
use crate::policy::model::{At, Block, Secret, When, Within, Wording, Words};

impl Resolver {
    pub(super) fn block(&mut self, file: usize, item: &Item) {
        let wording = self.wording(file, item);
        let mut block = Block {
            decl: decl(file, item),
            severity: severity(item),
            wording,
            opens: None,
            when: When::Claimed,
            reads_code: false,
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Opens(gate) => {
                    block.opens = gate.as_ref().and_then(|name| self.names.refer(ItemKind::Gate, name, file));
                }
                Body::When(when) => block.when = *when,
                Body::ReadsCode => block.reads_code = true,
                _ => {}
            }
        }
        self.policy.blocks.push(block);
    }

    pub(super) fn secret(&mut self, file: usize, item: &Item) {
        let wording = self.wording(file, item);
        self.policy.secrets.push(Secret { decl: decl(file, item), severity: severity(item), wording });
    }

    fn wording(&mut self, file: usize, item: &Item) -> Wording {
        let mut wording = Wording {
            phrases: Vec::new(),
            patterns: Vec::new(),
            say: Vec::new(),
            instead: None,
            safe: false,
            within: Vec::new(),
            flags: Vec::new(),
            passes: Vec::new(),
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Phrase(texts) => wording.phrases.extend(self.phrases(texts, file)),
                Body::Pattern(text) => {
                    let place = At { file, span: text.span };
                    wording.patterns.extend(self.pattern(text, file).map(|pattern| (pattern, place)));
                }
                Body::Say(texts) => wording.say.extend(values(texts)),
                Body::Instead { wording: text, safe } => {
                    wording.instead = Some(text.value.clone());
                    wording.safe = *safe;
                }
                Body::In(names) => wording.within.extend(self.within(names, file)),
                Body::Flags(texts) => wording.flags.extend(examples(texts, file)),
                Body::Passes(texts) => wording.passes.extend(examples(texts, file)),
                _ => {}
            }
        }
        wording
    }

    pub(super) fn within(&mut self, names: &[Name], file: usize) -> Vec<Within> {
        let mut within = Vec::new();
        for name in names {
            match name.value.as_str() {
                "public" => within.push(Within::Public),
                "locked" => within.push(Within::Locked),
                _ => within.extend(self.names.refer(ItemKind::Document, name, file).map(Within::Kind)),
            }
        }
        within
    }

    pub(super) fn words(&mut self, file: usize, item: &Item) {
        let mut any = Vec::new();
        for clause in &item.clauses {
            if let Body::Any(texts) = &clause.body {
                any.extend(self.phrases(texts, file).into_iter().map(|(phrase, _)| phrase));
            }
        }
        self.policy.words.push(Words { decl: decl(file, item), any });
    }
}

pub(super) fn severity(item: &Item) -> Severity {
    item.severity.as_ref().map_or(Severity::Error, |severity| severity.value)
}

pub(super) fn examples(texts: &[Str], file: usize) -> Vec<(String, At)> {
    texts.iter().map(|text| (text.value.clone(), At { file, span: text.span })).collect()
}
