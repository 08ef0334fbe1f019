/** React hands on what happens in menus and dialogs that belong to a window but lie elsewhere on the page. */
export function isInside({ target, currentTarget }: { target: EventTarget; currentTarget: Element }): boolean {
  return target instanceof Node && currentTarget.contains(target)
}
