import { useState } from 'preact/hooks';
import { useChat, useWidget } from './context.js';
import { StarIcon } from './icons.js';

const stars = [1, 2, 3, 4, 5];

/** How it was, once, at the end; and the way to the next conversation. */
export function Rating({ hidden }: { hidden: boolean }) {
  const { chat, say } = useWidget();
  const { rating } = useChat();
  return (
    <div class="rating" inert={hidden}>
      {rating === undefined ? <Form /> : <p class="thanks">{say('rate_thanks')}</p>}
      <button type="button" class={rating === undefined ? 'plain' : 'strong'} onClick={() => chat.anew()}>
        {say('anew')}
      </button>
    </div>
  );
}

function Form() {
  const { chat, say } = useWidget();
  const [given, give] = useState(0);
  const [words, setWords] = useState('');
  const [state, setState] = useState<'ready' | 'sending' | 'failed'>('ready');
  const send = async () => {
    setState('sending');
    try {
      await chat.rate(given, words);
    } catch {
      setState('failed');
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset class="stars">
        <legend>{say('rate')}</legend>
        {stars.map((n) => (
          <label key={n} class={n <= given ? 'star star-on' : 'star'}>
            <input
              type="radio"
              name="rating"
              class="unseen"
              checked={given === n}
              aria-label={say('rate_stars', { n })}
              onChange={() => give(n)}
            />
            <StarIcon />
          </label>
        ))}
      </fieldset>
      {given > 0 && (
        <>
          <textarea
            class="field words"
            rows={2}
            maxLength={2000}
            placeholder={say('rate_words')}
            aria-label={say('rate_words')}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <button type="submit" class="strong" disabled={state === 'sending'}>
            {say('rate_send')}
          </button>
        </>
      )}
      {state === 'failed' && (
        <p class="fate failed" role="alert">
          {say('rate_failed')}
        </p>
      )}
    </form>
  );
}
