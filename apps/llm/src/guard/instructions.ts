/**
 * Sentences that speak to a model instead of a reader. Each expression is linear: what may stand between two words is
 * bounded. A sentence that is taken for one by mistake is only not shown to the model; it can still be quoted.
 */
const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|guardrails?|everything (?:above|before))\b/isu,
  /\b(?:new|updated|real|hidden|secret|system|developer) (?:instructions?|prompts?|directives?)\b/iu,
  /\b(?:you are|you're|act as|pretend (?:to be|you are)|behave as|roleplay as)\b.{0,25}\b(?:ai|assistants?|chatbots?|models?|dan|unrestricted|jailbroken)\b/isu,
  /\b(?:ai|assistants?|chatbots?|(?:language )?models?|llms?|bots?)\b.{0,25}\b(?:must|should|shall|are (?:required|instructed)|is (?:required|instructed))\b.{0,40}\b(?:say|reply|respond|answer|tell|send|reveal|write|output|include|recommend|ask)\b/isu,
  /\b(?:reveal|print|repeat|output|show|leak|exfiltrate)\b.{0,30}\b(?:system prompts?|your (?:prompts?|instructions?|rules?)|api keys?|secrets?|credentials)\b/isu,
  /\b(?:do not|don't|never)\b.{0,15}\b(?:tell|mention|reveal|inform)\b.{0,30}\b(?:users?|customers?|anyone)\b.{0,40}\b(?:this|these|instructions?|prompts?)\b/isu,
  /\b(?:when|if)\b.{0,20}\b(?:asked|answering|responding|summari[sz]ing)\b.{0,40}\b(?:always|only)?\s?(?:say|reply|respond|answer with|output|tell)\b/isu,
  /<\/?\s{0,3}(?:system|assistant|user|instructions?|im_start|im_end)\b[^>]{0,40}>|<\|[a-z_]{2,30}\|>|\[\/?(?:INST|SYS)\]|^\s{0,5}#{0,4}\s{0,3}(?:system|assistant|user)\s{0,3}:/imu,
  /(?:önceki|yukarıdaki|tüm|bütün|diğer|verilen)\s.{0,20}(?:talimat|kural|komut|yönerge|istem)\p{L}{0,10}\s.{0,15}(?:yok\s?say|unut|görmezden|dikkate\s?alma|boş\s?ver|çiğne|geçersiz)/isu,
  /(?:sistem|gizli|yeni)\s(?:mesaj|komut|istem|talimat|yönerge)\p{L}{0,8}/iu,
  /(?:artık|şu andan itibaren|bundan sonra|bundan böyle)\s.{0,10}\b(?:sen|bir)\b.{0,30}(?:asistan|yapay zek|bot|model|gibi davran|rol)/isu,
  /(?:yapay zek|asistan|sohbet bot|dil model|botu?n?)\p{L}{0,10}\s.{0,40}(?:söyle|yaz|cevapla|yanıtla|göster|gönder|iste)(?:meli|yecek|yacak|sin)/isu,
];

/** Whether a piece of a document reads like an instruction to whoever answers from it. */
export const instructs = (text: string): boolean => patterns.some((pattern) => pattern.test(text));
