//! A dictionary of one's own: entities from code and from a table, aliases with conditions, and a name that three things share.
//!
//! `cargo run --example own_dictionary`
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use comention::annotation::AnnotationOptions;
use comention::dictionary::{Alias, DictionaryFormat, Entity, EntityRef};
use comention::document::Document;
use comention::mention::{Ambiguity, MatchOptions, Rule, Status};
use comention::{Annotator, Dictionary, Result};

const SINGERS: &str = "\
id,name,type,aliases
freddie-mercury,Freddie Mercury,person,Farrokh Bulsara
queen,Queen,band,
";

fn main() -> Result<()> {
    // "Mercury" is a planet where planets are spoken of, a metal where one measures, a spacecraft where it says so; a singer's last name
    // needs no alias.
    let planet = Alias::new("Mercury").with_need("orbit").with_need("planet");
    let metal = Alias::new("mercury")
        .with_need("thermometer")
        .with_unless("Mercury Records");
    let capsule = Alias::new("Mercury").with_need("capsule");
    let dictionary = Dictionary::builder()
        .entity(
            &Entity::new("mercury-planet", "Mercury (planet)")
                .with_type("planet")
                .with_alias(planet),
        )
        .entity(
            &Entity::new("mercury-metal", "Mercury (metal)")
                .with_type("element")
                .with_alias(metal),
        )
        .entity(
            &Entity::new("mercury-capsule", "Mercury (spacecraft)")
                .with_type("spacecraft")
                .with_alias(capsule),
        )
        .text(SINGERS, DictionaryFormat::Csv, "singers.csv")?
        .build()?;

    for (text, entity, rule) in [
        (
            "The orbit of Mercury is not a circle.",
            Some("mercury-planet"),
            Rule::Listed,
        ),
        (
            "The thermometer held mercury.",
            Some("mercury-metal"),
            Rule::Listed,
        ),
        (
            "Freddie Mercury sang. Mercury also wrote.",
            Some("freddie-mercury"),
            Rule::ShortName,
        ),
        ("Mercury rose.", None, Rule::NeedsMissing),
        // A form in just this case is more than one in another.
        (
            "A thermometer on the planet Mercury.",
            Some("mercury-planet"),
            Rule::ExactCase,
        ),
        (
            "A thermometer in orbit: the Mercury capsule.",
            None,
            Rule::SharedAlias,
        ),
    ] {
        let document = Document::new("line", text);
        let annotator = Annotator::new(&dictionary)?;
        let annotation = annotator.annotate(&document);
        let last = annotation.mentions().last().expect("each line says it");
        let found = last.entity().filter(|_| last.is_accepted());
        let id = found.map(EntityRef::id);
        println!(
            "{text:<46} {:<10} {:<14} {}",
            last.status(),
            last.rule(),
            id.unwrap_or("-")
        );
        assert_eq!((id, last.rule()), (entity, rule), "{text}");
    }

    // What the document does not decide counts for none, unless one asks for more.
    let document = Document::new("line", "A thermometer in orbit: the Mercury capsule.");
    let both = MatchOptions::default().with_ambiguity(Ambiguity::All);
    let options = AnnotationOptions::default().with_matching(both);
    for (options, status, count) in [
        (AnnotationOptions::default(), Status::Ambiguous, 1),
        (options, Status::Accepted, 3),
    ] {
        let annotator = Annotator::with_options(&dictionary, options)?;
        let annotation = annotator.annotate(&document);
        let of_status = annotation
            .mentions()
            .filter(|mention| mention.status() == status);
        assert_eq!(of_status.count(), count);
    }
    Ok(())
}
