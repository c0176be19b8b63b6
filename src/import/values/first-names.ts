import { fold } from './fold.ts'

/**
 * Whether the word is a first name people here have. A name that is not in the list says nothing; neither does one that
 * is a surname as often (Martin, Pavel), when the other word of the name is one, too.
 */
export function isFirstName(word: string): boolean {
	return FIRST_NAMES.has(fold(word.split('-', 1)[0]!))
}

/** Czech and Slovak, then those of neighbours and of people who came; without diacritics, as they are compared. */
const FIRST_NAMES = new Set(
	`adam adela adina adolf adriana agata albert albeta albin alena ales alexander alexandr alexandra alex alfons alfred alice alois aloisie
	alzbeta amalie amelie anastazie andela andelka andrea andrej aneta anetta anezka anna annamarie anton antonie antonin apolena arnost artur
	augustin barbara barbora bartolomej beata beatrice bedrich bela berta blahoslav blanka blazej blazena bohdan bohdana bohuslav
	bohuslava bohumil bohumila bohumir boleslav boris borivoj bozena bozidara branislav bretislav brigita bronislav bronislava
	cecilie celestyna ctibor ctirad cyril dagmar dalibor dalimil dan dana daniel daniela danuse darek daria dariina darina darius
	david denis denisa diana dita dobromil dobroslav dominik dominika dora dorota drahomir drahomira drahoslav drahoslava dusan
	dusana eduard ela eleonora elena eliska ella ellen elvira ema emanuel emil emilia emilie emma erik erika ernest ester eugen eva
	evelina evzen evzenie felix ferdinand filip filomena frantisek frantiska fridrich gabriel gabriela gita gizela gustav hana hanka
	hanus havel hedvika helena helga herbert hermina hildegarda horst hubert hugo hynek ida igor ilona ilja imrich ines inka irena
	iris irma ivan ivana iveta ivo ivona izabela jachym jakub jan jana jarmil jarmila jaromir jaromira jaroslav jaroslava jennifer
	jeremias jindra jindrich jindriska jiri jirina jitka johana jolana jonas josef josefa josefina jozef jozefina judita julie julia
	julius juraj justyna kamil kamila karel karin karina karla karol karolina katarina katerina klara klaudie klement koloman kristian
	kristina kristyna krystof kveta kvetoslav kvetoslava kvetuse ladislav ladislava lada laura lea leona leos leopold lenka leo leon
	libena libor libuse liliana linda livia ljuba lubica lubomir lubomira lubor lubos lucian lucie lucia ludek ludmila ludvik lukas
	lydie lydia magda magdalena magdaléna marcel marcela marek margita marian mariana marie maria marika mario marketa marta martin
	martina matej matias matous matyas maxim maximilian mechislav medard melanie mia michael michaela michal mikulas milada milan
	milana milena miloslav miloslava milos miluse mirek miriam mirka miroslav miroslava mojmir monika nadezda nadja nadezhda natalie
	natalia natasa nela nikol nikola nikolas nina nora norbert oldrich oldriska oleg olga oliver olivie ondrej oskar ota otakar otto
	otylie patricie patrik paul paula pavel pavla pavlina pavol peter petr petra petronela pravoslav premysl prokop radana radek
	radim radka radko radmila radomir radomira radoslav radoslava radovan rastislav regina rene renata renata richard robert robin
	roland roman romana rostislav rozalie rudolf ruzena sabina samuel sandra sara sarka sebastian silvestr silvie silvia simon simona
	slavomir slavka slavomira sofie sofia sona stanislav stanislava stela stefan stefania stepan stepanka svatava svatopluk svatoslav
	svetlana sylva sylvie tadeas tamara tana tatana tatiana teodor tereza terezie theodor tibor timea tomas vaclav vaclava valdemar
	valentin valentina valerie vanda vavrinec vendula vera verona veronika vera vendelin viera viktor viktoria viktorie vilem vilma
	vincenc viola vit vitezslav vladan vladena vladimir vladimira vladislav vladislava vlasta vlastimil vlastimila vlastislav vojtech
	vojtěch vratislav xenie zbynek zbysek zdenek zdenka zdenko zdislava zikmund zita zlata zlatko zofie zora zuzana zoltan
	jano juraj jozef lubos matus miro milka samo tomáš zuzka beata jarka janka ingrid edita eszter istvan laszlo ferenc katalin zsolt zsuzsanna
	anja antje bernd birgit carina christa christian christina christine christoph claudia dieter dirk elke ernst franz friedrich
	fritz georg gerd gerhard gisela greta gunter gunther hannah hans heike heinrich heinz helmut herta holger ingo jens joachim johann
	johanna johannes jorg jurgen kai karl katharina katja klaus kurt lars lena lisa lothar ludwig lutz manfred manuela marco marion
	markus mathias matthias max moritz nils nadine nicole petra rainer ralf reinhard rolf ruth sabine sigrid silke stefanie steffen
	sven theo thomas thorsten torsten udo ulrich ulrike ursula uta uwe volker walter werner wilhelm wolfgang yvonne
	alan alison amanda amy andrew angela ann anne anthony ashley benjamin betty brandon brian bruce carl carol caroline catherine
	charles charlotte chris christopher craig daisy dave deborah debra dennis diane donald donna dorothy douglas edward elizabeth
	emily eric ethan evelyn frank fred gary geoffrey george gordon grace graham greg gregory harold harry heather helen henry ian
	isabella jack jacob james jane janet jason jean jeff jeffrey jeremy jerry jessica jill jim joan joe john jonathan joseph joshua
	joyce judith judy julian justin karen kate kathleen keith kelly kenneth kevin kimberly larry laurence lee leonard liam linda
	logan louis louise luke margaret mark mary matthew megan melissa michelle mike nancy nathan neil nicholas noah norman oscar
	pamela patricia patrick peggy philip phillip rachel ralph raymond rebecca rick roger ronald rose roy russell ryan samantha
	scott sean sharon shirley simon sophie stephanie stephen steve steven stuart susan suzanne ted teresa terry tiffany tim timothy
	tina todd tom tony tracy victoria vincent virginia wayne wendy william
	agnieszka aleksander aleksandra andrzej beata bogdan bozena dariusz dorota elzbieta ewa grazyna grzegorz halina iwona jacek
	jadwiga jakub janusz jerzy joanna jolanta justyna kamil katarzyna krystyna krzysztof lukasz maciej magdalena malgorzata marcin
	mariusz mateusz michal miroslaw pawel piotr przemyslaw rafal ryszard sebastian slawomir stanislaw szymon tadeusz tomasz wieslaw
	wojciech zbigniew zofia
	aleksandr aleksei aleksey alexey alina alla anastasia anastasiia anatolii anatoliy andrei andrey andrii andriy artem bohdana dmitri
	dmitrij dmitry dmytro ekaterina galina halyna hanna iryna irina ivanna jevgenij kateryna khrystyna ksenia larysa larisa lesia
	liubov liudmyla ljudmila maksym marharyta mariia mariya marina maryna mykhailo mykola mykyta nadiia nataliia natalija nataliya
	nazar oksana oleh oleksandr oleksandra oleksii oleksiy olena olha orest ostap pavlo petro roksolana ruslan ruslana sergei sergej
	sergey serhii serhiy stepan svitlana taras tetiana tetyana uliana vadim vadym valentyna valerii vasyl viktoriia vitalii vitaliy
	vladyslav volodymyr yana yaroslav yevhen yulia yuliia yurii yuriy zinaida
	alessandro alessia andrea antonio carlo carlos diego enrico fabio federico francesca francesco giorgio giovanni giulia giuseppe
	jose juan luca luigi marco maria mario matteo miguel paolo pedro pierre francois jacques jean-pierre roberto salvatore stefano
	ahmed ali fatima hassan ibrahim karim mehmet mohamed mohammed muhammad mustafa omar yusuf`
		.split(/\s+/)
		.map(fold),
)
