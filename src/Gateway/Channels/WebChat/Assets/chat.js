'use strict';
// Makes the page live. Without it everything works by forms; nothing is kept in the browser but the cookie it cannot see.
(() => {
  const at = (id) => document.getElementById(id);
  const { body } = document;
  const { base, query, exit: exitTo, left, watched, person, sending, sent, unsent, empty, long, label, again, agree } = body.dataset;
  const [field, form, list, client] = [at('text'), at('write'), at('entries'), at('client')];
  const [problem, offline, below, typing] = [at('problem'), at('offline'), at('below'), at('typing')];
  const queue = [];
  let { talk, last } = body.dataset;
  last = Number(last);
  let gone = false;

  // The way out: empty the page, then go; the server hears of it on the side.
  const tabs = window.BroadcastChannel ? new BroadcastChannel(base) : null;
  const exit = () => {
    if (gone) return;
    gone = true;
    if (stream) stream.close();
    if (tabs) tabs.postMessage(0);
    const farewell = at('exit').action;
    body.textContent = '';
    document.title = '\u2026';
    // The server must not be needed for this: whatever it is asked from now on, it sees that the person has left.
    document.cookie = left;
    if (navigator.sendBeacon) navigator.sendBeacon(farewell);
    else fetch(farewell, { method: 'POST', keepalive: true, redirect: 'manual' });
    try {
      window.top.location.replace(exitTo);
    } catch {
      // Another site's page around us may stay where it is; then its frame is left empty.
      location.replace('about:blank');
    }
  };
  at('exit').addEventListener('submit', (event) => {
    event.preventDefault();
    exit();
  });
  if (tabs) tabs.onmessage = exit;
  let escapes = [];
  addEventListener('keydown', (event) => {
    // Esc during a conversion belongs to the input method.
    if (event.key !== 'Escape' || event.isComposing || event.repeat) return;
    // To the browser it means "stop loading": one press too many or too late would keep the person here.
    event.preventDefault();
    escapes = [...escapes.filter((then) => event.timeStamp - then < 3000), event.timeStamp];
    if (escapes.length > 2) exit();
  });
  let leaving = false;
  addEventListener('submit', ({ target }) => {
    leaving = leaving || target.matches('.passage form');
  });
  // The browser may keep the page in its memory: there it lies empty, and brought back it is read anew. Only the server says what is here.
  addEventListener('pagehide', (event) => {
    if (event.persisted) document.documentElement.hidden = true;
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  // Other words, other letters: the same place in the browser's history, so that after the way out no "back" leads here.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.switches a, .languages a');
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
  addEventListener('beforeunload', (event) => {
    if (!gone && (queue.length || field.value.trim())) event.preventDefault();
  });

  // Where the person reads
  const page = document.scrollingElement;
  let [follows, ours] = [true, 0];
  // A question is read before its answers are tapped. Who waits sees their place first, also on the smallest phone; but what was
  // just said above it must not be pushed out of sight by it.
  const toEnd = () => {
    const [place, last, waits] = [at('waiting'), list.lastElementChild, body.dataset.stage === 'waiting'];
    const asks = last && last.querySelector('.options');
    const short = waits && last && place.getBoundingClientRect().top - last.getBoundingClientRect().top < innerHeight * 0.4;
    if ((asks && asks.offsetHeight) || short) last.scrollIntoView();
    else if (waits) place.scrollIntoView();
    else page.scrollTop = page.scrollHeight;
    ours = page.scrollTop;
    follows = below.hidden = true;
  };
  const scrolled = () => {
    const distance = page.scrollHeight - page.clientHeight - page.scrollTop;
    follows = Math.abs(page.scrollTop - ours) < 2 || distance < 160;
    if (distance < 40) below.hidden = true;
  };
  addEventListener('scroll', scrolled, { passive: true });
  below.addEventListener('click', toEnd);
  const add = (item, before) => {
    list.insertBefore(item, before);
    if (follows) toEnd();
    else if (item.dataset.number) below.hidden = false;
  };

  const tag = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text || '';
    return made;
  };
  // Words of the gateway's own may carry their readings, between Unicode's marks for it.
  const put = (node, marked) => {
    node.textContent = '';
    marked.split(/[\ufff9-\ufffb]/).forEach((piece, index, all) => {
      if (index % 3 === 0) node.append(piece);
      if (index % 3 !== 1) return;
      const ruby = document.createElement('ruby');
      ruby.append(piece, tag('rt', '', all[index + 1]));
      node.append(ruby);
    });
  };
  const japanese = /^ja/.test(document.documentElement.lang);
  const bubble = ({ author, who, text, at: when, time, number, kind, read, options, consent }) => {
    const item = tag('li', kind === 'stage' ? 'stage fresh' : `entry ${author} fresh`);
    if (number) item.dataset.number = number;
    if (kind === 'stage') {
      if (read) put(item, read);
      else item.textContent = text;
      return item;
    }
    const name = tag('p', 'who');
    name.append(tag('bdi', '', who));
    const words = tag('p', 'text', text);
    if (read) put(words, read);
    words.dir = 'auto';
    if (author === 'counsellor' && !japanese) words.lang = 'ja';
    const meta = tag('p', 'meta');
    const clock = tag('time', '', time);
    if (when) clock.dateTime = when;
    meta.append(clock);
    item.append(name, words, meta);
    if (options) {
      const choose = tag('form', 'options');
      for (const option of options) {
        const button = tag('button');
        button.value = option;
        button.append(tag('bdi', '', option));
        choose.append(button);
      }
      item.append(choose);
    }
    if (consent) {
      const way = tag('a');
      put(way, agree);
      way.href = `${base}/agree/${consent}${query}`;
      const line = tag('p', 'agree');
      line.append(way);
      item.append(line);
    }
    return item;
  };
  const mark = (item, state, retry) => {
    const old = item.querySelector('.state');
    const made = tag(retry ? 'button' : 'span', 'state');
    put(made, state);
    if (retry) {
      made.type = 'button';
      made.addEventListener('click', retry);
    }
    const had = old && old === document.activeElement;
    if (old) old.remove();
    item.querySelector('.meta').append(' ', made);
    if (had) field.focus();
  };
  let said = problem.textContent;
  const say = (text) => {
    if (said !== text) put(problem, (said = text));
  };
  const stage = (now) => {
    body.dataset.stage = now;
    put(document.querySelector('label[for=text]'), now === 'closed' ? again : label);
    // What the styles now hide or show moves the page; that is not the person reading somewhere else.
    if (follows) toEnd();
  };

  // Whoever asked for it is told when it is their turn: by the title while they look elsewhere, by a soft tone if they want one.
  const [card, bell, name] = [at('waiting'), at('sound'), document.title];
  let tone;
  const chime = () => {
    const [voice, gain, then] = [tone.createOscillator(), tone.createGain(), tone.currentTime];
    voice.frequency.value = 523;
    gain.gain.setValueAtTime(0.08, then);
    gain.gain.exponentialRampToValueAtTime(0.0001, then + 0.9);
    voice.connect(gain).connect(tone.destination);
    voice.start();
    voice.stop(then + 1);
  };
  const asks = (asked) => {
    card.dataset.asked = asked ? 1 : 0;
    bell.parentElement.hidden = !(asked && window.AudioContext);
  };
  const called = () => {
    if (card.dataset.asked !== '1') return;
    asks(false);
    if (document.hidden) document.title = `\u25cf ${name}`;
    if (bell.checked && tone) chime();
  };
  asks(card.dataset.asked === '1');
  // A browser lets a page sound only after a touch: this is the touch, and how it will sound is heard at once.
  bell.addEventListener('change', () => {
    if (!bell.checked) return;
    tone = tone || new AudioContext();
    tone.resume();
    chime();
  });
  at('turn').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { target } = event;
    try {
      const answer = await fetch(target.action, { method: 'POST', headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error();
      asks(true);
    } catch {
      target.submit();
    }
  });

  // Who from outside is in the talk, or is asked for: one tap has them come, or leave.
  const third = at('company');
  const company = ({ state, seat, who }) => {
    third.dataset.state = state;
    third.querySelector('form').seat.value = seat;
    at('company-who').textContent = who;
    if (follows) toEnd();
  };
  third.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { target, submitter } = event;
    const data = new URLSearchParams(new FormData(target));
    data.set('answer', submitter.value);
    try {
      const answer = await fetch(target.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error();
      field.focus();
    } catch {
      gone = !field.value.trim();
      const said = tag('input');
      [said.type, said.name, said.value] = ['hidden', 'answer', submitter.value];
      target.append(said);
      target.submit();
    }
  });

  // Sending: one after another, as often as it takes, always under the same id.
  const newId = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
  let [busy, pause, timer] = [false, 1000];
  const settle = (word) => {
    const place = queue.indexOf(word);
    if (place >= 0) queue.splice(place, 1);
    mark(word.item, sent);
  };
  const later = () => {
    for (const word of queue) mark(word.item, unsent, now);
    timer = setTimeout(pump, pause);
    pause = Math.min(pause * 2, 30000);
  };
  const now = () => {
    pause = 1000;
    pump();
  };
  const giveBack = (word) => {
    queue.splice(queue.indexOf(word), 1);
    word.item.remove();
    field.value = field.value ? `${word.text}\n${field.value}` : word.text;
    grow();
  };
  // One line for both: nothing comes, or nothing goes.
  let [deaf, dumb] = [false, false];
  const tell = () => (offline.hidden = gone || !(deaf || dumb));
  const pump = async () => {
    clearTimeout(timer);
    const word = queue[0];
    if (busy || !word || gone) return;
    busy = true;
    mark(word.item, sending);
    const data = new URLSearchParams(new FormData(form));
    data.set('text', word.text);
    data.set('clientId', word.id);
    const limit = new AbortController();
    const over = setTimeout(() => limit.abort(), 20000);
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' }, signal: limit.signal });
      const news = await answer.json().catch(() => ({}));
      dumb = false;
      if (answer.ok) {
        pause = 1000;
        settle(word);
        if (!queue.length) say('');
        // From now on the cookie says who this is; the seed of it must not bring it back after an exit.
        if (form.beginning) form.beginning.remove();
        begin(news.talk, true);
      } else {
        say(news.detail || '');
        if (answer.status >= 500 || answer.status === 429) later();
        else giveBack(word);
      }
    } catch {
      dumb = true;
      later();
    } finally {
      clearTimeout(over);
      busy = false;
      tell();
    }
    if (queue.length && pause === 1000) pump();
  };
  const submit = (event) => {
    if (event) event.preventDefault();
    const text = field.value.replace(/\r\n?/g, '\n').replace(/\0/g, '');
    field.focus();
    if (!text.trim()) return say(empty);
    if (text.length > 5000) return say(long.replace('{count}', text.length.toLocaleString('en')));
    speak(text);
    field.value = '';
    grow();
  };
  const speak = (text) => {
    say('');
    const word = { id: client.value, text, item: bubble({ author: 'person', who: person, text }) };
    word.item.dataset.client = word.id;
    mark(word.item, sending);
    add(word.item, null);
    word.item.scrollIntoView({ block: 'center' });
    ours = page.scrollTop;
    follows = true;
    client.value = newId();
    queue.push(word);
    pump();
  };
  form.addEventListener('submit', submit);
  // An answer that is offered is said like any other word; what was being written stays.
  list.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter) speak(event.submitter.value);
  });
  field.addEventListener('keydown', (event) => {
    // Enter ends a line, on every device; a conversion of the input method is never cut short.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) submit(event);
  });
  const grow = () => {
    if (window.CSS && CSS.supports('field-sizing', 'content')) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  let typed = 0;
  field.addEventListener('input', () => {
    grow();
    if (problem.textContent && queue.length === 0) say('');
    if (body.dataset.stage !== 'talking' || Date.now() - typed < 3000) return;
    typed = Date.now();
    fetch(`${base}/typing${query}`, { method: 'POST', keepalive: true }).catch(() => {});
  });

  // Who came by LINE as an entrance is told there of what they have not seen here, so the server must know what they have.
  let [seen, telling] = [0, false];
  const look = async () => {
    if (!watched || telling || gone || document.hidden || last <= seen) return;
    telling = true;
    const to = last;
    try {
      const answer = await fetch(`${base}/seen${query}`, { method: 'POST', keepalive: true, body: new URLSearchParams({ number: to }) });
      if (answer.ok) seen = to;
    } catch {
      // The next sign of life asks again.
    }
    telling = false;
  };

  // Listening
  let [stream, heard, reopen, quiet] = [null, 0];
  const alive = () => {
    heard = Date.now();
    clearTimeout(quiet);
    deaf = false;
    tell();
  };
  const lost = (after) => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      deaf = true;
      tell();
    }, after);
  };
  const show = (entry) => {
    alive();
    if (entry.number <= last) return;
    last = entry.number;
    if (entry.stage === 'taken') called();
    if (entry.stage) stage(entry.stage === 'taken' ? 'talking' : entry.stage === 'returned' ? 'waiting' : entry.stage);
    if (entry.company) company(entry.company);
    if (entry.counsellor !== undefined) at('company-counsellor').textContent = entry.counsellor;
    if (entry.kind === 'stage' && !entry.text) return;
    typing.hidden = typing.hidden || entry.author === 'counsellor';
    const mine = entry.clientId && list.querySelector(`[data-client="${entry.clientId}"]`);
    const made = bubble(entry);
    if (entry.author === 'person') mark(made, sent);
    if (mine) {
      const word = queue.find(({ id }) => id === entry.clientId);
      if (word) settle(word);
      made.className = mine.className;
      made.dataset.client = entry.clientId;
      mine.replaceWith(made);
      return;
    }
    // What is still on its way stays below what has arrived.
    add(made, queue.length ? queue[0].item : null);
    look();
  };
  const begin = (id, sentNow) => {
    if (!id || id === talk) {
      if (sentNow && body.dataset.stage !== 'closed' && (!stream || stream.readyState === 2)) open();
      return;
    }
    for (const item of [...list.children]) if (!item.dataset.client || item.dataset.number) item.remove();
    talk = id;
    last = 0;
    stage('intake');
    at('leave').talk.value = id;
    open();
  };
  let hush;
  const told = {};
  const open = () => {
    clearTimeout(reopen);
    if (stream) stream.close();
    if (!talk || gone) return;
    heard = Date.now();
    const here = (stream = new EventSource(`${base}/stream${query ? `${query}&` : '?'}talk=${talk}&after=${last}`));
    const on = (name, act) => here.addEventListener(name, (event) => here === stream && act(event));
    on('open', () => {
      alive();
      if (queue.length) now();
    });
    on('beat', () => {
      alive();
      look();
    });
    on('entry', (event) => show(JSON.parse(event.data)));
    on('begin', (event) => {
      talk = '';
      begin(JSON.parse(event.data));
    });
    on('waiting', (event) => {
      alive();
      const news = JSON.parse(event.data);
      const card = at('waiting');
      // Nobody is there any more: whom to call stands open, once. Whoever folds it away is left in peace.
      if (news.nobody && card.dataset.nobody === '0') card.querySelector('.emergency').open = true;
      card.dataset.nobody = news.nobody ? 1 : 0;
      // Only what is new is said to somebody who listens.
      for (const part of ['place', 'wait']) if (told[part] !== news[part]) put(at(part), (told[part] = news[part]));
    });
    on('typing', () => {
      alive();
      typing.hidden = false;
      clearTimeout(hush);
      hush = setTimeout(() => (typing.hidden = true), 6000);
    });
    on('left', () => {
      here.close();
      // Who has pressed the button is on the way to its answer already: to load anew would cut that off.
      if (!leaving) location.reload();
    });
    on('end', () => {
      alive();
      here.close();
      stream = null;
    });
    on('error', () => {
      lost(2500);
      if (here.readyState === 2) reopen = setTimeout(open, 5000);
    });
  };
  // A line can be dead without saying so: the server says something every seven seconds.
  setInterval(() => {
    if (!stream || Date.now() - heard < 15500) return;
    lost(0);
    open();
  }, 2000);
  // From one network to another the old line is worth nothing.
  if (navigator.connection) navigator.connection.addEventListener('change', () => stream && open());
  addEventListener('offline', () => lost(0));
  addEventListener('online', () => {
    if (stream) open();
    else alive();
    now();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !gone) document.title = name;
    if (!document.hidden && stream && Date.now() - heard > 8000) open();
    look();
  });

  at('leave').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { target } = event;
    try {
      const data = new URLSearchParams(new FormData(target));
      const answer = await fetch(target.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error();
      target.parentElement.open = false;
      field.focus();
    } catch {
      gone = !field.value.trim();
      target.submit();
    }
  });

  grow();
  // The field grows over what is being read.
  if (window.ResizeObserver) new ResizeObserver(() => talk && follows && !gone && toEnd()).observe(form);
  if (body.dataset.stage !== 'none') toEnd();
  if (body.dataset.stage !== 'closed') open();
  look();
})();
