//! How much a dictionary holds, and what in it may need a second look.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::{Case, Dictionary, EntityIndex, EntityRef};
use crate::text::fold;

/// How many characters a name has at most to be called short.
const SHORT: usize = 3;

/// Numbers about a dictionary; made by [`Dictionary::stats`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DictionaryStats {
    /// Entities.
    pub entities: u64,
    /// Forms they are listed under, their names included, as [`Dictionary::alias_count`] counts them.
    pub names: u64,
    /// Entities and names of each type, the commonest first.
    pub types: Vec<TypeStats>,
    /// Names of an entity.
    pub names_per_entity: Spread,
    /// The entities with the most names.
    pub most_names: Vec<EntityNames>,
    /// Characters (code points) of a name.
    pub characters_per_name: Spread,
    /// Words, parted by white space, of a name.
    pub words_per_name: Spread,
    /// Names of one, two and three characters.
    pub short: [u64; SHORT],
    /// Some of them, the shortest first.
    pub short_names: Vec<String>,
    /// Forms that several entities list, case and kinds of white space aside.
    pub shared: u64,
    /// Those that the most entities list.
    pub most_shared: Vec<SharedForm>,
    /// Who belongs to whom.
    pub parents: ParentStats,
    /// Names with rules of their own.
    pub rules: RuleStats,
    /// Surfaces that are no names, whoever lists them.
    pub blocks: u64,
}

/// The share of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TypeStats {
    /// The type; empty for entities without.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// Its entities.
    pub entities: u64,
    /// Their names.
    pub names: u64,
}

/// An entity and how many names it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntityNames {
    /// Its id.
    pub id: String,
    /// How many.
    pub names: u64,
}

/// A form and who lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SharedForm {
    /// As the first of them spells it.
    pub form: String,
    /// How many entities list it.
    pub entities: u64,
    /// The ids of the first of them.
    pub ids: Vec<String>,
}

/// How a number is spread; all 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Spread {
    /// The smallest.
    pub least: u64,
    /// The one in the middle; the lower of two.
    pub median: u64,
    /// The largest.
    pub most: u64,
}

/// Numbers about parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ParentStats {
    /// Entities that have one.
    pub children: u64,
    /// Entities that are one.
    pub parents: u64,
    /// The longest chain of ancestors.
    pub deepest: u64,
}

/// How many names have which rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleStats {
    /// Every letter as listed.
    pub exact: u64,
    /// In any case.
    pub ignore: u64,
    /// Told to be smart, whatever the run does.
    pub smart: u64,
    /// Inside words too.
    pub no_boundary: u64,
    /// With words that they need or that forbid them.
    pub conditions: u64,
    /// Regular expressions; they are not counted as names.
    pub regex: u64,
    /// Blocked for their entity; they are not counted as names.
    pub blocked: u64,
    /// Told which forms that follow from them are found, by themselves or by their entity.
    pub variants: u64,
}

impl Dictionary {
    /// Counts what it holds. Lists have at most `limit` elements.
    ///
    /// # Example
    /// ```
    /// use comention::{Dictionary, dictionary::DictionaryFormat};
    ///
    /// let names = "id,name,aliases\na,Ajax,Hero\nb,Bajazet,HERO|B\n";
    /// let dictionary = Dictionary::builder().text(names, DictionaryFormat::Csv, "heroes.csv")?.build()?;
    /// let stats = dictionary.stats(10);
    /// assert_eq!((stats.entities, stats.names, stats.shared), (2, 5, 1));
    /// assert_eq!(stats.most_shared[0].ids, ["a", "b"]);
    /// assert_eq!(stats.short_names, ["B"]);
    /// # Ok::<(), comention::Error>(())
    /// ```
    ///
    /// # Complexity
    /// `n log n` in the number of names; 16 bytes of memory for each.
    pub fn stats(&self, limit: usize) -> DictionaryStats {
        let mut counter = Counter::default();
        for entity in self.entities() {
            counter.count(entity);
        }
        let mut stats = counter.stats;
        stats.entities = self.len() as u64;
        stats.names = counter.characters.values().sum();
        stats.names_per_entity = spread(&counter.names_per_entity);
        stats.characters_per_name = spread(&counter.characters);
        stats.words_per_name = spread(&counter.words);
        stats.parents.parents = counter.parents.len() as u64;
        stats.blocks = self.blocks().len() as u64;

        stats.types = counter.types.into_values().collect();
        stats.types.sort_by(|a, b| {
            let common = b.entities.cmp(&a.entities);
            common.then_with(|| a.entity_type.cmp(&b.entity_type))
        });
        counter
            .most_names
            .sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let most = counter.most_names.into_iter().take(limit);
        stats.most_names = most
            .map(|(names, index)| EntityNames {
                id: self.entity(index).id().to_owned(),
                names,
            })
            .collect();
        let short = counter.short.into_iter().take(limit);
        stats.short_names = short.map(|(_, form)| form.to_owned()).collect();
        (stats.shared, stats.most_shared) = self.shared(counter.places, limit);
        stats
    }

    /// How many forms several entities list, and those that the most do.
    fn shared(&self, mut places: Vec<FormPlace>, limit: usize) -> (u64, Vec<SharedForm>) {
        places.sort_unstable();
        let mut shared = Vec::new();
        for same in places.chunk_by(|a, b| a.hash == b.hash) {
            if same.iter().all(|place| place.entity == same[0].entity) {
                continue;
            }
            // Hashes of different forms may be equal.
            let mut forms: BTreeMap<String, (&str, BTreeSet<u32>)> = BTreeMap::new();
            for place in same {
                let form = self.form(*place);
                let known = forms
                    .entry(fold(form))
                    .or_insert_with(|| (form, BTreeSet::new()));
                known.1.insert(place.entity);
            }
            shared.extend(
                forms
                    .into_values()
                    .filter(|(_, entities)| entities.len() > 1),
            );
        }
        shared.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
        let count = shared.len() as u64;
        let most = shared.into_iter().take(limit).map(|(form, entities)| {
            let ids = entities.iter().take(limit);
            SharedForm {
                form: form.to_owned(),
                entities: entities.len() as u64,
                ids: ids
                    .map(|entity| self.entity(EntityIndex(*entity)).id().to_owned())
                    .collect(),
            }
        });
        (count, most.collect())
    }

    fn form(&self, place: FormPlace) -> &str {
        let entity = self.entity(EntityIndex(place.entity));
        let mut forms = entity.all_forms();
        forms.nth(place.form as usize).unwrap_or_default()
    }
}

/// A form by the hash of what it is folded to, and where it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FormPlace {
    hash: u64,
    entity: u32,
    form: u32,
}

/// How often each number came.
type Histogram = BTreeMap<u64, u64>;

#[derive(Default)]
struct Counter<'d> {
    stats: DictionaryStats,
    types: BTreeMap<&'d str, TypeStats>,
    names_per_entity: Histogram,
    characters: Histogram,
    words: Histogram,
    most_names: Vec<(u64, EntityIndex)>,
    short: BTreeSet<(usize, &'d str)>,
    parents: BTreeSet<EntityIndex>,
    places: Vec<FormPlace>,
}

impl<'d> Counter<'d> {
    fn count(&mut self, entity: EntityRef<'d>) {
        let mut names = 0;
        for (number, form) in (0..).zip(entity.all_forms()) {
            names += 1;
            self.places.push(FormPlace {
                hash: xxh3_64(fold(form).as_bytes()),
                entity: entity.index().0,
                form: number,
            });
            let characters = form.chars().count();
            add(&mut self.characters, characters as u64);
            add(&mut self.words, form.split_whitespace().count() as u64);
            if (1..=SHORT).contains(&characters) {
                self.stats.short[characters - 1] += 1;
                self.short.insert((characters, form));
            }
        }
        add(&mut self.names_per_entity, names);
        self.most_names.push((names, entity.index()));
        let entity_type = entity.entity_type();
        let of_type = self.types.entry(entity_type).or_insert_with(|| TypeStats {
            entity_type: entity_type.to_owned(),
            entities: 0,
            names: 0,
        });
        of_type.entities += 1;
        of_type.names += names;
        self.count_rules(entity);
        if let Some(parent) = entity.parent() {
            self.parents.insert(parent.index());
            let parents = &mut self.stats.parents;
            parents.children += 1;
            let ancestors = std::iter::successors(Some(parent), |entity| entity.parent());
            // A compiled dictionary could have been made up to go round for ever.
            let depth = ancestors.take(1 << 10).count() as u64;
            parents.deepest = parents.deepest.max(depth);
        }
    }

    fn count_rules(&mut self, entity: EntityRef<'_>) {
        let Some(details) = entity.details() else {
            return;
        };
        let rules = &mut self.stats.rules;
        for other in details.others() {
            rules.regex += u64::from(other.regex && !other.blocked);
            rules.blocked += u64::from(other.blocked);
        }
        let all_have = details.variants.is_some();
        let is_listed = entity.forms().any(|form| form == entity.name());
        rules.variants += u64::from(all_have && !is_listed);
        for alias in 0..u32::try_from(entity.forms().count()).unwrap_or(u32::MAX) {
            let Some(alias) = details.rules(alias) else {
                rules.variants += u64::from(all_have);
                continue;
            };
            rules.variants += u64::from(all_have || alias.variants.is_some());
            match alias.case {
                Some(Case::Exact) => rules.exact += 1,
                Some(Case::Ignore) => rules.ignore += 1,
                Some(Case::Smart) => rules.smart += 1,
                None => {}
            }
            rules.no_boundary += u64::from(alias.boundary == super::Boundary::None);
            rules.conditions += u64::from(!alias.needs.is_empty() || !alias.unless.is_empty());
        }
    }
}

fn add(histogram: &mut Histogram, number: u64) {
    *histogram.entry(number).or_default() += 1;
}

fn spread(histogram: &Histogram) -> Spread {
    let all: u64 = histogram.values().sum();
    let mut before = 0;
    let median = histogram.iter().find(|(_, count)| {
        before += *count;
        before * 2 >= all
    });
    Spread {
        least: histogram.first_key_value().map_or(0, |(number, _)| *number),
        median: median.map_or(0, |(number, _)| *number),
        most: histogram.last_key_value().map_or(0, |(number, _)| *number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::DictionaryFormat;

    #[test]
    fn everything_is_counted_once() {
        let text = "[[entity]]\nid = 'a'\nname = 'Oak'\ntype = 'tree'\naliases = [{ text = 'Oak', case = 'exact' }, 'Old  Tree', 'old tree']\n\
            [[entity]]\nid = 'b'\nname = 'Old Tree'\ntype = 'tree'\nparent = 'a'\n\
            [[entity]]\nid = 'c'\nname = 'Leaf'\nparent = 'b'\naliases = [{ text = 'L', unless = ['x'], case = 'ignore' }]\n";
        let builder = Dictionary::builder().text(text, DictionaryFormat::Toml, "trees");
        let stats = builder.unwrap().build().unwrap().stats(5);
        assert_eq!((stats.entities, stats.names), (3, 7));
        let types: Vec<_> = stats
            .types
            .iter()
            .map(|t| (&*t.entity_type, t.entities, t.names))
            .collect();
        assert_eq!(types, [("tree", 2, 5), ("", 1, 2)]);
        assert_eq!(stats.short, [1, 0, 2]);
        assert_eq!(stats.short_names, ["L", "Oak"]);
        assert_eq!(stats.shared, 1);
        assert_eq!(stats.most_shared[0].ids, ["a", "b"]);
        let parents = stats.parents;
        assert_eq!(
            (parents.children, parents.parents, parents.deepest),
            (2, 2, 2)
        );
        let rules = stats.rules;
        assert_eq!((rules.exact, rules.ignore, rules.conditions), (1, 1, 1));
        assert_eq!(
            stats.names_per_entity,
            Spread {
                least: 1,
                median: 2,
                most: 4
            }
        );
    }

    #[test]
    fn an_empty_dictionary_has_nothing() {
        assert_eq!(Dictionary::default().stats(5), DictionaryStats::default());
    }
}
