use super::*;
use crate::dictionary::{Alias, Boundary, Case, Entity, EntityIndex};
use crate::mention::pattern::PATTERNS;
use crate::mention::{Ambiguity, Status, Variants};

fn dictionary(entities: &[Entity]) -> Dictionary {
    entities
        .iter()
        .fold(Dictionary::builder(), |builder, entity| {
            builder.entity(entity)
        })
        .build()
        .unwrap()
}

fn names(names: &[&str]) -> Dictionary {
    dictionary(
        &names
            .iter()
            // Of names without a type, some could be people, or have parts that stand for them.
            .map(|name| Entity::new(name, name).with_type("product"))
            .collect::<Vec<_>>(),
    )
}

fn mentions(dictionary: &Dictionary, options: MatchOptions, document: &Document) -> Vec<Mention> {
    let mut mentions = Vec::new();
    Matcher::new(dictionary, &options).unwrap().find(
        document,
        &mut Scratch::default(),
        &mut mentions,
    );
    mentions
}

/// `surface=entity` of what is accepted, in order.
fn accepted(dictionary: &Dictionary, text: &str) -> Vec<String> {
    let document = Document::new("d", text);
    mentions(dictionary, MatchOptions::default(), &document)
        .iter()
        .filter(|mention| mention.is_accepted())
        .map(|mention| {
            format!(
                "{}={}",
                mention.span.of(text),
                dictionary.entity(mention.entity.unwrap()).id()
            )
        })
        .collect()
}

/// `surface:status:rule` of everything, in order.
fn decided(dictionary: &Dictionary, text: &str) -> Vec<String> {
    let document = Document::new("d", text);
    mentions(dictionary, MatchOptions::default(), &document)
        .iter()
        .map(|mention| {
            format!(
                "{}:{}:{}",
                mention.span.of(text),
                mention.status,
                mention.rule
            )
        })
        .collect()
}

#[test]
fn names_stand_on_word_borders() {
    let found = accepted(
        &names(&["Intel", "Nvidia", "ber"]),
        "intelligent Intel-based Nvidia's (NVIDIA) Nvidia_x Nvidia2 über ber",
    );
    assert_eq!(
        found,
        ["Intel=Intel", "Nvidia=Nvidia", "NVIDIA=Nvidia", "ber=ber"]
    );
}

#[test]
fn no_match_is_lost_to_one_that_begins_inside_a_word() {
    // A character automaton finds "na New" in "China New York" first, drops it for its borders, and has passed "New York".
    assert_eq!(
        accepted(&names(&["na New", "New York"]), "China New York"),
        ["New York=New York"]
    );
    assert_eq!(
        accepted(&names(&["New York", "New York Ti"]), "New York Times"),
        ["New York=New York"]
    );
}

#[test]
fn the_longest_name_wins_and_keeps_the_shorter_inside() {
    let dictionary = names(&["Huawei", "Huawei Cloud"]);
    assert_eq!(
        accepted(&dictionary, "Huawei Cloud is not Huawei."),
        ["Huawei Cloud=Huawei Cloud", "Huawei=Huawei"]
    );
    assert_eq!(
        decided(&dictionary, "Huawei Cloud"),
        [
            "Huawei Cloud:accepted:listed",
            "Huawei:nested:inside_longer_name"
        ]
    );
    let dictionary = names(&["A1 B1 C1", "B1 C1 D1", "D1"]);
    assert_eq!(
        decided(&dictionary, "A1 B1 C1 D1"),
        [
            "A1 B1 C1:accepted:listed",
            "B1 C1 D1:rejected:overlaps_name",
            "D1:accepted:listed"
        ]
    );
}

#[test]
fn a_shorter_form_of_the_same_entity_is_part_of_its_name() {
    let firm = Entity::new("x", "Nvidia").with_alias("Nvidia Corp.");
    let dictionary = dictionary(&[firm, Entity::new("y", "Corp")]);
    assert_eq!(
        decided(&dictionary, "Nvidia Corp."),
        [
            "Nvidia Corp.:accepted:listed",
            "Corp:nested:inside_longer_name"
        ]
    );
}

#[test]
fn names_with_much_between_their_words_are_found_too() {
    let name = format!("Foo {} Bar", "-".repeat(70));
    assert_eq!(
        accepted(&names(&[&name]), &name),
        [format!("{name}={name}")]
    );
}

#[test]
fn white_space_and_typography_fold() {
    let dictionary = names(&["New York", "e-mail", "O'Neil", "AT&T", "Acme, Inc."]);
    let text =
        "New\nYork, New \u{A0} York; New\n\nYork e\u{2011}mail O’Neil AT&T Acme,\tInc. AT & T";
    assert_eq!(
        accepted(&dictionary, text),
        [
            "New\nYork=New York",
            "New \u{A0} York=New York",
            "e\u{2011}mail=e-mail",
            "O’Neil=O'Neil",
            "AT&T=AT&T",
            "Acme,\tInc.=Acme, Inc."
        ]
    );
}

#[test]
fn symbols_belong_to_names() {
    let dictionary = names(&["C++", ".NET", "Yahoo!", "U.S."]);
    assert_eq!(
        accepted(
            &dictionary,
            "C++ and .NET, not ASP.NET or NET; Yahoo! in the U.S."
        ),
        ["C++=C++", ".NET=.NET", "Yahoo!=Yahoo!", "U.S.=U.S."]
    );
}

#[test]
fn the_first_eight_bytes_of_a_word_do_not_tell_all_of_it() {
    let dictionary = names(&[
        "Dieudonné",
        "Gießen",
        "Haleakalā Park",
        "Ｕniversal",
        "ARE",
        "Åre",
    ]);
    for text in [
        "Dieudonné",
        "DIEUDONNÉ",
        "GIESSEN",
        "Gießen",
        "Haleakalā Park",
        "HALEAKALĀ PARK",
        "Universal",
        "Ｕniversal",
        "Universaｌ",
        "ARE",
        "Åre",
    ] {
        let found = accepted(&dictionary, &format!("in {text} today"));
        let surface = found.first().and_then(|found| found.split('=').next());
        assert_eq!(surface, Some(text));
    }
    assert!(accepted(&dictionary, "they are Dieudonne").is_empty());
}

#[test]
fn names_are_found_wherever_a_stretch_of_text_ends() {
    let dictionary = names(&["Acme", "New York City", "Москва"]);
    for before in 1_000..1_040 {
        let text = format!(
            "{}Acme, New York City; Москва МОСКВА acme",
            "x ".repeat(before)
        );
        let expected = ["Acme", "New York City", "Москва", "МОСКВА", "acme"];
        let found = accepted(&dictionary, &text);
        assert!(
            found
                .iter()
                .map(|one| one.split('=').next().unwrap())
                .eq(expected)
        );
    }
}

#[test]
fn a_name_that_thousands_share_is_all_of_theirs() {
    let entities: Vec<_> = (0..5_000)
        .map(|number| Entity::new(format!("{number:04}"), "Wang Wei").with_type("product"))
        .collect();
    let document = Document::new("d", "Wang Wei and Wang Wei");
    let found = mentions(&dictionary(&entities), MatchOptions::default(), &document);
    let counts: Vec<_> = found
        .iter()
        .map(|mention| mention.candidates.len())
        .collect();
    assert_eq!(counts, [5_000, 5_000]);
}

#[test]
fn what_many_share_is_compared_by_the_rules_of_each() {
    let forms = ["AIDS", "Aids", "aids", "(aids)", "áids"];
    let rules = [Case::Exact, Case::Ignore, Case::Smart];
    let all = || forms.iter().flat_map(|form| rules.map(|case| (form, case)));
    let entities: Vec<_> = all()
        .flat_map(|(form, case)| {
            // Three of each, the second with a condition that holds.
            (0..3).map(move |number| {
                let alias = Alias::new(form).with_case(case);
                let alias = if number == 1 {
                    alias.with_need("by")
                } else {
                    alias
                };
                Entity::new(format!("{form} {case:?} {number}"), "Zed Quux")
                    .with_type("product")
                    .with_alias(alias)
            })
        })
        .collect();
    let together = dictionary(&entities);
    let document = Document::new("d", "by AIDS, by Aids, by aids, by (aids), by áids");
    let options = MatchOptions::default().with_ambiguity(Ambiguity::All);
    let found = |dictionary: &Dictionary| -> Vec<(Span, String)> {
        let mut mentions = mentions(dictionary, options, &document);
        mentions.retain(Mention::is_accepted);
        let id = |mention: &Mention| dictionary.entity(mention.entity.unwrap()).id().to_owned();
        mentions
            .iter()
            .map(|mention| (mention.span, id(mention)))
            .collect()
    };
    let mut alone: Vec<_> = entities
        .iter()
        .flat_map(|entity| found(&dictionary(std::slice::from_ref(entity))))
        .collect();
    alone.sort_unstable();
    // Where one has a longer form, the others are inside it.
    let longer: Vec<Span> = alone.iter().map(|(span, _)| *span).collect();
    alone.retain(|(span, _)| {
        let holds = |other: &Span| *other != *span && other.contains(*span);
        !longer.iter().any(holds)
    });
    let mut together = found(&together);
    together.sort_unstable();
    assert_eq!(together, alone);
    assert!(together.len() > 60, "{}", together.len());
}

#[test]
fn of_damaged_patterns_the_others_are_found() {
    let names = [("a", "Zed Quux"), ("b", "Wang Wei"), ("c", "Wang Wei")];
    let entities = names.map(|(id, name)| Entity::new(id, name).with_type("product"));
    let compiled = |entities: &[Entity]| Matcher::compile(&dictionary(entities)).unwrap();
    let fewer = compiled(&entities[..2]).image().section(PATTERNS);
    let patterns = fewer.all().unwrap().to_vec();
    let damaged = compiled(&entities).with_sections([(PATTERNS, patterns)]);
    let document = Document::new("d", "Wang Wei");
    let found = mentions(&damaged, MatchOptions::default(), &document);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].entity, Some(EntityIndex(1)));
    assert_eq!(found[0].rule, Rule::Listed, "no other has the name");
}

#[test]
fn what_is_listed_is_found_where_another_has_it_by_a_synonym_alone() {
    // Its form is not as it is written, as that of a synonym, and has a record of its own, as that.
    let listed = Alias::new("kidney\u{a0}neoplasms").with_need("the");
    let dictionary = dictionary(&[
        // By number, the one that is not to be found comes first.
        Entity::new("a", "renal neoplasms").with_type("disease"),
        Entity::new("b", "Zed Quux")
            .with_type("disease")
            .with_alias(listed),
    ]);
    let document = Document::new("d", "the kidney neoplasms");
    for variants in [Variants::None, Variants::All] {
        let options = MatchOptions::default().with_variants(variants);
        let found = mentions(&dictionary, options, &document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].entity, Some(EntityIndex(1)), "{variants:?}");
        assert_eq!(found[0].rule, Rule::Listed);
    }
}

#[test]
fn the_case_of_an_alias_is_heeded_whatever_that_of_the_run() {
    let dictionary = dictionary(&[Entity::new("a", "Zed Quux")
        .with_type("product")
        .with_alias(Alias::new("Kept").with_case(Case::Exact))
        .with_alias(Alias::new("Loose").with_case(Case::Ignore))
        .with_alias(Alias::new("US").with_case(Case::Smart))]);
    let document = Document::new("d", "kept Kept loose LOOSE us US");
    for case in [Case::Exact, Case::Smart, Case::Ignore] {
        let options = MatchOptions::default().with_case(case);
        let found: Vec<_> = mentions(&dictionary, options, &document)
            .iter()
            .map(|mention| mention.span.of(&document.text).to_owned())
            .collect();
        assert_eq!(found, ["Kept", "loose", "LOOSE", "US"], "{case:?}");
    }
}

#[test]
fn smart_case_tells_the_country_from_the_pronoun() {
    let dictionary = names(&["US", "Meta", "IT"]);
    assert_eq!(
        accepted(
            &dictionary,
            "contact us, US us Us; a meta-analysis of Meta; it is IT."
        ),
        ["US=US", "Meta=Meta", "IT=IT"]
    );
}

#[test]
fn scripts_without_spaces_have_no_borders_but_the_longest_wins() {
    let dictionary = names(&["東京", "京都", "東京都", "Acme", "深度求索"]);
    assert_eq!(
        accepted(&dictionary, "京都東京都に住む日本語Acmeです。深度求索发布"),
        [
            "京都=京都",
            "東京都=東京都",
            "Acme=Acme",
            "深度求索=深度求索"
        ]
    );
}

#[test]
fn non_ascii_letters_fold_and_bound() {
    let dictionary = names(&["Škoda", "Ødegaard"]);
    assert_eq!(
        accepted(&dictionary, "ŠKODA, škoda; Ødegaards ØDEGAARD"),
        ["ŠKODA=Škoda", "škoda=Škoda", "ØDEGAARD=Ødegaard"]
    );
}

#[test]
fn conditions_look_at_the_whole_document() {
    let dictionary = dictionary(&[
        Entity::new("r1", "DeepSeek-R1").with_alias(Alias::new("R1").with_need("DeepSeek")),
        Entity::new("apple", "Apple")
            .with_alias(Alias::new("Fruit Co").with_unless("orchard growers")),
    ]);
    assert_eq!(
        accepted(&dictionary, "R1 is out, says deepseek."),
        ["R1=r1"]
    );
    assert_eq!(
        decided(&dictionary, "R1 was a road."),
        ["R1:rejected:needs_missing"]
    );
    assert_eq!(
        decided(&dictionary, "Fruit Co met orchard\ngrowers"),
        ["Fruit Co:rejected:unless_present"]
    );
    let titled = Document::new("d", "R1 is out").with_title("DeepSeek speaks");
    assert!(mentions(&dictionary, MatchOptions::default(), &titled)[0].is_accepted());
}

#[test]
fn an_alias_spelt_like_the_name_gives_the_name_its_rules() {
    let dictionary =
        dictionary(&[Entity::new("h20", "H20").with_alias(Alias::new("H20").with_need("chip"))]);
    assert_eq!(accepted(&dictionary, "The H20 is a chip."), ["H20=h20"]);
    assert_eq!(
        decided(&dictionary, "H20 was a road."),
        ["H20:rejected:needs_missing"]
    );
}

#[test]
fn a_refused_longer_name_leaves_the_shorter_one() {
    let dictionary = dictionary(&[
        Entity::new("x", "Big Red").with_alias(Alias::new("Big Red Dog").with_need("kennel")),
        Entity::new("y", "Dog Z"),
    ]);
    assert_eq!(accepted(&dictionary, "Big Red Dog barks"), ["Big Red=x"]);
    assert_eq!(
        accepted(&dictionary, "Big Red Dog Z barks"),
        ["Big Red=x", "Dog Z=y"]
    );
}

#[test]
fn last_names_need_one_full_name() {
    let dictionary = dictionary(&[
        Entity::new("altman", "Sam Altman").with_type("person"),
        Entity::new("jack", "Jack Altman").with_type("person"),
        Entity::new("openai", "OpenAI").with_type("organization"),
    ]);
    assert_eq!(
        accepted(&dictionary, "Altman spoke. Sam Altman left."),
        ["Altman=altman", "Sam Altman=altman"]
    );
    assert_eq!(
        decided(&dictionary, "Altman spoke."),
        ["Altman:rejected:no_full_name"]
    );
    assert_eq!(
        decided(&dictionary, "Sam Altman and Jack Altman; Altman"),
        [
            "Sam Altman:accepted:listed",
            "Jack Altman:accepted:listed",
            "Altman:ambiguous:shared_alias"
        ]
    );
    let plain = MatchOptions::default().with_variants(Variants::None);
    assert_eq!(
        mentions(
            &dictionary,
            plain,
            &Document::new("d", "Sam Altman. Altman.")
        )
        .len(),
        1
    );
}

#[test]
fn a_listed_form_wins_over_a_last_name() {
    let dictionary = dictionary(&[
        Entity::new("donald", "Donald Trump")
            .with_type("person")
            .with_alias("Trump"),
        Entity::new("melania", "Melania Trump").with_type("person"),
    ]);
    assert_eq!(
        accepted(&dictionary, "Melania Trump waved. Trump spoke."),
        ["Melania Trump=melania", "Trump=donald"]
    );
}

#[test]
fn shared_forms_follow_the_policy_not_the_order() {
    let entities = [
        Entity::new("b", "Mu").with_type("x"),
        Entity::new("a", "Micron").with_alias("Mu"),
    ];
    let reversed = [entities[1].clone(), entities[0].clone()];
    for entities in [&entities, &reversed] {
        let dictionary = dictionary(entities);
        let document = Document::new("d", "Mu rose");
        let with = |ambiguity| {
            mentions(
                &dictionary,
                MatchOptions::default()
                    .with_ambiguity(ambiguity)
                    .with_disambiguation(false)
                    .with_case(Case::Exact),
                &document,
            )
        };
        let abstained = &with(Ambiguity::Abstain)[0];
        assert_eq!(
            (
                abstained.status,
                abstained.entity,
                abstained.candidates.len()
            ),
            (Status::Ambiguous, None, 2)
        );
        assert_eq!(
            dictionary
                .entity(with(Ambiguity::First)[0].entity.unwrap())
                .id(),
            "a"
        );
        assert_eq!(with(Ambiguity::All).len(), 2);
    }
}

#[test]
fn boundary_none_matches_inside_words() {
    let mut alias = Alias::new("berg");
    alias.boundary = Boundary::None;
    let dictionary = dictionary(&[Entity::new("x", "Mountain").with_alias(alias)]);
    assert_eq!(
        accepted(&dictionary, "Bloomberg and Heidelberger"),
        ["berg=x", "berg=x"]
    );
}

#[test]
fn a_title_is_a_field_of_its_own_unless_the_text_repeats_it() {
    let dictionary = names(&["Nvidia"]);
    let fields = |document: &Document| {
        mentions(&dictionary, MatchOptions::default(), document)
            .iter()
            .map(|mention| mention.field)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        fields(&Document::new("d", "Nvidia fell").with_title("Nvidia falls")),
        [Field::Title, Field::Text]
    );
    assert_eq!(
        fields(&Document::new("d", "Nvidia  falls\n\nIt fell").with_title("Nvidia falls")),
        [Field::Text]
    );
}

#[test]
fn tokens_count_the_words_before() {
    let found = mentions(
        &names(&["Nvidia", "New York"]),
        MatchOptions::default(),
        &Document::new("d", "In New York, Nvidia fell; Nvidia"),
    );
    assert_eq!(
        found
            .iter()
            .map(|mention| mention.token)
            .collect::<Vec<_>>(),
        [1, 3, 5]
    );
}
