use std::collections::BTreeSet;

use super::*;
use crate::dictionary::{Dictionary, DictionaryFormat};

fn lint(files: &[(&str, &str)]) -> Vec<Finding> {
    let mut builder = Dictionary::builder();
    for (name, text) in files {
        let format = DictionaryFormat::from_path(name.as_ref()).unwrap();
        builder = builder.text(text, format, name).unwrap();
    }
    builder.lint().unwrap().findings()
}

/// Codes, places and forms.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let findings = lint(files);
    let line = |finding: &Finding| {
        let alias = finding.alias.as_deref().unwrap_or("-");
        format!("{} {} {alias}", finding.diagnostic, finding.place)
    };
    findings.iter().map(line).collect()
}

fn toml(text: &str) -> Vec<String> {
    told(&[("d.toml", text)])
}

#[test]
fn ids_clash_within_a_file_or_with_another_type() {
    assert_eq!(
        told(&[("a.csv", "id,name\nx,Xylo\ny,Yolda\nx,Zylo\n")]),
        ["D001 a.csv:4 Zylo"]
    );
    let a = ("a.csv", "id,name,type\nx,Xylo,org\n");
    let b = ("b.csv", "id,name,type\nx,Xylo,chip\n");
    let findings = lint(&[a, b]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].others[0].place.to_string(), "a.csv:2");
    let c = ("c.csv", "id,name,type\nx,Xylo,org\n");
    assert_eq!(told(&[a, c]), [""; 0], "these are merged");
}

#[test]
fn parents_are_unknown_or_lead_round() {
    let findings = lint(&[(
        "a.csv",
        "id,name,parent\nnv,Nvidia,\nh,H800,Nvidia\na,Aabb,b\nb,Bbcc,c\nc,Ccdd,a\nd,Ddee,a\n",
    )]);
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| format!("{} {}", finding.place, finding.message))
        .collect();
    assert_eq!(
        lines,
        [
            "a.csv:3 the parent `Nvidia` is not in the dictionary; the id of that name is `nv`",
            "a.csv:4 its parents lead back to it: a → b → c → a"
        ]
    );
    assert_eq!(
        told(&[("a.csv", "id,name,parent\nx,Xylo,x\n")]),
        ["D003 a.csv:2 -"]
    );
}

#[test]
fn what_stops_a_builder_is_told_with_all_the_rest() {
    let blank = "[[entity]]\nname = ' '\n\n[[entity]]\nid = ' '\nname = 'Xylo'\n\n[[entity]]\nname = 'Yolda'\naliases = [{ text = 'Yol', needs = [''] }]\n";
    assert_eq!(
        toml(blank),
        ["D004 d.toml:1 -", "D004 d.toml:4 -", "D005 d.toml:8 -"]
    );
    let errors = [
        Diagnostic::DuplicateId,
        Diagnostic::UnknownParent,
        Diagnostic::ParentCycle,
        Diagnostic::BlankName,
        Diagnostic::BlankPhrase,
    ];
    for &diagnostic in Diagnostic::ALL {
        let is_error = errors.contains(&diagnostic);
        assert_eq!(
            diagnostic.severity() == Severity::Error,
            is_error,
            "{diagnostic}"
        );
    }
}

#[test]
fn forms_are_shared_unless_conditions_tell_them_apart() {
    let shared = "[[entity]]\nname = 'Micron'\naliases = ['Muon']\n[[entity]]\nname = 'Mubarak'\naliases = ['muon']\n";
    assert_eq!(toml(shared), ["D101 d.toml:1 Muon"]);
    let findings = lint(&[("d.toml", shared)]);
    assert_eq!(findings[0].others[0].entity, "mubarak");
    let apart = "[[entity]]\nname = 'Micron'\naliases = [{ text = 'Muon', needs = ['chip'] }]\n[[entity]]\nname = 'Mubarak'\naliases = ['Muon']\n";
    assert_eq!(toml(apart), [""; 0]);
    let exact = "[[entity]]\nname = 'Micron'\naliases = [{ text = 'MUON', case = 'exact' }]\n[[entity]]\nname = 'Mubarak'\naliases = [{ text = 'Muon', case = 'exact' }]\n";
    assert_eq!(toml(exact), [""; 0]);
}

#[test]
fn one_entity_lists_a_form_twice() {
    let twice = "[[entity]]\nname = 'Nvidia'\naliases = ['NVIDIA', 'Nvidia', 'Nvidia’s', \"Nvidia's\", 'NVDA', 'Nvda']\n";
    assert_eq!(
        toml(twice),
        [
            "D102 d.toml:1 NVIDIA",
            "D102 d.toml:1 Nvidia",
            "D102 d.toml:1 Nvidia's"
        ],
        "short capitals ask for their case, so NVDA is not Nvda"
    );
    let rules = "[[entity]]\nname = 'Nvidia'\naliases = [{ text = 'Nvidia', case = 'exact' }, { text = 'NVIDIA', case = 'exact' }]\n";
    assert_eq!(toml(rules), [""; 0]);
}

#[test]
fn names_with_the_same_letters_may_be_one_entity() {
    let csv = "id,name,type\no1,OpenAI,org\no2,\"Open AI, Inc.\",org\no3,Open-AI,product\nx,Xylo Group,org\ny,Group Xylo,org\n";
    assert_eq!(told(&[("d.csv", csv)]), ["D103 d.csv:3 Open AI, Inc."]);
}

#[test]
fn ordinary_words_days_and_short_forms() {
    let names =
        "Target\nThe Information\nMay\nsunday\nV\n42\nX.\nUS\nIT\nNvidia\n1984\nGerman Mueller\n";
    assert_eq!(
        told(&[("d.txt", names)]),
        [
            "D111 d.txt:1 Target",
            "D111 d.txt:2 The Information",
            "D112 d.txt:3 May",
            "D112 d.txt:4 sunday",
            "D113 d.txt:5 V",
            "D113 d.txt:6 42",
            "D113 d.txt:7 X.",
            "D114 d.txt:8 US",
            "D114 d.txt:9 IT",
        ]
    );
    let guarded = "[[entity]]\nname = 'Target'\naliases = [{ text = 'Target', needs = ['shop'] }, { text = 'IT', case = 'exact' }, { text = 'V', unless = ['volt'] }]\n";
    assert_eq!(toml(guarded), [""; 0]);
    let date = "[[entity]]\nname = 'March'\ntype = 'date'\n";
    assert_eq!(toml(date), [""; 0]);
    let people = "name,type\nRose Hill,person\nheart failure,disease\n";
    assert_eq!(told(&[("d.csv", people)]), [""; 0]);
}

#[test]
fn forms_with_nothing_to_find() {
    let empty = "[[entity]]\nname = 'Xylo'\naliases = ['', ' – ', 'Holdings Ltd.', 'Group', 'Xylo Group']\n";
    assert_eq!(
        toml(empty),
        [
            "D115 d.toml:1 ",
            "D115 d.toml:1  – ",
            "D116 d.toml:1 Group",
            "D116 d.toml:1 Holdings Ltd.",
        ]
    );
}

#[test]
fn characters_that_deceive() {
    let names = "Open\u{200B}Xylo\nXylo\u{AD}metrics\nАpplex\nNF-κB\nТасс\nΝvidia\nکتاب\u{200C}ها\nX\u{7}ylo\n";
    let findings = lint(&[("d.txt", names)]);
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| {
            let place = finding.place.line;
            format!("{} {place} {}", finding.diagnostic, finding.message)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "D117 1 character 5 is U+200B, which cannot be seen",
            "D117 2 character 5 is U+00AD, which cannot be seen",
            "D117 8 character 2 is U+0007, which cannot be seen",
            "D118 3 `А` in `Аpplex` is Cyrillic (U+0410)",
            "D118 6 `Ν` in `Νvidia` is Greek (U+039D)",
        ]
    );
}

#[test]
fn the_order_of_files_changes_only_the_order_of_lines() {
    let a = ("a.txt", "Target\nOpenAI\n");
    let b = ("b.txt", "Open AI\nMay\n");
    let sorted = |files: &[(&str, &str)]| -> BTreeSet<String> {
        told(files)
            .iter()
            .map(|line| line.split(' ').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(sorted(&[a, b]), sorted(&[b, a]));
}

#[test]
fn codes_and_names_are_stable_unique_and_told() {
    let codes: BTreeSet<&str> = Diagnostic::ALL.iter().map(|known| known.code()).collect();
    assert_eq!(codes.len(), Diagnostic::ALL.len());
    assert!(Diagnostic::ALL.is_sorted_by_key(|known| known.code()));
    for &known in Diagnostic::ALL {
        assert_eq!(Diagnostic::find(known.code()), Some(known));
        assert_eq!(Diagnostic::find(&known.name().to_uppercase()), Some(known));
        let text = known.text();
        for part in [text.finds, text.why, text.example, text.remedy] {
            assert!(part.len() > 3 && !part.ends_with('.'), "{known}: {part}");
        }
    }
    assert_eq!(Diagnostic::find("D999"), None);
}

#[test]
fn a_file_can_restrict_what_another_lists() {
    let whole = "[[entity]]\nid = 'x'\nname = 'Xylo'\naliases = ['Target', 'Xy']\n";
    let patch =
        "[[entity]]\nid = 'x'\nname = 'Xylo'\naliases = [{ text = 'Target', needs = ['shop'] }]\n";
    let build = |files: [&str; 2]| {
        let mut builder = Dictionary::builder();
        for (number, text) in files.iter().enumerate() {
            builder = builder
                .text(text, DictionaryFormat::Toml, &number.to_string())
                .unwrap();
        }
        builder.build().unwrap()
    };
    let merged = build([whole, patch]);
    assert_eq!(merged.hash(), build([patch, whole]).hash());
    let entity = merged.get("x").unwrap().to_entity();
    assert_eq!(entity.aliases.len(), 2, "{entity:?}");
    assert_eq!(entity.aliases[0].needs.len(), 1);
    let told = lint(&[("a.toml", whole), ("b.toml", patch)]);
    assert_eq!(told, []);
}
