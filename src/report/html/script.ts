/**
 * The page's script, written for any browser of the last years. Its state lives in the address:
 * `#status=failed,broken&layer=unit&component=warehouse&run=0&q=calls&theme=dark`. It only hides rows and never writes
 * HTML. A change of this text needs the new hash in policy.ts; the test names it.
 */
export const script = `
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const rows = all('.rows > li');
  const chips = all('.chip');
  const picks = all('.pick select');
  const keys = ['status', 'layer', 'component', 'run'];
  const themes = ['auto', 'light', 'dark'];
  const state = { q: '', theme: 'auto' };
  for (const key of keys) state[key] = new Set();
  let texts;
  root.classList.add('js');

  const read = () => {
    const values = new URLSearchParams(location.hash.slice(1));
    for (const key of keys) state[key] = new Set((values.get(key) || '').split(',').filter(Boolean));
    state.q = values.get('q') || '';
    state.theme = themes.includes(values.get('theme')) ? values.get('theme') : state.theme;
    byId('q').value = state.q;
  };

  const write = () => {
    const values = new URLSearchParams();
    for (const key of keys) if (state[key].size) values.set(key, [...state[key]].join(','));
    if (state.q) values.set('q', state.q);
    if (state.theme !== 'auto') values.set('theme', state.theme);
    history.replaceState(null, '', '#' + values.toString().replaceAll('%2C', ','));
  };

  const matches = (row, index, words) =>
    keys.every((key) => !state[key].size || (row.dataset[key] || '').split(key === 'status' ? ' ' : '\\n').some((value) => state[key].has(value))) &&
    words.every((word) => texts[index].includes(word));

  const number = (value) => String(value).replace(/\\B(?=(\\d{3})+$)/g, ',');

  const apply = () => {
    const words = state.q.toLowerCase().split(/\\s+/).filter(Boolean);
    if (words.length && !texts) texts = rows.map((row) => row.textContent.toLowerCase());
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !matches(row, index, words);
      if (!row.hidden) shown += 1;
    });
    for (const group of all('.group')) group.hidden = !group.querySelector('.rows > li:not([hidden])');
    for (const chip of chips) chip.setAttribute('aria-pressed', String(state[chip.dataset.key].has(chip.dataset.value)));
    for (const pick of picks) pick.value = [...state[pick.dataset.key]][0] || '';
    byId('shown').textContent = number(shown) + ' of ' + number(rows.length) + ' shown';
    byId('nothing').hidden = shown > 0 || rows.length === 0;
    root.dataset.theme = state.theme;
    byId('theme').textContent = { auto: 'Auto', light: 'Light', dark: 'Dark' }[state.theme];
    byId('theme').setAttribute('aria-label', 'Colours: ' + state.theme + '. Change');
  };

  const update = () => { write(); apply(); };

  const fromAddress = () => {
    if (location.hash.length > 1 && !location.hash.includes('=')) return;
    read();
    apply();
    if (/status=|layer=|component=|run=|q=/.test(location.hash)) byId('checks').scrollIntoView();
  };

  const copy = async (button) => {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.classList.contains('chip')) {
      const values = state[button.dataset.key];
      if (!values.delete(button.dataset.value)) values.add(button.dataset.value);
      update();
    } else if (button.classList.contains('copy')) {
      copy(button);
    } else if (button.id === 'theme') {
      state.theme = themes[(themes.indexOf(state.theme) + 1) % themes.length];
      update();
    } else if (button.id === 'clear') {
      for (const key of keys) state[key].clear();
      state.q = byId('q').value = '';
      update();
    }
  });

  for (const pick of picks) {
    pick.addEventListener('change', () => {
      state[pick.dataset.key] = new Set(pick.value ? [pick.value] : []);
      update();
    });
  }

  let waiting;
  byId('q').addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.q = byId('q').value.trim(); update(); }, 120);
  });
  document.querySelector('.filters').addEventListener('submit', (event) => event.preventDefault());

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
    event.preventDefault();
    byId('q').focus();
  });

  addEventListener('hashchange', fromAddress);
  fromAddress();
})();
`;
