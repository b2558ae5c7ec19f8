// What the widget adds to a page: window.dragoman, and the event "dragoman:state" on the document.

export interface DragomanState {
  /** Code of the language that the article is shown in; "" for its own. */
  readonly language: string;
  /** The article's own language; "" until it is known. */
  readonly from: string;
  /** Codes of the languages that readers are offered. */
  readonly offered: readonly string[];
}

export interface Dragoman {
  /** Translates the article; false if it failed, or if another wish came meanwhile. "" is the original. */
  translate(to: string): Promise<boolean>;
  /** The article as it was. */
  undo(): boolean;
  readonly state: DragomanState;
}

export interface DragomanStateDetail {
  state: 'original' | 'translating' | 'translated' | 'failed';
  from: string;
  to: string;
}

declare global {
  interface Window {
    /** There once the script has run. */
    dragoman?: Dragoman;
  }
  interface DocumentEventMap {
    'dragoman:state': CustomEvent<DragomanStateDetail>;
  }
}
