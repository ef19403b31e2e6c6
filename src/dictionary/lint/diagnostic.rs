//! The diagnostics: their codes, and all that is said of them in general. This is the one place for it; the command line prints it.

use std::fmt;

use serde::{Serialize, Serializer};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// No command takes the dictionary as it is.
    Error,
    /// It is taken, and is likely to find what is not meant, or not to find what is.
    Warning,
}

/// What can be said of a diagnostic in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DiagnosticText {
    /// What it finds.
    pub finds: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A case of it.
    pub example: &'static str,
    /// What helps.
    pub remedy: &'static str,
}

macro_rules! diagnostics {
    ($($(#[doc = $doc:literal])* $variant:ident $code:literal $name:literal $severity:ident {
        finds: $finds:literal, why: $why:literal, example: $example:literal, remedy: $remedy:literal $(,)?
    })*) => {
        /// A kind of finding. Codes and names are stable: `D0..` keep a dictionary from being read, `D1..` are seen in the dictionary
        /// alone, `D2..` in texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Diagnostic {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Diagnostic {
            /// All of them, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Its stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it finds, why that matters, an example, the remedy.
            pub const fn text(self) -> DiagnosticText {
                match self {
                    $(Self::$variant => DiagnosticText { finds: $finds, why: $why, example: $example, remedy: $remedy },)*
                }
            }
        }
    };
}

diagnostics! {
    /// Two entities have one id.
    DuplicateId "D001" "duplicate_id" Error {
        finds: "two entities with one id, in one file, or in two files with different types",
        why: "an id stands for one thing; entities of one id and type in different files are taken for one and merged",
        example: "`id = \"meta\"` for the firm and again for the prefix",
        remedy: "give one of them another id, or make them one entity",
    }
    /// A parent is not in the dictionary.
    UnknownParent "D002" "unknown_parent" Error {
        finds: "a parent that the dictionary does not hold",
        why: "an entity cannot be rolled up to what is not there; parents are named by id, not by name",
        example: "`parent = \"Nvidia\"` where the id is `nvidia`",
        remedy: "write the id of the parent, add the parent, or name the file that holds it too",
    }
    /// An entity is its own ancestor.
    ParentCycle "D003" "parent_cycle" Error {
        finds: "an entity that is its own ancestor",
        why: "rolling up would never end",
        example: "`a` has the parent `b`, `b` has the parent `a`",
        remedy: "take the parent from the one that is on top",
    }
    /// An entity has no name.
    BlankName "D004" "blank_name" Error {
        finds: "an entity with a blank name or a blank id",
        why: "there is nothing to find and nothing to show",
        example: "a row of a table that has an id and an empty name",
        remedy: "name it, or remove the row",
    }
    /// A condition holds a blank word.
    BlankPhrase "D005" "blank_phrase" Error {
        finds: "a blank word in `needs` or `unless`",
        why: "it would stand in every document, so the condition would always hold, or never",
        example: "`needs = [\"\"]`",
        remedy: "remove it, or write the word that was meant",
    }
    /// Several entities list one form.
    SharedAlias "D101" "shared_alias" Warning {
        finds: "a form that several entities list without conditions that tell them apart",
        why: "where the document does not decide, it is linked to none of them",
        example: "`Mu` for Micron and for a physicist",
        remedy: "tell them apart with `needs` or `unless`, or drop the alias where it is rare",
    }
    /// One entity lists a form twice.
    RepeatedAlias "D102" "repeated_alias" Warning {
        finds: "a form that an entity lists twice, or in two spellings that are compared as equal",
        why: "it does no harm and finds nothing more; case, quotes, hyphens and spaces are folded anyway",
        example: "`Nvidia` and `NVIDIA`",
        remedy: "drop one",
    }
    /// Two entities may be one.
    NearDuplicate "D103" "near_duplicate" Warning {
        finds: "two entities of one type whose names are the same but for spaces, hyphens, dots and legal forms",
        why: "if they are one thing, its mentions are split and its counts are halves",
        example: "`OpenAI` and `Open AI, Inc.`",
        remedy: "make them one entity with both forms as aliases; if they are two, nothing",
    }
    /// A form is an ordinary word.
    OrdinaryWord "D111" "ordinary_word" Warning {
        finds: "a form that is an ordinary English word, or one with an article",
        why: "it must have its capital to be found, and where a sentence begins or a headline has capitals anything may be meant",
        example: "`Target`, `Apple`, `The Information`",
        remedy: "require words that go with it (`needs`), exclude some (`unless`), or list only a longer form (`Target Corp.`)",
    }
    /// A form is the name of a day or a month.
    CalendarWord "D112" "calendar_word" Warning {
        finds: "a form that is the name of a day or a month",
        why: "texts are full of dates; it is found only where it is plainly a person",
        example: "`May`, `August`",
        remedy: "list the full name instead (`Theresa May`), or require words that go with it (`needs`)",
    }
    /// A form is a single character or a small number.
    TooShort "D113" "too_short" Warning {
        finds: "a form of a single character, or a number of up to three digits, without conditions",
        why: "initials, list marks and quantities look the same; it is found only where the document has the entity under another form",
        example: "`V`, `X`, `23`",
        remedy: "require words that go with it (`needs`), or list only a longer form (`V Inc.`)",
    }
    /// A form in capitals is an ordinary word too.
    CapitalsWord "D114" "capitals_word" Warning {
        finds: "a form in capitals whose letters are an ordinary word",
        why: "it is found in capitals only, but headlines and shouting write the word so too, and `--case ignore` finds it everywhere",
        example: "`US`, `IT`, `WHO`",
        remedy: "require words that go with it (`needs`), or list the form with stops too (`U.S.`) and keep `case = \"exact\"`",
    }
    /// A form has neither letters nor digits.
    NothingToFind "D115" "nothing_to_find" Warning {
        finds: "a form without letters and digits, or an empty one",
        why: "nothing is left of it when texts are cut into words: it is found by chance or never",
        example: "an alias `-` that a spreadsheet left for none",
        remedy: "remove it",
    }
    /// A form is a legal form only.
    LegalForm "D116" "legal_form" Warning {
        finds: "a form made only of words that say what kind of firm it is",
        why: "it stands in the name of every other firm",
        example: "`Holdings Ltd`, `Group`, `GmbH`",
        remedy: "write the whole name, or remove it",
    }
    /// A form holds characters that cannot be seen.
    InvisibleCharacter "D117" "invisible_character" Warning {
        finds: "a form with control, zero-width or direction characters, or a soft hyphen",
        why: "texts do not have them in the same place, so the form is not found, and nobody can see why",
        example: "`Open\u{200B}AI`, with a zero-width space between the words",
        remedy: "type the form anew",
    }
    /// A word mixes alphabets.
    MixedScripts "D118" "mixed_scripts" Warning {
        finds: "a word with letters of the Latin and of another alphabet that look alike",
        why: "texts are written in one of them, so the form is not found, and nobody can see why",
        example: "`\u{0410}pple`, whose first letter is Cyrillic",
        remedy: "type the word anew in one alphabet",
    }
    /// Texts have a form in lower case.
    LowerCaseUse "D201" "lower_case_use" Warning {
        finds: "a form with a capital that the texts have in lower case too",
        why: "there it is a word and no name; where it begins a sentence nobody can tell them apart",
        example: "`Target` in texts that speak of a target price",
        remedy: "set `case = \"exact\"` on the alias, and require words that go with it (`needs`)",
    }
    /// Texts have a form at the start of sentences only.
    BeginsSentences "D202" "begins_sentences" Warning {
        finds: "a form that the texts have with a capital only where a sentence begins or a headline gives every word one",
        why: "there any word has a capital: nothing shows that a name is meant",
        example: "`Meet`, in `Meet the team.`",
        remedy: "look at the samples; require words that go with it (`needs`), or drop the alias",
    }
    /// Texts have a form inside longer names.
    PartOfLongerNames "D203" "part_of_longer_names" Warning {
        finds: "a form that mostly stands next to other words with capitals, as part of names that the dictionary does not hold",
        why: "it may be somebody else's name: a first name, a street, another firm",
        example: "`Paris`, in texts about Paris Hilton",
        remedy: "list the longer names, as aliases or as entities of their own: the longest name wins; or exclude them with `unless`",
    }
}

impl Diagnostic {
    /// The one with a code or a name, in any case.
    pub fn find(text: &str) -> Option<Self> {
        let is = |diagnostic: &&Self| {
            diagnostic.code().eq_ignore_ascii_case(text)
                || diagnostic.name().eq_ignore_ascii_case(text)
        };
        Self::ALL.iter().find(is).copied()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
