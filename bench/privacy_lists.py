"""Names, places, notations and phrasings for `privacy_generator.py`, kept apart from what the anonymiser ships.

GIVEN, FAMILY, VILLAGES and STREETS hold none of the names of the shipped lexicon (a test holds that); WORD_FAMILY
holds surnames that are words of the language, which no list could tell from the word.
"""

from __future__ import annotations

from typing import Final

GIVEN: Final = (
    "Alrik Auguste-Maria Bentje Bjarte Brunhild Dankwart Ehrengard Eilika Enno-Jelto Fokko Friedlinde Frowin Gebbo Gesche Giselbert Godeke Hadumod Haike "
    "Heilwig Hinnerk-Jan Ingomar Isentraud Jelto Kunigunde Liudger Luitgard Meinolf Merlind Notburga Ortrun Otmund Reemt Reinhilde Roluf Rutgard Sieghilde Sievert "
    "Tammo Tjorven Uffe Volkrad Walburg Wedekind Wibke-Marie Wiltrud Abdirisaq Abukar Adama-Salif Afrodita Agron-Besnik Aigerim Ainoush Akmaral Alketa Amanuel Anahit Andranik Araksi Ardeshir Arjanit "
    "Asfaw Awet Ayantu Azizullah Bahtijar Bakhtiyor Banafsheh Bekele Bereket Besjana Bilguun Biruk Bojidara Brikena Chidiebere Chinyere Dalmar Daouda Delovan Desislava Dhurata Dinesh "
    "Doğukan Drita Dzhamal Ekenem Eleni-Maria Emnet Enkhjargal Farhang Fatoumata Fisnik Freweini Gagandeep Gevorg Ghirmay Gjyle Gulbahar Gurpreet Habteab Haykuhi Hevin Hovhannes Hrant Idrissa "
    "Ifeoma Imke-Sophie Iordanka Jamshid Jathusan Jovanka-Mila Kahtan Karthika Kelechi Keshav Khatereh Kiymet Kokou Kujtesa Lemlem Lirije Luam Lulezim Mahlet Manushaqe Marjeta Mehari Mirvete "
    "Mohanad Mustafe Mykhailyna Nahom Najibullah Narine Nebiyat Nejla Ngozi Nilufar Nomuun Obinna Omid-Reza Oyelola Pembe Pranvera Qasim Ragheb Ravinder Rojin Roksolana Rrezarta Ruslana "
    "Sagal Samrawit Saranya Senthil Shahnaz Shkurte Siarhei Sibongile Solomiya Sosina Suhrab Svitozar Tajinder Tarik-Can Tesfalem Thilini Tigist Tsegay Ubah Umida Vahagn Valmira Vasilka Vjollca "
    "Weini Xhemile Yalda Yemane Yordanka Yosief Zabihullah Zarghuna Zeliha Zhaneta Zinaida Zoreh Zdravko"
).split()  # fmt: skip
FAMILY: Final = (
    "Abelmann-Koß Aderholz Ahnsehl Bätjer Bellstedt Bierschwale Bloßfeld Bockhöfer Böhnisch-Ott Brackhage Bruchhäuser Buhtz Cassebaum Chmiel Clasvogt Dahnke Dierßen Dobbratz Drögemüller Ehbrecht Eickemeyer Eschemann Fahlbusch "
    "Fedderke Freckmann Fuhrhop Gellersen Gieselberg Glüsenkamp Göllnitz Grabbert Haarstick Hähnsen Hartjenstein Heitefuß Heuckmann Hillgruber Hogrefe Hülsebusch Isensee Jagemann Jeschonnek Kaldewey Karwinkel Kiesewalter "
    "Klapproth Kleinschnittger Knigge Köpnick Kronshage Kublik Langhorst Leifheit Lüttjohann Machemehl Meinecke-Thoms Mestwerdt Möhlenbrock Mundhenke Nahrstedt Niebuhr Nottbohm Ohlemutz Oehlschläger Pagenkopf Pannwitz Pfennigschmidt Pleßmann "
    "Quenstedt Rabenhorst Reddersen Rehkop Riechelmann Ruschepaul Sandmeyer Schaperdoth Schliephake Schnelting Schoppmann Schünemann Siuts Sperling-Raabe Stolzenhain Stührk Tappenbeck Tegtmeyer Thüringer-Voss Treuholz Uhlenhaut Vahlbruch Viehweger "
    "Wehrstedt Wiechert Wienbreyer Wittkugel Wolfermann Wöhlecke Wüllner Zahrte Zschoche Zurhake Abdirashid Abubakari Achtelik Adebiyi Aghajani Alizadeh Anđelković Arakelyan Asllani Ayyildiz Azimpour Bačević Balakrishnan Barzanji Bekteshi Beridze "
    "Bielecki Boateng-Asare Borzęcki Brzozowski Bulatović Bytyci Chikwendu Chukwuma Çağlayan Çekiç Čavlović Dąbska Danyliuk Delibašić Demirkıran Dhillon Dzhabarov Ebrahimzadeh Ekwueme Erbakan Fetahu Fofanah Gebrehiwot Ghafoori Gharibyan Gjergji Gökçınar "
    "Gyamfi Habtemariam Hakobyan Hamidzada Haxhijaj Hrynchuk Ibraimović İnceoğlu Jayasuriya Jerzewski Kahraman-Polat Kaltrina Kandasamy Karaosmanoğlu Khudoyberdiev Kılıçaslan Kostadinov Krzywicka Kurbanov Lekaj Łukasik Mahamud Makolli Maïga Mbuyi Memetova "
    "Mikhailidis Mnatsakanyan Mollazada Mwamba Nadarajah Nasrallah-Taha Niyazi Nkansah Nurmagambetov Nwachukwu Oboroceanu Okpara Ölmez Ouattara Özyürek Panchenko Pashollari Piskorska Qoqaj Quliyev Răducanu Rasulzoda Sabirov Sadriu Satkunanathan Shabani-Rexha Sivakumar Skrzypek "
    "Stojčevska Świątek Szczepaniak Tadesse Teklemariam Tovmasyan Tshibangu Tursunov Uwimana Üzümcü Vasilache Vukašinović Weldemichael Woldeyes Xhafa Yaqubi Yeboah Yuzbashyan Zagorska Zakhidov Zawistowski Zhelyazkov Żukowska"
).split()  # fmt: skip
WORD_FAMILY: Final = (
    "Koch Bauer Richter Klein Lang Jung Kurz Stark Schwarz Weiß Braun Grau Frost Sommer Winter Herbst Freitag Sonntag Mai März Wolf Fuchs Hahn Vogel Bär Käfer Engel Teufel Kaiser König Herzog Graf Ritter Bischof Papst Stein Berg Bach Wald Busch Baum Blum "
    "Rose Heide Linde Eiche Fink Spatz Adler Storch Hirsch Hase Igel Dachs Kühn Stolz Fromm Ehrlich Fröhlich Selig Ernst Frank Frei Liebe Glück Kummer Sorge Zorn Neid Kraft Macht Mut Schilling Groschen Pfennig Geld Reich Arm Schuster Schneider Maurer Zimmermann "
    "Töpfer Gärtner Jäger Fischer Förster Kellner Krämer Schreiber Lehrer Wagner Sauer Süß Bitter Salz Pfeffer Zucker Kohl Rettich Knoblauch Zwiebel Bohne Korn Roggen Weizen Brot Kuchen Wurst Speck Fett Öl Wein Bier Nebel Regen Schnee Sturm Blitz Donner Stern Mond Sonne Himmel "
    "Hammer Nagel Zange Bohrer Keil Kessel Topf Pfanne Löffel Gabel Messer Kamm Schere Nadel Faden Ring Kette Uhr Glocke Horn Trommel Geige Pfeifer Sänger Tänzer Springer Läufer Reiter Schütz Held Krieger Friede Streit Unruh Ruhe Traum Schlaf Wache Dienst Ohnesorg Leichtfuß Kleingeld Morgenstern Abendroth Butterbrod Hungerland Sauerwein Grünspan Kaltwasser Schönwetter Feierabend Thunichtgut Hasenfuß Ochsenknecht Rindfleisch Kuhlmann Rübsam Kirschbaum Birnstiel Apfelbaum Nussbaum"
).split()  # fmt: skip
VILLAGES: Final = (
    "Ahlsburghausen Barntrupsen Bickelsheim Böckelse-Ohrum Brachtelingen Dornsode Eggeröde Emmerkebüttel Eversroda Flöthersen Gardelsleben Gittelbüttel Grasslebyn Hachumsen Hedwigsroda Hödelheim Isernbüttel Jerxstedt Kalmegrund "
    "Klein-Ilsdorf Lauingsrode Lewedorf Mascherbüttel Neindorfen Ohrumshausen Rautheimsen Ribbensleben Sambleville Scheppauen Selingrode Sottmersen Twelkenbüttel Uehrdesheim Veltheimsrode Vahlbergen Weferlingrode Winnigshausen Wobecksen Zweidorfen"
).split()  # fmt: skip
STREETS: Final = (
    "Amselbrinkweg|Ziegenhornstraße|Schuntertwete|Kötnerkamp|Bleekergasse|Hopfendammallee|Fuhrmannsring|Mönchewinkel|Krähenholzstr.|Otto-Wetzlaff-Straße|Alte Salzwedeler Straße|Kurze Reihe|Am Köhlerhai|An der Teichmühle|Im Siekfeld|Zum Osterbach|Unter den Pappeln|Hinter der Scheune|Auf dem Lerchenkopf|Bei der Windmühle|"
    "Sperberhöhe|Neuer Knickweg|Dorfplatz|Molkereiweg|Tränkestieg|Glockenbreite|Bürgermeister-Hansmann-Weg|Kleine Wasserkunst|Schäferkoppel|Rübenkampsweg|Breiter Anger|In den Morgenländern|Vor dem Holze|Am alten Bahndamm|Wiesengrund|Lönsheide|Altes Vorwerk|Mühlentrift|Thomas-Müntzer-Ring|Kantorgarten|Ackerbürgerhof"
).split("|")  # fmt: skip
FIRMS: Final = (
    "Malerbetrieb {f}|{f} Logistik GmbH|Autohaus {f} & Söhne|Pflegedienst Morgentau|Bäckerei {f}|Praxis Dr. {f}|Kita Wirbelwind|Gebäudereinigung {f} KG|Restaurant Zum Anker|Bildungszentrum Aufwärts gGmbH|{f} Bau GmbH & Co. KG|Zeitarbeit Fleißig & Partner|Grundschule Am Wäldchen|Tischlerei {f} e.K.|Wohnungsbaugesellschaft Elmtal|Hotel Harzperle|Friseursalon {f}"
).split("|")  # fmt: skip
