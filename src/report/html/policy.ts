/** SHA-256 of the two inline texts, so that nothing else in the page can run or style; checked by the tests. */
const styleHash = 'sha256-ZjuXRfF+BmkwLdzTtZYe1wGAz8ZV16Is9imb7PX+I08=';
const scriptHash = 'sha256-ZzeJN85GG9xOyRds3vIHRudWpj6oCNY7Av3E2cxFl9o=';

export const contentPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
