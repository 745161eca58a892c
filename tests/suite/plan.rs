//! The shipped policy expresses the whole plan: counted against the plan's own text, which itself lints clean.

use gatelint::policy::{Policy, PolicyText, embedded::EMBEDDED, load};
use gatelint::{Input, Job, lint};

use crate::support::root;

fn plan() -> String {
    std::fs::read_to_string(root().join("testdata/documents/first-customer-launch-plan.txt")).unwrap()
}

fn policy() -> Policy {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    load(vec![shipped], &|_, path| Err(path.into())).policy
}

/// The paragraphs of the plan, each on one line.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The lines after `start` up to `end`.
fn part<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let all = lines(text);
    let from = all.iter().position(|line| *line == start).unwrap() + 1;
    let to = all.iter().skip(from).position(|line| *line == end).map_or(all.len(), |at| from + at);
    all[from..to].to_vec()
}

fn after_label<'t>(part: &[&'t str], label: &str) -> Vec<&'t str> {
    part.iter().filter_map(|line| line.strip_prefix(label)).map(str::trim).collect()
}

#[test]
fn steps_gates_roles_and_commands_are_those_of_the_plan() {
    let (plan, policy) = (plan(), policy());
    let timeline = part(&plan, "Timeline", "Go/no-go gates");
    let exits: Vec<&str> = policy.steps.iter().map(|step| step.exit[0].as_str()).collect();
    assert_eq!(exits, after_label(&timeline, "Exit gate:"));
    let stops: Vec<&str> = policy.steps.iter().map(|step| step.if_missing[0].as_str()).collect();
    assert_eq!(stops, after_label(&timeline, "If missing:"));
    let todo: Vec<&str> = policy.steps.iter().flat_map(|step| step.todo.iter().map(String::as_str)).collect();
    assert_eq!(todo, after_label(&timeline, "•"));
    let owners: Vec<String> = policy.steps.iter().map(|step| step.owner.clone().unwrap()).collect();
    let named: Vec<String> = after_label(&timeline, "Owner:").iter().map(|owner| owner.to_lowercase()).collect();
    assert_eq!(owners, named);
    let weeks: Vec<String> = policy.steps.iter().map(|step| step.week.to_string()).collect();
    assert_eq!(weeks, after_label(&timeline, "Week"));
    for step in &policy.steps {
        assert!(timeline.contains(&step.decl.title.as_str()), "{}", step.decl.title);
        assert!(timeline.contains(&step.goal[0].as_str()), "{}", step.goal[0]);
    }
    assert_eq!(policy.steps.len(), 6);

    let gates = part(&plan, "Go/no-go gates", "Owner map");
    let stops: Vec<&str> = policy.gates.iter().map(|gate| gate.if_missing[0].as_str()).collect();
    assert_eq!(stops, after_label(&gates, "If missing:"));
    for gate in &policy.gates {
        assert!(gates.contains(&gate.decl.title.as_str()), "{}", gate.decl.title);
        assert!(gates.contains(&gate.command.as_deref().unwrap()), "{}", gate.decl.name);
    }
    assert_eq!(policy.gates.len(), 5);

    let owners = part(&plan, "Owner map", "Proof commands");
    let due: Vec<String> = policy.roles.iter().map(|role| policy.gates[role.due].decl.name.replace('-', " ")).collect();
    assert_eq!(due, after_label(&owners, "Due before:"));
    let proof: Vec<&str> = policy.roles.iter().map(|role| role.proof[0].as_str()).collect();
    assert_eq!(proof, after_label(&owners, "Evidence:"));
    for role in &policy.roles {
        let at = owners.iter().position(|line| *line == role.decl.title).unwrap();
        assert_eq!(owners[at + 1].to_lowercase(), role.of);
        assert_eq!(owners[at + 3], role.decides[0]);
    }
    assert_eq!(policy.roles.len(), 8);

    let commands = part(&plan, "Proof commands", "Close controls");
    let wanted = after_label(&commands, "THESMIOS_SMOKE_URL=");
    assert_eq!(wanted.len(), 7);
    for command in wanted {
        let command = format!("THESMIOS_SMOKE_URL={command}");
        let of: Vec<&str> = policy
            .evidence
            .iter()
            .filter(|evidence| evidence.command.as_deref() == Some(command.as_str()))
            .map(|evidence| evidence.decl.title.as_str())
            .collect();
        assert_eq!(of.len(), 1, "{command}: {of:?}");
        assert!(commands.contains(&of[0]), "{}", of[0]);
    }
}

#[test]
fn attachments_blocked_wording_stance_and_boundaries_are_those_of_the_plan() {
    let (plan, policy) = (plan(), policy());
    let attachments = part(&plan, "Order-form attachments", "Blocked wording");
    let attached: Vec<&str> =
        policy.requires.iter().flat_map(|rule| &rule.attaches).map(|(text, _)| text.as_str()).collect();
    assert_eq!(attached, after_label(&attachments, "•"));
    assert_eq!(attached.len(), 8);

    let blocked = after_label(&part(&plan, "Blocked wording", "Boundaries"), "•");
    let titles: Vec<&str> = policy.blocks.iter().map(|block| block.decl.title.as_str()).collect();
    assert_eq!(blocked.len(), 8);
    for wording in &blocked {
        assert!(titles.contains(wording), "{wording} of {titles:?}");
    }
    assert!(titles.contains(&"HRIS automation"), "the stance names it");
    assert_eq!(titles.len(), 9);

    let about = &policy.about[0];
    let all = lines(&plan);
    let boundaries: Vec<&str> = about.boundary.iter().map(String::as_str).collect();
    assert_eq!(boundaries, part(&plan, "Boundaries", "end of the text"));
    for text in &about.stance {
        assert!(all.contains(&text.as_str()), "{text}");
    }
    assert_eq!(
        about.motions[0],
        ("invoice-paid-beta".to_owned(), "Invoice-led paid beta: sell with exclusions".to_owned())
    );
    assert_eq!(after_label(&all, "Billing default:"), about.billing.iter().map(String::as_str).collect::<Vec<_>>());
    let secret = |name: &str| policy.secrets.iter().any(|secret| secret.decl.name == name);
    let kept =
        ["smoke-password", "fixture-id", "service-role-key", "webhook-secret", "scim-token", "vendor-credential"];
    assert!(kept.into_iter().all(secret));
}

/// The words of the findings on a text.
fn findings(policy: &Policy, text: &str) -> Vec<String> {
    let job = Job::new(policy, "2026-11-22".parse().unwrap()).unwrap();
    let outcome = lint(&job, vec![Input::new("plan.txt", text.as_bytes().to_vec())]);
    outcome.applied.findings.iter().map(|finding| finding.text.to_lowercase()).collect()
}

#[test]
fn the_plan_lints_clean_and_an_offer_in_it_is_the_one_finding() {
    let (plan, policy) = (plan(), policy());
    assert_eq!(findings(&policy, &plan), Vec::<String>::new());
    let blocked = after_label(&part(&plan, "Blocked wording", "Boundaries"), "•");
    let name = |wording: &str| {
        wording
            .replace(" without credentials", "")
            .replace(" before evidence exists", "")
            .replace("certifications", "certification")
    };
    let offers: [&dyn Fn(&str) -> String; 3] = [
        &|wording| format!("{wording} is included in this order."),
        &|wording| format!("We offer {wording} from the first day."),
        &|wording| format!("The pilot comes with {wording}."),
    ];
    for wording in blocked {
        for offer in offers {
            let offered = plan.replace(&format!("  • {wording}\n"), &format!("  • {}\n", offer(&name(wording))));
            assert_ne!(offered, plan, "{wording}");
            assert_eq!(
                findings(&policy, &offered).len(),
                1,
                "{}: {:?}",
                offer(&name(wording)),
                findings(&policy, &offered)
            );
        }
    }
    // One of the list in the stance is taken out of it and offered.
    let list = "Self-serve checkout, broad enterprise automation, HRIS automation, official issuer automation, and external certification claims remain blocked until their proof gates pass.";
    assert!(plan.contains(list));
    for wording in
        ["Self-serve checkout", "broad enterprise automation", "HRIS automation", "official issuer automation"]
    {
        let rest = list.replacen(&format!("{wording}, "), "", 1);
        let offered = plan.replace(list, &format!("{wording} is part of the pilot. {rest}"));
        assert_eq!(findings(&policy, &offered), [wording.to_lowercase()], "{wording}");
    }
    for (exclusion, offer, words) in [
        (
            "before self-serve checkout is enabled",
            "and self-serve checkout is enabled from the first day",
            "self-serve checkout",
        ),
        (
            "until Stripe fixture proof clears self-serve checkout",
            "and self-serve checkout for every buyer",
            "self-serve checkout",
        ),
    ] {
        assert!(plan.contains(exclusion), "{exclusion}");
        assert_eq!(findings(&policy, &plan.replace(exclusion, offer)), [words], "{offer}");
    }
}
