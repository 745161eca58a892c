//! Demands and tests: queries, patterns and phrases compiled, each fault on its own words.

use super::Resolver;
use crate::policy::ast::{self, Literal, Name, Str};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{At, Demand, DemandKind, Place, Quantifier, Test};
use crate::policy::pattern::Pattern;
use crate::policy::phrase::{Phrase, parse_phrase};
use crate::policy::query::Query;

pub(super) fn values(texts: &[Str]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

impl Resolver {
    pub(super) fn demand(&mut self, demand: &ast::Demand, at: At) -> Option<Demand> {
        let words = demand.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = match demand {
            ast::Demand::Some(query, test) => self.quantified(Quantifier::Some, query, test, at.file)?,
            ast::Demand::Each(query, test) => self.quantified(Quantifier::Each, query, test, at.file)?,
            ast::Demand::None(query, test) => self.quantified(Quantifier::None, query, test, at.file)?,
            ast::Demand::Count(query, bound) => {
                DemandKind::Count { query: Box::new(compile_query(query)?), test: bound_test(bound) }
            }
            ast::Demand::Has(query) => DemandKind::Query {
                quantifier: Quantifier::Each,
                query: Box::new(compile_query(query)?),
                test: Test::Filled,
            },
            ast::Demand::Field(names, test) => DemandKind::Field(values(names), self.test(test, at.file)?),
            ast::Demand::Row(row, columns, test) => {
                DemandKind::Row { row: row.value.clone(), columns: values(columns), test: self.test(test, at.file)? }
            }
            ast::Demand::Section(names) => DemandKind::Section(values(names)),
            ast::Demand::Text(texts) => {
                DemandKind::Text(self.phrases(texts, at.file).into_iter().map(|(phrase, _)| phrase).collect())
            }
        };
        Some(Demand { kind, at, words })
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        query: &ast::Query,
        test: &ast::Test,
        file: usize,
    ) -> Option<DemandKind> {
        let test = self.test(test, file)?;
        Some(DemandKind::Query { quantifier, query: Box::new(compile_query(query)?), test })
    }

    fn test(&mut self, test: &ast::Test, file: usize) -> Option<Test> {
        Some(match test {
            ast::Test::Equals(literal) => Test::Equals(match &literal.value {
                Literal::String(text) => text.clone().into(),
                Literal::Integer(number) => (*number).into(),
                Literal::Bool(value) => (*value).into(),
                Literal::Null => serde_json::Value::Null,
            }),
            ast::Test::Filled(_) => Test::Filled,
            ast::Test::OneOf(texts) => Test::OneOf(values(texts)),
            ast::Test::Matches(text) => Test::Matches(self.pattern(text, file)?),
            ast::Test::Bound(bound) => bound_test(bound),
        })
    }

    pub(super) fn place(place: &ast::Place) -> Option<Place> {
        Some(match place {
            ast::Place::Query(query) => Place::Query(Box::new(compile_query(query)?)),
            ast::Place::Field(names) => Place::Field(values(names)),
        })
    }

    /// Reads a pattern; a faulty one is reported on its own characters.
    pub(super) fn pattern(&mut self, text: &Str, file: usize) -> Option<Pattern> {
        let read = Pattern::parse(&text.value);
        read.map_err(|message| self.report(Diagnostic::error("policy/pattern", file, text.span, message))).ok()
    }

    /// Parses phrases; each faulty one is reported on its own characters and left out.
    pub(super) fn phrases(&mut self, texts: &[Str], file: usize) -> Vec<(Phrase, At)> {
        let mut phrases = Vec::new();
        for text in texts {
            match parse_phrase(&text.value) {
                Ok(phrase) => {
                    for list in phrase.lists() {
                        let name = Name { value: list.to_owned(), span: text.span };
                        self.names.refer(ast::ItemKind::Words, &name, file);
                    }
                    phrases.push((phrase, At { file, span: text.span }));
                }
                Err(fault) => {
                    let message = format!("{} in the phrase {:?}", fault.message, text.value);
                    self.report(Diagnostic::error("policy/phrase", file, text.span, message));
                }
            }
        }
        phrases
    }
}

fn bound_test(bound: &ast::Bound) -> Test {
    if bound.least { Test::AtLeast(bound.number.value) } else { Test::AtMost(bound.number.value) }
}

/// The parser has checked the query already.
fn compile_query(query: &ast::Query) -> Option<Query> {
    Query::parse(&query.value)
}
