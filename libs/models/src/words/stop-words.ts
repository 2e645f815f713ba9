import type { Language } from '@parley/contracts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that carry no subject: grammar, politeness and the usual openings of a question. Folded. */
export const stopWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(
    `a an the and or but if then than so because as of at by for from in into on onto out over to up with without about
    is are was were be been being am do does did doing done have has had having can could cant couldnt will would wont wouldnt
    shall should shouldnt may might must i im ive id ill me my mine we us our ours you your yours youre he him his she her it its
    they them their this that these those there theres here what whats which who whom whose when where why how not no nor dont
    doesnt didnt isnt arent wasnt werent havent hasnt hadnt just also too very really please thanks thank hi hello hey dear
    any some all each every such own same other another much many more most get got let lets want wanted need like would
    thats hes shes theyre weve youve theyve theyll itll youll ill youd id hed shed wed theyd hows wheres whens whys whos u ur r ya
    myself yourself yourselves himself herself itself ourselves themselves gotta kinda sorta pls plz thx cheers btw oh hmm well
    hadnt mustnt neednt mightnt aint cuz cos bc im ive etc eg ie`,
  ),
  tr: list(
    `ve veya ya yahut ile ama fakat ancak ki de da mi mu misin musun misiniz musunuz miyim muyum miyiz muyuz bir bu su o
    bunu sunu onu buna suna ona bunun sunun onun bunlar sunlar onlar ben sen biz siz bana sana bize size beni seni bizi sizi benim
    senin bizim sizin onlarin bende sende ne nasil neden niye nicin nerede nerde nereden nereye hangi hangisi kim kime kimin kac
    nedir nelerdir neler neyi neyle nasildir hangileri hangisidir hangileridir kimdir kimler nerededir neresi kactir
    kadar gibi icin gore sonra once daha en cok az hem her hep hic bazi diye degil degilim var yok olan olarak oldu olur olmaz
    olacak olsa olup ise iken eger nerde nerden burda surda orda burada surada orada buradan oradan
    dan den tan ten nin nun ya ye yi yu bi mrb slm tsk tskler eyv lutfn diyen deyin oyle boyle seklinde suan cunku zaten sadece lutfen acaba artik simdi hala henuz merhaba selam iyi gunler tesekkurler
    tesekkur ederim istiyorum istiyoruz isterim lazim gerek gerekiyor miydi mudur midir birsey sey hakkinda zaman peki pekala tamam
    oraya buraya suraya ora bura ordan burdan surdan nasi halbuki miydim miydik miydiniz musunuzdur misinizdir muydu
    miymis mussunuz bisey bisi bsey noldu nolur nolcak napiyoruz napcaz naptiniz bide gene yine tabii be yahu alo hey
    yav uzere ragmen dolayi oysa meger madem hatta ustelik bari sanki mumkunse umarim insallah maalesef keske herhangi
    vs falan filan mesela ornegin`,
  ),
};

/** Stems of verbs and nouns that go with anything. */
export const lightStems: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list('do go come make get tell say know think thing way one happen able possible try'),
  tr: list('yap et ol de bil iste sey var yok olma'),
};

/** Words of any talk: they say little of the subject, so that it means little when no document has them. Folded. */
export const weakWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(
    `people person guy guys man men woman somebody someone anybody anyone nobody something anything nothing everything stuff
    time times day days today tonight tomorrow yesterday morning evening afternoon night week weeks weekend month months year years
    ago last next first second third now later soon still yet already again ever never always often sometimes since until before after
    new old big small large little good bad nice great fine right wrong long short high low full whole half several few bit lot lots
    look see find found use used using put take took taken give gave given bring keep kept leave left start started begin turn show
    ask asked call called mean means seem work works feel hope wish guess wonder wondering plan going gonna wanna must already maybe perhaps
    here there somewhere anywhere home house place way side front back end part case point number question answer problem issue
    actually basically simply quite rather enough almost only exactly else together away around along through between under
    two three four five six seven eight nine ten hundred thousand my mum mother dad father husband wife son daughter sister brother
    friend aunt uncle grandmother grandma family kid kids child children hello thx pls ok okay yes sorry thing world life happen happened
    hand face head eye love happy sad angry buy bought company site website page
    said saying says told tells claim claims claiming happens happening keeps wants wanting wished hoping hoped looks looking seems seemed
    cannot anymore anyway anyhow well big biggest bigger largest smallest little extra further less least best better worst worse
    main certain special specific particular normal usual usually normally general generally typical regular certainly probably perhaps
    likely sure surely really exact exactly straight simply easy easily difficult hard possible impossible able unable ready due
    main kind sort type types various several both either neither others whole everyone everybody anyway ages long longer far near close
    top low middle end beginning begin began front behind beside inside outside above below across towards ahead apart
    turned turning becomes become became continue continued continues decide decided expect expected mean meant remember realise realized
    believe believed suppose supposed imagine heard hear listen mention mentioned describe described explain explained
    live lives living lived stay staying stayed visit involve involved include situation matter chance fact result effect idea
    early late recently lately meanwhile suddenly immediately directly finally eventually currently actual recent past future present
    roughly approximately nearly barely hardly fairly pretty totally completely absolutely obviously apparently luckily unfortunately
    despite although though however therefore otherwise instead whatever whenever wherever whoever unless while whilst during within
    bad fair silly strange weird wonderful lovely beautiful perfect awful terrible super cool
    mr mrs madam sir folks mate buddy guys lady gentleman ladies gents dude man
    christmas birthday monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december spring summer autumn winter`,
  ),
  tr: list(
    `kisi kisiler insan insanlar adam kadin biri birisi kimse hicbir birkac biraz bugun yarin dun aksam sabah ogle gece gun gunler gundur
    hafta haftaya ay ayda yil sene saat dakika gecen gelecek ilk ikinci ucuncu son sonraki onceki artik daha yeni eski buyuk kucuk iyi kotu
    guzel uzun kisa tam bos dolu yaklasik beri itibaren boyle oyle soyle ayni baska diger farkli bazen surekli hemen belki galiba sanirim
    bak baktim gordum gordu gor koy koydum cikti cikar kaldi kaldim bul buldum dedi dediler diyor soyle soyledi anla bekliyorum bekledim
    isim is isi yer yerde yerden ev evde eve evim taraf sekil durum konu sorun soru cevap yardim bilgi
    iki uc dort bes alti yedi sekiz dokuz on yuz bin tane adet bir
    annem babam esim kizim oglum kardesim arkadasim ablam abim teyzem halam amcam dayim cocuk cocugum ailem anneme babama esime
    lira tl para site sayfa sirket firma dunya hayat mutlu uzgun ya yani iste hani valla tabi elbette napicam napayim napcam nabicam napmaliyim olurmus gerekir
    mumkun acaba ozel genel su bu hepsi tumu butun sart illa illaki yarar yariyor ufacik civari
    onunde ustunde altinda yaninda icinde disinda karsisinda arasinda etrafinda civarinda sirasinda boyunca haric
    yuzunden sayesinde mecbur mecburen zorunda gercekten aslinda herhalde muhtemelen kesinlikle kendi kendim kendisi
    kendimiz hicbiri birbirine digeri oteki obur oburu otekini kocaman epey gayet bayagi baya tamamen direkt genelde
    normalde nadiren asla daima ileride ilerde evvelsi guya saniyorum zannediyorum emin yaramaz resmen cidden vallahi
    hocam canim kolay zor fena hizlica diyelim onca bunca ikisi ucu dordu birkaci cogu azi bazisi hepimiz ikimiz
    ucumuz benimki onunki beraber birlikte dogru
    devam karsi sekilde gercek kez defa kere uzerine uzerinde uzerinden ozellikle anda yalniz yalnizca genellikle hadi
    haydi bundan bununla bunlara bunlardan bunlarin senden onlari onlarin neyse ardindan sirada bircok cesitli ciddi
    harika muhtesem sacma ilginc garip lanet allah aman milyon milyar binlerce dolayisiyla nedeniyle nedenle amaciyla
    dahi pek henuz halen aninda simdiden suan basit normal benzer benzeri belirli duzgun`,
  ),
};

/** The same in any form, for a language whose words have too many forms to be listed. Folded. */
export const weakRoots: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(
    `help assist assistance inform information info check problem issue trouble question doubt query regard concern relate learn
    understand explain guide guidance advice advise clarify detail difficulty damn damned fuck fucking bloody freaking hell crap
    shit stupid idiot`,
  ),
  tr: list(
    `yardim yardimci bilgi ogren merak konu husus problem sikinti sorun dert soru rica ilgili danis acikla anlat
    gel git al ver gor kal cik gir bak bul koy gec birak basla iste soyle yaz bekle tut don dur getir gotur dusun anla sev bit bitir
    sur hafta gun ay yil saat dakika ben sen biz siz yer taraf ev is tane adet lazim yeter fazla biraz ufak kucuk buyuk iyi kotu guzel
    yeni eski uzun kisa bugun yarin dun aksam sabah oglen gece simdi sonra once son ilk herkes kimse biri insan kisi
    anne baba es kiz ogul kardes arkadas cocuk aile abla abi teyze hala dayi amca`,
  ),
};
