"""First names that are common in Germany, folded. Only for telling whether a writer gave a name at all."""

from __future__ import annotations

from typing import Final

from mailbot.rules.words import fold

_NAMES: Final = """
aaron abdul abdullah achim adam adelheid adem adrian agata agnes agnieszka ahmad ahmed ahmet aileen aisha albert aleksandar
aleksandra alessandro alex alexander alexandra alexej alfred ali alice alicia alina aline alisa allan alma alwin amal amanda
amelie amin amina amir amira ana anastasia andre andrea andreas andrej andrew andrzej anett anette angela angelika angelina
anita anja anke ann anna annabell annabelle anne annegret anneke anneliese annelore annemarie annett annette annika anton
antonia antonio anya ariane armin arne arnold arthur artur ashley asli astrid axel ayla ayman ayse aysel aytac azad baerbel
barbara bastian beata beate beatrice beatrix behrouz ben benedikt benjamin bent berivan bernd bernhard berta bertram bettina
bianca bibi birgit birte bjarne bjoern blerta bodo bogdan bohdan boris brigitte britta bruno burak burkhard can carina carl
carla carlo carlos carmen carola carolin carolina caroline carsten catharina catherine cem cemal celine celina cengiz charlotte
chantal chiara chris christa christel christian christiane christin christina christine christof christoph christopher cindy
clara claudia claus clemens conny conrad constanze cora cordula corinna cornelia dagmar damian damir dana daniel daniela
danny dario dariusz darya david deborah deniz denise dennis denny derya detlef detlev diana dieter dietmar dietrich dijana dilara
dima dimitar dimitri dirk dmitri dolores dominic dominik dominika donald dora doreen doris dorothea dorothee dorte doerte
dragan dunja dustin dzenana ebru eckhard edda edeltraud edgar edith eduard edward egon ekaterina ekkehard elena eleonore elfriede
elias elif elisa elisabeth elke ella ellen elvira elsa else emil emilia emily emine emma emmanuel emre enes enrico erdal
eric erich erik erika erkan ernst erwin esra esther eugen eva evelin eveline evelyn ewa ewald fabian fabio fadi fadime falk
farid fatih fatima fatma fatoumata felicitas felix ferdinand feride fiete filip finn fiona florian frank franka franz franziska
fred freddy frederik frieda friedel friedhelm friedrich friederike fritz gabi gabriel gabriela gabriele gabriella galina
georg george gerald gerd gerda gerhard gerlinde gerrit gerta gertrud gesine gina giovanni gisela giuseppe goekhan goran grazyna
gregor greta grit gudrun guenter guenther guido gundula gunnar gustav hagen hakan hala halina halyna hamid hamza hanna hannah
hannelore hannes hans hanne harald harry hartmut hasan hassan hatice heide heidemarie heidi heidrun heike heiko heiner heinrich
heinz helena helene helga helge helmut helmuth henning henrik henry herbert hermann hermine herta hilde hildegard hinrich holger
horst hubert hueseyin hugo hussein ibrahim ida igor ihor ilka ilona ilse iman imke ina ines inga inge ingeborg inger ingo
ingrid inka ioana ionut ionela iris irina iris irene irmgard irma isa isabel isabell isabella isabelle ismail isolde ivan ivana
ivonne jaqueline jacqueline jacky jakob jamal jan jana jane janet janina janine janis jannik jannis janusz jaroslaw jasmin jasmina jason
jean jeanette jeannette jelena jenna jennifer jenny jens jeremy jessica jessi jessy jil jill joachim joana joanna jochen johann
johanna johannes john jolanta jonas jonathan joerg jorg jose josef josefine joseph josephine joshua josip judith julia julian juliana
juliane julius jupp jurij jurek juergen justin justyna jutta kai kamal kamil karen karim karin karina karl karla karlheinz karolin
karoline karsten kasimir katarina katarzyna katerina katharina katherina kathi kathleen kathrin kati katja katrin kay kazim kemal
kerstin kevin khaled khadija kiara kilian kim kira kirill kirsten klara klaus knut konrad konstantin kornelia krystyna krzysztof
kristin kristina kristine kurt kwame ladina laila lara larissa lars laura lasse layla lea leah leila lena leni lennard lennart
leo leon leonard leonie leonid leyla liam lidia liesel lilli lilly lina linda linus lisa lisbeth lore lothar lorena louis louisa
luca lucas lucia lucy ludmila ludmilla ludwig luis luisa luise lukas lutz lydia maciej madeleine magdalena mahmoud mahmud maik maike
maja malgorzata malte mandy manfred manja manuel manuela marc marcel marcin marco marcus mareike marek maren margarete margarethe
margit margot margret margrit maria marian mariana marianne marie marija marika marina mario marion marisa marius mark marko markus
marlen marlene marlies marlis marta martha martin martina marvin mary maryam mateusz mathias mathilda matthias matthes mats maurice
max maximilian maxim maya medina mehmed mehmet meike melanie melina melisa melissa melitta meltem meral merle merve mia michael michaela
michail michal michel michelle mike mihaela mike mikhail milan milena mina mirco mirela miriam mirja mirko mirjam miroslav mohamad
mohamed mohammad mohammed moritz mona monika moni muhammad muhammed mustafa nabil nada nadeem nadezhda nadia nadine nadja nancy naomi nasser
natalia natalie natalija natascha nathalie nele neriman nermin nermina niclas nico nicola nicolas nicole niels nik nikita niklas niko
nikola nikolai nikolas nils nina noah noel nora norbert nour nuri nursel oksana olaf ole olena oleg oleh oleksandr olga oliver
olivia omar orhan oskar osman oswald otmar ottmar otto pamela pascal patricia patrick patrik paul paula pauline pavel pawel peggy petar
peter petra philip philipp phillip pia pierre piotr pjotr priska rabea rachel radoslaw rahel raimund rainer ralf ralph ramona rana
rania raphael rasha rasmus raul rebecca rebekka regina regine reiner reinhard reinhold renate rene ricarda richard rico rita robert
roberta roberto robin rocco roger roland rolf roman romina romy ronald ronja ronny rosa rosalie rosemarie rosi roswitha ruben
rudi rudolf ruslan ruth sabina sabine sabrina sahra said saima saleh sally salih salim salma sam samantha samir samira samuel sandra
sandro sandy sara sarah sascha saskia sebastian selda selim selin selina semra serap sergej sergey serhat serhij serkan sevda sevgi
sibel sibylle siegfried siegmund sigrid silke silvana silvia silvio simon simona simone sina sinan sofia sofie solveig songuel sonja
sophia sophie stanislav stanislaw stefan stefanie steffen steffi stella stephan stephanie steve steven sultan susan susann susanna
susanne suse sven svenja svetlana svitlana swen swetlana sybille sylvia sylwia tabea taha tamara tamer tanja tanya tarek tarik tatjana
tekla teresa tetiana tetyana thea theo theodor theresa therese theresia thies thilo thomas thorben thore thorsten tibor till tilman
tim timm timo timur tina tobias tom tomas tomasz toni torben torsten traudel traute tristan tugba udo ulf uli ulla ulrich ulrike umut
undine ursel ursula urszula ute uta uwe valentin valentina valeria vanessa vasile vera verena veronika viktor viktoria viktorija vincent
viola violetta vitali vivian vivien vladimir volker volodymyr waltraud waltraut walter walther wenke werner wiebke wieland wiktor wilfried
wilhelm willi willy wilma winfried wladimir wojciech wolf wolfgang xaver xenia yannick yannik yara yasemin yasin yasmin yasmina yevhen
yevheniia yildiz yilmaz yonas youssef yuliia yuri yusuf yves yvonne zahra zbigniew zehra zeynep zlata zoe zofia zoran zuzanna
"""
FIRST_NAMES: Final = frozenset(fold(_NAMES).split())
