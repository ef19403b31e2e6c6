//! The obvious slow matcher and counter: plain loops over every stretch of a text and every form of a dictionary.
//!
//! It is written from the rules, shares no code with the engine but the division into sentences and paragraphs and the folding of a
//! string, and knows listed forms only: no variants, no conditions, no evidence between entities.
//!
//! 1. A word character is a letter, a mark, a digit, `_` or U+200D. Han and Kana are written without spaces: they make no words.
//! 2. A form stands where the text, folded, is the form, folded: what shows nothing is left out, letters are composed, signs for several
//!    letters are taken apart, quotation marks, apostrophes and hyphens are of one kind, a run of white space is one space, and, unless
//!    case must agree, capitals are small letters. The place begins and ends with what shows.
//! 3. It neither begins nor ends inside a word, nor before an accent. One that begins with a sign and has a word does not begin right
//!    behind a word either. Behind a letter, `+` or `#`, no more of these two follow, unless a word follows them.
//!    A run of Katakana is one. Behind a stop or hyphen that a form ends with no word goes on.
//! 4. It runs over no end of a paragraph: blank line, form feed or U+2029.
//! 5. Leftmost, then longest. What lies inside the winner is nested, or part of it when it may be the same entity; what only
//!    overlaps it is rejected.
//! 6. Several entities at the winning place are ambiguous.
//! 7. Where case is smart, a form that is one character or up to three digits counts only if the document names its entity otherwise; of Han and
//!    Kana never. A
//!    form that is one ordinary word with a capital counts inside a sentence, too, but never as part of a name that is not listed; one in
//!    capitals unless its neighbours are. What does not count is rejected and holds no place. (Entities have no types here, documents no
//!    language.)

use std::collections::BTreeSet;
use std::sync::LazyLock;

use comention::dictionary::Case;
use comention::document::{Document, Field};
use comention::mention::{Ambiguity, Status};
use unicode_normalization::UnicodeNormalization;

pub(crate) use counting::{Counted, Distances, Tally, count, count_as, distances};
use doubt::{Doubt, doubt, is_in_capitals, is_part_of_name, stands_as_name};

mod counting;
mod doubt;

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
    let fields = [(Field::Title, title), (Field::Text, &document.text)];
    let places = fields.map(|(_, text)| places(forms, case, text));
    let found = |named: &BTreeSet<String>, ambiguity| {
        let fields = fields.iter().zip(&places);
        fields
            .flat_map(|((field, text), places)| {
                in_field(places, case, named, ambiguity, *field, text)
            })
            .collect::<Vec<_>>()
    };
    let named = found(&BTreeSet::new(), Ambiguity::Abstain)
        .into_iter()
        .filter(|found| found.status == Status::Accepted)
        .flat_map(|found| found.entities);
    found(&named.collect(), ambiguity)
}

/// A place in a text, and the forms that stand there.
struct Place<'f> {
    start: usize,
    end: usize,
    forms: Vec<&'f Form>,
}

/// From left to right, the longest first.
fn places<'f>(forms: &'f (impl Forms + ?Sized), case: Case, text: &str) -> Vec<Place<'f>> {
    let mut found = Vec::new();
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
            let mut forms = near.clone();
            forms.retain(|form| stands_at(form, case, text, start, end));
            if !forms.is_empty() {
                found.push(Place { start, end, forms });
            }
        }
    }
    found
}

fn in_field(
    places: &[Place<'_>],
    case: Case,
    named: &BTreeSet<String>,
    ambiguity: Ambiguity,
    field: Field,
    text: &str,
) -> Vec<Found> {
    let mut found = Vec::new();
    let mut taken = 0;
    let mut holder: Option<String> = None;
    for place in places {
        let &Place { start, end, .. } = place;
        let counts = |form: &&&Form| match doubt(form, case) {
            Doubt::None => true,
            Doubt::Short => named.contains(&form.entity) && !form.text.chars().any(is_unspaced),
            Doubt::Ordinary => {
                let capitals = is_in_capitals(&text[start..end]);
                let part = !capitals && is_part_of_name(places, case, text, start, end);
                !part && (named.contains(&form.entity) || stands_as_name(text, start, end))
            }
        };
        let entities = |forms: &mut dyn Iterator<Item = &&Form>| -> Vec<String> {
            let entities: BTreeSet<&str> = forms.map(|form| form.entity.as_str()).collect();
            entities.into_iter().map(str::to_owned).collect()
        };
        let mut entities_here = entities(&mut place.forms.iter().filter(counts));
        let mut status = match entities_here.len() {
            0 => Status::Rejected,
            1 => Status::Accepted,
            _ => Status::Ambiguous,
        };
        let refused = entities_here.is_empty();
        if refused {
            entities_here = entities(&mut place.forms.iter());
        }
        let part = holder
            .as_ref()
            .is_some_and(|holder| end <= taken && entities_here.contains(holder));
        if part {
            continue;
        }
        if refused {
            // It holds no place.
        } else if start >= taken {
            taken = end;
            holder = (entities_here.len() == 1).then(|| entities_here[0].clone());
        } else if end <= taken {
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
                entities_here.truncate(1);
                add(Status::Accepted, entities_here);
            }
            (Status::Ambiguous, Ambiguity::All) => {
                for entity in entities_here {
                    add(Status::Accepted, vec![entity]);
                }
            }
            _ => add(status, entities_here),
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
    let stop_last = last.is_some_and(|last| last == '.' || last == '-');
    let goes_on = stop_last && has_words && after.is_some_and(char::is_alphanumeric);
    let follows_on = sign_first && has_words && before.is_some_and(is_word);
    !follows_on && !goes_on
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
        // Short capitals, two letters with a capital, or ordinary words with a capital.
        _ => {
            let letters: Vec<char> = form.chars().filter(|c| c.is_alphabetic()).collect();
            let capitals = letters.iter().all(|letter| letter.is_uppercase());
            let like_no_word = form.chars().count() > 2 && form.chars().any(|c| c.is_ascii_digit());
            let symbol = letters.len() == 2 && letters[0].is_uppercase();
            let short_capitals =
                !like_no_word && (symbol || ((1..=4).contains(&letters.len()) && capitals));
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
        include_str!("../../src/dictionary/ordinary_words.txt")
            .lines()
            .collect()
    });
    WORDS.contains(word)
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
    let forms = [
        ("target", "Target"),
        ("target", "Target Stores"),
        ("v", "V"),
        ("v", "Vee"),
    ];
    let forms = forms.map(|(entity, text)| Form {
        entity: entity.to_owned(),
        text: text.to_owned(),
    });
    let smart = |text: &str| -> Vec<Status> {
        let document = Document::new("d", text);
        let found = mentions(&forms[..], Case::Smart, Ambiguity::Abstain, &document);
        found.iter().map(|found| found.status).collect()
    };
    let (accepted, rejected) = (Status::Accepted, Status::Rejected);
    assert_eq!(smart("Target it. V is."), [rejected, rejected]);
    assert_eq!(smart("To Target."), [accepted]);
    assert_eq!(smart("To Times Target."), [rejected]);
    assert_eq!(
        smart("Target it. V is a Vee."),
        [rejected, accepted, accepted]
    );
    assert_eq!(smart("Target it, Target."), [accepted, accepted]);
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
