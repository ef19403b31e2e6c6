//! What the words around a name say of its kind: `CEO X`, `shares of X`, `in X`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::dictionary::{TypeClass, is_ordinary_word};
use crate::text::Span;

use crate::mention::forms::is_calendar_word;

/// Points for each class, in the order of [`TypeClass::ALL`].
pub(super) type ClassPoints = [i32; TypeClass::ALL.len()];

/// Which side of the name a word stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Before,
    After,
    /// Before an `of` that stands before the name: `assassination of X`.
    Of,
}

/// Words that stand next to names of a class. A sure one is worth [`SURE`], a hint [`HINT`].
const CUES: &[(Side, TypeClass, i32, &str)] = &[
    (
        Side::Before,
        TypeClass::Person,
        SURE,
        "mr mrs ms miss dr prof professor sir president premier chancellor senator sen rep congressman congresswoman gov governor mayor \
         minister secretary gen general col colonel capt captain lt lieutenant sgt sergeant king queen prince princess pope bishop cardinal \
         rev reverend judge justice coach actor actress singer author writer director chairman chairwoman ceo founder cofounder co-founder \
         analyst spokesman spokeswoman lawyer attorney brother sister wife husband son daughter mother father widow assassin candidate \
         herr frau präsident kanzler kanzlerin minister ministerin monsieur madame señor señora president-elect named",
    ),
    (
        Side::After,
        TypeClass::Person,
        SURE,
        "who whose himself herself née jr sr wife husband widow widower brother sister assassin assassins assassination",
    ),
    // What is done to a human being only.
    (
        Side::Before,
        TypeClass::Person,
        SURE,
        "shot shooting killed killing murdered murdering assassinated assassinating stabbed abducted abducting kidnapped kidnapping wounded \
         arrested arresting convicted convicting acquitted married marrying divorced elected reelected re-elected nominated",
    ),
    (
        Side::Of,
        TypeClass::Person,
        SURE,
        "assassination assassin murder murderer slaying killing shooting abduction kidnapping arrest conviction wife husband widow widower \
         son daughter brother sister",
    ),
    (
        Side::Of,
        TypeClass::Place,
        SURE,
        "city town village capital mayor outskirts suburb streets north south east west outside",
    ),
    (
        Side::Of,
        TypeClass::Organization,
        SURE,
        "shares shareholders stockholders subsidiary",
    ),
    (
        Side::After,
        TypeClass::Person,
        HINT,
        "said says told added wrote testified died sagte erklärte meinte",
    ),
    (
        Side::Before,
        TypeClass::Person,
        HINT,
        "said says sagte erklärte meinte betonte",
    ),
    (
        Side::Before,
        TypeClass::Place,
        SURE,
        "in at near across throughout downtown upstate central northern southern eastern western northeastern northwestern southeastern \
         southwestern outside nach",
    ),
    (
        Side::Before,
        TypeClass::Place,
        HINT,
        "from to around into aus bei within north south east west",
    ),
    (
        Side::After,
        TypeClass::Place,
        SURE,
        "residents airport-based",
    ),
    (
        Side::Before,
        TypeClass::Organization,
        SURE,
        "company firm group giant startup start-up conglomerate carmaker retailer maker bank insurer airline publisher konzern firma \
         unternehmen",
    ),
    (
        Side::After,
        TypeClass::Organization,
        SURE,
        "inc corp co ltd plc shares stock shareholders spokesman spokeswoman executives employees board",
    ),
    (
        Side::After,
        TypeClass::Organization,
        HINT,
        "said says announced reported officials unit subsidiary subsidiaries", // `its Brazil subsidiary`
    ),
];

/// What a word next to a name is worth when it speaks for one class plainly.
pub(super) const SURE: i32 = 4;
/// What a word is worth that speaks for a class, though not only for it.
const HINT: i32 = 1;

/// What a firm is `in` or `at` the object of.
const RELATIONS: [&str; 14] = [
    "stake",
    "stakes",
    "interest",
    "shares",
    "stock",
    "invest",
    "invested",
    "investment",
    "investor",
    "investors",
    "confidence",
    "looking",
    "look",
    "believe",
];

static WORDS: LazyLock<HashMap<(Side, &'static str), ClassPoints>> = LazyLock::new(|| {
    let mut words: HashMap<_, ClassPoints> = HashMap::new();
    for &(side, class, points, list) in CUES {
        for word in list.split_whitespace() {
            words.entry((side, word)).or_default()[class as usize] += points;
        }
    }
    words
});

/// What the words next to a span say.
pub(super) fn points(text: &str, span: Span) -> ClassPoints {
    let mut points = ClassPoints::default();
    let mut note = |side, word: Option<&str>| {
        let Some(word) = word else { return };
        let word = word.to_lowercase();
        if let Some(more) = WORDS.get(&(side, word.as_str())) {
            for (sum, more) in points.iter_mut().zip(more) {
                *sum += more;
            }
        }
    };
    let before = word_before(text, span.start());
    // Who has a stake in something, or looks at it, is not in it.
    let relates = before.is_some_and(|word| ["in", "at"].contains(&word)) && {
        let at = before.map_or(0, |word| word.as_ptr() as usize - text.as_ptr() as usize);
        word_before(text, at).is_some_and(|word| RELATIONS.contains(&word.to_lowercase().as_str()))
    };
    if !relates {
        note(Side::Before, before);
    }
    if let Some(of) = before.filter(|word| *word == "of") {
        let at = of.as_ptr() as usize - text.as_ptr() as usize;
        note(Side::Of, word_before(text, at));
    }
    let end = span.end() + possessive(&text[span.end()..]);
    note(Side::After, word_after(text, end));
    if is_told_of_somebody(&text[span.end()..]) {
        points[TypeClass::Person as usize] += SURE;
    }
    points
}

/// How long the ending of the possessive is, if there is one.
fn possessive(after: &str) -> usize {
    let ending = ["'s", "’s"].into_iter().find(|s| after.starts_with(s));
    ending.map_or(0, str::len)
}

/// Whether what follows a name is said of human beings only, between commas: `Mason, who`, `Winter, 53,`.
fn is_told_of_somebody(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(',') else {
        return false;
    };
    let rest = rest.trim_start_matches([' ', '\n', '\r']);
    let bytes = rest.as_bytes();
    let age = matches!(bytes, [b'1'..=b'9', b'0'..=b'9', b',', ..]);
    age || rest.starts_with("who ")
}

/// Whether a single Chinese character stands for what it may be short for, by what is next to it: `访美` (visits the US), `中方` (the
/// Chinese side), `王先生` (Mr Wang).
pub(super) fn character_is_name(text: &str, span: Span, class: TypeClass) -> bool {
    const VISITS: [char; 10] = ['访', '訪', '对', '對', '驻', '駐', '赴', '抵', '渡', '援'];
    const SIDES: [&str; 9] = [
        "方",
        "军",
        "軍",
        "裔",
        "侨",
        "总统",
        "总理",
        "政府",
        "大統領",
    ];
    const TITLES: [&str; 18] = [
        "先生", "女士", "小姐", "教授", "老师", "医生", "大娘", "大爷", "大妈", "阿姨", "师傅",
        "同志", "书记", "校长", "厂长", "家", "某", "氏",
    ];
    // To be or to come there is said of these with one character, of others it is part of other words.
    const STAYS: [char; 6] = ['在', '来', '來', '离', '進', '进'];
    let staying = ["华", "華", "京", "港", "沪", "台"].contains(&span.of(text));
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    match class {
        TypeClass::Place => {
            before.ends_with(VISITS) || follows(&SIDES) || (staying && before.ends_with(STAYS))
        }
        TypeClass::Person => follows(&TITLES),
        _ => false,
    }
}

/// Whether what stands at the beginning of a sentence does something there by itself: `China did not say`, `Apple’s shares`. An English noun
/// that is no name would have an article (`An apple is`).
pub(super) fn acts(text: &str, end: usize) -> bool {
    const VERBS: [&str; 48] = [
        "is",
        "was",
        "has",
        "had",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "might",
        "must",
        "should",
        "said",
        "says",
        "rose",
        "fell",
        "gained",
        "lost",
        "slipped",
        "dropped",
        "climbed",
        "jumped",
        "added",
        "plans",
        "planned",
        "announced",
        "reported",
        "told",
        "wants",
        "wanted",
        "made",
        "makes",
        "took",
        "takes",
        "became",
        "remains",
        "remained",
        "agreed",
        "declined",
        "denied",
        "bought",
        "sold",
        "hopes",
        "expects",
        "expected",
        "began",
        "launched",
    ];
    let after = &text[end..];
    after.starts_with("'s ")
        || after.starts_with("’s ")
        || word_after(text, end).is_some_and(|word| VERBS.contains(&word))
}

/// Whether an adjective that ends at a place has a noun behind it: `American politics`, not `American, Delta and United` or `American lost`.
pub(super) fn qualifies(text: &str, end: usize) -> bool {
    const OTHERS: &str = "and or but nor to in on at for with from by of as than that which who when while after before since also not if because are were have may should";
    !acts(text, end)
        && word_after(text, end).is_some_and(|word| !OTHERS.split(' ').any(|other| other == word))
}

/// Whether a place is where a sentence begins, so that any word has a capital there.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([
        ' ', '\u{A0}', '"', '\'', '“', '‘', '«', '(', '[', '*', '_', '-', '–', '—',
    ]);
    if let Some(rest) = before.strip_suffix('.') {
        // The stop of an initial or a title ends no sentence.
        let length = length_of(rest.chars().rev(), char::is_alphabetic).unwrap_or_default();
        let word = &rest[rest.len() - length..];
        let initial = word.chars().nth(1).is_none() && word.starts_with(char::is_uppercase);
        return !(initial || WORDS.contains_key(&(Side::Before, word.to_lowercase().as_str())));
    }
    before.is_empty()
        || before.ends_with([
            '!', '?', ':', ';', '\n', '\r', '\u{C}', '\u{2028}', '\u{2029}', '…', '•', '|',
        ])
}

/// Whether a name in capitals stands among words in capitals: there is another on its line, and nothing small.
pub(super) fn is_shouted(text: &str, span: Span) -> bool {
    /// How far the line is looked at, to either side.
    const NEAR: usize = 100;
    let on_line = |c: &char| !matches!(c, '\n' | '\r' | '\u{C}' | '\u{2028}' | '\u{2029}');
    let before = text[..span.start()].chars().rev().take_while(on_line);
    let after = text[span.end()..].chars().take_while(on_line);
    let mut others = 0;
    for letter in before.take(NEAR).chain(after.take(NEAR)) {
        if letter.is_lowercase() {
            return false;
        }
        others += usize::from(letter.is_uppercase());
    }
    others > 1
}

/// Whether the words next to a single word make it part of a longer name: `Smith` in `Michael Smith`, `Hospital` in `Mercy Hospital`.
/// `is_known` tells whether a stretch is part of a name that was found. Of English the words are known that have a capital only because a
/// sentence begins with them; in other languages any word may be one.
pub(super) fn is_part_of_name(
    text: &str,
    span: Span,
    class: TypeClass,
    is_english: bool,
    is_known: impl Fn(Span) -> bool,
) -> bool {
    let place = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(start, start + word.len())
    };
    let is_name = |word: &str| looks_like_name(word) && !is_known(place(word));
    let introduces = |word: &str| {
        let words = WORDS
            .get(&(Side::Before, word.to_lowercase().as_str()))
            .copied();
        words.unwrap_or_default()[class as usize] > 0
    };
    let before = word_before(text, span.start())
        .filter(|word| text[place(word).end()..span.start()].trim().is_empty());
    let led = before.is_some_and(|word| {
        is_name(word)
            && !introduces(word)
            && !(begins_sentence(text, place(word).start())
                && (!is_english || is_ordinary_word(&word.to_lowercase())))
    });
    // What follows the name of a firm is what it makes, mostly.
    let followed = class != TypeClass::Organization
        && word_after(text, span.end())
            .is_some_and(|word| is_name(word) && !is_calendar_word(word));
    led || followed
}

/// Whether `of` and a name follow: `University` in `University of Lyle`.
pub(super) fn goes_on_with_of(text: &str, end: usize) -> bool {
    text[end..]
        .strip_prefix(" of ")
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a word stands before the names of people: `President`, `judge`.
pub(super) fn introduces_person(word: &str) -> bool {
    let word = word.to_lowercase();
    let points = WORDS.get(&(Side::Before, word.as_str()));
    points.is_some_and(|points| points[TypeClass::Person as usize] > 0)
}

/// Whether a word is written as names are: with a capital and small letters, as `Yu-wei`. `Dallas-based` is not.
pub(super) fn looks_like_name(word: &str) -> bool {
    let is_compound = || {
        let (_, last) = word.rsplit_once('-')?;
        is_ordinary_word(last).then_some(())
    };
    word.starts_with(char::is_uppercase)
        && word.contains(char::is_lowercase)
        && is_compound().is_none()
}

/// Whether an initial stands before a place (`R. Altman`), and not the end of an acronym (`in the U.S. Altman said`).
pub(super) fn follows_initial(text: &str, at: usize) -> bool {
    let mut before = text[..at].trim_end_matches([' ', '\u{A0}']).chars().rev();
    before.next() == Some('.')
        && before.next().is_some_and(char::is_uppercase)
        && before
            .next()
            .is_none_or(|c| c != '.' && !c.is_alphanumeric())
}

/// Whether the words next to a day or month make it one: `in May`, `last Friday`, `May 2020`.
pub(super) fn is_date(text: &str, span: Span) -> bool {
    const BEFORE: [&str; 20] = [
        "in", "on", "of", "since", "until", "till", "by", "from", "to", "last", "next", "this",
        "early", "mid", "late", "through", "during", "before", "after", "every",
    ];
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let before = word_before(text, span.start()).map(str::to_lowercase);
    before.is_some_and(|word| BEFORE.contains(&word.as_str()) || number(&word))
        || word_after(text, span.end()).is_some_and(number)
}

/// Whether a name is only part of a longer word, or of a unit: `中国` in `发展中国家` (developing country), `Hg` in `mm Hg`.
pub(super) fn is_inside_word(text: &str, span: Span) -> bool {
    const WORDS: [(&str, &str, &str); 4] = [
        ("发展", "中国", "家"),
        ("發展", "中國", "家"),
        ("mm ", "Hg", ""),
        ("cm ", "H2O", ""),
    ];
    WORDS.iter().any(|(before, name, after)| {
        span.of(text) == *name
            && text[..span.start()].ends_with(before)
            && text[span.end()..].starts_with(after)
    })
}

/// Whether a character is commonly written for a country, a city or a province, and seldom next to others otherwise.
pub(super) fn is_short_for_place(character: &str) -> bool {
    const PLACES: &str = "美俄英韩韓日德印巴朝越澳港台欧歐京沪滬津渝冀豫鲁皖浙赣闽粤桂琼川黔滇藏陕陝甘青宁苏淮米独仏伊露";
    PLACES.contains(character)
}

/// Whether a word is all that a pair of brackets between sentences holds, as `(Laughter)`: it has a capital there, name or not.
pub(super) fn is_remark(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let inside = match before.chars().next_back() {
        Some('(') => after.starts_with(')'),
        Some('[') => after.starts_with(']'),
        _ => false,
    };
    inside && {
        let before = before[..before.len() - 1].trim_end();
        !before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
    }
}

/// The word that ends right before a place, spaces and the stop of an abbreviation (`Mr.`) left out.
pub(super) fn word_before(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].trim_end_matches([' ', '\u{A0}', '\n', '\r']);
    if before.len() == at || has_blank_line(&text[before.len()..at]) {
        return None;
    }
    let before = before.strip_suffix('.').unwrap_or(before);
    let length = length_of(before.chars().rev(), is_word)?;
    Some(&before[before.len() - length..])
}

/// The word that begins right behind a place, after spaces.
pub(super) fn word_after(text: &str, at: usize) -> Option<&str> {
    let after = text[at..].trim_start_matches([' ', '\u{A0}', '\n', '\r']);
    let gap = text.len() - at - after.len();
    if gap == 0 || has_blank_line(&text[at..at + gap]) {
        return None;
    }
    Some(&after[..length_of(after.chars(), is_word)?])
}

/// Whether a paragraph ends in white space: the words on both sides of it are no neighbours.
fn has_blank_line(gap: &str) -> bool {
    gap.len() > 1 && gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// How many bytes the characters have that belong to a word; `None` where there is none, or one longer than any word is.
fn length_of(characters: impl Iterator<Item = char>, belongs: fn(char) -> bool) -> Option<usize> {
    const LONGEST: usize = 64;
    let mut length = 0;
    for (count, character) in characters.enumerate() {
        if !belongs(character) {
            break;
        }
        if count == LONGEST {
            return None;
        }
        length += character.len_utf8();
    }
    (length > 0).then_some(length)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points_of(text: &str, name: &str) -> ClassPoints {
        let start = text.find(name).unwrap();
        points(text, Span::new(start, start + name.len()))
    }

    #[test]
    fn neighbours_tell_the_class() {
        assert_eq!(
            points_of("Mr. Lincoln spoke.", "Lincoln"),
            [SURE, 0, 0, 0, 0]
        );
        assert_eq!(points_of("born in Lincoln.", "Lincoln"), [0, SURE, 0, 0, 0]);
        assert_eq!(points_of("Ford shares fell", "Ford"), [0, 0, SURE, 0, 0]);
        assert_eq!(points_of("Ford said so", "Ford"), [HINT, 0, HINT, 0, 0]);
        assert_eq!(points_of("Ford", "Ford"), [0; 5]);
        assert_eq!(points_of("(Ford)", "Ford"), [0; 5]);
    }
}
