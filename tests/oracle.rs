//! The obvious slow matcher and counter: plain loops over every stretch of a text and every form of a dictionary.
//!
//! It is written from the rules, shares no code with the engine but the division into sentences and paragraphs and the folding of a
//! string, and knows listed forms only (no last names, no conditions).
//!
//! 1. A word character is a letter, a mark, a digit, `_` or U+200D. Han and Kana are written without spaces: they make no words.
//! 2. A form stands where the text, folded, is the form, folded: what shows nothing is left out, letters are composed, signs for several
//!    letters are taken apart, quotation marks, apostrophes and hyphens are of one kind, a run of white space is one space, and, unless
//!    case must agree, capitals are small letters. The place begins and ends with what shows.
//! 3. It neither begins nor ends inside a word, nor before an accent. One that begins with a sign and has a word does not begin right
//!    behind a word either. Behind a letter, `+` or `#`, no more of these two follow, unless a word follows them.
//!    A run of Katakana is one.
//! 4. It runs over no end of a paragraph: blank line, form feed or U+2029.
//! 5. Leftmost, then longest. What lies inside the winner is nested, or part of it when it may be the same entity; what only
//!    overlaps it is rejected.
//! 6. Several entities at the winning place are ambiguous.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use comention::cooccurrence::{Window, WindowCounts};
use comention::dictionary::Case;
use comention::document::{Date, Document, Field};
use comention::mention::{Ambiguity, Status};
use comention::text::{Lines, Segments};
use unicode_normalization::UnicodeNormalization;

/// A name of an entity.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) entity: String,
    pub(crate) text: String,
}

/// A place that a name holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) field: Field,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) status: Status,
    pub(crate) entities: Vec<String>,
}

/// Forms that may stand at a place.
pub(crate) trait Forms {
    /// At least those that stand where `rest` begins, in a text that goes on with `rest`.
    fn near(&self, rest: &str) -> Vec<&Form>;
}

/// All of them may stand anywhere.
impl Forms for [Form] {
    fn near(&self, _: &str) -> Vec<&Form> {
        self.iter().collect()
    }
}

/// All mentions of a document, by field and place.
pub(crate) fn mentions(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    document: &Document,
) -> Vec<Found> {
    let title = document.separate_title().unwrap_or_default();
    let mut found = in_field(forms, case, ambiguity, Field::Title, title);
    found.extend(in_field(
        forms,
        case,
        ambiguity,
        Field::Text,
        &document.text,
    ));
    found
}

fn in_field(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    field: Field,
    text: &str,
) -> Vec<Found> {
    let mut found = Vec::new();
    let mut taken = 0;
    let mut holder: Option<String> = None;
    let places: Vec<usize> = (0..=text.len())
        .filter(|&at| text.is_char_boundary(at))
        .collect();
    for &start in &places {
        let near = forms.near(&text[start..]);
        // No form stands on more characters than it has, but for white space.
        let longest = near.iter().map(|form| {
            let folded = comention::text::fold(&form.text);
            folded.chars().count().max(form.text.chars().count())
        });
        let longest = longest.max();
        let solid = |end: usize| {
            let counts = |c: &char| !(c.is_whitespace() || is_hidden(*c) || is_accent(*c));
            text[start..end].chars().filter(counts).count()
        };
        let ends: Vec<usize> = places
            .iter()
            .copied()
            .filter(|&end| end > start)
            .take_while(|&end| longest.is_some_and(|longest| solid(end) <= longest))
            .collect();
        for &end in ends.iter().rev() {
            let entities: BTreeSet<&str> = near
                .iter()
                .filter(|form| stands_at(form, case, text, start, end))
                .map(|form| form.entity.as_str())
                .collect();
            let mut entities: Vec<String> = entities.into_iter().map(str::to_owned).collect();
            let mut status = match entities.len() {
                0 => continue,
                1 => Status::Accepted,
                _ => Status::Ambiguous,
            };
            if start >= taken {
                taken = end;
                holder = (entities.len() == 1).then(|| entities[0].clone());
            } else if end <= taken {
                if holder
                    .as_ref()
                    .is_some_and(|holder| entities.contains(holder))
                {
                    continue;
                }
                status = Status::Nested;
            } else {
                status = Status::Rejected;
            }
            let mut add = |status, entities| {
                found.push(Found {
                    field,
                    start,
                    end,
                    status,
                    entities,
                });
            };
            match (status, ambiguity) {
                (Status::Ambiguous, Ambiguity::First) => {
                    entities.truncate(1);
                    add(Status::Accepted, entities);
                }
                (Status::Ambiguous, Ambiguity::All) => {
                    for entity in entities {
                        add(Status::Accepted, vec![entity]);
                    }
                }
                _ => add(status, entities),
            }
        }
    }
    found
}

/// How a form begins, folded, in small letters: its first word, or a sign. Where a form stands the text begins alike, for no word goes on.
pub(crate) fn beginning(text: &str) -> String {
    let mut beginning = String::new();
    for character in text.trim_start().chars() {
        let character = folded(character.encode_utf8(&mut [0; 4]));
        let in_word = character.chars().all(is_word);
        if in_word || beginning.is_empty() {
            beginning += &lower(&character);
        }
        if !in_word {
            break;
        }
    }
    beginning
}

/// A text as it is compared where case does not count. Where a form stands, what the text goes on with begins like the form.
pub(crate) fn small(text: &str) -> String {
    lower(&folded(text.trim()))
}

fn stands_at(form: &Form, case: Case, text: &str, start: usize, end: usize) -> bool {
    let surface = &text[start..end];
    if surface.trim() != surface || ends_a_paragraph(surface) {
        return false;
    }
    if surface.starts_with(is_hidden) || surface.ends_with(is_hidden) {
        return false;
    }
    let (left, right) = (folded(surface), folded(form.text.trim()));
    let same = if must_agree(&right, case) {
        left == right
    } else {
        lower(&left) == lower(&right)
    };
    same && on_borders(text, start, end)
}

fn on_borders(text: &str, start: usize, end: usize) -> bool {
    let surface = &text[start..end];
    let before = text[..start].chars().rfind(|c| !is_hidden(*c));
    let before = before.and_then(|c| folded(&c.to_string()).chars().next_back());
    let after = text[end..].chars().find(|c| !is_hidden(*c));
    if surface.starts_with(is_accent) || after.is_some_and(is_accent) {
        return false;
    }
    let after = after.and_then(|c| folded(&c.to_string()).chars().next());
    let in_word = |left: Option<char>, right: Option<char>| {
        left.is_some_and(is_word) && right.is_some_and(is_word)
    };
    let shown = folded(surface);
    let (first, last) = (shown.chars().next(), shown.chars().next_back());
    if in_word(before, first) || in_word(last, after) {
        return false;
    }
    let katakana = |c: Option<char>| c.is_some_and(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
    if (katakana(before) && katakana(first)) || (katakana(last) && katakana(after)) {
        return false;
    }
    let sign = |c: char| c == '+' || c == '#';
    if last.is_some_and(|c| sign(c) || (c.is_alphabetic() && is_word(c))) {
        let rest = text[end..].trim_start_matches(sign);
        let word_follows = rest.starts_with(|c| is_word(c) || is_unspaced(c));
        if rest.len() < text[end..].len() && !word_follows {
            return false;
        }
    }
    let sign_first = first.is_some_and(|first| !is_word(first) && !is_unspaced(first));
    let has_words = surface.chars().any(is_word) && !surface.chars().any(is_unspaced);
    !(sign_first && has_words && before.is_some_and(is_word))
}

fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3040}'..='\u{30FF}')
}

fn is_word(character: char) -> bool {
    let mark = matches!(character, '\u{300}'..='\u{36F}' | '\u{200D}');
    (character.is_alphanumeric() || character == '_' || mark) && !is_unspaced(character)
}

fn ends_a_paragraph(surface: &str) -> bool {
    let mut line_ends = 0;
    for character in surface.replace("\r\n", "\n").chars() {
        match character {
            '\u{C}' | '\u{2029}' => return true,
            '\n' | '\r' => line_ends += 1,
            space if space.is_whitespace() => {}
            _ => line_ends = 0,
        }
        if line_ends > 1 {
            return true;
        }
    }
    false
}

/// Some of what shows nothing.
fn is_hidden(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Accents, and the voiced marks of Kana.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{FF9E}')
}

fn folded(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_hidden(*c)).map(|c| match c {
        '‘' | '’' | '`' | '´' | '\u{2BC}' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        space if space.is_whitespace() => ' ',
        other => other,
    });
    // Of what means more than its letters, only this stands in the tests.
    let raised = |c: char| matches!(c, '²' | '½' | '™' | '…');
    let mut folded = String::new();
    for part in shown.collect::<String>().split_inclusive(raised) {
        let plain = part.trim_end_matches(raised);
        folded.extend(plain.nfkc());
        folded += &part[plain.len()..];
    }
    while folded.contains("  ") {
        folded = folded.replace("  ", " ");
    }
    folded
}

fn lower(text: &str) -> String {
    comention::text::fold(text)
}

fn must_agree(form: &str, case: Case) -> bool {
    match case {
        Case::Exact => true,
        Case::Ignore => false,
        // Short capitals, or ordinary words with a capital.
        _ => {
            let letters: Vec<char> = form.chars().filter(|c| c.is_alphabetic()).collect();
            let capitals = letters.iter().all(|letter| letter.is_uppercase());
            let like_no_word = form.chars().count() > 2 && form.chars().any(|c| c.is_ascii_digit());
            let short_capitals = (1..=4).contains(&letters.len()) && capitals && !like_no_word;
            let mut words = form
                .split(|c| !is_word(c) && !is_unspaced(c))
                .filter(|word| !word.is_empty())
                .peekable();
            let ordinary = words.peek().is_some() && words.all(|word| is_ordinary(&lower(word)));
            short_capitals || (ordinary && form.chars().any(char::is_uppercase))
        }
    }
}

fn is_ordinary(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        include_str!("../src/dictionary/ordinary_words.txt")
            .lines()
            .collect()
    });
    WORDS.contains(word)
}

/// What a corpus comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) totals: WindowCounts,
    /// By id.
    pub(crate) entities: BTreeMap<String, Tally>,
    /// By both ids, smaller first.
    pub(crate) pairs: BTreeMap<(String, String), Tally>,
}

/// How often an entity or a pair occurs; pairs have no mentions of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) mentions: u64,
    pub(crate) windows: WindowCounts,
    pub(crate) first_seen: Option<Date>,
    pub(crate) last_seen: Option<Date>,
}

/// A mention that counts, with the sentence and the paragraph of the document that it begins in.
struct Placed {
    entity: String,
    place: (Field, usize, usize),
    sentence: usize,
    paragraph: usize,
}

/// Counts the windows of documents, one window after another.
pub(crate) fn count(
    forms: &(impl Forms + ?Sized),
    case: Case,
    ambiguity: Ambiguity,
    documents: &[Document],
) -> Counted {
    let mut counted = Counted::default();
    for document in documents {
        let title = document.separate_title().unwrap_or_default();
        let fields = [
            (Field::Title, Segments::of(title, Lines::Paragraph)),
            (Field::Text, Segments::of(&document.text, Lines::Auto)),
        ];
        let (mut sentences, mut paragraphs) = (0, 0);
        let mut placed = Vec::new();
        let mentions = mentions(forms, case, ambiguity, document);
        for (field, segments) in &fields {
            for mention in &mentions {
                if mention.field != *field || mention.status != Status::Accepted {
                    continue;
                }
                let Some(sentence) = segments
                    .sentences()
                    .iter()
                    .position(|span| span.start() < mention.end && mention.start < span.end())
                else {
                    continue; // in no window, as only signs can be
                };
                placed.push(Placed {
                    entity: mention.entities[0].clone(),
                    place: (*field, mention.start, mention.end),
                    sentence: sentences + sentence,
                    paragraph: paragraphs + segments.paragraph_of(sentence),
                });
            }
            sentences += segments.sentences().len();
            paragraphs += segments.paragraphs().len();
        }
        counted.totals.sentences += sentences as u64;
        counted.totals.paragraphs += paragraphs as u64;
        counted.totals.documents += u64::from(sentences > 0);
        for mention in &placed {
            let tally = counted.entities.entry(mention.entity.clone()).or_default();
            tally.mentions += 1;
        }
        for number in 0..sentences {
            let here: Vec<&Placed> = placed.iter().filter(|m| m.sentence == number).collect();
            counted.window(Window::Sentence, &here, document.date);
        }
        for number in 0..paragraphs {
            let here: Vec<&Placed> = placed.iter().filter(|m| m.paragraph == number).collect();
            counted.window(Window::Paragraph, &here, document.date);
        }
        let here: Vec<&Placed> = placed.iter().collect();
        counted.window(Window::Document, &here, document.date);
    }
    counted
}

impl Counted {
    fn window(&mut self, window: Window, members: &[&Placed], date: Option<Date>) {
        let entities: BTreeSet<&str> = members.iter().map(|m| m.entity.as_str()).collect();
        for &a in &entities {
            seen(self.entities.entry(a.to_owned()).or_default(), window, date);
            for &b in entities.iter().filter(|&&b| a < b) {
                // Two readings of one and the same place do not meet.
                let meet = members.iter().any(|one| {
                    one.entity == a
                        && members
                            .iter()
                            .any(|other| other.entity == b && other.place != one.place)
                });
                if meet {
                    let pair = self.pairs.entry((a.to_owned(), b.to_owned())).or_default();
                    seen(pair, window, date);
                }
            }
        }
    }
}

fn seen(tally: &mut Tally, window: Window, date: Option<Date>) {
    match window {
        Window::Sentence => tally.windows.sentences += 1,
        Window::Paragraph => tally.windows.paragraphs += 1,
        _ => tally.windows.documents += 1,
    }
    if let Some(date) = date {
        tally.first_seen = Some(tally.first_seen.map_or(date, |first| first.min(date)));
        tally.last_seen = Some(tally.last_seen.map_or(date, |last| last.max(date)));
    }
}

#[test]
fn the_oracle_itself_is_right_on_cases_worked_by_hand() {
    let forms: Vec<Form> = [
        ("a", "Acme"),
        ("ac", "Acme Corp."),
        ("c", "Corp. Blue"),
        ("x", "acme"),
        ("东", "东京"),
        ("n", ".NET"),
    ]
    .map(|(entity, text)| Form {
        entity: entity.to_owned(),
        text: text.to_owned(),
    })
    .to_vec();
    let find = |text: &str| -> Vec<String> {
        mentions(
            &forms[..],
            Case::Exact,
            Ambiguity::Abstain,
            &Document::new("d", text),
        )
        .iter()
        .map(|m| {
            format!(
                "{}-{} {} {}",
                m.start,
                m.end,
                m.status,
                m.entities.join("+")
            )
        })
        .collect()
    };
    assert_eq!(
        find("Acme Corp. Blue"),
        ["0-10 accepted ac", "0-4 nested a", "5-15 rejected c"]
    );
    assert_eq!(find("Acmes acme"), ["6-10 accepted x"]);
    assert_eq!(find("Acme\nCorp."), ["0-10 accepted ac", "0-4 nested a"]);
    assert_eq!(find("Acme\n\nCorp."), ["0-4 accepted a"]);
    assert_eq!(find("ASP.NET .NET"), ["8-12 accepted n"]);
    assert_eq!(find("在东京Acme"), ["3-9 accepted 东", "9-13 accepted a"]);
    let ignore = mentions(
        &forms[..],
        Case::Ignore,
        Ambiguity::Abstain,
        &Document::new("d", "ACME"),
    );
    assert_eq!(ignore[0].status, Status::Ambiguous);
    assert_eq!(ignore[0].entities, ["a", "x"]);
    for (text, begins) in [
        ("Acme Corp.", "acme"),
        ("ACME-x", "acme"),
        (".NET", "."),
        ("’tis", "'"),
        ("东京", "东"),
        ("Acme东", "acme"),
        ("", ""),
    ] {
        assert_eq!(beginning(text), begins);
    }
}
