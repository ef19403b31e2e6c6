//! The choices that decide which names are found.

use serde::{Deserialize, Serialize};

use crate::dictionary::Case;
use crate::text::Folding;

/// How names are matched. The defaults are for news in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct MatchOptions {
    /// The case rule of aliases that name none of their own.
    pub case: Case,
    /// Which forms that the dictionary does not list are found too.
    pub variants: Variants,
    /// What becomes of a form that several entities share.
    pub ambiguity: Ambiguity,
    /// Whether evidence may decide between them first.
    pub disambiguate: bool,
    /// Accents do not count: `Malmo` finds "Malmö", and the other way round. Letters with strokes and the like are folded too (`ø`, `ł`,
    /// `æ`); in Latin, Greek and Cyrillic only.
    pub fold_accents: bool,
    /// Case is folded as in Turkish and Azerbaijani: `I` is the capital of `ı`, `İ` of `i`.
    pub turkic: bool,
    /// Superscript digits are digits: `x2` finds "x²". Off, for they are as often an exponent or the number of a note. Subscripts are digits
    /// always: "CO₂" is `CO2`.
    pub superscripts: bool,
    /// Names in web and e-mail addresses, handles and hashtags are rejected.
    pub skip_addresses: bool,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self {
            case: Case::default(),
            variants: Variants::default(),
            ambiguity: Ambiguity::default(),
            disambiguate: true,
            fold_accents: false,
            turkic: false,
            superscripts: false,
            skip_addresses: false,
        }
    }
}

impl MatchOptions {
    /// Sets the case rule.
    #[must_use]
    pub fn with_case(mut self, case: Case) -> Self {
        self.case = case;
        self
    }

    /// Sets which unlisted forms are found.
    #[must_use]
    pub fn with_variants(mut self, variants: Variants) -> Self {
        self.variants = variants;
        self
    }

    /// Sets whether evidence may decide between entities that share a form.
    #[must_use]
    pub fn with_disambiguation(mut self, disambiguate: bool) -> Self {
        self.disambiguate = disambiguate;
        self
    }

    /// Sets whether accents do not count.
    #[must_use]
    pub fn with_fold_accents(mut self, fold_accents: bool) -> Self {
        self.fold_accents = fold_accents;
        self
    }

    /// Sets whether case is folded as in Turkish.
    #[must_use]
    pub fn with_turkic(mut self, turkic: bool) -> Self {
        self.turkic = turkic;
        self
    }

    /// Sets whether superscript digits are digits.
    #[must_use]
    pub fn with_superscripts(mut self, superscripts: bool) -> Self {
        self.superscripts = superscripts;
        self
    }

    /// Sets whether names in addresses are rejected.
    #[must_use]
    pub fn with_skip_addresses(mut self, skip_addresses: bool) -> Self {
        self.skip_addresses = skip_addresses;
        self
    }

    /// What is folded away in comparisons, case aside.
    pub(super) fn folding(self) -> Folding {
        Folding {
            case: false,
            accents: self.fold_accents,
            superscripts: self.superscripts,
            turkic: self.turkic,
        }
    }

    /// Sets what becomes of shared forms.
    #[must_use]
    pub fn with_ambiguity(mut self, ambiguity: Ambiguity) -> Self {
        self.ambiguity = ambiguity;
        self
    }
}

/// Which forms that the dictionary does not list are found too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Variants {
    /// Listed forms only.
    None,
    /// Those that practically never err, each by a [rule](super::Rule) of its own:
    /// - terms in another number or order of words, their adjectives, and names spelt otherwise: `brain tumours` for `brain tumor`, `U.S.` for
    ///   `US`. They have the same words, so they mean the same; what would make a form of other words is not derived.
    /// - names of firms with or without `Inc.` and the like, if more is left than an ordinary word.
    /// - species with the first word cut down to a letter, names of people with a middle name or turned round.
    /// - initials of a name, and short forms that are defined in brackets, where the same document has the name in full.
    /// - the last word of a person's name, where the same document has the full name. "Sam Altman arrived. Altman spoke." names him twice.
    /// - inflected forms, in documents whose `lang` is Bulgarian, Czech, Finnish, German, Polish, Russian, Slovene or Ukrainian. With
    ///   `Uniwersytet Warszawski` listed, "na Uniwersytecie Warszawskim" names it. Endings alone say little; but few words of a text lead
    ///   to a name that is listed without being one: in news with marked names, 99 inflected forms of 100 were right.
    /// - names with a particle of Korean written on: "삼성전자는" names `삼성전자`.
    #[default]
    Safe,
    /// Those that err now and then, too: names in Arabic with a short word written before them, such as the article.
    All,
}

/// What becomes of a form that several entities share, when the document decides for none of them, or [may not](MatchOptions::disambiguate).
///
/// Evidence comes first: other forms of an entity in the document, its own name, words around the form, relatives, context, the usual sense.
/// One that leads has the mention, by a rule such as [`Rule::OtherForm`](super::Rule::OtherForm).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Ambiguity {
    /// It is linked to none, and keeps its candidates: with `Mu` listed for two firms, "Mu rose" counts for neither.
    #[default]
    Abstain,
    /// It is linked to the entity with the smallest id. The order of the dictionary file plays no part.
    First,
    /// It is linked to all of them. Entities that share a window only through one and the same span are not a pair.
    All,
}
