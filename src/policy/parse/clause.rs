//! The clause productions: one function a production, its grammar line above it.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::demand::{demand, test};
use super::query::query;
use super::token::{Expected, Input, Parsed, date, integer, name, pattern, spanned, string, word};
use super::value::{code, duration, names, strings, then, title};
use crate::policy::ast::{Body, Denies, ItemKind, Needs, Place, When};

/// The parser of one clause, from its first word on.
pub(super) type ClauseParser = for<'a> fn(Input<'a>) -> Parsed<'a, Body>;

/// The clauses an item may have: first word, parser. One row a clause; the parser, the messages and the editors'
/// word lists come from here.
pub(super) fn clauses(kind: ItemKind) -> &'static [(&'static str, ClauseParser)] {
    match kind {
        ItemKind::Policy => &[
            ("edition", edition),
            ("owner", owner),
            ("source", source),
            ("stance", stance),
            ("motion", motion),
            ("billing", billing),
            ("boundary", boundary),
            ("waivers", waivers),
        ],
        ItemKind::Use => &[],
        ItemKind::Document => &[("files", files), ("where", where_), ("public", public), ("locked", locked)],
        ItemKind::Evidence => &[
            ("from", from),
            ("some", demand),
            ("each", demand),
            ("none", demand),
            ("count", demand),
            ("has", demand),
            ("field", demand),
            ("row", demand),
            ("section", demand),
            ("text", demand),
            ("same", same),
            ("dated", dated),
            ("fresh", fresh),
            ("signed", signed),
            ("command", command),
            ("or", excuse),
        ],
        ItemKind::Role => &[("of", of), ("due", due), ("decides", decides), ("proof", proof), ("named", named)],
        ItemKind::Gate => {
            &[("after", after), ("asks", asks), ("needs", needs), ("command", command), ("if", if_missing)]
        }
        ItemKind::Step => &[
            ("week", week),
            ("owner", owner),
            ("asks", asks),
            ("goal", goal),
            ("do", do_),
            ("exit", exit),
            ("needs", needs),
            ("if", if_missing),
        ],
        ItemKind::Block => &[
            ("phrase", phrase),
            ("pattern", regex),
            ("opens", opens),
            ("when", when),
            ("in", in_),
            ("reads", reads),
            ("say", say),
            ("instead", instead),
            ("flags", flags),
            ("passes", passes),
        ],
        ItemKind::Secret => &[
            ("phrase", phrase),
            ("pattern", regex),
            ("in", in_),
            ("say", say),
            ("instead", instead),
            ("flags", flags),
            ("passes", passes),
        ],
        ItemKind::Require => &[
            ("in", in_),
            ("some", demand),
            ("each", demand),
            ("none", demand),
            ("count", demand),
            ("has", demand),
            ("field", demand),
            ("row", demand),
            ("section", demand),
            ("text", demand),
            ("attaches", attaches),
            ("denies", denies),
            ("say", say),
        ],
        ItemKind::Words => &[("any", any)],
        ItemKind::Key => &[("ed25519", ed25519)],
        ItemKind::Launch => {
            &[("tenant", tenant), ("target", target), ("motion", motion), ("starts", starts), ("folder", folder)]
        }
        ItemKind::Waiver => {
            &[("rule", rule), ("file", file_clause), ("granted", granted), ("expires", expires), ("because", because)]
        }
    }
}

/// Runs `value` after the fixed word and wraps what it gives; after the word there is no way back.
fn clause<'a, T>(
    input: Input<'a>,
    text: &'static str,
    value: impl Parser<Input<'a>, Output = T, Error = Expected<'a>>,
    wrap: impl FnMut(T) -> Body,
) -> Parsed<'a, Body> {
    map(preceded(word(text, text), cut(value)), wrap).parse(input)
}

/// edition = "edition" , integer ;
fn edition(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "edition", integer, |number| Body::Edition(number.value))
}

/// owner = "owner" , ( string | name ) ;
fn owner(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "owner", alt((string, name)), Body::Owner)
}

/// source = "source" , string ;
fn source(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "source", string, Body::Source)
}

/// stance = "stance" , strings ;
fn stance(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "stance", strings, Body::Stance)
}

/// motion = "motion" , name , [ title ] ;
fn motion(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "motion", (name, title), |(name, title)| Body::Motion(name, title))
}

/// billing = "billing" , strings ;
fn billing(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "billing", strings, Body::Billing)
}

/// boundary = "boundary" , strings ;
fn boundary(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "boundary", strings, Body::Boundary)
}

/// waivers = "waivers" , "for" , duration ;
fn waivers(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "waivers", preceded(then("for", "`for`"), spanned(duration)), Body::Waivers)
}

/// files = "files" , strings ;
fn files(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "files", strings, Body::Files)
}

/// where = "where" , query , test ;
fn where_(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "where", (query, test), |(query, test)| Body::Where(query, test))
}

/// public = "public" ;
fn public(input: Input<'_>) -> Parsed<'_, Body> {
    map(word("public", "public"), |_| Body::Public).parse(input)
}

/// locked = "locked" ;
fn locked(input: Input<'_>) -> Parsed<'_, Body> {
    map(word("locked", "locked"), |_| Body::Locked).parse(input)
}

/// from = "from" , names ;
fn from(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "from", names, Body::From)
}

/// same = "same" , place , "as" , "launch" ;
fn same(input: Input<'_>) -> Parsed<'_, Body> {
    let value = (place, then("as", "`as`"), then("launch", "`launch`"));
    clause(input, "same", value, |(place, (), ())| Body::Same(place))
}

/// dated = "dated" , "by" , place ;
fn dated(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "dated", preceded(then("by", "`by`"), place), Body::Dated)
}

/// place = query | "field" , strings ;
fn place(input: Input<'_>) -> Parsed<'_, Place> {
    let by_field = preceded(word("field", "`field`"), cut(strings));
    alt((map(query, Place::Query), map(by_field, Place::Field))).parse(input)
}

/// fresh = "fresh" , "for" , duration ;
fn fresh(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "fresh", preceded(then("for", "`for`"), spanned(duration)), Body::Fresh)
}

/// signed = "signed" , "by" , names ;
fn signed(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "signed", preceded(then("by", "`by`"), names), Body::Signed)
}

/// command = "command" , string ;
fn command(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "command", string, Body::Command)
}

/// excuse = "or" , "denied" , names , "in" , names ;
fn excuse(input: Input<'_>) -> Parsed<'_, Body> {
    let value = (then("denied", "`denied`"), names, then("in", "`in`"), names);
    clause(input, "or", value, |((), blocks, (), documents)| Body::Excuse { blocks, documents })
}

/// of = "of" , name ;
fn of(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "of", name, Body::Of)
}

/// due = "due" , name ;
fn due(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "due", name, Body::Due)
}

/// decides = "decides" , strings ;
fn decides(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "decides", strings, Body::Decides)
}

/// proof = "proof" , strings ;
fn proof(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "proof", strings, Body::Proof)
}

/// named = "named" , ( "by" , "field" , strings | "at" , query ) , "in" , names ;
fn named(input: Input<'_>) -> Parsed<'_, Body> {
    let by_field = preceded((word("by", "`by`"), cut(word("field", "`field`"))), cut(strings));
    let at_query = preceded(word("at", "`at`"), cut(query));
    let found = alt((map(by_field, Place::Field), map(at_query, Place::Query)));
    clause(input, "named", (found, then("in", "`in`"), names), |(place, (), documents)| Body::Named {
        place,
        documents,
    })
}

/// after = "after" , names ;
fn after(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "after", names, Body::After)
}

/// asks = "asks" , name ;
fn asks(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "asks", name, Body::Asks)
}

/// needs = "needs" , ( quorum | names ) ;
fn needs(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "needs", alt((quorum, map(names, Needs::All))), Body::Needs)
}

/// quorum = "at" , "least" , integer , "of" , names ;
fn quorum(input: Input<'_>) -> Parsed<'_, Needs> {
    let start = (word("at", "`at`"), word("least", "`least`"));
    let value = preceded(start, cut((integer, then("of", "`of`"), names)));
    map(value, |(number, (), names)| Needs::AtLeast(number, names)).parse(input)
}

/// if-missing = "if" , "missing" , strings ;
fn if_missing(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "if", preceded(then("missing", "`missing`"), strings), Body::IfMissing)
}

/// week = "week" , integer ;
fn week(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "week", integer, |number| Body::Week(number.value))
}

/// goal = "goal" , strings ;
fn goal(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "goal", strings, Body::Goal)
}

/// do = "do" , strings ;
fn do_(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "do", strings, Body::Do)
}

/// exit = "exit" , strings ;
fn exit(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "exit", strings, Body::Exit)
}

/// phrase = "phrase" , strings ;
fn phrase(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "phrase", strings, Body::Phrase)
}

/// regex = "pattern" , pattern ;
fn regex(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "pattern", pattern, Body::Pattern)
}

/// opens = "opens" , ( "at" , name | "never" ) ;
fn opens(input: Input<'_>) -> Parsed<'_, Body> {
    let at_gate = map(preceded(word("at", "`at`"), cut(name)), Some);
    clause(input, "opens", alt((at_gate, map(word("never", "`never`"), |_| None))), Body::Opens)
}

/// when = "when" , ( "claimed" | "mentioned" ) ;
fn when(input: Input<'_>) -> Parsed<'_, Body> {
    let claimed = map(word("claimed", "`claimed`"), |_| When::Claimed);
    let mentioned = map(word("mentioned", "`mentioned`"), |_| When::Mentioned);
    clause(input, "when", alt((claimed, mentioned)), Body::When)
}

/// in = "in" , names ;
fn in_(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "in", names, Body::In)
}

/// reads = "reads" , "code" ;
fn reads(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "reads", then("code", "`code`"), |()| Body::ReadsCode)
}

/// say = "say" , strings ;
fn say(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "say", strings, Body::Say)
}

/// instead = "instead" , string , [ "safe" ] ;
fn instead(input: Input<'_>) -> Parsed<'_, Body> {
    let value = (string, opt(word("safe", "`safe`")));
    clause(input, "instead", value, |(wording, safe)| Body::Instead { wording, safe: safe.is_some() })
}

/// flags = "flags" , strings ;
fn flags(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "flags", strings, Body::Flags)
}

/// passes = "passes" , strings ;
fn passes(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "passes", strings, Body::Passes)
}

/// attaches = "attaches" , strings ;
fn attaches(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "attaches", strings, Body::Attaches)
}

/// denies = "denies" , ( "every" , "block" | names ) ;
fn denies(input: Input<'_>) -> Parsed<'_, Body> {
    let every = preceded(word("every", "`every`"), cut(word("block", "`block`")));
    clause(input, "denies", alt((map(every, Denies::EveryBlock), map(names, Denies::Blocks))), Body::Denies)
}

/// any = "any" , strings ;
fn any(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "any", strings, Body::Any)
}

/// ed25519 = "ed25519" , string ;
fn ed25519(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "ed25519", string, Body::Ed25519)
}

/// tenant = "tenant" , string ;
fn tenant(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "tenant", string, Body::Tenant)
}

/// target = "target" , name ;
fn target(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "target", name, Body::Target)
}

/// starts = "starts" , date ;
fn starts(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "starts", date, Body::Starts)
}

/// folder = "folder" , string ;
fn folder(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "folder", string, Body::Folder)
}

/// rule = "rule" , code ;
fn rule(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "rule", code, |(family, name)| Body::Rule { family, name })
}

/// file-clause = "file" , string ;
fn file_clause(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "file", string, Body::FilePath)
}

/// granted = "granted" , "by" , name , [ "on" , date ] ;
fn granted(input: Input<'_>) -> Parsed<'_, Body> {
    let day = opt(preceded(word("on", "`on`"), cut(date)));
    clause(input, "granted", (then("by", "`by`"), name, day), |((), role, on)| Body::Granted { role, on })
}

/// expires = "expires" , date ;
fn expires(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "expires", date, Body::Expires)
}

/// because = "because" , strings ;
fn because(input: Input<'_>) -> Parsed<'_, Body> {
    clause(input, "because", strings, Body::Because)
}
