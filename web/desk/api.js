// What the desk asks of the server. The key goes into a header, never into an address or a cookie.

export class Fault extends Error {
  /** `status`: of the answer; 0 where there was none. `told`: the server's own words, in English, if any. */
  constructor(message, status, told = '') {
    super(message);
    this.status = status;
    this.told = told;
  }
}

export class Server {
  /** `words`: of the interface. */
  constructor(words) {
    this.words = words;
    this.key = '';
  }

  async send(path, { query = {}, method = 'GET', body, type, signal } = {}) {
    const address = new URL(path, location.origin);
    for (const [name, value] of Object.entries(query)) if (value !== '' && value !== undefined) address.searchParams.set(name, value);
    const headers = { Accept: 'application/json' };
    if (this.key) headers.Authorization = `Bearer ${this.key}`;
    if (type) headers['Content-Type'] = type;
    let response;
    try {
      response = await fetch(address, { method, body, headers, signal, cache: 'no-store', credentials: 'omit' });
    } catch (error) {
      throw error.name === 'AbortError' ? error : new Fault(this.words.offline, 0);
    }
    if (response.ok) return response;
    const told = (await response.json().catch(() => ({}))).error ?? '';
    throw new Fault(this.wordsFor(response.status), response.status, told);
  }

  wordsFor(status) {
    const { words } = this;
    return { 401: words.fault_key, 403: words.fault_role, 404: words.fault_gone, 409: words.fault_conflict, 429: words.fault_often }[status]
      ?? words.fault.replace('{n}', status);
  }

  async get(path, query, signal) {
    return (await this.send(path, { query, signal })).json();
  }

  /** `body`: what is sent as JSON. Gives what is answered; nothing for an answer without a body. */
  async change(method, path, body, options = {}) {
    const response = await this.send(path, { ...options, method, ...(body ? { body: JSON.stringify(body), type: 'application/json' } : {}) });
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  }

  post(path, body, signal) { return this.change('POST', path, body, { signal }); }
  remove(path, query) { return this.change('DELETE', path, undefined, { query }); }
}
