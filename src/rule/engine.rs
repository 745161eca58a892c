//! The policy's wording made ready: one automaton for all rules, and for each gate the words of its proof.

use crate::artifact::{Hit, RuleRef};
use crate::claim::{self, ProofWords, Reader};
use crate::document::{Block, BlockKind, Document};
use crate::matching::{Matcher, RulePatterns};
use crate::policy::Policy;
use crate::policy::model::{Demand, DemandKind, Needed, Wording};
use crate::policy::phrase::Phrase;
use crate::span::{Plain, Source, Span};

use super::secret::Scanner;

/// Finds and reads wording; made once a policy.
#[derive(Debug)]
pub struct Engine {
    matcher: Matcher,
    secrets: Scanner,
    in_code: Vec<bool>,
    rules: Vec<RuleRef>,
    proofs: Vec<ProofWords>,
    no_proof: ProofWords,
    opens: Vec<Option<usize>>,
}

impl Engine {
    /// Compiles the wording of every `block`, every `secret` with phrases and every `text` demand.
    ///
    /// # Errors
    /// When a phrase can't be compiled (it calls word lists that call each other, or expands beyond the limit). Never
    /// for a sound policy, see [`crate::policy::Loaded::is_sound`]: loading refuses such phrases in their place.
    pub fn new(policy: &Policy) -> Result<Self, String> {
        let mut patterns = Vec::new();
        let mut rules = Vec::new();
        for (number, block) in policy.blocks.iter().enumerate() {
            rules.push(RuleRef::Block(number));
            patterns.push(of_wording(&block.wording, block.reads_code));
        }
        for (number, secret) in policy.secrets.iter().enumerate().filter(|(_, s)| !s.wording.phrases.is_empty()) {
            rules.push(RuleRef::Secret(number));
            let phrases = secret.wording.phrases.iter().map(|(phrase, _)| phrase.clone()).collect();
            patterns.push(RulePatterns { phrases, patterns: Vec::new(), in_code: true });
        }
        for demand in
            policy.evidence.iter().flat_map(|e| &e.demands).chain(policy.requires.iter().flat_map(|r| &r.demands))
        {
            if let Demand { kind: DemandKind::Text(phrases), at, .. } = demand {
                rules.push(RuleRef::Text(*at));
                patterns.push(RulePatterns { phrases: phrases.clone(), patterns: Vec::new(), in_code: true });
            }
        }
        let in_code = patterns.iter().map(|rule| rule.in_code).collect();
        let matcher = Matcher::new(patterns, &|name| policy.words(name).map(<[Phrase]>::to_vec))
            .map_err(|fault| fault.to_string())?;
        Ok(Self {
            matcher,
            secrets: Scanner::new(&policy.secrets)?,
            in_code,
            rules,
            proofs: (0..policy.gates.len()).map(|gate| proof_words(policy, gate)).collect(),
            no_proof: ProofWords::new(std::iter::empty()),
            opens: policy.blocks.iter().map(|block| block.opens).collect(),
        })
    }

    /// Whether the raw text of a file can hold any hit; says yes when in doubt.
    #[must_use]
    pub fn may_match(&self, source: &str) -> bool {
        self.matcher.may_match(source)
    }

    /// Every occurrence of wording in the document, read. The cost beyond matching grows with the hits alone.
    #[must_use]
    pub fn hits(&self, document: &Document) -> Vec<Hit> {
        let mut hits = Vec::new();
        let reader = std::cell::OnceCell::new();
        for (number, block, rules, spans) in self.wording(document) {
            let proof = |at: usize| rules.get(at).map_or(&self.no_proof, |rule| self.proof(*rule));
            let readings = reader.get_or_init(|| Reader::new(document)).read_all(number, &spans, proof);
            hits.extend(rules.iter().zip(&spans).zip(readings).map(|((rule, span), reading)| {
                let source = block.text.to_source(*span);
                Hit { rule: *rule, block: number, plain: *span, source, reading }
            }));
        }
        hits
    }

    /// The same, unread.
    #[must_use]
    pub fn find(&self, document: &Document) -> Vec<claim::Hit> {
        let found = self.wording(document);
        found.flat_map(|(block, _, _, spans)| spans.into_iter().map(move |span| claim::Hit { block, span })).collect()
    }

    /// The blocks that hold wording, each with its number, the rules and where their words stand.
    fn wording<'d>(
        &self,
        document: &'d Document,
    ) -> impl Iterator<Item = (usize, &'d Block, Vec<RuleRef>, Vec<Span<Plain>>)> {
        document.blocks.iter().enumerate().filter_map(|(number, block)| {
            let in_code = block.kind == BlockKind::Code;
            let counts = |rule: usize| !in_code || self.in_code.get(rule).copied().unwrap_or(false);
            let found = self.matcher.find(&block.text).into_iter().filter(|found| counts(found.rule));
            let (rules, spans): (Vec<RuleRef>, Vec<Span<Plain>>) =
                found.filter_map(|found| Some((*self.rules.get(found.rule)?, found.span))).unzip();
            (!spans.is_empty()).then_some((number, block, rules, spans))
        })
    }

    /// Where the patterns of `secret` rules match in the text of a file: the words and the rule's number.
    #[must_use]
    pub fn secrets(&self, source: &str) -> Vec<(Span<Source>, usize)> {
        self.secrets.find(source)
    }

    fn proof(&self, rule: RuleRef) -> &ProofWords {
        let gate = match rule {
            RuleRef::Block(number) => self.opens.get(number).copied().flatten(),
            RuleRef::Secret(_) | RuleRef::Text(_) => None,
        };
        gate.and_then(|gate| self.proofs.get(gate)).unwrap_or(&self.no_proof)
    }
}

fn of_wording(wording: &Wording, in_code: bool) -> RulePatterns {
    RulePatterns {
        phrases: wording.phrases.iter().map(|(phrase, _)| phrase.clone()).collect(),
        patterns: wording.patterns.iter().map(|(pattern, _)| pattern.clone()).collect(),
        in_code,
    }
}

/// The titles of a gate and of what it needs: a condition in these words is the gate's own proof.
fn proof_words(policy: &Policy, gate: usize) -> ProofWords {
    let titles = policy.gates.get(gate).into_iter().flat_map(|gate| {
        let needs = gate.needs.iter().flat_map(|need| &need.of).filter_map(|needed| match needed {
            Needed::Evidence(number) => policy.evidence.get(*number).map(|evidence| evidence.decl.title.as_str()),
            Needed::Role(_) => None,
        });
        std::iter::once(gate.decl.title.as_str()).chain(needs)
    });
    ProofWords::new(titles)
}
