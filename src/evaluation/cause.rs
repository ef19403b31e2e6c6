//! Why a name was missed, or found where there is none, and what helps.

use std::fmt;

use serde::Serialize;

use crate::mention::Rule;

/// On which side a mistake counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The gold has it and it was not found: it costs recall.
    Missed,
    /// It was found and the gold has it not, or otherwise: it costs precision.
    False,
}

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Missed => "missed",
            Self::False => "false",
        })
    }
}

/// The cause of a mistake. Each mistake has one: the first that applies, in this order. Names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// Missed: the dictionary does not hold the entity.
    UnknownEntity,
    /// Missed: the gold gives no id, and no entity of the dictionary lists the name.
    UnknownName,
    /// Missed: the dictionary holds the entity, but not under this name.
    NoSuchAlias,
    /// Missed: several entities list the name, and it was linked to none.
    Ambiguous,
    /// Missed: a rule refused it.
    Refused,
    /// Missed: it shares words with another mention that took the place.
    Overlapped,
    /// Missed: the alias is listed, but in other case.
    OtherCase,
    /// Missed: the alias is listed as it stands there, but not at word borders (`Golf` in `Maxi-Golfs`) or with white space that breaks it.
    NoWordBorder,
    /// False: the gold has no name there.
    NoGold,
    /// False: the gold has a name there, with another start or end.
    OtherBorder,
    /// False: the gold has this very name, but means another entity.
    OtherEntity,
    /// False: the gold has this very name, without an id, but of another type.
    OtherType,
}

impl Cause {
    /// All causes, in their order.
    pub const ALL: [Self; 12] = [
        Self::UnknownEntity,
        Self::UnknownName,
        Self::NoSuchAlias,
        Self::Ambiguous,
        Self::Refused,
        Self::Overlapped,
        Self::OtherCase,
        Self::NoWordBorder,
        Self::NoGold,
        Self::OtherBorder,
        Self::OtherEntity,
        Self::OtherType,
    ];

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownEntity => "unknown_entity",
            Self::UnknownName => "unknown_name",
            Self::NoSuchAlias => "no_such_alias",
            Self::Ambiguous => "ambiguous",
            Self::Refused => "refused",
            Self::Overlapped => "overlapped",
            Self::OtherCase => "other_case",
            Self::NoWordBorder => "no_word_border",
            Self::NoGold => "no_gold",
            Self::OtherBorder => "other_border",
            Self::OtherEntity => "other_entity",
            Self::OtherType => "other_type",
        }
    }

    /// The side it counts on.
    pub const fn side(self) -> Side {
        match self {
            Self::NoGold | Self::OtherBorder | Self::OtherEntity | Self::OtherType => Side::False,
            _ => Side::Missed,
        }
    }

    /// What it means, in words.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::UnknownEntity => "the dictionary does not hold the entity",
            Self::UnknownName => "no entity of the dictionary lists the name",
            Self::NoSuchAlias => "the dictionary holds the entity, but not under this name",
            Self::Ambiguous => "several entities list the name, so it was linked to none",
            Self::Refused => "a rule refused it",
            Self::Overlapped => "it shares words with another mention, which took the place",
            Self::OtherCase => "the alias is listed, but written in other case",
            Self::NoWordBorder => "the alias is listed, but does not stand as words of its own",
            Self::NoGold => "the gold has no name there",
            Self::OtherBorder => "the gold has a name there with another start or end",
            Self::OtherEntity => "the gold has this name, but means another entity",
            Self::OtherType => "the gold has this name, but of another type",
        }
    }

    /// What helps, in words; where a rule decided, what helps against that rule.
    pub const fn remedy(self, rule: Option<Rule>) -> &'static str {
        match (self, rule) {
            (Self::Refused, Some(Rule::NeedsMissing)) => {
                "give the alias more words in `needs`, or none"
            }
            (Self::Refused, Some(Rule::UnlessPresent)) => "take words from its `unless`",
            (Self::Refused, Some(Rule::Blocked)) => "take the block out, or make it longer",
            (Self::Refused, Some(Rule::NoFullName)) => {
                "list the last name as an alias if it is rare enough"
            }
            (Self::UnknownEntity, _) => "add the entity",
            (Self::UnknownName, _) => "add the entity, or the name as an alias of one",
            (Self::NoSuchAlias, _) => "add the alias",
            (Self::Ambiguous, _) => {
                "tell the entities apart with `needs` or `unless`, drop the alias where it is rare, or try --ambiguity first"
            }
            (
                Self::Refused,
                Some(
                    Rule::OrdinaryWord
                    | Rule::TooShort
                    | Rule::PartOfName
                    | Rule::OtherCase
                    | Rule::ClassWord,
                ),
            ) => {
                "give the alias a rule of its own, such as `case = \"exact\"`, and it is taken as listed; or try --case exact"
            }
            (Self::Refused, Some(Rule::NoLongForm)) => "list the short form as an alias",
            (Self::Refused, Some(Rule::DefinedOtherwise)) => {
                "list the long form that the text gives as an alias"
            }
            (Self::Refused, _) => "loosen the conditions of the alias",
            (Self::Overlapped, _) => {
                "drop or restrict the name that took the place, or list the two as the gold marks them"
            }
            (Self::OtherCase, _) => "set `case = \"ignore\"` on the alias, or try --case ignore",
            (Self::NoWordBorder, _) => {
                "add the form as it is written there, or set `boundary = \"none\"` on the alias"
            }
            (Self::NoGold, _) => {
                "restrict the alias with `needs`, `unless` or `case = \"exact\"`, or drop it; or the gold misses a name"
            }
            (Self::OtherBorder, _) => "add the longer form as an alias, or drop the one found",
            (Self::OtherEntity, _) => {
                "tell the entities apart with `needs` or `unless`, or drop the alias of the one found"
            }
            (Self::OtherType, _) => {
                "correct the type of the entity, or say which types are the same with --map-type"
            }
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_files_carry() {
        for cause in Cause::ALL {
            assert_eq!(
                serde_json::to_string(&cause).unwrap(),
                format!("\"{cause}\"")
            );
        }
        assert!(Cause::ALL.is_sorted());
        assert_eq!(
            serde_json::to_string(&Side::False).unwrap(),
            format!("\"{}\"", Side::False)
        );
    }
}
