//! Why a mention was accepted or refused.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The reason behind a decision. Its name is stable: it stands in output, in ledgers and in questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// The dictionary lists this form, and its conditions hold.
    Listed,
    /// The last word of a person's name, in a document that has the full name of just one person who bears it.
    ShortName,
    /// Several entities list this form.
    SharedAlias,
    /// The alias needs a word that the document lacks (`needs`).
    NeedsMissing,
    /// The document has a word that the alias excludes (`unless`).
    UnlessPresent,
    /// It is the last word of a person's name, but the document has no full name that it could stand for.
    NoFullName,
    /// It lies inside a longer name.
    InsideLongerName,
    /// It begins inside an accepted name and ends after it.
    OverlapsName,
    /// Several entities list this form; the document has this one under another form too.
    OtherForm,
    /// Several entities list this form; the document has this one under a longer form that holds it.
    LongerForm,
    /// Several entities list this form; this one lists it in just this case.
    ExactCase,
    /// Several entities list this form; it is the name of this one.
    OwnName,
    /// Several entities list this form; the words next to it call for one of this type.
    TypeCue,
    /// Several entities list this form; the document has this one's parent, child or sibling.
    Relative,
    /// Several entities list this form; the document has words that speak for this one.
    Context,
    /// Several entities list this form; a place is read before an organisation, that before other things.
    UsualSense,
    /// The form is a single character or a small number, and nothing in the document shows that it is meant as a name.
    TooShort,
    /// The form is an ordinary word too, and nothing around it shows that it is meant as a name.
    OrdinaryWord,
    /// The word next to it makes it part of another name, which the dictionary does not hold.
    PartOfName,
    /// The document defines this form beside the entity's name: `atrial fibrillation (AF)`.
    Defined,
    /// The document defines this form as something else.
    DefinedOtherwise,
    /// It is the plural of a listed form, or its singular.
    Plural,
    /// It has the words of a listed form in another order: `heart failure` for `failure, heart`.
    WordOrder,
    /// It is the adjective of a listed condition: `ischemic` for `ischemia`.
    Adjective,
    /// It is a listed form in another spelling: a hyphen more or less, `&` for `and`, `US` for `U.S.`, British or American.
    Spelling,
    /// It is the listed name of a firm with or without `Inc.`, `Corp.` and the like.
    CompanySuffix,
    /// It is a listed form with its first word cut down to a letter: `E. coli`.
    ShortenedFirst,
    /// It is a listed person's name with a middle name, or the other way round: `Altman, Sam`.
    PersonName,
    /// It is the initials of a name that the document has in full.
    Acronym,
    /// It is the initials of a name, but the document does not have the name in full.
    NoLongForm,
    /// The text writes the name small, in a language whose ordinary words are not known, or the profile knows it as a word.
    OtherCase,
    /// The form is a listed one, inflected: `w Warszawie` for `Warszawa`.
    Inflected,
    /// It is a listed form with a particle of Korean written on.
    Particle,
    /// It is a listed form with a word of Arabic written before it, such as the article.
    GluedWord,
    /// It stands in a web address, an e-mail address, a handle or a hashtag, and those were to be left out.
    InsideAddress,
    /// Several entities list this form; the profile or the dictionary says that this one is meant more often.
    Prior,
    /// It matches an alias that is a regular expression.
    Regex,
    /// The dictionary blocks this surface, or a longer one around it.
    Blocked,
    /// It stands in a line that is no part of the text: share buttons, a byline, links to other stories, navigation, a notice of copyright.
    Furniture,
    /// It is a listed term with a word exchanged for one that means the same, `renal failure` for `kidney failure`, or with one more or less
    /// that does not change what it is: `morphine sulfate` for `morphine`.
    SynonymWord,
    /// The form is the word for a kind of things, not the name of one: `drug`, `disease`; or the adjective for what a kind does: `analgesic`.
    ClassWord,
    /// It is a listed name with a word for what it is the name of written on, in Finnish: `Youtube-palvelu`.
    Compound,
}

impl Rule {
    /// All rules, in the order of their numbers in a ledger.
    pub const ALL: [Self; 42] = [
        Self::Listed,
        Self::ShortName,
        Self::SharedAlias,
        Self::NeedsMissing,
        Self::UnlessPresent,
        Self::NoFullName,
        Self::InsideLongerName,
        Self::OverlapsName,
        Self::OtherForm,
        Self::LongerForm,
        Self::ExactCase,
        Self::OwnName,
        Self::TypeCue,
        Self::Relative,
        Self::Context,
        Self::UsualSense,
        Self::TooShort,
        Self::OrdinaryWord,
        Self::PartOfName,
        Self::Defined,
        Self::DefinedOtherwise,
        Self::Plural,
        Self::WordOrder,
        Self::Adjective,
        Self::Spelling,
        Self::CompanySuffix,
        Self::ShortenedFirst,
        Self::PersonName,
        Self::Acronym,
        Self::NoLongForm,
        Self::OtherCase,
        Self::Inflected,
        Self::Particle,
        Self::GluedWord,
        Self::InsideAddress,
        Self::Prior,
        Self::Regex,
        Self::Blocked,
        Self::Furniture,
        Self::SynonymWord,
        Self::ClassWord,
        Self::Compound,
    ];

    /// Whether it may give way to acceptance once it is known whom the document names.
    pub(super) const fn is_pending(self) -> bool {
        matches!(
            self,
            Self::NoFullName | Self::NoLongForm | Self::TooShort | Self::OrdinaryWord
        )
    }

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::ShortName => "short_name",
            Self::SharedAlias => "shared_alias",
            Self::NeedsMissing => "needs_missing",
            Self::UnlessPresent => "unless_present",
            Self::NoFullName => "no_full_name",
            Self::InsideLongerName => "inside_longer_name",
            Self::OverlapsName => "overlaps_name",
            Self::OtherForm => "other_form",
            Self::LongerForm => "longer_form",
            Self::ExactCase => "exact_case",
            Self::OwnName => "own_name",
            Self::TypeCue => "type_cue",
            Self::Relative => "relative",
            Self::Context => "context",
            Self::UsualSense => "usual_sense",
            Self::TooShort => "too_short",
            Self::OrdinaryWord => "ordinary_word",
            Self::PartOfName => "part_of_name",
            Self::Defined => "defined",
            Self::DefinedOtherwise => "defined_otherwise",
            Self::Plural => "plural",
            Self::WordOrder => "word_order",
            Self::Adjective => "adjective",
            Self::Spelling => "spelling",
            Self::CompanySuffix => "company_suffix",
            Self::ShortenedFirst => "shortened_first",
            Self::PersonName => "person_name",
            Self::Acronym => "acronym",
            Self::NoLongForm => "no_long_form",
            Self::OtherCase => "other_case",
            Self::Inflected => "inflected",
            Self::Particle => "particle",
            Self::GluedWord => "glued_word",
            Self::InsideAddress => "inside_address",
            Self::Prior => "prior",
            Self::Regex => "regex",
            Self::Blocked => "blocked",
            Self::Furniture => "furniture",
            Self::SynonymWord => "synonym_word",
            Self::ClassWord => "class_word",
            Self::Compound => "compound",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// What became of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Linked to its entity, and counted.
    Accepted,
    /// Inside an accepted one: kept, not counted.
    Nested,
    /// Several entities fit: kept with its candidates, linked to none.
    Ambiguous,
    /// Refused by a rule.
    Rejected,
}

impl Status {
    /// All of them, in the order of their numbers in a ledger.
    pub const ALL: [Self; 4] = [
        Self::Accepted,
        Self::Nested,
        Self::Ambiguous,
        Self::Rejected,
    ];

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Nested => "nested",
            Self::Ambiguous => "ambiguous",
            Self::Rejected => "rejected",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_files_carry() {
        for rule in Rule::ALL {
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("\"{rule}\""));
        }
        for status in Status::ALL {
            assert_eq!(
                serde_json::to_string(&status).unwrap(),
                format!("\"{status}\"")
            );
        }
    }
}
