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

/// The endings of a language, in the order of the endings of forms.
#[derive(Debug, Default)]
pub(super) struct Endings {
    list: Vec<Ending>,
    /// The most bytes of an ending of a form.
    longest: usize,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ending {
    form: Box<str>,
    base: Box<str>,
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
        endings.sorted()
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
        self.longest = self.longest.max(form.len());
        self.list.push(Ending {
            form: form.into(),
            base: base.into(),
            after,
            alone,
        });
    }

    /// Makes it ready to be asked.
    pub(super) fn sorted(mut self) -> Self {
        self.list.sort_unstable();
        self.list.dedup();
        self
    }

    /// Calls `found` with every base that a word may have, those that keep most of it last.
    pub(super) fn bases(&'static self, word: &str, mut found: impl FnMut(Base)) {
        let letters = word.chars().count();
        let places = word.char_indices().map(|(place, _)| place);
        for (kept, place) in places.chain([word.len()]).enumerate().skip(1) {
            let form = &word[place..];
            if form.len() > self.longest {
                continue;
            }
            let from = self.list.partition_point(|ending| &*ending.form < form);
            let Some(last) = word[..place].chars().next_back() else {
                continue;
            };
            for ending in self.list[from..]
                .iter()
                .take_while(|ending| &*ending.form == form)
            {
                let length = kept + ending.base.chars().count();
                if length < SHORTEST || !(ending.after.is_empty() || ending.after.contains(last)) {
                    continue;
                }
                found(Base {
                    kept: place,
                    ending: &ending.base,
                    alone: ending.alone
                        && kept >= SHARED
                        && letters >= SHORTEST_FORM
                        && (length >= SHORTEST_CHANGED || ending.base.is_empty()),
                });
            }
        }
    }
}
