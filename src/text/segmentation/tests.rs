//! Sentences of all kinds, and what holds for every text.

use super::Segments;
use crate::text::{Lines, Span};
use proptest::prelude::*;

fn sentences(text: &str, lines: Lines) -> Vec<&str> {
    let segments = Segments::of(text, lines);
    check(text, &segments);
    segments
        .sentences()
        .iter()
        .map(|span| span.of(text))
        .collect()
}

/// What [`Segments`] promises for every text.
fn check(text: &str, segments: &Segments) {
    let windows = |spans: &[Span]| {
        let mut end = 0;
        for span in spans {
            let (gap, window) = (&text[end..span.start()], span.of(text));
            assert!(
                !gap.chars().any(char::is_alphanumeric),
                "{gap:?} was lost from {text:?}"
            );
            assert!(
                window.chars().any(char::is_alphanumeric),
                "{window:?} in {text:?}"
            );
            assert_eq!(window, window.trim());
            end = span.end();
        }
        assert!(
            !text[end..].chars().any(char::is_alphanumeric),
            "the end of {text:?} was lost"
        );
    };
    windows(segments.paragraphs());
    windows(segments.sentences());
    for (number, &sentence) in segments.sentences().iter().enumerate() {
        assert!(segments.paragraphs()[segments.paragraph_of(number)].contains(sentence));
        assert_eq!(segments.sentence_at(sentence.start()), Some(number));
        assert_eq!(segments.sentence_at(sentence.end() - 1), Some(number));
        let next = segments
            .sentences()
            .get(number + 1)
            .map(|next| next.start());
        assert_eq!(
            segments.sentence_at(sentence.end()),
            (next == Some(sentence.end())).then_some(number + 1)
        );
    }
    let owners: Vec<_> = (0..segments.sentences().len())
        .map(|number| segments.paragraph_of(number))
        .collect();
    assert!(owners.is_sorted());
    assert_eq!(
        owners.last().map_or(0, |last| last + 1),
        segments.paragraphs().len()
    );
}

/// One case a line; `|` stands where a sentence ends, `¶` for a line end.
#[track_caller]
fn hold(cases: &str) {
    let mut count = 0;
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let expected: Vec<String> = case
            .split('|')
            .map(|part| part.replace('¶', "\n").trim().to_owned())
            .collect();
        let text = case.replace('|', "").replace('¶', "\n");
        assert_eq!(sentences(&text, Lines::Auto), expected);
        count += 1;
    }
    assert!(count > 1);
}

#[test]
fn titles_and_initials_belong_to_the_name() {
    hold(
        "
        Prof. Ada Miller and Mrs. Hill signed it.| Nobody objected.
        We asked Gov. Brown, Rep. A. J. Stone (R-Ohio) and Lt. Col. Reed.| All three declined.
        The novel by K. L. M. Varga sold well.| Critics hated it.
        George W. Porter chairs the board.| His term ends soon.
        She takes vitamin D. Her doctor agrees.
        They dropped plan B. Nobody was surprised.
        A talk by Dr. No followed.| It was short.
        Jean-P. Aubert and J.-C. Morel met.| They left early.
        Chairman Smith Jr. resigned.| He gave no reason.
        SEN. HALE MEETS MR. COLE IN ST. PETERSBURG
        The disease is called MS.| Research goes on.
        She sold AT&T.| Prices fell.
        "
        .replace("D. Her", "D.| Her")
        .replace("B. Nobody", "B.| Nobody")
        .as_str(),
    );
}

#[test]
fn companies_and_places_end_before_words_that_start_sentences() {
    hold(
        "
        Globex Corp. and Initech Ltd. merged.| The price was not disclosed.
        He runs Globex Corp.| They make pumps.
        Globex Corp. Chairman Lee resigned.
        Initech Inc. (NASDAQ: INTC) rose.| Others fell.
        “I work at Globex Inc.”| Smith shrugged.
        They met on Main St.| The bar was closed.
        Born in St. Gallen, she studied near Mt. Baker.| Then she moved.
        DENVER, Colo. (AP) – The mayor spoke.| Nobody listened.
        He lives in Reno, Nev.| Few people know him.
        It happened in Logan, W. Va. -- a small town.| It made news.
        "
        .trim(),
    );
}

#[test]
fn dotted_letters_go_on_unless_a_sentence_starts() {
    hold(
        "
        The U.K. Treasury refused.| Paris agreed.
        Sales in the U.S. rose.| They fell in the U.K.| However, profits grew.
        The U.S. And Brazil signed.
        She has a Ph.D. from Delft.| He has none.
        The China-U.S. Trade Council met.
        The meeting starts at 9 a.m. Monday.| Please come.
        It ends at 6 p.m. EST.| Trains leave at 7 p.m.| Bring a coat.
        Use tools, e.g. Hammer or Saw, i.e. Whatever works.
        Roe v. Wade was decided in 1973.| Arsenal vs. The Rest was not.
        "
        .trim(),
    );
}

#[test]
fn numbers_go_on_before_what_they_count() {
    hold(
        "
        The rate was 4.75 percent.| It fell to 3.9.| Then it rose by .5 points.
        See No. 7 in Vol. IV and Fig. S2.| The answer was no.| Ask again.
        He was born on Oct. 9 and died in Dec.| Winter came.
        1. Open the lid.| 2. Press the button.
        IV. Results and discussion
        It happened in 1998.| Nobody noticed until 2005.
        The fee is $9.99.| Pay now!
        We met on 24. 6. 2016 in Brno.| It rained.
        "
        .trim(),
    );
}

#[test]
fn lower_case_goes_on_unless_it_is_a_name() {
    hold(
        "
        The firm sold phones. and then tablets.
        Sales of tablets rose.| iPad sales fell.
        The protein was found.| p53 is its name.
        The bomb went off.| al-Shabaab was blamed.
        Wait ... what?| Fine.
        He wrote to Jeopardy! and won.| Jeopardy! Productions paid.
        "
        .trim(),
    );
}

#[test]
fn dots_without_space_belong_to_names() {
    hold(
        "
        Vue.js and ASP.NET are tools.| So is .NET itself.
        Go to docs.example.org.| Read it.
        She called.He hung up.
        Who edits main.rs?| Nobody.
        "
        .trim(),
    );
}

#[test]
fn marks_and_quotations_stay_with_their_sentence() {
    hold(
        "
        “Run!” she cried.| “Why?”| Nobody knew.
        \"Who pays?\" Walker asked.| \"We do.\"
        \"Is it over?\"| He said nothing.
        He said: \"It is late.\"| \"Go home.\"
        «Halt!» rief er.| «Wer da?»
        „Ich gehe.“| „Ich bleibe.“
        What?!| No way!!!| Really...| Yes.
        'Stop it.'| They did.
        **Bold claim.**| Plain text follows.
        "
        .trim(),
    );
}

#[test]
fn brackets_and_references_stay_with_their_sentence() {
    hold(
        "
        The plan (it was old. Nobody liked it.) failed.| They left.
        (It rained. We stayed.)| The sun came out.
        It was shown before.[7]| Others doubt it.[8, 9][12]| We do not.
        It was seen.[a]| It was not [sic] true.¹| Done.
        It ended (in May).| June came.
        A brace ( was left open.| Nothing happened.
        Cells ( see p. 4 . ) grow.| They die .| All of them .
        Rossi et al. (2019) agree.| Others do not.
        "
        .trim(),
    );
}

#[test]
fn german_ordinals_and_abbreviations_go_on() {
    hold(
        "
        Am 14. Februar schneite es.| Der Winter kam.
        Im 18. Jahrhundert lebten hier ca. 300 Menschen.| Heute sind es 5.000.
        Er spielt in der 2. Bundesliga beim 1. FC Nord.| Das reicht.
        Die Messe (3. - 7. Mai) ist z. B. für Händler, d. h. Kaufleute.| Sie kostet nichts.
        Der Verlust lag bei 3 Mrd. Euro.| Im Vorjahr waren es 2 Mio. Euro.
        Kaiser Karl V. herrschte lange.| Der II. Weltkrieg war später.
        Lt. Polizei u. a. wegen Betrugs.| Es gilt Art. 5 Abs. 2 GG.
        "
        .trim(),
    );
}

#[test]
fn other_languages_with_spaces_go_by_the_same_rules() {
    hold(
        "
        M. Martin et Mme Petit arrivent.| Ils partent demain.
        El Sr. Vega vive en EE. UU. desde 2001.| ¿Por qué?| ¡Quién sabe!
        Il dott. Neri parla.| La Sig. Verdi ascolta.
        Rząd obradował ws. Brexitu m.in. w Wlk. Brytanii.| Wzrost wyniósł 5 proc. Szkoci byli za.
        „To koniec” – mówił.| – Nie wiem.| Tak sądzę.
        Dne 5. května přijel tzv. Král majálesu.| Pršelo.
        Hinta nousi 5 prosenttia, ks. Taulukko 2.| Se riitti.
        В 2016 г. прошли выборы.| Он жил в г. Туле и т.д.| Потом уехал.
        Το είδε ο Νίκος.| Τι έγινε;
        გამარჯობა. როგორ ხარ?
        "
        .replace(". როგორ", ".| როგორ")
        .trim(),
    );
}

#[test]
fn scripts_with_stops_of_their_own() {
    hold(
        "
        他来了。|我们走吧！|去哪里？|“不知道。”|她笑了。
        她问：“真的吗？”，然后走了。|门关了。
        我看过《你好！》这部电影。|很好看。
        他用Yahoo!日本的服务。|版本是2.0。
        「急げ。」と父が叫んだ。|雨が降る。
        『走れ！』の作者は彼だ。|本は（1990年。初版）売れた。
        ３．５倍になった。|F. G. マイルズが作った。
        날씨가 좋다. 밖에 나가자!|
        राम आया।सीता गई।| क्यों?
        ماذا حدث؟|لا شيء.
        یہ سچ ہے۔| وہ گیا۔
        Սա գիրք է։| Նա եկավ։
        "
        .replace("좋다. 밖", "좋다.| 밖")
        .replace("나가자!|", "나가자!")
        .replace("आया।सीता", "आया।|सीता")
        .trim(),
    );
}

#[test]
fn lines_are_white_space_inside_a_paragraph_only() {
    hold(
        "
        The bank said New¶York was late.| It¶was not.
        A Short Headline¶¶|The text starts here.| It goes on.
        By Our Own Reporter¶¶|OSLO – Snow fell.
        First point¶¶|- alpha¶|- beta goes¶  on here¶|* gamma
        "
        .trim(),
    );
    let long = format!("Headline\nBy A. Writer\n{}", "word ".repeat(30));
    assert_eq!(
        sentences(&long, Lines::Auto),
        ["Headline", "By A. Writer", long[22..].trim()]
    );
    assert_eq!(
        sentences("One. Two\nThree\n\n---\nFour", Lines::Sentence),
        ["One. Two", "Three", "Four"]
    );
}

#[test]
fn auto_settles_on_a_rule_by_the_longest_line() {
    let rule = |text: &str| Segments::of(text, Lines::Auto).rule();
    assert_eq!(rule(""), Lines::Wrapped);
    assert_eq!(rule(&"é".repeat(120)), Lines::Wrapped);
    assert_eq!(
        rule(&format!("short\n{}", "é".repeat(121))),
        Lines::Paragraph
    );
    assert_eq!(Segments::of("a", Lines::Sentence).rule(), Lines::Sentence);
}

#[test]
fn texts_without_words_have_no_windows() {
    for text in [
        "",
        " \n\t",
        "---",
        "...\n\n!?",
        "\u{feff}",
        "😀 😀.",
        "\u{0}",
    ] {
        for lines in [
            Lines::Auto,
            Lines::Paragraph,
            Lines::Wrapped,
            Lines::Sentence,
        ] {
            assert!(sentences(text, lines).is_empty(), "{text:?}");
        }
    }
    assert_eq!(
        sentences("Yes. ... -- No.\n\n***\n\nMaybe", Lines::Auto),
        ["Yes. ...", "-- No.", "Maybe"]
    );
}

#[test]
fn over_long_sentences_are_cut_and_counted() {
    let row = format!("{};\n", "cell ".repeat(20));
    let table = row.repeat(50);
    let segments = Segments::of(&table, Lines::Wrapped);
    check(&table, &segments);
    assert_eq!(segments.cut_sentences(), 1);
    assert!(segments.sentences().iter().all(|span| span.len() <= 2_000));
    assert_eq!(segments.paragraphs().len(), 1);
    let segments = Segments::of(&"word ".repeat(2_000), Lines::Auto);
    assert_eq!(
        (segments.sentences().len(), segments.cut_sentences()),
        (1, 0)
    );
}

/// A step that looked back or ahead without a limit would make these take hours instead of a moment.
#[test]
fn work_is_linear_in_hostile_texts() {
    let size = 300_000;
    for unit in [
        ".", "(", "[", "\"", "\n", "\r", " ", ")", "。", "「", "(.", ". ", "\".", ".)", ". (",
        "a. ", "A. ", "1. ", ". -", "[1]", ".[1] ", "? \" ", "- \n", "x", "字", "é", "A.\n", " \n",
        "\u{2029}", "\u{c}", "(a. B ", "a; ", "No. ", "!?", ".\u{a0}", "-", "- ", "U.S. ",
    ] {
        let text = unit.repeat(size / unit.len());
        for lines in [Lines::Auto, Lines::Wrapped] {
            check(&text, &Segments::of(&text, lines));
        }
    }
}

/// Ten megabytes, which a search that starts again at every stop, bracket or line would not get through.
#[test]
fn work_is_linear_in_large_texts() {
    for unit in [".", "(", "x"] {
        let segments = Segments::of(&unit.repeat(10_000_000), Lines::Auto);
        assert_eq!(segments.paragraphs().len(), usize::from(unit == "x"));
    }
}

/// Pieces that matter to some rule, so that random texts meet them.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        ".",
        "!",
        "?",
        "...",
        "…",
        "。",
        "！",
        "」",
        "「",
        "(",
        ")",
        "[1]",
        "\"",
        "“",
        "”",
        "'",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\u{2029}",
        "\u{c}",
        "\u{85}",
        "\u{3000}",
        " ",
        "  ",
        "\t",
        "-",
        "- ",
        "1. ",
        "2) ",
        "* ",
        "---",
        "Mr",
        "U.S",
        "No",
        "p.m",
        "The",
        "He",
        "it",
        "iPad",
        "3",
        "1990",
        "字",
        "と",
        "é",
        "ß",
        "e\u{301}",
        "😀",
        "👩\u{200d}👧",
        "\u{0}",
        "\u{7f}",
        "\u{feff}",
        "Inc",
        "J",
        ";",
        ",",
        "।",
        "《",
        "》",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => "\\PC{0,8}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn lines() -> impl Strategy<Value = Lines> {
    prop::sample::select(vec![
        Lines::Auto,
        Lines::Paragraph,
        Lines::Wrapped,
        Lines::Sentence,
    ])
}

proptest! {
    #[test]
    fn spans_and_gaps_make_up_every_text(text in text(), lines in lines()) {
        check(&text, &Segments::of(&text, lines));
    }

    #[test]
    fn a_used_buffer_gives_the_same_as_a_new_one(first in text(), second in text(), lines in lines()) {
        let mut segments = Segments::of(&first, lines);
        segments.segment(&second, lines);
        let fresh = Segments::of(&second, lines);
        prop_assert_eq!(segments.paragraphs(), fresh.paragraphs());
        prop_assert_eq!(segments.sentences(), fresh.sentences());
        prop_assert_eq!(segments.rule(), fresh.rule());
        prop_assert_eq!(segments.cut_sentences(), fresh.cut_sentences());
    }

    #[test]
    fn every_line_end_counts_the_same(text in "[a-cA-C.!?()\" \n-]{0,80}") {
        let cuts = |text: &str| sentences(text, Lines::Auto).into_iter().map(|sentence| sentence.replace("\r\n", "\n").replace('\r', "\n")).collect::<Vec<_>>();
        let plain = cuts(&text);
        prop_assert_eq!(&plain, &cuts(&text.replace('\n', "\r\n")));
        prop_assert_eq!(&plain, &cuts(&text.replace('\n', "\r")));
    }

    /// The search for stops in ASCII and in other text lead to the same sentences: a letter that is not ASCII, in a sentence of its own in
    /// the same paragraph, changes nothing before it.
    #[test]
    fn ascii_and_other_paragraphs_are_cut_alike(text in "[a-zA-Z0-9.!? ()\"'-]{0,80}") {
        let tail = "\" ) . Zebra a. Zebra";
        let plain = format!("{text}{tail} zone.");
        let other = format!("{text}{tail} zöne.");
        let ends = |text: &str| {
            let paragraph = Segments::of(text, Lines::Wrapped);
            paragraph.sentences().iter().map(|span| span.start()).collect::<Vec<_>>()
        };
        prop_assert_eq!(ends(&plain), ends(&other));
    }
}
