//! The one evaluation of a launch: evidence and roles first, then gates in the order of their `after`, then steps.

use crate::artifact::Artifact;
use crate::document::is_blank;
use crate::evidence::{self, Because, State, Subject, Verdict};
use crate::policy::Policy;
use crate::policy::model::{Gate, Need, Needed, Role, Step};

/// The verdicts on one launch, by the numbers of the policy's items.
#[derive(Debug, Default)]
pub struct LaunchState {
    /// Each evidence.
    pub evidence: Vec<State>,
    /// Each role.
    pub roles: Vec<State>,
    /// Each gate.
    pub gates: Vec<State>,
    /// Each step.
    pub steps: Vec<State>,
}

impl LaunchState {
    /// Whether gate `number` is open.
    #[must_use]
    pub fn is_open(&self, number: usize) -> bool {
        self.gates.get(number).is_some_and(|gate| gate.verdict == Verdict::Pass)
    }
}

/// Evaluates every evidence, role, gate and step of the policy for one launch from what its documents were judged to say.
#[must_use]
pub fn evaluate(policy: &Policy, artifacts: &[Artifact]) -> LaunchState {
    let mut state = LaunchState {
        evidence: (0..policy.evidence.len())
            .filter_map(|number| evidence::evaluate(policy, number, artifacts))
            .collect(),
        roles: policy.roles.iter().enumerate().map(|(number, role)| held(policy, number, role, artifacts)).collect(),
        ..LaunchState::default()
    };
    let gates = policy.gates.iter().enumerate().map(|(number, gate)| own_needs(policy, number, gate, &state)).collect();
    state.gates = gates;
    let order = in_order(policy);
    for number in &order {
        close_after_others(policy, *number, &mut state);
    }
    for (_, gate) in state.gates.iter_mut().enumerate().filter(|(number, _)| !order.contains(number)) {
        gate.verdict = gate.verdict.max(Verdict::Missing);
    }
    state.steps = policy.steps.iter().map(|step| step_state(step, &state)).collect();
    state
}

/// A role is held when one of its places holds a name; a placeholder is none.
fn held(policy: &Policy, number: usize, role: &Role, artifacts: &[Artifact]) -> State {
    let subject = Subject::Role(number);
    let mut blank = None;
    for (place_number, named) in role.named.iter().enumerate() {
        let of_kind = |artifact: &Artifact| artifact.kind.is_some_and(|kind| named.documents.contains(&kind));
        for (index, artifact) in artifacts.iter().enumerate().filter(|(_, artifact)| of_kind(artifact)) {
            let mut held = artifact.named.iter();
            let held = held.find(|(role, place, _)| (*role, *place) == (number, place_number));
            let Some((_, _, found)) = held else { continue };
            let text = found.value.as_str().map(str::trim).unwrap_or_default();
            let place = found.span.map(|span| (index, span));
            let because = |verdict, message| Because { subject, verdict, message, place, at: named.at };
            if !is_blank(text) {
                let because = because(Verdict::Pass, format!("`{text}` is named"));
                return State { verdict: Verdict::Pass, because: vec![because] };
            }
            let message = match text {
                "" => format!("no {} is named: the place for the name is blank", role.decl.title.to_lowercase()),
                text => format!("no {} is named: `{text}` is a placeholder", role.decl.title.to_lowercase()),
            };
            blank.get_or_insert(because(Verdict::Missing, message));
        }
    }
    let because = blank.unwrap_or_else(|| Because {
        subject,
        verdict: Verdict::Missing,
        message: format!("no {} is named in {}", role.decl.title.to_lowercase(), places(policy, role)),
        place: None,
        at: role.decl.at,
    });
    State { verdict: Verdict::Missing, because: vec![because] }
}

fn places(policy: &Policy, role: &Role) -> String {
    let mut titles: Vec<String> = Vec::new();
    for kind in role.named.iter().flat_map(|named| &named.documents) {
        let title = policy.documents.get(*kind).map(|kind| format!("`{}`", kind.decl.title)).unwrap_or_default();
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(" or ")
}

fn need_state(need: &Need, state: &LaunchState) -> (Verdict, Vec<Because>) {
    let states: Vec<&State> = need.of.iter().filter_map(|needed| needed_state(*needed, state)).collect();
    let verdicts: Vec<Verdict> = states.iter().map(|one| one.verdict).collect();
    let verdict = Verdict::quorum(need.at_least, &verdicts);
    let because = states
        .iter()
        // A need that is met is not explained by the alternatives that are not, nor the other way round.
        .filter(|one| one.verdict.meets() == verdict.meets())
        .flat_map(|one| one.because.iter().cloned())
        .collect();
    (verdict, because)
}

fn needed_state(needed: Needed, state: &LaunchState) -> Option<&State> {
    match needed {
        Needed::Evidence(number) => state.evidence.get(number),
        Needed::Role(number) => state.roles.get(number),
    }
}

/// What a gate needs itself, roles that are due at it included. A gate that asks for nothing is missing, not open.
fn own_needs(policy: &Policy, number: usize, gate: &Gate, state: &LaunchState) -> State {
    let due = policy.roles.iter().zip(&state.roles).filter(|(role, _)| role.due == number).map(|(_, held)| held);
    let mut because = Vec::new();
    let mut verdicts = Vec::new();
    for (verdict, mut reasons) in gate.needs.iter().map(|need| need_state(need, state)) {
        verdicts.push(verdict);
        because.append(&mut reasons);
    }
    for role in due {
        verdicts.push(role.verdict);
        because.extend(role.because.iter().cloned());
    }
    let verdict = Verdict::all(verdicts);
    if verdict != Verdict::Pass {
        because.retain(|reason| !reason.verdict.meets());
    }
    State { verdict, because }
}

/// The gates so that each stands after those it comes after. The policy's checks have refused cycles; one that slips
/// through leaves its gates out of the order, and shut.
fn in_order(policy: &Policy) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for _ in 0..policy.gates.len() {
        for (number, gate) in policy.gates.iter().enumerate() {
            if !order.contains(&number) && gate.after.iter().all(|before| order.contains(before)) {
                order.push(number);
            }
        }
    }
    order
}

/// A gate whose predecessor is shut is shut: `missing` while its own needs are met, for its turn has not come.
fn close_after_others(policy: &Policy, number: usize, state: &mut LaunchState) {
    let Some(gate) = policy.gates.get(number) else { return };
    for before in &gate.after {
        let Some(before_state) = state.gates.get(*before) else { continue };
        if before_state.verdict == Verdict::Pass {
            continue;
        }
        let title = policy.gates.get(*before).map_or("", |gate| gate.decl.title.as_str());
        let because = Because {
            subject: Subject::Gate(*before),
            verdict: before_state.verdict,
            message: format!("gate `{title}` comes first and is not open"),
            place: None,
            at: gate.decl.at,
        };
        let Some(own) = state.gates.get_mut(number) else { continue };
        if own.verdict == Verdict::Pass {
            own.because.clear();
            own.verdict = Verdict::Missing;
        }
        own.because.push(because);
    }
}

fn step_state(step: &Step, state: &LaunchState) -> State {
    let mut verdicts = Vec::new();
    let mut because = Vec::new();
    for (verdict, mut reasons) in step.needs.iter().map(|need| need_state(need, state)) {
        verdicts.push(verdict);
        because.append(&mut reasons);
    }
    let verdict = Verdict::all(verdicts);
    if verdict != Verdict::Pass {
        because.retain(|reason| !reason.verdict.meets());
    }
    State { verdict, because }
}

/// What a gate still waits for, by title: its unmet needs, then roles that are due at it and open.
#[must_use]
pub(crate) fn unmet(policy: &Policy, gate: &Gate, number: usize, state: &LaunchState) -> Vec<String> {
    let title = |needed: &Needed| match needed {
        Needed::Evidence(number) => policy.evidence.get(*number).map(|evidence| evidence.decl.title.clone()),
        Needed::Role(number) => policy.roles.get(*number).map(|role| role.decl.title.clone()),
    };
    let open = gate.needs.iter().filter(|need| !need_state(need, state).0.meets());
    let proofs = open.map(|need| {
        let titles: Vec<String> = need.of.iter().filter_map(title).map(|title| format!("`{title}`")).collect();
        match need.of.len() > 1 {
            true => format!("{} of {}", need.at_least, titles.join(", ")),
            false => titles.join(", "),
        }
    });
    let roles = policy.roles.iter().zip(&state.roles);
    let due = roles.filter(|(role, held)| role.due == number && held.verdict != Verdict::Pass);
    proofs.chain(due.map(|(role, _)| format!("a named `{}`", role.decl.title))).collect()
}
