//! `block` rules: a wording that is claimed while its gate is shut.

use std::cmp::Reverse;

use super::apply::{Context, applies};
use crate::artifact::{Artifact, Hit, RuleRef};
use crate::claim::{Status, fits};
use crate::evidence::Verdict;
use crate::finding::{ClaimNote, Finding, Fix, NoFix, Origin, Place, Related, listed};
use crate::gate::unmet;
use crate::policy::Policy;
use crate::policy::model::{Block, When};

/// The violations of one artifact. A hit inside a longer hit that violates too is not reported: one claim, one finding.
pub(super) fn check(context: &Context<'_>, number: usize, artifact: &Artifact) -> Vec<Finding> {
    let violating: Vec<(&Hit, usize, &Block)> = artifact
        .hits
        .iter()
        .filter_map(|hit| {
            let RuleRef::Block(rule) = hit.rule else { return None };
            let block = context.policy.blocks.get(rule)?;
            let open = block.opens.is_some_and(|gate| context.state.is_open(gate));
            let here = applies(context.policy, &block.wording.within, artifact.kind);
            (here && !open && violates(block.when, hit.reading.status)).then_some((hit, rule, block))
        })
        .collect();
    let inside = inside(&violating);
    violating
        .iter()
        .zip(inside)
        .filter(|(_, inside)| !inside)
        .map(|((hit, _, block), _)| finding(context, number, artifact, hit, block))
        .collect()
}

/// For each hit whether it lies in a longer one of its block, or in one as long of an earlier rule.
fn inside(hits: &[(&Hit, usize, &Block)]) -> Vec<bool> {
    let mut order: Vec<(usize, &(&Hit, usize, &Block))> = hits.iter().enumerate().collect();
    order.sort_by_key(|(_, (hit, rule, _))| (hit.block, hit.source.start, Reverse(hit.source.end), *rule));
    let mut inside = vec![false; hits.len()];
    // What comes before a hit in this order starts no later: it holds the hit if it ends no earlier.
    let mut furthest = None;
    for (number, (hit, _, _)) in order {
        let held = furthest.is_some_and(|(block, end)| block == hit.block && end >= hit.source.end);
        if let Some(inside) = inside.get_mut(number) {
            *inside = held;
        }
        if !held {
            furthest = Some((hit.block, hit.source.end));
        }
    }
    inside
}

/// Whether a reading violates a rule: the whole table.
fn violates(when: When, status: Status) -> bool {
    match (when, status) {
        (When::Mentioned, _) | (When::Claimed, Status::Claimed | Status::Promised) => true,
        (When::Claimed, Status::Denied | Status::Conditional | Status::Mentioned | Status::Asked) => false,
    }
}

fn finding(context: &Context<'_>, number: usize, artifact: &Artifact, hit: &Hit, block: &Block) -> Finding {
    let plain = hit.plain.slice(artifact.document.blocks.get(hit.block).map_or("", |block| block.text.plain()));
    let shown = artifact.shown(hit.source);
    let words = if shown == hit.source.slice(&artifact.document.source) { plain.to_owned() } else { shown };
    let status = hit.reading.status.name();
    let gate = block.opens.and_then(|gate| context.policy.gates.get(gate));
    let reason = match gate {
        Some(gate) => format!("and gate `{}` is not open", gate.decl.name),
        None => "and no gate opens it".to_owned(),
    };
    let place = Place { origin: Origin::Artifact(number), span: hit.source };
    let message = format!("`{words}` is {status}, {reason}");
    let mut finding = Finding::new(format!("block/{}", block.decl.name), block.severity, message, place);
    finding.text = words;
    finding.claim = Some(ClaimNote { status, cue: hit.reading.cue.as_ref().map(|cue| cue.words.clone()) });
    finding.fix = fix(artifact, hit, block);
    finding.help = help(context, block, &finding.fix);
    let at = block.decl.at;
    let place = Place { origin: Origin::Policy(at.file), span: at.span };
    finding.related.push(Related { place, message: "blocked here".to_owned() });
    finding
}

/// The wording of the rule, where it can stand in the place of the words.
fn fix(artifact: &Artifact, hit: &Hit, block: &Block) -> Result<Fix, NoFix> {
    let replacement = block.wording.instead.clone().ok_or(NoFix::Unnamed)?;
    let around = artifact.document.blocks.get(hit.block).ok_or(NoFix::NoWords)?;
    if around.quote > 0 {
        return Err(NoFix::Quoted);
    }
    match fits(around.text.plain(), hit.plain, &replacement) {
        true => Ok(Fix { replacement, safe: block.wording.safe }),
        false => Err(NoFix::Unfit),
    }
}

fn help(context: &Context<'_>, block: &Block, fix: &Result<Fix, NoFix>) -> Vec<String> {
    let instead = block.wording.instead.iter().map(|instead| match fix {
        Ok(_) => format!("write `{instead}`"),
        Err(NoFix::Quoted) => format!("it is quoted: leave it out, or answer it with `{instead}`"),
        Err(NoFix::Unfit | NoFix::NoWords | NoFix::Unnamed | NoFix::Secret) => {
            format!("rewrite the sentence, such as with `{instead}`")
        }
    });
    let opens = match block.opens {
        Some(gate) => opens_when(context, gate),
        None => "only a waiver lets it stand".to_owned(),
    };
    instead.chain(block.wording.say.iter().cloned()).chain([opens]).collect()
}

/// How many of the things that a gate waits for are named: more would not fit on a line.
const NAMED: usize = 3;

/// What would open the gate: its own unmet needs, then the gates before it.
fn opens_when(context: &Context<'_>, number: usize) -> String {
    let policy: &Policy = context.policy;
    let Some(gate) = policy.gates.get(number) else { return String::new() };
    let mut awaited = unmet(policy, gate, number, context.state);
    let shut = gate
        .after
        .iter()
        .filter(|before| context.state.gates.get(**before).is_some_and(|state| state.verdict != Verdict::Pass));
    awaited.extend(shut.filter_map(|gate| policy.gates.get(*gate)).map(|gate| format!("gate `{}`", gate.decl.title)));
    if awaited.is_empty() {
        return format!("gate `{}` asks for nothing, so it stays shut", gate.decl.title);
    }
    format!("the gate opens with {}", listed(awaited, NAMED))
}
