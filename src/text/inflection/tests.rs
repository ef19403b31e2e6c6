//! Names and their forms, as grammars give them.

use super::Language;

/// Whether `base` is among the bases of `form`.
fn leads(language: Language, form: &str, base: &str) -> bool {
    let mut found = false;
    language.bases(form, |one| {
        found |= base.strip_prefix(&form[..one.kept]) == Some(one.ending);
    });
    found
}

/// Whether it is, for a name of this one word.
fn leads_alone(language: Language, form: &str, base: &str) -> bool {
    let mut found = false;
    language.bases(form, |one| {
        found |= one.alone && base.strip_prefix(&form[..one.kept]) == Some(one.ending);
    });
    found
}

/// Each line: a base, then its forms.
fn holds(language: Language, lines: &str) {
    let mut missing = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let base = words.next().unwrap();
        missing.extend(
            words
                .filter(|form| !leads(language, form, base))
                .map(|form| format!("{base} {form}")),
        );
    }
    assert_eq!(missing, [""; 0]);
}

#[test]
fn polish() {
    holds(
        Language::Polish,
        "
        Warszawa Warszawy Warszawie Warszawę Warszawą
        Kraków Krakowa Krakowowi Krakowem Krakowie
        Gdańsk Gdańska Gdańskiem Gdańsku
        Łódź Łodzi Łodzią
        Poznań Poznania Poznaniem Poznaniu
        Wrocław Wrocławia Wrocławiem Wrocławiu
        Lublin Lublina Lublinie
        Szczecin Szczecinem Szczecinie
        Bydgoszcz Bydgoszczy Bydgoszczą
        Toruń Torunia Toruniu
        Katowice Katowic Katowicom Katowicach
        Kielce Kielc Kielcach
        Zakopane Zakopanego Zakopanem Zakopanym
        Opole Opola Opolu
        Francja Francji Francję Francją
        Belgia Belgii Belgię Belgią
        Szwecja Szwecji
        Portugalia Portugalii
        Korea Korei Koreę
        Turcja Turcji Turcją
        Norwegia Norwegii
        Ukraina Ukrainy Ukrainie Ukrainę
        Litwa Litwy Litwie
        Rosja Rosji Rosją
        Niemcy Niemiec Niemcom Niemcami Niemczech
        Włochy Włoch Włochom Włochami Włoszech
        Węgry Węgier Węgrom Węgrzech
        Czechy Czech Czechach
        Chiny Chin Chinach
        Białoruś Białorusi Białorusią
        Brazylia Brazylii
        Praga Pragi Pradze Pragę
        Ryga Rydze
        Haga Hadze
        Moskwa Moskwy Moskwie
        Paryż Paryża Paryżem Paryżu
        Berlin Berlina Berlinie
        Rzym Rzymu Rzymie
        Wiedeń Wiednia Wiedniu
        Madryt Madrytu Madrycie
        Budapeszt Budapeszcie
        Belgrad Belgradzie
        Wisła Wiśle Wisłę
        Odra Odrze
        ",
    );
}

#[test]
fn polish_people_and_bodies() {
    holds(
        Language::Polish,
        "
        Nowak Nowaka Nowakowi Nowakiem
        Kowalski Kowalskiego Kowalskiemu Kowalskim Kowalskich
        Kowalska Kowalskiej Kowalską
        Wałęsa Wałęsy Wałęsie Wałęsę Wałęsą
        Kaczmarek Kaczmarka Kaczmarkowi Kaczmarkiem
        Maciek Maćka Maćkiem
        Paweł Pawła Pawłowi Pawłem Pawle
        Piotr Piotra Piotrze
        Andrzej Andrzeja Andrzejem
        Tomasz Tomasza Tomaszem
        Grzegorz Grzegorza
        Jerzy Jerzego Jerzym
        Anna Anny Annie Annę
        Zofia Zofii Zofię
        Małgorzata Małgorzacie
        Miłosz Miłosza
        Lem Lema Lemem
        Chopin Chopina Chopinowi
        Szymborska Szymborskiej Szymborską
        Kopernik Kopernika Kopernikiem
        Moniuszko Moniuszki Moniuszce Moniuszkę
        Fredro Fredry Fredrze
        Aleksander Aleksandra Aleksandrowi Aleksandrze
        Sejm Sejmu Sejmowi Sejmie
        Senat Senatu Senacie
        Uniwersytet Uniwersytetu Uniwersytecie
        Rada Rady Radzie Radę
        Komisja Komisji Komisję
        Europejska Europejskiej Europejską
        Europejski Europejskiego Europejskim
        Narodowy Narodowego Narodowym
        Narodowe Narodowego
        Bank Banku Bankiem
        Trybunał Trybunału Trybunale
        Urząd Urzędu Urzędem Urzędzie
        Sąd Sądu Sądem Sądzie
        Związek Związku Związkiem
        Ministerstwo Ministerstwa Ministerstwem Ministerstwie
        Partia Partii Partię
        Fundacja Fundacji
        Instytut Instytutu Instytucie
        Muzeum Muzea Muzeów
        Stany Stanów Stanach
        Zjednoczone Zjednoczonych Zjednoczonymi
        Zieloni Zielonych Zielonym
        Polacy Polaków Polakom Polakami
        Hiszpanie Hiszpanów Hiszpanom
        Rosjanie Rosjan Rosjanom
        Szwedzi Szwedów Szwedami
        Francuzi Francuzów
        Grecy Greków Grekom
        Litwini Litwinów
        socjaldemokraci socjaldemokratów
        komuniści komunistów
        ",
    );
    assert!(!leads(Language::Polish, "UE", "UEa"));
    assert!(!leads(Language::Polish, "PIS", "PI"));
}

#[test]
fn czech() {
    holds(
        Language::Czech,
        "
        Praha Prahy Praze Prahu Prahou
        Brno Brna Brnu Brně Brnem
        Ostrava Ostravy Ostravě Ostravu Ostravou
        Plzeň Plzně Plzni Plzní
        Olomouc Olomouce Olomouci Olomoucí
        Liberec Liberce Liberci Libercem
        Zlín Zlína Zlíně Zlínem
        Pardubice Pardubic Pardubicích
        Budějovice Budějovic Budějovicích
        Tábor Tábora Táboře Táborem
        Vltava Vltavy Vltavě
        Labe Labem
        Evropa Evropy Evropě Evropu Evropou
        Afrika Afriky Africe Afriku
        Amerika Americe
        Německo Německa Německu Německem
        Rakousko Rakouska Rakousku
        Francie Francii Francií
        Itálie Itálii Itálií
        Čína Číny Číně
        Ukrajina Ukrajiny Ukrajině
        Rusko Ruska Ruskem
        Vídeň Vídně Vídni
        Berlín Berlína Berlíně Berlínem
        Paříž Paříže Paříži Paříží
        Moskva Moskvy Moskvě
        Řím Říma Římě Římem
        Madrid Madridu Madridem
        Haag Haagu
        Novák Nováka Novákovi Novákem
        Novotný Novotného Novotnému Novotným
        Nováková Novákové Novákovou
        Čapek Čapka Čapkovi Čapkem
        Havel Havla Havlovi Havlem
        Smetana Smetany Smetanovi Smetanu Smetanou
        Dvořák Dvořáka
        Kafka Kafky Kafkovi
        Hašek Haška Haškem
        Palacký Palackého
        Tomáš Tomáše Tomášem Tomáši
        Jiří Jiřího Jiřímu Jiřím
        Petr Petra Petrovi Petrem
        Jana Jany Janě Janu Janou
        Marie Marii
        Julia Julie Julii Julií
        Garibaldi Garibaldiho
        Kennedy Kennedyho Kennedymu Kennedym
        Clinton Clintona Clintonovi Clintonem
        Marx Marxe Marxem
        Senát Senátu Senátem
        parlament parlamentu parlamentem
        Ústava Ústavy Ústavě
        Národní Národního Národním
        Česká České Českou
        Český Českého Českým
        Evropský Evropského Evropským
        unie unii unií
        republika republiky republice republiku republikou
        banka banky bance
        dům domu domě
        soud soudu soudem
        státy států státům státech
        Spojené Spojených Spojeným
        univerzita univerzity univerzitě
        ministerstvo ministerstva ministerstvu ministerstvem
        společnost společnosti společností
        Němci Němců Němcům
        Slováci Slováků Slovákům
        Italové Italů Italům
        Rakušané Rakušanů
        komunisté komunistů
        ",
    );
}

#[test]
fn slovene() {
    holds(
        Language::Slovene,
        "
        Ljubljana Ljubljane Ljubljani Ljubljano
        Maribor Maribora Mariboru Mariborom
        Koper Kopra Kopru
        Celje Celja Celju Celjem
        Kranj Kranja Kranju Kranjem
        Slovenija Slovenije Sloveniji Slovenijo
        Hrvaška Hrvaške Hrvaški Hrvaško
        Nemčija Nemčije Nemčiji
        Evropa Evrope Evropi Evropo
        Bruselj Bruslja Bruslju
        London Londona Londonu Londonom
        Dunaj Dunaja Dunaju
        Pariz Pariza Parizu
        Sarajevo Sarajeva Sarajevu
        Prešeren Prešerna Prešernu
        Cankar Cankarja Cankarju Cankarjem
        Novak Novaka Novaku Novakom
        Janez Janeza
        Marko Marka Marku
        Tito Tita Titu
        Kennedy Kennedyja Kennedyju
        Trump Trumpa Trumpu Trumpom
        Merkel Merkla
        Evropska Evropske Evropski Evropsko
        Evropski Evropskega Evropskemu Evropskem
        Državni Državnega Državnemu
        zbor zbora zboru
        unija unije uniji unijo
        stranka stranke stranki stranko
        skupnost skupnosti skupnostjo
        sodišče sodišča sodišču
        Združene Združenih Združenim
        države držav državam državah
        narodi narodov narodom
        Slovenci Slovencev Slovencem
        ",
    );
}

#[test]
fn russian() {
    holds(
        Language::Russian,
        "
        Москва Москвы Москве Москву Москвой
        Лондон Лондона Лондону Лондоном Лондоне
        Киев Киева Киеву Киевом Киеве
        Казань Казани Казанью
        Ярославль Ярославля Ярославле
        Томск Томска Томске
        Владивосток Владивостока Владивостоке
        Сочи
        Россия России Россию Россией
        Франция Франции Францию
        Германия Германии Германией
        Украина Украины Украине Украину Украиной
        Китай Китая Китаю Китаем Китае
        Польша Польши Польше Польшу Польшей
        Чехия Чехии
        Греция Греции
        США
        Штаты Штатов Штатам Штатах
        Соединённые Соединённых
        Филиппины Филиппин Филиппинах
        Нидерланды Нидерландов Нидерландах
        Афины Афин Афинах
        Рим Рима Риме
        Париж Парижа Париже
        Прага Праги Праге
        Рига Риги Риге Ригу
        Волга Волги Волге
        Кремль Кремля Кремлю Кремлём Кремле
        Дума Думы Думе Думу
        Совет Совета Совету Советом
        Министерство Министерства Министерству Министерством
        Королевство Королевства
        Государственная Государственной Государственную
        Верховный Верховного Верховному
        Европейский Европейского Европейским
        Пушкин Пушкина Пушкину Пушкиным Пушкине
        Чехов Чехова Чехову Чеховым
        Ахматова Ахматовой Ахматову
        Толстой Толстого Толстому Толстым
        Достоевский Достоевского Достоевскому Достоевским
        Чайковский Чайковского
        Павел Павла Павлу Павлом
        Пётр
        Дмитрий Дмитрия Дмитрию Дмитрием Дмитрии
        Сергей Сергея Сергеем
        Игорь Игоря Игорем
        Мария Марии Марию Марией
        Анна Анны Анне Анной
        Эйнштейн Эйнштейна Эйнштейном
        Горбачёв Горбачёва Горбачёвым
        немцы немцев немцам
        англичане англичан англичанам
        консерваторы консерваторов консерваторам
        ",
    );
}

#[test]
fn ukrainian() {
    holds(
        Language::Ukrainian,
        "
        Київ Києва Києву Києвом Києві
        Львів Львова Львову Львові Львовом
        Харків Харкова Харкову Харкові
        Одеса Одеси Одесі Одесу Одесою
        Дніпро Дніпра Дніпру Дніпром Дніпрі
        Полтава Полтави Полтаві
        Умань Умані
        Рівне Рівного Рівному
        Україна України Україні Україну Україною
        Польща Польщі Польщу Польщею
        Німеччина Німеччини Німеччині
        Італія Італії Італію Італією
        Лондон Лондона Лондоні Лондону Лондоном
        Париж Парижа Парижі
        Прага Праги Празі Прагу Прагою
        Китай Китаю Китаєм
        Крим Криму Кримом
        Європа Європи Європі Європу
        Шевченко Шевченка Шевченку Шевченком Шевченкові
        Франко Франка Франку Франком
        Грушевський Грушевського Грушевському Грушевським
        Українка Українки Українці Українку
        Верховна Верховної Верховній Верховну
        Рада Ради Раді Раду Радою
        Верховний Верховного Верховному
        Суд Суду Судом Суді
        Кабінет Кабінету Кабінетом
        Міністерство Міністерства Міністерству
        Європейський Європейського Європейському
        Союз Союзу Союзом Союзі
        Сполучені Сполучених Сполученим
        Штати Штатів Штатам Штатах
        Олексій Олексія Олексію Олексієм
        Марія Марії Марію Марією
        Ігор Ігоря Ігорем
        німці німців німцям
        Захід Заходу Заходом
        потік потоку потоком
        Тернопіль Тернополя Тернополі
        ",
    );
}

#[test]
fn bulgarian() {
    holds(
        Language::Bulgarian,
        "
        парламент парламента парламентът парламенти парламентите
        съюз съюза съюзът
        комисия комисията комисии комисиите
        партия партията партии партиите
        кралство кралството
        Европейски Европейския Европейският
        Европейска Европейската
        Обединено Обединеното
        Обединени Обединените
        съд съда съдът
        Върховен Върховния Върховният
        президент президента президентът
        музей музея музеят
        област областта
        щати щатите
        българин българи българите
        британец британеца британци британците
        Брекзит Брекзита Брекзитът
        народ народа народът
        банка банката банки банките
        Народният Народния
        Световната
        ",
    );
    assert!(!leads(Language::Bulgarian, "София", "Софи"));
    assert!(!leads(Language::Bulgarian, "София", "Софиа"));
}

#[test]
fn finnish() {
    holds(
        Language::Finnish,
        "
        Helsinki Helsingin Helsingissä Helsingistä Helsinkiin Helsinkiä Helsingille
        Turku Turun Turussa Turkuun Turkua
        Tampere Tampereen Tampereella Tampereelle Tamperetta
        Lahti Lahden Lahdessa Lahteen
        Oulu Oulun Oulussa Ouluun
        Espoo Espoon Espoossa Espooseen Espoota
        Vantaa Vantaan Vantaalla Vantaalle
        Lappi Lapin Lapissa Lappiin
        Suomi Suomen Suomessa Suomesta Suomeen Suomea
        Ruotsi Ruotsin Ruotsissa Ruotsiin Ruotsia
        Venäjä Venäjän Venäjällä Venäjää
        Kiina Kiinan Kiinassa Kiinaan Kiinaa
        Turkki Turkin Turkissa Turkkiin Turkkia
        Englanti Englannin Englannissa Englantiin
        Eurooppa Euroopan Euroopassa Eurooppaan
        Lontoo Lontoon Lontoossa Lontooseen
        Pariisi Pariisin Pariisissa
        Berliini Berliinin Berliinissä
        Yhdysvallat Yhdysvaltojen Yhdysvalloissa Yhdysvalloista Yhdysvaltoihin Yhdysvaltoja
        Alankomaat Alankomaiden Alankomaissa Alankomaihin
        Filippiinit Filippiinien Filippiineillä
        Nokia Nokian Nokialla Nokialle Nokiaan Nokiaa
        Microsoft Microsoftin Microsoftilla Microsoftille Microsoftia Microsoftiin Microsoftissa
        Linux Linuxin Linuxia
        Sibelius Sibeliuksen Sibeliusta Sibeliukselle
        Kekkonen Kekkosen Kekkosta Kekkoselle Kekkoseen
        Virtanen Virtasen Virtasta
        Mannerheim Mannerheimin Mannerheimia
        Waltari Waltarin Waltaria
        Aalto Aallon Aaltoa
        Runeberg Runebergin
        Halonen Halosen Halosta
        Niinistö Niinistön Niinistöä Niinistölle
        Sauli Saulin
        Sony Sonyn Sonyltä Sonyä
        eduskunta eduskunnan eduskunnassa eduskuntaan eduskuntaa
        yritys yrityksen yritystä yritykselle
        pankki pankin pankkia pankille
        virasto viraston virastoa
        keskus keskuksen keskusta keskukseen
        oikeus oikeuden oikeutta oikeuteen oikeudessa
        yliopisto yliopiston yliopistossa yliopistoon
        liike liikkeen liikkeelle
        vihreät vihreiden vihreitä
        suomalaiset suomalaisten suomalaisia suomalaisille
        ",
    );
}

#[test]
fn german() {
    holds(
        Language::German,
        "
        Deutschland Deutschlands
        Berlin Berlins
        Goethe Goethes
        Bundestag Bundestags Bundestages
        Deutsche Deutschen
        Deutscher Deutschen Deutschem
        Rotes Roten Rotem
        Vereinigte Vereinigten Vereinigter
        Grüne Grünen
        Franzose Franzosen
        ",
    );
    assert!(!leads(Language::German, "Paris", "Pari s"));
    assert!(leads_alone(Language::German, "Hamburgs", "Hamburg"));
    assert!(!leads_alone(Language::German, "Karter", "Karte"));
}

#[test]
fn a_name_by_itself_is_not_too_short() {
    assert!(leads_alone(Language::Czech, "Říma", "Řím"));
    assert!(leads_alone(Language::Polish, "Rady", "Rada"));
    assert!(
        !leads_alone(Language::Polish, "Ani", "Ania"),
        "a word of its own"
    );
    assert!(!leads_alone(Language::Czech, "domu", "dům"));
}

#[test]
fn endings_are_joined_by_signs() {
    let polish = |word, after| Language::Polish.joined_ending(word, after);
    assert_eq!(polish("Chirac", "’owi rację"), Some("’owi".len()));
    assert_eq!(polish("Voltaire", "'a"), Some(2));
    assert_eq!(polish("PKP", "-u."), Some(2));
    assert_eq!(polish("NATO", "-wski"), None);
    assert_eq!(polish("Bielsko", "-a"), None, "not behind a small letter");
    assert_eq!(polish("Voltaire", "'ab"), None);
    let finnish = |word, after| Language::Finnish.joined_ending(word, after);
    assert_eq!(finnish("EU", ":n jäsen"), Some(2));
    assert_eq!(finnish("YLE", ":ssä"), Some(":ssä".len()));
    assert_eq!(finnish("EU", ": n"), None);
}

#[test]
fn tags_name_languages() {
    assert_eq!(Language::of_tag("pl-PL"), Some(Language::Polish));
    assert_eq!(Language::of_tag("UK"), Some(Language::Ukrainian));
    assert_eq!(Language::of_tag("cs_CZ"), Some(Language::Czech));
    for tag in ["en", "", "-", "plx", "zh-Hant", "p"] {
        assert_eq!(Language::of_tag(tag), None, "{tag}");
    }
}

#[test]
fn any_word_can_be_asked() {
    for language in Language::ALL {
        for word in [
            "",
            "a",
            "ą",
            "ab",
            "ABC",
            "ﬀx",
            "東京",
            "ёё",
            "e\u{301}a",
            "_",
            "a1b2",
        ] {
            language.bases(word, |base| assert!(word.is_char_boundary(base.kept)));
            language.joined_ending(word, "’");
            language.joined_ending(word, "");
        }
    }
}
