const TEXTS = {
  en: {
    greeting: 'Hello! How can I help you?',
    acknowledgement: 'Glad to hear it. Is there anything else I can help you with?',
    yes: 'Good. Please tell me more about it.',
    no: 'All right. Let me know if you need anything else.',
    person: 'I can connect you with a colleague. Shall I?',
    unknown: 'I am not sure that I understood. Could you say it in other words, or shall I connect you with a person?',
  },
  tr: {
    greeting: 'Merhaba! Size nasıl yardımcı olabilirim?',
    acknowledgement: 'Sevindim. Başka bir konuda yardımcı olabilir miyim?',
    yes: 'Peki. Biraz daha anlatır mısınız?',
    no: 'Tamam. Başka bir şeye ihtiyacınız olursa buradayım.',
    person: 'Sizi bir arkadaşıma bağlayabilirim. Bağlayayım mı?',
    unknown: 'Anladığımdan emin değilim. Başka türlü söyler misiniz, yoksa sizi bir temsilciye mi bağlayayım?',
  },
};

/** The answer that a reading leads to, by rule alone. */
export function decide({ language, act, intents }) {
  return {
    text: TEXTS[language][act ?? 'unknown'],
    language,
    method: act ? 'rule' : 'fallback',
    confidence: act ? intents[0].confidence : 0,
  };
}
