//! The choices that decide which names are found.

use serde::{Deserialize, Serialize};

use crate::dictionary::{Case, Variants};
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
    /// What becomes of names that overlap.
    pub overlap: Overlap,
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
    /// Names in lines that are no part of the text count all the same: share buttons, bylines, links to other stories, navigation, notices of
    /// copyright and cookies.
    pub keep_furniture: bool,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self {
            case: Case::default(),
            variants: Variants::default(),
            ambiguity: Ambiguity::default(),
            overlap: Overlap::default(),
            disambiguate: true,
            fold_accents: false,
            turkic: false,
            superscripts: false,
            skip_addresses: false,
            keep_furniture: false,
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

    /// Sets what becomes of names that overlap.
    #[must_use]
    pub fn with_overlap(mut self, overlap: Overlap) -> Self {
        self.overlap = overlap;
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

    /// Sets whether names in lines that are no part of the text count.
    ///
    /// # Example
    /// ```
    /// use comention::mention::{MatchOptions, Rule};
    /// use comention::{Annotator, Dictionary, annotation::AnnotationOptions, document::Document};
    ///
    /// let document = Document::new("d", "Nvidia fell.\n\nShare on Facebook · X · LinkedIn");
    /// let rules = |keep| -> Result<Vec<Rule>, comention::Error> {
    ///     let builder = Dictionary::builder().text("Nvidia\nFacebook\n", comention::dictionary::DictionaryFormat::Names, "names.txt")?;
    ///     let matching = MatchOptions::default().with_furniture(keep);
    ///     let annotator = Annotator::with_options(&builder.build()?, AnnotationOptions::default().with_matching(matching))?;
    ///     let annotation = annotator.annotate(&document);
    ///     Ok(annotation.mentions().map(|mention| mention.rule()).collect())
    /// };
    /// assert_eq!(rules(false)?, [Rule::Listed, Rule::Furniture]);
    /// assert_eq!(rules(true)?, [Rule::Listed, Rule::Listed]);
    /// # Ok::<(), comention::Error>(())
    /// ```
    #[must_use]
    pub fn with_furniture(mut self, keep: bool) -> Self {
        self.keep_furniture = keep;
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

/// What becomes of names that overlap.
///
/// # Example
/// ```
/// use comention::mention::{MatchOptions, Overlap, Status};
/// use comention::{Annotator, Dictionary, annotation::AnnotationOptions, dictionary::DictionaryFormat, document::Document};
///
/// let names = "Huawei Cloud\nHuawei\nCloud Base\n";
/// let dictionary = Dictionary::builder().text(names, DictionaryFormat::Names, "names.txt")?.build()?;
/// let document = Document::new("d", "Huawei Cloud Base");
/// let accepted = |overlap| -> Result<Vec<String>, comention::Error> {
///     let matching = MatchOptions::default().with_overlap(overlap);
///     let annotator = Annotator::with_options(&dictionary, AnnotationOptions::default().with_matching(matching))?;
///     let annotation = annotator.annotate(&document);
///     let accepted = annotation.mentions().filter(|mention| mention.status() == Status::Accepted);
///     Ok(accepted.map(|mention| mention.surface().to_owned()).collect())
/// };
/// assert_eq!(accepted(Overlap::LeftmostLongest)?, ["Huawei Cloud"]);
/// assert_eq!(accepted(Overlap::All)?, ["Huawei Cloud", "Huawei", "Cloud Base"]);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Overlap {
    /// The name that begins first holds its place; of those that begin together, the longest. Every tie is settled:
    /// - *the same start*: the longer. With `Huawei` and `Huawei Cloud` listed, "Huawei Cloud" is the latter.
    /// - *the same place*: a form that is listed, then one that the document defines, then a regular expression, then a form that follows
    ///   from a listed one. Where several entities are left, evidence, then [`Ambiguity`].
    /// - *inside*: `Huawei` in "Huawei Cloud" is kept as [nested](super::Status::Nested) and not counted; what may be the same entity as the
    ///   longer name is part of it, and not kept.
    /// - *crossing*: `Cloud Base` in "Huawei Cloud Base" is rejected: it begins inside the name that holds the place, and ends behind it.
    ///
    /// What a rule rejects holds no place: if `Huawei Cloud` needs a word that the document lacks, `Huawei` is found there.
    #[default]
    LeftmostLongest,
    /// Every name is found by itself, whatever else is found around it, also a short form inside a longer one of the same entity. For
    /// recall, as search wants it: entities whose names overlap share windows because of that.
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
