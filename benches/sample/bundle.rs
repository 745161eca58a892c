//! Launch proof bundles of any size, public and locked.

use std::fmt::Write as _;

use super::rng::Rng;

/// The tenant that one bundle in four is of.
pub(crate) const TENANT: &str = "corvane-marine";

const CHECKS: &[&str] = &[
    "first-customer-launch-plan",
    "dependency-acceptance",
    "buyer-close-pack",
    "launch-activation-manifest",
    "customer-launch-room",
    "public-launch",
    "api",
    "evidence-pack",
    "deployment-parity",
    "advisory-readiness",
];
const SUITES: &[&str] = &["authenticated", "mutating", "billing", "support", "enterprise", "strict-readiness"];
const STEPS: &[&str] = &["sign-in", "open-room", "grant", "deny", "export", "share", "revoke", "upload", "notify"];

/// A bundle of about `bytes` bytes. Most fall short in one point: another tenant, a stale date, a failed check.
pub(crate) fn bundle(rng: &mut Rng, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1024);
    let public = rng.once_in(2);
    let tenant = if rng.once_in(4) { TENANT.to_owned() } else { format!("tenant-{}", rng.below(400)) };
    let _ = write!(
        text,
        "{{\n  \"kind\": \"launch-proof-bundle\",\n  \"scope\": \"{}\",\n  \"tenant\": \"{tenant}\",\n  \
         \"base_url\": \"https://www.thesmios.com\",\n  \"ran_at\": \"2026-{:02}-{:02}T16:30:08Z\",\n  \
         \"ran_by\": \"Piotr Zielinski\",\n",
        if public { "public" } else { "operator" },
        9 + rng.below(3),
        1 + rng.below(21),
    );
    let failed = if rng.once_in(2) { rng.below(CHECKS.len()) } else { usize::MAX };
    text.push_str("  \"checks\": [\n");
    for (number, id) in CHECKS.iter().enumerate() {
        let status = if number == failed { "fail" } else { "pass" };
        let _ = writeln!(text, "    {{ \"id\": \"{id}\", \"status\": \"{status}\", \"ms\": {} }},", rng.below(3000));
    }
    text.push_str("    { \"id\": \"extra\", \"status\": \"pass\", \"ms\": 1 }\n  ],\n  \"suites\": [\n");
    let per_suite = bytes.saturating_sub(text.len()) / SUITES.len();
    for (number, id) in SUITES.iter().enumerate() {
        let _ = writeln!(text, "    {{ \"id\": \"{id}\", \"status\": \"pass\", \"steps\": [");
        let end = text.len() + per_suite;
        while text.len() < end {
            let (step, ms, got) = (rng.pick(STEPS), rng.below(900), [200, 201, 204, 403][rng.below(4)]);
            let _ = writeln!(
                text,
                "      {{ \"name\": \"{step}\", \"status\": \"pass\", \"got\": {got}, \"ms\": {ms}, \
                 \"note\": \"{step} for worker {} answered in time\", \"trace\": \"{:016x}{:016x}\" }},",
                rng.below(9000),
                rng.next(),
                rng.next(),
            );
        }
        text.push_str("      { \"name\": \"end\", \"status\": \"pass\" }\n    ] }");
        text.push_str(if number + 1 < SUITES.len() { ",\n" } else { "\n" });
    }
    let ready = if rng.once_in(3) { "not-ready" } else { "ready" };
    let _ = write!(
        text,
        "  ],\n  \"readiness\": [\n    {{ \"strict\": false, \"status\": \"ready\" }},\n    \
         {{ \"strict\": true, \"status\": \"{ready}\" }}\n  ]\n}}\n",
    );
    text
}

/// The evidence of strict readiness and of public proof as the shipped plan states it, and nothing else.
pub(crate) const POLICY: &str = r#"policy bench-evidence "Bench evidence"
  edition  1

document public-bundle "Public launch proof"
  files    "**/*proof*.json"
  where    $.kind = "launch-proof-bundle"
  where    $.scope = "public"
  public

document proof-bundle "Operator proof"
  files    "**/*proof*.json"
  where    $.kind = "launch-proof-bundle"
  locked

evidence strict-readiness "Strict readiness is ready"
  from     proof-bundle
  some     $.readiness[?@.strict == true].status = "ready"
  none     $.readiness[?@.strict == true].status = "not-ready"
  same     $.tenant as launch
  dated by $.ran_at
  fresh    for 7 days

evidence public-proof "Launch proof bundle"
  from     public-bundle
  some     $.checks[?@.id == "public-launch"].status = "pass"
  some     $.checks[?@.id == "api"].status = "pass"
  some     $.checks[?@.id == "evidence-pack"].status = "pass"
  some     $.checks[?@.id == "deployment-parity"].status = "pass"
  some     $.checks[?@.id == "advisory-readiness"].status = "pass"
  none     $.checks[*].status = "fail"
  same     $.tenant as launch
  dated by $.ran_at
  fresh    for 30 days

gate open "Open"
  needs    strict-readiness, public-proof

launch corvane-marine "Corvane Marine pilot"
  tenant   "corvane-marine"
"#;

/// The same two rules in Rego: the verdict on one bundle as `input`, with the launch's tenant and the day in `data`.
pub(crate) const REGO: &str = r#"package launch

import rego.v1

day_ns := 86400000000000

age := time.parse_rfc3339_ns(concat("", [data.as_of, "T00:00:00Z"])) - time.parse_rfc3339_ns(concat("", [substring(input.ran_at, 0, 10), "T00:00:00Z"]))

public_bundle if {
	input.kind == "launch-proof-bundle"
	input.scope == "public"
}

proof_bundle if {
	input.kind == "launch-proof-bundle"
	not public_bundle
}

passed(id) if {
	some check in input.checks
	check.id == id
	check.status == "pass"
}

strict_ready if {
	some one in input.readiness
	one.strict == true
	one.status == "ready"
}

strict_not_ready if {
	some one in input.readiness
	one.strict == true
	one.status == "not-ready"
}

any_failed if {
	some check in input.checks
	check.status == "fail"
}

strict_readiness if {
	proof_bundle
	strict_ready
	not strict_not_ready
	input.tenant == data.tenant
	age >= 0
	age <= 7 * day_ns
}

public_proof if {
	public_bundle
	passed("public-launch")
	passed("api")
	passed("evidence-pack")
	passed("deployment-parity")
	passed("advisory-readiness")
	not any_failed
	input.tenant == data.tenant
	age >= 0
	age <= 30 * day_ns
}

default verdict := "fail"

verdict := "strict-readiness" if strict_readiness

verdict := "public-proof" if public_proof
"#;
