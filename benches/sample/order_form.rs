//! Order forms of any length: headings, `Key: value` fields, paragraphs, lists, tables, bold and links.

use std::fmt::Write as _;

use super::phrases::{phrase, rare_word};
use super::rng::Rng;

/// How often something stands in a document.
#[derive(Clone, Copy)]
pub(crate) struct Odds {
    /// One document in so many excludes all blocked wording.
    pub exclusions: usize,
    /// One in so many claims some of it.
    pub claim: usize,
}

pub(crate) const ODDS: Odds = Odds { exclusions: 20, claim: 50 };

const CUSTOMERS: &[&str] = &[
    "Corvane Marine Services",
    "Halden Fieldworks",
    "Northmoor Rail",
    "Pellworth Foods",
    "Quarrybank Holdings",
    "Sorrel Utilities",
    "Tamsin Freight",
    "Umber Construction",
    "Vexley Care Homes",
    "Westray Energy",
];
const PEOPLE: &[&str] =
    &["Isla Buchanan", "Struan Mackay", "Piotr Zielinski", "Dale Whitcomb", "Ama Owusu", "Lena Fischer", "Joao Prates"];
const HEADINGS: &[&str] = &[
    "The service",
    "Fees and payment",
    "Support",
    "Data protection",
    "Worker cohort",
    "Acceptance",
    "Term and renewal",
    "Responsibilities",
    "Onboarding",
    "Reporting",
    "Change requests",
    "Notices",
    "Security",
    "Training",
    "Schedule",
];
const SUBJECTS: &[&str] = &[
    "The supplier",
    "The customer",
    "Each supervisor",
    "The implementation owner",
    "A named contact",
    "The billing owner",
    "The pilot team",
    "Every worker in the cohort",
    "The support desk",
    "The project office",
    "The finance department",
    "The site manager",
];
const VERBS: &[&str] = &[
    "receives",
    "reviews",
    "confirms",
    "provides",
    "approves",
    "records",
    "keeps",
    "sends",
    "collects",
    "prepares",
    "checks",
    "signs",
    "publishes",
    "schedules",
    "replaces",
    "describes",
];
const OBJECTS: &[&str] = &[
    "the evidence record",
    "a monthly statement",
    "the list of tasks",
    "the credential wallet",
    "an audit export",
    "the training schedule",
    "the retention plan",
    "the invoice",
    "a written summary",
    "the deployment notes",
    "the incident report",
    "the cohort list",
    "the data processing agreement",
    "the site induction",
    "the purchase order",
    "the acceptance record",
];
const TAILS: &[&str] = &[
    "by the second working day of the month",
    "within ten days of the request",
    "before production data is used",
    "for the length of the pilot",
    "at no further charge",
    "under the terms of this order",
    "in writing",
    "after the first review",
    "together with the customer",
    "as the schedule says",
    "through the launch room",
    "when the quarter ends",
    "and keeps a copy for two years",
    "without delay",
    "on the agreed form",
    "so that questions can be answered on the day",
];
/// Words of the blocked phrases where they mean something else.
const INNOCENT: &[&str] = &[
    "Tools are returned at the equipment checkout before the shift ends.",
    "A library of templates for automation of the monthly export is described in Schedule 2.",
    "The enterprise has offices in Aberdeen, Leith and Peterhead.",
    "The certification of each diver is compared by hand with the list of the issuer.",
    "Conversion of currency follows the rate of the invoice date.",
    "Public holidays of the customer's site are not working days.",
    "Service by the desk is from eight to six; external callers leave a message.",
    "Paid leave and official duties of the workers are outside the schedule.",
];
const CLAIMS: &[&str] = &[
    "Seats are bought through self-serve checkout from the first day.",
    "Managers add seats by **self-serve checkout** in the portal.",
    "The Gold package includes official issuer automation for all sites.",
    "The plan includes broad enterprise automation and HRIS automation.",
    "The order brings broad enterprise SSO to every subsidiary.",
    "Our external certifications are listed in the trust portal.",
    "Automated paid conversion is enabled at the end of the trial.",
    "Your suppliers join through [public self-serve\ncheckout](https://example.com/join).",
];
const EXCLUSIONS: &str = "Nobody should read this order as the roadmap. None of the following is part of it:\n\n\
    - **Self-serve checkout** and **public self-serve checkout.** Seats are added by order form.\n\
    - **Broad enterprise SSO/SCIM.** Workers sign in by magic link.\n\
    - **Official issuer automation without credentials.** Certificates are compared by a person.\n\
    - **HRIS automation.** The customer sends a file on the first of the month.\n\
    - **Unscoped enterprise automation** and **broad enterprise automation.**\n\
    - **External certifications** before evidence exists.\n\
    - **Automated paid conversion.**\n\n";

/// An order form of about `bytes` bytes, line breaks after about 100 characters.
pub(crate) fn order_form(rng: &mut Rng, bytes: usize, odds: Odds) -> String {
    let mut text = String::with_capacity(bytes + 2048);
    head(rng, &mut text);
    let claims = rng.once_in(odds.claim).then(|| bytes / 4 + rng.below(bytes / 2));
    let mut claims = claims.into_iter();
    let mut next = claims.next();
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        let _ = write!(text, "## {section}. {}\n\n", rng.pick(HEADINGS));
        for _ in 0..2 + rng.below(4) {
            match rng.below(8) {
                0 => list(rng, &mut text),
                1 => table(rng, &mut text),
                2 => fields(rng, &mut text),
                _ => paragraph(rng, &mut text),
            }
            if next.is_some_and(|at| text.len() >= at) {
                let _ = write!(text, "{}\n\nThe order includes {}.\n\n", rng.pick(CLAIMS), phrase(rng));
                next = claims.next();
            }
        }
    }
    let _ = write!(text, "## {}. Exclusions\n\n", section + 1);
    text.push_str(if rng.once_in(odds.exclusions) {
        EXCLUSIONS
    } else {
        "What is not named in this order is no part of it.\n\n"
    });
    text
}

/// Prose of `bytes` bytes on one line.
pub(crate) fn one_line(rng: &mut Rng, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 256);
    while text.len() < bytes {
        sentence(rng, &mut text);
        text.push(' ');
    }
    text.truncate(bytes);
    text.push('\n');
    text
}

fn head(rng: &mut Rng, text: &mut String) {
    let number = rng.below(10_000);
    let _ = write!(
        text,
        "# Order form {number}\n\nCustomer: {}\nTenant: tenant-{number}\nLaunch motion: Invoice-led paid beta\n\
         Modules: Credential wallet, task evidence, audit export\nWorker cohort: {} workers\n\
         Billing route: Invoice-only\nStart date: 2026-11-{:02}\nExecutive sponsor: {}\n\n",
        rng.pick(CUSTOMERS),
        20 + rng.below(400),
        1 + rng.below(28),
        rng.pick(PEOPLE),
    );
}

fn sentence(rng: &mut Rng, text: &mut String) {
    if rng.once_in(40) {
        text.push_str(rng.pick(INNOCENT));
        return;
    }
    let _ = write!(text, "{} {} ", rng.pick(SUBJECTS), rng.pick(VERBS));
    match rng.below(12) {
        0 => {
            let _ = write!(text, "**{}**", rng.pick(OBJECTS));
        }
        1 => {
            let _ = write!(text, "[{}](https://www.example.com/schedule/{})", rng.pick(OBJECTS), rng.below(90));
        }
        // Now and then a word that some phrase of the ten thousand has too.
        2 => {
            let _ = write!(text, "{} of {}", rng.pick(OBJECTS), rare_word(rng));
        }
        _ => text.push_str(rng.pick(OBJECTS)),
    }
    let _ = write!(text, " {}", rng.pick(TAILS));
    if rng.once_in(3) {
        let _ = write!(text, ", and {} {}", rng.pick(VERBS), rng.pick(OBJECTS));
    }
    text.push('.');
}

fn paragraph(rng: &mut Rng, text: &mut String) {
    let start = text.len();
    for _ in 0..3 + rng.below(5) {
        sentence(rng, text);
        text.push(' ');
    }
    let words = wrapped(text.get(start..).unwrap_or_default());
    text.truncate(start);
    text.push_str(&words);
    text.push('\n');
}

/// The words on lines of about 100 characters.
fn wrapped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    let mut column = 0;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        if column > 0 {
            out.push(if column + word.len() > 100 { '\n' } else { ' ' });
            column = if column + word.len() > 100 { 0 } else { column + 1 };
        }
        out.push_str(word);
        column += word.len();
    }
    out.push('\n');
    out
}

fn list(rng: &mut Rng, text: &mut String) {
    for _ in 0..3 + rng.below(5) {
        text.push_str("- ");
        sentence(rng, text);
        text.push('\n');
    }
    text.push('\n');
}

fn table(rng: &mut Rng, text: &mut String) {
    text.push_str("| No. | Item | Owner | Due |\n| --- | --- | --- | --- |\n");
    for row in 1..4 + rng.below(6) {
        let (item, who, day) = (rng.pick(OBJECTS), rng.pick(PEOPLE), 1 + rng.below(28));
        let _ = writeln!(text, "| A{row} | {item} | {who} | 2026-12-{day:02} |");
    }
    text.push('\n');
}

fn fields(rng: &mut Rng, text: &mut String) {
    for name in ["Support path", "Billing contact", "Notice path", "Retention", "Review date"] {
        let _ = writeln!(text, "{name}: {} with {}", rng.pick(OBJECTS), rng.pick(PEOPLE));
    }
    text.push('\n');
}
