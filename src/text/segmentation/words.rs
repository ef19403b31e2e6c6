//! Words that tell how a sentence starts or goes on.

use super::word_lists::WordLists;

/// How surely a word with a capital starts a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Starter {
    /// Hardly ever inside a name.
    Sure,
    /// Also a name or a part of one (`He`, `An`, `Le`).
    MaybeName,
}

/// Whether `word` starts sentences rather than going on with a name.
pub(super) fn starter(word: &str) -> Option<Starter> {
    STARTERS.find(word).map(|list| {
        if list == 0 {
            Starter::Sure
        } else {
            Starter::MaybeName
        }
    })
}

/// Whether `word` is a month, written out or short, in a language that writes the day before it with a dot.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(word)
}

/// Whether `word` names a day, a month or a time zone, which follow `5 p.m.`.
pub(super) fn follows_time(word: &str) -> bool {
    is_month(word) || TIME_WORDS.contains(word)
}

/// Whether `word` stands before a German ordinal number (`im 19. Jahrhundert`).
pub(super) fn precedes_ordinal(word: &str) -> bool {
    ORDINAL_CONTEXT.find(word) == Some(0)
}

/// Whether `word` stands behind an ordinal number with a dot, and hardly ever starts a sentence.
pub(super) fn follows_ordinal(word: &str) -> bool {
    ORDINAL_CONTEXT.find(word) == Some(1)
}

/// Whether a single capital letter after `word` is no initial but the end of a name (`vitamin C.`).
pub(super) fn takes_letter(word: &str) -> bool {
    LETTERED.contains(word)
}

/// Whether `word` says that somebody speaks (`"Why?" Smith asked`).
pub(super) fn is_speech(word: &str) -> bool {
    SPEECH.contains(word)
}

/// Whether `word` is a name that is written with an exclamation mark.
pub(super) fn is_exclaimed(word: &str) -> bool {
    EXCLAIMED.contains(word)
}

#[rustfmt::skip]
static STARTERS: WordLists<1024> = WordLists::new(&[
    &[
        // English
        "A", "About", "Across", "Additionally", "After", "Again", "Against", "Ahead", "Along", "Already", "Also", "Although", "Among", "Another", "Any", "Anyone", "As", "At",
        "Because", "Before", "Besides", "Between", "Both", "But", "By", "Consequently", "Despite", "During", "Each", "Earlier", "Either", "Every", "Everyone",
        "Few", "Finally", "For", "Former", "From", "Furthermore", "Hence", "Her", "Here", "His", "How", "However", "I", "If", "In", "Indeed", "Instead", "It",
        "Its", "Last", "Later", "Like", "Many", "Meanwhile", "More", "Moreover", "Most", "Mr", "Mrs", "Ms", "Much", "My", "Neither", "Nevertheless", "Nobody", "None", "Nonetheless",
        "Not", "Nothing", "Now", "Often", "Once", "Other", "Others", "Otherwise", "Our", "Perhaps", "Recently", "Several", "Shares", "Similarly", "Since",
        "Some", "Someone", "Soon", "Still", "Such", "Terms", "That", "The", "Their", "Then", "There", "Therefore", "These", "They", "This", "Those", "Though", "Through", "Thus",
        "Today", "Together", "Tomorrow", "Unless", "Unlike", "Until", "Upon", "We", "What", "When", "Whenever", "Where", "Whereas", "Whether", "Which",
        "While", "Who", "Whose", "Why", "With", "Within", "Without", "Yes", "Yesterday", "Yet", "You", "Your",
        // German
        "Aber", "Alle", "Als", "Auch", "Auf", "Aus", "Außerdem", "Bei", "Beide", "Beim", "Bereits", "Bis", "Da", "Dabei", "Dadurch", "Dafür", "Dagegen", "Daher", "Damit", "Danach",
        "Dann", "Daran", "Darauf", "Darin", "Darum", "Dass", "Dazu", "Dem", "Den", "Denn", "Deshalb", "Dies", "Diese", "Dieser", "Dieses", "Doch", "Durch", "Ein", "Eine", "Einem",
        "Einen", "Einer", "Er", "Erst", "Es", "Für", "Gegen", "Hier", "Ich", "Ihr", "Ihre", "Im", "Inzwischen", "Jede", "Jeder", "Jetzt", "Kein", "Keine", "Man", "Mehr",
        "Mit", "Nach", "Nachdem", "Neben", "Nicht", "Noch", "Nun", "Nur", "Ob", "Ohne", "Schon", "Sein", "Seine", "Seit", "Seitdem", "Sie", "Sogar", "Sondern", "Später", "Trotz",
        "Und", "Unter", "Viele", "Vom", "Während", "Warum", "Weil", "Weitere", "Wenn", "Wer", "Wie", "Wir", "Wo", "Zu", "Zudem", "Zuerst", "Zum", "Zur", "Zwar", "Zwischen",
        // French, Spanish, Italian, Portuguese
        "Après", "Aujourd", "Aussi", "Avant", "Avec", "Ce", "Ces", "Cet", "Cette", "Dans", "Depuis", "Elle", "Elles", "En", "Il", "Ils", "Mais", "Nous", "Où", "Par", "Pour", "Puis",
        "Quand", "Selon", "Sur", "Une", "Vous", "El", "Ella", "Ellos", "Entre", "Este", "Esta", "Hay", "Pero", "Según", "Una", "Y", "Ma", "Nel", "Nella", "Per", "Però", "Questa",
        "Questo", "Mas", "Não", "Os", "Uma",
        // Slavic
        "Ale", "Jak", "Jednak", "Jego", "Jej", "Nie", "Po", "Podle", "Przed", "Teraz", "Tak", "Też", "W", "Według", "Wśród", "Albo", "Bez", "Dla", "Dlatego", "Dodatkowo", "Gdy", "Jeśli", "Jeżeli", "Kiedy", "Natomiast", "Obecnie", "Od", "Ponad", "Przy", "Spośród", "Tylko", "Tymczasem", "Wcześniej", "Większość", "Zdaniem", "Pro", "Proto", "Při", "Přes", "Také", "Tato", "Tento", "Za", "Ve", "Však", "Když", "Pokud", "Jeho", "Její",
        "В", "Во", "На", "Но", "Он", "Она", "Они", "Это", "Эти", "По", "После", "При", "Как", "Кроме", "Также", "Мы", "Я", "И", "С", "За", "Из", "Если", "Однако",
    ],
    &[
        "All", "An", "And", "Or", "Nor", "To", "Are", "Be", "Can", "Do", "Even", "Far", "First", "He", "Let", "Long", "Next", "No", "On", "One", "Only", "Over", "She", "So", "Too", "Two", "Will",
        "Am", "Das", "Der", "Des", "Die", "Ja", "Nein", "Um", "Un", "Von", "Vor", "War", "Au", "De", "La", "Las", "Le", "Les", "Lo", "Los", "Si", "Son", "Tu", "Che", "Con",
        "Di", "Na", "O", "Z", "Już", "Ten", "Ta", "Est", "Non", "Oui",
    ],
]);

#[rustfmt::skip]
static MONTHS: WordLists<256> = WordLists::new(&[&[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Januar", "Jänner", "Februar", "Feber", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember",
    "Jan", "Feb", "Mär", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Okt", "Oct", "Nov", "Dez", "Dec",
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
]]);

#[rustfmt::skip]
static TIME_WORDS: WordLists<128> = WordLists::new(&[&[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
    "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "GMT", "BST", "UTC", "CET", "CEST", "IST", "JST", "HKT", "SGT", "AEST", "Eastern", "Pacific",
    "Central", "Mountain", "Greenwich", "London", "Tokyo", "Beijing", "Moscow", "Paris", "Berlin",
]]);

#[rustfmt::skip]
static ORDINAL_CONTEXT: WordLists<256> = WordLists::new(&[
    &[
        "der", "die", "das", "dem", "den", "des", "im", "am", "vom", "zum", "zur", "beim", "ab", "bis", "seit", "ins", "ans", "Der", "Die", "Das", "Dem", "Den", "Des", "Im", "Am",
        "Vom", "Zum", "Zur", "Beim", "Ab", "Seit", "jeder", "jede", "jedes", "jeden", "jedem", "sein", "seine", "seinen", "seinem", "seiner", "ihr", "ihre", "ihren", "ihrem", "ihrer",
        "unser", "unsere", "unserem", "ein", "eine", "einen", "einem", "einer", "dessen", "deren",
    ],
    &[
        "Jahrhundert", "Jahrhunderts", "Jahrhunderte", "Jahrhunderten", "Jh", "Weltkrieg", "Weltkriegs", "Weltkrieges", "Liga", "Bundesliga", "FC", "FSV", "Spieltag", "Geburtstag",
        "Runde", "Minute", "Lebensjahr", "Etage", "Auflage", "Platz", "Stock", "Klasse", "Dynastie", "Armee", "Division", "Rang", "Semester", "Quartal", "Halbjahr", "Kapitel",
        "Jahrestag", "Geburtstags", "Mal", "Halbzeit", "Etappe", "Sitzung", "Yüzyıl", "Dünya",
    ],
]);

#[rustfmt::skip]
static LETTERED: WordLists<128> = WordLists::new(&[&[
    "vitamin", "Vitamin", "vitamins", "Vitamins", "plan", "Plan", "class", "Class", "grade", "Grade", "group", "Group", "type", "Type", "hepatitis", "Hepatitis", "phase", "Phase",
    "appendix", "Appendix", "section", "Section", "point", "Point", "option", "Option", "series", "Series", "serii", "exhibit", "Exhibit", "schedule", "Schedule", "annex", "Annex", "terminal",
    "Terminal", "category", "Category", "block", "Block", "gate", "Gate", "team", "Team", "Gruppe", "Klasse", "Typ", "Teil", "Punkt",
]]);

#[rustfmt::skip]
static SPEECH: WordLists<128> = WordLists::new(&[&[
    "said", "says", "say", "asked", "asks", "ask", "replied", "replies", "added", "adds", "told", "tells", "wrote", "writes", "cried", "cries", "shouted", "shouts", "wondered", "wonders",
    "exclaimed", "answered", "joked", "quipped", "tweeted", "posted", "insisted", "declared", "recalled", "sagte", "sagt", "fragte", "fragt", "rief", "meinte", "schrieb", "schreibt",
    "erklärte",
]]);

static EXCLAIMED: WordLists<16> =
    WordLists::new(&[&["Yahoo", "YAHOO", "Jeopardy", "Yum", "YUM", "Joomla", "Ahoy"]]);

#[cfg(test)]
mod tests {
    use super::super::word_lists::assert_no_word_twice;
    use super::*;

    #[test]
    fn no_word_is_listed_twice() {
        assert_no_word_twice(&STARTERS);
        assert_no_word_twice(&MONTHS);
        assert_no_word_twice(&TIME_WORDS);
        assert_no_word_twice(&ORDINAL_CONTEXT);
        assert_no_word_twice(&LETTERED);
        assert_no_word_twice(&SPEECH);
        assert_no_word_twice(&EXCLAIMED);
    }

    #[test]
    fn pronouns_that_are_surnames_are_not_sure() {
        assert_eq!(starter("The"), Some(Starter::Sure));
        assert_eq!(starter("He"), Some(Starter::MaybeName));
        assert_eq!(starter("Smith"), None);
    }
}
