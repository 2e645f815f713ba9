/**
 * What people write about anything: no example of any intent, so that a company with few examples learns that `what is
 * the` and `yapmak istiyorum` say nothing about what is wanted.
 */
export const background: readonly string[] = `
what is the capital of france|who won the match last night|what is the weather like tomorrow|is it going to rain today
tell me a joke|sing me a song|how old are you|what is your name|are you a robot|where do you live|what can you do
what is the meaning of life|who is the president|how tall is the eiffel tower|what time is it in tokyo|how far is the moon
how do I cook rice|give me a recipe for soup|how many calories are in an apple|I am hungry|I am bored|I am so tired today
play some music|turn off the lights|set an alarm for seven|remind me to call my mother|read me the news|open the window
what is two plus two|how do you spell necessary|translate this into german|what does this word mean|solve this equation
book me a flight to london|find me a hotel near the beach|call a taxi for me|is there a good restaurant around here
my head hurts what should I do|which medicine is good for a cold|I had a bad dream|my dog is sick|I love you
write a poem about the sea|write me some code|which film should I watch|recommend me a book|who wrote this novel
when is the next bus|how do I get to the airport|can you help me with my homework|what should I wear today
do you know any good games|how can I learn to swim|can I ask you something else|I want to talk about politics
it was a nice day|the cat sat on the mat|that is not what I said|I do not know|let me think about it|this is very interesting
fransa'nın başkenti neresi|dünkü maçı kim kazandı|yarın hava nasıl olacak|bugün yağmur yağar mı|bana bir fıkra anlat
bir şarkı söyle|kaç yaşındasın|adın ne|sen robot musun|nerelisin|neler yapabilirsin|hayatın anlamı nedir|cumhurbaşkanı kim
tokyo'da saat kaç|ay ne kadar uzakta|pilav nasıl yapılır|çorba tarifi ver|elmada kaç kalori var|acıktım|canım sıkılıyor
bugün çok yorgunum|müzik aç|ışıkları kapat|saat yediye alarm kur|annemi aramamı hatırlat|haberleri oku|pencereyi aç
iki kere iki kaç eder|bu kelime ne demek|bunu almancaya çevir|bu denklemi çöz|londra'ya uçak bileti almak istiyorum
deniz kenarında otel bul|bana taksi çağır|buralarda iyi bir lokanta var mı|başım ağrıyor ne yapmalıyım|hangi ilaç iyi gelir
kötü bir rüya gördüm|köpeğim hasta|seni seviyorum|deniz hakkında şiir yaz|bana kod yaz|hangi filmi izlesem|kitap önerir misin
bu romanı kim yazdı|sonraki otobüs kaçta|havaalanına nasıl giderim|ödevime yardım eder misin|bugün ne giysem|oyun oynayalım mı
yüzmeyi nasıl öğrenirim|sana başka bir şey sorabilir miyim|siyaset konuşmak istiyorum|güzel bir gündü|öyle demedim
bilmiyorum|biraz düşüneyim|bu çok ilginç|yapmak istiyorum|bunu etmek istiyorum|almak istiyorum|olur mu acaba|nasıl yapabilirim
bana yardım eder misiniz|bir sorum var|bir şey soracağım|var mı|yok mu|ne kadar|neden öyle|ne zaman olur
I would like to do it|can I have it|do you have any|do you sell them|how much is it|I have a question|why is that|where can I find it
`
  .trim()
  .split(/[|\n]/);
