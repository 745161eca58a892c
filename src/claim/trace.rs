#![allow(missing_docs)]
use super::{Hit, Reader};
use super::token::Tag;
use super::sense::Sentence;
pub fn trace(document: &crate::document::Document, hit: Hit) -> String {
    let r = Reader::new(document);
    let p = r.parse(hit.block, Some(hit.span.start..hit.span.end));
    let mut o = String::new();
    for i in 0..p.sentences.len() {
        let t = p.sentence(i);
        for (k, x) in t.iter().enumerate() { o += &format!("{k}:{}/{:?} ", x.norm, x.tag); }
        o += "\n";
        let s = Sentence::new(t);
        for g in &s.groups { o += &format!("   G {}..{} main {:?} neg {:?} {}{}{}{}{}{} inv {:?} rest {:?}\n", g.start, g.end, g.main, g.negations, if g.copula {"cop "} else {""}, if g.passive {"pass "} else {""}, if g.infinitive {"inf "} else {""}, if g.gerund {"ger "} else {""}, if g.participle {"part "} else {""}, if g.imperative {"imp "} else {""}, g.inverted, g.rest); }
        if let Some(k) = t.iter().position(|x| x.tag == Tag::Target) { let z = s.read(k..k+1); o += &format!("   SENSE {} {:?} ops {:?} subj {} sub {} past {} third {} said {} ment {} cond {}\n", z.sign, z.strength, z.ops.iter().map(|o| format!("{:?} {:?} {}", o.tokens, o.rule, o.flips)).collect::<Vec<_>>(), z.subject, z.subordinate, z.past, z.third, z.said, z.mention, z.in_condition); }
        for (k,x) in t.iter().enumerate() { if x.cats.has(super::lexicon::Cat::Anaphor) { let z = s.read(k..k+1); o += &format!("   ANA {} {} {:?} ops {:?} polar {}\n", x.norm, z.sign, z.strength, z.ops.iter().map(|o| format!("{:?} {:?} {}", o.tokens, o.rule, o.flips)).collect::<Vec<_>>(), z.polar); } }
    }
    o
}
