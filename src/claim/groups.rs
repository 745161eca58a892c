//! Verb groups: the auxiliaries, negations and the verb that stand together.

use std::ops::Range;

use super::lexicon::{Cat, form};
use super::token::{Tag, Token};

/// A verb group of a sentence; places are numbers of tokens.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last token (before an inverted subject, where there is one).
    pub(super) end: usize,
    /// The verb that gives the meaning; `None` for a bare auxiliary ("X will not.").
    pub(super) main: Option<usize>,
    /// Its negations.
    pub(super) negations: Vec<usize>,
    /// A form of be with a predicate after it.
    pub(super) copula: bool,
    /// A form of be or get with a participle.
    pub(super) passive: bool,
    /// to + verb.
    pub(super) infinitive: bool,
    /// A verb in -ing without be.
    pub(super) gerund: bool,
    /// A participle that stands alone: "services sold by".
    pub(super) participle: bool,
    /// A bare verb at the start of its clause.
    pub(super) imperative: bool,
    /// The modal.
    pub(super) modal: Option<usize>,
    /// The subject, where it stands between the auxiliary and the verb.
    pub(super) inverted: Option<Range<usize>>,
    /// The rest of the group after an inverted subject: "will X **be sold**".
    pub(super) rest: Option<Range<usize>>,
}

impl Group {
    /// Whether it can be the predicate of a clause.
    pub(super) fn finite(&self) -> bool {
        !self.infinitive && !self.gerund && !self.participle
    }
    /// +1, or -1 where it is denied.
    pub(super) fn polarity(&self) -> i8 {
        if self.negations.len() % 2 == 1 { -1 } else { 1 }
    }
}

/// The verb groups of one sentence, in order.
pub(super) fn groups(tokens: &[Token]) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(rest) = all.iter().find_map(|group| group.rest.clone().filter(|rest| rest.start == at)) {
            at = rest.end;
            continue;
        }
        if !matches!(token.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::To | Tag::Verb) {
            at += 1;
            continue;
        }
        let mut group = collect(tokens, at);
        if let Some(before) = all.last() {
            group.negations.retain(|negation| !before.negations.contains(negation));
        }
        at = group.end.max(at + 1);
        all.push(group);
    }
    all
}

fn collect(tokens: &[Token], start: usize) -> Group {
    let mut group = Group {
        start,
        end: start,
        main: None,
        negations: Vec::new(),
        copula: false,
        passive: false,
        infinitive: false,
        gerund: false,
        participle: false,
        imperative: false,
        modal: None,
        inverted: None,
        rest: None,
    };
    let mut last = None;
    let mut able = false;
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        match token.tag {
            Tag::To if at == start => group.infinitive = true,
            Tag::To if token.norm == "yet to" => group.negations.push(at),
            Tag::To
                if matches!(last, Some(Tag::Have))
                    || matches!(token.norm.as_str(), "going to" | "gonna")
                    || tokens
                        .get(at - 1)
                        .is_some_and(|before| matches!(before.norm.as_str(), "ought" | "yet" | "going")) => {}
            Tag::Modal if last.is_none() => group.modal = Some(at),
            // "is not able to deliver" is one group, as "cannot deliver" is.
            _ if last == Some(Tag::Be) && token.norm == "able to" && !able => able = true,
            Tag::Be | Tag::Have | Tag::Do if !matches!(last, Some(Tag::Verb)) => {}
            Tag::Verb => {
                group.main = Some(at);
                at += 1;
                last = Some(Tag::Verb);
                break;
            }
            Tag::Not
                if tokens.get(at + 1).is_some_and(|next| {
                    matches!(next.norm.as_str(), "just" | "only" | "merely" | "simply" | "solely")
                }) => {}
            Tag::Not => group.negations.push(at),
            Tag::Nor if verb_ahead(tokens, at + 1) && last.is_some() => group.negations.push(at),
            Tag::Adv | Tag::Idiom
                if verb_ahead(tokens, at + 1) || token.tag == Tag::Idiom && token.norm.starts_with("not") => {}
            _ => break,
        }
        if !matches!(token.tag, Tag::Not | Tag::Adv | Tag::Idiom | Tag::Nor) {
            last = Some(token.tag);
        }
        at += 1;
    }
    if last == Some(Tag::Verb) && tokens.get(at).is_some_and(|after| AFTER_VERB.contains(&after.norm.as_str())) {
        group.negations.push(at);
        at += 1;
    }
    group.end = at;
    finish(tokens, &mut group, last);
    group.passive &= !able;
    group.gerund |= tokens.get(start).is_some_and(|first| first.norm == "having");
    preceding_negation(tokens, &mut group);
    let excludes = |at: usize| tokens.get(at).is_some_and(|verb| verb.is(Cat::Exclude) && !verb.is(Cat::Include));
    let keeps = group.main.is_some_and(excludes)
        || tokens.get(group.end).is_some_and(|next| next.tag == Tag::To) && excludes(group.end + 1);
    if obliges(tokens, &group) && !keeps {
        group.negations.clear();
    }
    if let Some(unreal) = unreal(tokens, &group) {
        group.negations.push(unreal);
    }
    group
}

/// Negations that may stand after their verb.
const AFTER_VERB: &[&str] = &["no longer", "no more", "never again", "not anymore", "nowhere"];

/// "would have offered", "would need to build", "used to sell": not so now. An even number of these with a "not"
/// would cancel, which is what "would not have offered" leaves open.
fn unreal(tokens: &[Token], group: &Group) -> Option<usize> {
    let words = tokens.get(group.start..group.end).unwrap_or_default();
    let modal = group.modal?;
    let unreal = tokens
        .get(modal)
        .is_some_and(|modal| matches!(modal.norm.as_str(), "would" | "could" | "should" | "might" | "'d"));
    let have = words.iter().position(|word| word.tag == Tag::Have && word.norm == "have")?;
    let perfect = words.get(have + 1).is_some_and(|next| next.norm != "to") && group.main.is_some();
    let ours = modal
        .checked_sub(1)
        .and_then(|at| tokens.get(at))
        .is_some_and(|subject| matches!(subject.norm.as_str(), "we" | "vendor" | "i"));
    (unreal && group.negations.is_empty() && (perfect || ours && group.main.is_some())).then_some(modal)
}

/// "does not have to", "need not": no obligation, which says nothing about being there.
fn obliges(tokens: &[Token], group: &Group) -> bool {
    let words = tokens.get(group.start..group.end).unwrap_or_default();
    let have_to = words.windows(2).any(|pair| matches!(pair, [have, to] if have.tag == Tag::Have && to.norm == "to"));
    let after = tokens.get(group.end).is_some_and(|next| next.norm == "to");
    let open = after && words.last().is_some_and(|last| last.tag == Tag::Have);
    have_to
        || open
        || words.iter().any(|word| word.norm == "need" || word.norm == "needs")
            && (after || words.iter().any(|word| word.tag == Tag::Modal))
}

fn verb_ahead(tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at).find(|token| !matches!(token.tag, Tag::Adv | Tag::Not)).is_some_and(|token| {
        matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
            || token.tag == Tag::To && matches!(token.norm.as_str(), "going to" | "gonna" | "yet to")
    })
}

fn finish(tokens: &[Token], group: &mut Group, last: Option<Tag>) {
    let has_be = (group.start..group.end).any(|at| tokens.get(at).is_some_and(|token| token.tag == Tag::Be));
    let auxiliaries = (group.start..group.end).any(|at| {
        tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::To))
    });
    if let Some(verb) = group.main.and_then(|main| tokens.get(main)) {
        group.passive = has_be && verb.forms & form::PARTICIPLE != 0;
        if !auxiliaries {
            let ing = verb.forms & form::ING != 0 && verb.norm.contains("ing");
            let finite_past = verb.forms & form::PAST != 0;
            let only_participle = verb.forms & form::PARTICIPLE != 0 && !finite_past && verb.forms & form::BASE == 0;
            let ed = verb.norm.ends_with("ed") && finite_past;
            group.gerund = ing;
            group.participle = only_participle
                || (ed || finite_past && verb.forms & form::PARTICIPLE != 0 && verb.forms & form::BASE == 0)
                    && stands_alone(tokens, group);
            group.imperative = verb.forms & form::BASE != 0
                && verb.forms & form::PAST == 0
                && group.start.checked_sub(1).and_then(|at| tokens.get(at)).is_none_or(|before| {
                    matches!(
                        before.tag,
                        Tag::Stop
                            | Tag::Colon
                            | Tag::Semi
                            | Tag::Dash
                            | Tag::QuoteOpen
                            | Tag::Comma
                            | Tag::Adv
                            | Tag::Idiom
                            | Tag::Sign
                            | Tag::Open
                    )
                });
        }
        return;
    }
    match last {
        Some(Tag::Be) => {
            group.copula = true;
            group.main = None;
            invert(tokens, group, form::PARTICIPLE | form::ING);
        }
        Some(Tag::Have) => {
            invert(tokens, group, form::PARTICIPLE);
            if group.inverted.is_none() {
                group.passive = has_be;
                group.main = (group.start..group.end)
                    .rev()
                    .find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::Have));
            }
        }
        Some(Tag::Do | Tag::Modal) => {
            invert(tokens, group, form::BASE);
        }
        _ => {}
    }
}

/// A participle without an auxiliary is a verb in the past when it has a subject before it and an object after it.
fn stands_alone(tokens: &[Token], group: &Group) -> bool {
    let before = group.start.checked_sub(1).and_then(|at| tokens.get(at));
    let after = tokens.get(group.end);
    let subject = before.is_some_and(|before| {
        matches!(
            before.tag,
            Tag::Pron
                | Tag::Noun
                | Tag::Close
                | Tag::Rel
                | Tag::Target
                | Tag::Nobody
                | Tag::That
                | Tag::Adv
                | Tag::Num
                | Tag::And
                | Tag::QuoteClose
        )
    });
    if after.is_some_and(|after| after.tag == Tag::Pron && subject) {
        return false;
    }
    let strong_subject =
        before.is_some_and(|before| matches!(before.tag, Tag::Pron | Tag::Rel | Tag::Nobody | Tag::That));
    let object = after.is_some_and(|after| {
        matches!(
            after.tag,
            Tag::Det
                | Tag::No
                | Tag::Target
                | Tag::Pron
                | Tag::QuoteOpen
                | Tag::That
                | Tag::Num
                | Tag::Noun
                | Tag::Nobody
                | Tag::Adj
        )
    });
    let another = tokens
        .iter()
        .skip(group.end)
        .take_while(|token| {
            !matches!(token.tag, Tag::Stop | Tag::Semi | Tag::And | Tag::Comma | Tag::Sub | Tag::Rel | Tag::That)
        })
        .any(|token| matches!(token.tag, Tag::Be | Tag::Modal | Tag::Have));
    let earlier = tokens.iter().take(group.start).any(|token| matches!(token.tag, Tag::Be | Tag::Modal | Tag::Have));
    let moves = group.main.and_then(|main| tokens.get(main)).is_some_and(|verb| {
        let alone = after.is_none_or(|after| {
            after.tag == Tag::Stop || matches!(after.norm.as_str(), "with" | "in" | "on" | "at" | "last")
        });
        (verb.is(Cat::End) || verb.is(Cat::Exist)) && (!verb.is(Cat::Exclude) || alone) && !verb.is(Cat::Include)
    });
    let intransitive = before
        .is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Num | Tag::Target | Tag::Close))
        && !earlier
        && !another
        && moves;
    !(strong_subject || subject && object && !another || intransitive)
}

/// Finds the verb an auxiliary waits for, past the subject or a parenthetical between commas.
fn invert(tokens: &[Token], group: &mut Group, forms: u8) {
    if governs_hit(tokens, group) {
        return;
    }
    let comma = tokens.get(group.end).is_some_and(|next| next.tag == Tag::Comma);
    let mut last = Tag::Comma;
    for (at, token) in tokens.iter().enumerate().skip(group.end).take(60) {
        let stands = !comma || last == Tag::Comma;
        if token.tag == Tag::Verb && token.forms & forms != 0 && stands {
            group.main = Some(at);
            group.passive = group.copula && token.forms & form::PARTICIPLE != 0;
            group.copula = false;
            group.inverted = Some(group.end..at);
            group.rest = Some(at..at + 1);
            return;
        }
        if group.modal.is_some() && stands && matches!(token.norm.as_str(), "be" | "have") && at > group.end {
            let rest = collect(tokens, at);
            group.main = rest.main;
            group.passive = rest.passive;
            group.copula = rest.copula;
            group.negations.extend(rest.negations);
            group.inverted = Some(group.end..at);
            group.rest = Some(at..rest.end);
            return;
        }
        let ends = matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
            || !comma
                && matches!(
                    token.tag,
                    Tag::Sub
                        | Tag::Cond
                        | Tag::That
                        | Tag::Comma
                        | Tag::Adj
                        | Tag::Rel
                        | Tag::Dash
                        | Tag::Verb
                        | Tag::Prep
                        | Tag::To
                );
        if ends {
            break;
        }
        last = token.tag;
    }
    if group.copula && opens_question(tokens, group.start) {
        let end = tokens
            .iter()
            .enumerate()
            .skip(group.end + 1)
            .find(|(_, token)| {
                !matches!(token.tag, Tag::Noun | Tag::Target | Tag::Num | Tag::Det | Tag::QuoteClose | Tag::And)
            })
            .map_or(tokens.len(), |(at, _)| at);
        group.inverted = Some(group.end..end);
    }
}

/// Whether the hit itself is the verb of a group: "does not [convert by itself]". Its subject stands before it.
fn governs_hit(tokens: &[Token], group: &Group) -> bool {
    let hit = tokens.get(group.end).is_some_and(|next| next.tag == Tag::Target);
    let auxiliary = tokens
        .get(group.start..group.end)
        .unwrap_or_default()
        .iter()
        .all(|token| matches!(token.tag, Tag::Do | Tag::Modal | Tag::Not | Tag::Adv | Tag::Idiom));
    let subject = group.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| {
        matches!(before.tag, Tag::Pron | Tag::Noun | Tag::Num | Tag::Close | Tag::QuoteClose | Tag::And)
            || before.tag == Tag::Nobody
    });
    hit && auxiliary && subject && !tokens.iter().any(|token| token.norm == "?")
}

/// Whether an auxiliary at `at` is the first word of a question.
fn opens_question(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let opens = before.is_none_or(|before| {
        matches!(
            before.tag,
            Tag::Stop
                | Tag::Colon
                | Tag::Semi
                | Tag::Dash
                | Tag::QuoteOpen
                | Tag::Open
                | Tag::Comma
                | Tag::Sign
                | Tag::Nor
        ) || matches!(before.norm.as_str(), "why" | "how" | "when" | "where" | "and" | "but" | "so")
    });
    let echoes = before.is_some_and(|before| before.tag == Tag::Nor || before.norm == "so");
    opens && (echoes || tokens.iter().skip(at).any(|token| token.norm == "?"))
}

/// A negation that stands before the group: "never offers", "not to sell", "neither hosts nor provides".
fn preceding_negation(tokens: &[Token], group: &mut Group) {
    let mut at = group.start;
    while let Some(before) = at.checked_sub(1).and_then(|at| tokens.get(at)) {
        match before.tag {
            Tag::Not => group.negations.push(at - 1),
            Tag::Adv => {}
            Tag::Nor if !before.norm.contains("and") => {
                group.negations.push(at - 1);
                break;
            }
            _ => break,
        }
        at -= 1;
    }
}
