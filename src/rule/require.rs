//! `require` rules: what a document must contain.

use super::apply::Context;
use crate::artifact::Artifact;
use crate::evidence::{Required, Verdict};
use crate::finding::{Finding, Origin, Place, Related};
use crate::policy::model::{At, Require};
use crate::span::{Source, Span};

pub(super) fn check(context: &Context<'_>, number: usize, artifact: &Artifact) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, required) in &artifact.required {
        let Some(require) = context.policy.requires.get(*rule) else { continue };
        let mut report = Report { context, number, artifact, require, required, findings: &mut findings };
        report.demands();
        report.attachments();
        report.denials();
    }
    findings
}

struct Report<'a, 'f> {
    context: &'a Context<'a>,
    number: usize,
    artifact: &'a Artifact,
    require: &'a Require,
    required: &'a Required,
    findings: &'f mut Vec<Finding>,
}

impl Report<'_, '_> {
    fn demands(&mut self) {
        for (demand, judged) in self.require.demands.iter().zip(&self.required.demands) {
            if judged.verdict != Verdict::Pass {
                self.add(judged.message.clone(), judged.span, demand.at);
            }
        }
    }

    fn attachments(&mut self) {
        let absent: Vec<(String, At)> = self
            .require
            .attaches
            .iter()
            .zip(&self.required.attached)
            .filter(|(_, attached)| !**attached)
            .map(|((text, at), _)| (format!("`{text}`"), *at))
            .collect();
        if let Some((_, at)) = absent.first() {
            let names: Vec<String> = absent.iter().map(|(name, _)| name.clone()).collect();
            self.add(format!("it does not attach {}", names.join(", ")), None, *at);
        }
    }

    /// Wording whose gate is open need not be denied any more.
    fn denials(&mut self) {
        let mut absent = Vec::new();
        for (block, at) in &self.require.denies {
            let Some(rule) = self.context.policy.blocks.get(*block) else { continue };
            let open = rule.opens.is_some_and(|gate| self.context.state.is_open(gate));
            if !open && !self.artifact.denies(*block) {
                absent.push((rule.decl.title.clone(), *at));
            }
        }
        if let Some((_, at)) = absent.first() {
            let names: Vec<String> = absent.iter().map(|(name, _)| format!("`{name}`")).collect();
            let span = self.required.demands.iter().find_map(|judged| judged.span);
            self.add(format!("it does not exclude {}", names.join(", ")), span, *at);
        }
    }

    /// What is missing has no words of its own: the finding stands on the section or the title it is missing from.
    fn add(&mut self, message: String, span: Option<Span<Source>>, at: At) {
        let span = span.unwrap_or_else(|| self.artifact.title_span());
        let place = Place { origin: Origin::Artifact(self.number), span };
        let code = format!("require/{}", self.require.decl.name);
        let mut finding = Finding::new(code, self.require.severity, message, place);
        finding.text = span.slice(&self.artifact.document.source).to_owned();
        finding.help.clone_from(&self.require.say);
        let place = Place { origin: Origin::Policy(at.file), span: at.span };
        finding.related.push(Related { place, message: "required here".to_owned() });
        self.findings.push(finding);
    }
}
