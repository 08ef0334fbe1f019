import type { LetterFile } from '../compose-letter.ts'
import { makeDocx, makePdf, makePng, makeXlsx, type Paint } from '../document-bytes.ts'

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function pdf(name: string, title: string, lines: readonly string[]): LetterFile {
  return { name, type: 'application/pdf', bytes: makePdf(title, lines) }
}

export function xlsx(name: string, rows: readonly (readonly (string | number)[])[]): LetterFile {
  return { name, type: spreadsheet, bytes: makeXlsx('Лист1', rows) }
}

export function docx(name: string, paragraphs: readonly string[]): LetterFile {
  return { name, type: document, bytes: makeDocx(paragraphs) }
}

/** A site plan: a road, a gate and two sheds on a grass field, with the noise of a photograph. */
export function sitePlan(name: string): LetterFile {
  const paint: Paint = (x, y) => {
    const noise = (x * 7919 + y * 104_729 + x * y) % 23
    if (Math.abs(y - 300 - x / 6) < 26) return [150 + noise, 148 + noise, 142 + noise]
    if (x > 470 && x < 480 && y > 330 && y < 410) return [190, 60, 40]
    const inShed = (left: number, top: number) => x > left && x < left + 150 && y > top && y < top + 90
    if (inShed(90, 110) || inShed(360, 150)) return [184 + (noise >> 1), 176, 160]
    return [116 + noise, 150 + noise, 96 + (noise >> 1)]
  }
  return { name, type: 'image/png', bytes: makePng(640, 440, paint) }
}

/** The company's logo, shown inside the letter as `cid:`. */
export function logo(contentId: string): LetterFile {
  const paint: Paint = (x, y) => {
    const roof = y > 10 && y < 30 && Math.abs(x - 40) < (y - 10) * 1.6
    const wall = y >= 30 && y < 52 && Math.abs(x - 40) < 24
    const door = wall && y > 38 && Math.abs(x - 40) < 6
    if (door) return [250, 247, 240]
    if (roof) return [176, 92, 34]
    return wall ? [232, 190, 120] : [255, 255, 255]
  }
  return { name: 'logo.png', type: 'image/png', bytes: makePng(80, 60, paint), contentId }
}

/** A cracked brick, photographed against a grey ground. */
export function crackedBrick(name: string, shift: number): LetterFile {
  const paint: Paint = (x, y) => {
    const noise = (x * 31 + y * 17 + ((x * y) % 11) * 5) % 29
    const inBrick = x > 60 && x < 340 && y > 70 && y < 190
    const crack = Math.abs(x - 180 - shift - Math.sin(y / 9) * 8) < 3
    if (inBrick && crack) return [52, 30, 26]
    return inBrick ? [166 + noise, 74 + (noise >> 1), 54] : [176 + noise, 176 + noise, 180 + noise]
  }
  return { name, type: 'image/png', bytes: makePng(400, 260, paint) }
}
