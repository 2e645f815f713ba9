import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { formOf } from './form.js';

describe('how a question is put', () => {
  it.each([
    ['do you sell cars?', 'en', { whether: true, offered: true, way: false }],
    ['hi, is there a café in the showroom?', 'en', { whether: true, offered: true, way: false }],
    ['can I pay in instalments?', 'en', { whether: true, offered: false, way: false }],
    ['how do I return a lamp?', 'en', { whether: false, offered: false, way: true }],
    ['how does it work?', 'en', { whether: false, offered: true, way: false }],
    ['hello, how can I pay?', 'en', { whether: false, offered: false, way: true }],
    ['nasıl iade ederim', 'tr', { whether: false, offered: false, way: true }],
    ['which cards do you take?', 'en', { whether: false, offered: true, way: false }],
    ['mağazada kafe var mı', 'tr', { whether: true, offered: true, way: false }],
    ['halı yıkıyor musunuz?', 'tr', { whether: true, offered: true, way: false }],
    ['taksit yapabilir miyim', 'tr', { whether: true, offered: false, way: false }],
    ['siparişim nerede', 'tr', { whether: false, offered: false, way: false }],
  ] as const)('%s', (text, language, form) => {
    expect(formOf(analyse(text, language))).toEqual({ ...form, counts: false });
  });

  it.each([
    ['how many gift cards can I use', 'en', true],
    ['what is the maximum size of a file', 'en', true],
    ['how much memory does it need', 'en', true],
    ['bir siparişte kaç tane çek kullanılır', 'tr', true],
    ['en fazla ne yüklenir', 'tr', true],
    ['how many days do I have', 'en', false],
    ['kaç günüm var', 'tr', false],
    ['kaç saatte gelir', 'tr', false],
    ['how much is it at most', 'en', false],
    ['kurulum kaç lira', 'tr', false],
    ['where is my lamp', 'en', false],
  ] as const)('%s: asks for a count, %s: %s', (text, language, counts) => {
    expect(formOf(analyse(text, language)).counts).toBe(counts);
  });
});
