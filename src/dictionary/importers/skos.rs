//! SKOS thesauri as Turtle, of which N-Triples is a part. What a file says of a concept may stand anywhere in it, so all of it is kept
//! until the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::{TurtleParseError, TurtleParser};

use super::source::malformed;
use super::{ImportOptions, ImportRemark, Rank, Source};
use crate::dictionary::rows::Rows;
use crate::dictionary::{Alias, Entity};
use crate::error::{Error, Result};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let file = rows.file(&source.path.display().to_string());
    let mut thesaurus = Thesaurus::default();
    for triple in TurtleParser::new().for_reader(&mut *source.input) {
        let triple = triple.map_err(|error| match error {
            TurtleParseError::Io(error) => Error::Io {
                path: source.path.to_owned(),
                source: error,
            },
            TurtleParseError::Syntax(error) => {
                malformed(source.path, error.location().start.line + 1, error)
            }
        })?;
        thesaurus.add(triple);
    }
    thesaurus.give_labels();
    thesaurus.turn_narrower();
    for (node, concept) in &thesaurus.concepts {
        if !concept.is_concept() {
            continue;
        }
        let Node::Iri(iri) = node else {
            rows.note(ImportRemark::BlankNode, (file, 0));
            continue;
        };
        match thesaurus.entity(iri, concept, source.options) {
            Some(entity) => rows.push_entity((file, 0), Some(iri), &entity)?,
            None => rows.note(ImportRemark::Nameless, (file, 0)),
        }
    }
    Ok(())
}

/// Who is spoken of. The names of blank nodes differ from run to run, so nothing may depend on them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Iri(String),
    Blank(String),
}

/// A text and its language, which is empty where it has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Label {
    language: String,
    text: String,
}

/// What is said of a node.
#[derive(Debug, Default)]
struct Concept {
    is_declared: bool,
    is_other: bool,
    names: BTreeSet<Label>,
    aliases: BTreeSet<Label>,
    /// Labels that are nodes of their own (SKOS-XL), and whether each is the preferred one.
    label_nodes: Vec<(Node, bool)>,
    classes: BTreeSet<String>,
    schemes: BTreeSet<String>,
    broader: BTreeSet<String>,
    narrower: BTreeSet<String>,
    notations: BTreeSet<String>,
    matches: BTreeSet<String>,
}

impl Concept {
    /// Whether it is one: declared so, or named and nothing else.
    fn is_concept(&self) -> bool {
        self.is_declared || (!self.is_other && !self.names.is_empty())
    }
}

#[derive(Default)]
struct Thesaurus {
    concepts: BTreeMap<Node, Concept>,
    literal_forms: HashMap<Node, Vec<Label>>,
}

impl Thesaurus {
    fn add(&mut self, triple: Triple) {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => Node::Iri(node.into_string()),
            NamedOrBlankNode::BlankNode(node) => Node::Blank(node.into_string()),
        };
        let predicate = triple.predicate.as_str();
        if predicate == RDF_TYPE {
            if let Term::NamedNode(class) = triple.object {
                let concept = self.concepts.entry(subject).or_default();
                match class.as_str().strip_prefix(SKOS) {
                    Some("Concept") => concept.is_declared = true,
                    Some(_) => concept.is_other = true,
                    // What ontologies say of everything is no class to speak of.
                    None if class.as_str().starts_with("http://www.w3.org/") => {
                        concept.is_other |= class.as_str().starts_with(SKOS_XL);
                    }
                    None => {
                        concept.classes.insert(class.into_string());
                    }
                }
            }
        } else if let Some(property) = predicate.strip_prefix(SKOS) {
            let concept = self.concepts.entry(subject).or_default();
            concept.add(property, triple.object);
        } else if let Some(property) = predicate.strip_prefix(SKOS_XL) {
            let node = match triple.object {
                Term::NamedNode(node) => Node::Iri(node.into_string()),
                Term::BlankNode(node) => Node::Blank(node.into_string()),
                literal @ Term::Literal(_) => {
                    if let ("literalForm", Some(label)) = (property, label(literal)) {
                        self.literal_forms.entry(subject).or_default().push(label);
                    }
                    return;
                }
            };
            if matches!(property, "prefLabel" | "altLabel" | "hiddenLabel") {
                let concept = self.concepts.entry(subject).or_default();
                concept.label_nodes.push((node, property == "prefLabel"));
            }
        }
    }

    /// Gives concepts the texts of their labels that are nodes.
    fn give_labels(&mut self) {
        for concept in self.concepts.values_mut() {
            for (node, is_preferred) in std::mem::take(&mut concept.label_nodes) {
                let labels = self.literal_forms.get(&node).into_iter().flatten().cloned();
                if is_preferred {
                    concept.names.extend(labels);
                } else {
                    concept.aliases.extend(labels);
                }
            }
        }
    }

    /// Makes of "a has the narrower b" that b has the broader a.
    fn turn_narrower(&mut self) {
        let mut turned = Vec::new();
        for (node, concept) in &self.concepts {
            if let Node::Iri(iri) = node {
                let below = concept.narrower.iter();
                turned.extend(below.map(|narrower| (Node::Iri(narrower.clone()), iri.clone())));
            }
        }
        for (node, broader) in turned {
            if let Some(concept) = self.concepts.get_mut(&node) {
                concept.broader.insert(broader);
            }
        }
    }

    fn entity(&self, iri: &str, concept: &Concept, options: &ImportOptions) -> Option<Entity> {
        let rank = |label: &Label| options.rank(&label.language);
        let filled = |label: &&Label| !label.text.trim().is_empty();
        let ranked = concept.names.iter().filter(filled);
        let name = ranked.min_by(|a, b| rank(a).cmp(&rank(b)).then(a.cmp(b)))?;
        let mut entity = Entity::new(iri, &name.text);
        let taken = |label: &&Label| label.language == name.language || rank(label) < Rank::Other;
        let labels = concept.names.iter().chain(&concept.aliases).filter(filled);
        let forms: BTreeSet<&str> = labels
            .filter(taken)
            .map(|label| label.text.as_str())
            .collect();
        let others = forms.into_iter().filter(|form| *form != name.text);
        entity.aliases = others.map(Alias::new).collect();
        let class = concept.classes.iter().chain(&concept.schemes).next();
        entity.entity_type = class.map_or("", |class| local_name(class)).into();

        let is_held = |broader: &&String| {
            let node = Node::Iri((*broader).clone());
            let concept = self.concepts.get(&node);
            **broader != iri
                && concept.is_some_and(|concept| {
                    concept.is_concept() && concept.names.iter().any(|label| filled(&label))
                })
        };
        let parent = concept.broader.iter().find(is_held);
        entity.parent = parent.map(|parent| parent.as_str().into());
        let others = concept
            .broader
            .iter()
            .filter(|broader| Some(*broader) != parent);
        for (key, values) in [
            ("broader", others.collect::<Vec<_>>()),
            ("notation", concept.notations.iter().collect()),
            ("exactMatch", concept.matches.iter().collect()),
        ] {
            let values: Vec<&str> = values.into_iter().map(String::as_str).collect();
            if !values.is_empty() {
                entity.attributes.insert(key.to_owned(), values.join("|"));
            }
        }
        Some(entity)
    }
}

impl Concept {
    fn add(&mut self, property: &str, object: Term) {
        let resources = match property {
            "broader" => &mut self.broader,
            "narrower" => &mut self.narrower,
            "inScheme" | "topConceptOf" => &mut self.schemes,
            "exactMatch" => &mut self.matches,
            _ => {
                let Some(label) = label(object) else { return };
                match property {
                    "prefLabel" => drop(self.names.insert(label)),
                    "altLabel" | "hiddenLabel" => drop(self.aliases.insert(label)),
                    "notation" => drop(self.notations.insert(label.text)),
                    _ => {}
                }
                return;
            }
        };
        if let Term::NamedNode(node) = object {
            resources.insert(node.into_string());
        }
    }
}

fn label(term: Term) -> Option<Label> {
    let Term::Literal(literal) = term else {
        return None;
    };
    Some(Label {
        language: literal.language().unwrap_or_default().to_owned(),
        text: literal.value().to_owned(),
    })
}

/// The last part of an IRI.
fn local_name(iri: &str) -> &str {
    let iri = iri.trim_end_matches(['/', '#']);
    iri.rsplit(['/', '#', ':']).next().unwrap_or(iri)
}
