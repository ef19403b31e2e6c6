//! What is looked up in the text: one pattern for each form of each entity, in records of twelve bytes.
//!
//! A record is the entity, the byte its form starts at, the length of the form (16 bits) and 16 bits of flags. What few patterns have, a
//! condition, a length or punctuation too long for the record, stands in a record of its own, found by the pattern's number.
//!
//! A regular expression is a pattern that no table finds; so is, without an entity of its own, a surface that is blocked.

use crate::dictionary::{Case, Dictionary, EntityIndex, Section, Tag, Variants, push_u32};
use crate::text::Folding;

use super::Rule;
use super::conditions::Conditions;

pub(super) const PATTERNS: Tag = *b"PATS";
pub(super) const FOLDED: Tag = *b"PATX";
pub(super) const RARE: Tag = *b"PATR";

const WIDTH: usize = 12;
const RARE_WIDTH: usize = 20;

/// Flags of a record. The case rule of the alias is in the two lowest bits, how the form was made in four, punctuation before and after in
/// three each.
const CASE: u16 = 0b11;
const TELLING: u16 = 1 << 2;
const ANYWHERE: u16 = 1 << 3;
/// The form is not as the dictionary writes it: it is in the section of folded forms.
const IS_FOLDED: u16 = 1 << 4;
/// The form is the name of its entity.
const IS_NAME: u16 = 1 << 5;
const VARIANT: u32 = 6;
const VARIANTS: u16 = 15;
const LEAD: u32 = 10;
const TAIL: u32 = 13;
/// What lead and tail are where they, the length or a condition stand in the rare record. What lead is where the form has neither, and tail
/// is the rule of the pattern for forms that follow from it.
const IS_RARE: u16 = 7;

/// The last number of a rare record: the rule for forms that follow from it, plus 1, in two bits; what it is if no form.
const RARE_VARIANTS: u32 = 0b11;
const IS_REGEX: u32 = 1 << 2;
const IS_BLOCK: u32 = 1 << 3;
/// A word is exchanged in it: the four bits of the record have no number left.
const IS_SYNONYM: u32 = 1 << 4;

/// By number.
const VARIANTS_BY_NUMBER: [Variants; 3] = [Variants::None, Variants::Safe, Variants::All];

/// How a form was made of what the dictionary lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Variant {
    /// It is listed.
    Listed,
    /// The last name of a person: the document must have a full name too.
    LastName,
    /// It is listed, but a single character or a small number.
    Short,
    /// It is listed, and an ordinary word with a capital: `Target`.
    Ordinary,
    /// It is listed, and the name of a day or a month.
    Calendar,
    /// It is listed, and a single word of a person's name.
    NameWord,
    /// The plural of a listed singular, or the singular of a plural.
    Plural,
    /// The adjective of a listed noun.
    Adjective,
    /// Its words in another order: `failure, heart`.
    WordOrder,
    /// The same name spelt otherwise.
    Spelling,
    /// The same name with its parts joined, or taken apart.
    Joined,
    /// The name of a firm without `Inc.` and the like.
    Suffix,
    /// The first word cut down to a letter: `E. coli`.
    Shortened,
    /// The initials of its words: the document must have the name in full.
    Acronym,
    /// A person's name without the initial of a middle name.
    Middle,
    /// All of a name but the first word: the document must have the name in full.
    Part,
    /// It is a regular expression.
    Regex,
    /// It is a surface that is no name.
    Block,
    /// One word is exchanged for another that means the same.
    Synonym,
}

impl Variant {
    /// By number, but for what the rare record says.
    const ALL: [Self; 16] = [
        Self::Listed,
        Self::LastName,
        Self::Short,
        Self::Ordinary,
        Self::Calendar,
        Self::NameWord,
        Self::Plural,
        Self::Adjective,
        Self::WordOrder,
        Self::Spelling,
        Self::Joined,
        Self::Suffix,
        Self::Shortened,
        Self::Acronym,
        Self::Middle,
        Self::Part,
    ];

    const fn number(self) -> u16 {
        self as u16
    }

    fn of_number(number: u16) -> Self {
        let variant = Self::ALL.get(usize::from(number));
        variant.copied().unwrap_or(Self::Listed)
    }

    /// Whether the dictionary lists it.
    pub(super) const fn is_listed(self) -> bool {
        matches!(
            self,
            Self::Listed | Self::Short | Self::Ordinary | Self::Calendar | Self::NameWord
        )
    }

    /// Whether it follows from what the dictionary lists.
    pub(super) const fn is_made(self) -> bool {
        !(self.is_listed() || matches!(self, Self::Regex | Self::Block))
    }

    /// Whether it counts only where the document has a name in full.
    pub(super) const fn needs_full_name(self) -> bool {
        matches!(self, Self::LastName | Self::Part | Self::Acronym)
    }

    /// The rule by which it is found, as far as the form itself tells.
    pub(super) const fn rule(self) -> Rule {
        match self {
            Self::Listed | Self::NameWord => Rule::Listed,
            Self::LastName | Self::Part => Rule::NoFullName,
            Self::Middle => Rule::PersonName,
            Self::Short => Rule::TooShort,
            Self::Ordinary | Self::Calendar => Rule::OrdinaryWord,
            Self::Plural => Rule::Plural,
            Self::Adjective => Rule::Adjective,
            Self::WordOrder => Rule::WordOrder,
            Self::Spelling | Self::Joined => Rule::Spelling,
            Self::Suffix => Rule::CompanySuffix,
            Self::Shortened => Rule::ShortenedFirst,
            Self::Acronym => Rule::NoLongForm,
            Self::Regex => Rule::Regex,
            Self::Block => Rule::Blocked,
            Self::Synonym => Rule::SynonymWord,
        }
    }
}

/// A form of an entity, ready to be compared with text.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the record"
)]
pub(super) struct Pattern {
    pub(super) entity: EntityIndex,
    /// What must hold in the document; for [`Conditions::judge`].
    pub(super) condition: Option<u32>,
    /// How the form was made of what the dictionary lists.
    pub(super) variant: Variant,
    /// It is the name of its entity, not only one of its aliases.
    pub(super) is_name: bool,
    /// Case must agree.
    pub(super) exact: bool,
    /// The alias has a rule of case of its own.
    pub(super) own_case: bool,
    /// Which forms that follow from it are found.
    pub(super) variants: Variants,
    /// It may begin and end inside words.
    pub(super) anywhere: bool,
    folded: bool,
    start: u32,
    length: u32,
    /// Bytes of punctuation before the first word.
    pub(super) lead: u16,
    /// Bytes of punctuation after the last word.
    pub(super) tail: u16,
}

impl Pattern {
    /// Whether there is none of its number, or what stands there is damaged: nothing matches it.
    pub(super) fn is_void(&self) -> bool {
        self.length == 0
    }

    /// Whether it is to be found, as far as it follows from another.
    pub(super) fn is_wanted(&self) -> bool {
        !self.variant.is_made() || self.variants != Variants::None
    }

    /// What is folded away before it is compared, of what the options of a run would fold.
    pub(super) fn folding(&self, options: Folding) -> Folding {
        Folding {
            case: !self.exact,
            ..options
        }
    }
}

/// Every form of a dictionary, in the order of entities. What a damaged file says is held against its bounds: a pattern that cannot be is
/// one that nothing matches.
#[derive(Clone, Debug)]
pub(super) struct Patterns {
    records: Section,
    rare: Section,
    text: Section,
    folded: Section,
    pub(super) conditions: Conditions,
    entities: u32,
    case: Case,
    variants: Variants,
}

impl Patterns {
    /// The patterns of a dictionary that has them, under the rules of a run.
    pub(super) fn open(dictionary: &Dictionary, case: Case, variants: Variants) -> Self {
        let section = |tag| dictionary.image().section(tag);
        Self {
            records: section(PATTERNS),
            rare: section(RARE),
            text: dictionary.text().clone(),
            folded: section(FOLDED),
            conditions: Conditions::open(dictionary),
            entities: u32::try_from(dictionary.len()).unwrap_or(u32::MAX),
            case,
            variants,
        }
    }

    /// The pattern of a number; one that matches nothing where there is none.
    #[inline]
    pub(super) fn get(&self, number: u32) -> Pattern {
        let record = self.records.record(number as usize).unwrap_or_default();
        let Record {
            entity,
            start,
            length,
            flags,
        } = Record::read(record);
        let mut pattern = Pattern {
            entity,
            condition: None,
            variant: Variant::of_number(flags >> VARIANT & VARIANTS),
            is_name: flags & IS_NAME != 0,
            variants: self.variants,
            exact: match flags & CASE {
                1 => true,
                2 => false,
                3 => flags & TELLING != 0,
                _ => match self.case {
                    Case::Exact => true,
                    Case::Ignore => false,
                    Case::Smart => flags & TELLING != 0,
                },
            },
            own_case: flags & CASE != 0,
            anywhere: flags & ANYWHERE != 0,
            folded: flags & IS_FOLDED != 0,
            start,
            length: length.into(),
            lead: flags >> LEAD & IS_RARE,
            tail: flags >> TAIL & IS_RARE,
        };
        if pattern.lead == IS_RARE {
            if pattern.tail == IS_RARE {
                self.complete(number, &mut pattern);
            } else {
                let own = VARIANTS_BY_NUMBER.get(usize::from(pattern.tail));
                pattern.variants = own.copied().unwrap_or(self.variants);
                (pattern.lead, pattern.tail) = (0, 0);
            }
        }
        let whole = u32::from(pattern.lead) + u32::from(pattern.tail) <= pattern.length;
        if !whole || pattern.entity.0 >= self.entities {
            pattern = Pattern {
                entity: EntityIndex(0),
                length: 0,
                lead: 0,
                tail: 0,
                ..pattern
            };
        }
        pattern
    }

    /// Has the record of a pattern brought near.
    #[inline]
    pub(super) fn announce(&self, number: u32) {
        self.records
            .announce((number as usize).saturating_mul(WIDTH));
    }

    /// Has the form of a pattern brought near.
    #[inline]
    pub(super) fn announce_text(&self, pattern: &Pattern) {
        self.section_of(pattern).announce(pattern.start as usize);
    }

    /// Where the form of a pattern stands.
    #[inline]
    fn section_of(&self, pattern: &Pattern) -> &Section {
        if pattern.folded {
            &self.folded
        } else {
            &self.text
        }
    }

    /// Fills in what stands in the rare record.
    #[cold]
    fn complete(&self, number: u32, pattern: &mut Pattern) {
        let word = |at: usize, field: usize| {
            self.rare
                .u32(at * (RARE_WIDTH / 4) + field)
                .unwrap_or_default()
        };
        let (mut low, mut high) = (0, self.rare.count(RARE_WIDTH));
        while low < high {
            let middle = low + (high - low) / 2;
            if word(middle, 0) < number {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        pattern.condition = word(low, 1).checked_sub(1);
        pattern.length = word(low, 2);
        let [a, b, c, d] = word(low, 3).to_le_bytes();
        pattern.lead = u16::from_le_bytes([a, b]);
        pattern.tail = u16::from_le_bytes([c, d]);
        let more = word(low, 4);
        let own = (more & RARE_VARIANTS).checked_sub(1);
        if let Some(own) = own {
            pattern.variants = VARIANTS_BY_NUMBER[own as usize];
        }
        if more & IS_REGEX != 0 {
            pattern.variant = Variant::Regex;
        } else if more & IS_BLOCK != 0 {
            pattern.variant = Variant::Block;
        } else if more & IS_SYNONYM != 0 {
            pattern.variant = Variant::Synonym;
        }
    }

    /// The form: shapes folded, case as listed.
    #[inline]
    pub(super) fn text_of(&self, pattern: &Pattern) -> &str {
        let start = pattern.start as usize;
        self.section_of(pattern)
            .text(start, start.saturating_add(pattern.length as usize))
    }

    /// Whether the form is these words, byte for byte; with punctuation around them it is more. Of most names in a text this is all there is to ask.
    #[inline]
    pub(super) fn is_just(&self, pattern: &Pattern, words: &str) -> bool {
        pattern.length as usize == words.len()
            && self
                .section_of(pattern)
                .bytes(pattern.start as usize, words.len())
                == Some(words.as_bytes())
    }

    /// The form in three: the punctuation before its first word, its words, the punctuation behind.
    #[inline]
    pub(super) fn parts_of(&self, pattern: &Pattern) -> [&str; 3] {
        let text = self.text_of(pattern);
        let (lead, tail) = (usize::from(pattern.lead), usize::from(pattern.tail));
        if lead + tail == 0 {
            return ["", text, ""];
        }
        let parts = || {
            let (lead, rest) = text.split_at_checked(lead)?;
            let (core, tail) = rest.split_at_checked(rest.len().checked_sub(tail)?)?;
            Some([lead, core, tail])
        };
        parts().unwrap_or_default()
    }
}

/// The numbers of a record.
struct Record {
    entity: EntityIndex,
    start: u32,
    length: u16,
    flags: u16,
}

impl Record {
    fn read(record: [u8; WIDTH]) -> Self {
        let half = |at: usize| u16::from_le_bytes([record[at], record[at + 1]]);
        let whole = |at: usize| u32::from(half(at)) | u32::from(half(at + 2)) << 16;
        Self {
            entity: EntityIndex(whole(0)),
            start: whole(4),
            length: half(8),
            flags: half(10),
        }
    }

    /// Whether there is a rare record too.
    const fn is_rare(&self) -> bool {
        self.flags >> LEAD & IS_RARE == IS_RARE && self.flags >> TAIL & IS_RARE == IS_RARE
    }
}

/// What is compared with a text: length, flags and bytes of a form.
pub(super) type WrittenForm<'f> = (u16, u16, &'f [u8]);

/// The form of a pattern that was written, and all rules by which it is compared; `None` if it has a rare record.
pub(super) fn written_form<'f>(
    number: u32,
    records: &[u8],
    dictionary: &'f Dictionary,
    folded: &'f str,
) -> Option<WrittenForm<'f>> {
    let (records, _) = records.as_chunks::<WIDTH>();
    let record = Record::read(*records.get(number as usize)?);
    if record.is_rare() {
        return None;
    }
    let (start, length) = (record.start as usize, usize::from(record.length));
    let bytes = if record.flags & IS_FOLDED != 0 {
        folded.as_bytes().get(start..start + length)
    } else {
        dictionary.text().bytes(start, length)
    };
    // Whether it is the name of its entity does not matter to that.
    Some((record.length, record.flags & !IS_NAME, bytes?))
}

/// A pattern that is being written.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the record"
)]
pub(super) struct NewPattern {
    pub(super) entity: EntityIndex,
    /// The rule of the alias; `None` follows the options of the run.
    pub(super) case: Option<Case>,
    /// What the smart rule says of it.
    pub(super) telling: bool,
    pub(super) variant: Variant,
    /// The rule for forms that follow from it; `None` follows the options of the run.
    pub(super) variants: Option<Variants>,
    pub(super) is_name: bool,
    pub(super) anywhere: bool,
    pub(super) folded: bool,
    pub(super) condition: Option<u32>,
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) lead: u16,
    pub(super) tail: u16,
}

impl NewPattern {
    /// Appends its record, and its rare record if it needs one.
    pub(super) fn write(self, number: u32, records: &mut Vec<u8>, rare: &mut Vec<u8>) {
        let flag = |set: bool, flag: u16| if set { flag } else { 0 };
        let (kind, more) = match self.variant {
            Variant::Regex => (0, IS_REGEX),
            Variant::Block => (0, IS_BLOCK),
            Variant::Synonym => (0, IS_SYNONYM),
            variant => (variant.number(), 0),
        };
        let mut flags = match self.case {
            None => 0,
            Some(Case::Exact) => 1,
            Some(Case::Ignore) => 2,
            Some(Case::Smart) => 3,
        } | flag(self.telling, TELLING)
            | flag(self.is_name, IS_NAME)
            | kind << VARIANT
            | flag(self.anywhere, ANYWHERE)
            | flag(self.folded, IS_FOLDED);
        let length = u16::try_from(self.length);
        let is_rare = self.condition.is_some()
            || length.is_err()
            || self.lead >= IS_RARE
            || self.tail >= IS_RARE
            || (self.variants.is_some() && self.lead + self.tail > 0)
            || more != 0;
        let (lead, tail) = match self.variants {
            _ if is_rare => (IS_RARE, IS_RARE),
            Some(own) => (IS_RARE, own as u16),
            None => (self.lead, self.tail),
        };
        flags |= lead << LEAD | tail << TAIL;
        push_u32(records, self.entity.0);
        push_u32(records, self.start);
        records.extend_from_slice(&length.unwrap_or_default().to_le_bytes());
        records.extend_from_slice(&flags.to_le_bytes());
        if is_rare {
            let condition = self.condition.map_or(0, |at| at + 1);
            let around = u32::from(self.lead) | u32::from(self.tail) << 16;
            let more = more | self.variants.map_or(0, |own| own as u32 + 1);
            for field in [number, condition, self.length, around, more] {
                push_u32(rare, field);
            }
        }
    }
}
