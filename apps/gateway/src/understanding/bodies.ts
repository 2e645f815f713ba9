import { Id, OneOf, Text, Texts, languages, longestText, mostTexts, type Language } from '@parley/contracts';

/** One text, or several. */
export class ParseBody {
  @Text({ min: 1, max: longestText, optional: true, description: 'either this or `texts`' }) text?: string;
  @Texts({ min: 1, max: mostTexts, each: longestText, optional: true }) texts?: string[];
  @OneOf(languages, { optional: true, description: 'where the text does not tell' }) locale?: Language;
  @Id({ optional: true, description: 'its language is taken where neither the text nor `locale` tells' })
  session_id?: string;
}
