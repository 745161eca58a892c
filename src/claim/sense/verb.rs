//! The signs that verbs and the words after a form of be give a subject.

use std::ops::Range;

use super::Sense;
use super::complement::Complement;
use crate::claim::groups::Group;
use crate::claim::lexicon::{Cat, form};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// The sign a passive gives its subject; 0 where it says nothing.
    pub(in crate::claim) fn passive_sign(&self, group: &Group, after: usize, sense: &mut Sense) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 0 };
        let cats = verb.cats;
        if matches!(self.norm(after), "as" | "by" | "to") && self.by_third(after) {
            sense.third = true;
        }
        if self.norm(after) == "as"
            && let Some((sign, _)) = self.status(after + 1..self.fragment_end(after, after + 1), false)
        {
            return sign;
        }
        let place = self.place_sign(after);
        let sign = match () {
            () if cats.has(Cat::Exclude) && !cats.has(Cat::Include) => -1,
            () if cats.has(Cat::Include) => 1,
            () if cats.has(Cat::OtherVerb) => 0,
            () if cats.has(Cat::Plan) && !cats.has(Cat::Ask) => {
                sense.future = true;
                1
            }
            () if cats.has(Cat::Refuse) => -1,
            () if cats.has(Cat::Available) => 1,
            () if cats.has(Cat::Unavailable) => -1,
            () if cats.has(Cat::Permit) && !cats.has(Cat::Ask) => 1,
            () if cats.has(Cat::Say) && List::Claiming.starts(&verb.norm) && group.polarity() > 0 => 1,
            () if cats.has(Cat::Say) || cats.has(Cat::Ask) || cats.has(Cat::Think) => {
                return if place < 0 { -1 } else { 0 };
            }
            () if cats.has(Cat::Exist) => 1,
            () if self.takes_away(group) => -1,
            () if cats.is_empty() && !group.negations.is_empty() => 1,
            () => 0,
        };
        sign * place
    }

    /// "by third parties".
    pub(in crate::claim) fn by_third(&self, at: usize) -> bool {
        let agent = at + 1..(at + 5).min(self.tokens.len());
        self.norm(at) == "by" && (self.others(agent.clone()) || agent.clone().any(|at| self.norm(at) == "others"))
    }

    /// "… from the list of exclusions", "… as out of scope": -1 where the place turns the verb.
    pub(in crate::claim) fn place_sign(&self, after: usize) -> i8 {
        for at in after..self.tokens.len() {
            match self.tag(at) {
                Some(tag) if tag.ends_phrase() => return 1,
                _ if self.group_at(at).is_some_and(|(_, group)| group.finite() && group.start >= after) => return 1,
                Some(Tag::Adj) if self.has(at, Cat::Unavailable) && self.placed(at) => {
                    return -1;
                }
                Some(Tag::Noun | Tag::Adj)
                    if self.has(at, Cat::Exclusion) && !self.has(at, Cat::Container) && !self.timed(at) =>
                {
                    return -1;
                }
                _ => {}
            }
        }
        1
    }

    /// Whether the phrase at `at` is a time: "at the end of the trial".
    fn timed(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|&at| !matches!(self.tag(at), Some(Tag::Det | Tag::Adj | Tag::Adv)));
        before.is_some_and(|before| {
            matches!(
                self.norm(before),
                "at" | "by" | "until" | "till" | "before" | "after" | "since" | "during" | "near"
            )
        })
    }

    /// Whether the phrase at `at` is the place a verb puts something in: "as …", "among the …".
    pub(in crate::claim) fn placed(&self, at: usize) -> bool {
        let before =
            (0..at).rev().find(|&at| !matches!(self.tag(at), Some(Tag::Det | Tag::Adj | Tag::Adv | Tag::QuoteOpen)));
        before.is_some_and(|before| {
            matches!(self.norm(before), "as" | "to" | "into" | "in" | "under" | "among" | "amongst" | "on")
        })
    }

    /// The sign an active verb gives its subject; 0 where it says nothing.
    pub(in crate::claim) fn active_sign(&self, group: &Group, after: usize) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 0 };
        let cats = verb.cats;
        let next = self.skip_adverbs(after);
        let object = !matches!(self.norm(next), "there" | "here")
            && matches!(
                self.tag(next),
                Some(Tag::Det | Tag::Noun | Tag::Target | Tag::Pron | Tag::Num | Tag::QuoteOpen)
            )
            || matches!(self.tag(next), Some(Tag::No)) && !cats.has(Cat::Exist);
        if matches!(verb.tag, Tag::Have)
            || ["form", "forms", "formed", "make", "makes", "play", "plays", "constitute", "constitutes"]
                .contains(&verb.norm.as_str())
        {
            let place = (next..self.tokens.len().min(next + 4)).any(|at| {
                matches!(
                    self.norm(at),
                    "place"
                        | "home"
                        | "room"
                        | "part"
                        | "part of"
                        | "a part of"
                        | "nothing"
                        | "role"
                        | "application"
                        | "effect"
                        | "force"
                        | "business"
                        | "future"
                        | "standing"
                )
            });
            return if place { 1 } else { 0 };
        }
        match () {
            () if cats.has(Cat::End) && !object && !cats.has(Cat::Exist) => -1,
            () if cats.has(Cat::End) && verb.norm.contains(' ') => -1,
            () if cats.has(Cat::Exist) && (!object || verb.norm.contains(' ')) => self.place_sign(after),
            () if cats.has(Cat::Exist)
                && matches!(verb.norm.as_str(), "enter" | "enters" | "join" | "joins" | "reach" | "reaches") =>
            {
                1
            }
            () if verb.norm.starts_with("get") || verb.norm.starts_with("got") => self.get_passive(next),
            () if cats.has(Cat::Say) || cats.has(Cat::OtherVerb) => 0,
            () if cats.is_empty() && !object && !group.negations.is_empty() && self.nothing_follows(after) => 1,
            () => 0,
        }
    }

    pub(in crate::claim) fn get_passive(&self, at: usize) -> i8 {
        let Some(token) = self.tokens.get(at) else { return 0 };
        match () {
            () if token.is(Cat::Exclude) && token.forms & form::PARTICIPLE != 0 => -1,
            () if token.is(Cat::Unavailable) => -1,
            () if token.is(Cat::Include) && token.forms & form::PARTICIPLE != 0 || token.is(Cat::Available) => 1,
            () => 0,
        }
    }

    /// What stands after a form of be.
    pub(in crate::claim) fn after_be(&self, after: usize, right: usize, denied: bool) -> Complement {
        let start = after.max(if self.groups.iter().any(|group| group.inverted.is_some()) { right } else { after });
        let mut sign = 1;
        let mut at = start;
        let mut first = None;
        while let Some(token) = self.tokens.get(at) {
            let words = first.unwrap_or(at)..at + 1;
            if token.tag == Tag::Be && matches!(token.norm.as_str(), "be" | "been" | "being") {
                at += 1;
                continue;
            }
            if let Some((_, group)) = self.group_at(at) {
                if group.infinitive && at > start {
                    return Complement::Other;
                }
                if group.participle || group.gerund || group.infinitive {
                    return match self.object_sign(group) {
                        0 => Complement::Other,
                        class => Complement::Sign(sign * class, words),
                    };
                }
                return Complement::None;
            }
            match token.tag {
                Tag::No | Tag::Not => {
                    if token.tag == Tag::No && self.has(at + 1, Cat::Attribute) {
                        return Complement::Other;
                    }
                    sign = -sign;
                    first = first.or(Some(at));
                }
                Tag::Nobody => {
                    return match self.relative_sign(at) {
                        0 => Complement::Sign(-sign, words),
                        class => Complement::Sign(-sign * class, words),
                    };
                }
                Tag::Nor => sign = -sign,
                Tag::Adv | Tag::Idiom | Tag::Det | Tag::Num | Tag::Sign => {}
                Tag::Without if self.completed(at + 1) => return Complement::Other,
                Tag::Without | Tag::Except => return Complement::Sign(-sign, words),
                Tag::Adj if token.is(Cat::OtherPredicate) && !token.is(Cat::Unavailable) => return Complement::Other,
                Tag::Adj | Tag::Noun if token.is(Cat::Unavailable) => {
                    return Complement::Sign(-sign, words);
                }
                Tag::Adj
                    if matches!(token.norm.as_str(), "on" | "in" | "up")
                        && matches!(self.tag(at + 1), Some(Tag::Det | Tag::Noun)) =>
                {
                    return self.after_be_preposition(at, sign, words);
                }
                Tag::Pron if token.norm == "there" && self.groups.iter().all(|group| group.start != at + 1) => {
                    return Complement::Sign(sign, words);
                }
                Tag::Adj | Tag::Noun if token.is(Cat::Promise) => return Complement::Sign(sign, words),
                Tag::Adj | Tag::Noun | Tag::Pron if token.is(Cat::Available) => {
                    return Complement::Sign(sign * self.place_sign(at + 1), words);
                }
                Tag::Adj if token.is(Cat::Exclude) => return Complement::Sign(-sign, words),
                Tag::Adj if token.is(Cat::Include) => return Complement::Sign(sign, words),
                Tag::Prep => return self.after_be_preposition(at, sign, words),
                Tag::Rel => {
                    return match self.relative_sign(at) {
                        0 => Complement::Other,
                        class => Complement::Sign(sign * class, words),
                    };
                }
                Tag::Noun | Tag::Pron | Tag::Target | Tag::Adj => {
                    if self.has(at, Cat::Exclusion) {
                        return Complement::Sign(-sign, words);
                    }
                    let relative = self.relative_sign(at);
                    if relative != 0 {
                        return Complement::Sign(sign * relative, words);
                    }
                    if matches!(
                        token.norm.as_str(),
                        "business"
                            | "thing"
                            | "job"
                            | "field"
                            | "remit"
                            | "department"
                            | "line"
                            | "trade"
                            | "call"
                            | "goal"
                            | "aim"
                            | "intention"
                            | "intent"
                            | "ambition"
                            | "focus"
                            | "priority"
                            | "objective"
                            | "purpose"
                            | "plan"
                    ) && at > 0
                        && matches!(self.norm(at - 1), "our" | "the")
                    {
                        return Complement::Sign(sign, words);
                    }
                    if token.is(Cat::Container)
                        || matches!(
                            token.norm.as_str(),
                            "thing" | "deliverable" | "feature" | "capability" | "something" | "one" | "option"
                        ) && (sign < 0 || denied)
                    {
                        return Complement::Sign(sign, words);
                    }
                    if matches!(self.tag(at + 1), Some(Tag::Noun)) && token.tag != Tag::Pron {
                        at += 1;
                        continue;
                    }
                    return if first.is_some() && sign < 0 && self.has(at, Cat::Offer) {
                        Complement::Sign(sign, words)
                    } else {
                        Complement::Other
                    };
                }
                Tag::And
                | Tag::Comma
                | Tag::Stop
                | Tag::Semi
                | Tag::Close
                | Tag::Dash
                | Tag::QuoteClose
                | Tag::Sub
                | Tag::Cond
                | Tag::Colon => {
                    return if first.is_some() {
                        Complement::Sign(sign, first.unwrap_or(at)..at)
                    } else {
                        Complement::None
                    };
                }
                _ => return Complement::Other,
            }
            at += 1;
        }
        if first.is_some() { Complement::Sign(sign, start..at) } else { Complement::None }
    }

    /// Whether a "without" before `at` has what it is without after it: "runs without anybody's help".
    pub(in crate::claim) fn completed(&self, at: usize) -> bool {
        matches!(
            self.tag(at),
            Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Pron | Tag::Num | Tag::Verb | Tag::Nobody | Tag::Adv)
        )
    }

    pub(in crate::claim) fn after_be_preposition(&self, at: usize, sign: i8, words: Range<usize>) -> Complement {
        let preposition = self.norm(at);
        let place = self.place_sign(at);
        if place < 0 {
            return Complement::Sign(-sign, words);
        }
        if (at..(at + 4).min(self.tokens.len()))
            .any(|at| matches!(self.norm(at), "wish" | "mind" | "minds" | "agenda" | "shopping" | "wishlist"))
        {
            return Complement::Other;
        }
        match preposition {
            "outside" | "out of" | "beyond" | "off" => Complement::Sign(-sign, words),
            "in" | "on" | "within" | "inside" | "among" | "amongst" | "under" | "with" | "at" | "between"
            | "part of" | "as part of" => Complement::Sign(sign, words),
            "for" if self.left_to_build(at) => Complement::Sign(-sign, words),
            "for" => match self.norm(at + 1) {
                "sale" | "this" | "you" | "us" | "now" | "real" => Complement::Sign(sign, words),
                _ => Complement::Other,
            },
            _ => Complement::Other,
        }
    }

    /// "for your IT department to build": what somebody else has to supply.
    fn left_to_build(&self, at: usize) -> bool {
        self.groups.iter().find(|group| group.infinitive && group.start > at && group.start < at + 8).is_some_and(
            |group| {
                group.main.is_some_and(|main| {
                    matches!(
                        self.norm(main),
                        "build"
                            | "arrange"
                            | "provide"
                            | "supply"
                            | "procure"
                            | "organise"
                            | "organize"
                            | "handle"
                            | "deliver"
                            | "buy"
                            | "source"
                            | "develop"
                            | "set up"
                            | "sort out"
                            | "find"
                            | "make"
                            | "run"
                    )
                })
            },
        )
    }

    /// The sign of a relative clause after `at`: "something we do not offer"; 0 where there is none that says.
    pub(in crate::claim) fn relative_sign(&self, at: usize) -> i8 {
        for next in at + 1..self.tokens.len().min(at + 9) {
            if matches!(self.tag(next), Some(Tag::Stop | Tag::Semi | Tag::Comma | Tag::Sub | Tag::Cond)) {
                return 0;
            }
            if let Some((_, group)) = self.group_at(next) {
                let class = self.object_sign(group);
                let elsewhere =
                    (group.end..self.tokens.len().min(group.end + 4)).any(|at| self.norm(at).ends_with("elsewhere"));
                if elsewhere || self.others(at + 1..group.start) {
                    return -group.polarity();
                }
                return if class == 0 && group.negations.is_empty() {
                    0
                } else {
                    group.polarity() * if class == 0 { 1 } else { class }
                };
            }
        }
        0
    }
}
