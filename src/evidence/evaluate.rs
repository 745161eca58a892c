//! One evidence over all documents of a launch.

use jiff::civil::Date;

use super::Dated;
use super::demand::{Judged, judge, place_value};
use super::verdict::{Because, State, Subject, Verdict};
use crate::artifact::Artifact;
use crate::policy::Policy;
use crate::policy::model::{At, Evidence, Excuse, Place};

/// The verdict on evidence number `number`: it passes when one document of its kinds meets every demand, belongs to
/// the launch's tenant, carries a date that still counts on `as_of`, and is signed where a signer is named.
///
/// Where no document does, the one that came nearest gives the reasons. `tenant` is that of the launch; without one,
/// evidence that must be `same … as launch` is `missing`.
#[must_use]
pub fn evaluate(policy: &Policy, number: usize, artifacts: &[Artifact]) -> Option<State> {
    let evidence = policy.evidence.get(number)?;
    let subject = Subject::Evidence(number);
    let mut best: Option<(Rank, usize, AllJudged)> = None;
    for (index, artifact) in artifacts.iter().enumerate() {
        let Some((_, judged)) = artifact.judged.iter().find(|(evidence, _)| *evidence == number) else { continue };
        let rank = Rank::of(judged);
        if best.as_ref().is_none_or(|(before, _, _)| rank > *before) {
            best = Some((rank, index, judged.clone()));
        }
    }
    let state = match best {
        Some((_, index, judged)) => {
            let verdict = Verdict::all(judged.iter().map(|(one, _)| one.verdict));
            let because = judged
                .into_iter()
                .filter(|(one, _)| verdict == Verdict::Pass || one.verdict != Verdict::Pass)
                .map(|(one, at)| Because {
                    subject,
                    verdict: one.verdict,
                    message: one.message,
                    place: Some((
                        index,
                        one.span.unwrap_or(artifacts.get(index).map_or(crate::span::Span::at(0), Artifact::title_span)),
                    )),
                    at,
                })
                .collect();
            State { verdict, because }
        }
        None => absent(policy, evidence, subject),
    };
    if state.verdict == Verdict::Pass {
        return Some(state);
    }
    Some(evidence.excuses.iter().find_map(|excuse| excused(policy, excuse, artifacts, subject)).unwrap_or(state))
}

/// How near a document comes: no fail of shape, then the most demands met.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    met: usize,
    fewer_missing: std::cmp::Reverse<usize>,
}

impl Rank {
    fn of(judged: &[(Judged, At)]) -> Self {
        let count = |verdict| judged.iter().filter(|(one, _)| one.verdict == verdict).count();
        Self { met: count(Verdict::Pass), fewer_missing: std::cmp::Reverse(count(Verdict::Missing)) }
    }
}

/// What a document says to each clause of an evidence.
pub type AllJudged = Vec<(Judged, At)>;

/// What one document says to every evidence that its kind can prove: the evidence's number and its clauses.
///
/// `tenant` is that of the launch; without one, evidence that must be `same … as launch` is `missing`.
#[must_use]
pub fn judge_evidence(
    policy: &Policy,
    artifact: &Artifact,
    tenant: Option<&str>,
    as_of: Date,
) -> Vec<(usize, AllJudged)> {
    let evidence = policy.evidence.iter().enumerate();
    let of_kind = evidence.filter(|(_, evidence)| artifact.kind.is_some_and(|kind| evidence.from.contains(&kind)));
    of_kind.map(|(number, evidence)| (number, judge_document(evidence, artifact, tenant, as_of))).collect()
}

fn judge_document(evidence: &Evidence, artifact: &Artifact, tenant: Option<&str>, as_of: Date) -> AllJudged {
    let mut all: AllJudged = evidence.demands.iter().map(|demand| (judge(demand, artifact), demand.at)).collect();
    all.extend(evidence.same.iter().map(|(place, at)| (judge_tenant(place, artifact, tenant), *at)));
    if let Some((place, at)) = &evidence.dated {
        let at = evidence.fresh.map_or(*at, |(_, at)| at);
        let days = evidence.fresh.map(|(days, _)| days);
        all.push((judge_date(place, artifact, as_of, days), at));
    }
    if let Some((_, at)) = &evidence.signed {
        let message = "signatures can't be checked yet, so evidence that has to be signed does not pass";
        all.push((Judged::new(Verdict::Missing, message, None), *at));
    }
    all
}

fn judge_tenant(place: &Place, artifact: &Artifact, tenant: Option<&str>) -> Judged {
    let words = place.words();
    match (place_value(place, artifact), tenant) {
        (_, None) => Judged::new(Verdict::Missing, "no launch says which tenant it is for", None),
        (None, Some(tenant)) => {
            Judged::new(Verdict::Missing, format!("{words} does not say that it belongs to `{tenant}`"), None)
        }
        (Some(found), Some(tenant)) => {
            let held = found.value.as_str().map_or_else(|| found.value.to_string(), |text| text.trim().to_owned());
            match held == tenant {
                true => Judged::new(Verdict::Pass, format!("it belongs to `{tenant}`"), found.span),
                false => {
                    let message = format!("it belongs to tenant `{held}`, and the launch is for `{tenant}`");
                    Judged::new(Verdict::Fail, message, found.span)
                }
            }
        }
    }
}

fn judge_date(place: &Place, artifact: &Artifact, as_of: Date, days: Option<u32>) -> Judged {
    let Some(found) = place_value(place, artifact) else {
        return Judged::new(Verdict::Missing, format!("{} gives no date", place.words()), None);
    };
    let text = found.value.as_str().map_or_else(|| found.value.to_string(), str::to_owned);
    let (verdict, message) = match Dated::of(&text, as_of, days) {
        Dated::Fresh(age) => (Verdict::Pass, format!("it is {} old", days_shown(age.unsigned_abs()))),
        Dated::Stale { age, until } => {
            let limit = days.unwrap_or_default();
            (
                Verdict::Fail,
                format!("it is {} old and counted for {limit}: it ran out on {until}", days_shown(age.unsigned_abs())),
            )
        }
        Dated::Future => (Verdict::Fail, format!("its date `{text}` lies after {as_of}")),
        Dated::Unreadable if crate::document::is_blank(&text) => {
            (Verdict::Missing, format!("{} gives no date", place.words()))
        }
        Dated::Unreadable => (Verdict::Fail, format!("`{text}` is no date: write it as `YYYY-MM-DD`")),
    };
    Judged::new(verdict, message, found.span)
}

fn days_shown(days: u32) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

fn absent(policy: &Policy, evidence: &Evidence, subject: Subject) -> State {
    let kinds: Vec<String> = evidence
        .from
        .iter()
        .filter_map(|kind| policy.documents.get(*kind))
        .map(|kind| format!("`{}`", kind.decl.title))
        .collect();
    let message = format!("the launch has no {}", kinds.join(" or "));
    let because = Because { subject, verdict: Verdict::Missing, message, place: None, at: evidence.decl.at };
    State { verdict: Verdict::Missing, because: vec![because] }
}

/// The excuse holds when one document denies every wording it names.
fn excused(policy: &Policy, excuse: &Excuse, artifacts: &[Artifact], subject: Subject) -> Option<State> {
    let of_kind = |artifact: &Artifact| artifact.kind.is_some_and(|kind| excuse.documents.contains(&kind));
    let (index, artifact) = artifacts.iter().enumerate().find(|(_, artifact)| {
        of_kind(artifact) && !excuse.blocks.is_empty() && excuse.blocks.iter().all(|block| artifact.denies(*block))
    })?;
    let titles: Vec<String> = excuse
        .blocks
        .iter()
        .filter_map(|block| policy.blocks.get(*block))
        .map(|block| format!("`{}`", block.decl.title))
        .collect();
    let message = format!("{} stands excluded in `{}`", titles.join(", "), artifact.path);
    let span = excuse.blocks.iter().find_map(|block| artifact.denial(*block))?;
    let verdict = Verdict::NotApplicable;
    let because = Because { subject, verdict, message, place: Some((index, span)), at: excuse.at };
    Some(State { verdict, because: vec![because] })
}
