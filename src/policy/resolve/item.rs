//! One function an item: its clauses, in any order, to the model's struct.

use super::demand::values;
use super::wording::{examples, severity};
use super::{Resolver, decl};
use crate::policy::ast::{self, Body, Clause, Date, Duration, Item, ItemKind, Name, Spanned, Str};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::glob::patterns;
use crate::policy::model::{
    About, At, Decl, DocumentKind, Evidence, Excuse, Gate, Key, Launch, Named, Need, Needed, Require, Role, Step,
    Waiver,
};

impl Resolver {
    pub(super) fn item(&mut self, file: usize, item: &Item) {
        self.check_clauses(file, item);
        match item.kind {
            ItemKind::Policy => self.about(file, item),
            ItemKind::Use => {}
            ItemKind::Document => self.document(file, item),
            ItemKind::Evidence => self.evidence(file, item),
            ItemKind::Role => self.role(file, item),
            ItemKind::Gate => self.gate(file, item),
            ItemKind::Step => self.step(file, item),
            ItemKind::Block => self.block(file, item),
            ItemKind::Secret => self.secret(file, item),
            ItemKind::Require => self.require(file, item),
            ItemKind::Words => self.words(file, item),
            ItemKind::Key => self.key(file, item),
            ItemKind::Launch => self.launch(file, item),
            ItemKind::Waiver => self.waiver(file, item),
        }
    }

    fn about(&mut self, file: usize, item: &Item) {
        let mut about = About {
            decl: decl(file, item),
            edition: None,
            owner: None,
            source: None,
            stance: Vec::new(),
            motions: Vec::new(),
            billing: Vec::new(),
            boundary: Vec::new(),
            waiver_days: None,
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Edition(number) if *number != 1 => {
                    let message = format!("edition {number} is not known to this gatelint");
                    self.report(
                        Diagnostic::error("policy/edition", file, clause.span, message).help("write `edition 1`"),
                    );
                }
                Body::Edition(number) => about.edition = Some(*number),
                Body::Owner(text) => about.owner = Some(text.value.clone()),
                Body::Source(text) => about.source = Some(text.value.clone()),
                Body::Stance(texts) => about.stance.extend(values(texts)),
                Body::Motion(name, title) => {
                    let title = title.as_ref().map_or(&name.value, |title| &title.value);
                    about.motions.push((name.value.clone(), title.clone()));
                }
                Body::Billing(texts) => about.billing.extend(values(texts)),
                Body::Boundary(texts) => about.boundary.extend(values(texts)),
                Body::Waivers(duration) => about.waiver_days = self.days(file, duration),
                _ => {}
            }
        }
        self.policy.about.push(about);
    }

    fn document(&mut self, file: usize, item: &Item) {
        let mut kind = DocumentKind {
            decl: decl(file, item),
            files: Vec::new(),
            wheres: Vec::new(),
            public: false,
            locked: false,
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Files(texts) => self.globs(file, texts, &mut kind.files),
                Body::Where(query, test) => {
                    let demand = ast::Demand::Some(query.clone(), test.clone());
                    kind.wheres.extend(self.demand(&demand, clause_at(file, clause)));
                }
                Body::Public => kind.public = true,
                Body::Locked => kind.locked = true,
                _ => {}
            }
        }
        self.policy.documents.push(kind);
    }

    fn globs(&mut self, file: usize, texts: &[Str], out: &mut Vec<glob::Pattern>) {
        for text in texts {
            match patterns(&text.value) {
                Ok(mut all) => out.append(&mut all),
                Err(reason) => {
                    let message = format!("`{}` is no glob: {reason}", text.value);
                    self.report(Diagnostic::error("policy/glob", file, text.span, message));
                }
            }
        }
    }

    /// The days of a length of time; none at all is a fault.
    fn days(&mut self, file: usize, duration: &Spanned<Duration>) -> Option<u32> {
        let days = duration.value.days();
        if days == 0 {
            let message = format!("{} is no length of time: nothing would ever be in time", duration.value);
            let diagnostic = Diagnostic::error("policy/duration", file, duration.span, message);
            self.report(diagnostic.help("write 1 day or more"));
            return None;
        }
        Some(days)
    }

    fn evidence(&mut self, file: usize, item: &Item) {
        let mut evidence = Evidence {
            decl: decl(file, item),
            from: Vec::new(),
            demands: Vec::new(),
            same: Vec::new(),
            dated: None,
            fresh: None,
            signed: None,
            command: None,
            excuses: Vec::new(),
        };
        for clause in &item.clauses {
            let place = clause_at(file, clause);
            match &clause.body {
                Body::From(names) => evidence.from.extend(self.refer_all(ItemKind::Document, names, file)),
                Body::Demand(demand) => evidence.demands.extend(self.demand(demand, place)),
                Body::Same(where_) => evidence.same.extend(Self::place(where_).map(|found| (found, place))),
                Body::Dated(where_) => evidence.dated = Self::place(where_).map(|found| (found, place)),
                Body::Fresh(duration) => evidence.fresh = self.days(file, duration).map(|days| (days, place)),
                Body::Signed(names) => {
                    let keys = self.refer_all(ItemKind::Key, names, file);
                    evidence.signed.get_or_insert_with(|| (Vec::new(), place)).0.extend(keys);
                }
                Body::Command(text) => evidence.command = Some(text.value.clone()),
                Body::Excuse { blocks, documents } => evidence.excuses.push(Excuse {
                    blocks: self.refer_all(ItemKind::Block, blocks, file),
                    documents: self.refer_all(ItemKind::Document, documents, file),
                    at: place,
                }),
                _ => {}
            }
        }
        if let (Some((_, place)), None, false) = (&evidence.fresh, &evidence.dated, item.broken) {
            let message =
                format!("evidence `{}` is to be fresh, but nothing says where its date stands", item.name.value);
            let diagnostic = Diagnostic::error("policy/missing-clause", file, place.span, message);
            self.report(diagnostic.help("add a clause such as `dated by $.ran_at`"));
        }
        self.policy.evidence.push(evidence);
    }

    fn role(&mut self, file: usize, item: &Item) {
        let mut role = Role {
            decl: decl(file, item),
            of: String::new(),
            due: 0,
            decides: Vec::new(),
            proof: Vec::new(),
            named: Vec::new(),
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Of(name) => role.of.clone_from(&name.value),
                Body::Due(name) => role.due = self.names.refer(ItemKind::Gate, name, file).unwrap_or(usize::MAX),
                Body::Decides(texts) => role.decides.extend(values(texts)),
                Body::Proof(texts) => role.proof.extend(values(texts)),
                Body::Named { place, documents } => {
                    let documents = self.refer_all(ItemKind::Document, documents, file);
                    let found = Self::place(place);
                    role.named.extend(found.map(|place| Named { place, documents, at: clause_at(file, clause) }));
                }
                _ => {}
            }
        }
        self.policy.roles.push(role);
    }

    fn gate(&mut self, file: usize, item: &Item) {
        let mut gate = Gate {
            decl: decl(file, item),
            after: Vec::new(),
            asks: None,
            needs: Vec::new(),
            command: None,
            if_missing: Vec::new(),
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::After(names) => gate.after.extend(self.refer_all(ItemKind::Gate, names, file)),
                Body::Asks(name) => gate.asks = Some(name.value.clone()),
                Body::Needs(needs) => self.need(file, clause, needs, &mut gate.needs),
                Body::Command(text) => gate.command = Some(text.value.clone()),
                Body::IfMissing(texts) => gate.if_missing.extend(values(texts)),
                _ => {}
            }
        }
        self.policy.gates.push(gate);
    }

    fn step(&mut self, file: usize, item: &Item) {
        let mut step = Step {
            decl: decl(file, item),
            week: 0,
            owner: None,
            asks: None,
            goal: Vec::new(),
            todo: Vec::new(),
            exit: Vec::new(),
            needs: Vec::new(),
            if_missing: Vec::new(),
        };
        for clause in &item.clauses {
            match &clause.body {
                Body::Week(number) => step.week = *number,
                Body::Owner(text) => step.owner = Some(text.value.clone()),
                Body::Asks(name) => step.asks = Some(name.value.clone()),
                Body::Goal(texts) => step.goal.extend(values(texts)),
                Body::Do(texts) => step.todo.extend(values(texts)),
                Body::Exit(texts) => step.exit.extend(values(texts)),
                Body::Needs(needs) => self.need(file, clause, needs, &mut step.needs),
                Body::IfMissing(texts) => step.if_missing.extend(values(texts)),
                _ => {}
            }
        }
        self.policy.steps.push(step);
    }

    /// `needs` looks for evidence first, then for a role.
    fn need(&mut self, file: usize, clause: &Clause, needs: &ast::Needs, out: &mut Vec<Need>) {
        let (least, names) = match needs {
            ast::Needs::All(names) => (None, names),
            ast::Needs::AtLeast(number, names) => (Some(number), names),
        };
        if let Some(number) = least {
            let count = number.value as usize;
            if count == 0 || count > names.len() {
                let message = format!("at least {count} of {} can't be asked", names.len());
                let help = format!("write a number from 1 to {}", names.len());
                self.report(Diagnostic::error("policy/quorum", file, number.span, message).help(help));
            }
        }
        let of: Vec<Needed> = names.iter().filter_map(|name| self.needed(name, file)).collect();
        let place = clause_at(file, clause);
        match least {
            Some(number) => out.push(Need { at_least: (number.value as usize).max(1), of, at: place }),
            None => out.extend(names.iter().zip(&of).map(|(name, needed)| Need {
                at_least: 1,
                of: vec![*needed],
                at: At { file, span: name.span },
            })),
        }
    }

    fn needed(&mut self, name: &Name, file: usize) -> Option<Needed> {
        if self.names.is_declared(ItemKind::Role, &name.value) {
            return self.names.refer(ItemKind::Role, name, file).map(Needed::Role);
        }
        self.names.refer(ItemKind::Evidence, name, file).map(Needed::Evidence)
    }

    fn require(&mut self, file: usize, item: &Item) {
        let mut require = Require {
            decl: decl(file, item),
            severity: severity(item),
            within: Vec::new(),
            demands: Vec::new(),
            attaches: Vec::new(),
            denies: Vec::new(),
            say: Vec::new(),
        };
        for clause in &item.clauses {
            let place = clause_at(file, clause);
            match &clause.body {
                Body::In(names) => require.within.extend(self.within(names, file)),
                Body::Demand(demand) => require.demands.extend(self.demand(demand, place)),
                Body::Attaches(texts) => require.attaches.extend(examples(texts, file)),
                Body::Denies(ast::Denies::EveryBlock(_)) => {
                    let count = self.names.count(ItemKind::Block);
                    require.denies.extend((0..count).map(|block| (block, place)));
                }
                Body::Denies(ast::Denies::Blocks(names)) => {
                    let blocks = self.refer_all(ItemKind::Block, names, file);
                    require.denies.extend(blocks.into_iter().map(|block| (block, place)));
                }
                Body::Say(texts) => require.say.extend(values(texts)),
                _ => {}
            }
        }
        self.policy.requires.push(require);
    }

    fn key(&mut self, file: usize, item: &Item) {
        let mut public = [0; 32];
        for clause in &item.clauses {
            let Body::Ed25519(text) = &clause.body else { continue };
            match base64(&text.value) {
                Some(bytes) => public = bytes,
                None => {
                    let message = "an ed25519 public key is 32 bytes in base64: 43 letters and a `=`";
                    self.report(Diagnostic::error("policy/key", file, text.span, message));
                }
            }
        }
        self.policy.keys.push(Key { decl: decl(file, item), public });
    }

    fn launch(&mut self, file: usize, item: &Item) {
        let decl = decl(file, item);
        let mut launch = Launch { decl, tenant: None, target: None, motion: None, starts: None, folder: None };
        for clause in &item.clauses {
            match &clause.body {
                Body::Tenant(text) => launch.tenant = Some(text.value.clone()),
                Body::Target(name) => launch.target = self.names.refer(ItemKind::Gate, name, file),
                Body::Motion(name, _) => launch.motion = Some(name.value.clone()),
                Body::Starts(day) => launch.starts = Some(day.value),
                Body::Folder(text) => launch.folder = Some(text.value.clone()),
                _ => {}
            }
        }
        self.policy.launches.push(launch);
    }

    fn waiver(&mut self, file: usize, item: &Item) {
        let (mut rule, mut path, mut because) = (None, None, Vec::new());
        let (mut role, mut granted_on, mut expires) = (None, None, None);
        for clause in &item.clauses {
            match &clause.body {
                Body::Rule { family, name } => rule = self.waived_rule(file, family, name),
                Body::FilePath(text) => path = Some(text.value.clone()),
                Body::Granted { role: name, on } => {
                    role = self.names.refer(ItemKind::Role, name, file);
                    granted_on = on.as_ref().map(|day: &Date| day.value);
                }
                Body::Expires(day) => expires = Some(day.value),
                Body::Because(texts) => because.extend(values(texts)),
                _ => {}
            }
        }
        // A waiver that lacks something has been reported; it excuses nothing.
        if let (Some(rule), Some(path), Some(role), Some(expires)) = (rule, path, role, expires) {
            let decl: Decl = decl(file, item);
            self.policy.waivers.push(Waiver { decl, rule, file: path, role, granted_on, expires, because });
        }
    }

    fn waived_rule(&mut self, file: usize, family: &Name, name: &Name) -> Option<String> {
        let kind = match family.value.as_str() {
            "block" => ItemKind::Block,
            "secret" => ItemKind::Secret,
            "require" => ItemKind::Require,
            other => {
                let message = format!("a waiver excuses a `block`, `secret` or `require` rule, not `{other}`");
                self.report(Diagnostic::error("policy/waiver", file, family.span, message));
                return None;
            }
        };
        self.names.refer(kind, name, file)?;
        Some(format!("{}/{}", family.value, name.value))
    }

    fn refer_all(&mut self, kind: ItemKind, names: &[Name], file: usize) -> Vec<usize> {
        names.iter().filter_map(|name| self.names.refer(kind, name, file)).collect()
    }
}

fn clause_at(file: usize, clause: &Clause) -> At {
    At { file, span: clause.span }
}

/// Decodes 32 bytes of base64 (RFC 4648, section 4, with padding).
fn base64(text: &str) -> Option<[u8; 32]> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()?.try_into().ok()
}
