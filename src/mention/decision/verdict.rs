//! What speaks for or against a place by its form and by the words next to it.

use crate::dictionary::{Case, EntityIndex, TypeClass, is_ordinary_word};
use crate::document::Field;
use crate::text::{Span, has_unspaced_script};

use super::Decider;
use super::cues::{self, SURE};
use super::kinds;
use super::longer_names::is_in_longer;
use super::other_names::is_language;
use crate::mention::Rule;
use crate::mention::candidate::Candidate;
use crate::mention::forms::{is_calendar_word, is_nationality};
use crate::mention::pattern::Variant;
use crate::mention::variants::{is_growth, is_latin, is_of_body};

/// The names found that hold a word.
pub(super) fn names_around(
    candidates: &[Candidate],
    field: Field,
    word: Span,
) -> impl Iterator<Item = &Candidate> {
    // Names are short: one that holds the word begins not far before it.
    let end = candidates
        .partition_point(|other| (other.field, other.span.start()) <= (field, word.start()));
    candidates[..end]
        .iter()
        .rev()
        .take(NEAR)
        .filter(move |other| {
            other.field == field
                && other.span.contains(word)
                && matches!(other.rule, Rule::Listed | Rule::Inflected)
        })
}

/// How many places before a word are looked at for a name that holds it.
pub(super) const NEAR: usize = 16;

impl Decider<'_> {
    /// What speaks for or against a candidate by itself and by the words next to it. Some wait until it is known whom the document names.
    pub(super) fn verdict(&mut self, candidates: &[Candidate], at: usize) -> Rule {
        let candidate = &candidates[at];
        // Whoever sets the case rule wants forms to be taken as they are.
        let smart = self.options.case == Case::Smart;
        let rule = match (candidate.rule, candidate.variant) {
            (Rule::TooShort | Rule::OrdinaryWord, _) if !smart => Rule::Listed,
            _ if cues::is_inside_word(self.content(candidate.field), candidate.span) => {
                Rule::PartOfName
            }
            (Rule::Listed, Variant::Listed) if smart && self.is_genus_only(candidate) => {
                Rule::PartOfName
            }
            (Rule::Listed | Rule::OrdinaryWord | Rule::NoFullName, _)
                if smart && self.is_of_other_name(candidate) =>
            {
                Rule::PartOfName
            }
            (Rule::Listed, _) if smart && self.is_led_by_article(candidates, at) => {
                Rule::OverlapsName
            }
            (Rule::Listed | Rule::Plural, _) if smart && self.is_verb(candidate) => {
                Rule::OrdinaryWord
            }
            (Rule::Listed | Rule::Plural, _) if smart && self.is_class_word(candidate) => {
                Rule::ClassWord
            }
            (Rule::Listed | Rule::Plural | Rule::Spelling | Rule::SynonymWord, _)
                if smart && self.is_other_growth(candidate) =>
            {
                Rule::PartOfName
            }
            (Rule::Listed, Variant::Listed) if smart && self.is_small_genus(candidate) => {
                Rule::OtherCase
            }
            _ if smart && self.is_learned_word(candidate) => {
                self.learned_word(candidates, candidate)
            }
            _ if smart && self.lacks_capital(candidate) => Rule::OtherCase,
            _ if smart && self.is_in_longer_name(candidates, candidate) => Rule::PartOfName,
            (Rule::Listed, Variant::Listed)
                if smart && self.is_noun_in_name(candidates, candidate) =>
            {
                Rule::PartOfName
            }
            (Rule::Listed, _) if self.ends_in_stop_of_sentence(candidates, at) => {
                Rule::OverlapsName
            }
            (Rule::TooShort | Rule::Listed, Variant::Short | Variant::Listed) => candidate.rule,
            (Rule::Listed, Variant::NameWord) if !smart => Rule::Listed,
            // Which words are ordinary is known of English.
            (Rule::OrdinaryWord, _) if !self.is_english() => Rule::Listed,
            (Rule::OrdinaryWord, Variant::Calendar) => self.calendar_word(candidate),
            (Rule::OrdinaryWord, _) => self.ordinary_word(candidates, candidate),
            (Rule::NoFullName, _) if self.is_plain_word(candidate) => Rule::OrdinaryWord,
            // With initials it is more than a last name.
            (Rule::NoFullName, _)
                if candidate
                    .span
                    .of(self.content(candidate.field))
                    .contains(' ') =>
            {
                Rule::NoFullName
            }
            // What fits the full name is a longer name by itself; any other initial is of somebody else.
            (Rule::NoFullName, Variant::LastName)
                if cues::follows_initial(self.content(candidate.field), candidate.span.start()) =>
            {
                Rule::PartOfName
            }
            (Rule::NoFullName, _) | (Rule::Listed, Variant::NameWord)
                if self.is_part_of_name(candidates, candidate) =>
            {
                Rule::PartOfName
            }
            (rule, _) => rule,
        };
        if self.patterns.conditions.are_none() {
            return rule;
        }
        let Some(condition) = self.patterns.get(candidate.pattern).condition else {
            return rule;
        };
        let fields = self.fields.map(|(content, _)| content);
        let phrases = &mut self.scratch.phrases;
        match self.patterns.conditions.judge(condition, fields, phrases) {
            Rule::Listed => rule,
            refusal => refusal,
        }
    }

    fn is_part_of_name(&self, candidates: &[Candidate], candidate: &Candidate) -> bool {
        // Where every noun has a capital, one next to a name tells nothing.
        if self.language == "de" {
            return false;
        }
        let text = self.content(candidate.field);
        // `Judge Earley` is no Judge with that last name.
        let is_single = self.is_english() && !cues::introduces_person(candidate.span.of(text));
        let is_known = |word: Span| {
            names_around(candidates, candidate.field, word)
                .any(|other| !(is_single && self.is_somebody_else(candidate, other)))
        };
        cues::is_part_of_name(
            text,
            candidate.span,
            self.class(candidate),
            self.is_english(),
            is_known,
        )
    }

    /// Whether two single names are of two people, who share no name that the dictionary has: `John` and `Earley` in `John Earley`. In
    /// languages that decline names, two people may stand side by side.
    fn is_somebody_else(&self, one: &Candidate, other: &Candidate) -> bool {
        let is_single = match one.variant {
            Variant::NameWord | Variant::LastName => true,
            Variant::Ordinary => self.class(one) == TypeClass::Person,
            _ => false,
        };
        is_single && other.variant == Variant::NameWord && one.entity != other.entity
    }

    /// Whether a form only begins further left than a longer one of its entity because it has an article: `The King's School` in `The King's
    /// School, Sydney`, where `King's School, Sydney` is listed.
    fn is_led_by_article(&self, candidates: &[Candidate], at: usize) -> bool {
        let candidate = &candidates[at];
        let surface = candidate.span.of(self.content(candidate.field));
        if !surface.starts_with("The ") && !surface.starts_with("the ") {
            return false;
        }
        let start = candidate.span.start() + "The ".len();
        candidates[at + 1..]
            .iter()
            .take_while(|other| other.field == candidate.field && other.span.start() <= start)
            .any(|other| {
                other.entity == candidate.entity
                    && other.rule == Rule::Listed
                    && other.span.start() == start
                    && other.span.end() > candidate.span.end()
            })
    }

    /// Whether a form ends in the stop of the last sentence of a paragraph, and somebody else lists it without: `Kennedy.` beside `Kennedy`.
    fn ends_in_stop_of_sentence(&self, candidates: &[Candidate], at: usize) -> bool {
        let candidate = &candidates[at];
        let text = self.content(candidate.field);
        let (start, end) = (candidate.span.start(), candidate.span.end());
        // Nobody writes `N.Y` for `N.Y.`.
        if text.as_bytes()[end - 1] != b'.' || text[start..end - 1].contains('.') {
            return false;
        }
        let rest = text[end..].trim_start_matches([' ', '\r']);
        let place = (candidate.field, Span::new(start, end - 1));
        (rest.is_empty() || rest.starts_with('\n'))
            && candidates[at..]
                .iter()
                .take_while(|other| (other.field, other.span.start()) == (place.0, start))
                .filter(|other| (other.field, other.span) == place && other.rule == Rule::Listed)
                .any(|other| other.entity != candidate.entity)
    }

    /// Whether a genus stands before the second word of a species: `Fusarium` in `Fusarium gerlachii`.
    fn is_genus_only(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        let surface = candidate.span.of(text);
        text[candidate.span.end()..].starts_with(' ')
            && surface.starts_with(char::is_uppercase)
            && !surface.contains(' ')
            && cues::word_after(text, candidate.span.end()).is_some_and(|word| {
                word.bytes().all(|byte| byte.is_ascii_lowercase()) && is_latin(word)
            })
            && self.is_organism(candidate.entity)
    }

    /// Whether a form is the word for what the entities of its type are, and the alias has no rule that wants it nevertheless.
    fn is_class_word(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        if !self.is_english() {
            return false;
        }
        let entity_type = || self.dictionary.entity(candidate.entity).entity_type();
        if kinds::is_kind(candidate.span.of(text)) {
            return self.is_plain_term(candidate) && kinds::has_members(entity_type());
        }
        self.is_plain_term(candidate)
            && kinds::is_of_chemicals(entity_type())
            && kinds::is_action(text, candidate.span)
    }

    /// Whether a word for a growth stands behind the part of the body where it is: cancer of the lung is a disease of its own, and one that the
    /// dictionary does not hold, or this would be part of its name.
    fn is_other_growth(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        let is_behind_organ = || {
            cues::word_before(text, candidate.span.start()).is_some_and(is_of_body)
                && text[..candidate.span.start()].ends_with(' ')
        };
        is_growth(candidate.span.of(text))
            && (kinds::names_protein(text, candidate.span.end()) || is_behind_organ())
            && self.is_plain_term(candidate)
    }

    /// Whether a form is a term's, and its alias has no rule of case and no condition of its own.
    fn is_plain_term(&self, candidate: &Candidate) -> bool {
        let pattern = self.patterns.get(candidate.pattern);
        self.class(candidate) == TypeClass::Term && !pattern.own_case && pattern.condition.is_none()
    }

    /// Whether the name of a genus is written small, as none ever is: `beta` is not `Beta`, the beets.
    fn is_small_genus(&self, candidate: &Candidate) -> bool {
        let surface = candidate.span.of(self.content(candidate.field));
        let starts_small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
        if !starts_small(surface) {
            return false;
        }
        let pattern = self.patterns.get(candidate.pattern);
        let genus = self.dictionary.entity(candidate.entity).entity_type();
        pattern.is_name
            && !pattern.own_case
            && !surface.contains(' ')
            && !starts_small(self.patterns.text_of(&pattern))
            && genus.eq_ignore_ascii_case("genus")
    }

    /// Whether an entity is a species or another kind of living things.
    pub(super) fn is_organism(&self, entity: EntityIndex) -> bool {
        let entity_type = self
            .dictionary
            .entity(entity)
            .entity_type()
            .to_ascii_lowercase();
        ["species", "genus", "organism", "taxon"]
            .iter()
            .any(|name| entity_type.contains(name))
    }

    /// Whether the last name of somebody who may be no person is an ordinary word, and nothing next to it calls for a person.
    fn is_plain_word(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        self.is_english()
            && self.class(candidate) == TypeClass::Other
            && is_ordinary_word(&candidate.span.of(text).to_lowercase())
            && cues::points(text, candidate.span)[TypeClass::Person as usize] == 0
    }

    /// Whether the document may be in English.
    pub(super) fn is_english(&self) -> bool {
        ["", "en"].contains(&self.language)
    }

    /// Whether the name of anything but a term is written small, in a language whose ordinary words are not known: `maan`
    /// (of the country) is not what `Maan` is listed for.
    fn lacks_capital(&self, candidate: &Candidate) -> bool {
        if self.is_english() || matches!(candidate.rule, Rule::Inflected | Rule::Regex) {
            return false;
        }
        let surface = candidate.span.of(self.content(candidate.field));
        surface.starts_with(char::is_lowercase)
            && self
                .patterns
                .text_of(&self.patterns.get(candidate.pattern))
                .starts_with(char::is_uppercase)
            && !surface.contains(' ')
            && !surface.contains(|c: char| c.is_ascii_digit())
            && self.class(candidate) != TypeClass::Term
            && !self.is_untyped(candidate)
    }

    /// Whether the dictionary does not say of what type an entity is.
    pub(super) fn is_untyped(&self, candidate: &Candidate) -> bool {
        let entity_type = self.dictionary.entity(candidate.entity).entity_type();
        ["", "ent", "entity", "name", "thing"]
            .iter()
            .any(|name| entity_type.eq_ignore_ascii_case(name))
    }

    /// Whether a profile knows a name as an ordinary word too.
    fn is_learned_word(&self, candidate: &Candidate) -> bool {
        let Some(learned) = self.learned else {
            return false;
        };
        let form = self.patterns.text_of(&self.patterns.get(candidate.pattern));
        matches!(candidate.rule, Rule::Listed | Rule::OrdinaryWord)
            && matches!(
                candidate.variant,
                Variant::Listed | Variant::NameWord | Variant::Ordinary
            )
            && form.starts_with(char::is_uppercase)
            && self.class(candidate) != TypeClass::Term
            && learned.is_word(form)
    }

    /// As an [ordinary word](Self::ordinary_word); written small it is no name.
    fn learned_word(&self, candidates: &[Candidate], candidate: &Candidate) -> Rule {
        let surface = candidate.span.of(self.content(candidate.field));
        if surface.starts_with(char::is_lowercase) {
            return Rule::OtherCase;
        }
        self.ordinary_word(candidates, candidate)
    }

    /// Whether a doubtful form stays what it is though the document names its entity: a day or month in a date (`in May` beside `Theresa
    /// May`), a verb, a language, and a single character of a script without spaces, which is part of too many words (`家中` beside `中国`).
    pub(super) fn is_fixed(&self, candidate: &Candidate) -> bool {
        let text = self.content(candidate.field);
        let surface = candidate.span.of(text);
        match candidate.variant {
            Variant::Short => has_unspaced_script(surface),
            _ => {
                self.is_verb(candidate)
                    || (self.class(candidate) == TypeClass::Organization && is_nationality(surface))
                    || is_calendar_word(surface) && cues::is_date(text, candidate.span)
            }
        }
    }

    fn calendar_word(&self, candidate: &Candidate) -> Rule {
        let text = self.content(candidate.field);
        let class = self.class(candidate);
        if class == TypeClass::Person && cues::points(text, candidate.span)[class as usize] >= SURE
        {
            Rule::Listed
        } else {
            Rule::OrdinaryWord
        }
    }

    /// An ordinary word is a name where it has a capital inside a sentence, or where the words next to it call for one of its type.
    fn ordinary_word(&self, candidates: &[Candidate], candidate: &Candidate) -> Rule {
        let text = self.content(candidate.field);
        let surface = candidate.span.of(text);
        if surface.chars().nth(1).is_some_and(char::is_uppercase) {
            // Capitals tell nothing where all is in capitals: `FIRM SET TO BUY`.
            return if cues::is_shouted(text, candidate.span) {
                Rule::OrdinaryWord
            } else {
                Rule::Listed
            };
        }
        if self.is_part_of_name(candidates, candidate) {
            return Rule::PartOfName;
        }
        let cue = cues::points(text, candidate.span)[self.class(candidate) as usize];
        if cue < SURE
            && cues::goes_on_with_of(text, candidate.span.end())
            && !is_in_longer(candidates, candidate)
        {
            return Rule::PartOfName;
        }
        if self.class(candidate) == TypeClass::Organization && is_nationality(surface) {
            if is_language(text, candidate.span) {
                return Rule::OrdinaryWord;
            }
            return if cue > 0 || !cues::qualifies(text, candidate.span.end()) {
                Rule::Listed
            } else {
                Rule::OrdinaryWord
            };
        }
        let acts = || cues::acts(text, candidate.span.end());
        let any_word = || {
            cues::begins_sentence(text, candidate.span.start())
                || cues::is_remark(text, candidate.span)
        };
        if cue > 0 || !any_word() || acts() {
            Rule::Listed
        } else {
            Rule::OrdinaryWord
        }
    }

    /// Single characters of a script without spaces are names by what is next to them: two places side by side (`中美`), a place after a
    /// word for going there, a person before a title.
    pub(super) fn admit_characters(&self, candidates: &mut [Candidate]) {
        let is_place = |candidate: &Candidate| {
            candidate.variant == Variant::Short && self.class(candidate) == TypeClass::Place
        };
        for at in 0..candidates.len() {
            let one = candidates[at];
            let text = self.content(one.field);
            if one.rule != Rule::TooShort || !has_unspaced_script(one.span.of(text)) {
                continue;
            }
            if cues::character_is_name(text, one.span, self.class(&one)) {
                candidates[at].rule = Rule::Listed;
            }
            // `11日中午` is noon of the eleventh, not Japan and China.
            if !is_place(&one) || text[..one.span.start()].ends_with(char::is_numeric) {
                continue;
            }
            let end = one.span.end();
            let near = candidates[at..].iter().zip(at..);
            let mut near =
                near.take_while(|(other, _)| other.field == one.field && other.span.start() <= end);
            let partner = near.find(|(other, _)| other.span.start() == end && is_place(other));
            if let Some((other, partner)) = partner
                && [one.span, other.span]
                    .iter()
                    .any(|span| cues::is_short_for_place(span.of(text)))
            {
                for member in [at, partner] {
                    if candidates[member].rule == Rule::TooShort {
                        candidates[member].rule = Rule::Listed;
                    }
                }
            }
        }
    }
}
