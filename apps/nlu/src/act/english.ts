import type { Phrases } from './phrasebook.js';

const somebody =
  '(person|human|human being|agent|human agent|support agent|live agent|representative|rep|customer service representative|customer service rep|support representative|operator|advisor|adviser|someone|somebody|manager|supervisor|member of staff|customer service|customer support|customer care|support team|support|live support|live chat|staff)';
const real = '(real|live|actual|real live|human|different|)';
const one = '(a|an|the|your|some|another|)';
const wish =
  '(i want|i would like|id like|i need|i wanna|i wish|we want|we would like|i have|let me|i prefer|id prefer)';
const talk = '(talk|speak|chat|talking|speaking)';

/** What people type in English to do one thing with a whole message. */
export const english: Phrases = {
  greeting: [
    '(hi|hello|hey|hiya|heya|helo|hallo|howdy|greetings|yo|hi hi|hey hey) (there|again|)',
    'good (morning|afternoon|evening)',
    'morning',
    '(how are you|how are you doing|how are you today|hows it going|how is it going|how do you do|whats up|sup|wassup)',
    'is (anyone|anybody|someone|somebody) (there|here)',
    '(anyone there|anybody there|anyone here|are you there|you there)',
  ],
  good_day: ['good day'],
  goodbye: [
    '(bye|goodbye|good bye|bye bye|byebye|bye for now|cya|cu|ciao|cheerio|farewell|later|laters|ttyl)',
    '(see you|see ya|talk to you|speak) (later|soon|then|around|tomorrow|)',
    '(and|) have (a|) (nice|good|great|lovely|wonderful) (day|one|evening|night|weekend|week|afternoon|rest of your day)',
    '(you too|same to you|take care|good night|goodnight|nighty night|so long)',
    '(thats all|thats it|that is all|that will be all|thatll be all|thats everything|nothing else|no more questions|i am done|im done) (for now|for today|)',
  ],
  thanks: [
    '(many|) thanks (a lot|so much|very much|a bunch|a million|a ton|again|)',
    '(thank|thanx|tank) you (so much|very much|a lot|kindly|again|all|both|)',
    '(thank you|thanks|thx|ty) (so much|very much|a lot|) for (your|the|all your|all the) (help|time|support|answer|assistance|info|information|reply|quick reply|patience|clarification)',
    '(thank you|thanks|thx|ty) for (helping|that|this|everything|helping me|explaining)',
    '(thx|thnx|thnks|tnx|ty|tysm|tyvm|thankyou|thank u|thanku|cheers|much appreciated|much obliged|appreciated|i appreciate it|i appreciate your help|appreciate it|appreciate that|really appreciate it)',
    '(that helped|that helps|that was helpful|very helpful|youve been very helpful|you are very helpful|you have been very helpful|that helped a lot|youre a star|you rock)',
    'i am grateful',
  ],
  acknowledgement: [
    '(ok|okay|okey|k|kk|okie|okidoki|okie dokie|oki|okey dokey|ok then|okay then|ok fine|ok good|ok great|ok cool|ok sure|oh ok|oh okay|ah ok|ah okay)',
    '(got it|gotcha|got you|i got it|ok got it|i see|oh i see|ah i see|i understand|understood|i understood|i understand now|makes sense|that makes sense|noted|roger|copy that|will do|clear|all clear|thats clear|crystal clear)',
    '(alright|all right|allright|alrighty|fair enough|very well|fine|thats fine|im fine|i am fine|good|im good|great|thats great|thats good|perfect|awesome|cool|nice|excellent|wonderful|brilliant|super|lovely|amazing|fantastic|sounds good|good to know|no problem|no worries|np|youre welcome|you are welcome|my pleasure|wow)',
    '(hm|hmm|aha|ah|oh|mhm ok|right|i know|it works|it works now|it worked|that worked|problem solved|solved|done)',
  ],
  yes: [
    '(yes|yea|yeah|yep|yup|yess|ye|yah|aye|yes please|yes i do|yes it is|yes i am|yes i would|yes that is right|yes thats right|yes it did|yes correct|oh yes|of course|ofc|sure|sure thing|sure why not|absolutely|definitely|certainly|indeed|exactly|correct|thats correct|that is correct|thats right|that is right|affirmative|confirm|confirmed|i confirm|agreed|i agree|go ahead|please do|do it|uh huh|mhm|why not|id love to|i do)',
  ],
  no: [
    '(no|nope|nah|naw|nay|no no|noo|no way|not at all|not really|not now|not yet|never|no i dont|no i do not|no it isnt|no it is not|no im not|no it didnt|no not really|of course not|definitely not|absolutely not|certainly not|negative|i dont want to|i do not want to|i dont want that|i dont want it|i dont think so|id rather not|no need|not interested|incorrect|thats not correct|thats wrong|that is wrong|thats not right|not correct|wrong|i disagree|dont|i dont|neither|none|nothing)',
  ],
  cancel: [
    '(cancel|cancel it|cancel that|cancel this|cancel everything|can you cancel that|can you cancel it|please cancel|i want to cancel|id like to cancel|lets cancel|abort|abort it|stop|stop it|stop that|stop this|please stop|exit|quit|undo|scrap that|leave it|drop it)',
    '(never mind|nevermind|nvm|nm|forget it|forget that|forget about it|i changed my mind|ive changed my mind|i have changed my mind|changed my mind|disregard|disregard that|ignore that)',
  ],
  repeat: [
    '(can|could|would|will) you (repeat|say) (that|it|yourself|that again|it again|that once more) (again|one more time|once more|)',
    '(repeat|repeat it|repeat that|repeat please|say that again|say it again|say again|come again|once more|one more time|again|tell me again|pardon|pardon me|i beg your pardon|beg your pardon|excuse me what|sorry what|what|what was that|what did you say|what do you mean|wdym|huh|eh)',
    '(i|) (didnt|did not|dont|do not|couldnt) (get|understand|catch|follow|quite get|quite understand|quite catch) (that|it|you|this|what you said|)',
    '(im|i am) (confused|lost|not following)',
  ],
  person: [
    `(can|could|may|might) (i|we) ${talk} (to|with) ${one} ${real} ${somebody}`,
    `${wish} (to|) (be able to|) ${talk} (to|with) ${one} ${real} ${somebody}`,
    `(how can i|how do i|how could i|i would rather|id rather|i am|let me|i have to|i need to|i must) (talk|speak|chat|reach|contact|speaking|talking) (to|with|) ${one} ${real} ${somebody}`,
    `${talk} (to|with) ${one} ${real} ${somebody}`,
    `(can|could|would|will) you (connect|transfer|put|hand|forward|pass|redirect|escalate) (me|us|this) (over|through|on|) (to|with) ${one} ${real} ${somebody}`,
    `(connect|transfer|put|hand|forward|pass|redirect|escalate|get|take) (me|us|this) (over|through|on|) (to|with) ${one} ${real} ${somebody}`,
    `(i want|i would like|id like|i need|we want|we need) to be (connected|transferred|put through|forwarded) (to|with) ${one} ${real} ${somebody}`,
    `(get|give|find|bring|show) me ${one} ${real} (person|human|human being|agent|human agent|representative|rep|operator|someone|somebody|manager|supervisor|live agent)`,
    `(i want|i would like|id like|i need|we want|we need|is there|are there|do you have|can i get|can i have|could i get) ${one} ${real} (person|human|human being|agent|agents|humans|human agent|support agent|live agent|representative|rep|operator|advisor|manager|supervisor|customer service|live chat)`,
    `(is there|are there|can i get|can i have|could i get) ${one} ${real} (person|human|agent|someone|somebody|anyone|representative|operator|support) (there|here|i can talk to|i can speak to|i can speak with|i can talk with|to talk to|to speak to|to speak with|available)`,
    `${one} ${real} (person|somebody|someone|human|human being|agent|human agent|support agent|live agent|representative|operator|customer service representative|customer service|customer support|live chat|live support)`,
    `${one} (real|live|actual) (person|rep|support|advisor)`,
    '(i dont want to|i do not want to|i wont) (talk|speak|chat) (to|with) (a|the|this|some|) (bot|robot|machine|computer|chatbot|ai)',
    '(not a bot|no bot|no bots|human please|stop the bot)',
  ],
  address: [
    '(sir|madam|maam|mate|buddy|pal|dude|bro|man|friend|my friend|dear|guys|folks|team|everyone|everybody|all|there|bot|parley|support team|dear team|dear support|for now|then|and|so|well|haha|hahaha|hehe|lol|lmao|xd)',
  ],
};
