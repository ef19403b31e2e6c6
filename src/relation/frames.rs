//! From the verbs, nouns and roles of a rule to trigger patterns: active and passive, possessive, apposition.

/// Words by which somebody comes to be something.
const BECOMES: &str = "(named|appointed|elected|became|become|becomes|becoming|remains|remained|serves as|served as|serving as|made|hired as|joined as|works as|worked as|working as|promoted to|called)";

/// An amount before what it is an amount of.
const MANY: &str =
    "((tens|hundreds|thousands|dozens|millions|some|most|many|all|part) of (thousands of)?)?";

/// What somebody says or denies of itself.
const SELF: &str = "({adv} (denied|denies|denying|claimed|claims|insists|insisted|said|says) that? (it|he|she|they))?";

/// What a product may be called behind its name.
const KIND: &str =
    "(model|models|chip|chips|gpu|gpus|family|series|app|tool|system|software|platform)?";

/// A trigger pattern with what must not stand around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) text: String,
    pub(super) unless_before: Option<String>,
    pub(super) unless_after: Option<String>,
    /// Whether it is what a clause says. "Acme's founder Ann" goes without saying, so whatever its clause asks or denies is something else.
    pub(super) claims: bool,
    /// Whether the mention at its end must be all of its noun phrase: "sued Acme's founder" is not about Acme.
    pub(super) whole: bool,
}

impl Frame {
    pub(super) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            whole: text.starts_with('{'),
            text,
            claims: true,
            ..Self::default()
        }
    }
}

/// The forms of an English verb.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Verb {
    /// All but the participle of the past where it is another word than the past.
    active: Vec<String>,
    participle: String,
}

impl Verb {
    /// Reads `acquire`, `buy, bought` or `take over, took over, taken over`: the verb, its past, its participle; what is left out is regular.
    fn parse(text: &str) -> Self {
        let mut forms = text.split(',').map(str::trim);
        let base = forms.next().unwrap_or_default();
        let (verb, rest) = base
            .split_once(' ')
            .map_or((base, ""), |(verb, rest)| (verb, rest));
        let with_rest = |form: String| {
            if rest.is_empty() {
                form
            } else {
                format!("{form} {rest}")
            }
        };
        let past = forms
            .next()
            .map_or_else(|| with_rest(past(verb)), str::to_owned);
        let participle = forms.next().map_or_else(|| past.clone(), str::to_owned);
        let first_past = past.split(' ').next().unwrap_or_default();
        let active = vec![
            base.to_owned(),
            with_rest(third_person(verb)),
            past.clone(),
            with_rest(gerund(verb, first_past)),
            participle.clone(),
        ];
        Self { active, participle }
    }
}

fn ends_in_consonant_y(verb: &str) -> bool {
    let mut letters = verb.chars().rev();
    letters.next() == Some('y')
        && letters
            .next()
            .is_some_and(|letter| !"aeiou".contains(letter))
}

fn third_person(verb: &str) -> String {
    if ends_in_consonant_y(verb) {
        return format!("{}ies", &verb[..verb.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| verb.ends_with(end));
    format!("{verb}{}", if hisses { "es" } else { "s" })
}

fn past(verb: &str) -> String {
    if ends_in_consonant_y(verb) {
        return format!("{}ied", &verb[..verb.len() - 1]);
    }
    format!("{verb}{}", if verb.ends_with('e') { "d" } else { "ed" })
}

/// A letter that is doubled in the past is doubled here too: ban, banned, banning.
fn gerund(verb: &str, past: &str) -> String {
    if let Some(doubled) = past
        .strip_suffix("ed")
        .filter(|stem| stem.len() == verb.len() + 1)
    {
        return format!("{doubled}ing");
    }
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

/// The patterns of verbs whose subject is the head and whose object is the tail.
pub(super) fn of_verbs(verbs: &[String]) -> Vec<Frame> {
    if verbs.is_empty() {
        return Vec::new();
    }
    let verbs: Vec<Verb> = verbs.iter().map(|verb| Verb::parse(verb)).collect();
    let active = either(verbs.iter().flat_map(|verb| verb.active.iter().cloned()));
    let passive = either(verbs.iter().map(|verb| verb.participle.clone()));
    let by = Frame::new(format!(
        "{{tail}} {KIND} {{aside}} ,? {{adv}} <{passive}> {{adv}} {{time}} by {{head}}"
    ));
    vec![
        Frame::new(format!(
            "{{head}} {KIND} {{aside}} ,? {SELF} {{adv}} <{active}> {MANY} {{tail}}"
        )),
        by,
        Frame::new(format!(
            "<{passive}> {{time}} by {{head}} {{time}} , {{tail}}"
        )),
    ]
}

/// The patterns of nouns that name what the head does to the tail.
pub(super) fn of_nouns(nouns: &[String]) -> Vec<Frame> {
    if nouns.is_empty() {
        return Vec::new();
    }
    let noun = either(nouns.iter().cloned());
    let to = "(of|in|with|against|on|over|into|for|to|between|from)";
    vec![
        Frame::new(format!("{{head}} 's {{np}} <{noun}> {to} {{tail}}")),
        Frame::new(format!("<{noun}> {to} {{tail}} {{time}} by {{head}}")),
        Frame::new(format!("{{tail}} 's {{np}} <{noun}> {{time}} by {{head}}")),
    ]
}

/// The patterns of what the head is to the tail: its founder, its president.
pub(super) fn of_roles(roles: &[String]) -> Vec<Frame> {
    if roles.is_empty() {
        return Vec::new();
    }
    let role = either(roles.iter().cloned());
    let is = "is|was|are|were|be|been|being|has been|had been";
    let lead = format!(
        "{{head}} ({{aside}} (,|--|[|as|who|{is}|{})|{{remark}}) {{adv}} {BECOMES}?",
        &BECOMES[1..BECOMES.len() - 1]
    );
    let other = "((and|or|,|/) {np})?";
    let at = "((of {det} {np})? (for|at|with|from|in)|of|to)";
    // "Ann, founder of Acme, Bob": Bob is somebody else.
    let named_before = "({any}|he|she|it|they) (,|is|was|--|[|as)? {adv} {det} {np}";
    let mut named_after = Frame::new(format!("<{role}> (of|at|for|with) {{tail}} ,? {{head!}}"));
    named_after.unless_before = Some(named_before.to_owned());
    named_after.whole = false;
    let mut named_before_all =
        Frame::new(format!("{{tail!}} 's? {{np}} <{role}> {other} ,? {{head}}"));
    named_before_all.whole = false;
    // "Ann as Acme founder Bob": Bob is the founder.
    let mut apposed = Frame::new(format!(
        "{lead} {{det}} {{np}} -? {{tail!}} 's? {{np}} <{role}>"
    ));
    apposed.unless_after = Some("{np} {any}|{noun}".to_owned());
    let mut frames = vec![
        named_before_all,
        Frame::new(format!(
            "{lead} {{det}} {{np}} <{role}> {other} {at} {{tail}}"
        )),
        apposed,
        named_after,
        Frame::new(format!("<{role}> {{head}} (of|from) {{tail}}")),
    ];
    for frame in &mut frames {
        frame.claims = false;
    }
    frames
}

/// An alternation; words of one row are kept apart from signs of the language.
fn either(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    // The longer first: a row that begins like another must not hide it.
    words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    words.dedup();
    format!("({})", words.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        let forms = |text: &str| Verb::parse(text).active.join(" ");
        assert_eq!(
            forms("acquire"),
            "acquire acquires acquired acquiring acquired"
        );
        assert_eq!(forms("buy, bought"), "buy buys bought buying bought");
        assert_eq!(forms("ban, banned"), "ban bans banned banning banned");
        assert_eq!(
            forms("rely on"),
            "rely on relies on relied on relying on relied on"
        );
        assert_eq!(
            forms("take over, took over, taken over"),
            "take over takes over took over taking over taken over"
        );
        assert_eq!(Verb::parse("write, wrote, written").participle, "written");
    }
}
