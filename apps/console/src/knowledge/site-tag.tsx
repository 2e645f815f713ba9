import { Copy } from 'lucide-react';
import { useCallback } from 'react';
import { client } from '../fleet/client.js';
import { useLoad } from '../fleet/load.js';
import { Shown } from '../shell/states.js';
import { tell } from '../shell/told.js';
import { useWords } from '../texts/texts.js';
import { SiteOrigins } from './site-origins.js';

/** The line of HTML that puts the company's chat box on a page, and which pages may carry it. */
export function SiteTag() {
  const { say } = useWords();
  const loaded = useLoad(useCallback((signal) => client.get('/api/v1/admin/tenants/mine', { signal }), []));
  return (
    <section className="card" aria-labelledby="site-title">
      <header className="card-head">
        <h2 id="site-title">{say('site.title')}</h2>
      </header>
      <Shown of={loaded} lines={3}>
        {({ widget_key }) => {
          const tag = `<script src="${location.origin}/widget.js" data-widget-key="${widget_key}" async></script>`;
          return (
            <div className="site-tag">
              <p className="quiet">{say('site.intro')}</p>
              <code className="code" tabIndex={0}>
                {tag}
              </code>
              {navigator.clipboard && (
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    void navigator.clipboard.writeText(tag).then(
                      () => tell('good', say('site.copied')),
                      () => tell('bad', say('site.not_copied')),
                    )
                  }
                >
                  <Copy size={16} aria-hidden="true" /> {say('site.copy')}
                </button>
              )}
            </div>
          );
        }}
      </Shown>
      <SiteOrigins />
    </section>
  );
}
