//! `dict compile`, `dict verify`, compiled dictionaries wherever one is asked for, and the cache.

use std::fmt::Write as _;

use super::Desk;

#[test]
fn a_compiled_dictionary_is_as_good_as_its_source() {
    let desk = Desk::new();
    let run = desk.done("dict compile firms.toml -o out/firms.cdict");
    run.shows(&["wrote out/firms.cdict", "entit"]);
    desk.done("dict verify out/firms.cdict")
        .shows(&["is sound", "version 1"]);
    for options in ["", "--case ignore --variants none", "--case exact"] {
        let source = desk.done(&format!("tag docs -d firms.toml {options}"));
        let compiled = desk.done(&format!("tag docs -d out/firms.cdict {options}"));
        assert_eq!(source.out, compiled.out, "{options}");
    }
    desk.done("build docs -d firms.toml -o one.db");
    desk.done("build docs -d out/firms.cdict -o two.db");
    assert_eq!(desk.exports("one.db"), desk.exports("two.db"));
    // Told by its first bytes, whatever it is called.
    std::fs::rename(desk.path("out/firms.cdict"), desk.path("firms.txt")).unwrap();
    assert!(!desk.done("tag docs -d firms.txt").out.is_empty());
}

#[test]
fn several_dictionaries_are_compiled_into_one() {
    let desk = Desk::new();
    desk.write("more.csv", "id,name\nzeta,Zeta Works\n");
    desk.write("x.txt", "Zeta Works met Acme.");
    desk.done("dict compile firms.toml more.csv @ai-industry -o all.cdict");
    let both = desk.done("tag x.txt -d firms.toml -d more.csv -d @ai-industry");
    assert_eq!(desk.done("tag x.txt -d all.cdict").out, both.out);
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let desk = Desk::new();
    desk.done("dict compile firms.toml -o firms.cdict");
    let sound = std::fs::read(desk.path("firms.cdict")).unwrap();
    let mut newer = sound.clone();
    newer[8..12].copy_from_slice(&999_u32.to_le_bytes());
    desk.write("newer.cdict", &newer);
    desk.ends("tag docs -d newer.cdict", 2)
        .says(&["999", "version 1", "update"]);
    let mut older = sound.clone();
    older[8..12].copy_from_slice(&0_u32.to_le_bytes());
    desk.write("older.cdict", &older);
    desk.ends("dict verify older.cdict", 2)
        .says(&["version 0", "version 1", "compile it again"]);
    desk.write("short.cdict", &sound[..sound.len() - 1]);
    desk.ends("tag docs -d short.cdict", 2).says(&["damaged"]);
    let mut damaged = sound.clone();
    for at in (sound.len() / 2..sound.len()).step_by(50) {
        damaged[at] ^= 1;
    }
    desk.write("damaged.cdict", &damaged);
    desk.ends("tag docs -d damaged.cdict", 2)
        .says(&["damaged", "compile it again"]);
    desk.ends("build docs -d damaged.cdict -o no.db", 2);
    assert!(!desk.has("no.db"));
    desk.ends("dict verify damaged.cdict", 2).says(&["damaged"]);
    desk.ends("dict verify firms.toml", 2)
        .says(&["not a compiled dictionary"]);
    desk.write("bad.csv", "id,name\na,A\na,B\n");
    desk.ends("dict compile bad.csv -o bad.cdict", 2)
        .says(&["bad.csv:2", "bad.csv:3"]);
    assert!(!desk.has("bad.cdict"));
}

#[test]
fn large_dictionaries_are_kept_compiled() {
    let desk = Desk::new();
    let mut names = String::from("id,name\nacme,Acme\n");
    for number in 0..40_000 {
        writeln!(names, "e{number},Entity number {number:06}").unwrap();
    }
    desk.write("large.csv", &names);
    desk.write("x.txt", "Acme met Entity number 000123.");
    let run = |cache: &str, options: &str| {
        let line = format!("tag x.txt -d large.csv {options}");
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = desk
            .command(&arguments)
            .env("COMENTION_CACHE", cache)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let talk = String::from_utf8(output.stderr).unwrap();
        assert!(talk.contains("large.csv"), "its own name is told: {talk}");
        String::from_utf8(output.stdout).unwrap()
    };
    let cached = || -> Vec<_> {
        std::fs::read_dir(desk.path("cache"))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default()
    };
    let plain = run("off", "");
    assert_eq!(plain.lines().count(), 2);
    assert_eq!(run("cache", "--no-cache"), plain);
    assert!(cached().is_empty());
    assert_eq!(run("cache", ""), plain);
    let [file] = &cached()[..] else {
        panic!("one file is kept: {:?}", cached());
    };
    assert_eq!(run("cache", ""), plain, "out of the cache");
    assert_eq!(run("cache", "--case ignore"), plain);
    let sound = std::fs::read(file).unwrap();
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(file, damaged).unwrap();
    assert_eq!(run("cache", ""), plain);
    assert_eq!(std::fs::read(file).unwrap(), sound, "it is made anew");
    desk.write("large.csv", names.replace("Acme", "Acne"));
    assert_eq!(run("cache", "").lines().count(), 1, "other content");
    assert_eq!(cached().len(), 2);
    // A folder that cannot be made stops nothing.
    assert_eq!(run("x.txt", "").lines().count(), 1);
}
