//! Why a text does not mention an entity: which rule refused it, or that nothing like it is there.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::annotation::{Annotation, Annotator, MentionView};
use crate::dictionary::{Alias, EntityId, EntityIndex, EntityRef};
use crate::document::{Document, Field};
use crate::mention::{Rule, Status};
use crate::text::{Folding, Span, fold, fold_shape, folded_shapes, is_boundary};

/// One claim about an entity in a text, with the places it is about and the claims it follows from.
///
/// At the top stands [`WhyNotRule::Found`] or [`WhyNotRule::NotFound`]; below it one [`WhyNotRule::Form`] for each form of the entity and one
/// [`WhyNotRule::UnlistedForm`] for each other that was thought of; below these what became of it, by reason.
///
/// Serializes as `rule`, `entities` and `text` where there are any, `numbers`, `children`, `spans` (`field`, `start`, `end` in code points,
/// `text`).
///
/// # Example
/// ```
/// use comention::query::WhyNot;
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let dictionary = Dictionary::ai_industry();
/// let annotator = Annotator::new(&dictionary)?;
/// let document = Document::new("memo", "Altman was in Seoul.");
/// let altman = dictionary.find("Sam Altman")[0];
/// let answer = WhyNot::of(&annotator, &document, altman);
/// assert!(!answer.is_found());
/// let reasons: Vec<_> = answer.children.iter().flat_map(|form| &form.children).map(|reason| reason.rule.name()).collect();
/// // Of its other forms none is there; `Altman` asks for a word that is not.
/// assert!(reasons.contains(&"needs_missing"), "{reasons:?}");
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WhyNot {
    /// What kind of claim it is.
    pub rule: WhyNotRule,
    /// The entities it is about: at the top the one that was asked for, below those that stand in its way.
    pub entities: Vec<EntityId>,
    /// The form it is about, if it is about one; of a reason, the words of the condition that failed, or the rule by which others have the
    /// place.
    pub text: Option<String>,
    /// How many places.
    pub numbers: Vec<(&'static str, u64)>,
    /// What it follows from.
    pub children: Vec<Self>,
    /// The places.
    pub spans: Vec<WhyNotSpan>,
}

/// The kinds of claims. Their names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WhyNotRule {
    /// The text mentions the entity.
    Found,
    /// It does not.
    NotFound,
    /// What became of a form that the dictionary lists.
    Form,
    /// What became of a form that follows from those listed.
    UnlistedForm,
    /// The text does not have the form, in whatever case, not even inside words.
    NotInText,
    /// It has it in other case, and the form asks for its own.
    OtherCase,
    /// It has it inside a longer word.
    InsideWord,
    /// It has it with something between its words that no name has, such as a blank line.
    BrokenUp,
    /// It has it as part of a longer form of the same entity, which is what counts.
    PartOfOwnForm,
    /// It has it, and something else was made of it. Text: the rule that did.
    OtherEntity(Rule),
    /// The rule that accepted or refused a mention of the entity.
    Mention(Rule, Status),
}

impl WhyNotRule {
    /// Its stable `snake_case` name; of a mention, that of its [`Rule`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::NotFound => "not_found",
            Self::Form => "form",
            Self::UnlistedForm => "unlisted_form",
            Self::NotInText => "not_in_text",
            Self::OtherCase => "other_case",
            Self::InsideWord => "inside_word",
            Self::BrokenUp => "broken_up",
            Self::PartOfOwnForm => "part_of_own_form",
            Self::OtherEntity(_) => "other_entity",
            Self::Mention(rule, _) => rule.name(),
        }
    }
}

impl Serialize for WhyNotRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WhyNotSpan {
    /// The field.
    pub field: Field,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

impl WhyNot {
    /// Asks whether the text of a document mentions an entity, and why not.
    ///
    /// # Panics
    /// If the entity is not of the annotator's dictionary.
    pub fn of(annotator: &Annotator, document: &Document, entity: EntityIndex) -> Self {
        let annotation = annotator.annotate(document);
        let asked = Asked {
            entity: annotator.dictionary().entity(entity),
            annotation: &annotation,
            text: FoldedText::new(&document.text),
        };
        asked.answer()
    }

    /// Whether the text mentions the entity.
    pub fn is_found(&self) -> bool {
        self.rule == WhyNotRule::Found
    }

    fn new(rule: WhyNotRule) -> Self {
        Self {
            rule,
            entities: Vec::new(),
            text: None,
            numbers: Vec::new(),
            children: Vec::new(),
            spans: Vec::new(),
        }
    }

    fn form(rule: WhyNotRule, form: &str, children: Vec<Self>) -> Self {
        let places: usize = children.iter().map(|reason| reason.spans.len()).sum();
        Self {
            text: Some(form.to_owned()),
            numbers: vec![("places", places as u64)],
            children,
            ..Self::new(rule)
        }
    }
}

impl Serialize for WhyNot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Numbers<'w>(&'w [(&'static str, u64)]);

        impl Serialize for Numbers<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(self.0.len()))?;
                for (name, number) in self.0 {
                    map.serialize_entry(name, number)?;
                }
                map.end()
            }
        }

        let mut record = serializer.serialize_struct("WhyNot", 7)?;
        record.serialize_field("rule", &self.rule)?;
        match self.rule {
            WhyNotRule::Mention(_, status) => record.serialize_field("status", &status)?,
            _ => record.skip_field("status")?,
        }
        if self.entities.is_empty() {
            record.skip_field("entities")?;
        } else {
            record.serialize_field("entities", &self.entities)?;
        }
        match &self.text {
            Some(text) => record.serialize_field("text", text)?,
            None => record.skip_field("text")?,
        }
        record.serialize_field("numbers", &Numbers(&self.numbers))?;
        record.serialize_field("children", &self.children)?;
        record.serialize_field("spans", &self.spans)?;
        record.end()
    }
}

/// What is asked: an entity, in an annotated text.
struct Asked<'a> {
    entity: EntityRef<'a>,
    annotation: &'a Annotation<'a>,
    text: FoldedText<'a>,
}

impl<'a> Asked<'a> {
    fn answer(&self) -> WhyNot {
        let mut children = Vec::new();
        let mut seen = Vec::new();
        for (folded, forms) in self.forms() {
            let mut reasons = Vec::new();
            for span in self.text.find(&folded) {
                seen.push(span);
                let (rule, others) = self.reason(span, &forms);
                self.add(&mut reasons, rule, others, span);
            }
            if reasons.is_empty() {
                reasons.push(WhyNot::new(WhyNotRule::NotInText));
            }
            children.push(WhyNot::form(WhyNotRule::Form, forms[0], reasons));
        }
        let mut unlisted: Vec<(&str, Vec<WhyNot>)> = Vec::new();
        for mention in self.mentions().filter(|mention| self.is_meant(*mention)) {
            if seen.contains(&mention.span()) {
                continue;
            }
            let surface = mention.surface();
            let known = unlisted.iter().position(|(other, _)| *other == surface);
            let at = known.unwrap_or_else(|| {
                unlisted.push((surface, Vec::new()));
                unlisted.len() - 1
            });
            let (rule, others) = self.decision(mention);
            self.add(&mut unlisted[at].1, rule, others, mention.span());
        }
        let forms = unlisted.into_iter();
        children.extend(
            forms.map(|(form, reasons)| WhyNot::form(WhyNotRule::UnlistedForm, form, reasons)),
        );
        let linked = self
            .mentions()
            .filter(|mention| mention.is_accepted() && self.is_meant(*mention));
        let found = linked.count() as u64;
        let rule = if found > 0 {
            WhyNotRule::Found
        } else {
            WhyNotRule::NotFound
        };
        WhyNot {
            entities: vec![EntityId::new(self.entity.id())],
            numbers: vec![("found", found), ("forms", children.len() as u64)],
            children,
            ..WhyNot::new(rule)
        }
    }

    /// The forms of the entity, those that are compared as equal together; in the order of the dictionary.
    fn forms(&self) -> Vec<(String, Vec<&'a str>)> {
        let mut forms: Vec<(String, Vec<&'a str>)> = Vec::new();
        for form in self.entity.all_forms() {
            let folded = fold(form);
            match forms.iter_mut().find(|(known, _)| *known == folded) {
                _ if folded.is_empty() => {}
                Some((_, same)) => same.push(form),
                None => forms.push((folded, vec![form])),
            }
        }
        forms
    }

    fn mentions(&self) -> impl Iterator<Item = MentionView<'a>> {
        self.annotation
            .mentions()
            .filter(|mention| mention.field() == Field::Text)
    }

    fn is_meant(&self, mention: MentionView<'_>) -> bool {
        mention
            .candidates()
            .any(|entity| entity.index() == self.entity.index())
    }

    /// What became of the place of a listed form, and who stands in its way.
    fn reason(&self, span: Span, forms: &[&str]) -> (WhyNotRule, Vec<&'a str>) {
        let at_place = || self.mentions().filter(|mention| mention.span() == span);
        let is_part = |mention: MentionView<'_>| {
            mention.span() != span && mention.span().contains(span) && self.is_meant(mention)
        };
        let counts = |mention: &MentionView<'_>| mention.is_accepted();
        if self.mentions().filter(counts).any(is_part) {
            return (WhyNotRule::PartOfOwnForm, Vec::new());
        }
        if let Some(mention) = at_place().find(|mention| self.is_meant(*mention)) {
            return self.decision(mention);
        }
        if let Some(mention) = at_place().next() {
            let others = mention.candidates().map(EntityRef::id).collect();
            return (WhyNotRule::OtherEntity(mention.rule()), others);
        }
        if self.mentions().any(is_part) {
            return (WhyNotRule::PartOfOwnForm, Vec::new());
        }
        let text = self.text.original;
        let (before, after) = (&text[..span.start()], &text[span.end()..]);
        let surface = span.of(text);
        let ends = (surface.chars().next(), surface.chars().next_back());
        if !is_boundary(before.chars().next_back(), ends.0)
            || !is_boundary(ends.1, after.chars().next())
        {
            return (WhyNotRule::InsideWord, Vec::new());
        }
        let is_same = |form: &&str| folded_shapes(form.trim()).eq(folded_shapes(surface));
        if forms.iter().any(is_same) {
            (WhyNotRule::BrokenUp, Vec::new())
        } else {
            (WhyNotRule::OtherCase, Vec::new())
        }
    }

    /// The rule of a mention, and the others that could be meant, or whose longer name holds it.
    fn decision(&self, mention: MentionView<'a>) -> (WhyNotRule, Vec<&'a str>) {
        let (rule, status, span) = (mention.rule(), mention.status(), mention.span());
        let own = self.entity.id();
        let others = if matches!(rule, Rule::InsideLongerName | Rule::OverlapsName) {
            self.mentions()
                .filter(|other| other.span() != span && other.span().overlaps(span))
                .filter(|other| matches!(other.status(), Status::Accepted | Status::Ambiguous))
                .flat_map(MentionView::candidates)
                .map(EntityRef::id)
                .collect()
        } else {
            let candidates = mention.candidates().map(EntityRef::id);
            candidates.filter(|id| *id != own).collect()
        };
        (WhyNotRule::Mention(rule, status), others)
    }

    /// What names alone do not tell of a reason: the rule by which others have the place, the words of the condition that failed.
    fn detail(&self, rule: WhyNotRule, span: Span) -> Option<String> {
        let words = match rule {
            WhyNotRule::OtherEntity(by) => return Some(by.to_string()),
            WhyNotRule::Mention(Rule::NeedsMissing, _) => |alias: &Alias| alias.needs.clone(),
            WhyNotRule::Mention(Rule::UnlessPresent, _) => |alias: &Alias| alias.unless.clone(),
            _ => return None,
        };
        let folded = fold(span.of(self.text.original));
        let aliases = self.entity.to_entity().aliases;
        let same = aliases.iter().filter(|alias| fold(&alias.text) == folded);
        let words: Vec<String> = same.flat_map(words).map(|word| word.to_string()).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// Adds a place to the reason it has, which may be known.
    fn add(&self, reasons: &mut Vec<WhyNot>, rule: WhyNotRule, others: Vec<&str>, span: Span) {
        let entities: Vec<EntityId> = others.into_iter().map(EntityId::new).collect();
        let same = |reason: &WhyNot| reason.rule == rule && reason.entities == entities;
        let at = reasons.iter().position(same).unwrap_or_else(|| {
            reasons.push(WhyNot {
                entities: entities.clone(),
                text: self.detail(rule, span),
                ..WhyNot::new(rule)
            });
            reasons.len() - 1
        });
        let text = self.text.original;
        let start = text[..span.start()].chars().count();
        let surface = span.of(text);
        reasons[at].spans.push(WhyNotSpan {
            field: Field::Text,
            start,
            end: start + surface.chars().count(),
            text: surface.to_owned(),
        });
        reasons[at].numbers = vec![("places", reasons[at].spans.len() as u64)];
    }
}

/// A text folded as forms are, with the way back.
struct FoldedText<'t> {
    original: &'t str,
    folded: String,
    /// Of each byte of the folded text, the original character it comes from.
    from: Vec<(u32, u32)>,
}

impl<'t> FoldedText<'t> {
    fn new(original: &'t str) -> Self {
        let mut folded = String::with_capacity(original.len());
        let mut from = Vec::with_capacity(original.len());
        for (at, character) in original.char_indices() {
            let shape = fold_shape(character);
            if shape == ' ' && folded.ends_with(' ') {
                continue;
            }
            folded.extend(Folding::CASE.of(shape));
            let narrow =
                |number: usize| u32::try_from(number).expect("documents are limited to 256 MB");
            let origin = (narrow(at), narrow(at + character.len_utf8()));
            from.resize(folded.len(), origin);
        }
        Self {
            original,
            folded,
            from,
        }
    }

    /// Where a folded form stands, whatever is next to it.
    fn find(&self, form: &str) -> impl Iterator<Item = Span> {
        self.folded.match_indices(form).map(|(at, form)| {
            let (start, _) = self.from[at];
            let (_, end) = self.from[at + form.len() - 1];
            Span::new(start as usize, end as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::dictionary::{Dictionary, DictionaryFormat};

    const TOML: &str = "
[[entity]]
id = 'target'
name = 'Target'
type = 'company'
aliases = ['Target Corp.', { text = 'Bullseye', needs = ['retailer'] }, { text = 'Tgt', unless = ['weight'] }, 'Bright Penny']
[[entity]]
id = 'union'
name = 'Target Workers Union'
type = 'company'
aliases = ['Union', 'Bright Penny']
[[entity]]
id = 'otto'
name = 'Otto Brandvik'
type = 'person'
aliases = ['Shared Thing']
[[entity]]
id = 'thing'
name = 'Thing One'
aliases = ['Shared Thing', 'Moon Base']
[[entity]]
id = 'base'
name = 'Base Camp'
";

    fn asked(id: &str, text: &str) -> WhyNot {
        let builder = Dictionary::builder().text(TOML, DictionaryFormat::Toml, "d.toml");
        let dictionary = builder.unwrap().build().unwrap();
        let annotator = Annotator::new(&dictionary).unwrap();
        let document = Document::new("-", text);
        WhyNot::of(&annotator, &document, dictionary.index_of(id).unwrap())
    }

    /// The reasons, each with its form, its places and who stands in the way; those that are not in the text left out.
    fn reasons(id: &str, text: &str) -> Vec<String> {
        let answer = asked(id, text);
        let mut lines = Vec::new();
        for form in &answer.children {
            for reason in &form.children {
                let places: Vec<&str> = reason.spans.iter().map(|span| &*span.text).collect();
                let others: Vec<&str> = reason.entities.iter().map(EntityId::as_str).collect();
                let line = format!(
                    "{} {} {places:?} {others:?}",
                    form.text.as_deref().unwrap(),
                    reason.rule.name()
                );
                if reason.rule != WhyNotRule::NotInText {
                    lines.push(line);
                }
            }
        }
        lines
    }

    #[test]
    fn each_rule_is_named_with_its_places() {
        for (id, text, wanted) in [
            ("target", "Nothing here.", vec![]),
            (
                "target",
                "They missed the target, targets moved.",
                vec![
                    "Target other_case [\"target\"] []",
                    "Target inside_word [\"target\"] []",
                ],
            ),
            (
                "target",
                "Target the poor.",
                vec!["Target ordinary_word [\"Target\"] []"],
            ),
            (
                "target",
                "They saw Bullseye run.",
                vec!["Bullseye needs_missing [\"Bullseye\"] []"],
            ),
            (
                "target",
                "The weight of Tgt fell.",
                vec!["Tgt unless_present [\"Tgt\"] []"],
            ),
            (
                "target",
                "The Target Workers Union met.",
                vec!["Target inside_longer_name [\"Target\"] [\"union\"]"],
            ),
            (
                "target",
                "A Bright Penny rose.",
                vec!["Bright Penny shared_alias [\"Bright Penny\"] [\"union\"]"],
            ),
            (
                "thing",
                "A Shared Thing rose.",
                vec!["Shared Thing other_entity [\"Shared Thing\"] [\"otto\"]"],
            ),
            (
                "base",
                "The Moon Base Camp opened.",
                vec![
                    "Base Camp overlaps_name [\"Base Camp\"] [\"thing\"]",
                    // Who is of no type could be a person.
                    "Camp ordinary_word [\"Camp\"] []",
                ],
            ),
            (
                "thing",
                "On the Moon\n\nBase jumping.",
                vec![
                    "Moon Base broken_up [\"Moon\\n\\nBase\"] []",
                    "Base ordinary_word [\"Base\"] []",
                ],
            ),
        ] {
            assert_eq!(reasons(id, text), wanted, "{id}: {text}");
            assert!(!asked(id, text).is_found(), "{text}");
        }
    }

    #[test]
    fn what_is_found_says_so_and_by_which_rule() {
        let text = "Shares of Target Corp. rose; Target’s rival fell.";
        let answer = asked("target", text);
        assert!(answer.is_found());
        assert_eq!(answer.numbers[0], ("found", 2));
        assert_eq!(
            reasons("target", text),
            [
                "Target part_of_own_form [\"Target\"] []",
                "Target listed [\"Target\"] []",
                "Target Corp. listed [\"Target Corp.\"] []"
            ]
        );
    }

    #[test]
    fn unlisted_forms_are_thought_of_too() {
        assert_eq!(
            reasons("otto", "Mr Brandvik left."),
            ["Brandvik no_full_name [\"Brandvik\"] []"]
        );
    }

    #[test]
    fn it_serializes_as_a_tree() {
        let tree = serde_json::to_value(asked("target", "Ünder target.")).unwrap();
        assert_eq!(tree["rule"], "not_found");
        assert_eq!(tree["entities"], json!(["target"]));
        assert_eq!(tree["numbers"], json!({"found": 0, "forms": 5}));
        let form = &tree["children"][0];
        assert_eq!(form["text"], "Target");
        assert_eq!(
            form["children"],
            json!([{
                "rule": "other_case", "numbers": {"places": 1}, "children": [],
                "spans": [{"field": "text", "start": 6, "end": 12, "text": "target"}]
            }])
        );
    }
}
