//! What writers make of documents that are hard to write.

use crate::annotation::Annotator;
use crate::dictionary::{Dictionary, DictionaryFormat};
use crate::document::Document;
use crate::mention::Status;

use super::{Loss, MarkedDocument, MentionFormat, MentionOptions, MentionOutput};

const STATUSES: [Status; 3] = [Status::Accepted, Status::Nested, Status::Ambiguous];

fn dictionary() -> Dictionary {
    let rows = "id,name,type,aliases\nacme,Acme,firm,Shared|New York Acme\nb|c,Beta & Co,a firm,Shared\nyork,New York,place,\n";
    let builder = Dictionary::builder().text(rows, DictionaryFormat::Csv, "names.csv");
    builder.unwrap().build().unwrap()
}

/// What a format makes of some documents.
fn written(format: MentionFormat, documents: &[Document]) -> MentionOutput {
    let dictionary = dictionary();
    let annotator = Annotator::new(&dictionary).unwrap();
    let mut writer = format.writer(&dictionary, MentionOptions::default());
    let mut output = MentionOutput::default();
    writer.begin(&mut output.bytes);
    for document in documents {
        let observation = annotator.annotate(document).into_observation();
        let marked = MarkedDocument::new(document, &observation, &dictionary, &STATUSES);
        writer.document(&marked, &mut output);
    }
    let summary = std::mem::take(&mut output.summary);
    writer.end(&summary, &dictionary, &mut output);
    output.summary = summary;
    output
}

fn text(format: MentionFormat, document: Document) -> (String, MentionOutput) {
    let mut output = written(format, &[document]);
    let bytes = std::mem::take(&mut output.bytes);
    (String::from_utf8(bytes).unwrap(), output)
}

fn hard() -> Document {
    Document::new("x/1", "New\nYork Acme and Shared.\n\nBeta & Co left.").with_title("Acme\twon")
}

#[test]
fn brat_writes_a_name_over_a_line_end_in_pieces() {
    let mut output = written(MentionFormat::Brat, &[hard()]);
    let conf = output.files.pop().unwrap();
    let file = output.files.pop().unwrap();
    assert_eq!(file.stem, "x~2F1");
    let content = |place: usize| String::from_utf8(file.parts[place].1.clone()).unwrap();
    assert_eq!(
        content(0),
        "Acme won\n\nNew\nYork Acme and Shared.\n\nBeta & Co left."
    );
    let lines = content(1);
    assert!(
        lines.contains("T2\tfirm 10 13;14 23\tNew York Acme\n"),
        "{lines}"
    );
    assert!(
        lines.contains("T3\tplace 10 13;14 18\tNew York\n"),
        "{lines}"
    );
    assert!(
        lines.contains("A2\tStatus T4 ambiguous\n#2\tAnnotatorNotes T4\tshared_alias\n"),
        "{lines}"
    );
    let conf = String::from_utf8(conf.parts[0].1.clone()).unwrap();
    assert!(conf.starts_with("[entities]\nEntity\na_firm\nfirm\nplace\n\n"));
    assert_eq!(output.summary.losses.get(Loss::Character), 1);
}

#[test]
fn pubtator_counts_the_character_between_title_and_text() {
    let (lines, _) = text(MentionFormat::Pubtator, hard());
    let wanted = "x/1|t|Acme won\nx/1|a|New York Acme and Shared.  Beta & Co left.\nx/1\t0\t4\tAcme\tfirm\tacme\nx/1\t9\t22\tNew York Acme\tfirm\tacme\n";
    assert!(lines.starts_with(wanted), "{lines}");
    assert!(lines.contains("\tShared\tEntity\tacme;b%7Cc\n"), "{lines}");
}

#[test]
fn pubtator_takes_the_first_sentence_for_a_title() {
    for (content, wanted) in [
        (
            "Acme won. Acme lost.",
            "x|t|Acme won.\nx|a|Acme lost.\nx\t0\t4\tAcme\tfirm\tacme\nx\t10\t14\tAcme\tfirm\tacme\n\n",
        ),
        ("Acme", "x|t|Acme\nx|a|\nx\t0\t4\tAcme\tfirm\tacme\n\n"),
        ("", "x|t|\nx|a|\n\n"),
        (
            "Acme won.\n\nAcme",
            "x|t|Acme won.\nx|a| Acme\nx\t0\t4\tAcme\tfirm\tacme\nx\t11\t15\tAcme\tfirm\tacme\n\n",
        ),
    ] {
        assert_eq!(
            text(MentionFormat::Pubtator, Document::new("x", content)).0,
            wanted
        );
    }
}

#[test]
fn conll_leaves_out_what_overlaps_and_counts_it() {
    let (lines, output) = text(MentionFormat::Conll, hard());
    let wanted = "# doc_id = x/1\nAcme\t0\t4\tB-firm\nwon\t5\t8\tO\n\nNew\t10\t13\tB-firm\nYork\t14\t18\tI-firm\nAcme\t19\t23\tI-firm\nand\t24\t27\tO\nShared\t28\t34\tB-Entity\n.\t34\t35\tO\n\n";
    assert!(lines.starts_with(wanted), "{lines}");
    assert_eq!(output.summary.losses.get(Loss::Overlapping), 1);
}

#[test]
fn a_page_shows_names_inside_names() {
    let (page, output) = text(MentionFormat::Html, hard());
    assert!(
        page.contains("<a href=\"#e0\"><mark class=\"t2\" title=\"inside another name: New York (place)\">New\nYork</mark> Acme</a></mark>"),
        "{page}"
    );
    assert!(page.contains("title=\"could be Acme (firm) or Beta &amp; Co (a firm)\""));
    assert!(page.contains("<li id=\"e0-1\">"));
    assert!(output.summary.losses.is_empty());
}

#[test]
fn every_format_takes_documents_without_anything() {
    for format in MentionFormat::ALL {
        let output = written(format, &[Document::new("", ""), Document::new("a", " \n")]);
        assert!(
            output.summary.losses.get(Loss::Overlapping) == 0,
            "{format}"
        );
        assert_eq!(output.files.is_empty(), !format.is_folder());
    }
}

#[test]
fn names_and_suffixes_lead_back() {
    for format in MentionFormat::ALL {
        assert_eq!(
            format
                .name()
                .to_uppercase()
                .parse::<MentionFormat>()
                .unwrap(),
            format
        );
        for suffix in format.suffixes() {
            let path = format!("out/v1.2{suffix}");
            assert_eq!(MentionFormat::from_path(path.as_ref()), Some(format));
        }
    }
    assert_eq!(MentionFormat::from_path("graph.png".as_ref()), None);
}
