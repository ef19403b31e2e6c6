//! Tables of endings, turned round: from the ending of a form to the endings of its base.

/// A way to inflect: `(after, base, forms)`. A word that ends with `base`, behind one of the letters `after` (behind any if there are none),
/// has the endings `forms` instead; `-` is none at all. A form marked by `+` counts inside longer names only: by itself it would be taken for
/// another word too often.
pub(super) type Paradigm = (&'static str, &'static str, &'static str);

/// The fewest letters that form and base share; a word of a longer name may share fewer (`Bílého domu` of `Bílý dům`).
const SHARED: usize = 2;

/// The fewest letters of a base; of one that is a name by itself and changes to be inflected (`Rady` of `Rada`).
const SHORTEST: usize = 3;
const SHORTEST_CHANGED: usize = 4;

/// The fewest letters of a form that is a name by itself.
const SHORTEST_FORM: usize = 4;

/// A base form that a word may have: the first bytes of the word, then an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// How many bytes of the word stay.
    pub(crate) kept: usize,
    /// What follows them.
    pub(crate) ending: &'static str,
    /// It may be a name by itself, not only a word of one.
    pub(crate) alone: bool,
}

/// The endings of a language: a tree of the letters of forms, the last letter first.
#[derive(Debug)]
pub(super) struct Endings {
    nodes: Vec<Node>,
}

/// An ending of forms.
#[derive(Debug, Default)]
struct Node {
    /// The endings that have one more letter before it, by that letter.
    longer: Vec<(char, usize)>,
    bases: Vec<Ending>,
}

/// What stands in the base where a form has its ending.
#[derive(Debug, PartialEq, Eq)]
struct Ending {
    base: Box<str>,
    letters: usize,
    after: &'static str,
    alone: bool,
}

impl Endings {
    /// Turns paradigms round.
    pub(super) fn of(paradigms: &[Paradigm]) -> Self {
        let mut endings = Self::default();
        for &(after, base, forms) in paradigms {
            for form in forms.split(' ') {
                endings.add(after, base, form);
            }
        }
        endings
    }

    /// Notes one form.
    pub(super) fn add(&mut self, after: &'static str, base: &str, form: &str) {
        let (form, alone) = match form.strip_suffix('+') {
            Some(form) => (form, false),
            None => (form, true),
        };
        let form = form.trim_matches('-');
        if form == base {
            return;
        }
        let mut at = 0;
        for letter in form.chars().rev() {
            at = self.longer(at, letter).unwrap_or_else(|| {
                let new = self.nodes.len();
                self.nodes[at].longer.push((letter, new));
                self.nodes.push(Node::default());
                new
            });
        }
        let ending = Ending {
            base: base.into(),
            letters: base.chars().count(),
            after,
            alone,
        };
        let bases = &mut self.nodes[at].bases;
        if !bases.contains(&ending) {
            bases.push(ending);
        }
    }

    fn longer(&self, node: usize, letter: char) -> Option<usize> {
        let longer = &self.nodes[node].longer;
        longer
            .iter()
            .find(|(other, _)| *other == letter)
            .map(|(_, at)| *at)
    }

    /// Calls `found` with every base that a word may have, those that keep most of it first.
    pub(super) fn bases(&'static self, word: &str, mut found: impl FnMut(Base)) {
        let all = word.chars().count();
        let mut letters = all;
        let mut kept = word.len();
        let mut at = 0;
        while let Some(last) = word[..kept].chars().next_back() {
            for ending in &self.nodes[at].bases {
                let length = letters + ending.letters;
                if length < SHORTEST || !(ending.after.is_empty() || ending.after.contains(last)) {
                    continue;
                }
                found(Base {
                    kept,
                    ending: &ending.base,
                    alone: ending.alone
                        && letters >= SHARED
                        && all >= SHORTEST_FORM
                        && (length >= SHORTEST_CHANGED || ending.base.is_empty()),
                });
            }
            let Some(longer) = self.longer(at, last) else {
                return;
            };
            at = longer;
            kept -= last.len_utf8();
            letters -= 1;
        }
    }
}

impl Default for Endings {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}
