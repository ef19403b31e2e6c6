//! Which texts a name is found in, with its place: word borders, letters in spite of how they are written, signs, scripts.

use comention::annotation::{AnnotationOptions, Annotator};
use comention::dictionary::{Case, Dictionary, Entity};
use comention::document::Document;
use comention::mention::{MatchOptions, Rule, Status, Variants};

/// What of a text the name is found in: the text in brackets around each place.
fn found(options: MatchOptions, names: &[&str], text: &str) -> (String, Vec<Rule>) {
    let entities = names.iter().enumerate();
    let builder = entities.fold(Dictionary::builder(), |builder, (number, name)| {
        builder.entity(&Entity::new(format!("e{number}"), name))
    });
    let options = AnnotationOptions::default().with_matching(options);
    let annotator = Annotator::with_options(&builder.build().unwrap(), options).unwrap();
    let document = Document::new("d", text);
    let annotation = annotator.annotate(&document);
    let (mut marked, mut done, mut rules) = (String::new(), 0, Vec::new());
    for mention in annotation.mentions() {
        if mention.status() != Status::Accepted || mention.entity().is_none_or(|e| e.id() != "e0") {
            continue;
        }
        let span = mention.span();
        marked += &text[done..span.start()];
        marked += "[";
        marked += span.of(text);
        marked += "]";
        done = span.end();
        rules.push(mention.rule());
    }
    marked += &text[done..];
    (marked, rules)
}

fn listed_only() -> MatchOptions {
    MatchOptions::default().with_variants(Variants::None)
}

/// A name, and a text with brackets around each place where it is found.
const FOUND: [(&str, &str); 89] = [
    // Word borders.
    ("Orion", "An [ORION] study"),
    ("Orion", "orionx Orion_x Orion2 xorion"),
    ("Orion", "[Orion]-made, [Orion]'s, ([Orion])"),
    ("Orion", "[Orion]’s and Orions’"),
    ("Orion", "[Orion]/Vega"),
    ("orion", "@[orion] #[orion] [orion].com"),
    ("ger", "ärger [ger]"),
    ("café", "cafe\u{301}s"),
    ("Orion", "a\0[Orion]"),
    ("New York", "[New York]"),
    // Case.
    ("orion", "İİİ [orion]"),
    ("Gießen", "[GIESSEN] bei [Gießen]"),
    ("GIESSEN", "[Gießen] [GIEẞEN]-Süd"),
    ("Οδυσσέας", "[ΟΔΥΣΣΈΑΣ] [Οδυσσέας]"),
    ("Iğdır", "[Iğdır] IĞDIR"),
    ("ǆuro", "[ǅuro] [ǄURO] [DŽuro]"),
    ("UK", "[UK] uk Uk"),
    ("IT", "It is [IT]."),
    ("p53", "[p53] [P53] p-53"),
    // Accents.
    ("café", "[cafe\u{301}] [CAFE\u{301}] cafe"),
    ("cafe", "café"),
    (
        "Ångström",
        "[\u{212B}ngström] [Ångström] [A\u{30A}ngstro\u{308}m]",
    ),
    ("Nguyễn", "[Nguye\u{302}\u{303}n] [NGUYỄN] Nguyen"),
    ("한국", "[\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}]"),
    // White space.
    (
        "New York",
        "[New\nYork] and [New  York] and [New\u{A0}York] and [New\u{3000}York]",
    ),
    ("New York", "New\n\nYork"),
    ("New York", "New\u{2029}York"),
    // Signs.
    (
        "e-mail",
        "[e\u{2010}mail] [e\u{2011}mail] [e-mail] e–mail email",
    ),
    ("O'Neil", "[O’Neil] [O'Neil] [O\u{2BC}Neil] [O＇Neil]"),
    ("O’Neil", "[O'Neil]"),
    ("\"Ox\" Ltd", "[“Ox” Ltd] [«Ox» Ltd]"),
    ("C++", "[C++] and C"),
    ("AT&T", "[AT&T] [ＡＴ＆Ｔ]"),
    ("AT&T", "AT&amp;T"),
    (".NET", "[.NET] and NET, ASP.NET"),
    ("TNF-α", "[TNF-α] and TNF-alpha [TNF-Α]"),
    // What shows nothing.
    ("cooperation", "[co\u{AD}op\u{AD}eration]"),
    ("cooperation", "[co\u{AD}\nop\u{AD}eration]"),
    ("Orion", "[Or\u{200B}ion]\u{200B}"),
    ("Orion", "\u{FEFF}[Orion]"),
    (
        "Orion",
        "\u{202B}[Orion]\u{202C} \u{2067}[Ori\u{2060}on]\u{2069}",
    ),
    ("Or\u{AD}ion", "[Orion]"),
    ("Orion", "👩\u{200D}👩\u{200D}👧 [Orion]"),
    ("👩\u{200D}🚀", "the [👩\u{200D}🚀], a 👩🚀"),
    ("❤ Radio", "[❤\u{FE0F} Radio]"),
    ("می\u{200C}خواهم", "[می\u{200C}خواهم] میخواهم"),
    // One sign for several.
    ("Acme Corp", "[Ａｃｍｅ\u{3000}Ｃｏｒｐ]"),
    ("office", "[of\u{FB01}ce] [OFFICE]"),
    ("fi", "half of\u{FB01}"),
    ("of", "of\u{FB01}ce [of]"),
    ("CO2", "[CO₂] and [CO2], CO²"),
    ("x2", "x² is not [x2]"),
    ("Louis VIII", "[Louis Ⅷ] [louis ⅷ]"),
    ("Σ8", "[𝚺𝟖]"),
    ("トヨタ(株)", "[トヨタ㈱]"),
    ("デンソー", "[ﾃﾞﾝｿｰ]"),
    ("ﾃﾞﾝｿｰ", "[デンソー]"),
    ("Orion", "[Orion]™ [Orion]®"),
    ("½ Acre", "[½ Acre]"),
    // Scripts without spaces.
    ("東京", "[東京]都に住む"),
    ("東京都", "京都[東京都]"),
    ("Orion", "日本語[Orion]です"),
    ("กรุงเทพ", "ใน[กรุงเทพ]มหานคร"),
    ("กา", "กา\u{E48} [กา]"),
    ("ວຽງຈັນ", "ຢູ່[ວຽງຈັນ]"),
    ("ភ្នំពេញ", "ក្នុង[ភ្នំពេញ]"),
    ("ភ្នំពេញ", "[ភ្នំ\u{200B}ពេញ]"),
    ("ရန်ကုန်", "[ရန်ကုန်]မြို့"),
    ("ရန်ကုန", "ရန်ကုန်မြို့"),
    ("がん", "[か\u{3099}ん]"),
    ("かん", "か\u{3099}ん"),
    // Scripts with spaces.
    ("Москва", "[МОСКВА], Москвас"),
    ("Йошкар", "[И\u{306}ошкар]"),
    ("القاهرة", "في [القاهرة] والقاهرة"),
    ("한국", "[한국] 한국은 한국인"),
    ("हिन्दी", "[हिन्दी] हिन्दीx"),
    ("क\u{93C}लम", "[\u{958}लम]"),
    ("שלום", "[שלום] \u{FB2A}לום"),
    ("שׁלום", "[\u{FB2A}לום]"),
    ("ꮳꮃꭹ", "[ᏣᎳᎩ] [ꮳꮃꭹ]"),
    // Both alphabets of one name stay apart.
    ("Orion", "Оrion"),
    ("a\u{323}\u{307}b", "[a\u{307}\u{323}b] [ạ\u{307}b] ab"),
    ("ǰus", "[J\u{30C}US]"),
    ("ΐχ", "[Ϊ\u{301}Χ]"),
    ("µm", "[μm] [Μm]"),
    ("Kelvin", "[\u{212A}elvin]"),
    ("ſun", "[sun]"),
    ("Canal", "Canal+ [Canal]"),
    ("H100", "200 [H100]+"),
];

#[test]
fn listed_names_are_found_where_readers_see_them() {
    let mut wrong = Vec::new();
    for (name, marked) in FOUND {
        let text = marked.replace(['[', ']'], "");
        let (seen, _) = found(listed_only(), &[name], &text);
        if seen != marked {
            wrong.push(format!("{name}: {seen}, not {marked}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_of_one_character_are_whole_signs() {
    // With the smart case rule they would have to show that they are names.
    let options = listed_only().with_case(Case::Exact);
    for (name, marked) in [
        ("C", "C++ and [C]"),
        ("C", "C# or [C], [C]+D, 5 ℃"),
        ("株", "㈱トヨタ [株]"),
        ("곰", "곰은 [곰]"),
    ] {
        let text = marked.replace(['[', ']'], "");
        assert_eq!(
            found(options.with_variants(Variants::None), &[name], &text).0,
            marked
        );
        assert_eq!(
            found(options.with_variants(Variants::Safe), &[name], &text).0,
            marked
        );
    }
}

#[test]
fn longer_names_come_first() {
    let names = ["New York", "New York Times"];
    let (marked, _) = found(listed_only(), &names, "New York Times in New York");
    assert_eq!(marked, "New York Times in [New York]");
    let (marked, _) = found(listed_only(), &["東京都", "京都"], "京都東京都");
    assert_eq!(marked, "京都[東京都]");
}

#[test]
fn options_fold_more() {
    let accents = listed_only().with_fold_accents(true);
    let turkic = listed_only().with_turkic(true);
    let superscripts = listed_only().with_superscripts(true);
    let no_addresses = listed_only().with_skip_addresses(true);
    for (options, name, marked) in [
        (accents, "cafe", "[café] [CAFÉ] [cafe\u{301}]"),
        (accents, "Malmö", "[Malmo] [Malmö]"),
        (accents, "Ærøskøbing", "[Aeroskobing] [Ærøskøbing]"),
        (accents, "Łódź", "[Lodz] [ŁÓDŹ]"),
        (accents, "Фёдор", "[Федор] [Фёдор]"),
        (accents, "ÉU", "[EU] eu"),
        (accents, "がん", "かん [がん]"),
        (turkic, "Iğdır", "[Iğdır] [IĞDIR] iğdir"),
        (turkic, "İzmir", "[İzmir] [İZMİR] [izmir] Izmir"),
        (superscripts, "x2", "[x²] is now [x2] [x₂]"),
        (no_addresses, "orion", "http://orion.com/orion [Orion]"),
        (
            no_addresses,
            "orion",
            "@orion #orion orion.com a@orion.com ([orion]) [Orion].",
        ),
    ] {
        let text = marked.replace(['[', ']'], "");
        assert_eq!(found(options, &[name], &text).0, marked, "{name}");
    }
}

#[test]
fn names_in_addresses_say_why_they_do_not_count() {
    let builder = Dictionary::builder().entity(&Entity::new("o", "Orion"));
    let matching = MatchOptions::default().with_skip_addresses(true);
    let options = AnnotationOptions::default().with_matching(matching);
    let annotator = Annotator::with_options(&builder.build().unwrap(), options).unwrap();
    let document = Document::new("d", "see orion.com");
    let annotation = annotator.annotate(&document);
    let mention = annotation.mentions().next().unwrap();
    assert_eq!(mention.status(), Status::Rejected);
    assert_eq!(mention.rule(), Rule::InsideAddress);
}

#[test]
fn particles_of_korean_end_a_name() {
    for (name, marked) in [
        (
            "하나전자",
            "[하나전자]는 [하나전자]가 [하나전자]를 [하나전자]의 [하나전자]와 [하나전자]로 [하나전자]도 [하나전자]만",
        ),
        (
            "하나은행",
            "[하나은행]은 [하나은행]이 [하나은행]을 [하나은행]과 [하나은행]으로 [하나은행]에 [하나은행]에서",
        ),
        ("하나은행", "하나은행는 하나은행들은 하나은행장"),
        ("Orion", "[Orion]은 [Orion]는 [ORION]에서 Orion인"),
        ("하나 은행", "[하나 은행]에서 [하나\n은행]의"),
        ("한국", "[\u{1112}\u{1161}\u{11AB}국]은"),
        ("C++", "[C++]는"),
    ] {
        let text = marked.replace(['[', ']'], "");
        let (found_with, rules) = found(MatchOptions::default(), &[name], &text);
        assert_eq!(found_with, marked, "{name}");
        let particles = rules.iter().filter(|rule| **rule == Rule::Particle).count();
        let (found_without, listed) = found(listed_only(), &[name], &text);
        assert_eq!(
            rules.len() - particles,
            listed.len(),
            "{name}: {found_without}"
        );
    }
    let (_, rules) = found(MatchOptions::default(), &["한국"], "한국은 한국");
    assert_eq!(rules, [Rule::Particle, Rule::Listed]);
    // A longer name wins over a name with a particle.
    let (marked, _) = found(
        MatchOptions::default(),
        &["한국", "한국은행"],
        "한국은행 한국은",
    );
    assert_eq!(marked, "한국은행 [한국]은");
}

#[test]
fn words_of_arabic_are_glued_on_when_all_variants_are_wanted() {
    let all = MatchOptions::default().with_variants(Variants::All);
    for (name, marked) in [
        ("القاهرة", "و[القاهرة] ب[القاهرة] وب[القاهرة] [القاهرة]"),
        ("بنك النيل", "ال[بنك النيل] لل[بنك النيل] ك[بنك النيل]"),
        ("ولد", "[ولد] د"),
    ] {
        let text = marked.replace(['[', ']'], "");
        let (found_with, rules) = found(all, &[name], &text);
        assert_eq!(found_with, marked, "{name}");
        assert!(
            rules
                .iter()
                .all(|rule| matches!(rule, Rule::GluedWord | Rule::Listed))
        );
        assert!(
            !found(MatchOptions::default(), &[name], &text)
                .1
                .contains(&Rule::GluedWord)
        );
    }
}

#[cfg(feature = "cjk")]
#[test]
fn both_ways_of_writing_chinese_are_one() {
    for (name, marked) in [
        ("台积电", "在[台積電]和[台积电]"),
        ("聯發科技", "[联发科技]、[聯發科技]"),
        ("東京", "[东京]和[東京]"),
        ("里斯本", "[里斯本]"),
    ] {
        let text = marked.replace(['[', ']'], "");
        assert_eq!(found(listed_only(), &[name], &text).0, marked, "{name}");
    }
}
