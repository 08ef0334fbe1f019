/**
 * `<besedka-interactions server="https://…" record="order:1042">`: the command «👥 Взаимодействия» for the pages of a host
 * program. It opens the list by record or by contact in the program itself, where the user's own rights hold; nothing of
 * a letter ever reaches the host's page.
 */
import { type PanelSubject, panelAddress } from './panel-address.ts'
import { panelLanguage, panelWords } from './panel-words.ts'

class BesedkaInteractions extends HTMLElement {
  static readonly observedAttributes = ['server', 'record', 'contact', 'lang']

  connectedCallback(): void {
    this.paint()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.paint()
  }

  private paint(): void {
    const words = panelWords[panelLanguage(this.getAttribute('lang'), this.ownerDocument.documentElement.lang)]
    const address = panelAddress(this.getAttribute('server') ?? '', this.subject())
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    const link = this.ownerDocument.createElement('a')
    link.textContent = address === null ? words.broken : words.open
    if (address !== null) {
      link.href = address
      link.target = '_blank'
      link.rel = 'noopener'
      link.setAttribute('part', 'link')
    }
    root.replaceChildren(link)
  }

  private subject(): PanelSubject {
    const contact = this.getAttribute('contact')
    return contact === null ? { record: this.getAttribute('record') ?? '' } : { contact }
  }
}

if (!customElements.get('besedka-interactions')) customElements.define('besedka-interactions', BesedkaInteractions)
