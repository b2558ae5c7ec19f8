// Links that bring a story along. A page of the web is named by its address; a pasted text is packed into the part of the link behind
// "#", which browsers do not send: nothing needs to be stored.

const LONGEST = 1 << 20;

async function through(stream, bytes) {
  const out = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await out.arrayBuffer());
}

export async function packed(text) {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text));
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Undefined for what is no packed text, or would be too long. */
export async function unpacked(code) {
  try {
    const binary = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
    const reader = new Blob([Uint8Array.from(binary, (sign) => sign.charCodeAt(0))]).stream()
      .pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const pieces = [];
    for (let size = 0, piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if ((size += piece.value.length) > LONGEST) return undefined;
      pieces.push(piece.value);
    }
    return await new Blob(pieces).text();
  } catch {
    return undefined;
  }
}

/** `wish`: {url}, {article} or {text}. Undefined for a file, which no link can hold. */
export async function linkTo(wish, to, ui) {
  const link = new URL(wish.article ? '/read' : '/', location.href);
  link.searchParams.set('ui', ui);
  if (wish.article) {
    link.searchParams.set('article', wish.article);
    link.searchParams.set('to', to);
  } else if (wish.url) {
    link.searchParams.set('url', wish.url);
    link.searchParams.set('to', to);
  } else if (wish.text) {
    link.hash = new URLSearchParams({ to, text: await packed(wish.text) });
  } else {
    return undefined;
  }
  return link.href;
}

/** What the page's own address asks for. */
export async function wishOf(place) {
  const query = new URLSearchParams(place.search), hash = new URLSearchParams(place.hash.slice(1));
  if (query.get('article')) return { article: query.get('article'), from: '', to: query.get('to') ?? '' };
  if (query.get('url')) return { url: query.get('url'), from: query.get('from') ?? '', to: query.get('to') ?? '' };
  const text = hash.get('text') ? await unpacked(hash.get('text')) : undefined;
  return text ? { text, from: '', to: hash.get('to') ?? '' } : undefined;
}
