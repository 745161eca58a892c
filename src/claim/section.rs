//! What stands around a hit: the box before it, the value after it, the line that leads in, the list, table and headings.

use super::ScopeRule;
use super::answer::answer;
use super::lexicon::{Cat, form};
use super::list::List;
use super::parsed::Parsed;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// Whether a label is a question to be answered by yes or no: it says nothing of what stands under it.
fn asks_yes_or_no(tokens: &[Token]) -> bool {
    let opens = tokens.first().is_some_and(|first| matches!(first.tag, Tag::Do | Tag::Modal | Tag::Be | Tag::Have));
    opens && tokens.last().is_some_and(|last| last.norm == "?")
}

/// "Beyond the fence", "the other side of the line".
fn outside(label: &[Token]) -> bool {
    let word = |at: usize| label.get(at).map_or("", |token| token.norm.as_str());
    let over = matches!(word(0), "outside" | "beyond" | "past" | "across" | "outside of")
        || label.iter().take(3).any(|token| matches!(token.norm.as_str(), "other" | "far" | "wrong"))
            && label.iter().any(|token| token.norm == "side");
    over && label.len() <= 6 && label.last().is_some_and(|last| List::Boundary.has(&last.norm))
}

/// "No more paperwork", "Stop typing names", "Cancel any time": a whole clause about something else, which leads into nothing.
fn slogan(label: &[Token]) -> bool {
    let empty = |token: &Token| {
        let name = token.norm.starts_with("name");
        !name
            && [Cat::Container, Cat::Wording, Cat::Customer, Cat::Offer, Cat::Proposal, Cat::Exclusion, Cat::Anaphor]
                .iter()
                .any(|cat| token.is(*cat))
            || List::LabelAnaphor.has(&token.norm)
            || List::SaidNoun.has(&token.norm)
            || List::Text.has(&token.norm)
    };
    let nominal = |token: &Token| matches!(token.tag, Tag::Noun | Tag::Adj | Tag::Det | Tag::Num | Tag::Adv);
    let own = |words: &[Token]| {
        let doing = |token: &Token| token.tag == Tag::Verb && token.forms & form::ING != 0;
        let phrase = words.iter().take_while(|token| nominal(token) || doing(token));
        let head = phrase.filter(|token| token.tag == Tag::Noun || doing(token)).last();
        let one = words.first().is_some_and(|first| matches!(first.norm.as_str(), "a" | "an" | "another"));
        head.is_some() && one
            || head.is_some_and(|head| {
                !empty(head) && !words.iter().take(3).any(|token| List::LabelAnaphor.has(&token.norm))
            })
    };
    let farewell = label.first().filter(|first| {
        ["no more", "goodbye", "farewell", "bye bye"].contains(&first.norm.as_str())
            || first.norm.starts_with("say goodbye")
    });
    if farewell.is_some() {
        return own(label.get(1..).unwrap_or_default());
    }
    let sentence = Sentence::new(label);
    let Some((number, group)) = sentence.groups.iter().enumerate().find(|(_, group)| group.finite()) else {
        return false;
    };
    let opens = label.iter().take(group.start).all(|token| matches!(token.tag, Tag::Not | Tag::Adv | Tag::Idiom));
    let order = opens && (group.imperative || group.start > 0 || group.polarity() < 0);
    let last = sentence.groups.get(number + 1).filter(|next| next.gerund && next.start == group.end).unwrap_or(group);
    order && own(label.get(last.end..).unwrap_or_default())
}

impl Reader<'_> {
    /// An empty box in front of the hit: what it names is not done.
    pub(super) fn unticked(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let block = self.document().blocks.get(place.hit.block)?;
        if block.items.last().is_some_and(|item| item.task == Some(false)) {
            let span = place.hit.span;
            return Some(Found::at(place.hit.block, span.start..span.end, -1, ScopeRule::Status));
        }
        let crossed = place
            .target
            .checked_sub(1)
            .and_then(|at| sentence.tokens.get(at))
            .filter(|sign| place.target == 1 && sign.tag == Tag::Sign && sign.is(Cat::NoAnswer));
        if let Some(sign) = crossed {
            return Some(Found::at(place.hit.block, sign.span.clone(), -1, ScopeRule::Status));
        }
        let box_at = sentence.tokens.iter().take(place.target).position(|token| token.norm == "☐");
        let open = sentence.tokens.windows(2).position(
            |pair| matches!(pair, [open, close] if open.tag == Tag::Open && close.tag == Tag::Close && close.spaced),
        );
        let at = box_at.or(open.filter(|&at| at < place.target && at == 0))?;
        Some(Found::at(place.hit.block, bytes(sentence.tokens, &(at..at + 1)), -1, ScopeRule::Status))
    }

    /// "X held: zero", "Share of users with X: 0": a key with the hit in it, and its value.
    pub(super) fn valued(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let tokens = sentence.tokens;
        let colon =
            (place.target + 1..tokens.len()).find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::Colon))?;
        let plain = |token: &Token| {
            matches!(token.tag, Tag::Noun | Tag::Adj | Tag::Verb | Tag::Adv | Tag::Prep | Tag::Det | Tag::Num)
        };
        let key = tokens.get(place.target + 1..colon)?;
        if !(place.target == 0 || tokens.iter().take(place.target).all(|token| plain(token) || token.tag == Tag::Comma))
            || !key.iter().all(plain)
        {
            return None;
        }
        let value = tokens.get(colon + 1..)?;
        let number = value.first()?.norm.trim_end_matches('%');
        let closes = value.get(1).is_none_or(|next| !matches!(next.tag, Tag::Noun | Tag::Adj | Tag::Verb));
        let zero = closes && number.chars().all(|digit| matches!(digit, '0' | '.' | ','))
            || matches!(number, "zero" | "nil" | "none");
        let sign = if zero { -1 } else { answer(value).filter(|_| closes)? };
        let named = Sentence::new(key).status(0..key.len(), false).map_or(1, |(sign, _)| sign);
        Some(Found::at(place.hit.block, bytes(value, &(0..1)), sign * named, ScopeRule::Status))
    }

    /// In one line: "Excluded: A, X, B", "Out of scope - X".
    pub(super) fn lead_in_line(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let tokens = sentence.tokens;
        let colon = (0..place.target)
            .rev()
            .find(|&at| tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Colon | Tag::Dash)))?;
        let mut label: Vec<Token> = tokens.get(..colon)?.to_vec();
        if let Some(cut) = label.iter().rposition(|token| matches!(token.tag, Tag::Colon | Tag::Semi | Tag::Stop)) {
            label.drain(..=cut);
        }
        let risk = label.first().filter(|first| {
            ["risk", "danger", "threat", "misconception", "myth", "rumour", "rumor"].contains(&first.norm.as_str())
        });
        let ours = place.target.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|owner| owner.norm == "our");
        if let Some(risk) = risk.filter(|_| !ours) {
            return Some(Found { weak: true, ..Found::at(place.hit.block, risk.span.clone(), -1, ScopeRule::LeadIn) });
        }
        self.label_sign(place.hit.block, label).map(|found| Found { rule: ScopeRule::LeadIn, ..found })
    }

    /// What the structure around a block says: its table, the lines that lead into its lists, its headings.
    pub(super) fn section(&self, at: usize, sense: &Sense) -> Option<Found> {
        let block = self.document().blocks.get(at)?;
        if let Some(found) = self.table(at, false) {
            let proposal = sense.strength == Strength::Explicit && sense.sign < 0;
            let sign = if proposal && found.strong { found.sign * sense.sign } else { found.sign };
            if sense.strength < Strength::Explicit || proposal || found.sign < 0 {
                return Some(Found { sign, ..found });
            }
            return None;
        }
        if let Some(found) = self.data(at, block) {
            return Some(found);
        }
        let cell = matches!(block.kind, BlockKind::Cell(_));
        let start = if let BlockKind::Cell(cell) = block.kind {
            self.index().table_start(cell.table).unwrap_or(at)
        } else {
            at
        };
        let mut labels: Vec<(usize, ScopeRule)> =
            self.index().lead_ins(block).into_iter().map(|lead| (lead, ScopeRule::LeadIn)).collect();
        if let Some(before) = start.checked_sub(1)
            && (block.items.is_empty() || cell)
            && self.document().blocks.get(before).is_some_and(|lead| {
                matches!(lead.kind, BlockKind::Paragraph | BlockKind::Item)
                    && lead.text.plain().trim_end().ends_with(':')
            })
        {
            labels.push((before, ScopeRule::LeadIn));
        }
        let mut heading = self.index().heading(start);
        let mut guard = 0;
        while let Some(over) = heading
            && guard < 12
        {
            labels.push((over, ScopeRule::Heading));
            heading = self.index().heading(over);
            guard += 1;
        }
        labels
            .into_iter()
            .find_map(|(label, rule)| self.label(label).map(|found| Found { rule, ..found }))
            .or_else(|| self.noted(at))
            .or_else(|| self.referred(start))
    }

    /// "## We do not" over "sell X": the heading is the first half of the clause.
    pub(super) fn half_clause(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let opens = sentence.groups.first().is_some_and(|group| group.start == 0 && group.finite());
        if !opens || sense.strength < Strength::Explicit {
            return None;
        }
        let over = self.index().heading(place.hit.block)?;
        let parsed = self.parse(over);
        let label = Sentence::new(parsed.sentence(parsed.sentences.len().checked_sub(1)?));
        let last = label.groups.last().filter(|group| group.main.is_none() && !group.copula)?;
        let ends =
            label.tokens.iter().skip(last.end).all(|token| matches!(token.tag, Tag::Colon | Tag::Adv | Tag::Not));
        (ends && last.polarity() < 0)
            .then(|| Found::at(over, bytes(label.tokens, &(last.start..last.end)), -sense.sign, ScopeRule::Heading))
    }

    /// What a block says as a label over others.
    pub(super) fn label(&self, at: usize) -> Option<Found> {
        let parsed = self.parse(at);
        let last = parsed.sentences.last()?;
        if asks_yes_or_no(parsed.tokens.get(last.clone())?) {
            return None;
        }
        let mut label: Vec<Token> = parsed.tokens.get(last.clone())?.to_vec();
        while label.last().is_some_and(|token| matches!(token.tag, Tag::Colon | Tag::Stop)) {
            label.pop();
        }
        if let Some(cut) = label.iter().rposition(|token| token.tag == Tag::Semi) {
            label.drain(..=cut);
        }
        if label.len() > 2 && super::reference::part(&label).is_some() {
            label.drain(..2);
            label.retain(|token| !matches!(token.tag, Tag::Open | Tag::Close | Tag::Colon | Tag::Dash));
        }
        self.label_sign(at, label)
    }

    /// What the words of a label say of what stands under it.
    pub(super) fn label_sign(&self, block: usize, mut label: Vec<Token>) -> Option<Found> {
        if label.is_empty() || label.len() <= 2 && super::reference::part(&label).is_some() || slogan(&label) {
            return None;
        }
        if outside(&label) {
            let span = bytes(&label, &(0..label.len()));
            return Some(Found::at(block, span, -1, ScopeRule::Heading));
        }
        let wording = label.iter().any(|token| {
            token.is(Cat::Wording)
                || ["claim", "wording", "phrase", "words", "vocabulary", "say"]
                    .iter()
                    .any(|stem| token.norm.contains(stem))
        });
        let tail = label.iter().rposition(|token| token.tag == Tag::Comma).filter(|&comma| {
            label.iter().skip(comma).any(|token| matches!(token.norm.as_str(), "exception" | "exceptions"))
        });
        if let Some(comma) = tail.filter(|&comma| comma > 0) {
            label.truncate(comma);
            let rest = self.label_sign(block, label)?;
            return Some(Found { sign: -rest.sign, ..rest });
        }
        let sentence = Sentence::new(&label);
        let finite = sentence.groups.iter().any(|group| group.finite());
        if finite {
            let excepts = label.last().is_some_and(|last| matches!(last.tag, Tag::Except | Tag::Without));
            let anaphor = label
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, token)| !excepts && List::LabelAnaphor.has(&token.norm))
                .find_map(|(at, _)| {
                    let mut sense = sentence.read(at..at + 1);
                    let negative = label.get(at).is_some_and(|token| {
                        token.norm.starts_with("none") && !sense.ops.iter().any(|op| op.tokens.contains(&at))
                    });
                    if negative {
                        sense.sign = -sense.sign;
                    }
                    (sense.strength == Strength::Explicit).then_some(sense)
                });
            if let Some(sense) = anaphor {
                return Some(self.sense_found(block, &label, &sense));
            }
            let mut open = label.clone();
            let end = label.last().map_or(0, |token| token.span.end);
            open.push(Token::stand_in(end));
            let sense = Sentence::new(&open).read(label.len()..label.len() + 1);
            if sense.strength == Strength::Explicit {
                return Some(self.sense_found(block, &label, &sense));
            }
            if sense.strength == Strength::Weak && sense.sign < 0 {
                return Some(self.sense_found(block, &label, &sense));
            }
            let group = sentence.groups.iter().find(|group| group.finite());
            let free = label.first().is_some_and(|first| first.norm == "what");
            if let Some(group) = group.filter(|group| free && group.polarity() < 0) {
                let sign = if sentence.object_sign(group) < 0 { 1 } else { -1 };
                return Some(Found::at(block, bytes(&label, &(group.start..group.end)), sign, ScopeRule::LeadIn));
            }
            let comma = label.iter().rposition(|token| token.tag == Tag::Comma).filter(|&at| at > 1)?;
            label.truncate(comma);
            return self.label_sign(block, label);
        }
        let (sign, words) = sentence.status(0..label.len(), false)?;
        let span = bytes(&label, &words);
        Some(Found { mention: sign < 0 && wording, ..Found::at(block, span, sign, ScopeRule::Heading) })
    }

    fn sense_found(&self, block: usize, tokens: &[Token], sense: &Sense) -> Found {
        let words = sense.cue().map_or(0..tokens.len(), |op| op.tokens.clone());
        let mut found = Found::at(block, bytes(tokens, &words), sense.sign, ScopeRule::LeadIn);
        found.mention = sense.sign < 0 && sense.said;
        found.future = sense.future && sense.sign > 0;
        found.strong = true;
        found
    }

    /// What a whole cell or line says of the thing it stands beside.
    pub(super) fn statement(&self, at: usize) -> Option<Found> {
        let parsed = self.parse(at);
        self.statement_of(at, &parsed, 0)
    }

    /// What sentence `number` of a text says of the thing it stands beside.
    pub(super) fn statement_of(&self, at: usize, parsed: &Parsed, number: usize) -> Option<Found> {
        let tokens = parsed.sentence(number);
        let sentence = Sentence::new(tokens);
        if !sentence.groups.iter().any(|group| group.finite()) {
            let end = tokens.iter().position(|token| matches!(token.tag, Tag::Semi)).unwrap_or(tokens.len());
            let (sign, words) = sentence.status(0..end, false)?;
            return Some(Found { strong: true, ..Found::at(at, bytes(tokens, &words), sign, ScopeRule::Row) });
        }
        let first = tokens.first()?;
        if first.is(Cat::Yes) && !first.norm.contains(' ') && first.tag != Tag::Verb {
            return Some(Found { strong: true, ..Found::at(at, first.span.clone(), 1, ScopeRule::Row) });
        }
        if first.is(Cat::NoAnswer)
            && (first.tag == Tag::No || first.norm.starts_with("n"))
            && tokens
                .get(1)
                .is_none_or(|next| matches!(next.tag, Tag::Comma | Tag::Stop | Tag::Semi | Tag::Open | Tag::Dash))
        {
            return Some(Found { strong: true, ..Found::at(at, first.span.clone(), -1, ScopeRule::Row) });
        }
        let (sense, _) = self.about(&sentence)?;
        let words = sense.cue().map_or(0..1, |op| op.tokens.clone());
        Some(Found {
            strong: true,
            future: sense.future && sense.sign > 0,
            ..Found::at(at, bytes(tokens, &words), sense.sign, ScopeRule::Row)
        })
    }
}
