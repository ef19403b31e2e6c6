//! The tables of the matcher as sections of a dictionary, so that a compiled dictionary's file holds them.
//!
//! | name | an array of | what |
//! |---|---|---|
//! | `MTAB` | 8 × u64 | fingerprint of the [rules]; homes and reach of the two tables; whether forms are found by characters (1), in any text (2), the most variants that a form asks for itself (0 to 2, times 4), whether there are blocks (16); ASCII characters they begin with (2 × u64) |
//! | `PATS` | 12 bytes | a pattern: entity (u32), first byte of its form (u32), length (u16), flags (u16); see `pattern.rs` |
//! | `PATR` | 5 × u32 | what few patterns have: number, condition plus 1 or 0, length, punctuation before and behind (2 × u16), more flags; see `pattern.rs` |
//! | `PATX` | bytes | forms that folding changed or rules made, short ones once, and regular expressions; all others are in `TEXT` |
//! | `RGXN` | u32 | the numbers of the patterns that are regular expressions |
//! | `COND` | u32 | conditions: how many phrases are needed, those; how many exclude, those |
//! | `PHRX`, `PHRE` | bytes, u32 | the phrases, and where each ends |
//! | `WSLT`, `WLST` | 8 bytes, u32 | the table of words: slots and lists, where what has the same form is marked; see `slots.rs` |
//! | `FSMA`, `FFLD`, `FTWO` | u64 | bits for first words by the smart rule of case, for first words whatever is folded, for the first two words; see `filters.rs` |
//! | `SSLT`, `SLST` | 8 bytes, u32 | the table of characters |

use std::sync::LazyLock;

use xxhash_rust::xxh3::Xxh3;

use crate::dictionary::{
    Alias, Block, COMPILED_VERSION, Case, Dictionary, DictionaryBuilder, Entity, Tag, Variants,
    ordinary_words,
};
use crate::error::{Error, Result};
use crate::text::{Folding, char_class, fold};

use super::MatchOptions;
use super::compiler::{self, CompiledTables};
use super::filters::{FirstWordFilter, KeyFilter, WordFilters};
use super::slots::SlotTable;
use super::substring::{Starts, SubstringMatcher};
use super::table::WordTable;

const META: Tag = *b"MTAB";
const WORD_SLOTS: Tag = *b"WSLT";
const WORD_LISTS: Tag = *b"WLST";
const SMART: Tag = *b"FSMA";
const FOLDED: Tag = *b"FFLD";
const PAIRS: Tag = *b"FTWO";
const CHAR_SLOTS: Tag = *b"SSLT";
const CHAR_LISTS: Tag = *b"SLST";

/// Whether a dictionary has the tables of the matcher.
pub(super) fn is_compiled(dictionary: &Dictionary) -> bool {
    dictionary.image().has(META)
}

/// The same dictionary with the tables of the matcher.
pub(super) fn compile(dictionary: &Dictionary) -> Result<Dictionary> {
    let CompiledTables {
        patterns,
        words,
        filters,
        substrings,
        variants,
        has_blocks,
    } = compiler::compile(dictionary)?;
    let starts = substrings.starts;
    let characters = substrings.build()?;
    let flags = u64::from(starts.any)
        | u64::from(starts.anywhere) << 1
        | (variants as u64) << 2
        | u64::from(has_blocks) << 4;
    let mut meta = Vec::new();
    for number in [
        rules(),
        words.homes,
        u64::from(words.reach),
        characters.homes,
        u64::from(characters.reach),
        flags,
    ] {
        meta.extend_from_slice(&number.to_le_bytes());
    }
    meta.extend_from_slice(&starts.ascii.to_le_bytes());
    let tables = [
        (META, meta),
        (WORD_SLOTS, words.slots),
        (WORD_LISTS, words.lists),
        (SMART, filters.smart.bits.to_bytes()),
        (FOLDED, filters.folded.bits.to_bytes()),
        (PAIRS, filters.pairs.bits.to_bytes()),
        (CHAR_SLOTS, characters.slots),
        (CHAR_LISTS, characters.lists),
    ];
    Ok(dictionary.with_sections(patterns.into_iter().chain(tables)))
}

/// What a compiled dictionary asks for by itself: the most forms that follow from one, and whether it has blocks.
pub(super) fn own_rules(dictionary: &Dictionary) -> (Variants, bool) {
    let flags = dictionary.image().section(META).u64(5).unwrap_or_default();
    let variants = match flags >> 2 & 3 {
        0 => Variants::None,
        1 => Variants::Safe,
        _ => Variants::All,
    };
    (variants, flags >> 4 & 1 == 1)
}

/// The two tables of a compiled dictionary.
///
/// # Errors
/// If they were made by other rules, or are damaged.
pub(super) fn open(
    dictionary: &Dictionary,
    options: &MatchOptions,
) -> Result<(WordTable, SubstringMatcher)> {
    let section = |tag| dictionary.image().section(tag);
    let path = || dictionary.path().unwrap_or("".as_ref()).to_owned();
    let meta = section(META);
    let found = meta.u64(0).unwrap_or_default();
    if found != rules() {
        return Err(Error::CompiledRules {
            path: path(),
            found,
            supported: rules(),
        });
    }
    let read = || {
        let table = |slots, lists, at| {
            let reach = u32::try_from(meta.u64(at + 1)?).ok()?;
            SlotTable::open(section(slots), section(lists), meta.u64(at)?, reach)
        };
        let flags = meta.u64(5)?;
        let words = WordTable {
            slots: table(WORD_SLOTS, WORD_LISTS, 1)?,
            filters: WordFilters {
                smart: FirstWordFilter::open(&section(SMART))?,
                folded: FirstWordFilter::open(&section(FOLDED))?,
                pairs: KeyFilter::open(&section(PAIRS))?,
            },
            smart: options.case != Case::Ignore && options.folding() == Folding::EXACT,
        };
        let substrings = SubstringMatcher {
            table: table(CHAR_SLOTS, CHAR_LISTS, 3)?,
            starts: Starts {
                any: flags & 1 != 0,
                anywhere: flags & 2 != 0,
                ascii: u128::from_le_bytes(meta.bytes(48, 16)?.try_into().ok()?),
            },
        };
        Some((words, substrings))
    };
    read().ok_or_else(|| Error::DamagedDictionary {
        path: path(),
        part: "the tables of the matcher".to_owned(),
    })
}

/// A fingerprint of all that tables are made by: how words are cut and hashed, what folding does, which words are ordinary. Tables made by
/// other rules would miss names, so a compiled dictionary carries the fingerprint of its own.
///
/// It is taken by trying the rules on a text, so no change of them can be forgotten.
pub(super) fn rules() -> u64 {
    static RULES: LazyLock<u64> = LazyLock::new(fingerprint);
    *RULES
}

fn fingerprint() -> u64 {
    const SAMPLE: &str = "The U.S. naïve_Bank “AG” O’Neil’s e\u{2011}mail, H100/GPT-4 — ÉCOLE İstanbul ΣΑΣ straße 東京 ภาษา 한국어 \
        हिन्दी Ａ x\u{200D}y co\u{AD}op e\u{301} of\u{FB01}ce ㈱ ﾃﾞ 臺灣 Ⅷ CO₂ x² Łódź Iğdır ẞ ǰ ½ semiconductor_manufacturing Apple Target The Information, New\u{A0}York-based Dr. Martin Luther King, Jr. R2 D2";
    const SAMPLES: [&str; 41] = [
        "Sam Altman",
        "Martin Luther King, Jr.",
        "May",
        "X",
        "41",
        "2024",
        "US",
        "U.S.A.",
        "Marks & Spencer",
        "Nvidia Corp.",
        "General Motors Corp",
        "International Business Machines",
        "GPT-4",
        "H100",
        "OpenAI",
        "Open AI",
        "Target",
        "Kidney Failure, Acute",
        "anemia",
        "haemorrhage",
        "carcinoma of the lung",
        "Escherichia coli",
        "psychoses",
        "thrombo-embolism",
        "kidney neoplasm",
        "gout type II",
        "toxicity",
        "neoplasms",
        "kidney disease",
        "renal insufficiency",
        "schizophrenia",
        "seizure",
        "diabetes mellitus, type 2",
        "neurotoxicity syndromes",
        "Glutamates",
        "lactic acid",
        "Gießen",
        "Dieudonné",
        "sodium",
        "tiapride hydrochloride",
        "pregnenolone sulfate",
    ];
    let mut hasher = Xxh3::new();
    let mut number = |number: u64| hasher.update(&number.to_le_bytes());
    number(u64::from(COMPILED_VERSION));
    for tag in [
        META, WORD_SLOTS, WORD_LISTS, SMART, FOLDED, PAIRS, CHAR_SLOTS, CHAR_LISTS,
    ] {
        number(u64::from(u32::from_le_bytes(tag)));
    }
    for character in SAMPLE.chars() {
        number(char_class(character) as u64);
    }
    let sample = sample_of(SAMPLE.split(' ').chain(SAMPLES));
    let tables = sample.build().and_then(|sample| compiler::compile(&sample));
    if let Ok(CompiledTables {
        patterns,
        words,
        filters,
        substrings,
        ..
    }) = tables
    {
        let characters = substrings
            .build()
            .map(|built| built.slots)
            .unwrap_or_default();
        let sections = patterns.into_iter().map(|(_, section)| section);
        let filters = [
            filters.smart.bits.to_bytes(),
            filters.folded.bits.to_bytes(),
            filters.pairs.bits.to_bytes(),
        ];
        let tables = [words.slots, words.lists, characters];
        for section in sections.chain(tables).chain(filters) {
            hasher.update(&section);
        }
    }
    hasher.update(fold(SAMPLE).as_bytes());
    for word in ordinary_words() {
        hasher.update(word.as_bytes());
        hasher.update(b"\n");
    }
    hasher.digest()
}

/// A dictionary with names of every kind, in every place, and with what only a few aliases have.
fn sample_of<'n>(names: impl Iterator<Item = &'n str>) -> DictionaryBuilder {
    let types = ["person", "place", "company", "disease", ""];
    let entities = names.flat_map(|name| types.map(|entity_type| (name, entity_type)));
    let sample = (0..).zip(entities).fold(
        Dictionary::builder(),
        |builder, (id, (name, entity_type))| {
            builder.entity(&Entity::new(format!("{id:04}"), name).with_type(entity_type))
        },
    );
    let rare = Entity::new("rare", "X-1")
        .with_alias(Alias::pattern("R[0-9]"))
        .with_alias(Alias::new("(W)").with_variants(Variants::Safe))
        .with_alias(Alias::new("W").with_need("v").with_variants(Variants::None))
        .with_alias(Alias::new("V").with_variants(Variants::All))
        .with_alias(Alias::new("Kept").with_case(Case::Exact));
    sample.entity(&rare).block(&Block::new("Apple Valley"))
}
