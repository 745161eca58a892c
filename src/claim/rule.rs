//! The rules that carry a cue to a hit. Few, named, each with a sentence for a person.

/// How a cue reaches the words it acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScopeRule {
    /// "no X", "none of X", "neither A nor X".
    Determiner,
    /// "not X", "but not X": the denied part of a sentence.
    Constituent,
    /// "do not offer X": the negation of the verb.
    NegatedVerb,
    /// "No plan offers X", "At no time shall …": a negative subject or opening.
    NegativeSubject,
    /// "exclude X": a verb acts on its object, shared over a list.
    VerbObject,
    /// "A, B and X are excluded": a predicate acts on its subject.
    Predicate,
    /// "keep X blocked": a predicate of the object.
    ObjectComplement,
    /// "X does not require a contract": a predicate that says nothing about being there.
    OtherPredicate,
    /// "waives the fee for X": the cue has an object of its own.
    OwnObject,
    /// "without X".
    Without,
    /// "except X": the opposite of what is said of the rest.
    Except,
    /// "instead of X".
    Instead,
    /// "besides X", "including X".
    Besides,
    /// "For X, …": an opening phrase.
    Fronted,
    /// "the exclusion of X": a noun acts on its complement.
    Noun,
    /// "declines to provide X": a verb acts on the action under it.
    Complement,
    /// "the discontinued X".
    Attribute,
    /// "X, which we do not offer".
    Relative,
    /// "A will be delivered, X will not": the predicate is taken from the clause before.
    Ellipsis,
    /// "X: not included", "X (excluded)": a status beside the name.
    Status,
    /// "it is false that …", "wrongly claims that …".
    FalseStatement,
    /// "we promise X": speech.
    Speech,
    /// "do not write X", "blocked wording: X".
    Wording,
    /// "asked about X": raised, not settled.
    Raised,
    /// "will", "on the roadmap".
    Future,
    /// "once …", "until …", "subject to …".
    Condition,
    /// A question.
    Question,
    /// The answer to a question.
    Answer,
    /// A later sentence about it: "It is not part of this order."
    FollowUp,
    /// The line that leads into the list: "The pilot excludes:".
    LeadIn,
    /// The heading of the section.
    Heading,
    /// The heading of the column.
    Column,
    /// Another cell of the row.
    Row,
    /// Somebody else's: "Customer's own X".
    Owner,
    /// A name in code, or of a field or a file.
    Name,
    /// The name of a member in data: `exclusions`.
    Member,
    /// Words around it that weigh more than what the rules read.
    Weighed,
}

impl ScopeRule {
    /// The rule in plain words, to go after the cue: "`excluded` denies `X`: …".
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Determiner => "the word stands right before it, shared over the list",
            Self::Constituent => "the negation belongs to this part of the sentence",
            Self::NegatedVerb => "the negation belongs to its verb",
            Self::NegativeSubject => "the subject of its verb is negative",
            Self::VerbObject => "it is what the verb acts on, shared over the list",
            Self::Predicate => "the predicate comes after it, shared over the list",
            Self::ObjectComplement => "the predicate belongs to the object of the verb",
            Self::OtherPredicate => "what is said of it does not concern whether it is there",
            Self::OwnObject => "the cue has an object of its own",
            Self::Without => "the preposition takes it away",
            Self::Except => "an exception to what is said of the rest",
            Self::Instead => "something else takes its place",
            Self::Besides => "it is named along with the rest",
            Self::Fronted => "it stands in the opening phrase",
            Self::Noun => "the noun acts on what belongs to it",
            Self::Complement => "the verb acts on the clause under it",
            Self::Attribute => "the word describes it",
            Self::Relative => "its own relative clause says so",
            Self::Ellipsis => "the predicate is taken from the clause before",
            Self::Status => "a status stands beside the name",
            Self::FalseStatement => "the statement is called false",
            Self::Speech => "somebody says so",
            Self::Wording => "the words are spoken of, not the thing",
            Self::Raised => "it is raised, not settled",
            Self::Future => "it is said of the future",
            Self::Condition => "it depends on a condition",
            Self::Question => "it is asked",
            Self::Answer => "the answer decides",
            Self::FollowUp => "a later sentence about it decides",
            Self::LeadIn => "the line that leads into the list decides",
            Self::Heading => "the heading of the section decides",
            Self::Column => "the heading of the column decides",
            Self::Row => "another cell of the row decides",
            Self::Owner => "it belongs to somebody else",
            Self::Name => "it is only a name here",
            Self::Member => "the name of the member decides",
            Self::Weighed => "the words around it weigh more than what its own sentence seems to say",
        }
    }
}
