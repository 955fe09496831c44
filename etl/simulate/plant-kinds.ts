/** The forms of an excess over time: level, rising, short and high, long and slowly rising. */
export const SHAPES = ['step', 'ramp', 'spike', 'slowBurn'] as const
export type Shape = (typeof SHAPES)[number]

/** Days that an excess of each shape lasts, and how strong it is, in standard deviations of a day. */
export const FORMS: Record<Shape, { days: [number, number]; strength: [number, number] }> = {
  step: { days: [10, 24], strength: [3, 5] },
  ramp: { days: [14, 28], strength: [4, 7] },
  spike: { days: [1, 3], strength: [6, 8] },
  slowBurn: { days: [42, 70], strength: [2, 3.5] },
}

/** The excess on a day, as a share of the greatest. @param part how much of the time has passed, 0 to 1 */
export function shapeAt(shape: Shape, part: number): number {
  if (shape === 'ramp') return 0.15 + 0.85 * part
  if (shape === 'slowBurn') return 0.3 + 0.7 * part
  return 1
}

/** Kinds of complaint that nobody made before: an invented word, where it is filed, what is said. */
export const NEW_KINDS = [
  {
    word: '轻羽车',
    wordEn: 'featherbike',
    category1: '07',
    filedUnder: /乱停放/,
    zh: [
      '最近{place}门口停满了轻羽车，人行道都走不了，请管一管。',
      '轻羽车在{place}骑得飞快，{time}差点撞到孩子，希望出台规定。',
      '{place}有人租轻羽车，没有牌照也没人管，已经{days}天了。',
    ],
    en: ['Featherbikes block the pavement at {place}, please do something.'],
  },
  {
    word: '云宠卡',
    wordEn: 'cloud-pet card',
    category1: '02',
    filedUnder: /预付|储值|会员|退费|退款/,
    zh: [
      '在{shop}办了云宠卡，花了{amount}元，现在登录不了也不退钱。',
      '云宠卡说好随时可退，{days}天了还没到账，我是{name}，电话{phone}。',
      '{place}的{shop}推销云宠卡，孩子偷偷充了{amount}元，要求退费。',
    ],
    en: ['I paid {amount} yuan for a cloud-pet card at {shop} and cannot get it back.'],
  },
] as const
export type NewKind = (typeof NEW_KINDS)[number]
