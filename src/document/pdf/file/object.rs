//! Objects in the words of a file: ISO 32000-1, 7.3.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::super::lex::{Lexer, Token};

/// Arrays and dictionaries inside each other.
const MAX_DEPTH: usize = 256;

/// `1 0 obj`.
pub(super) fn header(lexer: &mut Lexer<'_>) -> Option<ObjectId> {
    let number = u32::try_from(whole(&lexer.next()?)?).ok()?;
    let generation = u16::try_from(whole(&lexer.next()?)?).ok()?;
    (lexer.next()? == Token::Operator(b"obj")).then_some((number, generation))
}

/// The whole number that a word is.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole, and clamped")]
pub(super) fn whole(token: &Token<'_>) -> Option<i64> {
    match token {
        Token::Number(number) if number.fract() == 0.0 => Some(number.clamp(-1e15, 1e15) as i64),
        _ => None,
    }
}

/// An array or a dictionary that is open, or what stands around them all.
struct Frame {
    items: Vec<Object>,
    dict: bool,
}

/// The object that the next words are; `None` where they are none, or `pay`, asked for each with its length, says no.
pub(super) fn parse(lexer: &mut Lexer<'_>, pay: &mut dyn FnMut(usize) -> bool) -> Option<Object> {
    let mut frames = vec![Frame { items: Vec::new(), dict: false }];
    loop {
        let before = lexer.position();
        let Some(token) = lexer.next() else { break };
        if !pay(lexer.position() - before) {
            return None;
        }
        match token {
            Token::ArrayStart | Token::DictStart if frames.len() > MAX_DEPTH => return None,
            Token::ArrayStart => frames.push(Frame { items: Vec::new(), dict: false }),
            Token::DictStart => frames.push(Frame { items: Vec::new(), dict: true }),
            Token::ArrayEnd | Token::DictEnd => {
                let closed = frames.pop().map(close)?;
                let around = frames.last_mut()?;
                around.items.push(closed);
                if frames.len() == 1 {
                    break;
                }
            }
            Token::Operator(word) => {
                let items = &mut frames.last_mut()?.items;
                if !operator(word, items) {
                    // `endobj` or `stream`, for whoever called.
                    lexer.seek(before);
                    break;
                }
            }
            value => {
                let value = scalar(&value, lexer);
                frames.last_mut()?.items.push(value);
            }
        }
        lexer.forget();
    }
    lexer.forget();
    // An object that its end is missing of is closed here.
    while frames.len() > 1 {
        let closed = frames.pop().map(close)?;
        frames.last_mut()?.items.push(closed);
    }
    frames.pop()?.items.into_iter().next()
}

/// What a word without a sign of its own means; `false` where it is none of an object.
fn operator(word: &[u8], items: &mut Vec<Object>) -> bool {
    match word {
        b"true" => items.push(Object::Boolean(true)),
        b"false" => items.push(Object::Boolean(false)),
        b"null" => items.push(Object::Null),
        b"R" => {
            let generation = items.pop().and_then(|last| u16::try_from(last.as_i64().ok()?).ok());
            let number = items.pop().and_then(|last| u32::try_from(last.as_i64().ok()?).ok());
            items.push(number.zip(generation).map_or(Object::Null, Object::Reference));
        }
        b"endobj" | b"stream" | b"endstream" | b"obj" | b"xref" | b"trailer" | b"startxref" => return false,
        // Garbage inside of an object is passed over.
        _ => {}
    }
    true
}

fn scalar(token: &Token<'_>, lexer: &Lexer<'_>) -> Object {
    match token {
        Token::Name(name) => Object::Name(lexer.bytes(name).to_vec()),
        Token::Text(text) => Object::String(lexer.bytes(text).to_vec(), StringFormat::Literal),
        #[expect(clippy::cast_possible_truncation, reason = "PDF's numbers are single precision")]
        Token::Number(number) => whole(token).map_or(Object::Real(*number as f32), Object::Integer),
        _ => Object::Null,
    }
}

fn close(frame: Frame) -> Object {
    if !frame.dict {
        return Object::Array(frame.items);
    }
    let mut dict = Dictionary::new();
    let mut items = frame.items.into_iter();
    while let Some(key) = items.next() {
        // Something between the entries that is no key is passed over.
        if let Object::Name(key) = key
            && let Some(value) = items.next()
        {
            dict.set(key, value);
        }
    }
    Object::Dictionary(dict)
}

/// Where each object of a stream of objects starts, by the pairs of numbers at its head.
pub(super) fn index(head: &[u8], first: usize) -> HashMap<u32, usize> {
    let mut starts = HashMap::new();
    let mut lexer = Lexer::new(head);
    while let (Some(number), Some(offset)) = (lexer.next(), lexer.next()) {
        let number = whole(&number).and_then(|number| u32::try_from(number).ok());
        let offset = whole(&offset).and_then(|offset| usize::try_from(offset).ok());
        if let Some((number, offset)) = number.zip(offset) {
            starts.entry(number).or_insert(first.saturating_add(offset));
        }
        lexer.forget();
    }
    starts
}
