/**
 * Whether the word is a name that many people or places here have, spelled with its accents. One of them alone can
 * tell an encoding: `Pokorný` of CP852 reads as `Pokorně` in Windows-1250, which is as likely a word, but no name.
 */
export function isAccentedName(word: string): boolean {
	return NAMES.has(word.toLowerCase())
}

/** Czech and Slovak surnames and first names by how common they are, places, and names from the west. */
const NAMES = new Set(
	`novák nováková dvořák dvořáková černý černá procházka procházková kučera kučerová veselý veselá horák horáková němec
	němcová pokorný pokorná pospíšil pospíšilová hájek hájková jelínek jelínková král králová růžička růžičková beneš
	benešová sedláček sedláčková doležal doležalová kolář kolářová krejčí navrátil navrátilová čermák čermáková vaněk
	vaňková kříž křížová kovář kovářová bartoš bartošová vlček vlčková konečný konečná kopecký kopecká malý malá holý
	holá čech čechová staněk staňková štěpánek štěpánková šimek šimková mareš marešová sýkora sýkorová tichý tichá vávra
	vávrová matoušek bláha bláhová říha říhová ševčík ševčíková bureš burešová mašek mašková dušek dušková hrubý hrubá
	šťastný šťastná žák žáková novotný novotná dlouhý dlouhá křivý krátký krátká široký suchý suchá starý stará zelený
	zelená červený bílý bílá bystrý bohatý vysoký hluchý pěkný dobrý svatý nový horný hlaváček jiráček výborný chlupatý
	kadlčík kováč kováčová horváth tóth nagyová szabó oravcová ďuriš ďurišová lukáč lukáčová polák poláková gajdoš hudák
	hudáková baláž šimko jiří tomáš lukáš ondřej vojtěch matěj štěpán šimon řehoř luděk zdeněk františek jáchym kryštof
	mikuláš aleš miloš leoš kateřina věra šárka zdeňka růžena jiřina eliška světlana naděžda anežka blažena božena
	žaneta markéta ľubica ľuboš ján mária štefan štefánia žofia alžběta alžbeta dáša táňa soňa radoš bořek přemysl květa
	květoslava plzeň ústí žďár děčín třebíč příbram břeclav přerov kroměříž vsetín zlín jičín mělník kolín písek tábor
	český česká košice žilina trenčín prešov výroba údržba služby společnost účetní zařízení müller jürgen jörg günter
	günther björn schröder käthe andré rené noël zoë françois françoise jérôme hélène frédéric benoît gaël anaïs cédric
	chloé muñoz núñez peña ibáñez garcía pérez gonzález rodríguez martínez sánchez lópez hernández gómez fernández díaz
	jiménez ruíz álvarez begoña iñaki joão josé simões gonçalves gonçalo søren jørgen jørgensen sørensen bjørn åse åsa
	åke håkan sjöberg ångström lindström pål rosén großmann größe weiß strauß krüger schäfer jäger königs förster bäcker
	löwe köhler böhm möller münch köln münchen düsseldorf nürnberg österreich`.split(/\s+/),
)
