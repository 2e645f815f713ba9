import type { Phrases } from './phrasebook.js';

const you = '(misin|misiniz)';
const may = '(istiyorum|isterim|istiyoruz|lazım|gerek|gerekiyor)';
const real = '(bir|gerçek|gerçek bir|canlı|canlı bir|)';
const me = '(beni|bizi|)';

const somebody = {
  dative: `(temsilciye|temsilcinize|müşteri temsilcisine|müşteri temsilcinize|müşteri hizmetlerine|canlı desteğe|desteğe|destek ekibine|operatöre|yetkiliye|danışmana|müşteri danışmanına|insana|kişiye|birine)`,
  withOne: `(temsilciyle|temsilci ile|temsilcinizle|müşteri temsilcisiyle|müşteri temsilcisi ile|müşteri hizmetleriyle|müşteri hizmetleri ile|canlı destekle|canlı destek ile|destek ekibiyle|operatörle|operatör ile|yetkiliyle|yetkili ile|danışmanla|danışman ile|insanla|insan ile|kişiyle|kişi ile|biriyle|biri ile|yetkili biriyle|yetkili bir kişiyle)`,
  plain: `(temsilci|temsilcisi|müşteri temsilcisi|müşteri hizmetleri|canlı destek|operatör|yetkili|müşteri danışmanı|insan)`,
};

/** What people type in Turkish to do one thing with a whole message. */
export const turkish: Phrases = {
  greeting: [
    '(tekrar|herkese|) (merhaba|merhabalar|mrb|mrhb|meraba|selam|selamlar|slm)',
    '(selamün aleyküm|selamun aleykum|selamınaleyküm|sa|aleyküm selam|as)',
    '(günaydın|günaydınlar|hayırlı sabahlar|tünaydın)',
    '(nasılsın|nasılsınız|naber|ne haber|nasıl gidiyor|iyi misiniz|iyi misin)',
    '(kimse var mı|orada mısın|orada mısınız|orda mısınız|bakar mısın|bakar mısınız)',
  ],
  good_day: [
    '(herkese|size|) (iyi|hayırlı) (günler|akşamlar|geceler|bayramlar)',
    '(iyi çalışmalar|kolay gelsin|hayırlı işler)',
  ],
  goodbye: [
    '(hoşça kal|hoşçakal|hoşça kalın|hoşçakalın|güle güle|allahaısmarladık|kendine iyi bak|kendinize iyi bakın)',
    '(görüşürüz|görüşmek üzere|sonra görüşürüz|hadi görüşürüz)',
    '(hadi|) (bay bay|baybay|bye|by by)',
    '(size de|sana da) (iyi|hayırlı) (günler|akşamlar|geceler|çalışmalar)',
    '(size|sana|) (iyi|hayırlı) (günler|akşamlar|geceler|çalışmalar|haftalar) (dilerim|diliyorum)',
    '(iyi hafta sonları|iyi tatiller)',
    '(hepsi bu|hepsi bu kadar|bu kadar|başka sorum yok|başka bir sorum yok|başka bir şey yok|başka bir isteğim yok|başka yok)',
  ],
  thanks: [
    '(çok|) (teşekkürler|teşekkür|teşekkür ederim|teşekkür ederiz|teşekkür ediyorum|tşk|tşkler|tsk|sağol|saol|sağ ol|sağolun|sağ olun|sağolasın|mersi|müteşekkirim)',
    '(yardımınız|yardımın|ilginiz|ilgin|bilgi|cevabınız|her şey|desteğiniz) için (çok|) (teşekkürler|teşekkür ederim|teşekkür ederiz|sağ olun|sağolun|sağ ol|sağol)',
    'teşekkürler (yardımınız|yardımın|ilginiz|ilgin|bilgi|cevabınız|her şey|desteğiniz) için',
    '(eyvallah|eyv|allah razı olsun|elinize sağlık|eline sağlık|ellerinize sağlık|iyiyim sağ ol|iyiyim teşekkürler)',
    '(çok yardımcı oldunuz|çok yardımcı oldun|harikasınız|harikasın)',
  ],
  acknowledgement: [
    '(tamam|tamamdır|tmm|tmmdır|tm|oldu|oldu o zaman|peki|pekala|pekâlâ|peki tamam|peki o zaman|tamam o zaman)',
    '(anladım|anlaşıldı|anladık|anlıyorum|şimdi anladım|tamam anladım|öyle mi|öyleyse tamam|not aldım)',
    '(ok|okay|oke|okey|okeydir|okdir|hım|hımm|hmm|ha tamam|haa|aa tamam|ya öyle mi|demek öyle)',
    '(süper|harika|güzel|çok güzel|mükemmel|şahane|iyi|çok iyi|gayet iyi|iyiyim|muhteşem|on numara)',
    '(rica ederim|ne demek|önemli değil|sorun değil|sorun yok|estağfurullah|oldu tamam|oldu bitti|çözüldü|oldu sanırım)',
  ],
  yes: [
    '(evet|evt|evet öyle|evet doğru|evet lütfen|he|hee|hıhı|heh|hee evet)',
    '(olur|olabilir|tabii|tabi|tabii ki|tabi ki|tabiki|elbette|aynen|aynen öyle|kesinlikle|kesinlikle evet|doğru|doğrudur|onaylıyorum|kabul|kabul ediyorum|isterim|istiyorum)',
    '(evet istiyorum|evet isterim|evet onaylıyorum|evet olur|evet tabii)',
  ],
  no: [
    '(hayır|hayir|hyr|yok|yok istemiyorum|hayır istemiyorum|hayır değil|hayır yok|cıks|değil|öyle değil)',
    '(istemiyorum|istemem|istemiyoruz|gerek yok|gerekmiyor|gerekmez|lüzum yok|olmaz|olmasın|asla|kesinlikle hayır|kabul etmiyorum|onaylamıyorum|almayayım|kalsın)',
    '(yanlış|doğru değil|hiç|hiçbiri)',
  ],
  cancel: [
    '(iptal|iptal et|iptal edin|iptal edelim|iptal olsun|iptal etmek istiyorum|bunu iptal et|bunu iptal edin|işlemi iptal et|işlemi iptal edin|iptal eder misin|iptal eder misiniz)',
    '(vazgeçtim|vaz geçtim|vazgeç|vaz geç|vazgeçiyorum|vazgeçelim|fikrimi değiştirdim)',
    '(boşver|boş ver|boşverin|boş verin|bırak|bırakın|boşverelim|dur|durun|durdur|kes|çıkış|unut gitsin|gerek kalmadı)',
  ],
  repeat: [
    '(tekrar|tekrar et|tekrar edin|tekrarla|tekrarlayın|tekrar lütfen|bir daha|bi daha|bir kez daha|bir daha lütfen|baştan)',
    `tekrar (eder|edebilir) ${you}`,
    '(tekrarlar|tekrarlayabilir) (mısın|mısınız|misin|misiniz)',
    '(tekrar|bir daha|bi daha|bir kez daha|yeniden|baştan) (söyle|söyler misin|söyler misiniz|söyleyin|yaz|yazar mısın|yazar mısınız|anlat|anlatır mısın|anlatır mısınız|açıklar mısın|açıklar mısınız|alabilir miyim)',
    '(ne dedin|ne dediniz|ne demek istedin|ne demek istediniz|anlamadım|anlayamadım|tam anlamadım|tam anlayamadım|nasıl yani|ne|pardon|anlamadım tekrar eder misiniz|anlamadım bir daha)',
  ],
  person: [
    `${me} ${real} ${somebody.dative} (bağla|bağlan|bağlayın|bağlanmak istiyorum|bağlanmak isterim|bağlanabilir miyim|bağlanabilir miyiz|aktar|aktarın|yönlendir|yönlendirin|ulaşmak istiyorum|ulaşabilir miyim|bağlat|bağlanayım|bağlanmam lazım|bağlanmam gerek|bağlanmam gerekiyor|danışmak istiyorum|sormak istiyorum|yazmak istiyorum)`,
    `${me} ${real} ${somebody.dative} (bağlar mısın|bağlar mısınız|bağlayabilir misin|bağlayabilir misiniz|bağlarmısınız|bağlarmısın|aktarır mısın|aktarır mısınız|aktarabilir misiniz|yönlendirir misin|yönlendirir misiniz|yönlendirebilir misiniz)`,
    `${real} ${somebody.dative} nasıl (bağlanırım|bağlanabilirim|ulaşırım|ulaşabilirim)`,
    `${real} ${somebody.withOne} (görüşmek|konuşmak|yazışmak|iletişime geçmek) ${may}`,
    `${real} ${somebody.withOne} (görüşebilir|konuşabilir|görüşebilirmiyim|konuşabilirmiyim|yazışabilir) (miyim|miyiz|)`,
    `${real} ${somebody.withOne} (görüş|konuş|görüşeyim|konuşayım|görüştür|görüştürün|görüşelim|konuşalım|görüştürür müsünüz|görüştürür müsün|görüşmem lazım|görüşmem gerekiyor|görüşmem gerek|konuşmam lazım|konuşmam gerekiyor|konuşmam gerek|nasıl görüşebilirim|nasıl konuşabilirim|nasıl görüşürüm)`,
    `${real} ${somebody.plain} (istiyorum|istiyoruz|lazım|gerek|yok mu|var mı|bağla|bağlayın|çağır|çağırın|bağlar mısınız|bağlar mısın|)`,
    '(gerçek|gerçek bir|canlı|canlı bir) (kişi|insan|biri|birisi|destek|temsilci|destek temsilcisi) (istiyorum|yok mu|var mı|lazım|)',
    '(bir yetkili|yetkili biri|yetkili birisi|insan biri) (yok mu|var mı|istiyorum|lazım)',
    '(botla|robotla|bot ile|robot ile|makineyle|makine ile|yapay zekayla|yapay zeka ile) (konuşmak|görüşmek|yazışmak|uğraşmak) istemiyorum',
    '(insanla|insan ile|gerçek kişiyle) (konuşmak|görüşmek)',
  ],
  address: [
    '(hocam|hoca|abi|abim|abla|ablam|kardeşim|kardeş|canım|efendim|dostum|arkadaşlar|arkadaşım|beyefendi|hanımefendi|üstat|üstadım|gençler|millet)',
    '(ya|yaa|yav|be|valla|vallahi|şimdi|o zaman|hadi|haydi|bence|zaten|kanka|hepinize|herkese|size|sana|çok)',
    '(haha|hahaha|hehe|jaja|asdf|ahaha|ahahaha|bot|parley)',
  ],
};
