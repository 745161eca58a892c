//! Words that stand for what was said before: "it", "neither", "the request".

use super::ScopeRule;
use super::groups::Group;
use super::lexicon::{Cat, PREDICATES};
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Op, Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::{Block, BlockKind};

impl Reader<'_> {
    /// "None of these is planned." after the list that the hit stands in.
    pub(super) fn summed_up(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let blocks = &self.document().blocks;
        let own = blocks.get(place.hit.block)?.items.first()?.list;
        let inside = |block: &Block| block.items.first().is_some_and(|item| item.list == own);
        let after = (place.hit.block + 1..blocks.len()).find(|&at| !blocks.get(at).is_some_and(inside))?;
        let next = blocks.get(after).filter(|next| next.kind == BlockKind::Paragraph && next.items.is_empty())?;
        if sense.strength == Strength::Explicit || next.text.plain().len() > 400 {
            return None;
        }
        let parsed = self.parse(after);
        let tokens = parsed.sentence(0);
        let whole = tokens.iter().take(3).any(|token| ALL.iter().any(|all| token.norm.starts_with(all)));
        let (about, at) = whole.then(|| self.about(&Sentence::new(tokens)))??;
        if about.ops.iter().any(|op| matches!(op.rule, ScopeRule::OtherPredicate | ScopeRule::OwnObject)) {
            return None;
        }
        let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
        Some(Found::at(after, bytes(tokens, &words), about.sign, ScopeRule::FollowUp))
    }

    /// What a sentence says of a pronoun in it.
    pub(super) fn about(&self, sentence: &Sentence<'_>) -> Option<(Sense, usize)> {
        self.about_from(sentence, &|_| true, (1, 1), None)
    }

    pub(super) fn about_signed(&self, sentence: &Sentence<'_>, sense: &Sense) -> Option<(Sense, usize)> {
        self.about_from(sentence, &|_| true, (sense.said_sign(), sense.bare_sign()), sense.order)
    }

    pub(super) fn about_from(
        &self,
        sentence: &Sentence<'_>,
        allowed: &dyn Fn(usize) -> bool,
        antecedent: (i8, i8),
        order: Option<u8>,
    ) -> Option<(Sense, usize)> {
        let tokens = sentence.tokens;
        let mut last = None;
        let mut other = false;
        for (at, token) in tokens.iter().enumerate() {
            if let Some(sense) = possessed(sentence, at).filter(|_| allowed(at)) {
                last = Some((sense, at));
                break;
            }
            let picked = ordinal(&token.norm).filter(|_| order.is_some());
            other = match picked {
                Some(first) => order != Some(first),
                None => other && !matches!(token.tag, Tag::Semi | Tag::Stop),
            };
            if !allowed(at) || !stands_for(tokens, at) || other && picked.is_none() {
                continue;
            }
            if let Some(first) = ordinal(&token.norm)
                && let Some(order) = order
                && chooses(sentence)
            {
                let mut sense = sentence.read(at..at + 1);
                sense.sign = if first == order { 1 } else { -1 };
                sense.strength = Strength::Explicit;
                return Some((sense, at));
            }
            if let Some(first) = ordinal(&token.norm)
                && let Some(order) = order
                && first != order
            {
                if tokens.iter().any(|token| token.norm == "only") {
                    let mut sense = sentence.read(at..at + 1);
                    sense.sign = -sense.sign;
                    return (sense.strength == Strength::Explicit).then_some((sense, at));
                }
                continue;
            }
            let such = token.norm.ends_with("such") || token.norm == "such a" || token.norm == "such an";
            let mut sense = if such { sentence.read(at + 1..at + 2) } else { sentence.read(at..at + 1) };
            if NEGATIVE_ANAPHORS.iter().any(|negative| token.norm.starts_with(negative))
                && !sense.ops.iter().any(|op| op.tokens.contains(&at))
            {
                sense.sign = -sense.sign;
                sense.strength = sense.strength.max(if sense.strength >= Strength::Presupposed {
                    Strength::Explicit
                } else {
                    Strength::Bare
                });
                sense.ops.insert(0, Op { tokens: at..at + 1, rule: ScopeRule::Determiner, flips: true });
            }
            let truth = sense.ops.iter().any(|op| {
                tokens.get(op.tokens.clone()).unwrap_or_default().iter().any(|token| List::Truth.has(&token.norm))
            });
            // "The supplier vouches for none."
            let none = token.norm == "none" && sense.sign < 0 && sense.strength < Strength::Explicit;
            if none && sentence.groups.iter().any(|group| group.start < at && ours(tokens, group.start)) {
                sense.strength = Strength::Explicit;
            }
            if truth && sense.strength == Strength::Explicit {
                sense.sign *= antecedent.0;
            }
            if List::Change.has(&token.norm) && sense.strength == Strength::Explicit {
                sense.sign *= antecedent.0;
            }
            if sense.polar {
                sense.sign *= antecedent.1;
                sense.strength = Strength::Explicit;
            }
            if sense.strength == Strength::Explicit && !sense.in_condition {
                last = Some((sense, at));
                break;
            }
        }
        last
    }
}

/// "its absence", "their removal": what keeps out, with a word that stands for the thing.
fn possessed(sentence: &Sentence<'_>, at: usize) -> Option<Sense> {
    let [whose, noun] = sentence.tokens.get(at..at + 2)? else { return None };
    let keeps_out = noun.is(Cat::Exclusion) && !noun.is(Cat::Container) && noun.tag == Tag::Noun;
    if !matches!(whose.norm.as_str(), "its" | "their") || !keeps_out {
        return None;
    }
    let mut sense = sentence.read(at + 1..at + 2);
    let after = at.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    // "no liability for its absence": taken for granted, whatever stands over it.
    let granted = after.is_some_and(|before| before.tag == Tag::Prep);
    sense.sign = if granted { -1 } else { -sense.sign };
    sense.strength = Strength::Explicit;
    sense.ops.insert(0, Op { tokens: at..at + 2, rule: ScopeRule::Noun, flips: true });
    Some(sense)
}

/// Whether the subject before `at` is our side.
fn ours(tokens: &[Token], at: usize) -> bool {
    let subject = at.checked_sub(1).and_then(|at| tokens.get(at));
    subject.is_some_and(|subject| subject.is(Cat::Vendor) || matches!(subject.norm.as_str(), "we" | "i"))
}

/// "took the latter", "we chose the second": to take one of two is to leave the other.
fn chooses(sentence: &Sentence<'_>) -> bool {
    let chosen = ["took", "take", "chose", "choose", "pick", "prefer", "settled", "opted", "went", "decided"];
    let favours = sentence
        .tokens
        .windows(2)
        .any(|pair| matches!(pair, [first, second] if first.norm == "in" && second.norm.starts_with("favo")))
        || sentence.tokens.iter().any(|token| token.norm.starts_with("in favo"));
    if favours {
        return true;
    }
    let verb = |group: &Group| group.main.and_then(|main| sentence.tokens.get(main));
    sentence.groups.iter().any(|group| {
        group.polarity() > 0 && verb(group).is_some_and(|verb| chosen.iter().any(|stem| verb.norm.starts_with(stem)))
    })
}

/// How a sentence begins that speaks of a whole list.
const ALL: &[&str] = &["none", "neither", "all", "these", "they", "both", "each"];

const NEGATIVE_ANAPHORS: &[&str] = &["none", "neither", "nothing", "no such"];

/// Which of several things a word picks: the former is 0, the latter 1.
fn ordinal(word: &str) -> Option<u8> {
    match word {
        "the former" | "the first" => Some(0),
        "the latter" | "the second" => Some(1),
        "the third" => Some(2),
        _ => None,
    }
}

/// Whether a token can stand for what was said before.
fn stands_for(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if List::SaidNoun.has(&token.norm) || List::Change.has(&token.norm) {
        let replied = matches!(token.norm.as_str(), "answer" | "reply" | "response");
        let before = tokens.get(..at).and_then(|before| {
            before.iter().rev().find(|before| !replied || before.tag != Tag::Adj && before.norm != "short")
        });
        let opens = before.is_none() && List::Change.has(&token.norm);
        let definite = opens
            || before.is_some_and(|before| {
                matches!(before.norm.as_str(), "the" | "this" | "that" | "your" | "their" | "quoted")
            });
        let complemented = next.is_some_and(|next| {
            matches!(next.tag, Tag::Prep | Tag::To | Tag::That | Tag::Noun | Tag::Num | Tag::Rel | Tag::Colon)
        });
        return definite && !complemented;
    }
    if !token.is(Cat::Anaphor) {
        return false;
    }
    let nominal_next = next.is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Adj | Tag::Target | Tag::Num));
    let word = token.norm.as_str();
    match word {
        "such" => true,
        "one" if before.is_some_and(|before| before.tag == Tag::Target) => false,
        "this" | "that" | "these" | "those" | "any" | "each" | "both" | "either" | "one" | "none" | "neither"
        | "all three" | "the two" | "the three" | "the first" | "the second" | "the third" => {
            let determined =
                matches!(word, "neither" | "none" | "both") && next.is_some_and(|next| next.tag == Tag::Det);
            let dated = ordinal(word).is_some() && next.is_some_and(|next| matches!(next.norm.as_str(), "of" | "in"));
            !nominal_next
                && next.is_none_or(|next| next.norm != "of")
                && !determined
                && !dated
                && token.tag != Tag::That
                && token.tag != Tag::Rel
                && !matches!(token.tag, Tag::Nor if next.is_some_and(|next| next.tag == Tag::Noun))
        }
        "such a" | "such an" | "no such" | "no such thing" => true,
        "such things" | "such a thing" => true,
        "so" => before.is_some_and(|before| {
            before.norm.starts_with("do") || before.norm == "did" || before.norm.starts_with("sa")
        }),
        "ours" | "nothing of the sort" | "nothing of that sort" | "nothing of the kind" => true,
        "them" if before.is_some_and(|before| matches!(before.norm.as_str(), "with" | "by" | "from")) => false,
        "it" if before.is_some_and(|before| before.norm == "be") => false,
        "it" => !(next.is_some_and(|next| next.tag == Tag::Be) && pleonastic(tokens, at)),
        "nothing" | "everything" => next.is_some_and(|next| next.norm == "comparable"),
        "the line" | "the phrase" | "the decision" | "the proposal" | "the idea" | "the request" | "the same" => {
            !nominal_next
        }
        _ => !(before.is_some_and(|before| before.tag == Tag::Det) && word != "it"),
    }
}

/// "It is possible to …", "it is clear that …".
fn pleonastic(tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at + 2).take(4).any(|token| matches!(token.tag, Tag::To | Tag::That))
        && tokens.iter().skip(at + 2).take(3).any(|token| token.cats.any(PREDICATES) || token.tag == Tag::Adj)
}
