import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { formOf } from './form.js';

describe('how a question is put', () => {
  it.each([
    ['do you sell cars?', 'en', { whether: true, offered: true }],
    ['hi, is there a café in the showroom?', 'en', { whether: true, offered: true }],
    ['can I pay in instalments?', 'en', { whether: true, offered: false }],
    ['how do I return a lamp?', 'en', { whether: false, offered: false }],
    ['which cards do you take?', 'en', { whether: false, offered: true }],
    ['mağazada kafe var mı', 'tr', { whether: true, offered: true }],
    ['halı yıkıyor musunuz?', 'tr', { whether: true, offered: true }],
    ['taksit yapabilir miyim', 'tr', { whether: true, offered: false }],
    ['siparişim nerede', 'tr', { whether: false, offered: false }],
  ] as const)('%s', (text, language, form) => {
    expect(formOf(analyse(text, language))).toEqual(form);
  });
});
